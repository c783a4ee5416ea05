"""What help is needed (H01–H18): 没有, 有 or 急需; not asked yet is shown as such."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.manual import law_anchor
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Choice
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.pages.assessments.answers import Answers
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.help_wanted import ask_help
from anbang_desktop.gui.theme import roomy


class Needs(QFrame):
    """Two columns of needs with the article each rests on."""

    def __init__(
        self,
        codes: CodeBook,
        needs: tuple[str, ...],
        context: EntryContext,
        answers: Answers,
        changed: Callable[[], object],
    ) -> None:
        """``needs`` are the codes of the instrument; ``answers`` are shared with the rest of the
        assessment.
        """
        super().__init__()
        self.setProperty("look", "scroll")
        self._answers, self._changed = answers, changed
        self._entries: dict[str, RadioEditor] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(2)
        across = 2 if roomy() else 1
        levels = [(item.code, item.name) for item in codes["need_level"].offered]
        for place, code in enumerate(needs):
            grid.addWidget(self._line(codes, code, levels, context), place // across, place % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        self._said = text("", "small")
        rest = button("其余没有需求", "plain", act=self._rest)
        self.setLayout(column(row(self._said, None, rest), grid, gap=8))
        self._count()

    def _line(
        self, codes: CodeBook, code: str, levels: list[tuple[str, str]], context: EntryContext
    ) -> QFrame:
        found = codes["help_type"].item(code)
        name, article = (found.name, found.article) if found else (code, "")
        entry = RadioEditor(Field(code, name, Choice("need_level")), context, levels)
        entry.set_value(self._answers.needs.get(code))
        entry.changed.connect(lambda: self._on_changed(code))
        self._entries[code] = entry
        told = column(text(name), *self._basis(name, article), None, gap=0)
        return box(row((told, 1), (entry, 2), gap=8), "rowline")

    def _basis(self, name: str, article: str) -> list[Item]:
        """The article, to be read; no stop for Tab between the answers."""
        if not article:
            return []
        link = button(f"第{article}条", "textlink", tip=f"看第{article}条写的是什么")
        link.clicked.connect(lambda: ask_help(self, law_anchor(int(article))))
        link.setAccessibleName(f"{name}：第{article}条")
        link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return [row(link, None)]

    def _on_changed(self, code: str) -> None:
        value = self._entries[code].value()
        if value is None:
            self._answers.needs.pop(code, None)
        else:
            self._answers.needs[code] = str(value)
        self._count()
        self._changed()

    def _rest(self) -> None:
        for code, entry in self._entries.items():
            if entry.value() is None:
                entry.set_value("NONE")
                self._answers.needs[code] = "NONE"
        self._count()
        self._changed()

    def _count(self) -> None:
        open_ = sum(entry.value() is None for entry in self._entries.values())
        self._said.setText(f"还有 {open_} 项没有问" if open_ else "都问过了")
