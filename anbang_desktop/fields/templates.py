"""文书范本: the wording of a paper as the office has it, in versions that begin on a day and that somebody
approved.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anbang_desktop.fields.field import MUST, UNTIMED, Datum, Own, Stored, fields_of
from anbang_desktop.fields.kinds import Day, LongText, Moment, Text, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText(Stored):
    """One version. Without a day of approval it is a draft; with a day of its end it was taken out of use and
    is still seen, because papers were issued by it.
    """

    paper: Annotated[str, Own("文书", 1)]  # agreement, notice, letter …
    version: Annotated[int, Own("版本", 1)]
    title: Annotated[str, Own("名称", 1)]
    source: Annotated[str, Own("正文", 1)]
    base: Annotated[str, Own("从哪一版改来", 1)]
    note: Annotated[str | None, Own("说明", 1)] = None
    effective_from: Annotated[date | None, Datum("起用日期", Day(), MUST)] = None
    approver: Annotated[
        str | None,
        Datum("批准人", Text(50), MUST, help="第二个人的意见：所长，或者县司法局的负责人"),
    ] = None
    approved_on: Annotated[date | None, Datum("批准日期", Day(), MUST)] = None
    number: Annotated[str | None, Datum("文号", Text(100))] = None
    lacking: Annotated[
        str | None,
        Datum("少了必备条款的理由", LongText(), help="少了必备的条款，或者换了说法的，写明理由或者在哪一条"),
    ] = None
    sign_again: Annotated[
        bool | None,
        Datum("以前签的要重签", YesNo(), help="选“是”的，还在帮教、签的是以前文本的协议列为要重签"),
    ] = None
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""
    ended_on: Annotated[date | None, Own("停用日期", 1, Day())] = None
    ended_by: Annotated[str | None, Own("停用人", 1)] = None
    end_reason: Annotated[str | None, Own("停用理由", 1)] = None


OWN_TEXT_FIELDS = fields_of(OwnText)
