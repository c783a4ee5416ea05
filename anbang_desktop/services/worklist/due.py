"""今天要办: what is overdue, due today or within a week, and what waits for others (domain.md §11); each
line says why.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.states import STEP_VERBS, Mark, State, state
from anbang_desktop.domain.steps import missing, next_states
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.services.cases import advance, duties
from anbang_desktop.services.cases.duties import Duty
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import due as query
from anbang_desktop.storage.queries.due import Waiting
from anbang_desktop.storage.reading import Connection

Group = Literal["overdue", "today", "week", "waiting"]
MARKS: dict[Group, Mark] = {"overdue": "overdue", "today": "soon", "week": "soon", "waiting": "paused"}
# The order of domain.md §11: deadlines of the county, releases, unfinished set-up, contacts, unclear ones,
# the end, assessments, backup.
RANK = (
    "verification",
    "release",
    "handover",
    "step",
    "agreement",
    "group",
    "setup",
    "contact",
    "event",
    "period",
    "assessment",
    "backup",
)
STEPS = {  # what to say of a step that nothing stands in the way of
    State.S30_AWAIT_RELEASE: "核查已回复，转为待释放",
    State.S35_RETURNED: "核查已回复，退回县司法局",
    State.S40_AWAIT_HANDOVER: "释放日期已到，确认释放",
    State.S50_REGISTERED: "衔接、登记都已填写，转为已登记",
    State.S60_ACTIVE: "手续已齐，列为在册帮教",
}
REMINDERS: tuple[RuleKey, ...] = (
    "expiry.remind.first.days",
    "expiry.remind.second.days",
    "expiry.remind.last.days",
)
MOST = 150  # cases read for the page: it must open at once over 100,000 people
ALWAYS = (State.S50_REGISTERED,)
TOGETHER = 3  # so many verifications due on one day become one line


@dataclass(frozen=True, slots=True)
class DueItem:
    """One line: who, what, why, until when, one verb. Without ``no`` it stands for several people in
    ``states`` on ``page``.
    """

    group: Group
    no: str
    name: str
    what: str
    why: Reckoning | None
    until: date | None
    verb: Verb
    page: Literal["person", "people", "settings"]
    mark: Mark
    kind: str
    section: PersonSection | None = None
    where: str = ""
    states: tuple[State, ...] = ()
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases with something to do: those that are listed, the most urgent first, and how many more there
    are (``over``: at least).
    """

    listed: Sequence[int]
    more: int
    over: bool


def work(desk: Desk) -> list[DueItem]:
    """Everything due up to a week ahead, in the order in which it should be done."""
    with desk.store.read() as connection:
        chosen = cases(desk, connection)
        files = case_file.of_cases(connection, list(chosen.listed))
    return whole(desk, chosen, [item for about in files for item in of_case(desk, about)])


def cases(desk: Desk, connection: Connection) -> Cases:
    """Which cases have something to do, from their cards."""
    ending = desk.today + timedelta(days=desk.pack.number(REMINDERS[0]))
    found = query.most_urgent(connection, _horizon(desk), ending, ALWAYS)
    return Cases(found[:MOST], len(found) - len(found[:MOST]), len(found) == query.ENOUGH)


def whole(desk: Desk, chosen: Cases, items: Sequence[DueItem]) -> list[DueItem]:
    """The lines of the cases with what is said of many, in the order in which it should be done."""
    with desk.store.read() as connection:
        inside = query.waiting(connection, State.S30_AWAIT_RELEASE, _horizon(desk))
    more = _more(chosen.more, over=chosen.over)
    return sorted([*_together(items), *more, *_inside(inside), *_backup(desk)], key=_order)


def _horizon(desk: Desk) -> date:
    return desk.today + timedelta(days=desk.pack.number("worklist.week.days"))


def _more(unlisted: int, *, over: bool) -> Iterator[DueItem]:
    """A county's file has more to do than anybody reads in a day: the most urgent are listed, the others
    counted.
    """
    if unlisted > 0:
        yield DueItem(
            "waiting",
            "",
            f"另有 {unlisted} 人{'以上' if over else ''}",
            "办完上面的再列出",
            None,
            None,
            Verb.SEE_PEOPLE,
            "people",
            "paused",
            "more",
        )


def of_case(desk: Desk, about: CaseFile) -> list[DueItem]:
    """The lines of one case."""
    return list(_of_case(desk, about, _horizon(desk)))


def _of_case(desk: Desk, about: CaseFile, horizon: date) -> Iterator[DueItem]:
    step = _free_step(desk, about)
    due = duties.of(desk, about)
    if step and state(about.state) is not State.S50_REGISTERED:
        yield _item(desk, about, _as_step(desk, step, due))
        return
    if step:
        yield _item(desk, about, _as_step(desk, step, ()))
    for line in (_line(desk, about, duty) for duty in due):
        if line.until <= horizon:
            yield _item(desk, about, line)


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    what: str
    why: Reckoning | None
    until: date
    verb: Verb
    section: PersonSection


def _free_step(desk: Desk, about: CaseFile) -> State | None:
    """The next state when all its guards are satisfied today."""
    known = advance.case_facts(desk, about, desk.today)
    ways = (one for one in next_states(about.state) if one in STEPS)
    return next((one for one in ways if not missing(about.state, one, known)), None)


