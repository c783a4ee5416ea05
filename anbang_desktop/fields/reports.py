"""What is kept of the county's sheets: each learned blank, and every sheet that was made, frozen as it
was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from anbang_desktop.domain.sending import RunState
from anbang_desktop.fields.field import UNDATED, UNTIMED, Stored


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
class ReportTerms(Stored):
    """What holds for every sheet of a profile, whatever its version: when the county wants it, how it leaves.

    ``due`` as ``domain/due_rule`` writes it, counted from ``due_since``; ``full_by`` confirmed that the
    county wants whole ID numbers (``full_ids``).
    """

    name: str
    due: str | None = None
    due_since: date | None = None
    purpose: str | None = None
    recipient: str | None = None
    full_ids: bool = False
    full_by: str | None = None
    full_at: datetime | None = None
    encrypt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStep(Stored):
    """One step of a sheet's way, as it was taken: when, by whom, what was said of it."""

    run_id: int
    state: RunState
    at: datetime = UNTIMED
    by: str = ""
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the county wrote on a cell of a returned sheet (``kind`` comment), or a cell that it changed
    (``kind`` changed: ``old`` is ours, ``new`` theirs). ``case_id`` 0: nobody's row; ``field`` empty: none
    that is ours.
    """

    kind: str
    sheet: str
    cell: str
    text: str = ""
    author: str = ""
    case_id: int = 0
    field: str = ""
    header: str = ""
    old: str = ""
    new: str = ""


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
    state: RunState = RunState.EXPORTED
    delivered_on: date | None = None
    delivered_how: str | None = None
    opinion: str | None = None  # what the county said
    delivered_to: str | None = None
    receipt_no: str | None = None
    receipt_on: date | None = None
    purpose: str | None = None
    whole_ids: bool | None = None  # None: of a version of the program that didn't ask
    sealed: str | None = None  # SHA-256 of the encrypted file, where one went out
    follows: int | None = None  # the version that this one corrects
    reason: str | None = None  # and why
    returned_file: int | None = None  # attachment: the county's file as it came back
    returned_on: date | None = None
    remarks: tuple[Remark, ...] = ()
