"""The deadlines of a case as they were set (``domain/set_day``): read with the case, kept when a unit
closes.
"""

from collections.abc import Mapping
from typing import Any

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.set_day import SetDay, from_plain, plain_of, settle
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile


def stands(desk: Desk, about: CaseFile | None, key: str, now: Reckoning) -> Reckoning:
    """The day as it was set and explained then; ``now`` where nothing was set, or something else holds."""
    if about is not None and about.set_days and _as_now(about.set_days.get(key), now):
        return now
    there = _kept(about, key) if now.pack else None
    return there.shown(now) if there is not None and there.holds(now, desk.rules.knows) else now


def kept(desk: Desk, about: CaseFile, wanted: Mapping[str, Reckoning]) -> dict[str, Any] | None:
    """What is to be kept now that these days are due; None where nothing changes. A deadline that was met
    stays as it was set.
    """
    changed = {}
    for key, now in wanted.items():
        if now.pack:
            there = _kept(about, key)
            made = settle(there, now, desk.today, desk.rules.knows)
            if made is not there:
                changed[key] = made.plain()
    return {**(about.set_days or {}), **changed} if changed else None


def _as_now(kept: Mapping[str, Any] | None, now: Reckoning) -> bool:
    """It was set as it would be set now: nothing is to be told of it."""
    return kept is not None and kept["before"] is None and kept["why"] == plain_of(now)


def _kept(about: CaseFile | None, key: str) -> SetDay | None:
    found = about.set_days.get(key) if about is not None and about.set_days else None
    return from_plain(found) if found else None
