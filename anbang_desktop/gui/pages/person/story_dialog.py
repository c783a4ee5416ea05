"""打印经过: which kinds, from which day to which, and what for; how many that is stands there before it is
printed.
"""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.fields.field import name_of, names, sections_of
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import story_paper
from anbang_desktop.services.worklist.people import Person
from anbang_desktop.services.worklist.story import SIGNS, Event, counted
from anbang_desktop.services.worklist.story_paper import StoryChoice

ITS = names(StoryChoice)


class StoryDialog(Dialog[StoryChoice]):
    """What is to be printed; no kind pressed: all of them."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, name: str, events: Sequence[Event], kinds: Sequence[str]
    ) -> None:
        """``kinds`` are pressed already."""
        super().__init__(parent, f"打印经过：{name}")
        self._events = events
        self.kinds: dict[str, QPushButton] = {}
        for sign, word in SIGNS:
            if counted(events, sign):
                made = button(word, "filter", on=sign in kinds)
                made.clicked.connect(lambda _on=False: self._count())
                self.kinds[sign] = made
        holder = QWidget()
        holder.setLayout(Flow(*self.kinds.values(), gap=8, lines=8))
        self.form = FieldsForm(sections_of(StoryChoice), entry_context(desk), cards=False)
        self.form.load({})
        self.form.changed.connect(self._count)
        self._told = text("", "strong")
        self.go = verb("看样张", self._done, "primary")
        about = text("按下哪几类就印哪几类；都不按，全部印。作废的不印。", "small", wrap=True)
        body = (about, holder, self.form, self._told)
        self.lay(*body, buttons=(self.go, verb("不打印", self.reject)), wide_by=640)
        self.save_by(self.go)
        self.go.setDefault(False)
        self._count()
        self.form.go_to(name_of(ITS.purpose))

    @classmethod
    def print_for(
        cls,
        over: QWidget,
        desk: Desk,
        window: Window,
        one: Person,
        events: Sequence[Event],
        kinds: Sequence[str],
    ) -> None:
        """Ask, lay out, show, print."""
        choice = cls(over, desk, one.row.name, events, kinds).run()
        if choice is None:
            return

        def make(_progress: Progress) -> bytes:
            return story_paper.make(desk, one.no, choice)

        note = partial(story_paper.note_print, desk, one.no, choice)
        print_pdf(over, window, "帮教经过", make, note)

    def _choice(self) -> StoryChoice:
        first, last = self.form.answer(ITS.first), self.form.answer(ITS.last)
        return StoryChoice(
            first=first if isinstance(first, date) else None,
            last=last if isinstance(last, date) else None,
            purpose=str(self.form.answer(ITS.purpose) or ""),
            signs=tuple(sign for sign, one in self.kinds.items() if one.isChecked()),
        )

    def _count(self) -> None:
        found = len(story_paper.chosen(self._events, self._choice()))
        self._told.setText(f"要印 {found} 件" if found else "这样选没有一件")
        self.go.setEnabled(bool(found))

    def _done(self) -> None:
        if self.form.read() is not None:
            self.finish(self._choice())
