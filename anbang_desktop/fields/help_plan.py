"""F08 帮教方案, 一人一策 (domain.md §4.7, A.6; art. 12): aims and measures for one person, on one page."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Count, Day, LongText, Lookup, Text
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One line of a plan."""

    need: Annotated[str, Datum("需求", Choice("help_type"), MUST)]
    aim: Annotated[str | None, Datum("目标", Text())] = None
    measure: Annotated[str, Datum("措施", Text(), MUST)]
    owner: Annotated[str, Datum("谁来办", Lookup("worker", 50), MUST)]
    partner: Annotated[str | None, Datum("协助单位", Lookup("receiver"))] = None
    until: Annotated[date, Datum("办到哪天", Day(), MUST)]
    success_sign: Annotated[str | None, Datum("怎样算办成", Text())] = None
    state: Annotated[str, Datum("进展", Choice("plan_item_state"), MUST)]
    result: Annotated[str | None, Datum("结果", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPlan(Record):
    """帮教方案."""

    made_on: Annotated[date, Datum("制定日期", Day(), MUST, begins="方案")]
    version: Annotated[int | None, Datum("第几版", Count(), AUTO)] = None
    aim: Annotated[str | None, Datum("总的目标", LongText(), SOON, privacy=2)] = None
    items: Annotated[tuple[PlanItem, ...], Datum("措施", Rows(PlanItem, "plan_items"), MUST, privacy=2)]
    interval_days: Annotated[int | None, Datum("多少天联系一次", Count("天"), begins="联系安排")] = None
    way: Annotated[str | None, Datum("联系方式", Choice("contact_type"))] = None
    who: Annotated[str | None, Datum("谁来联系", Lookup("worker", 50))] = None
    review: Annotated[
        str | None,
        Datum("复核意见", LongText(), privacy=2, help="随每次评估复核：原来的办得怎样，要不要改"),
    ] = None


PLAN = declare("plan", "帮教方案", HelpPlan, "help_plans")
