"""F04 衔接登记表 (domain.md §4.3, A.2; art. 8, 10 and 13)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import (
    Choice,
    Choices,
    Count,
    Day,
    LongText,
    Lookup,
    Moment,
    Money,
    PersonName,
    Phone,
    Text,
    YesNo,
)
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Escort:
    """Somebody who came along."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    post: Annotated[str | None, Datum("职务或关系", Text())] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover(Record):
    """衔接登记."""

    handover_date: Annotated[date, Datum("衔接日期", Day(), MUST, begins="释放与衔接")]
    custody_unit: Annotated[str | None, Datum("监所", Lookup("custody"), SOON, privacy=3)] = None
    planned_at: Annotated[datetime | None, Datum("计划释放时间", Moment(), SOON, privacy=3)] = None
    actual_at: Annotated[datetime | None, Datum("实际释放时间", Moment(), SOON, privacy=3)] = None
    must_escort: Annotated[bool | None, Datum("必接必送", YesNo(), SOON, privacy=2)] = None
    route: Annotated[str | None, Datum("衔接途径", Choice("handover_route"), SOON)] = None
    mode: Annotated[str, Datum("衔接情况", Choice("handover_mode"), MUST)]
    workers: Annotated[
        tuple[Escort, ...], Datum("工作人员", Rows(Escort, source="worker"), begins="接送")
    ] = ()
    relatives: Annotated[tuple[Escort, ...], Datum("亲属", Rows(Escort), privacy=3)] = ()
    police: Annotated[tuple[Escort, ...], Datum("民警", Rows(Escort, source="officer"))] = ()
    village: Annotated[tuple[Escort, ...], Datum("村（居）人员", Rows(Escort))] = ()
    headcount: Annotated[int | None, Datum("总人数", Count("人"))] = None
    vehicle: Annotated[str | None, Datum("车辆", Text(50))] = None
    cost: Annotated[Decimal | None, Datum("费用（元）", Money())] = None
    papers: Annotated[tuple[str, ...], Datum("移交材料", Choices("handover_paper"), SOON)] = ()
    state_note: Annotated[str | None, Datum("身体、情绪状况", LongText(), privacy=3)] = None
    account: Annotated[str | None, Datum("接送情况说明", LongText(), privacy=2)] = None
    failed_reason: Annotated[str | None, Datum("未接到的原因", Text(), begins="未接到时")] = None
    failed_action: Annotated[str | None, Datum("处理", LongText())] = None
    remark: Annotated[str | None, Datum("备注", LongText(), privacy=3)] = None


HANDOVER = declare("handover", "衔接登记", Handover, "handovers")
