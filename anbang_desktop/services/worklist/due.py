"""今天要办: everything that is open, what is overdue, due today, within a week or later, and what waits for
others (domain.md §11); each line says why.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.states import STEP_VERBS, TO_VERIFY, State, state
from anbang_desktop.domain.steps import missing, next_states
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.wish import WISH
from anbang_desktop.services.cases import aid_duties, duties, facts
from anbang_desktop.services.cases.duties import Duty
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.worklist import coming, due_office, people
from anbang_desktop.services.worklist.coming import Batches
from anbang_desktop.services.worklist.due_item import MARKS, DueItem, Group, in_order, of_many, when
from anbang_desktop.storage.queries import due as query
from anbang_desktop.storage.queries import wishes
from anbang_desktop.storage.reading import Connection

__all__ = ["Cases", "DueItem", "cases", "of_case", "whole", "work"]

STEPS = {  # what to say of a step that is asked and that nothing stands in the way of
    State.S35_RETURNED: "核查已回复，退回县司法局",
    State.S40_AWAIT_HANDOVER: "释放日期已到，确认释放",
}
REMINDERS: tuple[RuleKey, ...] = (
    "expiry.remind.first.days",
    "expiry.remind.second.days",
    "expiry.remind.last.days",
)
MOST, ASIDE_MOST = 40, 20  # cases read for the page: it must open at once over 100,000 people
ASIDE = (State.S70_TRANSFER_PENDING, State.S80_CLOSING)  # their next word is somebody else's
ALWAYS = frozenset({"verification"})  # said however far its day is
OPEN = (State.S40_AWAIT_HANDOVER, State.S50_REGISTERED)  # everything due there can be done now


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases with something to do: those that are listed, the most urgent first, how many more there are
    (``over``: at least), and what is said of many together.
    """

    listed: Sequence[int]
    more: int
    over: bool
    batches: Batches


def work(desk: Desk) -> list[DueItem]:
    """Everything that is open, in the order in which it should be done."""
    with desk.store.read() as connection:
        chosen = cases(desk, connection)
        files = case_file.of_cases(connection, list(chosen.listed))
    return whole(desk, chosen, {about.case_id: of_case(desk, about) for about in files})


def cases(desk: Desk, connection: Connection) -> Cases:
    """Which cases have something to do, from their cards; those who are not here yet by the lists that named
    them.
    """
    horizon, ending = due_office.horizon(desk), desk.today + timedelta(days=desk.pack.number(REMINDERS[0]))
    many = coming.batches(desk, connection, horizon, MOST)
    found = list(many.named) + query.most_urgent(connection, horizon, ending, coming.STATES)
    if len(found) < query.ENOUGH:
        found += query.open_later(connection, horizon, OPEN, query.ENOUGH)
    aside = query.set_aside(connection, desk.today, ASIDE, query.ENOUGH)
    urgent, waiting = list(dict.fromkeys(found)), set(aside)
    listed = list(dict.fromkeys((*urgent[:MOST], *aside[:ASIDE_MOST])))
    more = len(waiting.union(urgent) - set(listed))
    return Cases(listed, more, max(len(urgent), len(aside)) >= query.ENOUGH, many)


def whole(desk: Desk, chosen: Cases, lines: Mapping[int, Sequence[DueItem]]) -> list[DueItem]:
    """The lines of the cases with what is said of many, in the order in which it should be done."""
    said = chosen.batches.said
    own = (item for case_id, items in lines.items() for item in items if (case_id, item.kind) not in said)
    more = _more(chosen.more, over=chosen.over)
    about_many = (*chosen.batches.lines, *due_office.of(desk))
    return in_order([*_said_once(own), *more, *_early_wishes(desk, chosen), *about_many, *_sealed(desk)])


