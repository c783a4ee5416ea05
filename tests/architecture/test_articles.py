"""The table of what is done for each of the 38 articles: whole, and every act, button, page, test and place
of the manual that it names is there.
"""

import ast
import importlib
from functools import cache

from anbang_desktop.domain.article_work import WORKS, Whose
from anbang_desktop.domain.manual import OURS, law_anchor
from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.services.help import books
from anbang_desktop.services.records.registry import kind_of
from tests.architecture.test_sources import ROOT

ACTS = [act for work in WORKS for act in work.acts]


@cache
def _tests(path: str) -> dict[str, str]:
    """The tests of a file with their source."""
    text = (ROOT / path).read_text("utf-8")
    return {
        one.name: ast.get_source_segment(text, one) or ""
        for one in ast.walk(ast.parse(text))
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")
    }


def test_every_article_has_one_line_and_no_other() -> None:
    assert [work.article for work in WORKS] == list(range(1, 39))


def test_who_has_nothing_to_do_has_no_act_and_whoever_has_says_where() -> None:
    for work in WORKS:
        assert bool(work.acts) == (work.whose is not Whose.OTHERS), work.article
        assert bool(work.manual) == bool(work.acts), work.article


def test_every_act_is_there_and_its_test_uses_it() -> None:
    """A record kind may be written by its road (``tests/support/road``); that a test notices when the act is
    gone is tried by ``python -m tests.support.without``.
    """
    pages = {place.key for place in PLACES}
    assert [act.page for act in ACTS if act.page not in pages] == []
    for act in ACTS:
        path, _, name = act.test.partition("::")
        source = _tests(path).get(name, "")
        module, _, function = act.done_by.rpartition(".")
        if kind_of(act.done_by) is None:
            assert callable(getattr(importlib.import_module(f"anbang_desktop.services.{module}"), function))
        assert function in source or "take(" in source, f"{act.test} does not use {act.done_by}"


def test_each_is_read_under_its_article() -> None:
    sections = books.law().places()
    for work in WORKS:
        _chapter, section = sections[law_anchor(work.article)]
        (said,) = [block for block in section.blocks if block.kind == OURS]
        assert work.words in said.words
        assert all(act.verb in said.words for act in work.acts if act.verb)


def test_no_word_of_the_table_watches_anybody() -> None:
    said = "".join(work.words for work in WORKS)
    assert not [word for word in ("监管", "管控", "考核", "脱管", "罪犯") if word in said]
