"""The dialogs of 诉求: one more step, how it ended, the clue of a discrimination, and whose wish it is."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Section, name_of, names, sections_of
from anbang_desktop.fields.wish import WISH, Wish, WishStep
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.parts.compose import column as stacked
from anbang_desktop.gui.parts.compose import scroll, text
from anbang_desktop.gui.parts.dialog import EDGE, Dialog, verb
from anbang_desktop.gui.records.person_search import PersonSearch
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import wish_acts
from anbang_desktop.services.worklist.wishes import WishLine

ITS, STEP = names(Wish), names(WishStep)
STEP_FORM, CLUE_FORM = "wishstep", "wishclue"


class WishStepDialog(RecordDialog):
    """记一步."""

    @classmethod
    def ask_step(cls, parent: QWidget, desk: Desk, line: WishLine) -> Saved | None:
        """Until it was saved or left."""
        about = "转给部门、催办的，写上部门和等到哪天；缓办的，写上哪天再办。缓办不改变答复期限。"
        given = {STEP.on: desk.today, STEP.by: desk.user}
        kept = Kept(desk, f"{STEP_FORM}:{line.row.no}:{line.wish.id}")
        sections = [Section("", one.fields) for one in sections_of(WishStep)]
        title = f"记一步：{line.row.name}，{line.category}"
        sheet = Sheet(title, about, sections, given, kept, "记下", across=1, wide=640, kind=WISH.name)
        save = partial(wish_acts.add_step, desk, line.row.no, line.wish.id)
        return cls(parent, sheet, entry_context(desk), save).run()


class ClueDialog(RecordDialog):
    """填写线索; afterwards what the authority replied stands in it too."""

    @classmethod
    def ask_clue(cls, parent: QWidget, desk: Desk, line: WishLine) -> Saved | None:
        """Until it was saved or left."""
        about = "移送函照这里写，不写罪名、刑期。填好以后点“写移送函”；移送要本人同意，不同意的不移送。"
        given = {one.name: getattr(line.wish, one.name) for one in wish_acts.CLUE}
        kept = Kept(desk, f"{CLUE_FORM}:{line.row.no}:{line.wish.id}")
        title = f"就业歧视线索：{line.row.name}"
        sheet = Sheet(
            title, about, (Section("", wish_acts.CLUE),), given, kept, "保存线索", across=2, kind=WISH.name
        )
        save = partial(wish_acts.note_clue, desk, line.row.no, line.wish.id)
        return cls(parent, sheet, entry_context(desk), save).run()

    def handed(self, values: Mapping[str, object | None]) -> Mapping[str, object | None]:
        """Also what was emptied."""
        return values


class AnswerDialog(Dialog[bool]):
    """How it ended; the words stand on the page and are shown here once more."""

    def __init__(self, parent: QWidget, desk: Desk, line: WishLine, words: str) -> None:
        """``words`` is the answer."""
        super().__init__(parent, f"答复并办结：{line.row.name}，{line.category}")
        self._desk, self._line, self._words = desk, line, words
        asked = tuple(one for one in wish_acts.ANSWER if one.name != name_of(ITS.answer))
        self.form = FieldsForm((Section("", asked),), entry_context(desk), across=1, cards=False)
        self.form.load({ITS.answered_on: desk.today})
        self.form.require({ITS.answered_on: True, ITS.answer_way: True, ITS.outcome: True})
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        go = verb("答复并办结", self._save, "primary")
        area = scroll(stacked(text(words, wrap=True), self.form, gap=12, pad=(0, 0, EDGE, 0)))
        self.lay((area, 1), self._trouble, buttons=(go, verb("取消", self.reject)), area=area, wide_by=640)
        self.form.at_end = go.click
        self.form.go_to(name_of(ITS.answer_way))

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, line: WishLine, words: str) -> bool:
        """True when it was answered."""
        return bool(cls(parent, desk, line, words).run())

    def _save(self) -> None:
        values = self.form.read()
        if values is None:
            return
        try:
            wish_acts.answer(
                self._desk,
                self._line.row.no,
                self._line.wish.id,
                {**values, name_of(ITS.answer): self._words},
            )
        except UserError as wrong:
            self.form.refused(wrong, self._trouble)
        else:
            self.finish(answer=True)


class WhoDialog(Dialog[str]):
    """Whose wish it is: found by name, sound, number or village; ends with the number of the case."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Nothing is listed before something is typed."""
        super().__init__(parent, "谁的诉求")
        self.search = PersonSearch(desk, "没有找到。换个字再找，或者先“新登记”。")
        self.search.hits.setMinimumHeight(180)
        self.entry, self.hits = self.search.entry, self.search.hits
        self._go = verb("登记诉求", self._take, "primary")
        self._go.setEnabled(False)
        self.lay(self.search, buttons=(self._go, verb("取消", self.reject)), wide_by=560)
        self.search.chosen.connect(lambda no: self._go.setEnabled(bool(no)))
        self.search.taken.connect(self._take)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk) -> str | None:
        """The number, or None when it was left."""
        return cls(parent, desk).run()

    def _take(self) -> None:
        if no := self.search.no():
            self.finish(no)
