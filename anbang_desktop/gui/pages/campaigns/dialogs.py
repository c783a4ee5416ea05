"""The dialogs of 重点时段: begin one or change it, and why somebody was not seen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.campaigns import CAMPAIGN_FIELDS, Campaign
from anbang_desktop.fields.field import Field, Section, name_of, names
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_ticks import TicksEditor
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import Item, button, column, scroll, text
from anbang_desktop.gui.parts.dialog import EDGE, Dialog, verb
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.services.cases.duties import NOT_MET
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import campaigns
from anbang_desktop.services.worklist.campaigns import FIXED, CareLine

ITS = names(Campaign)
NAMES = ("春节排查", "两会期间走访", "国庆走访")
USUAL = ("HOME_VISIT", "OFFICE_TALK", "WORK_VISIT", "BY_VILLAGE")  # somebody stood before the person
REASONS = ("外出务工", "走亲戚", "搬离本地", "暂时联系不上")


class CampaignDialog(Dialog[int]):
    """Ends with the id. ``before`` is the one to change; ``among`` are the cases that were chosen one by
    one.
    """

    def __init__(
        self, parent: QWidget, desk: Desk, before: Campaign | None = None, among: Sequence[int] | None = None
    ) -> None:
        """Whom it means is asked only where it begins."""
        super().__init__(parent, f"修改{before.name}" if before else "新的重点时段")
        self._desk, self._before = desk, before
        self._among = None if among is None else campaigns.on_books(desk, among)
        asked = [
            one for one in CAMPAIGN_FIELDS if (before is None and among is None) or one.name not in FIXED
        ]
        own = {ITS.ways: _ways_editor}
        self.form = FieldsForm((Section("", tuple(asked)),), entry_context(desk), cards=False, own=own)
        self.form.load(_values(before) if before else {ITS.starts: desk.today, ITS.ways: USUAL})
        self._told = text("", "strong")
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        usual: list[Item] = [] if before else [self._usual()]
        whom: list[Item] = [] if before else [self._told]
        go = verb("保存" if before else "开始", self._save, "primary")
        area = scroll(column(self.form, pad=(0, 0, EDGE, 0)))  # what is chosen is counted in sight
        body = (*usual, (area, 1), *whom, self._trouble)
        self.lay(*body, buttons=(go, verb("取消", self.reject)), area=area, wide_by=760)
        self.save_by(go)
        self.form.changed.connect(self._count)
        self._count()
        self.form.go_to(name_of(ITS.name))

    @classmethod
    def ask(
        cls, parent: QWidget, desk: Desk, before: Campaign | None = None, among: Sequence[int] | None = None
    ) -> int | None:
        """The id, or None when it was left."""
        return cls(parent, desk, before, among).run()

    def _usual(self) -> QWidget:
        holder = QWidget()
        made = [button(words, "filter", act=partial(self._call, words)) for words in NAMES]
        holder.setLayout(Flow(*made, gap=8, lines=8))
        return holder

    def _call(self, words: str) -> None:
        line = self.form.row(ITS.name)
        line.editor.set_value(words)
        line.complain("")
        self.form.go_to(name_of(ITS.starts))

    def _count(self) -> None:
        """How many are meant by what stands there now."""
        if self._before is not None:
            return
        if self._among is not None:
            self._told.setText(f"这份名单里在册的 {len(self._among)} 人要走访")
            return
        chosen = {name: self.form.answer(name) for name in FIXED}
        number = campaigns.meant(self._desk, chosen)
        self._told.setText(f"在册 {number} 人要走访（类别、村居、责任人都不选，就是全部在册的人）")

    def _save(self) -> None:
        values = self.form.read()
        if values is None:
            return
        try:
            self.finish(self._write(values))
        except UserError as wrong:
            self.form.refused(wrong, self._trouble)

    def _write(self, values: Mapping[str, object]) -> int:
        if self._before is None:
            return campaigns.start(self._desk, values, self._among)
        campaigns.change(self._desk, self._before.id, values)
        return self._before.id


def _ways_editor(field: Field, context: EntryContext) -> Editor:
    """The ways of a visit at which somebody is met."""
    items = context.read_context.codes["contact_type"].offered
    return TicksEditor(field, context, [one for one in items if one.code != NOT_MET])


def _values(one: Campaign) -> dict[str, object]:
    return {name: value for name, value in asdict(one).items() if value not in (None, ())}


class NoteDialog(Dialog[str]):
    """Why somebody was not seen; an empty line takes it back."""

    def __init__(self, parent: QWidget, line: CareLine) -> None:
        """With what was written already."""
        super().__init__(parent, f"{line.row.name}：没有见到的原因")
        self.entry = QLineEdit(line.person.note or "")
        shown = FormRow("原因", self.entry, hint="印在汇总上；不写罪名、病情等敏感内容", label_wide=48)
        usual = QWidget()
        usual.setLayout(Flow(*(self._usual(words) for words in REASONS), gap=8, lines=8))
        go = verb("保存", lambda: self.finish(self.entry.text().strip()), "primary")
        self.lay(usual, shown, buttons=(go, verb("取消", self.reject)), wide_by=560)
        self.save_by(go)
        EnterMoves([self.entry], go.click, self)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, line: CareLine) -> str | None:
        """The words, or None when it was left."""
        return cls(parent, line).run()

    def _usual(self, words: str) -> QPushButton:
        return button(words, "filter", act=partial(self._put, words))

    def _put(self, words: str) -> None:
        self.entry.setText(words)
        self.entry.setFocus()
