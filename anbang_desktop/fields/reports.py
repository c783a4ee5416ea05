"""What is kept of the county's sheets: each learned blank, and every sheet that was made, frozen as it
was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from anbang_desktop.fields.field import UNDATED, UNTIMED, Stored


class RunState(StrEnum):
    """How far a sheet has come."""

    MADE = "made"
    DELIVERED = "delivered"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProfile(Stored):
    """A learned blank; learned again it is a new version, and the old one stays for its sheets."""

    name: str
    version: int
    file_name: str
    digest: str
    attachment_id: int
    layout: Mapping[str, Any] = field(default_factory=dict)  # excel/template.py
    learned_at: datetime = UNTIMED
    learned_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSentence:
    """What was compared before the sheet went up, and whether it held."""

    what: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRun(Stored):
    """A sheet that was made; ``period`` is as the command line writes it, ``version`` is the 第 n 版 of this
    sheet for this period.
    """

    profile_id: int
    name: str
    period: str
    period_label: str
    start: date = UNDATED
    end: date = UNDATED
    version: int = 1
    people: int = 0
    file_name: str = ""
    sha256: str = ""
    file_attachment: int = 0  # the file as it went out
    snapshot: int = 0  # attachment: rows, numbers and the people behind them, as JSON
    snapshot_hash: str = ""
    book_end: frozenset[int] | None = (
        None  # the cases on the books at the end: the next period begins with them
    )
    checks: tuple[CheckedSentence, ...] = ()
    recipient: str = ""
    made_at: datetime = UNTIMED
    made_by: str = ""
    state: RunState = RunState.MADE
    delivered_on: date | None = None
    delivered_how: str | None = None
    opinion: str | None = None  # what the county said
