"""Import, first and last step: choose a file or an earlier import, and what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from anbang_desktop.gui.parts.chip import Chip, Mark
from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, rule, scroll, text, wide
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.roster_import.plan import ImportPlan, ImportResult, PastImport

SHOWN = 50
OPENED = "已按花名册登记在册，算进期初；还缺的手续在“今天要办”里，从建账这一天起算"
TAKEN = "县局或监所发来的名单，.xlsx、.xls 或 .csv，不超过 20 MB。可以把文件拖到这里。"


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the page does for the lines of the history."""

    take_back: Callable[[PastImport], object]
    give_back: Callable[[PastImport], object]


class ChooseStep(QWidget):
    """A card that takes a file by button or by dropping it, and beneath it the imports so far."""

    def __init__(
        self,
        past: list[PastImport],
        choose: Callable[[], object],
        dropped: Callable[[Path], object],
        verbs: Verbs,
    ) -> None:
        """``past`` are the imports so far; ``choose`` asks for a file, ``dropped`` gets one."""
        super().__init__()
        self._dropped, self._verbs = dropped, verbs
        self.setAcceptDrops(True)
        self.pick = button("选择文件", "soft", "file", tip="Ctrl+O", act=choose)
        words = text(TAKEN, "small", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        sign: list[Item] = [row(None, glyph("file", "ink_3"), None)] if roomy() else []
        high = 24 if roomy() else 8
        offer = box(
            column(
                None,
                *sign,
                row(None, text("选择要导入的名单", "head"), None),
                words,
                row(None, self.pick, None),
                None,
                gap=8,
                pad=(16, high, 16, high),
            )
        )
        self.setLayout(column(offer, (self._history(past), 1) if past else None, gap=16))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self._dropped(files[0])

    def _history(self, past: list[PastImport]) -> QFrame:
        lines: list[Item] = []
        for one in past[:SHOWN]:
            lines += [self._line(one), rule()]
        title = row(
            text("导入记录", "strong"), text(f"共 {len(past)} 次", "hint"), None, gap=8, pad=(16, 12, 16, 8)
        )
        return box(column(title, (scroll(column(*lines, None, gap=0, pad=(16, 0, 16, 8))), 1), gap=0))

    def _line(self, one: PastImport) -> Item:
        rest = one.rows - one.created - one.updated
        done = [f"{one.rows} 行，登记 {one.created} 人"]
        done += [f"更新 {one.updated} 人"] if one.updated else []
        done += [f"其余 {rest} 行没有导入或没有变化"] if rest else []
        chip = Chip("paused", "已撤销") if one.undone else Chip("done", "已导入")
        verbs: list[Item] = [button("导出回执名单", "link", act=lambda: self._verbs.give_back(one))]
        if not one.undone and one.created + one.updated:
            verbs.append(button("撤销", "link", act=lambda: self._verbs.take_back(one)))
        about = "　".join((one.at, "，".join(done), one.user))
        words = column(text(one.file_name, "strong", wrap=True), text(about, "small", wrap=True), gap=2)
        return row((words, 1), column(None, chip, None), *verbs, gap=12, pad=(0, 4, 0, 4))


class DoneStep(QWidget):
    """How many came in, how many stayed out, and what can be done next."""

    def __init__(
        self,
        plan: ImportPlan,
        result: ImportResult,
        problems: Callable[[], object],
        undo: Callable[[], object],
    ) -> None:
        """``problems`` writes the rows that stayed out, ``undo`` takes the import back."""
        super().__init__()
        head = row(
            Mark("done"),
            text(f"已导入 {result.done} 人" if result.done else "没有新的内容，什么也没有改动", "head"),
            None,
            gap=8,
        )
        new = OPENED if plan.opening else "档案编号已给，在“信息核查”里逐人核查"
        facts = [
            ("新登记", result.created + result.new_cases, new),
            ("更新", result.updated, "只改名单里有的内容，空格不会清掉原来的内容"),
            ("无变化", result.unchanged, "本所已有，内容相同"),
            ("没有导入", result.left_out, "问题行可以导出成同样的表，多一列“问题”，改好后再导入"),
        ]
        lines: list[Item] = [_fact(name, count, why) for name, count, why in facts if count]
        self.verbs: list[QPushButton] = []
        if plan.problem_rows:
            self.verbs.append(button("导出问题行", sign="report", act=problems))
        if result.done:
            self.verbs.append(button("撤销本次导入", sign="undo", act=undo))
        card = box(column(head, *lines, row(*self.verbs, None, gap=8), gap=12, pad=(24, 20, 24, 20)))
        self.setLayout(column(card, None, gap=0))


def _fact(name: str, count: int, why: str) -> Item:
    return row(
        wide(text(name, "label"), 88),
        wide(text(f"{count} 人", "strong"), 72),
        (text(why, "small", wrap=True), 1),
        gap=8,
    )
