"""A deadline as it was set: its day and explanation are kept, so that a rule pack that comes later changes
nothing that was said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.reckoning import Reckoning

Known = Callable[[str, str], bool]  # whether a pack and its holidays are still those of the office


@dataclass(frozen=True, slots=True)
class SetDay:
    """A reckoning, the day on which it was set, and the one in whose place a new rule put it."""

    why: Reckoning
    set_on: date
    before: Reckoning | None = None

    def holds(self, now: Reckoning, known: Known) -> bool:
        """Whether it stands although the rules may reckon otherwise now: the same rule from the same day, and
        no pack or holidays that took effect after it was set.
        """
        same = (self.why.start, self.why.rule_key) == (now.start, now.rule_key)
        return same and now.valid_from <= self.set_on and known(self.why.pack, self.why.holidays)

    def shown(self, now: Reckoning) -> Reckoning:
        """The explanation as it was kept, and what became of it; ``now`` is how it would be reckoned now."""
        rule = now.rule if now.rule.startswith(self.why.rule) else self.why.rule  # what is added is of today
        return replace(self.why, rule=rule, told=self._told(now))

    def _told(self, now: Reckoning) -> str:
        if self.before is not None:
            return (
                f"原定{chinese(self.before.result)}（{self.before.rule}），"
                f"{chinese(self.set_on)}起按新规则改为{chinese(self.why.result)}"
            )
        if now.result != self.why.result:
            return f"{chinese(self.set_on)}按当时的规则定下，以后改的规则不改这一天"
        return ""

    def plain(self) -> dict[str, object]:
        """As it is kept."""
        before = plain_of(self.before) if self.before else None
        return {"why": plain_of(self.why), "set_on": self.set_on.isoformat(), "before": before}


def settle(there: SetDay | None, now: Reckoning, today: date, known: Known) -> SetDay:
    """What is kept of a deadline after a save: what stands, or the new one, with the day that a new rule
    changed.
    """
    if there is not None and there.holds(now, known):
        return there
    same = there is not None and (there.why.start, there.why.rule_key) == (now.start, now.rule_key)
    moved = there is not None and same and there.why.result != now.result and known(there.why.pack, "")
    return SetDay(now, today, there.why if there is not None and moved else None)


def from_plain(kept: Mapping[str, object]) -> SetDay:
    """As ``plain`` wrote it."""
    why, before = kept["why"], kept.get("before")
    assert isinstance(why, Mapping)  # noqa: S101 - as it was written
    set_on = date.fromisoformat(str(kept["set_on"]))
    return SetDay(_read(why), set_on, _read(before) if isinstance(before, Mapping) else None)


_DAYS = ("result", "start", "valid_from")
_NAMES = tuple(one.name for one in fields(Reckoning))


@lru_cache(maxsize=2048)
def plain_of(why: Reckoning) -> Mapping[str, object]:
    """A reckoning as it is kept; what became of it since is not."""
    said = {name: getattr(why, name) for name in _NAMES}
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    return {**plain, "told": ""}


def _read(kept: Mapping[str, object]) -> Reckoning:
    known = {one.name for one in fields(Reckoning)}
    said = {name: str(value) for name, value in kept.items() if name in known and name not in _DAYS}
    result, start, valid = (date.fromisoformat(str(kept[name])) for name in _DAYS)
    return Reckoning(result=result, start=start, valid_from=valid, **said)
