"""修改单位资料: name, short name, code, county, phone, address; what changes with it is said before it is
saved.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.entry.drafts import Entries
from anbang_desktop.gui.entry.record_dialog import Kept, KeptDialog
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import clear, column
from anbang_desktop.gui.parts.dialog import verb
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details
from anbang_desktop.services.office.details import OfficeDetails

OFFICE = "office"  # the name of the draft
FIELDS = (
    ("name", "单位名称", "印在文书和报表上"),
    ("short_name", "简称", "窗口下边地方小的时候用；可以不填"),
    ("code", "单位代码", "档案编号、协议编号用它开头"),
    ("county", "所属县区", ""),
    ("phone", "单位电话", "印在协议书、告知书和报表上"),
    ("address", "地址", "印在告知书上；可以不填"),
    ("county_phone", "县局电话", "县（市、区）司法局的电话，印在协议书和告知书上，有意见可以打"),
)


class OfficeDialog(KeptDialog[OfficeDetails]):
    """Ends with the details as they were saved."""

    changed = Signal()

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Show them as they are now."""
        super().__init__(parent, "修改单位资料")
        self._desk, self._before = desk, details.read(desk)
        self.rows = {
            key: FormRow(label, QLineEdit(str(getattr(self._before, key))), hint=hint)
            for key, label, hint in FIELDS
        }
        self._warned = column(gap=0)
        self._keep(Kept(desk, OFFICE), self._typed, self._restore, self.changed)
        self.lay(
            self._drafting.offer,
            *self.rows.values(),
            self._warned,
            buttons=(verb("保存", self._save, "primary"), self.put_by(), verb("不保存", self.leave)),
            wide_by=560,
        )
        entries = [self.line(key) for key in self.rows]
        EnterMoves(entries, self._save, self)
        for one in entries:
            one.textChanged.connect(lambda _words: self._on_typed())
        entries[0].setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk) -> OfficeDetails | None:
        """The details after the change; None when it was left."""
        return cls(parent, desk).run()

    def line(self, key: str) -> QLineEdit:
        """The entry of one of FIELDS."""
        entry = self.rows[key].entry
        assert isinstance(entry, QLineEdit)  # noqa: S101 - all rows are lines
        return entry

    def _wanted(self) -> OfficeDetails:
        return OfficeDetails(**{key: self.line(key).text() for key in self.rows})

    def typed(self) -> int:
        """How many entries differ from what holds."""
        return len(self._typed())

    def _typed(self) -> dict[str, str]:
        now = {key: self.line(key).text() for key in self.rows}
        return {key: words for key, words in now.items() if words != getattr(self._before, key)}

    def _restore(self, draft: Entries) -> None:
        for key, words in draft.items():
            if key in self.rows:
                self.line(key).setText(str(words))

    def _on_typed(self) -> None:
        self._show_consequences()
        self.changed.emit()

    def _show_consequences(self) -> None:
        clear(self._warned)
        said = details.consequences(self._before, self._wanted())
        if said:
            self._warned.addWidget(banner([(words, "", None) for words in said]))

    def _save(self) -> None:
        for one in self.rows.values():
            one.clear()
        try:
            saved = details.change(self._desk, self._wanted())
        except UserError as wrong:
            if wrong.field not in self.rows:
                raise
            self.rows[wrong.field].complain(str(wrong))
            self.rows[wrong.field].entry.setFocus()
        else:
            self._forget()
            self.finish(saved)
