"""The office's own instruments, kept whole among its settings like the packs that it took. Every assessment
keeps the text that it was made with, so a later one changes no old assessment.
"""

from collections.abc import Iterator
from datetime import date

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.instrument_file import parse_kept
from anbang_desktop.domain.instrument_text import family_of
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.services.office.kept_rules import Taken, taken_of
from anbang_desktop.storage.store import Store

INSTRUMENT = "instrument."  # how the names of these settings begin; no case is reckoned anew for one


def taken(store: Store) -> tuple[Taken, ...]:
    """Those that were taken, in the order of taking."""
    return taken_of(store, INSTRUMENT)


def in_force(store: Store, shipped: tuple[Instrument, ...], day: date) -> tuple[Instrument, ...]:
    """The forms of a day, the long one last as in ``shipped``: of each the office's own that began last, else
    the one that ships. What this version of the program can't read any more is left out (``unread``).
    """
    newest: dict[str, Taken] = {}
    for one in sorted(taken(store), key=lambda one: (one.effective_from, one.place)):
        if one.effective_from <= day and _read(one) is not None:
            newest[family_of(one.id) or one.id] = one
    own = {family: form for family, one in newest.items() if (form := _read(one)) is not None}
    known = [own.pop(family_of(one.id) or one.id, one) for one in shipped]
    return (*own.values(), *known)


def earlier(store: Store, shipped: tuple[Instrument, ...], day: date) -> Iterator[Instrument]:
    """Every form that was in force until a day, the newest first."""
    for one in reversed(taken(store)):
        if one.effective_from <= day and (form := _read(one)) is not None:
            yield form
    yield from shipped


def unread(store: Store) -> Iterator[str]:
    """What can't be read any more, in sentences."""
    for one in taken(store):
        try:
            parse_kept(one.text)
        except TomlFault as fault:
            yield f"{one.effective_from.isoformat()} 起的评估表读不出来：{fault}"


def _read(one: Taken) -> Instrument | None:
    try:
        return parse_kept(one.text)
    except TomlFault:
        return None
