"""安置帮教小组: exactly one leader, who works at the office (domain.md §4.5; art. 12)."""

from collections.abc import Iterable

from anbang_desktop.domain.guards import NOT_TOLD
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

LEADER, MEMBER, OFFICE, FAMILY = "LEADER", "MEMBER", "OFFICE", "FAMILY"
_MEMBERS = name_of(names(HelpGroup).members)


def complete(desk: Desk, about: CaseFile, record: HelpGroup) -> HelpGroup:  # noqa: ARG001 - all kinds alike
    """UserError unless one leader of the office is named."""
    leaders = [one for one in record.members if one.role == LEADER]
    if len(leaders) != 1:
        what = f"小组有 {len(leaders)} 名组长，应当正好一名。"
        raise UserError(what, "请核对成员的小组职务。", field=_MEMBERS)
    if leaders[0].kind != OFFICE:
        raise UserError("组长应是司法所工作人员。", "请核对组长的类型。", field=_MEMBERS)
    return record


def kinds_of(members: Iterable[Member]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of what kind the members are, and those of them who lead; a roster may not have told either."""
    known = tuple(members)
    leaders = tuple(one.kind for one in known if one.role == LEADER)
    untold = not leaders and any(one.role == NOT_TOLD for one in known)
    return tuple(one.kind for one in known), (NOT_TOLD,) if untold else leaders
