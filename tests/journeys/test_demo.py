"""The demo is the product's main job: what it prints, and its papers, sheets and vault seen by other
programs.
"""

import json
import re
import shutil
import subprocess
import zipfile
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from anbang_desktop import paths
from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.demo.run import ROSTER
from anbang_desktop.services.records import assessment, gate, history
from anbang_desktop.services.reports import machine, making
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.services.reports.machine_columns import Shown
from anbang_desktop.services.worklist import people
from tests.journeys.conftest import Made
from tests.support import desks, office_suite, vaults

NAMES = ("王𬖸龘", "买买提·艾合买提")


def _text(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode("utf-8")


def _asked(demo: Made, key: bytes, question: str) -> list[tuple[object, ...]]:
    """Asked of the vault by another implementation of the format."""
    with closing(vaults.outside(demo.office, key)) as connection:
        return connection.execute(question).fetchall()


def test_it_says_what_day_it_is_and_what_it_made(demo: Made) -> None:
    assert "2026-11-30" in demo.printed
    assert "虚构" in demo.printed
    assert "导入名单 40 行：可导入 33，需确认 4（看过原件后收下 2），有错误 3" in demo.printed
    assert "不能用来放真实的人员资料" in demo.printed


def test_agreements_carry_the_exact_names_in_embedded_fonts(demo: Made) -> None:
    papers = demo.papers("协议书", "pdf")
    assert len(papers) == 30
    texts = {paper: _text(paper) for paper in papers}
    for name in NAMES:
        assert [paper for paper, text in texts.items() if name in text], name
    fonts = subprocess.run(
        ["pdffonts", str(papers[0])], capture_output=True, check=True, text=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts), (
        fonts
    )  # embedded, subset, with Unicode
    assert not [text for text in texts.values() if "处罚" in text or "监管" in text or "罪犯" in text]


def test_the_bound_file_has_cover_catalogue_and_running_numbers(demo: Made) -> None:
    bound = demo.papers("档案", "pdf")
    assert len(bound) == 3
    text = _text(bound[0])
    for title in (
        "卷内文件目录",
        "安置帮教对象登记表",
        "安置帮教协议书",
        "安置帮教小组成员表",
        "评估表",
        "备考表",
    ):
        assert title in text.replace(" ", ""), title
    assert "001" in text


def test_the_roster_keeps_id_numbers_as_text(demo: Made) -> None:
    (roster,) = [file for file in demo.papers("报表", "xlsx") if "花名册" in file.name]
    sheet = openpyxl.load_workbook(roster).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(min_row=5) if isinstance(row[0].value, int)]
    assert len(rows) == 31, "one of the 32 is withheld: counted, not named"
    assert {row[3].number_format for row in rows} == {"@"}
    assert all(isinstance(row[3].value, str) and len(row[3].value) == 18 for row in rows)
    assert set(NAMES) <= {row[1].value for row in rows}
    assert str(sheet.data_validations.dataValidation[0].sqref) == "Q5:Q35"
    assert "A36:R36" in {str(area) for area in sheet.merged_cells.ranges}


MINOR = "程红"  # of the list: proposed by the import, undecided since
REPLY, PROBLEMS = "核查回复名单.xlsx", "名单问题行.xlsx"  # the county's own list goes back as it came


def _secrets() -> dict[str, tuple[str, ...]]:
    """What the county's list says of the minor and of nobody else, as sheets and papers may write it."""
    book = openpyxl.load_workbook(paths.resources("demo", "预释放人员名单_2026年11月.xlsx"), read_only=True)
    (row,) = [list[Any](one) for one in book.worksheets[0].iter_rows(values_only=True) if MINOR in one]
    born, whole, began, prison, said = row[3], str(row[4]), row[10], str(row[13]), str(row[19])
    assert (row[1], said) == (MINOR, "犯罪时未满18周岁")
    days = tuple(
        form.format(day)
        for day in (born, began)
        for form in ("{:%Y-%m-%d}", "{:%Y%m%d}", "{:%Y.%m.%d}", "{0.year}年{0.month}月{0.day}日")
    )
    return {
        "name": (MINOR,),
        "number": (whole, mask_id(whole), whole[6:14]),
        "days": days,
        "prison": (prison,),
        "remark": (said,),
    }


