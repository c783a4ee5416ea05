"""Papers from the command line: a county's wording, the sheets of a round, a query of another unit."""

import json
from pathlib import Path
from typing import Any, cast

import openpyxl

from anbang_desktop.pdf import preview
from tests.integration.services.records.test_outside_query import ASKED, YES
from tests.journeys.test_command_line import LIST, Office, office, through
from tests.support.documents import docx, paragraph

__all__ = ["office"]  # the fixture


def test_another_unit_asks_and_is_answered_no_more_than_was_approved(office: Office) -> None:
    office.json("import", LIST)
    told = cast("list[dict[str, str]]", office.json("people", "sealed", "--reason", "所长审核"))
    no, why = told[0]["no"], ("--sealed-reason", "人民检察院来函查询")
    asked = {**ASKED, **YES, "answered": ["OFFENCE", "TERM"]}
    query = office.folder / "查询.json"
    query.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    assert office.run("record", no, "query", "--from", str(query))[0] == 1, "the record is sealed"
    code, _, err = office.run(*why, "record", no, "query", "--from", str(query))
    assert code == 0, err
    (row,) = cast("list[dict[str, object]]", office.json("queries", "list"))
    assert (row["unit"], row["about"], row["stands"]) == (ASKED["unit"], "封存的档案", "提供")
    out = office.folder / "答复.pdf"
    assert office.run("queries", "answer", no, str(out))[0] == 1
    assert not out.exists()
    code, _, err = office.run(*why, "queries", "answer", no, str(out), "--id", str(row["id"]))
    assert code == 0, err
    assert "保密" in "".join(preview.text(out.read_bytes()).split())
    office.json("queries", "export", str(office.folder / "登记簿.xlsx"))
    (sheet,) = openpyxl.load_workbook(office.folder / "登记簿.xlsx").worksheets
    cells = [str(cell.value) for cells in sheet.iter_rows() for cell in cells]
    assert "封存的档案" in cells
    assert not [cell for cell in cells if no in cell]


def test_a_county_s_wording_is_checked_taken_and_given_out(office: Office, tmp_path: Path) -> None:
    file, out = tmp_path / "告知书.docx", tmp_path / "告知书.txt"
    body = paragraph("个人信息处理告知书", "center") + paragraph("姓名：______，请阅后签名。", numbered=True)
    file.write_bytes(docx(body))
    checked = cast("dict[str, list[Any]]", office.json("templates", "check", "notice", str(file)))
    assert checked["faults"] == []
    assert len(checked["lost"]) > 3
    assert checked["blanks"] == [{"line": 2, "label": "姓名", "field": "姓名"}]
    assert "自动编号" in checked["left_out"][0]
    code, _, err = office.run("templates", "add", "notice", str(file), "--approved-by", "李局长")
    assert code == 1
    assert "少了必备的条款" in err
    newest = ("templates", "add", "notice", str(file), "--approved-by", "李局长", "--lacking", "另发一份说明")
    assert cast("dict[str, object]", office.json(*newest))["draft"] is False
    listed = cast("list[dict[str, object]]", office.json("templates", "list"))
    mine = [one for one in listed if one["paper"] == "notice"]
    assert (mine[0]["version"], mine[0]["standing"]) == ("notice-own-1", "IN_FORCE")
    own = [one for one in mine if "-own-" in str(one["version"])]
    assert len(own) == 1, "what was refused left no draft"
    assert "姓名：______" in office.run("templates", "show", "notice")[1]
    assert office.json("templates", "export", "notice", "notice-own-1", str(out)) == {"file": str(out)}
    assert office.run("templates", "export", "notice", "notice-own-1", str(out))[0] == 1
    assert cast("dict[str, object]", office.json("templates", "add", "notice", str(out)))["draft"] is True
    assert office.run("templates", "add", "notice", str(out), "--from", "2027-01-01")[0] == 1
    assert office.json("templates", "again") == []


def test_the_group_is_asked_for_its_sheets_and_nothing_is_told_before_its_end(
    office: Office, tmp_path: Path
) -> None:
    office.json("import", LIST)
    no = cast("list[dict[str, str]]", office.json("people", "search", "王𬖸龘"))[0]["no"]
    through(office, no)
    out, file = tmp_path / "sheets.pdf", tmp_path / "sheet.json"
    begun = office.json(
        *("round", "open", no, "--kind", "PERIODIC", "--out", str(out)),
        *("--member", "李文静", "--member", "王建国", "--member", "吕建"),
    )
    assert isinstance(begun, dict)
    assert (begun["form"], begun["came"], begun["closed"]) == ("instrument-short-v1", 0, None)
    assert "spread" not in begun
    assert out.read_bytes().startswith(b"%PDF")
    code, _, said = office.run("round", "open", no, "--kind", "PERIODIC")
    assert (code, "上一轮评分还没有开会商定" in said) == (1, True)
    sheet = {"S1": "不好", "S2": "稳定", "S3": "一般", "S4": "和睦", "S5": "固定", "S6": "正常"}
    file.write_text(json.dumps(sheet), encoding="utf-8")
    came = office.json("round", "sheet", no, "李文静", "--from", str(file))
    assert came == {"no": no, "member": "李文静", "late": False}
    code, told, said = office.run("round", "sheet", no, "李文静", "--from", str(file))
    assert (code, "请写明原因" in said) == (1, True)
    for words in (("round", "status", no), ("record", no, "round", "--list"), ("people", "history", no)):
        told += office.run(*words, "--json")[1] + office.run(*words)[1]
    assert "李文静" in told
    assert not any(word in told for word in ("不好", '"S1"', "spread", '"agreement":'))
    assert office.run("round", "sheet", no, "王建国", "--unknown", "--note", "不熟")[0] == 0
    code, _, said = office.run("round", "close", no)
    assert (code, "还没有收到吕建的评分单" in said) == (1, True)
    closed = office.json("round", "close", no, "--reason", "外出")
    assert isinstance(closed, dict)
    (first, *_) = closed["spread"]
    assert (first["item"], first["counts"], first["unknown"]) == ("S1", [0, 0, 1], 1)
    assert closed["agreement"] == "一致"
    late = office.json("round", "sheet", no, "吕建", "--unknown")
    assert isinstance(late, dict)
    assert late["late"]
    admitted = office.json("round", "admit", no, "吕建")
    assert isinstance(admitted, dict)
    assert admitted["came"] == 3
    assert "已采纳" in office.run("round", "status", no)[1]
