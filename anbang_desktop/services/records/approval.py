"""审批意见: whose word it is follows from whose is still missing by the rules (domain.md §3.4)."""

from dataclasses import replace
from typing import Final

from anbang_desktop.domain.sealing import Ground
from anbang_desktop.errors import UserError
from anbang_desktop.fields.approval import SEALING, Approval
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

HEAD: Final = "OFFICE_HEAD"  # code table approver
COUNTY: Final = "COUNTY"
_OPINION = name_of(names(Approval).opinion)
LEVEL: Final = "LEVEL"  # code table approval_matter: into an urgent level, or out of it


def complete(desk: Desk, about: CaseFile, record: Approval) -> Approval:
    """With whose word it is, where nobody said so. UserError for the record of a minor that is decided
    without a reason.
    """
    if record.matter == SEALING and not (record.opinion or "").strip():
        what = "还没有写封存或者不封存的理由。"
        raise UserError(what, "请写明依据，例如 犯罪时十六周岁，判处有期徒刑二年。", field=_OPINION)
    if record.step or record.id:
        return record
    if record.matter == SEALING:
        return replace(record, step=COUNTY if about.case.sealing_ground == Ground.MIXED else HEAD)
    return replace(record, step=next_word(desk, about, record.matter))


def granted(about: CaseFile, matter: str) -> frozenset[str]:
    """Whose word there is in this round of the case."""
    there = (one for one in about.approvals if one.granted and one.matter == matter)
    return frozenset(one.step or "" for one in there if about.of_this_round(one))


def next_word(desk: Desk, about: CaseFile, matter: str) -> str | None:
    """The first whose word is missing; None where the rules ask for nobody's, or nobody's any more."""
    asked = desk.pack.approval(matter)
    return next((one.code for one in (asked.lacking(granted(about, matter)) if asked else ())), None)
