"""How each column of a roster is made: by a rule of its own, or as its form shows it."""

from collections.abc import Mapping

from anbang_desktop.domain.row_sets import RowKind
from anbang_desktop.services.reports import values
from anbang_desktop.services.reports.ledger_columns import LEDGER, PASSAGE
from anbang_desktop.services.reports.person_columns import PERSON
from anbang_desktop.services.reports.values import Shown, Subject, Value

SPECIAL: Mapping[str, Shown] = {**PERSON, **PASSAGE, **LEDGER}


def column(name: str, lists: RowKind = RowKind.PERSON) -> Shown | None:
    """How a column is made on a sheet whose rows are of that kind; None for one that nobody knows."""
    return values.column(name, SPECIAL, lists)


def value(name: str, subject: Subject) -> Value:
    """The value of a column; None for one that nobody knows."""
    made = column(name, subject.lists)
    return made.make(subject) if made else None
