"""外单位查询登记簿: what other units asked, where each stands; printed; Enter opens the file."""

from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.cells import QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.table import Rows, Value, table
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.gui.theme import token
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing
from anbang_desktop.services.worklist import queries

HEADS, WIDTHS = (
    ("收到日期", "查询单位", "单位性质", "关于", "办到哪步", "答复日期"),
    (104, 140, 150, 140, 150, 104),
)
LEAVE = (2,)
ROWS_SHOWN = 10
NOTHING = (
    "还没有登记过。外单位来查的，打开这个人的页面，在红色标志旁边（没有标志的在“办理变动”里）点“登记查询”；"
    "个人、用人单位来查的也登记，一律不予提供，打印答复函。"
)


class QueriesDialog(Dialog[str]):
    """The register; the number of a file to open, None when it was only looked at."""

    def __init__(self, parent: QWidget | None, desk: Desk, window: Window) -> None:
        """Reads every query."""
        super().__init__(parent, queries.NAME)
        self._desk, self._window = desk, window
        self.lines = queries.lines(desk)
        rows: list[list[Value]] = [
            [
                one.query.received_on.isoformat(),
                one.query.unit,
                one.kind,
                one.about,
                one.stands,
                one.query.answered_on.isoformat() if one.query.answered_on else "",
            ]
            for one in self.lines
        ]
        cells = {1: StrongCell(), 2: QuietCell()}
        self.list = table(Rows(HEADS, rows), cells, WIDTHS, 1, LEAVE, name=queries.NAME)
        self.list.setMinimumHeight(token("row") * (min(len(rows), ROWS_SHOWN) + 1) + 4)
        self.list.opened.connect(self._open)
        self.list.setVisible(bool(rows))
        said = f"{len(rows)} 件；封存的档案不写姓名，打开要写明事由。" if rows else NOTHING
        self.go = verb("打开档案", self._open, "primary")
        self.printer = verb("打印登记簿", self._print)
        for one in (self.go, self.printer):
            one.setEnabled(bool(rows))
        if rows:
            self.list.selectRow(0)
        self.lay(
            text(said, "small", wrap=True),
            self.list,
            buttons=(self.go, self.printer, verb("关闭", self.reject)),
            wide_by=860,
        )
        if rows:
            self.list.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, window: Window) -> str | None:
        """The number of the file to open."""
        return cls(parent, desk, window).run()

    def _open(self) -> None:
        at = self.list.currentIndex()
        if not at.isValid():
            return
        chosen = self.lines[at.row()]
        self.finish(chosen.no or queries.number_of(self._desk, chosen))

    def _print(self) -> None:
        seen = queries.seen(self._desk)

        def make(progress: Progress) -> bytes:
            self._pdf = listing.lay_out(self._desk, seen, listing.COVERED, progress)
            return self._pdf

        note = partial(self._noted, seen)
        print_pdf(self, self._window, queries.NAME, make, note)

    def _noted(self, seen: listing.SeenList) -> None:
        listing.note_print(self._desk, seen, listing.COVERED, self._pdf)
