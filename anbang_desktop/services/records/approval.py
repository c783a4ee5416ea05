"""审批意见: whose word it is follows from whose is still missing by the rules (domain.md §3.4)."""

from dataclasses import replace
from typing import Final

from anbang_desktop.fields.approval import Approval
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

LEVEL: Final = "LEVEL"  # code table approval_matter: into an urgent level, or out of it


def complete(desk: Desk, about: CaseFile, record: Approval) -> Approval:
    """With whose word it is, where nobody said so."""
    if record.step or record.id:
        return record
    return replace(record, step=next_word(desk, about, record.matter))


def granted(about: CaseFile, matter: str) -> frozenset[str]:
    """Whose word there is in this round of the case."""
    there = (one for one in about.approvals if one.granted and one.matter == matter)
    return frozenset(one.step or "" for one in there if about.of_this_round(one))


def next_word(desk: Desk, about: CaseFile, matter: str) -> str | None:
    """The first whose word is missing; None where the rules ask for nobody's, or nobody's any more."""
    asked = desk.pack.approval(matter)
    return next((one.code for one in (asked.lacking(granted(about, matter)) if asked else ())), None)
