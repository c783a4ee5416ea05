"""更正: the form of a new record with what stood there; what changes is shown before it is saved."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import Field, Need, Record, Section, fields_of
from anbang_desktop.fields.kinds import Text
from anbang_desktop.fields.verification import Verification
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Maker
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.parts.compose import box, clear, column, text
from anbang_desktop.gui.records.changed_line import changed_line
from anbang_desktop.gui.records.cover import covered
from anbang_desktop.gui.records.layouts import corrected_sections, layout_of
from anbang_desktop.gui.records.verification_dialog import ITS, checks_editor
from anbang_desktop.gui.records.words import COVERED, value_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import values_of
from anbang_desktop.services.records.entry import REASON
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist.people import Person

KEPT = "改过的内容留在历史里，随时可以恢复。"
MOST = 4  # lines of changes that stay in view; the others are counted


class CorrectDialog(RecordDialog):
    """Only what differs is handed to the services, with the reason."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, one: Person, record: Record, context: EntryContext
    ) -> None:
        """The form of the kind of ``record``, with its values."""
        self._desk, self._record, self._kind = desk, record, kind_for(type(record))
        self._known = {field.name: field for field in fields_of(type(record))}
        needed = write.reason_needed(desk, one.file, record)
        layout = layout_of(type(record))
        need = Need.MUST if needed else Need.MAY
        why = Section("为什么更正", (Field(REASON, "更正理由", Text(), need),))
        sheet = Sheet(
            f"更正{self._kind.label}：{one.row.name}",
            f"{needed}{KEPT}",
            (*corrected_sections(self._kind.fields), why),
            values_of(record),
            "保存更正",
            across=layout.across,
            wide=layout.wide,
            own={**layout.own, **_own(desk, one, record)},
            kept=Kept(desk, f"correct:{self._kind.name}:{record.id}"),
            asks=layout.asked(desk),
            kind=self._kind.name,
        )

        def save(values: Mapping[str, object | None]) -> None:
            changes = {name: value for name, value in values.items() if name != REASON}
            reason = str(values.get(REASON) or "")
            write.correct(desk, one.no, self._kind.name, record.id, changes, reason)

        self._lines = column(gap=0)
        self._changes = box(self._lines, "scroll")
        super().__init__(parent, sheet, layout.context(context), save)
        self.form.changed.connect(self._show_changes)
        self._show_changes()

    @classmethod
    def ask_record(
        cls, parent: QWidget | None, desk: Desk, one: Person, record: Record, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        return cls(parent, desk, one, record, context).run()

    def below(self) -> list[QWidget]:
        """What changes, in view while the form scrolls."""
        return [self._changes]

    def handed(self, values: Mapping[str, object | None]) -> dict[str, object | None]:
        """What differs, what was emptied too, and the reason."""
        return {name: values[name] for name in (*self._changed_names(), REASON)}

    def save(self) -> None:
        """Nothing is written where nothing was changed."""
        if self._changed_names():
            super().save()
        else:
            self.say("还没有改动。请改错的地方，再保存更正。")

    def _changed_names(self) -> list[str]:
        return [name for name in self.form.changed_names() if name != REASON]

    def _show_changes(self) -> None:
        clear(self._lines)
        names = self._changed_names()
        for name in names[:MOST]:
            self._lines.addWidget(self._line(self._known[name]))
        if len(names) > MOST:
            self._lines.addWidget(text(f"另外还改了 {len(names) - MOST} 项", "hint"))
        self._changes.setVisible(bool(names))

    def _line(self, field: Field) -> QWidget:
        old = value_words(self._desk, field, getattr(self._record, field.name))
        return changed_line(
            field.label, _shown(field, old), _shown(field, self._typed(field)), old_struck=bool(old)
        )

    def _typed(self, field: Field) -> str:
        try:
            value = self.form.rows[field.name].editor.value()
        except ValueError:
            return "（还没有填对）"
        return value_words(self._desk, field, value)


def _shown(field: Field, words: str) -> str:
    return (COVERED if covered(field, words) else words) or "（空）"


def _own(desk: Desk, one: Person, record: Record) -> Mapping[object, Maker]:
    """Hand-made entries, as in the dialog of a new record."""
    if isinstance(record, Verification):
        return {ITS.item_result: checks_editor(desk, one, record)}
    return {}
