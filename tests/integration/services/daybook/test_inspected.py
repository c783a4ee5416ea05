"""What an inspector asks: what was done this year for each article, and what is missing."""

from anbang_desktop.services.daybook import entries, inspected
from anbang_desktop.services.desk import Desk
from tests.integration.services.daybook.test_entries import comfort, publicity


def test_each_kind_says_what_was_done_this_year_and_what_is_missing(empty_desk: Desk) -> None:
    publicity(empty_desk)
    publicity(empty_desk, on="2025-05-01")
    comfort(empty_desk, voucher="12 号")
    found = {"title": "检查", "partner": "县局", "what": "档案", "on": "2026-10-01", "until": "2026-11-01"}
    entries.add(empty_desk, "检查整改", found)
    entries.add(empty_desk, "检查整改", {**found, "until": None})
    said = {one.kind: one for one in inspected.this_year(empty_desk)}
    assert said["宣传"].told == "1 条，120 人次"
    assert said["宣传"].lacking == "没有照片、资料 1 条"
    assert "第五条" in said["宣传"].article
    assert said["慰问"].told == "1 条，2 人次，500.50 元"
    assert said["慰问"].lacking == "没有签收单、照片 1 条"
    assert said["检查整改"].lacking.startswith(
        "没有整改完 2 条，其中过了期限 1 条，最早的限 2026-11-01；没有检查材料 2 条"
    )
    assert (said["会议"].told, said["会议"].lacking, said["会议"].lines) == ("今年还没有登记", "", 0)
