"""The blanks that ship (自带的表): R01 to R16 and R20 of domain.md §5.2, for an office whose county has
none yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.row_sets import ROW_SETS
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import learning

NUMBERS = "R20"
NUMBER_SHEET = "安置帮教情况统计表"
COMMON = ("R01", NUMBERS)  # the two that every county asks for


@dataclass(frozen=True, slots=True)
class OwnBlank:
    """A blank that ships: what it is called, whom it lists in words, the file to learn."""

    id: str
    name: str
    told: str
    file: Path


@cache
def own_blanks() -> tuple[OwnBlank, ...]:
    """All of them, in the order of their numbers."""
    listed = [
        OwnBlank(one.id, one.name, one.told, _file(one.id, one.name))
        for one in ROW_SETS.values()
        if _file(one.id, one.name).is_file()
    ]
    told = "期初、新增、减少、期末，衔接、帮教、安置、救助、诉求、重新犯罪的人数和率"
    return (*listed, OwnBlank(NUMBERS, NUMBER_SHEET, told, _file(NUMBERS, NUMBER_SHEET)))


def _file(identifier: str, name: str) -> Path:
    return paths.resources("report", "blanks", f"{identifier}_{name.replace('/', '、')}.xlsx")


def take(desk: Desk, identifier: str) -> "learning.Learned":
    """Learn one of them under its own name; KeyError for one that does not ship. Again: a new version."""
    one = {blank.id: blank for blank in own_blanks()}[identifier]
    return learning.learn(desk, one.file, one.name)


def offered(desk: Desk) -> tuple[OwnBlank, ...]:
    """Those that the office hasn't taken yet."""
    known = {one.name for one in learning.profiles(desk)}
    return tuple(one for one in own_blanks() if one.name not in known)


def take_each(desk: Desk, identifiers: Sequence[str], progress: Progress) -> tuple[str, ...]:
    """Learn several, one step each; their names. Cancelled in between: those before stay."""
    names = []
    for done, identifier in enumerate(identifiers):
        progress.step(done, len(identifiers))
        names.append(take(desk, identifier).profile)
    return tuple(names)
