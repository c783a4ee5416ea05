"""The window of 照录: narrow, beside another program, always on top where the clerk wants it. One key copies
a value and goes to the next line.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.copying.lines import CELLS, HEADS, VALUE, WIDTHS, CopyModel
from anbang_desktop.gui.copying.order_dialog import OrderDialog
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.keys import Where, bind, undisturbed
from anbang_desktop.gui.parts.clipboard import copy_out
from anbang_desktop.gui.parts.compose import box, button, column, row, text
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Target
from anbang_desktop.gui.theme import grow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import copy_systems, copying, people
from anbang_desktop.services.worklist.copying import CopySheet, CopyValue, Since

Go = Callable[[Target], object]
WIDE, LEAST_WIDE, LEAST_HIGH = 380, 300, 360
FRAME = 40  # what the system puts above and below a window
ON_TOP, SYSTEM = "copying/on_top", "copying/system"
FILES = "照录次序 (*.toml)"
TITLE = "照录"  # the task bar shows it: no name
UNCODED = "对方的代码里没有这一项，要在那边选。"
GONE = "上次录过，现在没有填；那边也要清掉。清掉以后按空格。"


class CopyWindow(QWidget):
    """``left`` says that it was closed; ``end`` closes it without a word (lock, visitor, end of the
    program).
    """

    left = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, trouble: Trouble, go: Go) -> None:
        """``go`` shows somebody in the main window. Nothing is read before ``show_among``."""
        super().__init__()
        self.setObjectName("root")
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._desk, self._jobs, self._trouble, self._go = desk, jobs, trouble, go
        self._among: Sequence[int] = ()
        self._at, self._placed = 0, False
        self.sheet: CopySheet | None = None
        self._copied: dict[str, CopyValue] = {}  # of this person: what stands in the other system now
        self._kept: set[str] = set()  # and is remembered already
        self._noted: set[str] = set()  # what was looked at or copied from under its cover
        self._shown: set[str] = set()  # what lies open now
        self.model = CopyModel()
        self.list = table(
            self.model, {at: kind() for at, kind in CELLS.items()}, WIDTHS, VALUE, name="照录的项目"
        )
        self.list.horizontalHeader().hide()
        self.list.opened.connect(lambda _at: self._soon(self.take_line))
        self.list.installEventFilter(self)
        self.list.selectionModel().currentRowChanged.connect(lambda _now, _before: self._tell())
        self._lay_out()
        bind(
            self,
            Where.COPYING,
            {
                "Alt+Up": partial(self.move_by, -1),
                "Alt+Down": partial(self.move_by, 1),
                "F2": self.fill,
                "F3": self.next_changed,
                "F6": self.open_systems,
                "F7": self.reveal,
                "F9": self.arrange,
                "Esc": self.close,
            },
        )

    def _lay_out(self) -> None:
        self.name, self._place = text("", "head", wrap=True), text("", "hint")
        self.systems = button("", sign="down", tip="换系统、加系统、排次序（F6）", act=self.open_systems)
        self.systems.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign after the word
        self._since = text("", "small", wrap=True)
        self._label, self._words = text("", "label"), text("", "strong", wrap=True)
        self._hint = text("", "hint", wrap=True)
        self.reveal_button = button("显示", "link", "eye", tip="F7，记录在案", act=self.reveal)
        self.fill_button = button("去填", "link", tip="F2", act=self.fill)
        about = column(
            row(self._label, None, self.reveal_button, self.fill_button, gap=8),
            self._words,
            self._hint,
            gap=2,
            pad=(12, 8, 8, 8),
        )
        self.copy_button = button("复制", "primary", tip="回车、空格", act=self.take_line)
        before = button("上一人", tip="Alt+↑", act=partial(self.move_by, -1))
        after = button("下一人", tip="Alt+↓", act=partial(self.move_by, 1))
        self.steps = (before, after)
        self.all_done = button("都录好了", "link", tip="不逐项复制、照着打完的", act=self.take_all)
        self.on_top = QCheckBox("总在最前")
        self.on_top.setChecked(str(choices().value(ON_TOP, "true")) == "true")
        self.on_top.toggled.connect(self._keep_on_top)
        head = column(
            row((self.name, 1), self._place, gap=8),
            self.systems,
            self._since,
            gap=4,
            pad=(12, 8, 12, 4),
        )
        foot = column(
            box(about, "quiet"),
            row((self.copy_button, 1), *((one, 1) for one in self.steps), gap=8),
            row(self.on_top, None, self.all_done, gap=8),
            gap=8,
            pad=(12, 8, 12, 12),
        )
        self.setLayout(column(head, (self.list, 1), foot, gap=0))

    # who is shown -------------------------------------------------------------------------------

    def show_among(self, among: Sequence[int], at: int, beside: QWidget) -> None:
        """Somebody of a list of cases; the first time at the right edge of the screen that
        ``beside`` is on.
        """
        self._keep()
        self._among, self._at = among, at
        self._begin()
        if self.sheet is None:
            self.left.emit()
            return
        if not self._placed:
            self._placed = True
            self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on=self.on_top.isChecked())
            self.setMinimumSize(round(LEAST_WIDE * grow()), LEAST_HIGH)
            self.setGeometry(at_the_edge(beside.screen().availableGeometry(), round(WIDE * grow())))
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    def move_by(self, step: int) -> None:
        """The person before or after."""
        if self._jobs.busy() or not 0 <= self._at + step < len(self._among):
            return
        self._keep()
        self._at += step
        self._begin()
        self.list.setFocus()

    def end(self) -> None:
        """Close it and forget it."""
        self._keep()
        self._placed = False
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was copied is remembered, which a running job would be in the way of."""
        if self._jobs.busy():
            event.ignore()
            return
        event.accept()
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line under the cursor stays in sight."""
        super().resizeEvent(event)
        self._soon(lambda: self.list.scrollTo(self.list.currentIndex()))

    def changeEvent(self, event: QEvent) -> None:
        """Who comes back from the main window may have filled something in there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._placed:
            self._soon(self._read_again)

    def _soon(self, act: Callable[[], object]) -> None:
        """Once the event is over, unless this window is gone meanwhile."""
        QTimer.singleShot(0, self, lambda: undisturbed(act) if self._placed else None)

    def _begin(self) -> None:
        """Somebody else, or another system: nothing is copied, everything lies under its cover."""
        self._copied, self._kept, self._noted, self._shown = {}, set(), set(), set()
        found = people.rows(self._desk, [self._among[self._at]])
        self.sheet = None
        try:
            self.sheet = copying.show(self._desk, found[0].no if found else "", self._system())
            copying.note_open(self._desk, self.sheet)
        except UserError as error:
            self._trouble.show(error)
            return
        self._draw()
        self.list.selectRow(self._first())

    def _system(self) -> str:
        kept, known = str(choices().value(SYSTEM, "")), copy_systems.systems(self._desk)
        return kept if any(one.id == kept for one in known) else known[0].id

    def _read_again(self) -> None:
        """What stands there now; what was copied and says something else since is to be copied again."""
        if self.sheet is None or self._jobs.busy():
            return
        try:
            fresh = copying.show(self._desk, self.sheet.no, self.sheet.system.id)
        except UserError as error:
            self._trouble.show(error)
            self._soon(self.close)
            return
        now = {one.key: one.words for one in fresh.values}
        if any(now.get(key) != one.words for key, one in self._copied.items()):
            self._keep()
            self._copied = {key: one for key, one in self._copied.items() if now.get(key) == one.words}
            self._kept &= self._copied.keys()
            fresh = copying.show(self._desk, self.sheet.no, self.sheet.system.id)
        if fresh != self.sheet:
            at = self.list.currentIndex().row()
            self.sheet = fresh
            self._draw()
            self.list.selectRow(at)

    def _keep(self) -> None:
        """Remember what was copied: the next sheet tells what has changed since."""
        fresh = self._copied.keys() - self._kept
        if self.sheet is not None and fresh:
            copying.remember(self._desk, self.sheet, fresh)
            self._kept |= fresh

    def _draw(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        self.name.setText(sheet.name)
        many = len(self._among) > 1
        self._place.setText(f"第 {self._at + 1} / {len(self._among)} 人" if many else "")
        for step, one in zip((-1, 1), self.steps, strict=True):
            one.setVisible(many)
            one.setEnabled(0 <= self._at + step < len(self._among))
        self.systems.setText(sheet.system.name)
        self._since.setText(since_words(sheet))
        self._since.setVisible(sheet.last is not None)
        self.model.show(sheet.values, self._copied, self._shown, known=sheet.last is not None)
        self.list.clearSpans()
        for at in self.model.sections():
            self.list.setSpan(at, 0, 1, len(HEADS))
        self._tell()

    def _first(self) -> int:
        """Where to begin: what changed where somebody was copied before, else the first line."""
        lines = range(self.model.rowCount())
        changed = (at for at in lines if (one := self.model.value(at)) and one.since is Since.CHANGED)
        return next(changed, next((at for at in lines if self.model.value(at)), 0))

    # one line -----------------------------------------------------------------------------------

    def line(self) -> CopyValue | None:
        """The one under the cursor."""
        return self.model.value(self.list.currentIndex().row())

    def take_line(self) -> None:
        """Enter: copy it and go to the next; where nothing is filled in, go and fill it in."""
        one = self.line()
        if one is not None and not one.words:
            self.fill()
        else:
            self.copy_line()

    def copy_line(self) -> None:
        """Space: copy it and go to the next; an empty one is passed over, and counts as emptied there too."""
        one = self.line()
        if one is None or self.sheet is None or self._jobs.busy():
            return
        if one.words:
            if one.covered:
                self._note(one)
            copy_out(one.words)
        if one.words or one.since is Since.CHANGED:
            self._copied[one.key] = one
        self.model.mark()
        self._forward(lambda _value: True)
        if one.words:
            self._hint.setText(f"已复制：{one.line.label}")
            self._hint.show()

    def take_all(self) -> None:
        """Everything was typed without copying line by line."""
        if self.sheet is not None and not self._jobs.busy():
            self._copied = {
                one.key: one for one in self.sheet.values if one.words or one.since is not Since.NEW
            }
            self._keep()
            self.model.show(self.sheet.values, self._copied, self._shown, known=self.sheet.last is not None)
            self._draw()

    def reveal(self) -> None:
        """F7: what lies under the cover; noted, once for each showing of a person."""
        one = self.line()
        if one is not None and one.covered and not self._jobs.busy():
            self._note(one)
            self._shown.add(one.key)
            self.model.mark()
            self._tell()

    def fill(self) -> None:
        """F2: to where this is filled in."""
        one = self.line()
        if one is None or self.sheet is None:
            return
        target: Target = {"no": self.sheet.no}
        if one.source.fill:
            target["field"] = one.source.fill
        else:
            target["section"] = one.source.section
        self._go(target)

    def next_changed(self) -> None:
        """F3: the next line that says something else than the last time."""
        self._forward(lambda value: self.model.state(value)[1] == "soon", around=True)

    def _forward(self, wanted: Callable[[CopyValue], bool], *, around: bool = False) -> None:
        here, count = self.list.currentIndex().row(), self.model.rowCount()
        places = [*range(here + 1, count), *(range(here + 1) if around else ())]
        found = (at for at in places if (one := self.model.value(at)) is not None and wanted(one))
        at = next(found, None)
        if at is not None:
            self.list.selectRow(at)
        self._tell()

    def _note(self, one: CopyValue) -> None:
        if self.sheet is not None and one.key not in self._noted:
            copying.note_reveal(self._desk, self.sheet, one)
            self._noted.add(one.key)

    def _tell(self) -> None:
        """The line under the cursor in full, below the list."""
        one = self.line()
        self._label.setText(one.line.label if one else "")
        self._words.setText((self.model.words(one) or "没有填") if one else "")
        gone = one is not None and not one.words and one.since is Since.CHANGED
        self._hint.setText(UNCODED if one and one.uncoded else GONE if gone else "")
        self._hint.setVisible(bool(self._hint.text()))
        self.reveal_button.setVisible(bool(one and one.covered and one.key not in self._shown))
        self.fill_button.setVisible(bool(one and not one.words))
        self.copy_button.setEnabled(bool(one and one.words))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space copies, as Enter does."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and not event.isAutoRepeat()
            if plain and event.key() == Qt.Key.Key_Space:
                undisturbed(self.copy_line)
                return True
        return super().eventFilter(watched, event)

    # systems ------------------------------------------------------------------------------------

    def open_systems(self) -> None:
        """F6: another system, one more, the order of this one."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = copy_systems.systems(self._desk)
        for one in known:
            action = made.addAction(one.name, partial(self._change, one.id))
            action.setCheckable(True)
            action.setChecked(self.sheet is not None and one.id == self.sheet.system.id)
        made.addSeparator()
        made.addAction("排次序…\tF9", self.arrange)
        made.addAction("加一个系统…", self.add_system)
        made.addAction("把这个次序存成文件…", self.save_system)
        if self.sheet is not None and copy_systems.is_own(self.sheet.system):
            made.addAction("去掉这个系统…", self.remove_system)
        made.popup(self.systems.mapToGlobal(QPoint(0, self.systems.height() + 4)))
        made.setActiveAction(made.actions()[0])

    def _change(self, id_: str) -> None:
        if not self._jobs.busy():
            self._keep()
            choices().setValue(SYSTEM, id_)
            self._begin()
            self.list.setFocus()

    def arrange(self) -> None:
        """F9: the order of the lines."""
        if self.sheet is None or self._jobs.busy():
            return
        system = self.sheet.system
        chosen = OrderDialog.ask(self, system)
        if chosen is None:
            return
        if chosen.usual:
            copy_systems.as_delivered(self._desk, system.id)
        else:
            copy_systems.arrange(self._desk, system.id, chosen.order, chosen.hidden)
        self._read_again()

    def add_system(self) -> None:
        """From a file that says its lines."""
        file = questions.open_file(self, "选一份照录次序", FILES, questions.Folder.LISTS_IN)
        if file is None or self._jobs.busy():
            return
        try:
            made = copy_systems.add(self._desk, file)
        except UserError as error:
            self._trouble.show(error)
            return
        self._change(made.id)

    def save_system(self) -> None:
        """To begin a system of one's own with."""
        if self.sheet is None:
            return
        name, folder = f"照录次序_{self.sheet.system.id}.toml", questions.Folder.LISTS_IN
        file = questions.save_file(self, "存到哪里", name, FILES, folder)
        if file is not None and not self._jobs.busy():
            try:
                copy_systems.save(self._desk, self.sheet.system.id, file)
            except UserError as error:
                self._trouble.show(error)

    def remove_system(self) -> None:
        """The office's own one that is shown."""
        if self.sheet is None:
            return
        system = self.sheet.system
        words = f"“{system.name}”的次序从这个程序里去掉，已经录到那边的不受影响。"
        if questions.sure(self, f"去掉“{system.name}”？", words, danger="去掉", keep="留着"):
            self._keep()
            self._copied = {}
            copy_systems.remove(self._desk, system.id)
            self._change("")

    def _keep_on_top(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        choices().setValue(ON_TOP, "true" if on else "false")
        frame = self.geometry()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on=on)  # the system makes the window anew
        self.setGeometry(frame)
        self.show()


def at_the_edge(screen: QRect, wide: int) -> QRect:
    """A window at the right edge, as high as the screen leaves."""
    wide = min(wide, screen.width())
    return QRect(
        screen.right() - wide + 1, screen.top() + FRAME, wide, max(LEAST_HIGH, screen.height() - 2 * FRAME)
    )


def since_words(sheet: CopySheet) -> str:
    """When it was copied last and what has changed since."""
    if sheet.last is None:
        return ""
    changed = len(sheet.changed)
    news = f"之后变了 {changed} 项（F3 逐项看）" if changed else "之后没有变"
    return f"上次照录 {sheet.last.isoformat()}，{news}"
