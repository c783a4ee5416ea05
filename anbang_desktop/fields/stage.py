"""The dated states of a case: what it was from which day on, and what the step said."""

from dataclasses import dataclass
from datetime import date, datetime

from anbang_desktop.fields.field import UNDATED, UNTIMED, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Stored):
    """One state from its day on."""

    case_id: int = 0
    state: str = ""
    on: date = UNDATED
    entered_at: datetime = UNTIMED
    entered_by: str = ""
    reason: str | None = None
    receiving_office: str | None = None
    receipt_no: str | None = None
    proof: str | None = None
