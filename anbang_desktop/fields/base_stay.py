"""F14 过渡性安置帮教基地 (domain.md §4.12, A.11; art. 29): sent to which base, from when to when, where to
then.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Money, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseStay(Record):
    """过渡安置."""

    base: Annotated[str, Datum("基地名称", Text(100), MUST, begins="入住")]
    base_kind: Annotated[str, Datum("基地性质", Choice("base_kind"), MUST)]
    reason: Annotated[str, Datum("入住原因", Choice("base_reason"), MUST, privacy=2)]
    applied_on: Annotated[date | None, Datum("申请日期", Day())] = None
    approved_by: Annotated[str | None, Datum("同意入住的单位", Text(100))] = None
    in_on: Annotated[date, Datum("入住日期", Day(), MUST)]
    planned_out: Annotated[date | None, Datum("打算住到", Day(), SOON)] = None
    job: Annotated[str | None, Datum("岗位", Text())] = None
    training: Annotated[str | None, Datum("参加的培训", Text())] = None
    allowance: Annotated[Decimal | None, Datum("每月补贴（元）", Money())] = None
    account: Annotated[str | None, Datum("在基地的情况", LongText(), privacy=2)] = None
    out_on: Annotated[date | None, Datum("离开日期", Day(), begins="离开")] = None
    out_to: Annotated[str | None, Datum("离开后去向", Choice("base_out"))] = None


BASE_STAY = declare("base_stay", "过渡安置", BaseStay, "base_stays")
