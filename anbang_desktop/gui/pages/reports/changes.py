"""报送, 自上次报送以来的变化: who is new, gone or changed since the county was last told, old → new."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.states import Mark
from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import ChipCell, LinkCell, StrongCell
from anbang_desktop.gui.parts.compose import Item, box, column, row, scroll, text
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.table import List, Rows, Value, table
from anbang_desktop.gui.theme import token
from anbang_desktop.services.reports.changes import WORDS, ChangedRow, Changes, Way

HEADS, WIDTHS = ("姓名", "变化", "哪一项", "报过的", "现在", ""), (96, 72, 104, 112, 150, 52)
NUMBER_HEADS, NUMBER_WIDTHS = ("统计项目", "报过的", "现在"), (280, 120, 120)
MARKS: dict[Way, Mark] = {"new": "doing", "gone": "paused", "changed": "soon"}


class ChangesView(QWidget):
    """People, then numbers, then what was corrected or voided."""

    def __init__(self, seen: Changes, person: Callable[[str], object], told: list[BannerLine]) -> None:
        """``person`` opens one; ``told`` says where a file was just written."""
        super().__init__()
        self._person = person
        self._lines: list[ChangedRow] = []
        self.people = self._people(seen) if seen.rows else None
        self.numbers = self._numbers(seen) if seen.numbers else None
        parts: list[Item] = [banner(told, "infobanner")] if told else []
        if self.people is not None:
            parts.append((self._card(f"变化 {seen.people} 人", "选中一行按回车，打开人员页", self.people), 1))
        if self.numbers is not None:
            parts.append((self._card(f"变化 {len(seen.numbers)} 个数", "", self.numbers), 1))
        if seen.corrected:
            lines = [text(one, wrap=True) for one in seen.corrected]
            head = text("报送以后更正、作废、撤销的", "strong")
            parts.append(box(column(head, *lines, gap=4, pad=(16, 12, 16, 12))))
        if self.people is None and self.numbers is None:
            parts.append(empty("没有变化", f"和{seen.base}一样，不用再报。", sign="check"))
        self.setLayout(column((scroll(column(*parts, gap=16, pad=(24, 0, 24, 16))), 1), gap=0))

    def first(self) -> QWidget:
        """The people, else the numbers."""
        return self.people or self.numbers or self

    def _card(self, title: str, hint: str, inside: List) -> QFrame:
        inside.setProperty("look", "bare")
        inside.setMinimumHeight(token("row") * (min(inside.model().rowCount(), 8) + 1))
        head = row(text(title, "strong"), (text(hint, "hint", wrap=True), 1), gap=8, pad=(12, 10, 12, 10))
        return box(column(head, (inside, 1), gap=0, pad=(1, 0, 1, 1)))

    def _people(self, seen: Changes) -> List:
        made: list[tuple[Value, ...]] = []
        for one in seen.rows:
            chip = (WORDS[one.way], MARKS[one.way])
            cells = [(cell.header, cell.old or "（空）", cell.new or "（空）") for cell in one.cells] or [
                ("", "", "")
            ]
            for at, (header, old, new) in enumerate(cells):
                self._lines.append(one)
                made.append(
                    (
                        one.name if at == 0 else "",
                        chip if at == 0 else "",
                        header,
                        old,
                        new,
                        "" if at else "查看",
                    )
                )
        cells_ = {0: StrongCell(), 1: ChipCell(), 5: LinkCell()}
        view = table(Rows(HEADS, made), cells_, WIDTHS, 4, (), name="变化的人")
        view.opened.connect(self._open)
        view.clicked.connect(lambda at: self._open(at) if at.column() == len(HEADS) - 1 else None)
        view.selectRow(0)
        return view

    def _numbers(self, seen: Changes) -> List:
        made = [(one.header, one.old, one.new) for one in seen.numbers]
        return table(Rows(NUMBER_HEADS, made), {0: StrongCell()}, NUMBER_WIDTHS, 0, name="变化的数")

    def _open(self, at: QModelIndex) -> None:
        self._person(self._lines[at.row()].no)
