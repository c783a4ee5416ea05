"""The main window round every page: top bar, navigation, status bar, shortcuts, search, toasts."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar, Unpack

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.keys import PLACES, Where, bind, undisturbed
from anbang_desktop.gui.parts.compose import Item, column, row
from anbang_desktop.gui.shell.keys_help import KeysHelp
from anbang_desktop.gui.shell.navigation import Navigation
from anbang_desktop.gui.shell.page import Count, Page, PageKey, Place, Target
from anbang_desktop.gui.shell.practice_line import practice_line
from anbang_desktop.gui.shell.search_box import Found, SearchBox
from anbang_desktop.gui.shell.status_bar import BackupLight, Standing, StatusBar
from anbang_desktop.gui.shell.toast import Toast
from anbang_desktop.gui.shell.top_bar import TopBar
from anbang_desktop.gui.shell.undo import Undo
from anbang_desktop.gui.theme import practising
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.history import Done
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.services.worklist.kept_work import KeptWork

T = TypeVar("T")
log = logging.getLogger("anbang.shell")
REGISTER: PageKey = "register"
PUT_BY = "已暂存，可以在“今天要办”里接着填"


@dataclass(frozen=True, slots=True)
class Services:
    """What the shell itself asks of the services, handed in by app.py."""

    find: Callable[[Desk, str, int], Sequence[Found]]
    backup_light: Callable[[Desk], BackupLight]
    admits: Callable[[QWidget, Desk, str], bool]  # whether the case of a number may be shown


@dataclass(frozen=True, slots=True)
class Kept:
    """What survives a new text size: the page in front, what it showed, and where the keyboard was."""

    key: PageKey | None
    target: Target
    saved: Any = None
    focus: str = ""  # what a screen reader calls it


class Shell(QWidget):
    """Implements ``Window`` for the pages; built anew for a new text size."""

    lock_wanted = Signal()
    size_wanted = Signal(str)
    choices_changed = Signal()
    face_wanted = Signal(str)  # the number of the visitor's case
    copying_wanted = Signal(object, int)  # the ids of cases, and the place of the one to begin with

    def __init__(
        self,
        desk: Desk,
        places: Sequence[Place],
        jobs: Jobs,
        trouble: Trouble,
        services: Services,
        since: int = 0,
    ) -> None:
        """``places`` in the order of the navigation; ``since`` is the end of the audit at the unlock."""
        super().__init__()
        self.setObjectName("root")
        self.desk, self.jobs = desk, jobs
        self._places = {place.key: place for place in places}
        self._trouble, self._services = trouble, services
        self._pages: dict[PageKey, Page] = {}
        self._here: PageKey | None = None
        self._before: list[PageKey] = []
        self._work = KeptWork(desk)
        self._undo = Undo(self, desk, since, self._undone, self.trouble)
        self._toast: Toast | None = None
        self._stack = QStackedLayout()
        self.nav = Navigation(places, partial(self.go))
        new = partial(self.go, REGISTER) if REGISTER in self._places else None
        self.top = TopBar(
            register=new,
            size=self.size_wanted.emit,
            face=self.face_to_face,
            lock=self.lock_wanted.emit,
        )
        self.status = StatusBar(self._standing())
        middle = row(self.nav, (self._stack, 1), gap=0)
        told: list[Item] = [practice_line(self.lock_wanted.emit)] if practising() else []
        self.setLayout(column(self.top, *told, (middle, 1), self.status, gap=0))
        self.search = SearchBox(
            self.top.search,
            self,
            partial(services.find, desk),
            lambda no: self.go("person", no=no),
            lambda no: self.go("person", no=no, do=Verb.RECORD_CONTACT),
            self.trouble,
            self._to_page,
        )
        self._shortcuts()

    # what pages ask of the window ---------------------------------------------------------------

    def go(self, page: PageKey, **target: Unpack[Target]) -> None:
        """Show a page; what is typed on the one in front waits as a draft."""
        place = self._places.get(page)
        if place is None:
            raise UserError("这一页还没有做好。", "请用别的办法办理，或者等下一个版本。")
        if (no := target.get("no")) and not self._services.admits(self, self.desk, no):
            if self._here is None:
                self.go(self._start())
            return
        self.set_aside()
        shown = self._pages.get(page) or self._make(place)
        first = self._here is None
        if self._here and page != self._here:
            self._before = [*self._before[-20:], self._here]
        self._here = page
        self._stack.setCurrentWidget(shown)
        self.nav.light(place.under or page)
        shown.resuming = set(target.get("resuming", ()))
        shown.open(**target)
        self._show_unsaved()
        if first:
            self.recount(fresh=page)
        log.info("page %s", page)  # which page, never of whom
        self._to_page()

    def _to_page(self) -> None:
        """The keyboard goes to where the page in front begins."""
        if (page := self.page()) is not None:
            (page.first() or page).setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """The page before this one, or the first place."""
        earlier = [key for key in self._before if key != self._here]
        self._before = earlier[:-1]
        self.go(earlier[-1] if earlier else self._start())

    def copy_out(self, among: Sequence[int], at: int) -> None:
        """照录."""
        if not self.busy():
            self.copying_wanted.emit(among, at)

    def toast(self, words: str, undo: Callable[[], object] | None = None, verb: str = "撤销") -> None:
        """One toast at a time."""
        if self._toast is not None and isValid(self._toast):
            self._toast.go()
        self._toast = Toast(self, self.status, words, undo, verb)

    def done(self, words: str) -> None:
        """Saved, and said so with 撤销 and the state that followed from it."""
        self.saved()
        self.toast(*self._undo.offer(words))

    def take_back(self, unit: Done) -> bool:
        """Ask and undo."""
        return self._undo.ask(unit)

    def _undone(self, unit: Done) -> None:
        """Show what is there now; who is gone with the unit can't be shown any more."""
        try:
            if (page := self.page()) is not None:
                page.refresh()
        except UserError:
            self.go(self._start())
        self.saved()
        self.toast(f"已撤销：{unit.title}")

    def undo_last(self) -> None:
        """Ctrl+Z outside a text entry."""
        if not self.busy() and not self._undo.ask_last():
            self.toast("这次打开以来没有可以撤销的操作")

    def saved(self) -> None:
        """Show the time and read the counts again."""
        self.status.show_standing(replace(self._standing(), saved=self.desk.clock.now()))
        self.recount()

    def run_job(
        self,
        title: str,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        *,
        unit: str = "步",
        failed: Callable[[BaseException], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Hand a job to the worker."""
        self.jobs.run(title, job, done, failed=failed or self.trouble, unit=unit, stopped=stopped)

    def trouble(self, error: BaseException) -> None:
        """Show an error."""
        self._trouble.show(error)

    def apply_choices(self) -> None:
        """Text size or lock minutes were changed in the settings."""
        self.choices_changed.emit()

    def backed_up(self) -> None:
        """A backup was made: read the light again."""
        self.status.show_standing(replace(self._standing(), saved=self.status.standing.saved))

    def work_of_the_day(self) -> Sequence[DueItem]:
        """今天要办, kept between saves."""
        return self._work.items()

    def busy(self) -> bool:
        """Is a job running?"""
        return self.jobs.busy()

    # the window itself --------------------------------------------------------------------------

    def here(self) -> PageKey | None:
        """The key of the page in front."""
        return self._here

    def page(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self._here) if self._here else None

    def keep(self) -> Kept:
        """What to bring back after a new text size."""
        page = self.page()
        focus = page.has_keyboard() if page else ""
        return Kept(self._here, page.keep() if page else {}, self.status.standing.saved, focus)

    def bring_back(self, kept: Kept) -> None:
        """Show what was kept."""
        if kept.saved:
            self.status.show_standing(replace(self._standing(), saved=kept.saved))
        self.go(kept.key or self._start(), **kept.target)
        if (page := self.page()) is not None:
            page.take_keyboard(kept.focus)

    def set_aside(self) -> None:
        """Nothing typed on the page in front is lost when it is left, and the clerk is told."""
        page = self.page()
        if page is not None and page.set_aside():
            self.toast(PUT_BY)

    def face_to_face(self) -> None:
        """F11: the visitor sees himself alone, which only the page of one person can say who it is."""
        page = self.page()
        if page is None or self.busy():
            return
        if not (no := page.one_person()):
            self.trouble(UserError("这一页上不只一个人，不能给来访的人看。", "请先打开来访的人，再按 F11。"))
            return
        self.face_wanted.emit(no)

    def refresh(self) -> None:
        """F5."""
        if (page := self.page()) is not None and not self.busy():
            page.refresh()
            self.recount(fresh=self._here)

    def _ask_page(self, act: Callable[[Page], object]) -> None:
        """Of the page in front; what it can't do (no list, no printer) is a sentence."""
        if (page := self.page()) is not None and not self.busy():
            try:
                act(page)
            except UserError as error:
                self.trouble(error)

    def recount(self, fresh: PageKey | None = None) -> None:
        """Read the counts of the navigation; the page ``fresh`` has just read and need not do so again."""
        if self.busy():
            return
        counts: dict[PageKey, Count | None] = {
            key: self._pages[key].counted(place) if key == fresh else place.count(self.desk, self)
            for key, place in self._places.items()
            if place.count
        }
        self.nav.show_counts(counts)

    def _start(self) -> PageKey:
        """The first place."""
        return next(iter(self._places))

    def _make(self, place: Place) -> Page:
        made = place.make(self.desk, self)
        made.typed.connect(self._show_unsaved)
        self._pages[place.key] = made
        self._stack.addWidget(made)
        return made

    def _show_unsaved(self) -> None:
        unsaved = self._unsaved()
        if unsaved != self.status.standing.unsaved:
            self.status.show_standing(replace(self.status.standing, unsaved=unsaved))

    def _unsaved(self) -> bool:
        page = self.page()
        return page is not None and page.unsaved()

    def _standing(self) -> Standing:
        light = self._services.backup_light(self.desk)
        return Standing(
            self.desk.user,
            self.desk.office.short_name or self.desk.office.name,
            self.desk.pack.name,
            light,
            unsaved=self._unsaved(),
        )

    def _shortcuts(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Ctrl+F": self.search.start,
            "Ctrl+S": partial(self._ask_page, lambda page: page.save_now()),
            "Ctrl+P": partial(self._ask_page, lambda page: page.print_paper()),
            "Ctrl+E": partial(self._ask_page, lambda page: page.export_list()),
            "F5": self.refresh,
            "F11": self.face_to_face,
            "Ctrl+Z": self.undo_last,
            "Ctrl+/": lambda: KeysHelp.ask(self),
        }
        if REGISTER in self._places:
            acts["Ctrl+N"] = self._begin_new
        lines = [place for place in self._places.values() if not place.under]
        shown = sorted(lines, key=lambda place: place.foot)
        acts |= {key: partial(self.go, place.key) for key, place in zip(PLACES, shown, strict=False)}
        bind(self, Where.WINDOW, {key: partial(self._soon, act) for key, act in acts.items()})

    def _begin_new(self) -> None:
        page = self.page()
        if page is None or not page.begin_new():
            self.go(REGISTER)

    def _soon(self, act: Callable[[], object]) -> None:
        """Once the key is over; not if the office was locked, or all this built anew, meanwhile."""
        QTimer.singleShot(0, self, lambda: None if self.isHidden() else undisturbed(act))
