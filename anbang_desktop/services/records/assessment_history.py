"""The assessments of a person over time, and two of them side by side; what the office as a whole disagrees
about. What is scored by one form is never set against what another form says.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anbang_desktop.domain.instrument import UNKNOWN
from anbang_desktop.domain.level_chart import Past
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, case_file
from anbang_desktop.services.records.case_file import CaseFile

NOT_ASKED = "—"


def past(desk: Desk, about: CaseFile) -> tuple[Past, ...]:
    """Every assessment that counts, the newest last."""
    level, kind = desk.codes["level"], desk.codes["assessment_kind"]
    return tuple(
        Past(one.on, level.label(one.decided), one.score, kind.label(one.kind) if one.kind else "评估")
        for one in about.assessments
        if one.decided
    )


def ranked(desk: Desk) -> tuple[str, ...]:
    """The levels' names, the highest first."""
    levels = desk.pack.levels
    order = sorted(levels, key=lambda one: (one.urgent, max((band.start for band in one.bands), default=-1)))
    return tuple(desk.codes["level"].label(one.code) for one in reversed(order))


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of two assessments: what it is, what was said then and later."""

    what: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether both say something, and not the same."""
        return self.before != self.after and NOT_ASKED not in (self.before, self.after)


def compare(desk: Desk, before: Assessment, after: Assessment) -> tuple[Difference, ...]:
    """Form, result and every item of both; an item that one of the forms doesn't ask has — there, and
    scores of two forms aren't compared.
    """
    lines = [*_results(desk, before, after)]
    old, new = _answers(before), _answers(after)
    labels = {one.code: one.label for one in (*before.points, *after.points)}
    lines += [
        Difference(f"{code}　{labels[code]}", old.get(code, NOT_ASKED), new.get(code, NOT_ASKED))
        for code in dict.fromkeys((*new, *old))
    ]
    return tuple(lines)


def _results(desk: Desk, before: Assessment, after: Assessment) -> Iterator[Difference]:
    forms = [assessment.explained(desk, one) for one in (before, after)]
    named = [one.instrument.name if one else NOT_ASKED for one in forms]
    yield Difference("评估表", *named)
    level, trigger = desk.codes["level"], desk.codes["key_trigger"]
    yield Difference("决定类别", *(level.label(one.decided or "") for one in (before, after)))
    same = before.instrument_id == after.instrument_id
    scores = [f"{one.score} 分" if one.score is not None else "不计分" for one in (before, after)]
    yield Difference("得分" if same else "得分（两种表，不能比）", *scores)
    said = ["、".join(map(trigger.label, one.triggers)) or "没有" for one in (before, after)]
    yield Difference("重点触发项", *said)


def _answers(one: Assessment) -> dict[str, str]:
    return {line.code: line.answer or UNKNOWN for line in one.points}


@dataclass(frozen=True, slots=True)
class Apart:
    """How often the members lay far apart on an item, of how many assessments that asked for it."""

    what: str
    times: int
    asked: int


def most_apart(desk: Desk, case_ids: Sequence[int]) -> tuple[Apart, ...]:
    """The items on which members disagreed most often, in the newest assessment of each of these cases; who
    they are isn't told.
    """
    apart: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with desk.store.read() as connection:
        files = case_file.of_cases(connection, list(case_ids))
    for about in files:
        newest = next((one for one in reversed(about.assessments) if one.sheets), None)
        told = assessment.explained(desk, newest) if newest else None
        for one in told.spreads if told else ():
            if sum(one.counts) + one.unknown:
                asked[one.label] += 1
                apart[one.label] += one.discuss
    return tuple(
        Apart(what, times, asked[what])
        for what, times in sorted(apart.items(), key=lambda one: -one[1])
        if times
    )