def _parts(book: Path) -> str:
    """Every part of a workbook in one text, but the footer: any signs may stand in its fingerprint."""
    with zipfile.ZipFile(book) as parts:
        told = "\n".join(parts.read(part).decode("utf-8", "replace") for part in parts.namelist())
    return re.sub(r"<(oddFooter|evenFooter)>.*?</\1>", "", told, flags=re.DOTALL)


def _found(text: str) -> set[str]:
    """Which secrets stand in a text."""
    return {kind for kind, words in _secrets().items() if any(word in text for word in words)}


def test_the_minor_of_the_list_is_in_no_part_of_what_is_made(demo: Made) -> None:
    books = [book for book in sorted(demo.out.rglob("*.xlsx")) if book.name != REPLY]
    assert {PROBLEMS} < {book.name for book in books}
    assert len(books) == 3
    assert {book.name: found for book in books if (found := _found(_parts(book)))} == {}
    papers = sorted(demo.out.rglob("*.pdf"))
    named = [paper.name for paper in papers if MINOR in _text(paper)]
    assert all(name.startswith("协议书_") for name in named), "her own agreement and nothing else"
    assert len(named) <= 1


def test_the_countys_own_list_goes_back_with_the_row_that_it_brought(demo: Made) -> None:
    sheet = openpyxl.load_workbook(demo.out / REPLY).worksheets[0]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if MINOR in row]
    assert "属实" in row


@pytest.mark.parametrize("decision", [Sealing.SEALED, Sealing.OPEN])
def test_who_is_sealed_leaves_in_no_sheet_and_the_twin_in_each(
    demo: Made, demo_key: bytes, tmp_path: Path, decision: Sealing
) -> None:
    """The twin is the same person, of whom it is decided that nothing is sealed: what is looked for above is
    found where it may stand.
    """
    folder = shutil.copytree(demo.office, tmp_path / "office", ignore=shutil.ignore_patterns("store.lock"))
    with desks.opened(folder, demo_key) as desk:
        gate.open_all(desk, "所长审核")
        hidden = people.rows(desk, people.list_ids(desk, people.PeopleFilter(quick=people.SEALED)))
        (no,) = [row.no for row in hidden if row.name == MINOR]
        sealing.decide(desk, no, decision, "王所长", "县局批复")
        out = tmp_path / "out"
        out.mkdir()
        making.make(desk, ROSTER, "2026-11", out, leaving=Leaving(whole_ids=True, reason="重报"))
        machine.make(desk, machine.Wanted("核对", "县司法局", shown=Shown(full_ids=True, special=True)), out)
        books = {book.name: _found(_parts(book)) for book in sorted(out.glob("*.xlsx"))}
    assert len(books) == 2
    if decision is Sealing.SEALED:
        assert set().union(*books.values()) == set()
    else:
        assert all(found >= {"name", "number"} for found in books.values()), books


