"""A sheet goes to the county, three people change, the sheet of the difference holds three; the sheet comes
back with two comments, each is put right, and the second version goes up: all from the command line.
"""

import json
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from anbang_desktop import cli, paths
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate
from tests.integration.services.reports.test_changes import PEOPLE, register
from tests.support import desks, makers, vaults


class County:
    """The office's command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.words = folder / "passphrase.txt"
        self.words.write_text(vaults.PASSPHRASE + "\n", encoding="utf-8")

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self._capsys.readouterr()
        place, user = str(self.folder / "office"), vaults.USER
        code = cli.main(["--office", place, "--user", user, "--passphrase-file", str(self.words), *words])
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *words: str) -> Any:
        """What a command that must succeed prints with --json."""
        code, out, err = self.run(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def record(self, no: str, kind: str, values: dict[str, object]) -> None:
        """One record from a file."""
        file = self.folder / f"{kind}.json"
        file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        code, _, err = self.run("record", no, kind, "--from", str(file))
        assert code == 0, err


def _may_be_named(desk: Desk, no: str) -> bool:
    with desk.store.read() as connection:
        return not gate.any_withheld(connection, [no])


@pytest.fixture
def office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[County, list[str]]:
    """Fifty people on the books whom a roster may name."""
    monkeypatch.setenv(cli.TODAY_VARIABLE, "2026-11-30")
    key = desks.build_empty(tmp_path / "office")
    with desks.opened(tmp_path / "office", key) as desk:
        every = (register(desk, number) for number in count())
        numbers = list(islice((no for no in every if _may_be_named(desk, no)), PEOPLE))
    return County(tmp_path, capsys), numbers


def test_fifty_are_sent_three_change_two_are_returned_and_the_second_version_goes_up(
    office: tuple[County, list[str]], tmp_path: Path
) -> None:
    county, numbers = office
    blank = str(paths.resources("report", "blanks", "花名册.xlsx"))
    county.json("report", "learn", blank, "--name", "花名册")
    (due,) = county.json("report", "due", "花名册", "--rule", "次月5日前")
    assert (due["period"], due["until"], due["done"]) == ("2026-11", "2026-12-05", False)
    out = str(tmp_path / "报表")
    said = ("--full-ids", "--to", "县局矫正科", "--purpose", "月报")
    made = county.json("report", "make", "花名册", "--period", "2026-11", "--out", out, *said)
    assert (made["people"], made["ids"], made["recipient"], made["purpose"]) == (
        PEOPLE,
        "whole",
        "县局矫正科",
        "月报",
    )
    delivered = county.json("report", "deliver", "花名册", "--how", "专人送达", "--receipt", "回〔2026〕3号")
    assert [one["state"] for one in delivered["steps"]][-2:] == ["已导出", "已送达"]
    assert county.json("report", "due", "花名册")[0]["period"] == "2026-12"

    county.record(numbers[3], "placement", {"placed": True, "way": "01", "placed_from": "2026-11-05"})
    county.record(numbers[7], "registration", {"name": "孟改名"})
    county.record(numbers[30], "registration", {"live_addr": "柳湾村新居 8 号"})
    changed = county.json("report", "changes", "花名册", "--out", str(tmp_path / "变化"))
    assert changed["people"] == 3
    assert {one["no"] for one in changed["rows"]} == {numbers[3], numbers[7], numbers[30]}
    sheet = load_workbook(changed["files"][0]).worksheets[0]
    people = {sheet.cell(row, 4).value for row in range(5, 12)} - {None}
    made_up = makers.people(60, seed=5)
    assert people == {made_up[int(numbers[at][-4:]) - 1].id_no for at in (3, 7, 30)}

    book = load_workbook(made["files"][0])
    book.worksheets[0]["O6"].comment = Comment("请核实安置方式", "刘科长")
    book.worksheets[0]["B9"].comment = Comment("同音字，请核对", "刘科长")
    back = tmp_path / "退回.xlsx"
    book.save(back)
    returned = county.json("report", "returned", "花名册", str(back))
    assert not returned["same"]
    assert [(one["no"], one["field"], one["text"]) for one in returned["remarks"]] == [
        (numbers[1], "placement_way", "请核实安置方式"),
        (numbers[4], "name", "同音字，请核对"),
    ]
    county.record(numbers[4], "registration", {"name": "郑同音"})
    again = ("report", "make", "花名册", "--period", "2026-11", "--out", out)
    code, _, err = county.run(*again)
    assert code == 1
    assert "要写更正的原因" in err
    second = county.json(*again, "--reason", "县局退回：姓名同音字")
    assert (second["version"], second["ids"], second["recipient"]) == (2, "whole", "县局矫正科")
    way = county.json("report", "show", "花名册")
    assert [(one["version"], one["step"]) for one in way["versions"]] == [(1, "corrected"), (2, "made")]
    code, lines, _ = county.run("report", "ledger")
    assert code == 0
    assert [line.split("\t")[5] for line in lines.splitlines()] == ["已导出", "已更正"]


def test_freeze_then_export_sealed_and_what_is_refused(
    office: tuple[County, list[str]], tmp_path: Path
) -> None:
    county, _ = office
    blank = str(paths.resources("report", "blanks", "统计表.xlsx"))
    county.json("report", "learn", blank, "--name", "统计表")
    frozen = county.json("report", "freeze", "统计表", "--period", "2026-11")
    assert (frozen["version"], len(frozen["snapshot_hash"])) == (1, 64)
    for words, told in (
        (("report", "deliver", "统计表"), "不能改为“已送达”"),
        (("report", "deliver", "统计表", "--period", "2026-09"), "还没有定稿或导出过"),
        (("report", "due", "--rule", "每月25日前"), "没有说是哪张表"),
        (("report", "due", "统计表", "--rule", "随时"), "看不懂"),
        (("report", "due", "月报"), "没有名为“月报”"),
        (("report", "changes", "统计表", "--period", "十一月"), "看不懂"),
        (("report", "changes", "统计表"), "还没有报送过"),
        (("report", "freeze", "统计表", "--period", "2026-11", "--full-ids", "--mask-ids"), "只能写一个"),
    ):
        code, _, err = county.run(*words)
        assert (code, told in err) == (1, True), err
    out = str(tmp_path / "报表")
    put = county.json("report", "export", "统计表", "--period", "2026-11", "--out", out, "--encrypt")
    assert len(put["password"]) == 19
    (tmp_path / "密码.txt").write_text(put["password"] + "\n", encoding="utf-8")
    opened = ("--opens-with", str(tmp_path / "密码.txt"))
    back = county.json("report", "returned", "统计表", put["files"][0], *opened)
    assert (back["same"], back["remarks"]) == (True, [])
    code, lines, _ = county.run("report", "due")
    assert (code, lines.split("\t")[0]) == (0, "统计表")
