"""F05 安置帮教协议书 (domain.md §4.4, A.3; art. 12): what is kept of each version."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Own, Record, declare
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Choices,
    Count,
    Day,
    LongText,
    Lookup,
    PersonName,
    Phone,
    Text,
)
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party."""

    role: Annotated[str, Datum("身份", Text(), MUST)]
    name: Annotated[str | None, Datum("名称", Text())] = None
    person: Annotated[str | None, Datum("签字人", PersonName())] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None
    capacity: Annotated[str | None, Datum("证件或职务", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """安置帮教协议."""

    agr_no: Annotated[str, Datum("协议编号", Text(100), AUTO, begins="协议")] = ""
    version: Annotated[int, Datum("版本", Count(), AUTO)] = 1
    template_id: Annotated[str | None, Datum("范本", Text(100), AUTO)] = None
    from_on: Annotated[date, Datum("起始", Day(), MUST)]
    to_on: Annotated[date, Datum("截止", Day(), MUST)]
    parties: Annotated[
        tuple[Party, ...], Datum("各方", Rows(Party, "agreement_parties"), MUST, privacy=2)
    ] = ()
    visit_interval: Annotated[int | None, Datum("约定走访间隔（天）", Count("天"), AUTO)] = None
    offers: Annotated[tuple[str, ...], Datum("帮扶承诺", Choices("help_type"))] = ()
    extra: Annotated[str | None, Datum("另行约定", LongText(), privacy=2)] = None
    state: Annotated[str, Datum("状态", Choice("agreement_state"), AUTO)] = ""
    signed_on: Annotated[date | None, Datum("签订日期", Day(), begins="签订")] = None
    scan: Annotated[int | None, Datum("扫描件", Attachment(), privacy=3)] = None
    refused_on: Annotated[date | None, Datum("拒签日期", Day())] = None
    refusal_reason: Annotated[str | None, Datum("拒签原因", Choice("refusal_reason"))] = None
    refusal_note: Annotated[str | None, Datum("说明", LongText(), privacy=2)] = None
    explained_by: Annotated[str | None, Datum("说明人", Lookup("worker", 50))] = None
    witness: Annotated[str | None, Datum("见证人", Lookup("worker", 50))] = None
    ended_on: Annotated[date | None, Datum("终止日期", Day())] = None
    end_reason: Annotated[str | None, Datum("终止原因", Text())] = None
    document_id: Annotated[str | None, Own("页码编号", 1)] = None  # the random number in the page code
    printed_on: Annotated[date | None, Own("打印日期", 1, Day())] = None
    pdf: Annotated[int | None, Own("协议书原件", 3, Attachment())] = None  # the issued paper
    pdf_sha256: Annotated[str | None, Own("原件校验值", 1)] = None
    pages: Annotated[int | None, Own("页数", 1, Count("页"))] = None


AGREEMENT = declare("agreement", "安置帮教协议", Agreement, "agreements")
