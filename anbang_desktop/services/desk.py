"""The unlocked office that every service verb works on: its vault, its clock, its user and its rules."""

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a verb needs, handed in; ``office.opening`` makes it and its ``close`` ends it."""

    store: "Store"
    clock: Clock
    user: str
    rules: "RuleBook"
    codes: "CodeBook"
    instrument: "Instrument"
    closing: tuple[Callable[[Any], None], ...]  # what each unit of work (records/unit.py) closes through

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
