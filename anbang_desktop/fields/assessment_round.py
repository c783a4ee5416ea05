"""评估轮次 (domain.md §4.6, A.5; art. 12): who is asked to answer a sheet before the group meets. What they
answered is not part of it: that stays closed until the round is (storage/queries/sheets.py).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Own, Record, declare
from anbang_desktop.fields.kinds import Choice, Count, Day, LongText, Text, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentRound(Record):
    """评估轮次. ``quorum`` is the rule's number on the day it was opened."""

    kind: Annotated[str, Datum("种类", Choice("assessment_kind"), MUST, begins="评估轮次")]
    opened_on: Annotated[date, Datum("开始日期", Day(), MUST)]
    event: Annotated[str | None, Datum("触发事件", LongText(), privacy=2)] = None
    members: Annotated[tuple[str, ...], Datum("评分人", Words("member"), MUST, privacy=2)] = ()
    quorum: Annotated[int | None, Datum("至少几份", Count("份"), AUTO)] = None
    closed_on: Annotated[date | None, Datum("结束日期", Day(), AUTO)] = None
    closed_why: Annotated[str | None, Datum("没有等齐的原因", Text(), AUTO, privacy=2)] = None
    instrument_id: Annotated[str, Own("评估表", 1)] = ""
    instrument_text: Annotated[int | None, Own("评估表全文", 1)] = None


ROUND = declare("round", "评估轮次", AssessmentRound, "assessment_rounds")
