"""What the office has taken of rules: packs of its county and holidays of years, kept whole among its
settings, so that audit, history and undo are those of every setting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.holidays import Holidays, from_plain, with_holidays
from anbang_desktop.domain.rule_pack import RuleBook, RulePack
from anbang_desktop.domain.rule_pack_file import parse_rule_pack
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.services.office.rule_files import known_names
from anbang_desktop.storage.queries import settings as query
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.work import RULES

PACK, YEAR = f"{RULES}pack.", f"{RULES}holidays."
LEARNT = "learnt"  # beside what is kept of a year: when the office learnt it


@dataclass(frozen=True, slots=True)
class Taken:
    """A pack or an instrument that was taken: its text, from when it holds, who decided that and when."""

    id: str
    text: str
    effective_from: date
    taken_on: date
    taken_by: str
    approver: str
    decided_on: date
    number: str = ""
    place: int = 0  # in the order of taking

    def plain(self) -> dict[str, object]:
        """As it is kept."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


@dataclass(frozen=True, slots=True)
class TakenYear:
    """Holidays of a year that were taken, and when."""

    holidays: Holidays
    learnt: date


def packs(store: Store) -> tuple[Taken, ...]:
    """Those that were taken, in the order of taking."""
    return taken_of(store, PACK)


def taken_of(store: Store, prefix: str) -> tuple[Taken, ...]:
    """What was taken and is kept under names that begin so, in the order of taking."""
    with store.read() as connection:
        found = query.beginning_with(connection, prefix)
    return tuple(sorted((_taken(kept) for _, kept in found), key=lambda one: one.place))


def _taken(kept: Mapping[str, Any]) -> Taken:
    """As ``plain`` wrote it."""
    said: dict[str, Any] = {}
    for one in fields(Taken):
        value = kept[one.name]
        said[one.name] = date.fromisoformat(value) if one.type is date else value
    return Taken(**said)


def years(store: Store) -> tuple[TakenYear, ...]:
    """Holidays that were taken, by year."""
    with store.read() as connection:
        found = query.beginning_with(connection, YEAR)
    return tuple(TakenYear(from_plain(kept), date.fromisoformat(str(kept[LEARNT]))) for _, kept in found)


def book(store: Store, shipped: RuleBook, codes: CodeBook) -> RuleBook:
    """All packs of the office, shipped and taken, each with the holidays that were taken. One that this
    version of the program can't read any more is left out and told (``RuleBook.unread``): an office that
    could not be opened for it would be worse.
    """
    unread: list[str] = []
    found = [*shipped.packs, *_readable(packs(store), codes, unread)]
    calendars = [(one.holidays, one.learnt) for one in years(store)]
    return RuleBook((with_holidays(pack, calendars) for pack in found), unread)


def _readable(taken: tuple[Taken, ...], codes: CodeBook, unread: list[str]) -> Iterator[RulePack]:
    for one in taken:
        try:
            pack = parse_rule_pack(one.text, known_names(codes))
        except TomlFault as fault:
            unread.append(f"{one.effective_from.isoformat()} 起的规则包读不出来：{fault}")
        else:
            yield replace(pack, effective_from=one.effective_from)
