"""What the page 报送 does with sheets that leave and come back: how they leave, delivery, the county's
remarks, the changes since.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.reports.deliver_dialog import DeliverDialog
from anbang_desktop.gui.pages.reports.due_dialog import DueDialog
from anbang_desktop.gui.pages.reports.leaving_dialog import LeavingDialog
from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import calendar, changes, difference, leaving, ledger, making, returned
from anbang_desktop.services.reports.calendar import DueSheet
from anbang_desktop.services.reports.changes import Changes
from anbang_desktop.services.reports.leaving import Leaving, PutOut
from anbang_desktop.services.reports.ledger import Named, Run, Way
from anbang_desktop.services.reports.making import FrozenRun, Preview
from anbang_desktop.services.reports.places import place_of
from anbang_desktop.services.reports.returned import Returned

KINDS = "Excel 工作簿 (*.xlsx);;所有文件 (*)"
UNIT = "步"


class Sending:
    """Asks, does, and tells the page what to show; ``way`` and ``changes`` are what it shows of a version."""

    def __init__(self, parent: QWidget, desk: Desk, window: Window, show: Callable[[str], object]) -> None:
        """``show`` draws the view ``run``, ``changes`` or ``home`` anew."""
        self._parent, self._desk, self._window, self._show = parent, desk, window, show
        self.way: Way | None = None
        self.changes: Changes | None = None
        self.told: list[BannerLine] = []

    # how a sheet leaves -------------------------------------------------------------------------

    def ask_leaving(self, title: str, name: str, period: str, *, numbered: bool) -> Leaving | None:
        """How a sheet leaves; None when it stays."""
        return LeavingDialog.ask(
            self._parent, leaving.asking(self._desk, title, name, period, numbered=numbered)
        )

    def ask_folder(self) -> Path | None:
        """Where it is written."""
        return questions.save_folder(self._parent, "把报表存到哪个文件夹", questions.Folder.SHEETS_OUT)

    def freeze(self, seen: Preview) -> None:
        """Check and freeze without a file leaving."""
        title = f"定稿：{seen.profile} {seen.period.label}"
        name, period = seen.profile, seen.period.text
        asked = leaving.asking(self._desk, title, name, period, numbered=seen.numbered, freeze=True)
        said = LeavingDialog.ask(self._parent, asked)
        if said is not None:
            job = partial(_freeze, self._desk, seen, said)
            self._window.run_job("正在定稿", job, self._frozen, unit=UNIT)

    def _frozen(self, made: FrozenRun) -> None:
        self._window.saved()
        self.told = [("已定稿：数据以后再变，这一版不变。要送出去时点“导出报表”", "", None)]
        self._read(made.run)
        self._window.toast("已定稿")

    # one version --------------------------------------------------------------------------------

    def open_run(self, run: Run) -> None:
        """Show a version with everything that is known of it."""
        self.told = []
        self._read(run.id)

    def go_on_delivering(self, run_id: int) -> None:
        """接着填 of a delivery that was begun, unless it was noted since."""
        self.told = []
        self._read(run_id)
        if self._shown().may_deliver:
            self.deliver()

    def _read(self, run_id: int) -> None:
        self.way = ledger.way(self._desk, run_id)
        self._show("run")

    def refresh(self) -> None:
        """Read the version anew that is shown."""
        if self.way is not None:
            self.way = ledger.way(self._desk, self.way.run.id)

    def deliver(self) -> None:
        """Note the delivery."""
        run = self._shown()
        said = DeliverDialog.ask(self._parent, self._desk, run)
        if said is not None:
            ledger.deliver(self._desk, run.id, said)
            self._window.saved()
            self._read(run.id)
            self._window.toast(f"已登记送达：{run.name}")

    def export(self) -> None:
        """Write the frozen file, or the one that went out once more."""
        run = self._shown()
        said = self.ask_leaving(f"导出：{run.name}", run.name, "", numbered=False)
        out = self.ask_folder() if said is not None else None
        if said is None or out is None:
            return
        put = (ledger.export if run.may_export else ledger.save_again)(self._desk, run.id, out, said)
        self._window.saved()
        self.told = told_of(put)
        self._read(run.id)
        self._window.toast(f"已存为 {put.file.name}")

    def come_back(self) -> None:
        """The county's file: read what it wrote."""
        run = self._shown()
        file = questions.open_file(self._parent, "县局退回的表", KINDS, questions.Folder.LISTS_IN)
        if file is not None:
            job = partial(_take, self._desk, run, file)
            self._window.run_job("正在读退回的表", job, self._came_back, unit=UNIT)

    def _came_back(self, back: Returned) -> None:
        self._window.saved()
        many = len(back.remarks) + len(back.elsewhere)
        same = "和报出的完全一样" if back.same else f"县局写了、改了 {many} 处"
        self.told = [(f"已记下退回的表：{same}", "", None)]
        self._read(back.run)
        self._window.toast(f"已登记退回：{back.name}")

    def mend(self, one: Named) -> None:
        """Open the person at the datum that the county wrote about."""
        field, section = place_of(one.remark.field)
        if field:
            self._window.go("person", no=one.no, field=field)
        else:
            self._window.go("person", no=one.no, section=section)

    def _shown(self) -> Run:
        assert self.way is not None  # noqa: S101 - the verbs stand only beside a version
        return self.way.run

    # what has changed since ---------------------------------------------------------------------

    def look_at_changes(self, name: str, period: str) -> None:
        """Compare today with what the county holds."""
        self.told = []
        job = partial(_changes, self._desk, name, period)
        self._window.run_job("正在对照上次报送", job, self._compared, unit=UNIT)

    def show_changes(self, found: Changes) -> None:
        """Show a comparison that was made already."""
        self.told = []
        self._compared(found)

    def _compared(self, found: Changes) -> None:
        self.changes = found
        self._show("changes")

    def export_changes(self, period: str) -> None:
        """The sheet of only those who changed."""
        if self.changes is None:
            return
        name = self.changes.name
        said = self.ask_leaving(f"导出变化表：{name}", name, "", numbered=bool(self.changes.rows))
        out = self.ask_folder() if said is not None else None
        if said is not None and out is not None:
            job = partial(_write_changes, self._desk, name, period, out, said)
            self._window.run_job("正在导出变化表", job, self._wrote, unit=UNIT)

    def _wrote(self, found: Changes) -> None:
        self.changes = found
        file = Path(found.files[0])
        self.told = written([file], found.password, stick=False)
        self._window.saved()
        self._show("changes")
        self._window.toast(f"已导出 {file.name}")

    # the calendar -------------------------------------------------------------------------------

    def set_due(self, one: DueSheet) -> None:
        """When the county wants a sheet."""
        rule = DueDialog.ask(
            self._parent, one.name, one.rule, partial(calendar.set_due, self._desk, one.name)
        )
        if rule is not None:
            self._window.saved()
            self._show("home")
            self._window.toast(f"已登记报送时间：{rule or '不定'}")


