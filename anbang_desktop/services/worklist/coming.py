"""Those who are not here yet, of whom a list names many at once: what is said of all of them together, and
who is few enough to be named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.states import TO_VERIFY, State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.due_item import DueItem, Group, of_many, when
from anbang_desktop.storage.queries.due import Coming

TOGETHER = 3  # so many of a kind are one line
STATES = (*TO_VERIFY, State.S30_AWAIT_RELEASE)
Part = tuple[str, object]  # the kind of a duty, and whose duties of that kind are said together


@dataclass(frozen=True, slots=True)
class Batches:
    """The lines about many, the cases that are named one by one, and of which kinds of duty a line about many
    speaks for these.
    """

    lines: Sequence[DueItem]
    named: Sequence[int]
    said: frozenset[tuple[int, str]]  # (case, kind)


def batches(desk: Desk, horizon: date, people: Iterable[Coming]) -> Batches:
    """What there is to do for them: lists to be verified, people to be sent back, releases that come or have
    passed; who is still inside for longer is only counted.
    """
    today, inside, found = desk.today, list[Coming](), defaultdict[Part, list[Coming]](list)
    for one in people:
        parts = _parts(one, today, horizon)
        for part in parts:
            found[part].append(one)
        if not parts:
            inside.append(one)
    many = {part for part, those in found.items() if len(those) >= TOGETHER}
    lines = [_line(desk, horizon, part, found[part]) for part in found if part in many]
    named = {one.case_id: one for part, those in found.items() if part not in many for one in those}
    said = ((one.case_id, part) for one in named.values() for part in _parts(one, today, horizon))
    kinds = frozenset((case_id, part[0]) for case_id, part in said if part in many)
    return Batches([*lines, *([_inside(inside)] if inside else [])], list(named), kinds)


def _parts(one: Coming, today: date, horizon: date) -> list[Part]:
    """Where somebody counts; nowhere who is verified and released later, or has no day."""
    _id, state_, release, received, apart = one
    verified = state_ == State.S30_AWAIT_RELEASE
    parts: list[Part] = []
    if apart:
        if not verified:
            return [("return", None)]
        parts.append(("verification", one.case_id))
    elif not verified:
        parts.append(("verification", received))
    if release is not None and release <= horizon:
        parts.append(("release", (verified, when(release, today, horizon))))
    return parts


def _line(desk: Desk, horizon: date, part: Part, those: Sequence[Coming]) -> DueItem:
    match part:
        case ("verification", date() as received):
            return _lists(desk, horizon, received, those)
        case ("release", (_verified, group)):
            return _releases(cast("Group", group), those)
        case _:
            return _returns(those)


def _lists(desk: Desk, horizon: date, received: date, those: Sequence[Coming]) -> DueItem:
    """Everybody whose list came on one day is to be answered for by one day."""
    why = duties.reply_due(desk, received)
    begun = sum(one.state == State.S20_VERIFYING for one in those)
    what = f"核查并回复县司法局{f'，{begun} 人已在核查' if begun else ''}"
    return of_many(
        when(why.result, desk.today, horizon),
        f"信息核查 {len(those)} 人",
        what,
        why.result,
        Verb.CHECK_EACH,
        "verification",
        "verification",
        why=why,
        states=TO_VERIFY,
        quick="open",
        where=f"{month_day(received)}收到",
    )


def _returns(those: Sequence[Coming]) -> DueItem:
    name = f"不属本所 {len(those)} 人"
    what = "核查已回复，退回县司法局"
    return of_many("today", name, what, None, Verb.CHECK_EACH, "verification", "return", quick="not_true")


def _releases(group: Group, those: Sequence[Coming]) -> DueItem:
    first = min(one.release for one in those if one.release)
    verified = those[0].state == State.S30_AWAIT_RELEASE
    name = f"{'即将释放' if group == 'week' else '释放日期已到'} {len(those)} 人"
    what = f"最早 {chinese(first)}，{'逐人确认释放' if verified else '还没有核查'}"
    if verified:
        states = (State.S30_AWAIT_RELEASE,)
        return of_many(group, name, what, first, Verb.SEE_PEOPLE, "people", "release", states=states)
    return of_many(group, name, what, first, Verb.CHECK_EACH, "verification", "release", quick="open")


def _inside(those: Sequence[Coming]) -> DueItem:
    first = min(_known(those), default=None)
    without = sum(one.release is None for one in those)
    words = [f"最早 {chinese(first)} 释放"] if first else []
    words += [f"{without} 人没有释放日期"] if without else []
    states = (State.S30_AWAIT_RELEASE,)
    name, what = f"待释放 {len(those)} 人", "，".join(words)
    return of_many("waiting", name, what, first, Verb.SEE_PEOPLE, "people", "release", states=states)


def _known(those: Iterable[Coming]) -> Iterator[date]:
    return (one.release for one in those if one.release is not None)
