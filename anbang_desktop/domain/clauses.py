"""The clauses of an agreement's text and the articles that each stands on (协议条款依据对照表): what a lawyer
checks, and a test holds the one to the other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from anbang_desktop.domain.toml_table import Table, read_toml, refuse_doubles

PARTIES, OPENING, HELP, CLOSING = "各方", "首部", "事项", "尾部"  # the clauses that have no number
_HEADING = re.compile(r"## ([一二三四五六七八九十]+)、(.+)")
_ITEM = re.compile(r"（([一二三四五六七八九十]+)）(.+)")
_TAG_LINE = re.compile(r"{%.*?%}")
_BOTH = re.compile(r"{% if ([^%]+?) %}([^{]*){% else %}([^{]*){% endif %}")
_ONE = re.compile(r"{% if ([^%]+?) %}([^{]*){% endif %}")
_SLOT = re.compile(r"{{ *([^}|]+?) *(?:\|[^}]*)?}}")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: how the text numbers it, and its words, the fields in 〔〕 and what is conditional in
    ［］.
    """

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a clause stands on (``articles.spell_basis`` spells it) and why it is there."""

    basis: str
    why: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The grounds by clause, and the types of help that stand in an agreement by the person's own word only
    (``own_word``): others sign it too.
    """

    own_word: tuple[str, ...]
    by_clause: Mapping[str, Ground]


def clauses_of(source: str) -> tuple[Clause, ...]:
    """The clauses of a text (``pdf.template`` says the markup), in their order; paragraphs of one number are
    one clause.
    """
    found: list[tuple[str, str]] = []
    heading = ""
    for line in _plain(source):
        if head := _HEADING.fullmatch(line):
            heading = head[1]
        elif line.startswith("|"):
            if not line.startswith("|="):
                found.append((HELP if heading else PARTIES, line.strip("| ").replace(" | ", "｜")))
        elif item := _ITEM.match(line):
            found.append((f"{heading}（{item[1]}）", item[2]))
        elif line.startswith("本协议一式"):
            found.append((CLOSING, line))
        elif not line.startswith(("#", ":", "[[")):
            found.append((heading or OPENING, line))
    return tuple(
        Clause(at, "\n".join(words for _at, words in lines))
        for at, lines in groupby(found, lambda one: one[0])
    )


def _plain(source: str) -> list[str]:
    """The lines without tags: fields and conditions in brackets, lines that were a tag only left out."""
    lines = (line.strip() for line in source.splitlines())
    kept = (line for line in lines if line and _TAG_LINE.sub("", line))
    return [_TAG_LINE.sub("", _ONE.sub(_said, _BOTH.sub(_said, _SLOT.sub(r"〔\1〕", line)))) for line in kept]


def _said(found: re.Match[str]) -> str:
    when = found[1].replace("not ", "不是")
    otherwise = f"；否则：{found[3]}" if len(found.groups()) > 2 else ""
    return f"［{when}的：{found[2]}{otherwise}］"


def parse_grounds(text: str) -> Grounds:
    """Read ``agreement-N.articles.toml``; ValueError names the line."""
    return read_toml(text, "条款依据", _grounds)


def _grounds(table: Table) -> Grounds:
    clauses = table.tables("clause")
    at = [clause.text("at") for clause in clauses]
    refuse_doubles(clauses, "at", at)
    grounds = [Ground(clause.text("basis"), clause.text("why")) for clause in clauses]
    return Grounds(table.texts("own_word"), dict(zip(at, grounds, strict=True)))