def _freeze(desk: Desk, seen: Preview, said: Leaving, progress: Progress) -> FrozenRun:
    return making.freeze(desk, seen.profile, seen.period.text, progress, said, seen)


def _take(desk: Desk, run: Run, file: Path, progress: Progress) -> Returned:
    return returned.take(desk, run.name, file, run_id=run.id, progress=progress)


def _changes(desk: Desk, name: str, period: str, progress: Progress) -> Changes:
    return changes.since_last(desk, name, period, progress)


def _write_changes(
    desk: Desk, name: str, period: str, out: Path, said: Leaving, progress: Progress
) -> Changes:
    return difference.write(desk, name, period, out, progress, said)


def told_of(put: PutOut) -> list[BannerLine]:
    """Where a file was written, and its password this once."""
    return written([put.file], put.password, stick=put.stick)


def written(files: Sequence[Path], password: str, *, stick: bool) -> list[BannerLine]:
    """The banner over a view after an export."""
    folder = files[0].parent
    back = "，在 U 盘上，已读回核对" if stick else ""
    names = "、".join(file.name for file in files)
    lines: list[BannerLine] = [
        (f"已导出 {names}，在 {folder}{back}", "打开文件夹", partial(open_folder, folder))
    ]
    if password:
        lines.append((f"打开密码：{password}　只显示这一次，请抄下来，当面或打电话告诉对方", "", None))
    return lines


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