def _as_step(desk: Desk, step: State, due: Sequence[Duty]) -> _Line:
    what, verb = STEPS[step], STEP_VERBS[step]
    if not due:
        return _Line("step", what, None, desk.today, verb, PersonSection.STEP)
    return _Line(due[0].key, what, due[0].why, due[0].until, verb, PersonSection.STEP)


def _line(desk: Desk, about: CaseFile, duty: Duty) -> _Line:
    line = _Line(duty.key, duty.what, duty.why, duty.until, duty.verb, duty.section)
    if duty.key == "period":
        return _end(desk, about, line)
    if duty.key == "release":
        return replace(line, what=_release_words(about, duty.until))
    if duty.key == "contact" and _not_met(desk, about):
        return replace(line, what="多次未遇，设法联系上")
    return replace(line, kind="setup") if duty.key == "assessment" and not about.assessments else line


def _not_met(desk: Desk, about: CaseFile) -> bool:
    """So many attempts in a row found nobody (the rule pack says how many)."""
    count = desk.pack.number("contact.not_met.count")
    latest = about.contacts[-count:]
    return len(latest) == count and all(one.contact_type == duties.NOT_MET for one in latest)


def _release_words(about: CaseFile, release: date) -> str:
    escort = bool(about.verifications and about.verifications[-1].suggest_escort)
    return f"{month_day(release)}释放{'，必接必送' if escort else '，安排接送'}"


def _end(desk: Desk, about: CaseFile, line: _Line) -> _Line:
    """The reminder that comes next, and in the last days (or too late) the end itself."""
    end = line.until
    ahead = (reckoning.before(desk.pack, key, "帮教截止", end) for key in REMINDERS)
    reminder = next((one for one in ahead if one.result >= desk.today), None)
    if reminder is None or end < desk.today:
        why = duties.period_dates(desk, about).get(duties.PERIOD_END) or line.why
        return replace(line, what="超期未解除" if end < desk.today else "帮教期将满，准备解除", why=why)
    what = f"帮教期 {chinese(end)} 届满，提前提醒"
    return replace(line, what=what, why=reminder, until=reminder.result)


def _item(desk: Desk, about: CaseFile, line: _Line) -> DueItem:
    group = _group(desk, line.until)
    level = about.case.level == "KEY"
    return DueItem(
        group,
        about.no,
        about.client.name,
        line.what,
        line.why,
        line.until,
        line.verb,
        "person",
        MARKS[group],
        line.kind,
        section=line.section,
        where=" · ".join(word for word in (about.case.village or "", "重点" if level else "") if word),
        states=(state(about.state),),
        urgent=level,
    )


def _group(desk: Desk, until: date) -> Group:
    if until < desk.today:
        return "overdue"
    return "today" if until == desk.today else "week"


def _together(items: Sequence[DueItem]) -> Iterator[DueItem]:
    """Many verifications of one list become one line that opens the list of people."""
    same: dict[tuple[date | None, str], list[DueItem]] = defaultdict(list)
    for item in items:
        same[item.until, item.verb if item.kind == "verification" else item.no + item.what].append(item)
    for those in same.values():
        if len(those) < TOGETHER:
            yield from those
            continue
        first, states = those[0], tuple(sorted({one for item in those for one in item.states}))
        yield DueItem(
            first.group,
            "",
            f"信息核查 {len(those)} 人",
            first.what,
            first.why,
            first.until,
            Verb.SEE_PEOPLE if first.section is PersonSection.STEP else Verb.CHECK_EACH,
            "people",
            first.mark,
            first.kind,
            states=states,
        )


def _inside(found: Waiting) -> Iterator[DueItem]:
    if found.people and found.first:
        what = f"最早 {chinese(found.first)} 释放"
        name = f"待释放 {found.people} 人"
        yield DueItem(
            "waiting",
            "",
            name,
            what,
            None,
            found.first,
            Verb.SEE_PEOPLE,
            "people",
            "paused",
            "release",
            states=(State.S30_AWAIT_RELEASE,),
        )


def _backup(desk: Desk) -> Iterator[DueItem]:
    """Changes that no backup has: after a week a line of its own."""
    known = desk.store.backup_state()
    if not known.changes:
        return
    what = f"{known.changes} 处{'以上' if known.over else ''}改动还没有备份"
    if known.last is None:
        yield DueItem("today", "", "备份", what, None, desk.today, Verb.BACK_UP, "settings", "soon", "backup")
        return
    why = reckoning.deadline(desk.pack, "backup.remind.days", "上次备份", known.last.date())
    if why.result <= desk.today:
        group = _group(desk, why.result)
        yield DueItem(
            group, "", "备份", what, why, why.result, Verb.BACK_UP, "settings", MARKS[group], "backup"
        )


def _order(item: DueItem) -> tuple[int, int, bool, date, str]:
    groups: tuple[Group, ...] = ("overdue", "today", "week", "waiting")
    rank = RANK.index(item.kind) if item.group in {"overdue", "today"} else 0
    return groups.index(item.group), rank, not item.urgent, item.until or date.max, item.name
