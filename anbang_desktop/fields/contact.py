"""F09 走访 / 谈话 / 电话记录 (domain.md §4.8, A.7; art. 12).

The person reads and signs the sheet: identifiers and codes are those of the brief, the words are kinder
(现实表现 is 近来状态 here).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare, names
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup, Moment, Text, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """走访谈话记录."""

    at: Annotated[datetime, Datum("时间", Moment(), MUST, begins="时间与人员")]
    until: Annotated[datetime | None, Datum("结束时间", Moment())] = None
    place: Annotated[str | None, Datum("地点", Text(), privacy=2)] = None
    contact_type: Annotated[str, Datum("方式", Choice("contact_type"), MUST)]
    workers: Annotated[tuple[str, ...], Datum("走访人", Words("worker"), MUST)] = ()
    companions: Annotated[tuple[str, ...], Datum("同行人", Words("worker"))] = ()
    met: Annotated[str | None, Datum("见到谁", Choice("met"), SOON)] = None
    behaviour: Annotated[str | None, Datum("近来状态", Choice("behaviour"), privacy=2, begins="近况")] = None
    work: Annotated[str | None, Datum("工作", Choice("work_state"), privacy=2)] = None
    money: Annotated[str | None, Datum("经济", Choice("money_state"), privacy=2)] = None
    family: Annotated[str | None, Datum("家庭", Choice("family_state"), privacy=2)] = None
    places: Annotated[str | None, Datum("常在地点", Choice("places_state"), privacy=2)] = None
    company: Annotated[str | None, Datum("与人相处", Choice("company_state"), privacy=2)] = None
    content: Annotated[str | None, Datum("内容", LongText(), SOON, privacy=2, begins="内容")] = None
    problems: Annotated[str | None, Datum("困难和问题", LongText(), privacy=2)] = None
    wish: Annotated[str | None, Datum("诉求", LongText(), privacy=2)] = None
    abnormal: Annotated[bool, Datum("需要特别关心", YesNo(), MUST, privacy=2)]
    abnormal_detail: Annotated[str | None, Datum("需要关心的情况", LongText(), privacy=3)] = None
    policy_told: Annotated[tuple[str, ...], Datum("宣传政策", Words("policy"))] = ()
    effect: Annotated[str | None, Datum("效果", Text())] = None
    next_step: Annotated[str | None, Datum("下一步", LongText())] = None
    next_due: Annotated[date | None, Datum("下次联系", Day())] = None
    next_why: Annotated[str | None, Datum("定这一天的原因", Choice("day_reason"))] = None
    beat_officer: Annotated[str | None, Datum("责任区民警", Lookup("officer", 50))] = None


CONTACT = declare("contact", "走访谈话记录", Contact, "contacts")
# how somebody is doing, by identifier: asked at each visit
CONDITIONS = tuple(field.name for field in CONTACT.section(names(Contact).behaviour).fields)
