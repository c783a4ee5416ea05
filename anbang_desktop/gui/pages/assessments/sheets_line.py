"""评分单: each member puts in a sheet; once all are in, how they lie is shown, without names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout, QPushButton

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept
from anbang_desktop.gui.pages.assessments.answers import Answers
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.parts.compose import Item, button, clear, column, row, text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told: that a sheet was put in, that it is shown how they lie, that a group is wanted."""

    changed: Callable[[], object]
    lies: Callable[[], object]
    form_group: Callable[[], object]


class SheetsLine(QFrame):
    """One button for each member; ``open``: the others are not waited for."""

    def __init__(
        self,
        desk: Desk,
        instrument: Instrument,
        context: EntryContext,
        answers: Answers,
        members: Sequence[str],
        form: str,
        told: Told,
    ) -> None:
        """``form`` begins the name of each sheet's own draft; ``answers`` are shared with the page."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._instrument, self._context = desk, instrument, context
        self._answers, self.members, self._form, self._told = answers, list(members), form, told
        self.open = False
        self._lines = column(gap=8)
        self.setLayout(self._lines)

    def draw(self) -> None:
        """The buttons as things stand."""
        clear(self._lines)
        if not self.members:
            self._lines.addLayout(self._no_group())
            return
        done = len(self._answers.sheets)
        told = f"{len(self.members)} 名成员，已登记 {done} 份。" + (
            "" if self.all_in() else "全部登记后才显示分布，只显示几人，不显示是谁。"
        )
        self._lines.addWidget(text(told, "small", wrap=True))
        verbs: list[Item] = [self._button(name) for name in self.members]
        self._lines.addLayout(row(*verbs, None, gap=8))
        if done and not self.all_in():
            self._lines.addLayout(
                row(button("不再等其余评分单，开始商定", "link", act=self.stop_waiting), None)
            )
        self._told.lies()

    def all_in(self) -> bool:
        """Whether it may be shown how the sheets lie."""
        sheets = self._answers.sheets
        return self.open or (bool(sheets) and set(self.members) <= set(sheets))

    def enter(self, member: str) -> None:
        """The sheet of one member."""
        given = self._answers.sheets.get(member, {})
        kept = Kept(self._desk, f"{self._form}:{member}")
        answer = SheetDialog.ask(self, self._instrument, self._context, member, given, kept)
        if answer is not None:
            self._answers.sheets[member] = dict(answer.values)
            self._told.changed()
            self.draw()

    def stop_waiting(self) -> None:
        """Begin to talk without the sheets that are missing."""
        self.open = True
        self.draw()

    def forget(self) -> None:
        """The meeting is over: sheets that were begun belong to it."""
        for member in self.members:
            drafts.drop(self._desk, f"{self._form}:{member}")

    def _button(self, name: str) -> QPushButton:
        there = name in self._answers.sheets
        return button(
            f"{name} ✓" if there else name,
            "plain" if there else "soft",
            tip=f"录入{name}的评分单",
            act=partial(self.enter, name),
        )

    def _no_group(self) -> QLayout:
        words = "还没有小组。没有评分单也可以直接议定，但最好先定小组。"
        verb = button(Verb.FORM_GROUP, "soft", act=self._told.form_group)
        return row((text(words, "label", wrap=True), 1), verb, gap=12)
