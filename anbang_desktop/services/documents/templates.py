"""Which wording a paper has on a day: the office's own version in force, else the newest that ships."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop import paths
from anbang_desktop.domain.template_book import TemplateBook, named_in, parse_templates
from anbang_desktop.fields.templates import OwnText
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import templates as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.pdf import template
    from anbang_desktop.pdf.forms import texts
else:
    template = lazy_import("anbang_desktop.pdf.template")
    texts = lazy_import("anbang_desktop.pdf.forms.texts")

AGREEMENT = "agreement"
NEUTRAL = "中性"  # the field that a text asks for its words about a withheld record
_OWN = "own-"  # how the version of an office's text begins


@cache
def template_book() -> TemplateBook:
    """``resources/agreements/texts.toml``."""
    return parse_templates(paths.resources("agreements", "texts.toml").read_text("utf-8"))


def in_force(desk: Desk, paper: str, on: date, *, neutral: bool = False) -> "template.Text":
    """The text of a paper (``agreement``, ``notice`` …) on a day; one that is only looked at comes first.
    ``neutral``: nothing may let anybody infer a release, so an own text that has no words for that gives way
    to the one that ships.
    """
    if paper in desk.trial:
        return desk.trial[paper]
    with desk.store.read() as connection:
        own = own_in_force(connection, paper, on)
    usable = own is not None and (not neutral or NEUTRAL in named_in(own.source))
    return as_text(own) if own is not None and usable else shipped(paper)


def looking_at(desk: Desk, paper: str, text: "template.Text") -> Desk:
    """The desk as it would be with this text in force; for looking only."""
    return replace(desk, trial={**desk.trial, paper: text})


def own_in_force(connection: Connection, paper: str, on: date) -> OwnText | None:
    """The office's own version of a day; of several the one that began last."""
    begun = [one for one in query.of_paper(connection, paper) if holds(one, on)]
    return max(begun, key=lambda one: (one.effective_from, one.version), default=None)


def holds(one: OwnText, on: date) -> bool:
    """Whether a version was approved, has begun by that day and was not taken out of use by then."""
    begun = one.approved_on is not None and one.effective_from is not None and one.effective_from <= on
    return begun and (one.ended_on is None or on < one.ended_on)


def note_use(work: Work, key: str | None) -> None:
    """A paper was issued by a wording: where it is the office's own, its approval is not undone any more."""
    paper, _, version = (key or "").partition(f"-{_OWN}")
    used = [one for one in query.of_paper(work.connection, paper) if str(one.version) == version]
    for one in used:
        work.note("print", f"{query.TABLE.name}/{one.id}", f"按本所第 {one.version} 版出具{names()[paper]}")


def as_text(one: OwnText) -> "template.Text":
    """An office's version as a paper is made from it."""
    return template.Text(one.paper, f"{_OWN}{one.version}", one.title, one.source)


def key_of(one: OwnText) -> str:
    """As the papers made from it name it, without loading what makes papers."""
    return f"{one.paper}-{_OWN}{one.version}"


def shipped(paper: str) -> "template.Text":
    """The newest text that ships."""
    return all_shipped(paper)[-1]


def begins(text: "template.Text") -> date:
    """From which day on a shipped text is meant."""
    day = text.meta.get("effective_from")
    return day if isinstance(day, date) else date.min


@cache
def all_shipped(paper: str) -> "tuple[template.Text, ...]":
    """Every text of a paper that ships, oldest first."""
    found = [template.load(file) for file in _files(paper)]
    return tuple(sorted(found, key=lambda one: int(one.version)))


def _files(paper: str) -> Iterator[Path]:
    folder = paths.resources(texts.PAPERS[paper].folder)
    return (one for one in folder.glob(f"{paper}-*.txt") if one.stem.removeprefix(f"{paper}-").isdigit())


def names() -> Mapping[str, str]:
    """What each paper is called, in the order in which they are listed."""
    return {key: one.name for key, one in template_book().papers.items()}
