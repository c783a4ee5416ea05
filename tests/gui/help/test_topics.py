"""gui/help/topics: nothing that a clerk can stand on is left out, and every anchor exists."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest

import anbang_desktop.gui
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.gui.help import login_topics, topics
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.services.help import books
from anbang_desktop.services.records.registry import KINDS

ANCHORS = {anchor for book in books.books() for anchor in book.places()}
BASES = {"KeptDialog", "RecordDialog"}
ASKS_ONLY = {"Sure"}  # a question: the page or dialog under it speaks of what it asks
BY_KIND = {  # say of which kind their record is
    "NewRecordDialog",
    "VerificationDialog",
    "HandoverDialog",
    "GroupDialog",
    "ContactDialog",
    "WishDialog",
}


def dialogs(under: type[object]) -> Iterator[str]:
    """The names of every class of dialog in the program."""
    for one in under.__subclasses__():
        if one.__module__.startswith("anbang_desktop."):
            yield one.__name__
        yield from dialogs(one)


def test_every_page_has_its_place() -> None:
    assert set(topics.PAGES) == {place.key for place in PLACES}


def test_the_number_of_a_place_is_told_as_it_is() -> None:
    """A place that was put between others would send the clerk elsewhere."""
    chapters = {chapter.key: chapter for chapter in books.manual().chapters}
    numbered = [place for place in PLACES if not place.under and not place.foot]
    told = {
        place.key: re.findall(r"按 Alt\+(\d)", " ".join(block.words for block in chapter.sections[0].blocks))
        for place in numbered
        if (chapter := chapters.get(topics.PAGES[place.key])) is not None
    }
    wrong = {
        key: found
        for number, key in enumerate((place.key for place in numbered), 1)
        if (found := told.get(key)) and found != [str(number)[-1]]  # the tenth is 0
    }
    assert sum(map(len, told.values())) > 5
    assert wrong == {}


def test_every_section_of_a_person_has_its_place() -> None:
    assert set(topics.SECTIONS) == set(PersonSection)


def test_every_kind_of_record_has_its_place() -> None:
    assert set(topics.KINDS) == {kind.name for kind in KINDS}


def test_every_dialog_has_its_place() -> None:
    for module in pkgutil.walk_packages(anbang_desktop.gui.__path__, "anbang_desktop.gui."):
        importlib.import_module(module.name)
    found = set(dialogs(Dialog)) - BASES - ASKS_ONLY - BY_KIND
    assert found - set(topics.DIALOGS) - set(login_topics.ANYWHERE) == set(), (
        "give each a line in gui/help/topics.DIALOGS"
    )
    no_dialogs = {"Why", "FaceWindow", "CopyWindow"}
    assert set(topics.DIALOGS) - found - no_dialogs == set(), "these are gone"


@pytest.mark.parametrize(
    "table",
    [
        topics.PAGES,
        topics.SECTIONS,
        topics.KINDS,
        topics.ENTRIES,
        login_topics.LOGIN,
        login_topics.ANYWHERE,
        topics.DIALOGS,
    ],
    ids=["pages", "sections", "kinds", "entries", "login", "anywhere", "dialogs"],
)
def test_every_anchor_exists(table: Mapping[object, str]) -> None:
    assert {key: anchor for key, anchor in table.items() if anchor not in ANCHORS} == {}
    assert login_topics.START in ANCHORS
