"""印走访包: how the telephones stand on it, a look at the sheets, then the printer."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QRadioButton, QWidget

from anbang_desktop.gui.parts.compose import button, column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.documents.papers import Phones
from anbang_desktop.services.worklist import visits

NAME = "走访包"
PHONES: tuple[tuple[Phones, str], ...] = (
    ("masked", "遮住中间四位"),
    ("whole", "印完整号码，会记下来"),
    ("none", "不印电话"),
)


class PackDialog(Dialog[Phones]):
    """How the telephones are printed; covered unless the clerk says otherwise."""

    def __init__(self, parent: QWidget | None, count: int) -> None:
        """``count`` sheets will be laid out."""
        super().__init__(parent, f"印走访包：{count} 人")
        self._ways = {key: QRadioButton(words) for key, words in PHONES}
        self._ways["masked"].setChecked(True)
        about = "按村排好，一人一张：上次说到的、没办完的、这次要问的，下面留空手写。不写罪名和刑期。"
        ways = column(*self._ways.values(), gap=6)
        go = button("看样张", "primary", act=self._done)
        leave = verb("取消", self.reject)
        self.lay(text(about, "small", wrap=True), 4, text("电话", "label"), ways, buttons=(go, leave))
        go.setFocus()

    @classmethod
    def print_for(cls, over: QWidget, desk: Desk, window: Window, case_ids: Sequence[int]) -> None:
        """Ask, lay out, show, print; whoever has ended is left out."""
        numbers = [line.row.no for line in visits.lines(desk, case_ids)]
        if not numbers:
            window.toast("没有要走访的人")
            return
        phones = cls(over, len(numbers)).run()
        if phones is not None:

            def make(_progress: Progress) -> bytes:
                return papers.visit_pack(desk, numbers, phones)

            note = partial(papers.note_pack, desk, numbers, phones)
            print_pdf(over, window, NAME, make, note, f"{NAME} {len(numbers)} 人")

    def _done(self) -> None:
        self.finish(next(key for key, one in self._ways.items() if one.isChecked()))
