"""Invents records of any class from their declarations, so that a new datum fills itself."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.fields import kinds
from anbang_desktop.fields.agreement import Party
from anbang_desktop.fields.client import Child, FamilyMember
from anbang_desktop.fields.field import AUTO, MAY, Field, Stored, fields_of
from anbang_desktop.fields.group import Member
from anbang_desktop.fields.rows import Rows
from tests.support.makers import TODAY

S = TypeVar("S", bound=Stored)
SORTS = 24  # different contents of each class: the same words again and again would compress too well
WORKERS = ("王所长", "李建国", "赵敏", "孙文")
WORDS = ("东河镇东街", "县城务工", "无", "按时到所报到，情况属实")
# How many lines of each class; what stands in no list of its own has one line.
COUNTS: dict[type[Any], int] = {Member: 3, Party: 3, FamilyMember: 2, Child: 1}


class Inventor:
    """The same for the same chance."""

    def __init__(self, codes: CodeBook, chance: Random) -> None:
        self.codes, self.chance = codes, chance
        self._made: dict[type[Any], Sequence[Any]] = {}

    def __call__(self, kind: type[S]) -> S:
        """One of the invented records of a class; days and owner are still to be said."""
        if kind not in self._made:
            self._made[kind] = self.sorts(kind)
        made: S = self.chance.choice(self._made[kind])
        return made

    def keep(self, kind: type[S], made: Sequence[S]) -> None:
        """Use these from now on."""
        self._made[kind] = made

    def sorts(self, kind: type[S]) -> list[S]:
        """Some, each with other contents."""
        filled = [field for field in fields_of(kind) if _filled(field)]
        return [kind(**{field.name: self._value(field) for field in filled}) for _ in range(SORTS)]

    def _value(self, field: Field) -> Any:
        """Something that its kind can hold."""
        kind = field.kind
        if isinstance(kind, kinds.Choice):
            return self.chance.choice(self.codes[kind.table].items).code
        if isinstance(kind, kinds.Choices):
            items = self.codes[kind.table].items
            return tuple(one.code for one in self.chance.sample(items, min(2, len(items))))
        if isinstance(kind, Rows):
            return self._lines(kind.line)
        return _PLAIN.get(type(kind), _words)(self.chance)

    def _lines(self, line: type[Any]) -> tuple[Any, ...]:
        parts = fields_of(line)
        made = [line(**{part.name: self._value(part) for part in parts}) for _ in range(COUNTS.get(line, 1))]
        if line is not Member:
            return tuple(made)
        stays = [replace(one, role="MEMBER", left=None, left_reason=None) for one in made]
        return (replace(stays[0], kind="OFFICE", role="LEADER"), *stays[1:])


def _words(chance: Random) -> str:
    return chance.choice(WORDS)


_PLAIN: dict[type[kinds.Kind], Callable[[Random], Any]] = {
    kinds.Day: lambda chance: TODAY - timedelta(days=chance.randrange(1000)),
    kinds.Moment: lambda _chance: datetime.combine(TODAY, time(9)),
    kinds.YesNo: lambda chance: chance.random() < 0.1,
    kinds.Count: lambda chance: chance.randrange(1, 20),
    kinds.Words: lambda chance: tuple(chance.sample(WORKERS, 2)),
    kinds.Lookup: lambda chance: chance.choice(WORKERS),
    kinds.PersonName: lambda chance: chance.choice(WORKERS),
    kinds.Phone: lambda chance: f"1380000{chance.randrange(10000):04d}",
}


def _filled(field: Field) -> bool:
    """Whether somebody who works carefully fills it: everything mandatory, and the lists; a sum of money or
    a scan only where there is one.
    """
    if isinstance(field.kind, kinds.Attachment | kinds.Money | kinds.IdNumber):
        return False
    return field.need not in (MAY, AUTO) or (isinstance(field.kind, Rows) and field.kind.table != "")
