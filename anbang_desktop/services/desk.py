"""The unlocked office that every service verb works on: its vault, its clock, its user and its rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from anbang_desktop.domain.clock import Clock
from anbang_desktop.lazy import lazy_import

# the unlock window knows the desk and is painted before any of these is needed (0.1 s and more)
if TYPE_CHECKING:
    from anbang_desktop.domain.codes import CodeBook
    from anbang_desktop.domain.instrument import Instrument
    from anbang_desktop.domain.rule_pack import RuleBook, RulePack
    from anbang_desktop.fields import kinds
    from anbang_desktop.pdf.template import Text
    from anbang_desktop.storage.store import Store
else:
    kinds = lazy_import("anbang_desktop.fields.kinds")


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """Which office this is; ``db_id`` is the random number of its vault."""

    name: str
    code: str
    county: str
    db_id: str
    short_name: str = ""
    address: str = ""


class RuleShelf:
    """The rule packs of an office, read when they are first asked for, and anew after one was taken."""

    def __init__(self, read: "Callable[[], RuleBook]", codes: "CodeBook") -> None:
        """``read`` brings the packs, ``codes`` are the shipped tables."""
        self._read, self._codes = read, codes
        self._book: RuleBook | None = None
        self._by_pack: dict[str, CodeBook] = {}

    @property
    def book(self) -> "RuleBook":
        """All packs; UserError where one can't be read."""
        if self._book is None:
            self._book = self._read()
        return self._book

    def codes(self, day: date) -> "CodeBook":
        """The code tables as the pack in force on a day has them."""
        pack = self.book.on(day)
        if pack.id not in self._by_pack:
            self._by_pack[pack.id] = self.book.codes(self._codes, pack)
        return self._by_pack[pack.id]

    def with_book(self, book: "RuleBook") -> "RuleShelf":
        """A shelf with other packs, to see what would be otherwise."""
        return RuleShelf(lambda: book, self._codes)

    def forget(self) -> None:
        """The packs were changed: read them anew."""
        self._book = None
        self._by_pack.clear()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a verb needs, handed in; ``office.opening`` makes it and its ``close`` ends it."""

    store: "Store"
    clock: Clock
    user: str
    shelf: "RuleShelf"
    # the assessment forms in force on a day: the long one, for every assessment, stands last
    forms: "Callable[[date], tuple[Instrument, ...]]"
    closing: tuple[Callable[[Any], None], ...]  # what each unit of work (records/unit.py) closes through
    # wordings that are only looked at, by paper
    trial: "Mapping[str, Text]" = field(default_factory=dict, compare=False)

    @property
    def instruments(self) -> "tuple[Instrument, ...]":
        """All forms; the one that is meant for the fewest assessments first."""
        return self.forms(self.today)

    @property
    def instrument(self) -> "Instrument":
        """The long form, for every assessment."""
        return self.instruments[-1]

    @property
    def short_forms(self) -> "tuple[Instrument, ...]":
        """The others, each for the assessments that it names."""
        return self.instruments[:-1]

    @property
    def rules(self) -> "RuleBook":
        """All rule packs that the office has."""
        return self.shelf.book

    @property
    def codes(self) -> "CodeBook":
        """The code tables, with the levels of the rule pack in force."""
        return self.shelf.codes(self.today)

    @property
    def office(self) -> OfficeInfo:
        """What the office is called now: it may be changed in the settings."""
        said = self.store.office
        return OfficeInfo(said.name, said.code, said.county, said.db_id, said.short_name, said.address)

    @property
    def today(self) -> date:
        """The injected clock's day."""
        return self.clock.today()

    @property
    def read_context(self) -> "kinds.ReadContext":
        """What fields need to read and show values."""
        return kinds.ReadContext(self.codes, self.today)

    @property
    def pack(self) -> "RulePack":
        """The rule pack in force today."""
        return self.rules.on(self.today)
