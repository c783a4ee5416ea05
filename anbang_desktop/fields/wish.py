"""F10 诉求 (domain.md §4.9, A.8; art. 12): what the person asks for in his or her own words, every step, the
answer. Discrimination at work is a category of its own, passed on to the labour authority (art. 20, 35).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Own, Record, declare
from anbang_desktop.fields.kinds import Attachment, Choice, Count, Day, LongText, Lookup, Text
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class WishStep:
    """One thing that was done about it; ``until`` is the day up to which somebody else is waited for, or on
    which it is taken up again.
    """

    on: Annotated[date, Datum("日期", Day(), MUST)]
    act: Annotated[str, Datum("做了什么", Choice("wish_step"), MUST)]
    unit: Annotated[str | None, Datum("部门或单位", Text(100))] = None
    note: Annotated[str | None, Datum("说明", Text(), privacy=2)] = None
    until: Annotated[date | None, Datum("等到哪天", Day())] = None
    by: Annotated[str | None, Datum("经手人", Lookup("worker", 50))] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(Record):
    """诉求."""

    wish_no: Annotated[str, Datum("诉求编号", Text(100), AUTO, begins="诉求")] = ""
    raised_on: Annotated[date, Datum("提出日期", Day(), MUST)]
    way: Annotated[str, Datum("提出方式", Choice("wish_way"), MUST)]
    category: Annotated[str, Datum("类别", Choice("wish_category"), MUST)]
    content: Annotated[str, Datum("本人的话", LongText(), MUST, privacy=2, help="照本人说的写，不改成公文")]
    wanted: Annotated[str | None, Datum("想要的结果", LongText(), privacy=2)] = None
    urgency: Annotated[str, Datum("缓急", Choice("wish_urgency"), MUST)]
    handler: Annotated[str, Datum("经办人", Lookup("worker", 50), MUST)]
    steps: Annotated[
        tuple[WishStep, ...], Datum("经过", Rows(WishStep, "wish_steps"), privacy=2, begins="经过")
    ] = ()
    answer: Annotated[str | None, Datum("答复内容", LongText(), privacy=2, begins="答复")] = None
    answered_on: Annotated[date | None, Datum("答复日期", Day())] = None
    answer_way: Annotated[str | None, Datum("答复方式", Choice("answer_way"))] = None
    outcome: Annotated[str | None, Datum("办理结果", Choice("wish_outcome"))] = None
    satisfied: Annotated[str | None, Datum("本人是否满意", Choice("satisfied"))] = None
    employer: Annotated[str | None, Datum("用人单位", Text(), privacy=2, begins="就业歧视线索")] = None
    post: Annotated[str | None, Datum("岗位", Text(100))] = None
    words: Annotated[
        str | None,
        Datum("招聘内容或者对方的话", LongText(), privacy=2, help="原样写下，不写本人的罪名和刑期"),
    ] = None
    evidence_note: Annotated[str | None, Datum("有什么证据", LongText(), privacy=2)] = None
    evidence: Annotated[int | None, Datum("证据扫描件", Attachment(), privacy=3)] = None
    # since letters have a record of their own, they say the following; older wishes keep what was said
    consent_on: Annotated[date | None, Datum("本人同意移送的日期", Day(), AUTO)] = None
    referred_to: Annotated[str | None, Datum("移送单位", Text(100), AUTO)] = None
    referred_on: Annotated[date | None, Datum("移送日期", Day(), AUTO)] = None
    replied_on: Annotated[date | None, Datum("回复日期", Day(), AUTO)] = None
    reply: Annotated[str | None, Datum("处理结果", LongText(), AUTO, privacy=2)] = None
    contact_id: Annotated[int | None, Own("走访记录", 1, Count())] = None  # the visit on which it was said


WISH = declare("wish", "诉求", Wish, "wishes")
