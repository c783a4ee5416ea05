"""A wording looked at before anybody uses it: every fault by line, the mandatory clauses that it lost, what
it changes, where a field could stand in a blank.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from anbang_desktop.domain.template_blanks import Blank, find_blanks
from anbang_desktop.domain.template_words import field_words, to_source, to_words
from anbang_desktop.domain.text_difference import Changed, text_differences
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import templates
from anbang_desktop.storage.queries import templates as query

if TYPE_CHECKING:
    from anbang_desktop.pdf import template, template_markup
    from anbang_desktop.pdf.forms import texts
    from anbang_desktop.pdf.template import Fault
    from anbang_desktop.services.documents import clause_basis, template_sample
else:
    template = lazy_import("anbang_desktop.pdf.template")
    template_markup = lazy_import("anbang_desktop.pdf.template_markup")
    texts = lazy_import("anbang_desktop.pdf.forms.texts")
    clause_basis = lazy_import("anbang_desktop.services.documents.clause_basis")
    template_sample = lazy_import("anbang_desktop.services.documents.template_sample")

_TITLE = "# "


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that a paper offers: what is put in where it is chosen, what it is. ``several``: a list, whose
    lines are repeated; ``switch``: it is asked by 如果.
    """

    name: str
    about: str
    put: str
    several: bool = False
    switch: bool = False


@dataclass(frozen=True, slots=True)
class Examined:
    """What there is to say of a wording."""

    faults: "tuple[Fault, ...]"
    lost: tuple[str, ...]
    changes: tuple[Changed, ...]
    blanks: tuple[Blank, ...]


def examine(desk: Desk, paper: str, words: str, base: str = "") -> Examined:
    """Look at the wording of a paper as it stands in the editor; ``base`` is the key of the version that it
    is compared with (without it, the one in force).
    """
    source = to_source(words)
    before = to_words(_before(desk, paper, base))
    book = templates.template_book()
    return Examined(
        tuple(find_faults(paper, source)),
        tuple(book.lost(paper, source)),
        tuple(text_differences(before, words)),
        tuple(find_blanks(words, book, plain_fields(paper))),
    )


def find_faults(paper: str, source: str) -> "list[Fault]":
    """Every fault of a text by line: what it names, how it is laid out, what no font can print."""
    known = texts.PAPERS[paper]
    text = template.Text(paper, "", templates.names()[paper], source)
    found = template.find_faults(text, known.slots)
    if len(source) <= template.LONGEST:
        found += template_markup.find_markup_faults(text, known.fixed)
    return sorted(set(found))


def _before(desk: Desk, paper: str, base: str) -> str:
    with desk.store.read() as connection:
        own = query.of_paper(connection, paper)
    every = (*templates.all_shipped(paper), *(templates.as_text(one) for one in own))
    found = next((text.source for text in every if text.key == base), None)
    return found if found is not None else templates.in_force(desk, paper, desk.today).source


def plain_fields(paper: str) -> tuple[str, ...]:
    """The names of the fields that are printed as they are."""
    known = templates.template_book().fields
    every = (slot.name for slot in texts.PAPERS[paper].slots if not slot.parts)
    return tuple(name for name in every if name not in known or not known[name].switch)


def field_choices(paper: str) -> list[FieldChoice]:
    """Everything that may be put into a paper's wording, with what it is."""
    known = templates.template_book().fields
    found = []
    for slot in texts.PAPERS[paper].slots:
        words = known.get(slot.name)
        about = words.about if words else slot.said
        if slot.parts:
            row = "　".join(field_words(f"项.{part.name}") for part in slot.parts)
            put = f"｛逐项 {slot.name} 作 项｝\n{row}\n｛逐项结束｝"
            found.append(FieldChoice(slot.name, about, put, several=True))
        elif words and words.switch:
            put = f"｛如果 {slot.name}｝\n\n｛如果结束｝"
            found.append(FieldChoice(slot.name, about, put, switch=True))
        else:
            found.append(FieldChoice(slot.name, about, field_words(slot.name, line=not slot.required)))
    return found


def blocks(paper: str) -> list[str]:
    """The fixed blocks that a paper may have: 签名 …"""
    return sorted(texts.PAPERS[paper].fixed)


def sample(desk: Desk, paper: str, words: str, no: str = "") -> bytes:
    """The paper that a wording gives, as PDF bytes: of the case of that number or of an invented person.
    Nothing is written. UserError where it can't be made.
    """
    text = template.Text(paper, "0", templates.names()[paper], to_source(words))
    return template_sample.make(desk, replace(text, title=title_of(paper, text.source)), no)


def basis(desk: Desk) -> bytes:
    """协议条款依据对照表 of the text that ships, as PDF bytes."""
    return clause_basis.paper(desk)


def title_of(paper: str, source: str) -> str:
    """What a text calls itself: its title line, where that is plain words."""
    lines = (line.strip() for line in source.split("\n"))
    found = next((line.removeprefix(_TITLE).strip() for line in lines if line.startswith(_TITLE)), "")
    return found if found and "{" not in found and found.isprintable() else templates.names()[paper]
