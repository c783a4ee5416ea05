"""A whole identity number fills sex and birth date and says the age; what contradicts it is
warned of, not blocked.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from anbang_desktop.domain.id_number import IdReading, age_on, read_id_number
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names

if TYPE_CHECKING:
    from anbang_desktop.gui.entry.editor import Editor
    from anbang_desktop.gui.entry.field_row import FieldRow
    from anbang_desktop.gui.entry.fields_form import FieldsForm

ITS = names(Client)


class IdFill(QObject):
    """Watches the entry of the number in a form."""

    def __init__(self, form: "FieldsForm") -> None:
        """Watch the number of this form, which must have the field ``id_no``."""
        super().__init__(form)
        self._form = form
        self._number = form.row(ITS.id_no)
        self._number.editor.changed.connect(self._on_changed)
        self._number.editor.left.connect(self._on_left)
        for line in (self._line(ITS.sex), self._line(ITS.birth_date)):
            if line is not None:
                line.editor.changed.connect(self.check)
                line.editor.left.connect(self.check)

    def check(self) -> None:
        """Reckon the warnings anew from what stands there now."""
        reading, empty = self._read(), self._number.editor.empty()
        self._number.note("")
        self._number.warn(
            "" if reading.valid or empty else f"{reading.problem.rstrip('。')}；先按“未核实”保存"
        )
        known = reading.birth_date is not None and not empty
        self._compare(ITS.birth_date, reading.birth_date if known else None, str(reading.birth_date))
        self._compare(ITS.sex, reading.sex if known else None, "男" if reading.sex == "1" else "女")

    def _on_changed(self) -> None:
        reading = self._read()
        if reading.birth_date is not None and reading.valid:
            self._fill(ITS.sex, reading.sex)
            self._fill(ITS.birth_date, reading.birth_date)
            self._on_left()
        else:
            self.check()

    def _on_left(self) -> None:
        self.check()
        reading = self._read()
        if self._number.complaint or self._number.editor.empty():
            return
        age = [f"{age_on(reading.birth_date, self._today())} 岁"] if reading.birth_date else []
        self._number.note("；".join([*reading.changed, *age]))

    def _today(self) -> date:
        return self._form.context.read_context.today

    def _read(self) -> IdReading:
        return read_id_number(str(self._number.editor.raw() or ""), self._today())

    def _line(self, attribute: object) -> "FieldRow | None":
        return self._form.rows.get(name_of(attribute))

    def _fill(self, attribute: object, value: object) -> None:
        line = self._line(attribute)
        if line is not None and value and (line.editor.empty() or line.editor.auto):
            self._form.suggest({attribute: value})

    def _compare(self, attribute: object, value: object, words: str) -> None:
        """Under the entry that contradicts the number, where it is mended."""
        line = self._line(attribute)
        if line is None:
            return
        there = _value(line.editor)
        differs = value is not None and there is not None and there != value
        line.warn(f"身份证号里是 {words}，和这里不一致，请核对原件" if differs else "")


def _value(editor: "Editor") -> object | None:
    try:
        return editor.value()
    except ValueError:
        return None  # it complains by itself
