"""The needs of one person over all types of help (domain.md §6.9; art. 14–30): what was said last counts,
whoever said it: the clerk who asked, an assessment, a visit, the registration form, a measure.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from anbang_desktop.domain.conditions import AGE
from anbang_desktop.domain.help_facts import Hint
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.letters import letter_state
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.need import Need
from anbang_desktop.services.aid import data
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure
from anbang_desktop.services.records.case_file import CaseFile

NONE: Final = "NONE"
SOME: Final = "SOME"
URGENT: Final = "URGENT"
DOING: Final = "DOING"
DONE: Final = "DONE"
DECLINED: Final = "DECLINED"
OPEN = (URGENT, SOME)  # help is needed and nobody has begun
_KEPT = "board"
ORDER = (URGENT, SOME, DOING, DONE, DECLINED)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One type of help that is needed, or was: its state, since when, who sees to it and until when; ``said``
    is who said so, ``record`` what opens (None: a fact of the form).
    """

    code: str
    label: str
    article: str
    state: str
    since: date | None
    said: str
    owner: str = ""
    until: date | None = None
    department: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """``lines`` in the order in which they want attention; ``unasked`` and ``none`` are codes."""

    lines: tuple[NeedLine, ...]
    unasked: tuple[str, ...]
    none: tuple[str, ...]

    @property
    def open(self) -> tuple[NeedLine, ...]:
        """Those for which nothing has begun yet."""
        return tuple(one for one in self.lines if one.state in OPEN)


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement about one type of help."""

    on: date | None  # a fact of the form has no day: it speaks until somebody says more
    state: str
    said: str
    owner: str = ""
    until: date | None = None
    department: str = ""
    record: Record | None = None


def of(desk: Desk, about: CaseFile) -> Board:
    """The board of one case; reckoned once, however many parts of a page ask for it."""
    rules, day, known = about.reckoned.get(_KEPT, (None, None, None))
    if known is None or rules is not desk.rules or day != desk.today:
        known = _reckon(desk, about)
        about.reckoned[_KEPT] = (desk.rules, desk.today, known)
    found: Board = known
    return found


def _reckon(desk: Desk, about: CaseFile) -> Board:
    lines, unasked, none = [], [], []
    said: dict[str, list[_Said]] = {}
    for code, saying in _sayings(desk, about):
        said.setdefault(code, []).append(saying)
    for item in desk.codes["help_type"]:
        last = _last(said.get(item.code, ()))
        if last is None:
            unasked.append(item.code)
        elif last.state == NONE:
            none.append(item.code)
        else:
            article = item.article
            lines.append(
                NeedLine(
                    item.code, item.name, article, last.state, last.on, last.said,
                    last.owner, last.until, last.department, last.record,
                )
            )  # fmt: skip
    lines.sort(key=lambda one: (ORDER.index(one.state), one.until or date.max, one.code))
    return Board(tuple(lines), tuple(unasked), tuple(none))


def _last(sayings: Iterable[_Said]) -> _Said | None:
    """What was said last. While a measure or a letter is open, what is needed is being done."""
    said = sorted(sayings, key=lambda one: one.on or date.min)
    if not said:
        return None
    last = said[-1]
    under_way = next((one for one in reversed(said) if one.state == DOING and _open(one)), None)
    if last.state in OPEN and under_way is not None:
        last = under_way
    asked = next((one for one in reversed(said) if one.owner), None)
    return replace(last, owner=last.owner or (asked.owner if asked and last.state in ORDER[:3] else ""))


def _open(one: _Said) -> bool:
    match one.record:
        case HelpMeasure():
            return one.record.state in help_measure.OPEN
        case Letter():
            return one.record.replied_on is None
        case _:
            return False


def _sayings(desk: Desk, about: CaseFile) -> Iterator[tuple[str, _Said]]:
    """Everything that says something of a type, and the type; from the weakest to the strongest of a day."""
    yield from _of_hints(desk, data.hints().registration, {**about.values, AGE: age_of(desk, about)}, None)
    asked = {hint.when.datum for hint in data.hints().visit}
    for visit in about.contacts:
        told = {name: getattr(visit, name) for name in asked}
        yield from _of_hints(desk, data.hints().visit, told, visit)
    for one in about.assessments:
        for code, state in one.needs.items():
            yield code, _Said(one.on, state, "评估", record=one)
    for need in about.of(Need):
        said = desk.codes["need_source"].label(need.source) or "登记"
        yield need.help, _Said(need.on, need.state, said, need.owner or "", need.until, record=need)
    for letter in about.of(Letter):
        if letter.help and letter.sent_on is not None and letter.replied_on is None:
            yield letter.help, _of_letter(desk, letter)
    for measure in about.of(HelpMeasure):
        yield measure.help, _of_measure(measure)


def _of_hints(
    desk: Desk, hints: Iterable[Hint], values: Mapping[str, object], visit: Contact | None
) -> Iterator[tuple[str, _Said]]:
    """A fact of the form has no day: it speaks until somebody says more."""
    on = visit.on if visit is not None else None
    for hint in hints:
        if hint.when.holds(values, desk.pack.number) is True:
            yield hint.help, _Said(on, SOME, hint.words, record=visit)


def _of_letter(desk: Desk, one: Letter) -> _Said:
    late = letter_state(one, desk.today) == "late"
    words = "转介，回执逾期" if late else "转介，等回执"
    return _Said(one.sent_on, DOING, words, one.signed_by or "", one.reply_due, one.receiver, one)


def _of_measure(one: HelpMeasure) -> _Said:
    if one.state in help_measure.OPEN:
        return _Said(one.on, DOING, one.item, one.owner, one.until, one.department or "", one)
    ended = one.ended_on or one.on
    if one.state == help_measure.DONE:
        return _Said(ended, DONE, one.item, one.owner, None, one.department or "", one)
    state = DECLINED if one.state == help_measure.DECLINED else SOME
    return _Said(ended, state, f"{one.item}：{one.reason or '没有落实'}", one.owner, record=one)


def age_of(desk: Desk, about: CaseFile) -> int | None:
    """The person's age today."""
    birth = about.client.birth_date
    return age_on(birth, desk.today) if birth is not None else None
