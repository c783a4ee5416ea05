"""重点时段: between two days everybody of a choice is to be seen once (a visit, a talk); whom, and what
counts.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anbang_desktop.fields.field import MUST, UNTIMED, Datum, Own, Stored, fields_of
from anbang_desktop.fields.kinds import Choices, Day, LongText, Moment, Text, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign(Stored):
    """One time of special care. Of levels, villages and workers the ones named are meant; none named: all."""

    name: Annotated[str, Datum("名称", Text(50), MUST)]
    starts: Annotated[date, Datum("开始日期", Day(), MUST)]
    ends: Annotated[date, Datum("截止日期", Day(), MUST)]
    levels: Annotated[tuple[str, ...], Datum("帮教类别", Choices("level"))] = ()
    villages: Annotated[tuple[str, ...], Datum("村居", Words("village"))] = ()
    workers: Annotated[tuple[str, ...], Datum("帮教责任人", Words("worker"))] = ()
    ways: Annotated[tuple[str, ...], Datum("哪些算见到", Choices("contact_type"), MUST)] = ()
    remark: Annotated[str | None, Datum("要求", LongText())] = None
    by_hand: Annotated[bool, Own("逐个选定", 1)] = False
    closed_on: Annotated[date | None, Own("结束日期", 1, Day())] = None
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPerson(Stored):
    """Somebody who is to be seen, with village and level of the day on which he was put on the list;
    ``later``: came when it ran already. ``note`` says why somebody was not seen.
    """

    campaign_id: Annotated[int, Own("重点时段", 1)]
    about_id: Annotated[int, Own("档案", 1)]  # the case
    village: Annotated[str | None, Own("村居", 1)] = None
    level: Annotated[str | None, Own("帮教类别", 2)] = None
    added_on: Annotated[date, Own("列入日期", 1, Day())]
    later: Annotated[bool, Own("新增", 1)] = False
    note: Annotated[str | None, Datum("没有见到的原因", Text(200), privacy=2)] = None


CAMPAIGN_FIELDS = fields_of(Campaign)
