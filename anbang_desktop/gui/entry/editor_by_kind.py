"""Which entry each kind of datum has."""

from collections.abc import Callable, Mapping

from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Choices,
    Count,
    Day,
    IdNumber,
    Kind,
    LongText,
    Lookup,
    Moment,
    Money,
    Month,
    PersonName,
    Phone,
    Text,
    Words,
    YesNo,
)
from anbang_desktop.fields.rows import Rows
from anbang_desktop.gui.entry.editor import (
    DayEditor,
    Editor,
    EntryContext,
    LineEditor,
    LongEditor,
    MomentEditor,
    SuggestEditor,
    WordsEditor,
)
from anbang_desktop.gui.entry.editor_choice import choice_editor, yes_no_editor
from anbang_desktop.gui.entry.editor_file import AttachmentEditor
from anbang_desktop.gui.entry.editor_id_number import IdNumberEditor
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.editor_ticks import ticks_editor


def _rows_editor(field: Field, context: EntryContext) -> Editor:
    return RowsEditor(field, context, editor)


EDITORS: Mapping[type[Kind], Callable[[Field, EntryContext], Editor]] = {
    Text: LineEditor,
    LongText: LongEditor,
    PersonName: SuggestEditor,
    IdNumber: IdNumberEditor,
    Phone: LineEditor,
    Day: DayEditor,
    Moment: MomentEditor,
    Month: LineEditor,
    Money: LineEditor,
    Count: LineEditor,
    YesNo: yes_no_editor,
    Choice: choice_editor,
    Choices: ticks_editor,
    Lookup: SuggestEditor,
    Words: WordsEditor,
    Attachment: AttachmentEditor,
    Rows: _rows_editor,
}


def editor(field: Field, context: EntryContext) -> Editor:
    """The entry for a field, by its kind."""
    return EDITORS[type(field.kind)](field, context)
