"""Scans that came back, from the command line: read, told, refused where nobody may sign."""

from pathlib import Path
from typing import Any

from tests.journeys.test_command_line import LIST, Office, office
from tests.support import scanner

__all__ = ["office"]  # the fixture


def test_scans_that_came_back_find_their_paper_without_a_window(office: Office, tmp_path: Path) -> None:
    office.json("import", LIST)
    no = office.json("people", "list")[0]["no"]  # type: ignore[index]
    drawn: Any = office.json("agreement", "draw", no, "--out", str(tmp_path / "协议.pdf"))
    pdf, scans = (tmp_path / "协议.pdf").read_bytes(), tmp_path / "扫描"
    scans.mkdir()
    sheets = [scanner.scanned(pdf, at, scanner.Way(100, 90 * at)) for at in range(drawn["pages"])]
    (scans / "a.pdf").write_bytes(scanner.pdf_of(sheets[:-1]))
    told: Any = office.json("papers", "return", str(scans), "--accept")
    assert (told["filed"], told["tray"]) == ([], [])
    (paper,) = told["papers"]
    assert (paper["no"], paper["state"], paper["missing"]) == (no, "MISSING", [drawn["pages"]])
    (scans / "b.pdf").write_bytes(scanner.pdf_of(sheets[-1:]))
    (scans / "c.pdf").write_bytes(b"%PDF-1.7")
    code, out, _err = office.run("papers", "return", str(scans))
    assert (code, f"齐，{drawn['pages']} 页" in out, "c.pdf：" in out) == (1, True, True)
    code, _out, err = office.run("papers", "return", str(scans), "--accept", "--on", "2026-11-30")
    assert (code, "不能登记签订" in err) == (1, True), "who has not come yet signs nothing"
