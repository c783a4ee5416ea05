"""worklist/copying.py: a person's data in another system's order, what of it has changed since, and what of
it is noted.
"""

from pathlib import Path

import pytest
from sqlalchemy import select

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import begun, copy_systems, copying
from anbang_desktop.services.worklist.copying import CopySheet, CopyValue, Since
from anbang_desktop.storage.queries import drafts
from anbang_desktop.storage.tables_core import audit
from tests.integration.services.worklist.test_copy_systems import file

OWN = """
id = "county"
name = "县局平台"
[[codes]]
table = "placement_way"
by = "own"
names = [["W", "企业就业"]]
pairs = [["W", "06"], ["V", "07"]]
[[codes]]
table = "sex"
by = "own"
[[sections]]
title = "人员"
lines = [
    { label = "释放", field = "release_date", days = "20260305" },
    { label = "性别", field = "sex", written = "code" },
    { label = "安置", field = "placement.way", written = "code" },
    { label = "累犯", field = "recidivist", written = "code" },
    { label = "救助", field = "relief_status", written = "both" },
    { label = "照片", field = "photo" },
    { label = "走访", field = "contact.at" },
    { label = "罪名", field = "offences" },
    { label = "病", field = "special_disease" },
]
"""


def value(sheet: CopySheet, label: str) -> CopyValue:
    return next(one for one in sheet.values if one.line.label == label)


def said(desk: Desk, no: str, system: str, label: str) -> str:
    return value(copying.show(desk, no, system), label).words


def noted(desk: Desk, action: str) -> list[str]:
    wanted = select(audit.c.summary).where(audit.c.action == action).order_by(audit.c.seq)
    with desk.store.read() as connection:
        return list(connection.execute(wanted).scalars())


def place(desk: Desk, no: str, way: str) -> None:
    write.record(desk, no, "placement", {"placed": True, "way": way, "placed_from": "2026-11-01"})


def test_the_values_stand_in_the_systems_order_and_in_its_codes(desk: Desk, registered: str) -> None:
    place(desk, registered, "L01")
    sheet = copying.show(desk, registered, "grid")
    assert [one.key for one in sheet.values] == [one.key for one in sheet.system.shown]
    assert (sheet.no, sheet.name, sheet.last) == (registered, "王𬖸龘", None)
    assert value(sheet, "姓名").words == "王𬖸龘"
    assert value(sheet, "安置情况").words == "99 其他", "GB/T 31000 has no 灵活就业"
    assert said(desk, registered, "national", "安置方式") == "06 其他"
    assert value(sheet, "危险性评估类型").words == "02 一般帮教人员"
    assert value(sheet, "安置日期").words == "2026-11-01"
    assert value(sheet, "是否重新犯罪").words == "否"
    assert value(sheet, "重新犯罪罪名").words == ""


def test_an_offices_own_system_says_days_codes_and_answers_in_its_way(
    desk: Desk, registered: str, tmp_path: Path
) -> None:
    copy_systems.add(desk, file(tmp_path, OWN))
    values = {"recidivist": False, "relief_status": ["01", "03"], "offences": ["盗窃罪", "诈骗罪"]}
    write.record(desk, registered, "registration", values)
    place(desk, registered, "06")
    sheet = copying.show(desk, registered, "县局平台")
    assert value(sheet, "释放").words.isdecimal()
    assert value(sheet, "安置").words == "W"
    assert value(sheet, "累犯").words == "0"
    assert value(sheet, "救助").words == "01 最低生活保障、03 医疗救助"
    assert value(sheet, "罪名").words == "盗窃罪、诈骗罪"
    assert (value(sheet, "照片").words, value(sheet, "走访").words) == ("", "")
    place(desk, registered, "07")
    strange = value(copying.show(desk, registered, "county"), "安置")
    assert (strange.words, strange.uncoded) == ("", True), "V is none of its codes"
    sex = value(sheet, "性别")
    assert (sex.words, sex.uncoded) == ("", True), "its codes say nothing of ours"
    contact = {"at": "2026-11-21 10:00", "contact_type": "VISIT_HOME", "workers": ["王"], "abnormal": False}
    codes = [item.code for item in desk.codes["contact_type"].items]
    write.record(desk, registered, "contact", contact | {"contact_type": codes[0]})
    assert said(desk, registered, "county", "走访") == "2026-11-21"


