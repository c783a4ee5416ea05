"""安置情况 (domain.md §6.7, GB/T 31000 codes): settled in work, land, school or care, or why not."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement(Record):
    """安置情况."""

    placed: Annotated[bool, Datum("是否已安置", YesNo(), MUST, begins="安置")]
    way: Annotated[str | None, Datum("安置方式", Choice("placement_way"), help="已安置时必填")] = None
    placed_from: Annotated[date | None, Datum("安置日期", Day())] = None
    place: Annotated[str | None, Datum("单位或地点", Lookup("receiver"), privacy=2)] = None
    none_reason: Annotated[
        str | None, Datum("未安置原因", Choice("placement_none_reason"), privacy=2, help="未安置时必填")
    ] = None
    remark: Annotated[str | None, Datum("备注", LongText(), privacy=2)] = None


PLACEMENT = declare("placement", "安置情况", Placement, "placements")
