"""The entry of an identity number: masked until it is asked for."""

from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.fields.field import Field
from anbang_desktop.gui.entry.editor import EntryContext, LineEditor
from anbang_desktop.gui.parts.compose import button, inlay
from anbang_desktop.gui.theme import icon

SENSITIVE = 3  # privacy class from which a number is shown masked (domain.md §10)


class IdNumberEditor(LineEditor):
    """A number shown masked until 显示 is pressed (noted in the audit); an empty one is typed at once."""

    def __init__(self, field: Field, context: EntryContext) -> None:
        """A line with the verb 显示, which appears when a number is masked."""
        super().__init__(field, context)
        self._full = ""
        self.masked = False
        self._show = button("显示", "link", "eye", tip="显示完整号码（记录在案）")
        self._show.setIcon(icon("eye", "primary"))
        self._show.clicked.connect(self.reveal)
        inlay(self.line, after=self._show)
        self._show.hide()

    def value(self) -> object | None:
        """The whole number, also while it is masked."""
        return (self._full or None) if self.masked else super().value()

    def set_value(self, value: object | None) -> None:
        """Show a stored number, masked where its privacy class asks for it."""
        self._full = str(value or "")
        self._cover(on=bool(value) and self.field.privacy >= SENSITIVE and not self.line.isModified())
        if not self.masked:
            super().set_value(value)

    def raw(self) -> object:
        """The whole number, or what was typed."""
        return self._full if self.masked else self.line.text()

    def set_raw(self, raw: object) -> None:
        """Put back what was typed, unmasked."""
        self._cover(on=False)
        super().set_raw(raw)

    def reveal(self) -> None:
        """Show the whole number and let it be changed."""
        self.context.revealed(self.field.name)
        self._cover(on=False)
        self.line.setText(self._full)
        self.line.setFocus()

    def set_auto(self, *, on: bool) -> None:
        """Remember the mark only: the place inside the line belongs to 显示."""
        self.auto = on  # the place inside the entry belongs to 显示

    def _cover(self, *, on: bool) -> None:
        self.masked = on
        self.line.setReadOnly(on)
        self._show.setVisible(on)
        if on:
            self.line.setText(mask_id(self._full))
