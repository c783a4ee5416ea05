"""批量打印协议书: who is printed and who lacks what is told first; then one look, one printing, one unit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.gui import questions
from anbang_desktop.gui.parts.compose import clear, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import EDGE, Dialog, verb
from anbang_desktop.gui.parts.picker import Picker
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import batch
from anbang_desktop.services.documents.batch import BatchLine

NAME = "安置帮教协议书"
ALL = ""
How = Literal["print", "file", "folder"]
PDF = "PDF 文件 (*.pdf)"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is done with whose agreements."""

    how: How
    numbers: tuple[str, ...]


class BatchDialog(Dialog[Chosen]):
    """A village or all of them; whoever lacks something, or has signed, is left out and named."""

    def __init__(self, parent: QWidget | None, lines: Sequence[BatchLine]) -> None:
        """``lines`` are the people who were chosen."""
        super().__init__(parent, "批量打印协议书")
        self._lines, self._village = lines, ALL
        self.picker = Picker("村（居）", self._choose)
        self._facts = text("", wrap=True)
        self._told = column(gap=4, pad=(0, 0, EDGE, 0))
        area = scroll(self._told)
        self.go = verb("", partial(self._done, "print"), "primary")
        self.file = verb("存成一个 PDF…", partial(self._done, "file"))
        self.folder = verb("每人一个文件…", partial(self._done, "folder"))
        several = len({one.village for one in lines}) > 1
        top = [row(self.picker.button, None)] if several else []
        self.lay(
            *top,
            self._facts,
            (area, 1),
            buttons=(self.go, self.file, self.folder, verb("取消", self.reject)),
            area=area,
            wide_by=720,
        )
        self._show()
        self.go.setFocus()

    @classmethod
    def print_for(cls, over: QWidget, desk: Desk, window: Window, case_ids: Sequence[int]) -> None:
        """Tell, ask, lay out, show, print; or write files."""
        lines = batch.survey(desk, case_ids)
        if not lines:
            window.toast("没有可以打印协议的人")
            return
        chosen = cls(over, lines).run()
        if chosen is None:
            return
        if chosen.how == "print":
            _print(over, desk, window, chosen.numbers)
        else:
            _save(over, desk, window, chosen)

    def _choose(self, village: str) -> None:
        self._village = village
        self._show()

    def _here(self) -> list[BatchLine]:
        return [one for one in self._lines if self._village in (ALL, one.village)]

    def _numbers(self) -> tuple[str, ...]:
        return tuple(one.no for one in self._here() if one.goes)

    def _show(self) -> None:
        villages = dict.fromkeys(one.village for one in self._lines)
        options = [(ALL, f"所有村（居）　{len(self._lines)} 人")]
        options += [
            (name, f"{name or '没有填村居'}　{sum(one.village == name for one in self._lines)} 人")
            for name in villages
            if name
        ]
        self.picker.show_options(options, self._village)
        here, count = self._here(), len(self._numbers())
        lacking = [one for one in here if one.lacking]
        settled = [one for one in here if one.settled]
        facts = [f"可以打印 {count} 人，按本所村居名单的次序"]
        facts += [f"{len(lacking)} 人现在不能打印"] if lacking else []
        facts += [f"{len(settled)} 人已签或者已记明未签，不印"] if settled else []
        self._facts.setText("；".join(facts) + "。")
        clear(self._told)
        for one in lacking:
            self._told.addWidget(text(f"{one.name}　{one.village}　{one.lacking}", "error", wrap=True))
        blanks = defaultdict[tuple[str, ...], list[str]](list)
        for one in here:
            if one.goes and one.blanks:
                blanks[one.blanks].append(one.name)
        for what, whose in blanks.items():
            words = f"{'、'.join(what)}没有填，留空手写（{len(whose)} 人）：{'、'.join(whose)}"
            self._told.addWidget(text(words, "small", wrap=True))
        self._told.addStretch(1)
        self.go.setText(f"看样张并打印 {count} 人")
        for part in (self.go, self.file, self.folder):
            part.setEnabled(bool(count))

    def _done(self, how: How) -> None:
        self.finish(Chosen(how, self._numbers()))


def _print(over: QWidget, desk: Desk, window: Window, numbers: Sequence[str]) -> None:
    title = f"{NAME} {len(numbers)} 人"

    def make(progress: Progress) -> bytes:
        return batch.together(batch.draw(desk, numbers, progress))

    print_pdf(over, window, title, make, partial(batch.mark_printed, desk, numbers), title)


def _save(over: QWidget, desk: Desk, window: Window, chosen: Chosen) -> None:
    folder = questions.Folder.PAPERS_OUT
    target = (
        questions.save_file(over, "保存协议书", f"协议书_{len(chosen.numbers)}人.pdf", PDF, folder)
        if chosen.how == "file"
        else questions.save_folder(over, "每人一个文件存到", folder)
    )
    if target is None:
        return

    def write(progress: Progress) -> int:
        return len(batch.save(desk, batch.draw(desk, chosen.numbers, progress), target))

    def saved(files: int) -> None:
        if isValid(over):
            window.done(f"已保存 {len(chosen.numbers)} 人的协议书，{files} 个文件")

    window.run_job("正在生成协议书", write, saved, unit="人")
