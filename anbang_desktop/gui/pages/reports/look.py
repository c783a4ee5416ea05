"""报送, second view: a sheet before it is made: numbers with their people, rows, checks, what is missing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.covering import cover_ids
from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import Cell, LinkCell, StrongCell
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import Item, box, column, row, scroll, text
from anbang_desktop.gui.parts.table import List, Rows, Value, table
from anbang_desktop.gui.theme import roomy, token
from anbang_desktop.services.reports.making import Lacking, Line, Preview

LINE_HEADS, LINE_WIDTHS = ("统计项目", "数量", "", ""), (240, 110, 90, 120)
LACK_HEADS, LACK_WIDTHS = ("姓名", "缺什么", "", ""), (160, 150, 1, 64)
SHOWN_ROWS = 200
_COLUMN_WIDE = {"序号": 56, "姓名": 150, "性别": 56, "身份证号": 170, "户籍地": 200}


class Look(QWidget):
    """The sheet at the left, checks and gaps at the right; one above the other at 特大."""

    def __init__(
        self,
        seen: Preview,
        people: Callable[[Line], object],
        person: Callable[[str], object],
        changes: Callable[[], object],
        made: Sequence[BannerLine],
    ) -> None:
        """``people`` opens the people behind a line, ``person`` opens one, ``changes`` those who changed
        since; ``made`` says where the file went.
        """
        super().__init__()
        self._seen, self._people, self._person = seen, people, person
        self.numbers = self._numbers() if seen.lines else None
        self.rows = self._rows() if seen.headers else None
        self.missing = self._missing(seen.missing) if seen.missing else None
        left = column(*((self._card(*one), 1) for one in self._left()), gap=16)
        right = column(self._checks(), *(((self._lacking(), 1),) if self.missing else (None,)), gap=16)
        body = column((left, 1), (right, 1), gap=16) if not roomy() else row((left, 7), (right, 5), gap=16)
        tops: list[Item] = [banner(made, "infobanner")] if made else []
        tops += [banner(self._since(changes), "infobanner")] if seen.changes and not made else []
        tops += [banner([(note, "", None) for note in seen.notes])] if seen.notes else []
        whole = column(*tops, (body, 1), gap=12, pad=(24, 0, 24, 16))
        self.setLayout(column((scroll(whole), 1), gap=0))

    def first(self) -> QWidget:
        """The numbers, else the rows."""
        return self.numbers or self.rows or self

    def _since(self, show: Callable[[], object]) -> list[BannerLine]:
        """自上次报送以来变化 n 人, and what was corrected or voided since."""
        found = self._seen.changes
        if found is None:
            return []
        people = [f"变化 {found.people} 人"] if found.people else []
        numbers = [f"{len(found.numbers)} 个数不同"] if found.numbers else []
        words = "，".join(people + numbers) or "没有变化"
        lines: list[BannerLine] = [(f"自上次报送（{found.base}）以来{words}", "看变化", show)]
        if found.corrected:
            more = f"等 {len(found.corrected)} 处" if len(found.corrected) > 1 else ""
            lines.append((f"报送以后更正、作废的：{found.corrected[0]}{more}", "", None))
        return lines

    # the sheet ----------------------------------------------------------------------------------

    def _left(self) -> list[tuple[str, str, QWidget]]:
        shown: list[tuple[str, str, QWidget]] = []
        if self.numbers is not None:
            shown.append(("统计表", "每个数都能看名单：点“看名单”，或选中后按回车", self.numbers))
        if self.rows is not None:
            many, first = len(self._seen.rows), self._seen.rosters[0]
            more = f"，这里只列前 {SHOWN_ROWS} 行" if many > SHOWN_ROWS else ""
            title = f"花名册 {many} 人" if first.set == "R01" else f"{first.name} {many} 行"
            shown.append((title, f"{first.told}{more}；证件号写全还是遮住，导出时问", self.rows))
        return shown

    def _card(self, title: str, hint: str, inside: QWidget) -> QFrame:
        inside.setProperty("look", "bare")
        inside.setMinimumHeight(token("row") * 7)
        head = row(text(title, "strong"), (text(hint, "hint", wrap=True), 1), gap=8, pad=(12, 10, 12, 10))
        return box(column(head, (inside, 1), gap=0, pad=(1, 0, 1, 1)))

    def _numbers(self) -> List:
        lines = self._seen.lines
        made: list[Sequence[Value]] = [
            (one.label, one.text, "县局公式" if one.formula else "", "看名单" if one.cases else "")
            for one in lines
        ]
        view = table(
            Rows(LINE_HEADS, made), {0: StrongCell(), 3: LinkCell()}, LINE_WIDTHS, 0, (2,), name="统计表的数"
        )
        view.opened.connect(self._open_line)
        view.clicked.connect(lambda at: self._open_line(at) if at.column() == len(LINE_HEADS) - 1 else None)
        view.selectRow(0)
        return view

    def _open_line(self, at: QModelIndex) -> None:
        line = self._seen.lines[at.row()]
        if line.cases:
            self._people(line)

    def _rows(self) -> List:
        heads = [header.rpartition("/")[2] for header in self._seen.headers]
        shown = [[cover_ids(cell) for cell in one] for one in self._seen.rows[:SHOWN_ROWS]]
        widths = [_COLUMN_WIDE.get(head, 110) for head in heads]
        cells: dict[int, Cell] = {at: StrongCell() for at, head in enumerate(heads) if head == "姓名"}
        leave = tuple(range(len(heads) - 1, 3, -1))
        widest = max(range(len(heads)), key=lambda at: widths[at])
        return table(Rows(heads, shown), cells, widths, widest, leave, name="花名册")

    # checks and gaps ----------------------------------------------------------------------------

    def _checks(self) -> QFrame:
        good = sum(check.ok for check in self._seen.checks)
        words = (
            "都对"
            if good == len(self._seen.checks)
            else f"{len(self._seen.checks) - good} 项不符，请先看清原因"
        )
        head = row(
            text("核对", "strong"), text(f"{len(self._seen.checks)} 项，{words}", "small"), None, gap=8
        )
        lines = [
            row(
                column(5, Mark("done") if one.ok else Mark("overdue"), None),
                (text(one.what, "body" if one.ok else "error", wrap=True), 1),
                gap=8,
            )
            for one in self._seen.checks
        ]
        return box(column(head, *lines, gap=6, pad=(16, 12, 16, 12)))

    def _missing(self, lacking: Sequence[Lacking]) -> List:
        made: list[Sequence[Value]] = [(one.name, "、".join(one.what), "", "去补") for one in lacking]
        view = table(
            Rows(LACK_HEADS, made), {0: StrongCell(), 3: LinkCell()}, LACK_WIDTHS, 1, (2,), name="还缺的内容"
        )
        view.hideColumn(2)

        def mend(at: QModelIndex) -> None:
            self._person(lacking[at.row()].no)

        view.opened.connect(mend)
        view.clicked.connect(lambda at: mend(at) if at.column() == len(LACK_HEADS) - 1 else None)
        return view

    def _lacking(self) -> QFrame:
        assert self.missing is not None  # noqa: S101 - only called where there are gaps
        return self._card(
            f"还缺 {len(self._seen.missing)} 人的内容", "缺的格子会空着；补了再导出更好", self.missing
        )
