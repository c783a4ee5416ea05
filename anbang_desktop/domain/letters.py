"""The types of letters and what a letter may tell to whom (``resources/letters``): one declaration for each
type, so that the way of every letter, out → sent → reply in, is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, cast, get_args

from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.toml_table import Table, read_toml

LetterState = Literal["written", "sent", "late", "answered"]


@dataclass(frozen=True, slots=True)
class LetterType:
    """``text`` is the file of its wording, ``reply`` the rule of its term."""

    text: str
    reply: RuleKey


@dataclass(frozen=True, slots=True)
class Receiver:
    """What a letter tells of the person to such a body; ``consent``: only with the person's yes; ``outside``:
    nothing that shows why the office helps.
    """

    tells: tuple[str, ...]
    consent: bool
    outside: bool


@dataclass(frozen=True, slots=True)
class LetterBook:
    """All types and receivers by code, and the words that no letter says."""

    types: Mapping[str, LetterType]
    receivers: Mapping[str, Receiver]
    never: tuple[str, ...]
    unsaid_outside: tuple[str, ...]

    def unsaid(self, receiver: str, texts: Iterable[str], own: Iterable[str]) -> tuple[str, ...]:
        """The words in ``texts`` that this receiver must not read; ``own`` are the person's own (offence,
        court, prison). Spaces between characters hide nothing.
        """
        known = self.receivers[receiver]
        words = (*self.never, *(self.unsaid_outside if known.outside else ()), *own)
        said = "".join("".join(texts).split()).casefold()
        return tuple(dict.fromkeys(word for word in words if word and word.casefold() in said))


class Dated(Protocol):
    """What the state of a letter follows from."""

    @property
    def sent_on(self) -> date | None:
        """When it went out."""

    @property
    def reply_due(self) -> date | None:
        """Until when an answer was asked for."""

    @property
    def replied_on(self) -> date | None:
        """When the answer came."""


def letter_state(letter: Dated, today: date) -> LetterState:
    """Written → sent → answered, or late."""
    if letter.replied_on is not None:
        return "answered"
    if letter.sent_on is None:
        return "written"
    return "late" if letter.reply_due is not None and letter.reply_due < today else "sent"


def parse_letters(text: str) -> LetterBook:
    """Read ``letters.toml``; TomlFault names the line of what is wrong."""
    return read_toml(text, "函件种类", _book)


def _book(root: Table) -> LetterBook:
    root.text("id")
    types, receivers, unsaid = (root.table(key) for key in ("types", "receivers", "unsaid"))
    return LetterBook(
        {key: _type(types.table(key)) for key in types.names()},
        {key: _receiver(receivers.table(key)) for key in receivers.names()},
        unsaid.texts("never"),
        unsaid.texts("outside"),
    )


def _type(table: Table) -> LetterType:
    return LetterType(table.text("text"), cast("RuleKey", table.word("reply", get_args(RuleKey), "规则")))


def _receiver(table: Table) -> Receiver:
    return Receiver(table.texts("tells"), table.flag("consent"), table.flag("outside"))
