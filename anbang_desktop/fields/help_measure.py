"""F11 帮扶措施落实表 (domain.md §4.10, A.9; art. 14–30): what is done for one need, by whom, with what
result.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Attachment, Choice, Day, LongText, Lookup, Money, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpMeasure(Record):
    """帮扶措施."""

    help: Annotated[str, Datum("帮扶类型", Choice("help_type"), MUST, begins="措施")]
    item: Annotated[str, Datum("办什么事", Text(), MUST, privacy=2)]
    source: Annotated[str | None, Datum("起因", Choice("need_source"))] = None
    owner: Annotated[str, Datum("主办人", Lookup("worker", 50), MUST)]
    department: Annotated[str | None, Datum("责任部门", Lookup("receiver"), SOON)] = None
    began_on: Annotated[date, Datum("开始日期", Day(), MUST)]
    until: Annotated[date | None, Datum("办到哪天", Day(), SOON)] = None
    state: Annotated[str, Datum("办理情况", Choice("measure_state"), MUST, begins="结果")]
    ended_on: Annotated[date | None, Datum("办结日期", Day())] = None
    result: Annotated[str | None, Datum("结果", LongText(), privacy=2)] = None
    amount: Annotated[Decimal | None, Datum("折合金额（元）", Money(), privacy=2)] = None
    reason: Annotated[
        str | None,
        Datum("没有落实的原因", LongText(), privacy=2, help="没有落实、不符合条件、本人放弃时必填"),
    ] = None
    proof_scan: Annotated[int | None, Datum("佐证", Attachment(), privacy=3)] = None


MEASURE = declare("measure", "帮扶措施", HelpMeasure, "help_measures")
