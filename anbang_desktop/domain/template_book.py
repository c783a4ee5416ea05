"""The papers whose wording an office may make its own (``resources/agreements/texts.toml``): what each is,
which clauses it must not lose unseen, and what its fields mean.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from anbang_desktop.domain.toml_table import Table, read_toml

_TAG, _NAME = re.compile(r"\{[{%].*?[%}]\}"), re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Clause:
    """Something that a text has to say: each of ``words`` (alternatives joined by |) and each of ``fields``
    stands in it.
    """

    name: str
    words: tuple[str, ...]
    fields: tuple[str, ...]

    def lost(self, source: str) -> list[str]:
        """What of it is missing in a text; spaces and line ends hide nothing."""
        said, used = "".join(source.split()), named_in(source)
        words = [one for one in self.words if not any(choice in said for choice in one.split("|"))]
        fields = [one for one in self.fields if one not in used]
        return [f"“{one.split('|')[0]}”" for one in words] + [f"字段“{one}”" for one in fields]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what it is called, what it is for, what it must say."""

    name: str
    about: str
    must: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field is; ``said`` is what stands before its blank in a county's own form; ``switch``: it is
    asked by a condition, not printed.
    """

    about: str
    said: tuple[str, ...]
    switch: bool


@dataclass(frozen=True, slots=True)
class TemplateBook:
    """All papers, and all fields by name."""

    papers: Mapping[str, Paper]
    fields: Mapping[str, FieldWords]

    def lost(self, paper: str, source: str) -> list[str]:
        """The clauses that a text of this paper doesn't have: whole sentences."""
        lacks = ((one.name, one.lost(source)) for one in self.papers[paper].must)
        return [f"{name}：没有找到{'、'.join(lost)}" for name, lost in lacks if lost]

    def guess(self, label: str, among: Collection[str]) -> str:
        """The one field that a county's form means by the words before a blank; empty where none is sure."""
        found = [name for name in among if name in self.fields and label in self.fields[name].said]
        return found[0] if len(found) == 1 else ""


def named_in(source: str) -> frozenset[str]:
    """Every field that a text prints or asks."""
    return frozenset(word for tag in _TAG.findall(source) for word in _NAME.findall(tag))


def parse_templates(text: str) -> TemplateBook:
    """Read ``texts.toml``; TomlFault names the line of what is wrong."""
    return read_toml(text, "文书范本", _book)


def _book(root: Table) -> TemplateBook:
    root.text("id")
    papers, fields = root.table("papers"), root.table("fields")
    return TemplateBook(
        {key: _paper(papers.table(key)) for key in papers.names()},
        {key: _field(fields.table(key)) for key in fields.names()},
    )


def _paper(table: Table) -> Paper:
    must = table.table("must")
    return Paper(
        table.text("name"), table.text("about"), tuple(_clause(must.table(key)) for key in must.names())
    )


def _clause(table: Table) -> Clause:
    return Clause(table.text("name"), _texts(table, "words"), _texts(table, "fields"))


def _field(table: Table) -> FieldWords:
    return FieldWords(table.text("about"), _texts(table, "said"), "switch" in table and table.flag("switch"))


def _texts(table: Table, key: str) -> tuple[str, ...]:
    return table.texts(key) if key in table else ()
