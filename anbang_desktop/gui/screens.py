"""python -m anbang_desktop.gui.screens --office DIR --out DIR: a picture of every page, dialog and paper,
at 标准 and at 特大 (150 %).

Each owner of pages adds lines to SHOTS; a shot that fails is named and makes the exit code 1, the others
are still painted.
"""

import argparse
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from anbang_desktop import app as composition
from anbang_desktop.gui.login.demo_day import clock_for
from anbang_desktop.gui.login.login_services import Office
from anbang_desktop.gui.offscreen import hush
from anbang_desktop.gui.printing import Pixels, to_image
from anbang_desktop.gui.session import Program, offices_in
from anbang_desktop.gui.shell.page import Target
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.shots import SHOTS
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import open_office
from anbang_desktop.services.worklist import people

WIDE, HIGH = 1366, 768
BOTH = ("标准", "特大")
VEIL = QColor(30, 39, 44, 90)
SETTLE = 12


@dataclass(slots=True)
class Stage:
    """What a shot may use: the program on the demo office, at one text size."""

    program: Program
    desk: Desk
    offices: Sequence[Office]

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
        assert shell is not None  # noqa: S101 - just shown
        return shell

    def page(self, key: str, **target: Unpack[Target]) -> QPixmap:
        """A page of the main window."""
        self.shell().go(key, **target)
        return self.grab()

    def over(self, dialog: QDialog) -> QPixmap:
        """A dialog over whatever is on show."""
        ground = self.grab()
        dialog.adjustSize()
        dialog.show()
        settle()
        shot = dialog.grab()
        dialog.done(0)
        dialog.deleteLater()
        painter = QPainter(ground)
        painter.fillRect(ground.rect(), VEIL)
        painter.drawPixmap(
            QPoint((ground.width() - shot.width()) // 2, max(0, (ground.height() - shot.height()) // 2)), shot
        )
        painter.end()
        return ground

    def grab(self) -> QPixmap:
        """The window as it is."""
        settle()
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


def settle() -> None:
    """Let layouts and paints happen."""
    app = QApplication.instance()
    for _turn in range(SETTLE):
        if app is not None:
            app.processEvents()


def paint(stage: Stage, size: str, out: Path, only: str) -> list[str]:
    """All shots of one size; the names that failed."""
    failed = []
    for shot in SHOTS:
        if size not in (shot.sizes or BOTH) or only not in shot.name:
            continue
        name = f"{shot.name}_150" if size == "特大" else shot.name
        try:
            save(shot.make(stage), out, name)
        except Exception:  # noqa: BLE001 - one page must not keep the others from being looked at
            traceback.print_exc()
            failed.append(name)
        if (box := stage.program.trouble.box()) is not None:
            print(f"{name}: an error box came up", file=sys.stderr)
            box.done(0)
            failed.append(name)
        if (stage.frame.width(), stage.frame.height()) != (WIDE, HIGH):
            print(f"{name}: wants {stage.frame.width()} x {stage.frame.height()}", file=sys.stderr)
            failed.append(name)
            stage.frame.resize(WIDE, HIGH)
    return failed


def save(made: "QPixmap | Sequence[QImage]", out: Path, name: str) -> None:
    """One file, or one for each page of a paper."""
    if isinstance(made, QPixmap):
        made.toImage().convertToFormat(QImage.Format.Format_RGB888).save(str(out / f"{name}.png"))
        return
    for number, image in enumerate(made, 1):
        image.save(str(out / f"{name}_{number}.png"))


def main(words: Sequence[str] | None = None) -> int:
    """Paint; 0 when every shot came out."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--office", type=Path, required=True)
    options.add_argument("--passphrase-file", type=Path)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--only", default="")
    found = options.parse_args(words)
    found.out.mkdir(parents=True, exist_ok=True)
    key = (found.passphrase_file or found.office.parent / "passphrase.txt").read_text("utf-8").strip()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        os.environ["XDG_CONFIG_HOME"] = os.environ["LOCALAPPDATA"] = (
            scratch  # this user's own choices stay out of the pictures
        )
        copy = Path(scratch) / "demo" / "office"  # shots may save: never into the office itself
        shutil.copytree(found.office, copy, ignore=shutil.ignore_patterns("*.lock"))
        for file in found.office.parent.glob("*.txt"):
            shutil.copy(file, copy.parent)
        failed = paint_all(copy, key, found.out, found.only)
    for name in failed:
        print(f"not right: {name}", file=sys.stderr)
    print(f"{len(list(found.out.glob('*.png')))} pictures in {found.out}")
    return 1 if failed else 0


def paint_all(office: Path, key: str, out: Path, only: str) -> list[str]:
    """Both sizes with one application and one desk."""
    app = QApplication.instance() or QApplication(["screens"])
    assert isinstance(app, QApplication)  # noqa: S101 - nobody else makes one here
    hush(app)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    offices = offices_in([office], open_office.look)
    clock = clock_for(office)
    desk = open_office.unlock(office, offices[0].card.users[0], key, clock)
    failed: list[str] = []
    try:
        for size in BOTH:
            dress(app, size, shipped=True)
            program = Program(app, composition.doors(clock, office), composition.load_inside, at_once=True)
            program.frame.resize(WIDE, HIGH)
            program.start(offices)
            program.frame.show()
            failed += paint(Stage(program, desk, offices), size, out, only)
            program.desk = None  # the desk is ours
            program.finish()
            program.frame.may_close = lambda: True
            program.frame.close()
            program.frame.deleteLater()
            settle()
    finally:
        open_office.close(desk)
    return failed


if __name__ == "__main__":
    sys.exit(main())