def _sealed(desk: Desk) -> Iterator[DueItem]:
    """Work on withheld records goes on: that there is some is said, of whom is asked for with a reason."""
    horizon = due_office.horizon(desk)
    with desk.store.read() as connection:
        number, first = gate.due(connection, horizon)
    if first is not None:
        group = when(first, desk.today, horizon)
        name, what = f"{gate.SEALED_FILE} {number} 件", "有事要办，写明事由后打开"
        yield of_many(group, name, what, first, Verb.SEE_PEOPLE, "people", "sealed", quick=people.SEALED)


def _said_once(items: Iterable[DueItem]) -> list[DueItem]:
    """One letter about several people is one thing to do: the line of the first of them names how many."""
    found: list[DueItem] = []
    several: dict[tuple[str, str, date | None], list[DueItem]] = {}
    for item in items:
        if item.one_letter:
            several.setdefault((item.one_letter, item.what, item.until), []).append(item)
        else:
            found.append(item)
    for first, *others in several.values():
        found.append(replace(first, name=f"{first.name}等 {len(others) + 1} 人") if others else first)
    return found


def _more(unlisted: int, *, over: bool) -> Iterator[DueItem]:
    """A county's file has more to do than anybody reads in a day: the most urgent are listed, the others
    counted.
    """
    if unlisted > 0:
        name = f"另有 {unlisted} 人{'以上' if over else ''}"
        yield of_many("waiting", name, "办完上面的再列出", None, Verb.SEE_PEOPLE, "people", "more")


def of_case(desk: Desk, about: CaseFile) -> list[DueItem]:
    """The lines of one case."""
    return list(_of_case(desk, about, due_office.horizon(desk)))


def _of_case(desk: Desk, about: CaseFile, horizon: date) -> Iterator[DueItem]:
    step = _free_step(desk, about)
    due = duties.of(desk, about)
    if step:
        yield _item(
            desk, about, _as_step(desk, step, [one for one in due if one.what != duties.CHECK_AGAIN]), horizon
        )
        due = [one for one in due if one.what == duties.CHECK_AGAIN]
    lines = ((duty, _line(desk, about, duty)) for duty in due)
    for duty, line in (*((None, one) for one in _unverified(desk, about, due, horizon)), *lines):
        aside = duty is not None and (duty.put_off or duty.waits)
        if line.until <= horizon or line.kind in ALWAYS or about.state in OPEN or aside:
            yield _item(desk, about, line, horizon, duty)


def _unverified(desk: Desk, about: CaseFile, due: Sequence[Duty], horizon: date) -> "Iterator[_Line]":
    """A release that comes or has passed before the check is done: said beside the check that is due."""
    why = duties.release_day(about) if any(one.key == "verification" for one in due) else None
    if why is None or why.result > horizon or state(about.state) not in TO_VERIFY:
        return
    what, section = f"{duties.release_words(why, desk.today)}，还没有核查", PersonSection.VERIFICATION
    yield _Line("release", what, why, why.result, Verb.VERIFY, section)


@dataclass(frozen=True, slots=True)
class _Line:
    kind: str
    what: str
    why: Reckoning | None
    until: date
    verb: Verb
    section: PersonSection
    record: int = 0


def _free_step(desk: Desk, about: CaseFile) -> State | None:
    """The next state when all its guards are satisfied today; who stands on no list yet may be inside for
    longer than was expected.
    """
    ways = [one for one in next_states(about.state) if one in STEPS]
    if not ways or state(about.state) is State.S05_INSIDE:
        return None
    known = facts.case_facts(desk, about, desk.today)
    return next((one for one in ways if not missing(about.state, one, known)), None)


def _as_step(desk: Desk, step: State, due: Sequence[Duty]) -> _Line:
    what, verb = STEPS[step], STEP_VERBS[step]
    if not due:
        return _Line("step", what, None, desk.today, verb, PersonSection.STEP)
    return _Line(due[0].key, what, due[0].why, due[0].until, verb, PersonSection.STEP)


