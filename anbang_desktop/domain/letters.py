"""The types of letters and what a letter may tell to whom (``resources/letters``): one declaration for each
type, so that the way of every letter, out → sent → reply in, is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, cast, get_args

from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.toml_table import Table, read_toml

LetterState = Literal["written", "sent", "late", "told", "answered"]
OPEN_LETTER: frozenset[LetterState] = frozenset({"written", "sent", "late"})


@dataclass(frozen=True, slots=True)
class LetterType:
    """``text`` is the file of its wording, ``reply`` the rule of its term (None: nobody has to answer);
    ``receivers`` may get it, ``tells`` is what its purpose needs of the person, ``opening`` and ``matter``
    are what it says before anybody types; ``of_wish`` are data of the wish behind it; ``several``: one letter
    may be about several people.
    """

    text: str
    reply: RuleKey | None
    receivers: tuple[str, ...]
    tells: tuple[str, ...]
    opening: str
    matter: str
    of_wish: tuple[str, ...]
    consent: bool
    several: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """What such a body may know of the person; ``consent``: only with the person's yes; ``outside``: nothing
    that shows why the office helps; ``may_hear``: words that no other receiver reads.
    """

    tells: tuple[str, ...]
    consent: bool
    outside: bool
    may_hear: tuple[str, ...]


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
        never = (word for word in self.never if word not in known.may_hear)
        words = (*never, *(self.unsaid_outside if known.outside else ()), *own)
        said = "".join("".join(texts).split()).casefold()
        return tuple(dict.fromkeys(word for word in words if word and word.casefold() in said))

    def told(self, letter_type: str, receiver: str) -> tuple[str, ...]:
        """What such a letter tells of the person to such a body: what its purpose needs and the body may
        know, in the order of the type.
        """
        may = self.receivers[receiver].tells
        return tuple(name for name in self.types[letter_type].tells if name in may)

    def needs_consent(self, letter_type: str, receiver: str) -> bool:
        """Whether the person must have agreed."""
        known = self.types.get(letter_type)
        return bool(known and known.consent) or self.receivers[receiver].consent


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
    """Written → sent → answered, or late; told where nobody was asked for an answer."""
    if letter.replied_on is not None:
        return "answered"
    if letter.sent_on is None:
        return "written"
    if letter.reply_due is None:
        return "told"
    return "late" if letter.reply_due < today else "sent"


def parse_letters(text: str) -> LetterBook:
    """Read ``letters.toml``; TomlFault names the line of what is wrong."""
    return read_toml(text, "函件种类", _book)


def _book(root: Table) -> LetterBook:
    root.text("id")
    types, receivers, unsaid = (root.table(key) for key in ("types", "receivers", "unsaid"))
    known = receivers.names()
    return LetterBook(
        {key: _type(types.table(key), known) for key in types.names()},
        {key: _receiver(receivers.table(key)) for key in known},
        unsaid.texts("never"),
        unsaid.texts("outside"),
    )


def _type(table: Table, receivers: tuple[str, ...]) -> LetterType:
    rules = get_args(RuleKey)
    return LetterType(
        table.text("text"),
        cast("RuleKey", table.word("reply", rules, "规则")) if "reply" in table else None,
        table.words("receivers", receivers, "收函单位的性质"),
        table.texts("tells"),
        table.text("opening") if "opening" in table else "",
        table.text("matter") if "matter" in table else "",
        _texts(table, "of_wish"),
        table.flag("consent"),
        table.flag("several"),
    )


def _receiver(table: Table) -> Receiver:
    return Receiver(
        table.texts("tells"), table.flag("consent"), table.flag("outside"), _texts(table, "may_hear")
    )


def _texts(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key) if key in table else ()
