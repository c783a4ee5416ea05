"""What no item of an assessment may ask or say: lists of words, each with the reason that the head reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from anbang_desktop.domain.toml_table import Table, read_toml


@dataclass(frozen=True, slots=True)
class Unwanted:
    """One subject with the words by which it is recognised."""

    name: str
    words: tuple[str, ...]
    reason: str

    def found(self, text: str) -> str | None:
        """The first of its words that stands in a text."""
        return next((word for word in self.words if word in text), None)


@dataclass(frozen=True, slots=True)
class InstrumentWords:
    """``about`` who somebody is and ``supervision`` stand nowhere; an item with a word of ``restricted`` is
    marked so.
    """

    about: tuple[Unwanted, ...]
    supervision: tuple[Unwanted, ...]
    restricted: tuple[Unwanted, ...]

    def unwanted(self, text: str) -> Iterator[tuple[Unwanted, str]]:
        """Every subject that a text touches and must not, with the word."""
        for subject in (*self.about, *self.supervision):
            if word := subject.found(text):
                yield subject, word


def parse_instrument_words(text: str) -> InstrumentWords:
    """Read the lists from TOML; TomlFault for what is wrong."""
    return read_toml(text, "评估表用词", _lists)


def _lists(root: Table) -> InstrumentWords:
    return InstrumentWords(*(_list(root, key) for key in ("about", "supervision", "restricted")))


def _list(root: Table, key: str) -> tuple[Unwanted, ...]:
    return tuple(
        Unwanted(one.text("name"), one.texts("words"), one.text("reason")) for one in root.tables(key)
    )