def _line(desk: Desk, about: CaseFile, duty: Duty) -> _Line:
    line = _Line(duty.key, duty.what, duty.why, duty.until, duty.verb, duty.section, duty.record)
    if duty.key == WISH.name:
        return replace(line, what=_wish_words(desk, about, duty))
    if duty.key == "period":
        return _end(desk, about, line)
    if duty.key == "release" and state(about.state) is State.S30_AWAIT_RELEASE:
        return replace(line, what=_release_words(about, duty.until, desk.today))
    if duty.key == "contact" and _not_met(desk, about):
        return replace(line, what="多次未遇，设法联系上")
    first = duty.key == "assessment" and state(about.state) is State.S50_REGISTERED
    return replace(line, kind="setup") if first else line


def _wish_words(desk: Desk, about: CaseFile, duty: Duty) -> str:
    """答复诉求：落户 — which one of several."""
    found = next((one for one in about.wishes if one.id == duty.record), None)
    return f"{duty.what}：{desk.codes['wish_category'].label(found.category)}" if found else duty.what


def _not_met(desk: Desk, about: CaseFile) -> bool:
    """So many attempts in a row found nobody (the rule pack says how many)."""
    count = desk.pack.number("contact.not_met.count")
    latest = about.contacts[-count:]
    return len(latest) == count and all(one.contact_type == duties.NOT_MET for one in latest)


def _release_words(about: CaseFile, release: date, today: date) -> str:
    return f"{month_day(release, today)}释放{'，必接必送' if about.must_escort else '，安排接送'}"


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


def _item(desk: Desk, about: CaseFile, line: _Line, horizon: date, duty: Duty | None = None) -> DueItem:
    group = _group(desk, line, duty, horizon)
    level = desk.pack.levels.find(about.case.level)
    urgent = level is not None and level.urgent
    put_off = duty.put_off if duty else None
    may_wait = duty is not None and state(about.state) not in coming.STATES
    return DueItem(
        group,
        about.no,
        about.client.name,
        line.what,
        line.why,
        put_off.until if put_off else line.until,
        Verb.TAKE_UP if put_off else line.verb,
        "wishes" if line.kind == WISH.name else "person",
        MARKS[group],
        line.kind,
        section=line.section,
        where=" · ".join(filter(None, (about.case.village, level.name if level and urgent else ""))),
        states=(state(about.state),),
        urgent=urgent,
        record=line.record,
        worker=about.case.responsible_worker or "",
        case_id=about.case_id,
        duty=duty.key if duty and may_wait else "",
        about=duty.record if duty else 0,
        silent=_silent(desk, about),
        put_off=put_off,
        one_letter=_one_letter(about, line),
    )


def _group(desk: Desk, line: _Line, duty: Duty | None, horizon: date) -> Group:
    """When it is due; apart what was put off, and what waits for somebody else and is not due yet."""
    if duty is not None and duty.put_off:
        return "put_off"
    if duty is not None and duty.waits and line.until > desk.today:
        return "county" if duty.waits == "county" else "waiting"
    return when(line.until, desk.today, horizon)


def _silent(desk: Desk, about: CaseFile) -> bool:
    """On the books, and nobody has spoken with this person for as long as the rules call long."""
    if not state(about.state).on_books:
        return False
    last = duties.last_contact(about) or duties.registered_on(about)
    return last is not None and last < due_office.silent_since(desk)


def _one_letter(about: CaseFile, line: _Line) -> str:
    """The number of the letter that a line is about, where it may be about several people."""
    letters = about.of(Letter) if line.kind == aid_duties.LETTER else ()
    shown = next((one for one in letters if one.id == line.record), None)
    several = shown is not None and letter_book().types[shown.letter_type].several
    return (shown.number or "") if shown is not None and several else ""


def _early_wishes(desk: Desk, chosen: Cases) -> Iterator[DueItem]:
    """What the family of those asks for who are not here yet: of them the list names few one by one."""
    known = set(chosen.listed)
    with desk.store.read() as connection:
        early = [one for one in wishes.early_cases(connection, coming.STATES, MOST) if one not in known]
        files = case_file.of_cases(connection, early) if early else []
    yield from (item for about in files for item in of_case(desk, about) if item.kind == WISH.name)
