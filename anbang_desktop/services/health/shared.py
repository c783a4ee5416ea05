"""What several people or visits have alike: one telephone, the same words. Asked of the whole office in one
statement each.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.phone import mask_phone
from anbang_desktop.domain.states import Standing, State, state
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.health.finding import Finding, mark_of
from anbang_desktop.storage.queries import health as query
from anbang_desktop.storage.queries import people as cards
from anbang_desktop.storage.queries.health import SameText
from anbang_desktop.storage.reading import Connection

SHARED = frozenset({CheckId.SAME_PHONE, CheckId.SAME_TEXT})
Wanted = Mapping[CheckId, Iterable[str]]  # the telephones and words that are asked for anew
_CLOSED = [state.code for state in State if state.standing is Standing.SHUT]
_PHONE = name_of(names(Client).phone)


def find(desk: Desk, connection: Connection, only: Wanted | None = None) -> list[Finding]:
    """Everything that several have alike, or what is ``only`` to be looked at again."""
    phones = None if only is None else only[CheckId.SAME_PHONE]
    texts = None if only is None else only[CheckId.SAME_TEXT]
    made = [*_phones(desk, connection, phones), *_texts(desk, connection, texts)]
    known = {card.case_id: card for card in cards.lines(connection, sorted({one.case_id for one in made}))}
    return [_named(one, known[one.case_id]) for one in made if one.case_id in known]


def now(desk: Desk, connection: Connection, case_ids: Iterable[int]) -> dict[CheckId, set[str]]:
    """What these cases have that others may have as well."""
    ids, characters = list(case_ids), desk.pack.number("health.same_text.characters")
    return {
        CheckId.SAME_PHONE: query.phones_of(connection, ids),
        CheckId.SAME_TEXT: query.texts_of(connection, ids, characters),
    }


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
