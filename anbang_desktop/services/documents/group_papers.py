"""What the members of a group get and sign: 任务单 for those who see no file, 保密承诺书 (domain.md §4.5)."""

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.pdf.forms import pledge, task_slip
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.paper_ground import Words, head_of, lines_of
from anbang_desktop.services.office import details
from anbang_desktop.services.records import group
from anbang_desktop.services.records.case_file import CaseFile

_ITS = names(Member)
_NAME, _ROLE, _POST, _DUTY, _KIND = map(name_of, (_ITS.name, _ITS.role, _ITS.post, _ITS.duty, _ITS.kind))


def changes_of(desk: Desk, about: CaseFile, record: HelpGroup) -> list[Words]:
    """成员变动 as lines of the list of members, up to this version of the group."""
    return [
        {"on": chinese(one.on), "name": one.name, "what": one.what, "why": one.why}
        for one in group.changes(desk, about, record)
    ]


def task_slips(desk: Desk, about: CaseFile, record: HelpGroup) -> bytes:
    """任务单: a page for each member who may not see the file: the own duty, the own lines of the plan, whom
    to ask. Where everybody is of the office or the police, an empty page to be filled in by hand.
    """
    plans = about.of(HelpPlan)
    undone = [one for one in plans[-1].items if one.state not in _SETTLED] if plans else []
    slips = []
    for shown in _outsiders(desk, record) or [Words()]:
        name = shown.get(_NAME, "")
        tasks = lines_of(desk, [one for one in undone if name and one.owner == name])
        slip = task_slip.Slip(name, shown.get(_ROLE, ""), shown.get(_POST, ""), shown.get(_DUTY, ""), tasks)
        row = f"help_groups/{record.id}/{name or 'tasks'}"
        slips.append((head_of(desk, about, "帮教任务单", row, record), slip))
    contact = task_slip.Contact(
        desk.office.name,
        about.case.responsible_worker or desk.user,
        details.phone(desk),
        desk.office.address,
    )
    return task_slip.make_each(slips, about.client.name, contact)


_SETTLED = frozenset({"DONE", "DROPPED"})  # of plan_item_state


def _outsiders(desk: Desk, record: HelpGroup) -> list[Words]:
    shown = lines_of(desk, group.outsiders(record))
    return [{**one, _POST: one[_POST] or one[_KIND]} for one in shown]


def pledge_form(desk: Desk, about: CaseFile, record: HelpGroup) -> bytes:
    """保密承诺书, for those who are in the group and not of the office or the police."""
    shown = {"name": about.client.name, "formed_on": chinese(record.formed_on)}
    head = head_of(desk, about, "帮教小组成员保密承诺书", f"help_groups/{record.id}/pledge", record)
    return pledge.make(head, shown, _outsiders(desk, record))
