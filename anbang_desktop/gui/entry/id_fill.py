"""A whole identity number fills sex and birth date and says the age; what contradicts it is told, not
blocked.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from anbang_desktop.domain.id_number import age_on, read_id_number
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import name_of, names

if TYPE_CHECKING:
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

    def _on_changed(self) -> None:
        reading = read_id_number(str(self._number.editor.raw()), self._form.context.read_context.today)
        if reading.birth_date is not None and reading.valid:
            self._fill(ITS.sex, reading.sex)
            self._fill(ITS.birth_date, reading.birth_date)
            self._on_left()

    def _line(self, attribute: object) -> "FieldRow | None":
        return self._form.rows.get(name_of(attribute))

    def _fill(self, attribute: object, value: object) -> None:
        line = self._line(attribute)
        if line is not None and value and (line.editor.empty() or line.editor.auto):
            self._form.suggest({attribute: value})

    def _on_left(self) -> None:
        line = self._number
        reading = read_id_number(str(line.editor.raw() or ""), self._form.context.read_context.today)
        if line.complaint or line.editor.empty():
            return
        told = list(reading.changed) + (
            [] if reading.valid else [f"{reading.problem.rstrip('。')}；先按“未核实”保存"]
        )
        if reading.birth_date:
            told += [
                f"{age_on(reading.birth_date, self._form.context.read_context.today)} 岁",
                *self._contradictions(reading.birth_date, reading.sex),
            ]
        line.note("；".join(told))

    def _contradictions(self, birth: date, sex: str) -> list[str]:
        said = []
        told: tuple[tuple[object, object, str], ...] = (
            (ITS.birth_date, birth, birth.isoformat()),
            (ITS.sex, sex, "男" if sex == "1" else "女"),
        )
        for attribute, value, words in told:
            line = self._line(attribute)
            if line is not None and not line.complaint and line.editor.value() not in (None, value):
                said.append(f"{line.field.label}与号码里的 {words} 不一致，请核对原件")
        return said
