"""The dated states of a case: what it was from which day on, and what the step said."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anbang_desktop.fields.field import UNDATED, UNTIMED, Own, Stored
from anbang_desktop.fields.kinds import Day, Moment, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Stored):
    """One state from its day on."""

    case_id: Annotated[int, Own("档案", 1)] = 0
    state: Annotated[str, Own("状态", 2)] = ""
    on: Annotated[date, Own("日期", 1, Day())] = UNDATED
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""
    reason: Annotated[str | None, Own("理由", 3, Text(500))] = None
    receiving_office: Annotated[str | None, Own("接收的司法所", 2)] = None
    receipt_no: Annotated[str | None, Own("回执文号", 1)] = None
    proof: Annotated[str | None, Own("证明材料", 3, Text(500))] = None
    cause: Annotated[str | None, Own("原因", 3, Text(50))] = None
    letter_no: Annotated[str | None, Own("函件文号", 1, Text(100))] = None
    sending_office: Annotated[str | None, Own("转出的司法所", 2)] = None
    new_addr: Annotated[str | None, Own("新住址", 3)] = None
    left_open: Annotated[str | None, Own("没办完的怎么办", 2, Text(500))] = None
