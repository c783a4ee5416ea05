"""The columns and lines that a county's sheet may ask for, read from data (resources/columns.toml,
resources/report).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anbang_desktop.domain.column_words import SHEET


@dataclass(frozen=True, slots=True)
class ReportField:
    """A column we can fill: ``style`` is text, count or serial; ``need`` lists it as missing when empty."""

    id: str
    name: str
    words: tuple[str, ...]
    style: str = "text"
    need: bool = False


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the number sheet: a named set (narrowed by ``source`` or ``where``), or a rate ``of`` /
    ``per``.
    """

    id: str
    name: str
    words: tuple[str, ...]
    set: str = ""
    source: tuple[str, ...] = ()
    where: Mapping[str, str | tuple[object, ...]] = field(default_factory=dict)
    of: str = ""
    per: str = ""
    adds: tuple[str, ...] = ()
    group: bool = False
    outside: bool = False
    under: str = ""

    @property
    def rate(self) -> bool:
        """Whether the line is a share rather than a number of people."""
        return bool(self.of)


def _frozen_entry(entry: Mapping[str, object]) -> dict[str, Any]:
    return {key: _frozen(value) for key, value in entry.items()}


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return _frozen_entry(value)
    return tuple(value) if isinstance(value, list) else value


def parse_fields(toml_text: str) -> tuple[ReportField, ...]:
    """The columns of the dictionary (``resources/columns.toml``) that a sheet may ask for, in file order."""
    return tuple(
        ReportField(
            id=entry["field"],
            name=entry["name"],
            words=(*entry.get("words", ()), *entry.get("in_sheets", ())),
            style=entry.get("style", "text"),
            need=entry.get("need", False),
        )
        for entry in tomllib.loads(toml_text)["column"]
        if SHEET in entry["use"]
    )


def parse_lines(toml_text: str) -> tuple[ReportLine, ...]:
    """The lines of ``numbers.toml`` in file order."""
    return tuple(ReportLine(**_frozen_entry(entry)) for entry in tomllib.loads(toml_text)["line"])
