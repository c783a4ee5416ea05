"""Makes instances of the frozen record classes out of rows, in a third of the time that their own
``__init__`` takes:
it does nothing but set the attributes, each by a call of its own, and a list of cases is mostly this.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from functools import cache, partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Make = Callable[[], object]


class Maker(Generic[T]):
    """Sets the attributes ``names`` of a class from values in that order, ``apart`` by name, all others to
    what the
    class says of them.
    """

    def __init__(self, record: type[T], names: Sequence[str], apart: Iterable[str] = ()) -> None:
        """``record`` is a frozen dataclass with slots."""
        self.names = tuple(names)
        known = {one.name: one for one in fields(record)}  # type: ignore[arg-type]
        put = {name: getattr(record, name).__set__ for name in known}
        self._put = tuple(put[name] for name in self.names)
        self._empty = tuple(
            (at, made) for at, name in enumerate(self.names) if (made := _empty(known[name])) is not None
        )
        self._apart = {name: put[name] for name in apart}
        rest = {name: _empty(one) for name, one in known.items() if name not in {*self.names, *self._apart}}
        self._record = _slim(record, rest) if rest else record

    def make(self, values: list[Any], apart: Mapping[str, object] | None = None) -> T:
        """An instance; None stands for what the class says of that attribute."""
        for at, empty in self._empty:
            if values[at] is None:
                values[at] = empty()
        made: T = object.__new__(self._record)
        for put, value in zip(self._put, values, strict=True):
            put(made, value)
        if apart:
            for name, value in apart.items():
                self._apart[name](made, value)
        return made


def _slim(record: type[T], rest: Mapping[str, Make | None]) -> type[T]:
    """The class with the attributes that are not read said once, for all its instances: a list of cases reads
    a few of sixty, and setting the others takes more time than all else.
    """
    said = {name: empty() if empty else None for name, empty in rest.items()}
    return type(record.__name__, (record,), {"__slots__": (), "__doc__": record.__doc__, **said})


def altered(record: T, **changes: object) -> T:
    """``dataclasses.replace`` for a frozen class with slots whose ``__init__`` only sets them, in a quarter
    of the time.
    """
    kind: Any = type(record)
    places, read, put = _slots(kind)
    values = list(read(record))
    for name, value in changes.items():
        values[places[name]] = value
    made: T = object.__new__(kind)
    for set_to, value in zip(put, values, strict=True):
        set_to(made, value)
    return made


@cache
def _slots(record: type[Any]) -> tuple[Mapping[str, int], Callable[[Any], Iterable[Any]], tuple[Any, ...]]:
    """The place of each attribute, what reads all of them and what sets each."""
    names = [one.name for one in fields(record)]
    put = tuple(getattr(record, name).__set__ for name in names)
    return {name: at for at, name in enumerate(names)}, attrgetter(*names), put


def _empty(one: "Field[Any]") -> Make | None:
    """What makes the value of an attribute that nothing is known of; None where it is None."""
    if one.default_factory is not MISSING:
        return one.default_factory
    if one.default is MISSING:
        return partial(_lacking, one.name)
    default = one.default
    return None if default is None else lambda: default


def _lacking(name: str) -> object:
    raise ValueError(f"the file holds no {name}, which every record has")
