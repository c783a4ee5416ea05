"""F07 评估表 (domain.md §4.6, A.5; art. 12): the frame around the instrument's items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, SPECIAL, Datum, Own, Record, declare
from anbang_desktop.fields.kinds import Choice, Choices, Day, LongText, Words
from anbang_desktop.fields.late import late


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSheet:
    """What one member answered: points by item, None is 说不清."""

    member: str
    values: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredItem:
    """One item behind the score, in the words of its instrument."""

    code: str
    label: str
    answer: str | None = None
    points: int | None = None


@late("sheets", "agreed", "spread_note", "needs", "points", "why")
@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Record):
    """评估."""

    kind: Annotated[str, Datum("种类", Choice("assessment_kind"), MUST, begins="会议")]
    event: Annotated[str | None, Datum("触发事件", LongText(), privacy=2)] = None
    meeting_on: Annotated[date, Datum("会议日期", Day(), MUST)]
    present: Annotated[tuple[str, ...], Datum("参加人", Words("member"), MUST)] = ()
    absent: Annotated[tuple[str, ...], Datum("缺席", Words("member"))] = ()
    self_statement: Annotated[str | None, Datum("本人陈述", LongText(), privacy=2)] = None
    triggers: Annotated[
        tuple[str, ...], Datum("重点触发项", Choices("key_trigger"), privacy=4, begins="结论")
    ] = ()
    decided: Annotated[str, Datum("决定类别", Choice("level"), MUST, privacy=2)]
    reason: Annotated[str | None, Datum("理由", LongText(), privacy=2, help="与建议不一致时必填")] = None
    effective_on: Annotated[date | None, Datum("生效日期", Day())] = None
    next_on: Annotated[date | None, Datum("下次评估", Day())] = None
    next_why: Annotated[str | None, Datum("定这一天的原因", Choice("day_reason"))] = None
    approved_by: Annotated[tuple[str, ...], Datum("审批人", Words("worker"), SOON)] = ()
    remark: Annotated[str | None, Datum("备注", LongText(), privacy=3)] = None
    round_id: Annotated[int | None, Own("评估轮次", 1)] = None  # in which the sheets were answered
    instrument_id: Annotated[str, Own("评估表", 1)] = ""  # id and version of the instrument
    # its whole text, so that a later one changes no old assessment
    instrument_text: Annotated[int | None, Own("评估表全文", 1)] = None
    # Answers tell of illness, drugs and what was done as a minor, whatever item they stand at.
    sheets: Annotated[tuple[MemberSheet, ...], Own("各人评分", SPECIAL)] = ()
    agreed: Annotated[Mapping[str, int | None], Own("议定值", SPECIAL)] = field(default_factory=dict)
    spread_note: Annotated[Mapping[str, str], Own("分歧说明", SPECIAL)] = field(default_factory=dict)
    # {H01: NONE | SOME | URGENT}
    needs: Annotated[Mapping[str, str], Own("需求", SPECIAL)] = field(default_factory=dict)
    points: Annotated[tuple[ScoredItem, ...], Own("各项得分", SPECIAL)] = ()
    score: Annotated[int | None, Own("得分", 2)] = None
    suggested: Annotated[str | None, Own("建议类别", 2, Choice("level"))] = None
    why: Annotated[tuple[str, ...], Own("评分说明", SPECIAL)] = ()  # the sentences of the suggestion


ASSESSMENT = declare("assessment", "评估", Assessment, "assessments")
