"""F02 信息核查表 and F03 回执 (domain.md §4.2, A.1; art. 12 and 13)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.client import Child
from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Choices, Day, LongText, Lookup, PersonName, Phone, Text, YesNo
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedItem:
    """One line of the list held against what was found."""

    item: Annotated[str, Datum("项目", Text(), MUST)]
    result: Annotated[str, Datum("结果", Choice("item_result"), MUST)]
    actual: Annotated[str | None, Datum("实际情况", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Informant:
    """Somebody who was asked."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    relation: Annotated[str | None, Datum("关系", Text())] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None
    on: Annotated[date | None, Datum("日期", Day())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification(Record):
    """信息核查."""

    batch_no: Annotated[str | None, Datum("批次号", Text(100), begins="来源")] = None
    source_unit: Annotated[str | None, Datum("来源单位", Text())] = None
    received_on: Annotated[date | None, Datum("收到日期", Day())] = None
    due_on: Annotated[date | None, Datum("应回日期", Day())] = None
    item_result: Annotated[
        tuple[CheckedItem, ...], Datum("逐项核查", Rows(CheckedItem), SOON, privacy=3, begins="核查")
    ] = ()
    methods: Annotated[tuple[str, ...], Datum("核查途径", Choices("verification_method"), MUST)]
    informants: Annotated[tuple[Informant, ...], Datum("受访人", Rows(Informant), SOON, privacy=3)] = ()
    family_accepts: Annotated[
        str | None, Datum("家属是否愿意接纳", Choice("family_accepts"), SOON, privacy=2)
    ] = None
    housing_plan: Annotated[str | None, Datum("释放后住处", Choice("housing_state"), SOON, privacy=2)] = None
    work_plan: Annotated[str | None, Datum("释放后生计", Choice("employment"), SOON, privacy=2)] = None
    conditions: Annotated[str | None, Datum("特殊情况", LongText(), SOON, privacy=3)] = None
    children: Annotated[tuple[Child, ...], Datum("未成年子女", Rows(Child), privacy=4)] = ()
    suggest_escort: Annotated[bool | None, Datum("建议必接必送", YesNo(), SOON, privacy=2)] = None
    suggest_reason: Annotated[str | None, Datum("建议理由", LongText(), privacy=2)] = None
    result: Annotated[
        str, Datum("核查结论", Choice("verification_result"), MUST, privacy=2, begins="结论与回执")
    ]
    checked_on: Annotated[date, Datum("核查日期", Day(), MUST)]
    checker: Annotated[str, Datum("核查人", Lookup("worker", 50), MUST)]
    second_checker: Annotated[str | None, Datum("复核人", Lookup("worker", 50))] = None
    replied_on: Annotated[date | None, Datum("回执日期", Day(), SOON)] = None
    reply_no: Annotated[str | None, Datum("回执文号", Text(100))] = None
    reply_way: Annotated[str | None, Datum("送达方式", Choice("reply_way"))] = None
    remark: Annotated[str | None, Datum("备注", LongText(), privacy=3)] = None


VERIFICATION = declare("verification", "信息核查", Verification, "verifications")
