"""The rules of the office have changed, or others hold from today on: every open case is reckoned anew, and
what was said before is kept.
"""

from anbang_desktop.domain.states import State
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import people as query
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.reading import Connection

_SINCE = "cards by rules of"  # the vault's own note: the first day of the rules that the cards go by
_ENDED = [one.code for one in State if one.ended]


def follow_rules(unit: Unit) -> None:
    """The closing step of a unit that took rules, or took that back."""
    if unit.rules_changed:
        unit.desk.shelf.forget()
        _reckon_anew(unit)


def _reckon_anew(unit: Unit) -> None:
    unit.touch(*open_cases(unit.work.connection))
    unit.work.keep(_SINCE, _since(unit.desk))


def open_cases(connection: Connection) -> list[int]:
    """The cases that have not ended, withheld ones too: they are reckoned like the others."""
    return sorted([*query.cases_not_in(connection, _ENDED), *withheld.cases_not_in(connection, _ENDED)])


def at_opening(desk: Desk) -> None:
    """A pack that was taken earlier may hold from today on: the lists follow it from the first look on."""
    if len(desk.rules.packs) == 1:
        return
    with begin(desk, "按今天施行的规则重算") as unit:
        if unit.work.kept(_SINCE) != _since(desk):
            unit.rules_hold = True
            _reckon_anew(unit)


def _since(desk: Desk) -> int:
    return desk.pack.effective_from.toordinal()
