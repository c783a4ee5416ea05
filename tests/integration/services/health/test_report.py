"""台账检查: numbers per check, files by number, names as the purpose asks, what was explained; the audit."""

import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import examine, explained, report
from anbang_desktop.services.health.checks import CHECKS, CheckId
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.health.report import Purpose
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.tables_core import audit
from tests.integration.services.health.conftest import Given, put

PURPOSE = Purpose("县司法局年度检查")


def _said(pdf: bytes, tmp_path: Path) -> str:
    file = tmp_path / "said.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def health(desk: Desk, registered: str, others: list[str]) -> Health:
    """One explained, one open, beside what the list itself lacks."""
    put(desk, registered, Given({"birth_date": desk.today, "phone": "13900000009"}))
    put(desk, others[0], Given({"birth_date": desk.today}))
    found = examine.examine(desk)
    mine = [one for one in found.open if (one.no, one.check) == (registered, CheckId.BORN_LATE)]
    explained.explain(desk, mine, "户口本写错了，正在办更正")
    return examine.examine(desk)


def test_it_says_the_numbers_the_files_and_what_was_explained(
    desk: Desk, health: Health, registered: str, others: list[str], tmp_path: Path
) -> None:
    said = _said(report.draw(desk, health, PURPOSE), tmp_path)
    for wanted in ("安置帮教台账检查情况", "县司法局年度检查", "不是逾期的人，是本所的事", desk.office.name):
        assert wanted in said
    plain = said.replace("\n", "")
    for check in CHECKS:
        assert check.what in plain
    assert f"查出 {len(health.findings)} 处，已说明 1 处，待处理 {len(health.open)} 处" in said
    assert "本所今年的工作" in plain
    assert "慰问" in plain.split("本所今年的工作")[1]
    assert "今年还没有登记" in plain
    settled = plain.split("已经说明的")[1]
    assert registered in settled
    assert "户口本写错了，正在办更正" in settled
    assert others[0] in plain.split("已经说明的")[0]


def test_names_are_masked_unless_the_purpose_needs_them(
    desk: Desk, health: Health, registered: str, tmp_path: Path
) -> None:
    name = people.show(desk, registered).row.name
    assert name not in _said(report.draw(desk, health, PURPOSE), tmp_path)
    whole = _said(report.draw(desk, health, Purpose("本所自查", whole=True)), tmp_path)
    assert name in whole
    assert "13900000009" not in whole
    assert desk.today.strftime("%Y%m%d") not in whole


def test_what_left_is_in_the_audit_with_its_purpose(desk: Desk, health: Health, tmp_path: Path) -> None:
    file = report.save(desk, health, PURPOSE, tmp_path / "台账检查.pdf")
    assert file.read_bytes().startswith(b"%PDF")
    report.note_print(desk, health, Purpose("本所自查", whole=True))
    wanted = select(audit.c.action, audit.c.summary).where(audit.c.object == "office/health")
    with desk.store.read() as connection:
        (saved, printed) = connection.execute(wanted.order_by(audit.c.seq))
    assert (saved.action, printed.action) == ("export", "print")
    assert "县司法局年度检查" in saved.summary
    assert "姓名遮住" in saved.summary
    assert "姓名完整" in printed.summary


def test_without_a_purpose_nothing_leaves(desk: Desk, health: Health, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="用途"):
        report.save(desk, health, Purpose(" "), tmp_path / "台账检查.pdf")
    assert list(tmp_path.glob("*.pdf")) == []
