"""A save through the window, with its parts: the services, the page read again, the counts of the navigation,
the painting.
"""

import sys
from collections.abc import Iterator
from itertools import cycle

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from anbang_desktop.gui.after_unlock import shell
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.bench.measure import Case
from tests.support.bench.persons import CONTACT

SAVED = 80
RECOUNT = 10.0  # ms, whatever the size of the office


class Window:
    """The main window over an office, offscreen."""

    def __init__(self, desk: Desk) -> None:
        qInstallMessageHandler(lambda *_said: None)  # the offscreen plugin says what it can't do
        self._app = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(self._app, QApplication)
        dress(self._app, shipped=True)
        self.desk, self._over = desk, QWidget()
        jobs = Jobs(self._over, at_once=True)
        self.shell: Shell = shell(desk, jobs, Trouble(lambda: self._over), desk.store.head().seq)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.go("today")
        self.paint()

    def paint(self) -> None:
        """What waits in the queue."""
        QApplication.processEvents()

    def close(self) -> None:
        """Gone before the desk is closed."""
        self.shell.close()
        self.shell.deleteLater()
        self.paint()


def cases(desk: Desk, window: Window) -> Iterator[Case]:
    """The list filled anew, the page of a person opened, a save from there."""
    active = PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    turns = cycle(row.no for row in people.first_page(desk, active, "name", SAVED))
    here, shown = window.shell, [""]

    def open_person() -> None:
        shown[0] = next(turns)
        here.go("person", no=shown[0])
        window.paint()

    def save() -> None:
        write.record(desk, shown[0], "contact", CONTACT)

    def open_and_save() -> None:
        open_person()
        save()

    def again() -> None:
        page = here.page()
        assert page is not None
        page.refresh()

    def whole() -> None:
        save()
        again()
        here.done("已登记走访")
        window.paint()

    def to_people() -> None:
        here.go("people")
        window.paint()

    yield Case("window: the list of people opened", to_people, before=lambda: here.go("today"), rounds=5)
    yield Case("window: a person opened", open_person)
    yield Case("window: a save, page and counts, painted", whole, before=open_person)
    yield Case("window: the page read again", again, before=open_person)
    yield Case("window: the recount of a save", here.recount, most=RECOUNT, before=open_and_save)
