"""How much two registered people look like one: by ID number, then by name with birth date and village."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, pairwise

_MANY = 30  # people who are compared each with each


class Likeness(StrEnum):
    """Why two people look like one, the strongest reason first; the value is what a clerk reads."""

    NUMBER = "证件号相同"
    NAME_BIRTH_VILLAGE = "姓名、出生日期、村（居）相同"
    NAME_BIRTH = "姓名、出生日期相同"
    NAME_VILLAGE = "姓名、村（居）相同，出生日期相近或者没有填"


@dataclass(frozen=True, slots=True)
class Looks:
    """What two people are compared by; ``case_id`` is the person's first case."""

    client_id: int
    case_id: int
    name: str
    id_no: str | None
    birth: date | None
    villages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who look like one, whoever was registered first before the other."""

    first: Looks
    second: Looks
    likeness: Likeness


def compare(one: Looks, other: Looks) -> Likeness | None:
    """Why these two look like one; None where nothing says so."""
    if one.id_no and one.id_no == other.id_no:
        return Likeness.NUMBER
    if one.name != other.name:
        return None
    near = bool(one.villages & other.villages)
    if one.birth and one.birth == other.birth:
        return Likeness.NAME_BIRTH_VILLAGE if near else Likeness.NAME_BIRTH
    return Likeness.NAME_VILLAGE if near and _may_be_one_birth(one.birth, other.birth) else None


def _may_be_one_birth(one: date | None, other: date | None) -> bool:
    """One isn't known, or a single part of it was mistyped."""
    if one is None or other is None:
        return True
    return sum((one.year == other.year, one.month == other.month, one.day == other.day)) == 2


def pairs(alike: Sequence[Looks]) -> Iterator[Pair]:
    """The pairs among people who have a name or a number in common. Very many are looked at by birth date and
    by village, never each with each.
    """
    seen: set[tuple[int, int]] = set()
    for group in [alike] if len(alike) <= _MANY else _smaller(alike):
        ordered = sorted(group, key=lambda one: one.client_id)
        for one, other in combinations(ordered, 2) if len(ordered) <= _MANY else pairwise(ordered):
            likeness = compare(one, other)
            if likeness is not None and (one.client_id, other.client_id) not in seen:
                seen.add((one.client_id, other.client_id))
                yield Pair(one, other, likeness)


def _smaller(alike: Sequence[Looks]) -> Iterator[list[Looks]]:
    groups: dict[object, list[Looks]] = defaultdict(list)
    for one in alike:
        for key in (one.birth, one.id_no, *one.villages):
            if key is not None:
                groups[key].append(one)
    return iter(groups.values())
