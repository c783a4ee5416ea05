"""services/reports/calendar: when the county wants each sheet, said once and followed from then on."""

from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import calendar, learning, making
from anbang_desktop.services.worklist import due
from tests.integration.services.reports.test_changes import BLANKS, at, register


@pytest.fixture
def office(empty_desk: Desk) -> Desk:
    """Two on the books, both blanks learned."""
    for number in range(2):
        register(empty_desk, number)
    for name in ("花名册", "统计表"):
        learning.learn(empty_desk, BLANKS / f"{name}.xlsx", name)
    return empty_desk


def told(desk: Desk) -> dict[str, tuple[str, date | None, bool]]:
    return {one.name: (one.period.text, one.until, one.done) for one in calendar.due(desk)}


def test_without_a_rule_a_sheet_is_this_months(office: Desk, tmp_path: Path) -> None:
    assert told(office) == {"花名册": ("2026-11", None, False), "统计表": ("2026-11", None, False)}
    making.make(office, "花名册", "2026-11", tmp_path)
    assert told(office)["花名册"] == ("2026-11", None, True)


def test_a_rule_names_period_and_day_and_goes_on_when_the_sheet_went_out(
    office: Desk, tmp_path: Path
) -> None:
    assert calendar.set_due(office, "统计表", "每月5日前报送") == "次月5日前"
    assert told(office)["统计表"] == ("2026-11", date(2026, 12, 5), False)
    assert [one.name for one in calendar.due(office)] == ["统计表", "花名册"], "the most urgent first"
    frozen = making.freeze(office, "统计表", "2026-11")
    assert told(office)["统计表"][0] == "2026-11", "frozen is not sent"
    assert frozen.version == 1
    making.make(office, "统计表", "2026-11", tmp_path)
    december = at(office, date(2026, 12, 1))
    assert told(december)["统计表"] == ("2026-12", date(2027, 1, 5), False)
    assert calendar.waiting(december) == 1, "only the one without a rule: January is far"


def test_it_stands_in_the_work_of_the_day_with_its_reason(office: Desk, tmp_path: Path) -> None:
    calendar.set_due(office, "统计表", "次月5日前")
    calendar.set_due(office, "花名册", "次年1月10日前")
    (line,) = [one for one in due.work(office) if one.kind == "sheet"]
    assert (line.name, line.group, line.until, line.page, line.quick) == (
        "统计表",
        "week",
        date(2026, 12, 5),
        "reports",
        "2026-11",
    )
    assert line.what == "报2026年11月的表，12月5日以前"
    assert line.why is not None
    assert dict(line.why.lines())["规则"] == "县局规定：次月5日前"
    late = at(office, date(2026, 12, 8))
    (line,) = [one for one in due.work(late) if one.kind == "sheet"]
    assert line.group == "overdue"
    making.make(late, "统计表", "2026-11", tmp_path)
    assert [one for one in due.work(late) if one.kind == "sheet"] == []


def test_a_rule_is_changed_taken_back_and_refused(office: Desk) -> None:
    calendar.set_due(office, "统计表", "每月25日前")
    calendar.set_due(office, "统计表", "每月25日前")
    assert calendar.set_due(office, "统计表", "季末后5日内") == "季末后5日内"
    assert calendar.set_due(office, "统计表", "") == ""
    assert told(office)["统计表"][1] is None
    with pytest.raises(UserError, match="看不懂") as said:
        calendar.set_due(office, "统计表", "随时")
    assert said.value.field == "due"
    with pytest.raises(UserError, match="没有名为“月报”"):
        calendar.set_due(office, "月报", "每月25日前")
