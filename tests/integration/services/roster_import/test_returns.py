"""What the county reads of each row: the answer, its reason, and what is wrong with the list itself."""

from pathlib import Path

from openpyxl import load_workbook

from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.roster_import import roster
from tests.support.desks import LIST


def test_what_is_not_true_has_its_reason_and_the_list_its_flags(empty_desk: Desk, tmp_path: Path) -> None:
    first = roster.plan(empty_desk, LIST)
    done = roster.commit(empty_desk, first)
    said = {"methods": ["VILLAGE", "POLICE"], "checker": "李干事", "checked_on": "2026-11-20"}
    items = [
        {"item": "户籍地", "result": "DIFFERENT", "actual": "已迁往邻县"},
        {"item": "家庭成员", "result": "UNVERIFIABLE"},
        {"item": "身份", "result": "SAME"},
    ]
    not_ours = {"result": "04", "item_result": items, "remark": "安置地址：东河镇东街3号。查无此户"}
    write.record(empty_desk, done.numbers[0], "verification", {**said, **not_ours})
    write.record(empty_desk, done.numbers[1], "verification", {**said, "result": "99"})
    out = tmp_path / "回执名单.xlsx"
    assert roster.return_list(empty_desk, done.import_id, out) == 2
    rows = [
        [cell.value for cell in row][-4:] for row in load_workbook(out)["预释放人员"].iter_rows(min_row=4)
    ]
    told = [row[2] for row in rows if row[0]]
    assert told[0] == "户籍地不一致：已迁往邻县；家庭成员无法核实；查无此户", "no settlement beside 非本辖区"
    assert told[1] == "经村（居）、派出所核查，核查人 李干事"
    assert any(row[3] for row in rows if row[2] == "待核查"), "what is wrong with the list is told"
    assert not any("本所" in str(row[3]) for row in rows)