def test_the_county_formula_agrees_when_libreoffice_reckons(demo: Made, tmp_path: Path) -> None:
    (numbers,) = [file for file in demo.papers("报表", "xlsx") if "统计表" in file.name]
    assert openpyxl.load_workbook(numbers).active["C15"].value == "=C4+C5-C10"  # type: ignore[index]
    (again,) = office_suite.convert(numbers, "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(again, data_only=True).active
    assert sheet is not None
    assert [sheet[f"C{row}"].value for row in (4, 5, 10, 15)] == [0, 32, 0, 32]


@pytest.mark.parametrize("name", ["名单问题行.xlsx", "核查回复名单.xlsx"])
def test_lists_for_the_county_open_in_libreoffice(demo: Made, tmp_path: Path, name: str) -> None:
    (again,) = office_suite.convert(demo.out / name, "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(again).worksheets[0]
    headers = {str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row}
    assert ("问题" if "问题" in name else "核查结果") in headers


def test_another_program_reads_the_vault_with_the_key_and_not_without(demo: Made, demo_key: bytes) -> None:
    names = {row[0] for row in _asked(demo, demo_key, "SELECT name FROM clients")}
    assert set(NAMES) <= names
    assert len(names) == 35
    with pytest.raises(Exception, match=r"(?i)not a database|encrypted|authorization|NotADB"):
        _asked(demo, b"\1" * 32, "SELECT name FROM clients")


def test_no_file_contradicts_itself(demo: Made, demo_key: bytes) -> None:
    question = """SELECT live_addr, village, emergency_relation, marital, offences, recidivist, prior_count,
        agreed, triggers, decided
        FROM cases JOIN clients ON clients.id = client_id JOIN assessments ON case_id = cases.id"""
    found = _asked(demo, demo_key, question)
    assert len(found) == 30
    for address, village, relation, marital, offences, again, prior, agreed, noted, decided in found:
        assert str(village)[:2] in str(address), "the village is the one of the address"
        assert relation != "10" or marital == "20", "a spouse is a marriage"
        points, triggers = json.loads(str(agreed)), json.loads(str(noted)) if noted else []
        assert (points["A1"] > 0) == (prior == 1) == bool(again)
        assert points["P2"] == -3, "the relative on the list is in the group"
        grave = any("抢劫" in one for one in json.loads(str(offences)))
        assert grave == ("VIOLENCE" in triggers)
        assert not grave or points["A2"] > 0
        assert (triggers != []) == (decided == "KEY")


def test_every_assessment_gives_its_result_again(demo: Made, demo_key: bytes, tmp_path: Path) -> None:
    folder = shutil.copytree(demo.office, tmp_path / "office", ignore=shutil.ignore_patterns("store.lock"))
    replayed = 0
    with desks.opened(folder, demo_key) as desk:
        for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter())):
            for one in people.show(desk, row.no).file.assessments:
                found = assessment.explained(desk, one)
                assert found is not None
                assert (found.score.total, found.score.suggested) == (one.score, one.suggested)
                assert found.score.reasons == one.why
                replayed += 1
    assert replayed >= 20


def test_every_day_of_the_month_reads_as_it_was(demo: Made, demo_key: bytes, tmp_path: Path) -> None:
    """The demo enters person after person, so later rows are often about earlier days."""
    folder = shutil.copytree(demo.office, tmp_path / "office", ignore=shutil.ignore_patterns("store.lock"))
    with desks.opened(folder, demo_key) as desk:
        for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter())):
            assert history.as_of(desk, row.no, desk.today) == people.show(desk, row.no).file
            for day in (date(2026, 11, 1) + timedelta(days=more) for more in range(0, 30, 7)):
                with suppress(UserError):  # it was not here yet
                    then = history.as_of(desk, row.no, day)
                    listed = [one.on for kind in then.records for one in then.all_of(kind)]
                    assert max([then.case.state_on, *listed]) <= day, f"{row.no} on {day}"


def test_nothing_outside_the_asked_files_names_anybody(demo: Made, demo_key: bytes) -> None:
    people = _asked(demo, demo_key, "SELECT name, id_no, phone FROM clients")
    words = {str(word) for row in people for word in row if word and len(str(word)) > 2} | {demo.passphrase}
    needles = {word.encode(code): word for word in words for code in ("utf-8", "utf-16-le", "gb18030")}
    silent = [*demo.elsewhere.rglob("*"), *demo.office.rglob("*"), demo.out / "备份.abk"]
    for file in silent:
        if file.is_file():
            content = file.read_bytes()
            assert not [word for needle, word in needles.items() if needle in content], file
