"""What several people or visits have alike: one telephone, the same words. Asked of the whole office in one
statement each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.likeness import Likeness, Pair, pairs
from anbang_desktop.domain.phone import mask_phone
from anbang_desktop.domain.states import Standing, State, state
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.health.finding import Finding, mark_of
from anbang_desktop.storage.queries import alike
from anbang_desktop.storage.queries import health as query
from anbang_desktop.storage.queries import people as cards
from anbang_desktop.storage.queries.health import SameText
from anbang_desktop.storage.reading import Connection

SHARED = frozenset({CheckId.SAME_PERSON, CheckId.SAME_PHONE, CheckId.SAME_TEXT})
Wanted = Mapping[CheckId, Iterable[str]]  # the telephones and words that are asked for anew
_CLOSED = [state.code for state in State if state.standing is Standing.SHUT]
_PHONE = name_of(names(Client).phone)
_NAME, _NUMBER = "姓名 ", "证件号 "  # what stands before a name or a number that two people have alike


def find(desk: Desk, connection: Connection, only: Wanted | None = None) -> list[Finding]:
    """Everything that several have alike, or what is ``only`` to be looked at again."""
    phones = None if only is None else only[CheckId.SAME_PHONE]
    texts = None if only is None else only[CheckId.SAME_TEXT]
    made = [*_phones(desk, connection, phones), *_texts(desk, connection, texts)]
    known = {card.case_id: card for card in cards.lines(connection, sorted({one.case_id for one in made}))}
    named = [_named(one, known[one.case_id]) for one in made if one.case_id in known]
    return [*_people(desk, connection, None if only is None else only[CheckId.SAME_PERSON]), *named]


def now(desk: Desk, connection: Connection, case_ids: Iterable[int]) -> dict[CheckId, set[str]]:
    """What these cases have that others may have as well."""
    ids, characters = list(case_ids), desk.pack.number("health.same_text.characters")
    who = alike.names_and_numbers(connection, ids)
    return {
        CheckId.SAME_PERSON: {f"{_NAME}{name}" for name, _ in who}
        | {f"{_NUMBER}{number}" for _, number in who if number},
        CheckId.SAME_PHONE: query.phones_of(connection, ids),
        CheckId.SAME_TEXT: query.texts_of(connection, ids, characters),
    }


def people(desk: Desk) -> list[Finding]:
    """Everybody who looks registered twice, the strongest reason first."""
    with desk.store.read() as connection:
        found = list(_people(desk, connection, None))
    order = [f"：{one}" for one in Likeness]
    return sorted(
        found, key=lambda one: (next(at for at, end in enumerate(order) if one.words.endswith(end)), one.no)
    )


def _people(desk: Desk, connection: Connection, only: Iterable[str] | None) -> Iterator[Finding]:
    """Each two who look like one, under the case of whoever was registered later."""
    wanted = None if only is None else list(only)
    numbers = alike.same_number(connection, _without(_NUMBER, wanted))
    found = {
        (pair.first.client_id, pair.second.client_id): (pair, f"{before}{key}")
        for before, groups in (
            (_NAME, alike.same_name(connection, _without(_NAME, wanted))),
            (_NUMBER, numbers),
        )
        for key, people in groups.items()
        for pair in pairs(people)
    }
    ids = sorted({one.case_id for pair, _ in found.values() for one in (pair.first, pair.second)})
    known = {card.case_id: card for card in cards.lines(connection, ids)}
    for pair, shared in found.values():
        first, second = (known.get(one.case_id) for one in (pair.first, pair.second))
        if first and second and not (first.state in _CLOSED and second.state in _CLOSED):
            yield _named(_pair(desk, pair, shared, first), second)


def _without(before: str, wanted: Iterable[str] | None) -> list[str] | None:
    return None if wanted is None else [one[len(before) :] for one in wanted if one.startswith(before)]


def _pair(desk: Desk, pair: Pair, shared: str, first: cards.Card) -> Finding:
    words = f"和 {first.no} {first.name}：{pair.likeness}"
    mark = mark_of(desk, CheckId.SAME_PERSON, f"{pair.first.client_id} {pair.likeness.name}")
    made = _finding(CheckId.SAME_PERSON, pair.second.case_id, words, mark, shared)
    return replace(made, other=first.no)


def _phones(desk: Desk, connection: Connection, only: Iterable[str] | None) -> Iterator[Finding]:
    least = desk.pack.number("health.same_phone.people")
    by_phone: dict[str, list[int]] = defaultdict(list)
    for phone, case_id in query.same_phones(connection, least, _CLOSED, only):
        by_phone[phone].append(case_id)
    for phone, case_ids in by_phone.items():
        words = f"{mask_phone(phone)} 登记在 {len(case_ids)} 人名下"
        mark = mark_of(desk, CheckId.SAME_PHONE, phone)
        for case_id in case_ids:
            yield _finding(CheckId.SAME_PHONE, case_id, words, mark, phone, field=_PHONE)


def _texts(desk: Desk, connection: Connection, only: Iterable[str] | None) -> Iterator[Finding]:
    characters = desk.pack.number("health.same_text.characters")
    by_text: dict[str, dict[int, list[SameText]]] = defaultdict(lambda: defaultdict(list))
    for one in query.same_texts(connection, characters, _CLOSED, only):
        by_text[one.words][one.case_id].append(one)
    for words, cases in by_text.items():
        for case_id, visits in cases.items():
            others = len(cases) - 1
            day = f"{chinese(visits[-1].on)}走访"
            said = [f"本人 {len(visits)} 次，最近是{day}"] if len(visits) > 1 else [day]
            said += [f"另有 {others} 人也是这几句"] if others else []
            mark = mark_of(desk, CheckId.SAME_TEXT, f"{words} {[one.record for one in visits]}")
            yield _finding(CheckId.SAME_TEXT, case_id, "，".join(said), mark, words, record=visits[-1].record)


def _finding(
    check: CheckId, case_id: int, words: str, mark: str, shared: str, *, field: str = "", record: int = 0
) -> Finding:
    kind = CONTACT.name if record else ""
    return Finding(check, case_id, "", "", "", "", State.S10_NOTICE, words, mark, field, kind, record, shared)


def _named(one: Finding, card: cards.Card) -> Finding:
    return replace(
        one,
        no=card.no,
        name=card.name,
        village=card.village or "",
        worker=card.worker or "",
        state=state(card.state),
    )
