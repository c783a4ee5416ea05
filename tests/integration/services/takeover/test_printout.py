"""交接班单 on paper: what it says, who signs, and the audit."""

import subprocess
from pathlib import Path

from sqlalchemy import select

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.takeover import printout, reassign, sheet
from anbang_desktop.services.takeover.sheet import EVERYBODY
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.tables_core import audit
from tests.integration.services.takeover.conftest import LEAVER, Team


def _said(pdf: bytes, tmp_path: Path) -> str:
    file = tmp_path / "said.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    return done.stdout.replace("\n", "").replace("\u3000", " ")


def test_it_says_what_is_handed_over_and_three_may_sign(desk: Desk, promised: Team, tmp_path: Path) -> None:
    made = sheet.read(desk, LEAVER, sheet.usual_since(desk))
    said = _said(printout.draw(desk, made, watched=True), tmp_path)
    for wanted in (
        "安置帮教工作交接班单",
        f"{LEAVER} 名下 3 人",
        "陪同到人社所登记求职",
        "2026年11月30日走访时约好的",
        "没有责任人的 1 件",
        "名下的人 3 人",
        "交班人",
        "接班人",
        "监交人",
        "3 人、",
        "2026年11月30日已当面交接清楚",
    ):
        assert wanted in said
    for no in promised.mine:
        assert no in said
    assert "监交人" not in _said(printout.draw(desk, made), tmp_path)


def test_whoever_changed_hands_is_listed_old_and_new(desk: Desk, team: Team, tmp_path: Path) -> None:
    made = sheet.read(desk, LEAVER, sheet.usual_since(desk))
    shares = {people.show(desk, no).id: "赵敏" for no in team.mine}
    said = _said(printout.draw(desk, made, reassign.plan(desk, shares)), tmp_path)
    assert f"{LEAVER} → 赵敏 3 人" in said
    assert "换了责任人的 3 人" in said


def test_what_left_is_in_the_audit(desk: Desk, team: Team, tmp_path: Path) -> None:
    made = sheet.read(desk, EVERYBODY, sheet.usual_since(desk))
    file = printout.save(desk, made, tmp_path / "交接班单.pdf", watched=True)
    printout.note_print(desk, made)
    assert file.read_bytes().startswith(b"%PDF")
    wanted = select(audit.c.action, audit.c.summary).where(audit.c.object == "office/takeover")
    with desk.store.read() as connection:
        rows = [tuple(row) for row in connection.execute(wanted.order_by(audit.c.seq))]
    assert rows == [
        ("export", "导出交接班单：全所 32 人，供交接班"),
        ("print", "打印交接班单：全所 32 人，供交接班"),
    ]
    assert team.nobody
