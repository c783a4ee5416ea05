"""The people behind a number."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.parts.cells import ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.table import Rows, Value, table
from anbang_desktop.gui.theme import token
from anbang_desktop.services.worklist.people import PersonRow

HEADS, WIDTHS = ("姓名", "状态", "村居", "证件号", "次数"), (170, 112, 110, 170, 60)
ROWS_SHOWN = 10
MOST = 500  # people who are read and listed


class Behind(Dialog[str]):
    """Who is counted in a number; Enter or 打开档案 goes to the chosen person."""

    def __init__(
        self, parent: QWidget | None, title: str, people: Sequence[PersonRow], cases: Sequence[int]
    ) -> None:
        """``cases`` names a person once for each time he or she is counted; ``people`` may be the first of
        more than ``MOST``, and withheld records are counted and never named.
        """
        super().__init__(parent, title)
        self._people = list(people)
        times = Counter(cases)
        many = any(count > 1 for count in times.values())
        lines: list[Sequence[Value]] = [
            (
                one.name,
                (one.state, one.mark),
                one.village,
                one.id_no_masked,
                str(times[one.id]) if many else "",
            )
            for one in people
        ]
        self.list = table(
            Rows(HEADS, lines), {0: StrongCell(), 1: ChipCell(), 3: QuietCell()}, WIDTHS, 2, name=title
        )
        self.list.set_absent(() if many else (4,))
        self.list.setMinimumHeight(token("row") * (min(len(lines), ROWS_SHOWN) + 1) + 4)
        self.list.opened.connect(self._open)
        if lines:
            self.list.selectRow(0)
        told = f"共 {len(times)} 人，{len(cases)} 人次" if many else f"共 {len(times)} 人"
        hidden = min(len(times), MOST) - len(people)
        told += f"，其中 {hidden} 人封存，不列" if hidden else ""
        told += f"，下面列出前 {len(people)} 人" if len(times) > MOST else ""
        self.lay(
            text(told, "small"),
            self.list,
            buttons=(verb("打开档案", self._open, "primary"), verb("关闭", self.reject)),
            wide_by=640,
        )
        self.list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, people: Sequence[PersonRow], cases: Sequence[int]
    ) -> str | None:
        """The number of the file to open, None when the list was only looked at."""
        return cls(parent, title, people, cases).run()

    def _open(self) -> None:
        at = self.list.currentIndex()
        if at.isValid():
            self.finish(self._people[at.row()].no)
