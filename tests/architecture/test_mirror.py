"""Tests mirror the package: whoever opens a module finds its test by the same path and name."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIRRORED = (
    "tests/unit",
    "tests/integration/services",
    "tests/integration/excel",
    "tests/integration/storage",
)
NOT_OF_ONE_MODULE = {
    "tests/unit/test_dev.py": "build/dev.py, which is no module of the package",
    "tests/unit/test_schema_sql.py": "build/schema_sql.py, which is no module of the package",
    "tests/unit/test_trial.py": "build/windows/trial.py, which is no module of the package",
    "tests/unit/test_makers.py": "the invented people of tests/support",
    "tests/unit/pdf/test_forms.py": "every form of pdf/forms, by the same rules",
    "tests/unit/pdf/test_golden.py": "papers against their golden text",
    "tests/integration/excel/test_template_libreoffice.py": "what LibreOffice reckons from our sheets",
    "tests/integration/excel/test_template_storm.py": "blanks of three writers, learned and filled",
    "tests/integration/services/test_articles.py": "domain/article_work, each act tried through the services",
    "tests/integration/services/cases/test_lives.py": "whole lives of a case, through every verb",
    "tests/integration/services/roster_import/test_any_words.py": "any words through plan and commit",
    "tests/integration/services/roster_import/test_cells.py": "lists that once went wrong, end to end",
    "tests/integration/services/roster_import/test_strange_books.py": "strange workbooks, end to end",
    "tests/integration/services/office/test_every_rule.py": "every rule of a pack, through whatever reads it",
    "tests/integration/storage/test_crash.py": "the process is killed while it writes",
    "tests/integration/storage/test_damage.py": "files that were damaged from outside",
    "tests/integration/storage/test_old_databases.py": "offices of earlier versions, opened by this one",
    "tests/integration/storage/test_leak.py": "no plain text in any file of an office",
}


def mirrored_tests() -> list[str]:
    """Every test file of the mirrored folders."""
    return sorted(
        file.relative_to(ROOT).as_posix()
        for folder in MIRRORED
        for file in (ROOT / folder).rglob("test_*.py")
    )


def module_of(test: str) -> Path:
    """tests/unit/domain/test_period.py -> anbang_desktop/domain/period.py."""
    parts = Path(test).parts[2:]
    return ROOT.joinpath("anbang_desktop", *parts[:-1], parts[-1].removeprefix("test_"))


def test_every_test_file_has_the_module_of_its_name() -> None:
    strays = [
        test for test in mirrored_tests() if test not in NOT_OF_ONE_MODULE and not module_of(test).is_file()
    ]
    assert not strays, "move them to where their module lies, or say in NOT_OF_ONE_MODULE what they test"


def test_the_exceptions_exist_and_are_needed() -> None:
    kept = {test for test in mirrored_tests() if not module_of(test).is_file()}
    assert kept == set(NOT_OF_ONE_MODULE)
