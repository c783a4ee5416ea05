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
from anbang_desktop.storage.queries import coming as query
from anbang_desktop.storage.queries.coming import Alike
from anbang_desktop.storage.reading import Connection

TOGETHER = 3  # so many of a kind are one line
STATES = (*TO_VERIFY, State.S30_AWAIT_RELEASE)
Part = tuple[str, object]  # the kind of a duty, and whose duties of that kind are said together
_SOON: dict[int, Group] = {query.PAST: "overdue", query.TODAY: "today", query.NEAR: "week"}


@dataclass(frozen=True, slots=True)
class Batches:
    """The lines about many, the cases that are named one by one, and of which kinds of duty a line about many
    speaks for these.
    """

    lines: Sequence[DueItem]
    named: Sequence[int]
    said: frozenset[tuple[int, str]]  # (case, kind)


def batches(desk: Desk, connection: Connection, horizon: date, most: int) -> Batches:
    """What there is to do for them: lists to be verified, people to be sent back, releases that come or have
    passed; who is still inside for longer is only counted. At most ``most`` are to be checked again.
    """
    inside, found = list[Alike](), defaultdict[Part, list[Alike]](list)
    for one in query.alike(connection, desk.today, horizon, STATES, duties.SEND_BACK):
        parts = _parts(one)
        for part in parts:
            found[part].append(one)
        if not parts and not one.apart:
            inside.append(one)
    many = {part for part, those in found.items() if _number(those) >= TOGETHER}
    lines = [_line(desk, horizon, part, found[part]) for part in found if part in many]
    named: dict[int, set[Part]] = {}
    for part, those in found.items():
        if part not in many:  # so few that two ids name them all
            named |= {case_id: set(_parts(one)) for one in those for case_id in (one.one, one.other)}
    for case_id, near in query.again(connection, desk.today, horizon, most):
        named[case_id] = {_release(verified=True, near=near)} if near in _SOON else set()
    said = frozenset((case_id, part[0]) for case_id, parts in named.items() for part in parts & many)
    return Batches([*lines, *([_inside(inside)] if inside else [])], list(named), said)


def _parts(one: Alike) -> list[Part]:
    """Where they count; nowhere who is verified and released later, or has no day."""
    verified = one.state == State.S30_AWAIT_RELEASE
    if one.apart and not verified:
        return [("return", None)]
    parts: list[Part] = [] if verified else [("verification", one.came)]
    return [*parts, _release(verified=verified, near=one.when)] if one.when in _SOON else parts


def _release(*, verified: bool, near: int) -> Part:
    return "release", (verified, _SOON[near])


def _number(those: Iterable[Alike]) -> int:
    return sum(one.number for one in those)


def _line(desk: Desk, horizon: date, part: Part, those: Sequence[Alike]) -> DueItem:
    match part:
        case ("verification", date() as received):
            return _lists(desk, horizon, received, those)
        case ("release", (_verified, group)):
            return _releases(cast("Group", group), those)
        case _:
            return _returns(those)


def _lists(desk: Desk, horizon: date, received: date, those: Sequence[Alike]) -> DueItem:
    """Everybody whose list came on one day is to be answered for by one day."""
    why = duties.reply_due(desk, received)
    begun = _number(one for one in those if one.state == State.S20_VERIFYING)
    what = f"核查并回复县司法局{f'，{begun} 人已在核查' if begun else ''}"
    return of_many(
        when(why.result, desk.today, horizon),
        f"信息核查 {_number(those)} 人",
        what,
        why.result,
        Verb.CHECK_EACH,
        "verification",
        "verification",
        why=why,
        states=TO_VERIFY,
        quick="open",
        where=f"{month_day(received, desk.today)}收到",
    )


def _returns(those: Sequence[Alike]) -> DueItem:
    name = f"不属本所 {_number(those)} 人"
    what = "核查已回复，退回县司法局"
    return of_many("today", name, what, None, Verb.CHECK_EACH, "verification", "return", quick="not_true")


def _releases(group: Group, those: Sequence[Alike]) -> DueItem:
    first = min(_known(those))
    verified = those[0].state == State.S30_AWAIT_RELEASE
    name = f"{'即将释放' if group == 'week' else '释放日期已到'} {_number(those)} 人"
    what = f"最早 {chinese(first)}，{'逐人确认释放' if verified else '还没有核查'}"
    if verified:
        states = (State.S30_AWAIT_RELEASE,)
        return of_many(group, name, what, first, Verb.SEE_PEOPLE, "people", "release", states=states)
    return of_many(group, name, what, first, Verb.CHECK_EACH, "verification", "release", quick="open")


def _inside(those: Sequence[Alike]) -> DueItem:
    first = min(_known(those), default=None)
    without = _number(one for one in those if one.when == query.NO_DAY)
    words = [f"最早 {chinese(first)} 释放"] if first else []
    words += [f"{without} 人没有释放日期"] if without else []
    states = (State.S30_AWAIT_RELEASE,)
    name, what = f"待释放 {_number(those)} 人", "，".join(words)
    return of_many("waiting", name, what, first, Verb.SEE_PEOPLE, "people", "release", states=states)


def _known(those: Iterable[Alike]) -> Iterator[date]:
    return (one.first for one in those if one.first is not None)
