"""会见: the family asks to see somebody in prison, by video from the office or in the prison itself (domain
brief §0.1): who, whether they are kin, what the prison answered, what came of it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup, Moment, PersonName, Phone, Text, YesNo
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody of the family who asks for the meeting."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    relation: Annotated[str | None, Datum("关系", Choice("relation"))] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrisonMeeting(Record):
    """One meeting, from the application to the result."""

    kind: Annotated[str, Datum("会见方式", Choice("meeting_kind"), MUST, begins="申请")]
    applied_on: Annotated[date, Datum("申请日期", Day(), MUST)]
    visitors: Annotated[tuple[Visitor, ...], Datum("会见人", Rows(Visitor), MUST, privacy=3)]
    kinship_checked: Annotated[bool, Datum("亲属关系已核实", YesNo(), MUST)]
    kinship_by: Annotated[
        str | None, Datum("凭什么核实", Text(), SOON, help="例如：户口簿、结婚证、村委会证明")
    ] = None
    custody_unit: Annotated[str | None, Datum("服刑场所", Lookup("custody"), SOON, privacy=3)] = None
    planned_at: Annotated[datetime | None, Datum("约定时间", Moment(), begins="会见")] = None
    place: Annotated[str | None, Datum("会见地点", Text(100), help="例如：本所远程会见室")] = None
    result: Annotated[str | None, Datum("结果", Choice("meeting_result"), SOON)] = None
    met_on: Annotated[date | None, Datum("会见日期", Day(), SOON)] = None
    account: Annotated[str | None, Datum("会见情况", LongText(), privacy=3)] = None
    worker: Annotated[str | None, Datum("经办人", Lookup("worker", 50), SOON)] = None


PRISON_MEETING = declare("prison_meeting", "会见", PrisonMeeting, "prison_meetings")
