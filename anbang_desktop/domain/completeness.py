"""Which papers a person's file has and lacks in its present state, by the catalogue of the rule pack
(domain brief §4.15).
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from anbang_desktop.domain.rule_pack import Paper, PaperNeed, RulePack
from anbang_desktop.domain.states import reached
from anbang_desktop.domain.verbs import PersonSection, Verb

OWED: frozenset[PaperNeed] = frozenset({"M", "m"})
NEEDS: Mapping[PaperNeed, str] = {"M": "必备", "m": "按情况必备", "O": "有就收", "if_any": "有才要"}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the catalogue for one case; ``need`` in words, ``needed`` now, ``count`` papers present,
    ``verb`` and ``section`` close the gap.

    ``on_paper``: something of it lies on the shelf only, unscanned; that is no gap, but what is there is
    not whole either.
    """

    key: str
    no: str
    title: str
    need: str
    needed: bool
    present: bool
    count: int
    made: bool
    verb: Verb | None
    section: PersonSection | None
    on_paper: bool
    basis: str = ""  # the article behind it, as packs write it


@dataclass(frozen=True, slots=True)
class Completeness:
    """All lines, the share of needed papers that are there (whole percent, 100 when none is needed) and
    the missing ones.
    """

    lines: tuple[FileLine, ...]
    percent: int
    missing: tuple[FileLine, ...]

    @property
    def needed(self) -> int:
        """How many papers there should be now; what the binder makes doesn't count."""
        return sum(line.needed and not line.made for line in self.lines)


def check_file(
    pack: RulePack,
    state: str,
    level: str | None,
    counts: Mapping[str, int],
    on_paper: Container[str] = frozenset(),
) -> Completeness:
    """Compare the papers there are (``counts`` by paper key) with those needed in ``state``; papers the
    binder makes don't count.
    """
    asked = pack.levels.find(level)
    code = asked.code if asked else ""
    lines = tuple(_line(paper, state, code, counts.get(paper.key, 0), on_paper) for paper in pack.papers)
    needed = [line for line in lines if line.needed and not line.made]
    missing = tuple(line for line in needed if not line.present)
    percent = 100 if not needed else (len(needed) - len(missing)) * 100 // len(needed)
    return Completeness(lines, percent, missing)


def _line(paper: Paper, state: str, level: str, count: int, on_paper: Container[str]) -> FileLine:
    wanted = paper.need in OWED and paper.since is not None and paper.level in {"", level}
    needed = paper.made or bool(wanted and paper.since and reached(state, paper.since))
    present = paper.made or count > 0
    return FileLine(
        paper.key,
        paper.no,
        paper.title,
        NEEDS[paper.need],
        needed,
        present,
        count,
        paper.made,
        paper.verb,
        paper.section,
        paper.key in on_paper,
        paper.basis,
    )
