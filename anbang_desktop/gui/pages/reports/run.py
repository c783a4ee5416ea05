"""报送, one version: the steps of its way, the versions of the same period, what the county wrote on it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import LinkCell, StrongCell
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, scroll, text, wide
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.table import List, Rows, table
from anbang_desktop.gui.theme import roomy, token
from anbang_desktop.services.reports.ledger import Named, Run, Step, Way

HEADS, WIDTHS = ("姓名", "哪一格", "县局的意见", "写的人", ""), (120, 150, 260, 100, 72)
KINDS = {"comment": "", "changed": "改动：", "mark": "标记：", "row": ""}
CHIP_WIDE = 96


@dataclass(frozen=True, slots=True)
class RunVerbs:
    """What the page does for this view."""

    mend: Callable[[Named], object]
    version: Callable[[Run], object]


class RunView(QWidget):
    """What happened at the left, what the county said at the right; one above the other where room is
    short.
    """

    def __init__(self, way: Way, verbs: RunVerbs, told: list[BannerLine]) -> None:
        """``told`` says where a file was just written."""
        super().__init__()
        self._way, self._verbs = way, verbs
        self.remarks = self._table() if way.remarks else None
        left = column(self._facts(), self._steps(), *self._versions(), None, gap=16)
        right: Item = (self._said(), 1)
        body = row((left, 5), (self._said_column(), 7), gap=16) if roomy() else column(right, left, gap=16)
        tops: list[Item] = [banner(told, "infobanner")] if told else []
        self.setLayout(column((scroll(column(*tops, (body, 1), gap=12, pad=(24, 0, 24, 16))), 1), gap=0))

    def first(self) -> QWidget:
        """What the county said, else the whole."""
        return self.remarks or self

    def _said_column(self) -> Item:
        return column((self._said(), 1), gap=0)

    # what is known ------------------------------------------------------------------------------

    def _facts(self) -> QFrame:
        way, run = self._way, self._way.run
        numbers = {True: "完整", False: "遮住", None: ""}[way.whole_ids]
        facts = [
            ("文件", run.file_name),
            ("人数", f"{run.people} 人"),
            ("接收单位", run.recipient),
            ("用途", run.purpose),
            ("身份证号", numbers),
            ("加密", "有打开密码" if way.sealed else ""),
            ("更正原因", run.reason),
            ("送达", "　".join(filter(None, (_day(run.delivered_on), way.delivered_to, run.delivered_how)))),
            ("回执", "　".join(filter(None, (way.receipt_no, _day(way.receipt_on))))),
            ("数据指纹", way.snapshot[:16]),
            ("文件指纹", run.sha256[:16]),
        ]
        lines = [
            row(wide(text(name, "label"), 72), (text(words, wrap=True), 1), gap=8)
            for name, words in facts
            if words
        ]
        return box(column(*lines, gap=6, pad=(16, 12, 16, 12)))

    def _steps(self) -> QFrame:
        lines = [self._step(one) for one in self._way.steps]
        return box(column(text("经过", "strong"), *lines, gap=6, pad=(16, 12, 16, 12)))

    def _step(self, one: Step) -> Item:
        when = f"{one.at.month}月{one.at.day}日 {one.at:%H:%M}"
        chip = box(column(row(Chip(one.mark, one.state), None, gap=0), None, gap=0), "scroll")
        said = column(text(one.note, wrap=True), text(f"{when}　{one.by}", "hint"), gap=0)
        return row(wide(chip, CHIP_WIDE), (said, 1), gap=8)

    def _versions(self) -> list[Item]:
        if len(self._way.versions) < 2:
            return []
        lines = [self._version(one) for one in self._way.versions]
        return [box(column(text("这一期的各版", "strong"), *lines, gap=6, pad=(16, 12, 16, 12)))]

    def _version(self, one: Run) -> Item:
        here = one.id == self._way.run.id
        words = text(f"第 {one.version} 版", "strong" if here else "body")
        see: list[Item] = [] if here else [button("查看", "link", act=lambda: self._verbs.version(one))]
        said = text(one.reason, "small", wrap=True)
        return row(wide(words, 60), Chip(one.mark, one.state), (said, 1), *see, gap=8)

    # what the county said -----------------------------------------------------------------------

    def _said(self) -> QFrame:
        if self.remarks is None:
            returned = self._way.run.opinion
            told = (
                returned
                or "县局退回的表，按“县局退回”选那个文件：批注、标记、改过的格子都列在这里，一处一处去改。"
            )
            return empty("还没有县局的意见", told, sign="report")
        head = row(
            text(f"县局的意见 {len(self._way.remarks)} 处", "strong"),
            (text("选中一行按回车，打开那个人的那一项", "hint", wrap=True), 1),
            gap=8,
            pad=(12, 10, 12, 10),
        )
        return box(column(head, (self.remarks, 1), gap=0, pad=(1, 0, 1, 1)))

    def _table(self) -> List:
        lines = [self._line(one) for one in self._way.remarks]
        view = table(Rows(HEADS, lines), {0: StrongCell(), 4: LinkCell()}, WIDTHS, 2, (3,), name="县局的意见")
        view.setProperty("look", "bare")
        view.setMinimumHeight(token("row") * (min(len(lines), 8) + 1))
        view.opened.connect(self._open)
        view.clicked.connect(lambda at: self._open(at) if at.column() == len(HEADS) - 1 else None)
        view.selectRow(0)
        return view

    def _line(self, one: Named) -> tuple[str, ...]:
        said = one.remark
        words = f"{said.old or '空'}→{said.new or '空'}" if said.kind == "changed" else said.text
        place = "　".join(filter(None, (said.header, said.cell)))
        return (
            one.name or said.sheet,
            place,
            f"{KINDS[said.kind]}{words}",
            said.author,
            "去改" if one.no else "",
        )

    def _open(self, at: QModelIndex) -> None:
        one = self._way.remarks[at.row()]
        if one.no:
            self._verbs.mend(one)


def _day(day: object) -> str:
    return str(day) if day is not None else ""
