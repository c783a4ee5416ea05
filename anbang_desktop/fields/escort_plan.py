"""接送安排 (domain.md §0.1, §4.3; art. 10, 12 and 13): who fetches whom, when and with what; what came of it
is the hand-over. The newest plan counts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.handover import Escort
from anbang_desktop.fields.kinds import LongText, Moment, Text, YesNo
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class EscortPlan(Record):
    """接送安排."""

    must_escort: Annotated[bool, Datum("必接必送", YesNo(), MUST, privacy=2, begins="什么时候，在哪里")]
    meet_at: Annotated[datetime | None, Datum("接人时间", Moment(), SOON)] = None
    place: Annotated[str | None, Datum("接人地点", Text(), SOON, privacy=3)] = None
    vehicle: Annotated[str | None, Datum("车辆", Text(50), help="车牌号，或者坐什么车")] = None
    workers: Annotated[
        tuple[Escort, ...], Datum("工作人员", Rows(Escort, source="worker"), begins="谁去接")
    ] = ()
    relatives: Annotated[tuple[Escort, ...], Datum("亲属", Rows(Escort), privacy=3)] = ()
    police: Annotated[tuple[Escort, ...], Datum("民警", Rows(Escort, source="officer"))] = ()
    village: Annotated[tuple[Escort, ...], Datum("村（居）人员", Rows(Escort))] = ()
    note: Annotated[str | None, Datum("说明", LongText(), privacy=2)] = None

    @property
    def people(self) -> tuple[Escort, ...]:
        """Everybody who goes."""
        return (*self.workers, *self.relatives, *self.police, *self.village)


ESCORT_PLAN = declare("escort_plan", "接送安排", EscortPlan, "escort_plans")
