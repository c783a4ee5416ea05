"""打印送监所的名单: to which prison, and what for."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.parts.picker import Picker

EACH = ""
USUAL = "告知监所接送安排"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The prison (each of them: empty) and the purpose."""

    unit: str
    purpose: str


class PrisonDialog(Dialog[Wanted]):
    """Numbers stand whole on the list, so the purpose is asked; it begins with the usual one."""

    def __init__(self, parent: QWidget | None, units: Sequence[tuple[str, int]]) -> None:
        """``units`` with how many are fetched from each."""
        super().__init__(parent, "打印送监所的接送名单")
        self._options = [(name, f"{name}　{many} 人") for name, many in units]
        if len(units) > 1:
            self._options.insert(0, (EACH, f"每个监所一份，共 {len(units)} 份"))
        self._unit = self._options[0][0]
        self.picker = Picker("送哪个监所", self._choose)
        self.picker.show_options(self._options, self._unit)
        self.entry = QLineEdit(USUAL)
        self.line = FormRow("用途", self.entry, label_wide=64)
        where = FormRow("送哪里", self.picker.button, label_wide=64)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        go = verb("看样张", self._done, "primary")
        words = "名单上有完整的身份证号和接送人的电话，只给这个监所；每个监所只列它自己的人。打印留有记录。"
        self.lay(
            text(words, "small", wrap=True),
            where,
            self.line,
            self._trouble,
            buttons=(go, verb("不打印", self.reject)),
            wide_by=560,
        )
        EnterMoves([self.entry], go.setFocus, self)

    @classmethod
    def ask(cls, parent: QWidget | None, units: Sequence[tuple[str, int]]) -> Wanted | None:
        """Until it was chosen or left."""
        return cls(parent, units).run()

    def _choose(self, unit: str) -> None:
        self._unit = unit
        self.picker.show_options(self._options, unit)

    def _done(self) -> None:
        purpose = self.entry.text().strip()
        if purpose:
            self.finish(Wanted(self._unit, purpose))
            return
        self._trouble.setText("还没有写用途。请写送给谁、做什么用，例如“告知监所接送安排”。")
        self._trouble.show()
        self.entry.setFocus()
