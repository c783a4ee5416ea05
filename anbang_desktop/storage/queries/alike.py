"""Who may be registered twice: people with one number or one name, found by the indexes; never all pairs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select

from anbang_desktop.domain.likeness import Looks
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import portions
from anbang_desktop.storage.tables import cases, clients
from anbang_desktop.storage.tables_cards import case_cards

_WHO, _CASE, _CARD = clients.c, cases.c, case_cards.c
_LOOKS = (
    select(_WHO.id, _CASE.id, _WHO.name, _WHO.id_no, _WHO.birth_date, _CASE.village)
    .join(cases, _CASE.client_id == _WHO.id)
    .where(listed(_CASE.id))
)


def same_number(connection: Connection, only: Iterable[str] | None = None) -> dict[str, list[Looks]]:
    """By ID number, the people who have it, where there are several; ``only`` of these numbers."""
    if only is None:
        numbers = select(_WHO.id_no).where(_WHO.id_no.is_not(None)).group_by(_WHO.id_no)
        only = connection.execute(numbers.having(func.count() > 1)).scalars().all()
    found = [one for part in portions(only) for one in _looks(connection, _LOOKS.where(_WHO.id_no.in_(part)))]
    return _several((one.id_no or "", one) for one in found)


def same_name(connection: Connection, only: Iterable[str] | None = None) -> dict[str, list[Looks]]:
    """By name, the people called so who share a birth date or a village with another one; ``only`` of these
    names.
    """
    if only is not None:
        found = [
            one for part in portions(only) for one in _looks(connection, _LOOKS.where(_WHO.name.in_(part)))
        ]
        return _several((one.name, one) for one in found)
    by_birth = select(_WHO.name, _WHO.birth_date).where(_WHO.birth_date.is_not(None))
    born = by_birth.group_by(_WHO.name, _WHO.birth_date).having(func.count() > 1)
    by_village = select(_CARD.name, _CARD.village).where(_CARD.village.is_not(None))
    near = by_village.group_by(_CARD.name, _CARD.village).having(func.count() > 1)
    births = {(name, birth) for name, birth in connection.execute(born)}
    villages = {(name, village) for name, village in connection.execute(near)}
    names = sorted({name for name, _ in (*births, *villages)})
    found = [
        one
        for part in portions(names)
        for one in _looks(connection, _LOOKS.where(_WHO.name.in_(part)))
        if (one.name, one.birth) in births or any((one.name, village) in villages for village in one.villages)
    ]
    return _several((one.name, one) for one in found)


def _looks(connection: Connection, wanted: Select[Any]) -> list[Looks]:
    rows: dict[int, list[tuple[int, str, str | None, date | None, str | None]]] = defaultdict(list)
    for client_id, *row in connection.execute(wanted.order_by(_WHO.id, _CASE.id)):
        rows[client_id].append(tuple(row))
    return [
        Looks(client_id, mine[0][0], *mine[0][1:4], frozenset(row[4] for row in mine if row[4]))
        for client_id, mine in rows.items()
    ]


def _several(keyed: Iterable[tuple[str, Looks]]) -> dict[str, list[Looks]]:
    grouped: dict[str, list[Looks]] = defaultdict(list)
    for key, one in keyed:
        grouped[key].append(one)
    return {key: alike for key, alike in grouped.items() if len(alike) > 1}


def names_and_numbers(connection: Connection, case_ids: Iterable[int]) -> set[tuple[str, str]]:
    """Name and ID number ("" for none) of the people of these cases."""
    wanted = select(_WHO.name, _WHO.id_no).join(cases, _CASE.client_id == _WHO.id)
    return {
        (name, number or "")
        for part in portions(case_ids)
        for name, number in connection.execute(wanted.where(_CASE.id.in_(part)))
    }


def like(connection: Connection, name: str, id_no: str) -> list[Looks]:
    """The people of that number, then those called so."""
    found: dict[int, Looks] = {}
    for column, wanted in ((_WHO.id_no, id_no), (_WHO.name, name)):
        if wanted:
            found |= {one.client_id: one for one in _looks(connection, _LOOKS.where(column == wanted))}
    return list(found.values())
