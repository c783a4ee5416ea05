"""What a page is, what it may ask of the window, and how it is entered in the registry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypedDict, TypeVar, Unpack

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.history import Done
from anbang_desktop.services.worklist.due import DueItem
from anbang_desktop.services.worklist.people import PeopleFilter

T = TypeVar("T")
PageKey = Literal[
    "today",
    "people",
    "verification",
    "person",
    "register",
    "importing",
    "agreements",
    "assessments",
    "visits",
    "archives",
    "reports",
    "statistics",
    "health",
    "takeover",
    "settings",
    "own_lists",
    "daybook",
    "rules",
    "instruments",
    "templates",
    "campaigns",
    "wishes",
    "releases",
    "inside",
    "letters",
    "returns",
]


class Target(TypedDict, total=False):
    """What a page is told to show; each page reads the keys it knows."""

    no: str  # the number of a case
    section: PersonSection | None
    field: str  # the datum of the registration form to fill in
    do: Verb | None  # what to begin with
    record: int  # the id of an assessment to correct, of a time of special care, of a wish, of a sent sheet
    said: int  # the id of a visit: what was asked for on it becomes a wish
    quick: str  # one of the page's quick filters
    filter: PeopleFilter
    sort: tuple[str, bool]  # the service's key, and whether it is descending
    among: Sequence[int]  # the ids of the list the person was chosen from
    at: int  # and the place there
    scroll: int
    draft: Mapping[str, Any]  # what was typed and not saved
    resuming: Sequence[str]  # names of drafts to go on with
    correct: tuple[str, int]  # the kind and the id of a record to correct
    name: str  # a sheet of the county
    path: Path  # a file to read
    kept: tuple[Any, ...]  # what the page's own ``keep`` gave
    again: Mapping[str, object]  # the same in plain values, for the vault: ``kept`` is made again from it


class Window(Protocol):
    """The small part of the main window that pages see."""

    def go(self, page: PageKey, **target: Unpack[Target]) -> None:
        """Show another page and tell it what to show: ``go("person", no="…",
        section=PersonSection.AGREEMENT)``.
        """

    def back(self) -> None:
        """Show the page that was shown before."""

    def copy_out(self, among: Sequence[int], at: int) -> None:
        """照录: the window beside another program, with the person at that place among the ids of cases."""

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say at the bottom right what was done; with 撤销 where ``undo`` is given."""

    def done(self, words: str) -> None:
        """A unit of work was saved: as ``saved``, and a toast says so with 撤销 where it can be undone."""

    def take_back(self, unit: Done) -> bool:
        """Ask, and undo a unit of work; a refusal says what stands in the way. True when it was undone."""

    def saved(self) -> None:
        """Something was saved: the status bar shows the time and the counts in the navigation are read
        again.
        """

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
        """Run a plain function on the worker thread with the progress box; ``done`` gets its result on the
        window's thread.

        Errors go to ``failed`` or, without it, to ``trouble``; 停止 ends in ``stopped``.
        """

    def trouble(self, error: BaseException) -> None:
        """Show an error: a UserError as a sentence, anything else as a fault."""

    def apply_choices(self) -> None:
        """The settings were changed: text size and lock minutes take effect at once."""

    def backed_up(self) -> None:
        """A backup was made: the light is read again."""

    def busy(self) -> bool:
        """Is a job running? Then nothing may read the store; lists serve the rows they have."""

    def work_of_the_day(self) -> Sequence[DueItem]:
        """今天要办, kept between saves: only the cases that a save touched are read again."""


@dataclass(frozen=True, slots=True)
class Count:
    """The number beside a place in the navigation; ``late`` = something there is overdue (▲ and red)."""

    number: int
    late: bool = False


class Page(QWidget):
    """A page: ``open`` shows it, ``refresh`` reads again; it emits ``typed`` when ``unsaved`` may have
    changed.
    """

    typed = Signal()

    def __init__(self, desk: Desk, window: Window) -> None:
        """Keep the desk and the window; subclasses build their widgets."""
        super().__init__()
        self.desk, self.window_ = desk, window
        self.resuming: set[str] = set()  # drafts that are gone on with at once when their form is opened

    def open(self, **target: Unpack[Target]) -> None:
        """The page comes to the front; ``target`` is what ``go`` was given. By default it reads everything
        anew.
        """
        self.refresh()

    def refresh(self) -> None:
        """Read from the services again and show it (F5, after a save elsewhere)."""

    def counted(self, place: "Place") -> Count | None:
        """The number of its place just after ``refresh``: a page that has read it already tells it from
        there.
        """
        return place.count(self.desk, self.window_) if place.count else None

    def unsaved(self) -> bool:
        """Whether something stands here that is not saved yet: the status bar says so."""
        return False

    def set_aside(self) -> bool:
        """The page is left: what is typed and not saved is kept as a draft. True when there was something."""
        return False

    def one_person(self) -> str:
        """The number of the case whose person alone is shown here; nothing where there are others."""
        return ""

    def begun(self) -> str:
        """The name of the draft of what is typed here and not saved; nothing where nothing is."""
        return ""

    def keep(self) -> Target:
        """The target that brings this state back when the page is built anew (text size, lock): handed to
        ``open``.
        """
        return {}

    def save_now(self) -> None:
        """Ctrl+S: save what is typed here; a page where nothing can be typed says that there is nothing."""
        self.window_.toast("没有要保存的内容")

    def has_keyboard(self) -> str:
        """The name of the part of this page that has the keyboard, as a screen reader says it."""
        return keyboard_in(self)

    def take_keyboard(self, name: str) -> None:
        """Give the keyboard to the part of this name."""
        give_keyboard(self, name)

    def begin_new(self) -> bool:
        """Ctrl+N: begin a new line of what this page lists; False where the window registers somebody."""
        return False

    def print_paper(self) -> None:
        """Ctrl+P; UserError where the page has no paper, or the computer no printer."""
        raise UserError("这一页没有可以直接打印的文书。", "请先打开某人的协议，再按 Ctrl+P。")

    def export_list(self) -> None:
        """Ctrl+E; UserError where the page shows no list."""
        raise UserError("这一页没有名单可以导出。", "请先打开一份名单，例如人员，再按 Ctrl+E。")

    def first(self) -> QWidget | None:
        """Where the keyboard starts."""
        return None

    def section(self) -> PersonSection | None:
        """The section in view, where the page has sections: 帮助 opens at it."""
        return None


def keyboard_in(over: QWidget) -> str:
    """The name of the part that has the keyboard, as a screen reader says it."""
    here = over.focusWidget()
    return here.accessibleName() if here is not None and over.isAncestorOf(here) else ""


def give_keyboard(over: QWidget, name: str) -> QWidget | None:
    """Give the keyboard to the part of this name; None where there is none."""
    named = (one for one in over.findChildren(QWidget) if name and one.accessibleName() == name)
    found = next((one for one in named if one.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
    if found is not None:
        found.setFocus(Qt.FocusReason.OtherFocusReason)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A page as the window knows it; ``under`` names the place that is lit when the page has none of its
    own.
    """

    key: PageKey
    title: str
    sign: str
    make: Callable[[Desk, Window], Page]
    count: Callable[[Desk, Window], Count | None] | None = None
    under: PageKey | None = None
    foot: bool = False
    letter: str = ""
    short: str = ""  # two characters for a narrow navigation; without them the first two of the title
