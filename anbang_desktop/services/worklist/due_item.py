"""One line of 今天要办, whether of one person or of many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import Mark, State
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.put_off import PutOff

Group = Literal["overdue", "today", "week", "later", "county", "waiting", "put_off"]
DuePage = Literal[
    "person",
    "people",
    "verification",
    "settings",
    "campaigns",
    "wishes",
    "visits",
    "daybook",
    "releases",
    "reports",
    "returns",
    "templates",
]
GROUPS: tuple[Group, ...] = ("overdue", "today", "week", "later", "county", "waiting", "put_off")
MARKS: dict[Group, Mark] = {
    "overdue": "overdue",
    "today": "soon",
    "week": "soon",
    "later": "todo",
    "county": "paused",
    "waiting": "paused",
    "put_off": "paused",
}
# The order of domain.md §11: deadlines of the county, releases, unfinished set-up, contacts, unclear ones,
# the end, assessments, backup.
RANK = (
    "verification",
    "sheet",
    "return",
    "release",
    "pickup",
    "unlisted",
    "handover",
    "report",
    "step",
    "agreement",
    "returns",
    "group",
    "setup",
    "contact",
    "household",
    "event",
    "search",
    "wish",
    "need",
    "letter",
    "exchange",
    "relief",
    "inside_check",
    "prison_meeting",
    "base_stay",
    "period",
    "approval",
    "assessment",
    "plan",
    "transfer",
    "campaign",
    "unowned",
    "silent",
    "sealed",
    "inspection",
    "sign_again",
    "backup",
)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One line: who, what, why, until when, one verb. Without ``no`` it stands for several people: those in
    ``states`` on the page of the people, those under the filter ``quick`` of the page 信息核查, or those of a
    time of special care (``record``); of a sheet for the county ``quick`` is its period.
    """

    group: Group
    no: str
    name: str
    what: str
    why: Reckoning | None
    until: date | None
    verb: Verb
    page: DuePage
    mark: Mark
    kind: str
    section: PersonSection | None = None
    where: str = ""
    states: tuple[State, ...] = ()
    urgent: bool = False
    quick: str = ""
    record: int = 0  # the campaign, or the wish of this person
    worker: str = ""  # who is responsible; of many together nobody
    case_id: int = 0  # of many together none
    duty: str = ""  # what is due, by which it can be put off; none: it can't
    about: int = 0  # the record that asks for it
    silent: bool = False  # nobody has spoken with this person for long
    put_off: PutOff | None = None
    among: tuple[int, ...] = ()  # the people whom a line about many means
    one_letter: str = ""  # the number of a letter about several people: said once


def of_many(
    group: Group,
    name: str,
    what: str,
    until: date | None,
    verb: Verb,
    page: DuePage,
    kind: str,
    *,
    why: Reckoning | None = None,
    states: tuple[State, ...] = (),
    quick: str = "",
    where: str = "",
    record: int = 0,
    among: tuple[int, ...] = (),
) -> DueItem:
    """A line about several people, or about none."""
    mark = MARKS[group]
    return DueItem(
        group,
        "",
        name,
        what,
        why,
        until,
        verb,
        page,
        mark,
        kind,
        where=where,
        states=states,
        quick=quick,
        record=record,
        among=among,
    )


def when(until: date, today: date, horizon: date) -> Group:
    """How near a day is."""
    if until <= today:
        return "overdue" if until < today else "today"
    return "week" if until <= horizon else "later"


def in_order(items: Sequence[DueItem]) -> list[DueItem]:
    """The most urgent first."""
    return sorted(items, key=_order)


def _order(item: DueItem) -> tuple[int, int, bool, date, str]:
    rank = RANK.index(item.kind) if item.group in {"overdue", "today"} else 0
    return GROUPS.index(item.group), rank, not item.urgent, item.until or date.max, item.name
