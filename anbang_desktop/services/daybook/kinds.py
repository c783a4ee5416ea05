"""The kinds of a line: those as shipped, and those that the office added (本所名单, 台账类别)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from anbang_desktop import paths
from anbang_desktop.domain.daybook import DaybookKind, DaybookKinds, parse_kinds
from anbang_desktop.fields.daybook import DAYBOOK, DaybookEntry
from anbang_desktop.fields.field import MAY, MUST, Field, RecordKind, Section, name_of, names
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists

ITS = names(DaybookEntry)
ON, TITLE = name_of(ITS.on), name_of(ITS.title)
_DATA = tuple(field.name for field in DAYBOOK.fields)


def book(desk: Desk) -> DaybookKinds:
    """``resources/daybook/kinds.toml``."""
    return _book(tuple(item.code for item in desk.codes["spending_purpose"]))


@cache
def _book(purposes: tuple[str, ...]) -> DaybookKinds:
    return parse_kinds(paths.resources("daybook", "kinds.toml").read_text("utf-8"), _DATA, purposes)


def kind(desk: Desk, label: str) -> DaybookKind:
    """The kind of that name."""
    return book(desk).kind(label)


def labels(desk: Desk, used: Iterable[str] = ()) -> list[str]:
    """Every kind that can be chosen: as shipped, then the office's own; ``used`` by lines are there in
    any case.
    """
    own = [one.name for one in own_lists.lines(desk, OwnList.DAYBOOK) if one.active]
    return list(dict.fromkeys((*book(desk).shipped, *own, *used)))


def open_labels(desk: Desk) -> list[str]:
    """The kinds whose lines are due until they are done."""
    return [label for label, one in book(desk).shipped.items() if one.open]


def form(desk: Desk, label: str) -> RecordKind:
    """What a line of that kind is filled in with: each datum under its caption, in the order of the kind."""
    wanted = kind(desk, label)
    known = {field.name: field for field in DAYBOOK.fields}
    asked = (replace(known[name], label=caption) for name, caption in wanted.asks.items())
    fields = (known[ON], *(_as_needed(field, wanted) for field in asked))
    return replace(DAYBOOK, label=label, sections=(Section("", fields),))


def _as_needed(field: Field, wanted: DaybookKind) -> Field:
    return replace(field, need=MUST if field.name in (TITLE, *wanted.must) else MAY)
