"""问需求: every type of help with its article, answered one by one; what nobody asked stays unasked."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.articles import cite
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import Field, Section
from anbang_desktop.fields.kinds import Choice
from anbang_desktop.fields.need import NEED
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, button, row, text
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.aid import asking, board
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.people import Person

ANSWERS = (board.NONE, board.SOME, board.URGENT, board.DECLINED)  # what is under way says so by itself


class NeedsDialog(RecordDialog):
    """Begins with what is known; only what was answered otherwise is written."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext, *, unasked: bool
    ) -> Saved | None:
        """``unasked``: only those that nobody asked for yet. Until it was saved or left."""
        now = board.of(desk, one.file)
        codes = now.unasked if unasked else tuple(item.code for item in desk.codes["help_type"])
        known = {line.code: line.state for line in now.lines} | dict.fromkeys(now.none, board.NONE)
        fields = tuple(_field(desk, code, known.get(code, "")) for code in codes)
        sheet = Sheet(
            f"{Verb.ASK_NEEDS}：{one.row.name}",
            "逐项问本人，没有的也点“没有”：没问过和没有需求是两回事。",
            (Section("", fields),),
            {code: state for code, state in known.items() if state in ANSWERS and code in codes},
            Kept(desk, f"needs:{one.no}"),
            "保存",
            across=2 if roomy() else 1,
            wide=1100,
            own={field.name: _answers for field in fields},
            kind=NEED.name,
        )

        def save(values: Mapping[str, object | None]) -> None:
            asking.ask(desk, one.no, {code: str(state) for code, state in values.items()})

        return cls(parent, sheet, context, save).run()

    def above(self) -> Sequence[Item]:
        """One click for those that are not needed."""
        rest = button("其余没有需求", act=self._rest)
        return (row(text("问过的才点。", "small"), None, rest, gap=8),)

    def _rest(self) -> None:
        for line in self.form.rows.values():
            if line.editor.value() is None and isinstance(line.editor, RadioEditor):
                line.editor.choose(board.NONE)


def _field(desk: Desk, code: str, state: str) -> Field:
    item = desk.codes["help_type"].item(code)
    article = item.article if item else ""
    told = [cite(int(article)) if article else "", item.note if item else ""]
    under_way = "" if state in ("", *ANSWERS) else f"现在：{desk.codes['need_state'].label(state)}。"
    label = item.name if item else code
    return Field(code, label, Choice("need_state"), help=under_way + "，".join(filter(None, told)))


def _answers(field: Field, context: EntryContext) -> Editor:
    table = context.read_context.codes["need_state"]
    return RadioEditor(field, context, [(code, table.label(code)) for code in ANSWERS])
