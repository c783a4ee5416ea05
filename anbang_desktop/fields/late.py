"""Attributes that may be given as what will make them: what an assessment keeps as evidence (the sheets, the
points behind the score) is long, and most who read a case never look at it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Later:
    """A value that is made when it is first asked for."""

    __slots__ = ("_make", "_of")

    def __init__(self, make: Callable[[Any], object], of: object) -> None:
        """``make`` is called with ``of``."""
        self._make, self._of = make, of

    def __call__(self) -> object:
        """The value."""
        return self._make(self._of)


class _Late:
    """Stands before the slot of an attribute; what ``Later`` makes takes its place there."""

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """The value, made now if need be."""
        if instance is None:
            return self
        value = self._slot.__get__(instance, owner)
        if type(value) is Later:
            value = value()
            self._slot.__set__(instance, value)
        return value

    def __set__(self, instance: object, value: object) -> None:
        """For the class's own ``__init__``; nobody else sets an attribute of a frozen class."""
        self._slot.__set__(instance, value)


LATE: dict[type[Any], frozenset[str]] = {}  # by class, the attributes that may be given as Later


def late(*names: str) -> Callable[[type[T]], type[T]]:
    """These attributes of a frozen dataclass with slots may be given as ``Later``."""

    def marked(record: type[T]) -> type[T]:
        for name in names:
            setattr(record, name, _Late(getattr(record, name)))
        LATE[record] = frozenset(names)
        return record

    return marked
