"""What a picture is made from: the program on a copy of the demo office, at one text size."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Unpack

from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from anbang_desktop.gui.login.login_services import Office
from anbang_desktop.gui.printing import Pixels, to_image
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.page import PageKey, Target
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.shell.toast import Toast
from anbang_desktop.gui.window_test import settle
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people

Picture = QPixmap | Sequence[QImage]


@dataclass(slots=True)
class Stage:
    """What a shot may use."""

    program: Program
    desk: Desk
    offices: Sequence[Office]
    look: Callable[[QWidget], object] = lambda _shown: None  # a test looks at what is pictured

    @property
    def frame(self) -> QWidget:
        """The window."""
        return self.program.frame

    def shell(self) -> Shell:
        """The main window's content, unlocked and without a page's objections."""
        shell = self.program.shell()
        if shell is None:
            self.program.desk = self.desk
            self.program.show_shell()
            shell = self.program.shell()
        assert shell is not None
        for toast in shell.findChildren(Toast):  # of the picture before
            toast.go()
        return shell

    def page(self, key: PageKey, **target: Unpack[Target]) -> QPixmap:
        """A page of the main window."""
        self.shell().go(key, **target)
        return self.grab()

    def over(self, dialog: QDialog) -> QPixmap:
        """A dialog over whatever is on show."""
        dialog.show()
        settle()
        middle = self.frame.geometry().center() - dialog.rect().center()
        dialog.move(middle)  # Qt keeps it on the screen, and the offscreen one is smaller than the window
        ground, shot = self.frame.grab(), dialog.grab()
        self.look(dialog)
        painter = QPainter(ground)
        painter.drawPixmap(self.frame.mapFromGlobal(dialog.pos()), shot)
        painter.end()
        dialog.done(0)
        dialog.deleteLater()
        return ground

    def grab(self) -> QPixmap:
        """The window as it is."""
        settle()
        self.look(self.frame)
        return self.frame.grab()

    def paper(self, pages: Sequence[Pixels]) -> list[QImage]:
        """Pages of a paper."""
        return [to_image(page) for page in pages]

    def no(self, *states: str) -> str:
        """The number of somebody in one of these states (short codes as S60), the first in the list's
        order.
        """
        ids = people.list_ids(self.desk, people.PeopleFilter(), "no")
        rows = people.rows(self.desk, ids)
        fitting = [row.no for row in rows if not states or row.state_code.split("_")[0] in states]
        return fitting[0] if fitting else rows[0].no


@dataclass(frozen=True, slots=True)
class Shot:
    """``make`` brings the stage to what is to be seen and grabs it; ``sizes`` empty means both."""

    name: str
    make: Callable[[Stage], Picture]
    sizes: tuple[str, ...] = ()
