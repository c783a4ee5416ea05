"""What an office's own assessment form would have said: the newest assessment of everybody who has not ended,
scored anew from what was agreed then. Nothing is written; the level of nobody changes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anbang_desktop.domain import instrument as scale
from anbang_desktop.domain.instrument import Instrument, Item, Points, Score
from anbang_desktop.domain.instrument_check import same_question
from anbang_desktop.domain.levels import Levels
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.rules_followed import open_cases
from anbang_desktop.storage.question import portions

UP, DOWN = "升", "降"


@dataclass(frozen=True, slots=True)
class Turned:
    """One person of whom the form would say something else: before, after, whether up or down, and why."""

    case_id: int
    no: str
    name: str
    village: str
    before: str
    after: str
    way: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What would be otherwise among those whose answers are there; ``counts`` by what was and would be
    suggested; of the others, how many and which items have no answer (the most frequent first).
    """

    turned: tuple[Turned, ...]
    scored: int
    counts: tuple[tuple[str, str, int], ...]
    unscored: int
    lacking: tuple[tuple[str, int], ...]
    without: int  # people with no assessment by such a form

    @property
    def people(self) -> int:
        """Everybody who was looked at."""
        return self.scored + self.unscored + self.without

    def many(self, way: str) -> int:
        """How many would go up, or down."""
        return sum(one.way == way for one in self.turned)


def rehearse(desk: Desk, form: Instrument, progress: Progress | None = None) -> Trial:
    """Score everybody by it, with the levels of today. Cancelled where the clerk stops it."""
    turned: list[Turned] = []
    counts: Counter[tuple[str, str]] = Counter()
    lacking: Counter[str] = Counter()
    done = without = unscored = 0
    with desk.store.read() as connection:
        ids = gate.listed(connection, open_cases(connection))
        for part in portions(ids):
            for about in case_file.of_cases(connection, part):
                if progress is not None:
                    progress.step(done, len(ids), "试评")
                done += 1
                newest = _newest(desk, form, about)
                if newest is None:
                    without += 1
                    continue
                record, old = newest
                answers, missing = _answers(old, form, record)
                if missing:
                    unscored += 1
                    lacking.update(missing)
                    continue
                one = _turned(desk.pack.levels, (old, form), about, record, answers)
                counts[one.before, one.after] += 1
                turned += [one] if one.way else []
    listed = tuple((*pair, many) for pair, many in sorted(counts.items(), key=lambda one: -one[1]))
    return Trial(tuple(turned), sum(counts.values()), listed, unscored, tuple(lacking.most_common()), without)


def _newest(desk: Desk, form: Instrument, about: CaseFile) -> tuple[Assessment, Instrument] | None:
    """The newest assessment by a form of the same sort, with its own form."""
    for record in reversed(about.assessments):
        if not record.instrument_id or not record.agreed:
            continue
        try:
            old = assessment.instrument_of(desk, record)
        except UserError:
            continue
        if old.scored == form.scored:
            return record, old
    return None


def _answers(
    old: Instrument, form: Instrument, record: Assessment
) -> tuple[dict[str, int | None], list[str]]:
    """What was agreed as places on the form's items, and those items that it needs and nobody answered."""
    known = {item.code: item for item in old.items}
    found: dict[str, int | None] = {}
    for item in form.items:
        if item.code in record.agreed and item.code in known and same_question(known[item.code], item):
            points = record.agreed[item.code]
            place = None if points is None else _place(known[item.code], item, points)
            if points is None or place is not None:
                found[item.code] = place
    missing = [f"{one.code} {one.label}" for one in form.needed if one.code not in found]
    return found, missing


def _place(old: Item, new: Item, points: int) -> int | None:
    """The same answer on the new item: by its words, else by its place where the item kept its answers'
    number.
    """
    at = next((at for at, one in enumerate(old.options) if one.points == points), None)
    if at is None:
        return None
    word = old.options[at].label
    same = next((place for place, one in enumerate(new.options) if one.label == word), None)
    if same is None and old.label == new.label and len(old.options) == len(new.options):
        return at
    return same


def _turned(
    levels: Levels,
    both: tuple[Instrument, Instrument],
    about: CaseFile,
    record: Assessment,
    answers: Mapping[str, int | None],
) -> Turned:
    old, form = both
    items = {item.code: item for item in old.items}
    then = {code: _at(items[code], points) for code, points in record.agreed.items() if code in items}
    fired = [one for one in record.triggers if one in old.key_triggers]
    asked = [one for one in fired if one in form.key_triggers]
    was = scale.score(old, then, fired, levels=levels, present=record.decided)
    becomes = scale.score(form, answers, asked, levels=levels, present=record.decided)
    weights = _weight(levels, was), _weight(levels, becomes)
    way = "" if weights[0] == weights[1] else UP if weights[1] > weights[0] else DOWN
    dropped = (f"不再问“{old.key_triggers[one]}”" for one in fired if one not in asked)
    why = (*_why(was, becomes), *dropped)
    no, name, village = about.no, about.client.name, about.case.village or ""
    return Turned(about.case_id, no, name, village, was.words, becomes.words, way, why)


def _at(item: Item, points: int | None) -> int | None:
    return next((at for at, one in enumerate(item.options) if one.points == points), None)


def _weight(levels: Levels, one: Score) -> int:
    """How much a result asks for: the place of its level from below; of a form without a number, whether it
    asks for the long one.
    """
    if one.total is None:
        return int(one.full)
    named = levels.find(one.suggested)
    starts = [band.start for band in named.bands] if named else []
    return (
        max(levels.band(one.total).start, *starts)
        if one.triggers and starts
        else levels.band(one.total).start
    )


def _why(was: Score, becomes: Score) -> Iterator[str]:
    """Item by item what counts otherwise, then the sums; of a form without a number what it says."""
    before = {one.code: one for one in was.points}
    after = {one.code: one for one in becomes.points}
    for code in dict.fromkeys((*after, *before)):
        old, new = before.get(code), after.get(code)
        if _points(old) != _points(new):
            told = new or old
            said = f"（{told.answer}）" if told and told.answer else ""
            yield f"{code} {told.label if told else ''}{said}：{_points(old)} → {_points(new)}"
    if was.total != becomes.total:
        yield f"总分：{was.total} → {becomes.total}"
    if becomes.total is None and was.full != becomes.full:
        yield becomes.reasons[0]


def _points(one: Points | None) -> str:
    """What a line counts."""
    return "没有这一项" if one is None else "不计" if one.points is None else f"{one.points} 分"
