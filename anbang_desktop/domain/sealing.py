"""Records of minors: which are to be sealed and, until somebody has decided, withheld. The program proposes,
the head of the office decides (刑事诉讼法第二百八十六条; 未成年人犯罪记录封存的实施办法, 2022).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from anbang_desktop.domain.id_number import age_on


class Sealing(StrEnum):
    """Where the question stands, once it was asked (code table ``sealing``)."""

    PROPOSED = "PROPOSED"
    SEALED = "SEALED"
    OPEN = "OPEN"

    @property
    def label(self) -> str:
        """The mark."""
        return _LABELS[self]

    @property
    def withheld(self) -> bool:
        """On no list and in no search: from the proposal on, until it is decided that nothing is sealed."""
        return self is not Sealing.OPEN


_LABELS = {Sealing.PROPOSED: "待定封存", Sealing.SEALED: "犯罪记录封存", Sealing.OPEN: "不封存"}


class Ground(StrEnum):
    """Why it is proposed (code table ``sealing_ground``)."""

    MINOR = "MINOR"  # under age at every offence, and the sentence short enough
    MIXED = "MIXED"  # offences before and after: the county decides
    TERM_UNKNOWN = "TERM_UNKNOWN"  # under age, and no term is written down (or there was none)


@dataclass(frozen=True, slots=True)
class OffenceFacts:
    """What is known of an offence. ``first`` and ``last``: its days; ``said``: 犯罪时未满 18 周岁, as form or
    list say it; ``known``: a day before which it was committed (judgment, beginning of the term). ``months``:
    the term, None where none is written down; ``beyond``: a penalty that is longer than any term.
    """

    born: date | None
    first: date | None = None
    last: date | None = None
    said: bool | None = None
    known: date | None = None
    months: int | None = None
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rules say: of age, the youngest who is punished at all (刑法第十七条), both in years, and the
    longest term that is sealed, in months (刑事诉讼法第二百八十六条: 五年以下).
    """

    full_age: int
    youngest: int
    most_months: int


def ground(facts: OffenceFacts, limits: Limits) -> Ground | None:
    """Why the record is to be sealed; None where it is not. Offences before and after the age are left to the
    county (实施办法第四条: which act was the main one is no matter of reckoning).
    """
    if facts.beyond or (facts.months is not None and facts.months > limits.most_months):
        return None
    if not was_minor(facts, limits):
        return None
    of_age = facts.born and facts.last and not _under(facts.born, facts.last, limits.full_age)
    if of_age:
        return Ground.MIXED
    return Ground.MINOR if facts.months is not None else Ground.TERM_UNKNOWN


def was_minor(facts: OffenceFacts, limits: Limits) -> bool:
    """Under age at an offence: by its day, else as it was said, else because even the judgment was before. A
    birth date by which nobody could have been punished is a slip of the pen and says nothing.
    """
    if facts.said:
        return True
    day = facts.first or (facts.known if facts.said is None else None)
    if facts.born is None or day is None:
        return False
    return not _under(facts.born, day, limits.youngest) and _under(facts.born, day, limits.full_age)


def _under(born: date, day: date, age: int) -> bool:
    """On the birthday itself nobody has completed the year yet (法释〔2006〕1号第二条)."""
    return age_on(born, day - timedelta(days=1)) < age


def months_of(years: int | None, months: int | None, days: int | None) -> int | None:
    """A term in months, one begun counted whole; None where nothing of it is written down."""
    if years is None and months is None and days is None:
        return None
    return (years or 0) * 12 + (months or 0) + bool(days)
