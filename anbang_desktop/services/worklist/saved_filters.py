"""Filters of 人员 kept under a name. They name villages and people, so they lie in the vault, each for its
user, where drafts lie (office/drafts.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.worklist.people import QUICK, PeopleFilter

FORM, KEPT = "saved filters of people", "filters"
MOST, LONGEST = 30, 20  # filters of one user; characters of a name


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter and its name."""

    name: str
    filter: PeopleFilter


CALLED = name_of(names(SavedFilter).name)


def read(desk: Desk) -> tuple[SavedFilter, ...]:
    """This user's filters in the order of their names."""
    draft = drafts.find(desk, FORM)
    kept = draft.values.get(KEPT, ()) if draft else ()
    return tuple(sorted((_read(one) for one in kept), key=lambda one: one.name))


def save(desk: Desk, name: str, chosen: PeopleFilter) -> bool:
    """Keep a filter under a name; True where it takes the place of an older one of that name."""
    name = _checked(name)
    known = {one.name: one for one in read(desk)}
    if name not in known and len(known) >= MOST:
        raise UserError(f"最多存 {MOST} 个筛选。", "请先在“整理”里删掉不用的，再存。", field="name")
    _write(desk, [*(one for one in known.values() if one.name != name), SavedFilter(name, chosen)])
    return name in known


def rename(desk: Desk, name: str, wanted: str) -> None:
    """Another name; UserError where a filter has it already."""
    wanted, known = _checked(wanted), read(desk)
    if wanted != name and any(one.name == wanted for one in known):
        raise UserError(f"已有叫“{wanted}”的筛选。", "请换一个名称，或者先删掉那一个。", field="name")
    _write(desk, [SavedFilter(wanted, one.filter) if one.name == name else one for one in known])


def remove(desk: Desk, name: str) -> None:
    """Keep it no longer."""
    _write(desk, [one for one in read(desk) if one.name != name])


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise UserError(
            "还没有名称。" if not name else f"名称有 {len(name)} 个字，太长了。",
            f"请写一个不超过 {LONGEST} 个字的名称，例如“柳湾村重点”。",
            field="name",
        )
    return name


def _write(desk: Desk, wanted: Sequence[SavedFilter]) -> None:
    drafts.keep(desk, FORM, {KEPT: [_plain(one) for one in wanted]} if wanted else {})


def _plain(one: SavedFilter) -> dict[str, object]:
    chosen = one.filter
    return {
        CALLED: one.name,
        "text": chosen.text,
        "states": sorted(chosen.states),
        "villages": sorted(chosen.villages),
        "workers": sorted(chosen.workers),
        "quick": chosen.quick,
    }


def _read(kept: Mapping[str, Any]) -> SavedFilter:
    """A quick filter that a later version knows no more is left out."""
    quick = kept["quick"] if kept["quick"] in QUICK else QUICK[0]
    states, villages, workers = (frozenset(kept[name]) for name in ("states", "villages", "workers"))
    return SavedFilter(str(kept[CALLED]), PeopleFilter(kept["text"], states, villages, workers, quick))