def test_what_has_changed_since_it_was_copied_is_told_line_by_line(desk: Desk, registered: str) -> None:
    first = copying.show(desk, registered, "national")
    assert {one.since for one in first.values} == {Since.NEW}
    copying.remember(desk, first, {"基本信息/姓名", "基本信息/联系电话", "基本信息/文化程度"})
    write.record(desk, registered, "registration", {"phone": "13800138000"})
    after = copying.show(desk, registered, "national")
    assert after.last == desk.today
    assert value(after, "姓名").since is Since.SAME
    assert [one.line.label for one in after.changed] == ["联系电话"]
    assert value(after, "民族").since is Since.NEW
    assert copying.show(desk, registered, "grid").last is None, "each system for itself"
    copying.remember(desk, after, {"基本信息/联系电话"})
    assert not copying.show(desk, registered, "national").changed
    write.record(desk, registered, "registration", {"phone": ""})
    emptied = value(copying.show(desk, registered, "national"), "联系电话")
    assert (emptied.words, emptied.since) == ("", Since.CHANGED)
    copying.forget(desk, after)
    assert copying.show(desk, registered, "national").last is None


def test_what_is_remembered_holds_no_value_and_is_nobodys_unfinished_form(
    desk: Desk, registered: str
) -> None:
    sheet = copying.show(desk, registered, "national")
    copying.remember(desk, sheet, {one.key for one in sheet.values})
    with desk.store.read() as connection:
        kept, _at = drafts.find(connection, "", f"copied:{registered}:national") or ({}, None)
    assert set(kept) == {one.key for one in sheet.values}
    words = {one.words for one in sheet.values if len(one.words) > 1}
    assert not words & set(map(str, kept.values()))
    assert not any("copied" in one.form for one in begun.listed(desk))


def test_the_audit_says_how_many_went_where_and_offers_no_undo(desk: Desk, registered: str) -> None:
    before = history.last_done(desk, 0)
    sheet = copying.show(desk, registered, "grid")
    copying.remember(desk, sheet, ())
    assert not noted(desk, "export")
    copying.remember(desk, sheet, {"人员/姓名", "人员/公民身份号码"})
    assert noted(desk, "export") == [f"照录 2 项到 综治网格（GB/T 31000） {registered}"]
    assert history.last_done(desk, 0) == before
    assert before is not None
    history.undo(desk, before.id)  # copying out is no paper that stands in the way


def test_opening_notes_a_look_at_what_is_sensitive_and_a_cover_each_time(
    desk: Desk, registered: str, tmp_path: Path
) -> None:
    write.record(desk, registered, "registration", {"offences": ["盗窃罪"], "special_disease": ["03"]})
    national = copying.show(desk, registered, "national")
    copying.note_open(desk, national)
    assert noted(desk, "reveal") == [f"查看照录 全国安置帮教信息管理系统 {registered}"]
    number = value(national, "身份证号")
    assert number.covered
    copying.note_reveal(desk, national, number)
    assert noted(desk, "reveal")[-1].endswith(f"身份证号 {registered}")
    assert number.words not in "".join(noted(desk, "reveal"))
    only = (
        '\nid = "few"\nname = "少"\n[[sections]]\ntitle = "人"\nlines = [{ label = "姓名", field = "name" }]'
    )
    copy_systems.add(desk, file(tmp_path, only))
    count = len(noted(desk, "reveal"))
    copying.note_open(desk, copying.show(desk, registered, "few"))
    assert len(noted(desk, "reveal")) == count, "a name is nothing to note"
    copy_systems.add(desk, file(tmp_path, OWN))
    assert value(copying.show(desk, registered, "county"), "病").covered


def test_nobody_and_no_system_are_said(desk: Desk, registered: str) -> None:
    with pytest.raises(UserError, match="没有编号"):
        copying.show(desk, "XX-1", "grid")
    with pytest.raises(UserError, match="没有“别的”这个照录次序"):
        copying.show(desk, registered, "别的")
