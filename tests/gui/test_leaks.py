"""A page that is visited again and again leaves nothing behind."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from anbang_desktop.gui.page_registry import PLACES
from anbang_desktop.gui.shell.page import PageKey, Target
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.window_test import OF_ONE
from anbang_desktop.services.worklist import people
from tests.support.fits import strays

WARM, ROUNDS = 2, 3  # what is made once is made by then; one widget left in each further round shows


def visits(shell: Shell) -> Iterator[tuple[PageKey, Target]]:
    """Every page of the registry, and one person on those that can show one."""
    for place in PLACES:
        yield place.key, {}
    no = people.first_page(shell.desk, people.PeopleFilter(), limit=1)[0].no
    for key in OF_ONE:
        yield key, {"no": no}


def visit(shell: Shell, key: PageKey, target: Target) -> None:
    """As a clerk: from elsewhere, and what is thrown away goes."""
    for page, shown in (("today" if key == "settings" else "settings", Target()), (key, target)):
        shell.go(page, **shown)  # type: ignore[arg-type]
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def alive(shell: Shell) -> Counter[str]:
    """Every widget, and every other object of the window, by its class."""
    inside = (type(one).__name__ for one in shell.window().findChildren(QObject))
    apart = (type(one).__name__ for one in QApplication.allWidgets() if one.window() is not shell.window())
    return Counter(inside) + Counter(apart)


@pytest.mark.slow
def test_no_visit_of_a_page_leaves_anything_behind_or_makes_what_nobody_places(shell: Shell) -> None:
    left: dict[str, Counter[str]] = {}
    for key, target in visits(shell):
        for _ in range(WARM):
            visit(shell, key, target)
        before = alive(shell)
        for _ in range(ROUNDS):
            visit(shell, key, target)
        more = Counter({kind: count for kind, count in (alive(shell) - before).items() if count >= ROUNDS})
        if more:
            left[f"{key} {target}"] = more
        if wrong := strays(shell.window()):
            left[f"{key} {target}, placed nowhere"] = Counter(wrong)
    assert left == {}
