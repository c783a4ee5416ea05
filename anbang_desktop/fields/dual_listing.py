"""双列管 (F18, domain.md §4.14, A.13): two offices help one person; who leads, who assists."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Count, Day, LongText, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DualListing(Record):
    """双列管."""

    role: Annotated[str, Datum("列管方式", Choice("dual_role"), MUST, begins="两个所")]
    begun_on: Annotated[date, Datum("申请日期", Day(), MUST)]
    lead_office: Annotated[str, Datum("主责司法所", Text(), MUST)]
    assist_office: Annotated[str, Datum("协助司法所", Text(), MUST)]
    reason: Annotated[str, Datum("理由", LongText(), MUST, privacy=2)]
    lease: Annotated[str | None, Datum("房屋合同", Text(), privacy=2, begins="证明")] = None
    work_contract: Annotated[str | None, Datum("劳动合同", Text(), privacy=2)] = None
    other_proof: Annotated[str | None, Datum("其他证明", Text(), privacy=2)] = None
    exchange_days: Annotated[int, Datum("互通间隔", Count("日"), MUST, begins="审批")]
    approved_on: Annotated[date | None, Datum("批准日期", Day(), SOON)] = None
    opinion: Annotated[str | None, Datum("审批意见", LongText(), privacy=2)] = None
    ended_on: Annotated[date | None, Datum("结束日期", Day())] = None


DUAL_LISTING = declare("dual_listing", "双列管", DualListing, "dual_listings")
