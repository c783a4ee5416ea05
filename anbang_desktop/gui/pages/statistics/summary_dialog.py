"""写小结: the text with its numbers, written on; then printed, saved or copied. It waits as a draft."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.entry.drafts import Entries
from anbang_desktop.gui.entry.record_dialog import Kept, KeptDialog
from anbang_desktop.gui.pages.statistics.summary_text import SummaryText
from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import verb
from anbang_desktop.gui.parts.veil import room_for
from anbang_desktop.gui.theme import grow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.statistics import summary
from anbang_desktop.services.statistics.summary import Kind, Paragraph, Summary

FORM = "summary"
ROOM, LOWEST, WIDE = 260, 200, 860
Act = Literal["print", "save"]


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be done with the text."""

    act: Act
    summary: Summary


def form_of(kind: Kind, period: str) -> str:
    """The name of its draft."""
    return f"{FORM}::{kind}:{period}"


class SummaryDialog(KeptDialog[Written]):
    """One text; 复制文字 keeps it open."""

    def __init__(self, parent: QWidget | None, desk: Desk, filled: Summary) -> None:
        """``filled`` is the text with today's numbers."""
        super().__init__(parent, filled.called)
        self._filled = filled
        self.edit = SummaryText(filled.name)
        self.edit.show_paragraphs(filled.paragraphs)
        self.edit.setFixedHeight(max(LOWEST, room_for(self).height() - round(ROOM * grow())))
        self._told = text("", "small", wrap=True)
        self._keep(
            Kept(desk, form_of(filled.kind, filled.period.text)),
            self._read,
            self._restore,
            self.edit.textChanged,
        )
        self.edit.textChanged.connect(self._count_marks)
        self.save = verb("存成 PDF", lambda: self._answer("save"), "primary")
        copy = button("复制文字", act=self.copy)
        prints = button("打印", sign="print", act=lambda: self._answer("print"))
        self.lay(
            self._drafting.offer,
            self._told,
            self.edit,
            buttons=(self.save, prints, copy, button("不保存", act=self.leave), self.put_by()),
            wide_by=WIDE,
        )
        self.save_by(self.save)
        self.save.setAutoDefault(False)
        self._count_marks()
        self.edit.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, filled: Summary) -> Written | None:
        """What to do with the text, or None."""
        return cls(parent, desk, filled).run()

    def written(self) -> Summary:
        """The text as it stands."""
        return replace(self._filled, paragraphs=self.edit.paragraphs())

    def typed(self) -> int:
        """Whether it differs from what was filled in."""
        return int(_texts(self.edit.paragraphs()) != _texts(self._filled.paragraphs))

    def copy(self) -> None:
        """The plain text, for another program."""
        QGuiApplication.clipboard().setText(self.written().plain)
        self._count_marks("文字已复制，可以粘贴到别的程序里。只有人数，没有姓名。")

    def _answer(self, act: Act) -> None:
        self.finish(Written(act, self.written()))

    def _count_marks(self, words: str = "") -> None:
        many = len(self.edit.marked())
        told = f"带点线的 {many} 处是程序算出的数，其余可以随便改；改过的数就是您的了。"
        self._told.setText(words or told)

    def _read(self) -> dict[str, Any]:
        return {"text": summary.to_plain(self.edit.paragraphs())} if self.typed() else {}

    def _restore(self, entries: Entries) -> None:
        if kept := entries.get("text"):
            self.edit.show_paragraphs(summary.from_plain(kept))
            self._count_marks()


def _texts(paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [one.text for one in paragraphs]
