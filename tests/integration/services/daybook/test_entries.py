"""工作台账 on a real store: written down by its kind, narrowed, summed, put right with a reason, voided,
undone.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.daybook import entries, kinds, past
from anbang_desktop.services.daybook.entries import Wanted
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import overview

LIST = [
    {"name": "张试", "village": "柳湾村", "amount": "300", "goods": "米面"},
    {"name": "李试", "village": "上河社区", "amount": "200.50"},
]


def last(desk: Desk) -> history.Done:
    done = history.last_done(desk, 0)
    assert done is not None
    return done


def comfort(desk: Desk, **more: object) -> int:
    return entries.add(desk, "慰问", {"title": "中秋慰问", "reached": LIST, **more})


def publicity(desk: Desk, **more: object) -> int:
    return entries.add(desk, "宣传", {"title": "送法进村", "people": 120, "place": "柳湾村", **more})


def test_a_line_is_written_by_the_form_of_its_kind_and_taken_back(empty_desk: Desk) -> None:
    one = publicity(empty_desk, who=["王所长"], on="2026-11-03")
    found = entries.show(empty_desk, one)
    assert (found.kind, found.on, found.people, found.who) == ("宣传", date(2026, 11, 3), 120, ("王所长",))
    assert found.entered_by == empty_desk.user
    assert last(empty_desk).label == "登记台账（宣传）"
    history.undo(empty_desk, last(empty_desk).id)
    with pytest.raises(UserError, match="台账里没有这一条"):
        entries.show(empty_desk, one)
    assert empty_desk.store.check().problems == ()


def test_each_kind_asks_for_what_it_needs(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="宣传还没有填：受众人数"):
        entries.add(empty_desk, "宣传", {"title": "送法进村"})
    with pytest.raises(UserError, match="还没有填：文件名称"):
        entries.add(empty_desk, "政策库", {"number": "晋司〔2025〕3号"})
    with pytest.raises(UserError, match="没有名为“hours”的项目"):
        publicity(empty_desk, hours=3)
    with pytest.raises(UserError, match="晚于今天"):
        publicity(empty_desk, on="2027-01-01")
    assert list(entries.find(empty_desk, Wanted()).ids) == []


def test_sums_follow_from_the_list_of_names(empty_desk: Desk) -> None:
    one = comfort(empty_desk)
    found = entries.show(empty_desk, one)
    assert (found.amount, found.people, found.purpose) == (Decimal("500.50"), 2, "COMFORT")
    with pytest.raises(UserError, match=r"加起来是 500\.50 元，合计写的是 600\.00 元"):
        comfort(empty_desk, amount="600")
    entries.correct(empty_desk, one, {"reached": LIST[:1]})
    after = entries.show(empty_desk, one)
    assert (after.amount, after.people) == (Decimal("300.00"), 1)


def test_money_has_a_purpose_and_a_rectification_its_result(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="经费还没有填：用途") as wrong:
        entries.add(empty_desk, "经费", {"title": "买书", "amount": "90"})
    assert wrong.value.field == "purpose"
    with pytest.raises(UserError, match="没有写用途") as wrong:
        publicity(empty_desk, amount="90")
    assert wrong.value.field == "purpose"
    found = {"title": "年度检查", "partner": "县司法局", "what": "档案不全", "on": "2026-11-10"}
    with pytest.raises(UserError, match="整改到哪天 2026-11-01 早于"):
        entries.add(empty_desk, "检查整改", {**found, "until": "2026-11-01"})
    with pytest.raises(UserError, match="没有填“怎么整改的”"):
        entries.add(empty_desk, "检查整改", {**found, "done_on": "2026-11-12"})
    with pytest.raises(UserError, match="还没有到"):
        entries.add(empty_desk, "检查整改", {**found, "done_on": "2026-12-12", "result": "补齐"})
    one = entries.add(empty_desk, "检查整改", {**found, "until": "2026-12-10"})
    assert [each.id for each in entries.due(empty_desk)] == [one]
    entries.correct(empty_desk, one, {"done_on": "2026-11-20", "result": "补齐了"})
    assert entries.due(empty_desk) == []


def test_the_list_is_narrowed_by_kind_year_and_words_and_sums_by_purpose(empty_desk: Desk) -> None:
    gift, told = comfort(empty_desk), publicity(empty_desk, on="2025-06-01", amount="80", purpose="PUBLICITY")
    both = entries.find(empty_desk, Wanted())
    assert list(both.ids) == [gift, told]
    assert both.counted == {"慰问": 1, "宣传": 1}
    assert [(one.purpose, one.amount) for one in both.spent] == [
        ("COMFORT", Decimal("500.50")),
        ("PUBLICITY", Decimal("80.00")),
    ]
    assert (both.cost, list(both.years)) == (Decimal("580.50"), [2026, 2025])
    first, end = entries.year(2025)
    assert list(entries.find(empty_desk, Wanted(first=first, last=end)).ids) == [told]
    assert list(entries.find(empty_desk, Wanted(kind="慰问")).ids) == [gift]
    assert list(entries.find(empty_desk, Wanted(words="李试")).ids) == [gift]
    assert list(entries.find(empty_desk, Wanted(words="柳湾 送法")).ids) == [told]
    assert list(entries.find(empty_desk, Wanted(words="50%")).ids) == []
    assert [one.id for one in entries.rows(empty_desk, [told, gift])] == [told, gift]


def test_what_is_voided_counts_nowhere_and_stays_readable(empty_desk: Desk) -> None:
    one = comfort(empty_desk)
    with pytest.raises(UserError, match="写明理由"):
        entries.void(empty_desk, one, " ")
    entries.void(empty_desk, one, "重复登记")
    assert list(entries.find(empty_desk, Wanted()).ids) == []
    shown = entries.find(empty_desk, Wanted(voided=True))
    assert (list(shown.ids), shown.spent) == ([one], [])
    with pytest.raises(UserError, match="已经作废"):
        entries.correct(empty_desk, one, {"place": "上河"})
    done = past.of_entry(empty_desk, one)
    assert [(each.done.label, each.made) for each in done] == [
        ("作废台账（慰问）", False),
        ("登记台账（慰问）", True),
    ]
    history.undo(empty_desk, last(empty_desk).id)
    assert list(entries.find(empty_desk, Wanted()).ids) == [one]


def test_a_correction_is_kept_old_and_new_and_needs_a_reason_once_it_went_out(
    empty_desk: Desk, tmp_path: Path
) -> None:
    picture = tmp_path / "签收单.png"
    Image.new("RGB", (20, 20), "white").save(picture)
    one = comfort(empty_desk, scan=overview.attach(empty_desk, picture))
    with pytest.raises(UserError, match="和原来一样"):
        entries.correct(empty_desk, one, {"title": "中秋慰问"})
    entries.correct(empty_desk, one, {"place": "柳湾村委会"})
    assert entries.reason_needed(empty_desk, one) == ""
    out = entries.take_out(empty_desk, one, tmp_path / "out.png")
    assert out.read_bytes() == picture.read_bytes()
    assert entries.attachment_name(empty_desk, entries.show(empty_desk, one)) == "签收单.png"
    assert "写明理由" in entries.reason_needed(empty_desk, one)
    with pytest.raises(UserError, match="更正要写明理由"):
        entries.correct(empty_desk, one, {"fund": "司法救助"})
    entries.correct(empty_desk, one, {"fund": "司法救助"}, "漏写")
    newest, before, made = past.of_entry(empty_desk, one)
    assert [(change.label, change.old, change.new) for change in newest.changes] == [
        ("经费来源", "", "司法救助")
    ]
    assert (newest.done.why, before.changes[0].new, made.made) == ("漏写", "柳湾村委会", True)
    assert empty_desk.store.check().problems == ()


def test_an_attachment_is_there_or_said_to_be_missing(empty_desk: Desk, tmp_path: Path) -> None:
    one = publicity(empty_desk)
    with pytest.raises(UserError, match="没有附件"):
        entries.take_out(empty_desk, one, tmp_path / "out.pdf")
    assert entries.attachment_name(empty_desk, entries.show(empty_desk, one)) == ""
    with pytest.raises(UserError, match="没有 7 号附件"):
        publicity(empty_desk, scan=7)


def test_the_office_adds_kinds_of_its_own(empty_desk: Desk) -> None:
    own_lists.add(empty_desk, OwnList.DAYBOOK, ["来访接待"])
    assert kinds.labels(empty_desk)[-1] == "来访接待"
    one = entries.add(empty_desk, "来访接待", {"title": "家属来问政策", "people": 1})
    assert entries.find(empty_desk, Wanted()).counted == {"来访接待": 1}
    assert kinds.form(empty_desk, "来访接待").label == "来访接待"
    (line,) = own_lists.lines(empty_desk, OwnList.DAYBOOK)
    assert line.used == 1
    with pytest.raises(UserError, match="请停用"):
        own_lists.save(empty_desk, OwnList.DAYBOOK, [])
    assert entries.show(empty_desk, one).kind == "来访接待"
