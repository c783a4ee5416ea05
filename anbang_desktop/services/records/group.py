"""安置帮教小组: exactly one leader, who works at the office (domain.md §4.5; art. 12); who came, who left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.guards import NOT_TOLD, advise_group
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.rule_pack import Whom
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

LEADER, MEMBER, OFFICE, FAMILY = "LEADER", "MEMBER", "OFFICE", "FAMILY"
OFFICIALS = frozenset({OFFICE, "POLICE"})  # who may see a file; everybody else gets a sheet of tasks
WOMAN = "2"  # GB/T 2261.1
_MEMBERS = name_of(names(HelpGroup).members)


@dataclass(frozen=True, slots=True)
class Change:
    """成员变动: what happened to whom on which day, in words that the clerk knows."""

    on: date
    name: str
    what: str
    why: str = ""


def complete(desk: Desk, about: CaseFile, record: HelpGroup) -> HelpGroup:  # noqa: ARG001 - all kinds alike
    """UserError unless one leader of the office is named among those who have not left, nobody is named
    twice, and who left did so after joining and for a reason.
    """
    there = [one for one in record.members if one.left is None]
    twice = next((one.name for at, one in enumerate(there) if one.name in [it.name for it in there[:at]]), "")
    if twice:
        raise UserError(
            f"{twice}在小组里写了两次。", "请去掉一行；同名的两个人请在姓名里写明区别。", field=_MEMBERS
        )
    for one in record.members:
        _refuse_untold(one)
    leaders = [one for one in there if one.role == LEADER]
    if len(leaders) != 1:
        what = f"小组有 {len(leaders)} 名组长，应当正好一名。"
        raise UserError(what, "请核对成员的小组职务。", field=_MEMBERS)
    if leaders[0].kind != OFFICE:
        raise UserError("组长应是司法所工作人员。", "请核对组长的类型。", field=_MEMBERS)
    return record


def _refuse_untold(one: Member) -> None:
    if one.left is None:
        if one.left_reason:
            raise UserError(
                f"{one.name}写了退出原因，没有写退出日期。", "请填退出的日期，或者去掉原因。", field=_MEMBERS
            )
        return
    if one.joined and one.left < one.joined:
        raise UserError(f"{one.name}的退出日期早于加入日期。", "请核对这两个日期。", field=_MEMBERS)
    if not one.left_reason:
        raise UserError(
            f"{one.name}退出了，没有写原因。", "请填退出原因，例如：调离、本人要求、搬走。", field=_MEMBERS
        )


def kinds_of(members: Iterable[Member]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of what kind the members are, and those of them who lead; a roster may not have told either."""
    known = tuple(members)
    leaders = tuple(one.kind for one in known if one.role == LEADER)
    untold = not leaders and any(one.role == NOT_TOLD for one in known)
    return tuple(one.kind for one in known), (NOT_TOLD,) if untold else leaders


def advised(desk: Desk, about: CaseFile, members: Iterable[Member]) -> list[str]:
    """Who else should be among these members for a woman or a minor, by the rule pack; of a group whose kinds
    a roster did not tell nothing can be said.
    """
    known = [(one.kind, one.sex or "") for one in members]
    if not known or any(kind == NOT_TOLD for kind, _sex in known):
        return []
    born, helped = about.client.birth_date, set[Whom]()
    if about.client.sex == WOMAN:
        helped.add(Whom.WOMAN)
    if born and age_on(born, desk.today) < desk.pack.number("minor.age"):
        helped.add(Whom.MINOR)
    return advise_group(desk.pack.group.advice, helped, known)


def outsiders(record: HelpGroup) -> tuple[Member, ...]:
    """The members who have not left and may not see the file."""
    return tuple(one for one in record.members if one.left is None and one.kind not in OFFICIALS)


def changes(desk: Desk, about: CaseFile, until: HelpGroup | None = None) -> list[Change]:
    """What has changed among the members since the group was formed, in the order of the days; up to one
    version of the group, where it is named.
    """
    listed = about.groups
    if until is not None:
        listed = tuple(one for one in listed if (one.on, one.id) <= (until.on, until.id))
    found: list[Change] = []
    known: dict[str, Member] = {}
    for at, version in enumerate(listed):
        found += _changed(desk, version, known, first=not at)
        known = {one.name: one for one in version.members}
    return sorted(found, key=lambda one: one.on)


def _changed(desk: Desk, version: HelpGroup, known: dict[str, Member], *, first: bool) -> Iterator[Change]:
    entered = max(version.on, version.entered_at.date())
    for one in version.members:
        before = known.get(one.name)
        came = one.joined or version.on
        if before is None and (not first or came > version.formed_on):
            yield Change(came, one.name, "加入", _as(desk, one))
        elif before is not None and before.left and not one.left:
            yield Change(entered if came <= before.left else came, one.name, "再次加入", _as(desk, one))
        if before is not None and _as(desk, before) != _as(desk, one):
            yield Change(entered, one.name, "改任", f"{_as(desk, before)}改为{_as(desk, one)}")
        if before is not None and one.pledge_on and one.pledge_on != before.pledge_on:
            yield Change(one.pledge_on, one.name, "保密承诺")
        if one.left and (before is None or before.left is None):
            yield Change(one.left, one.name, "退出", one.left_reason or "")
    there = {one.name for one in version.members}
    for name, before in known.items():
        if name not in there and before.left is None:
            yield Change(entered, name, "从名单上去掉", "没有写原因")


def _as(desk: Desk, one: Member) -> str:
    kind = desk.codes["member_kind"].label(one.kind) if one.kind else ""
    role = desk.codes["member_role"].label(one.role) if one.role else ""
    return f"{role}（{kind}）" if kind else role
