"""A cover over data that are specially sensitive (health, minors, special cases): lifted only when asked,
and noted.
"""

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import Field
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.parts.compose import box, button, row, text

SPECIAL = 4  # privacy class of domain.md §10
COVERED = "已填写，特别敏感，已遮盖"


class CoveredEditor(Editor):
    """Passes everything on to the entry beneath; only what is there is covered, an empty entry lies open."""

    def __init__(self, field: Field, context: EntryContext, inner: Editor) -> None:
        """Lay a cover over ``inner``, which is the entry of the same field."""
        super().__init__(field, context)
        self.inner = inner
        self.wide = inner.wide
        self._show = button("显示", "link", "eye", tip="显示内容（记录在案）", act=self.reveal)
        self._show.setAccessibleName(f"{field.label}：显示")
        self._cover = box(row(text(COVERED, "label"), self._show, None, gap=8), "scroll")
        self._layout.addWidget(self._cover)
        self._layout.addWidget(inner)
        inner.changed.connect(self.changed)
        inner.left.connect(self.left)
        self._set(covered=False)

    def value(self) -> object | None:
        """The value of the entry beneath."""
        return self.inner.value()

    def set_value(self, value: object | None) -> None:
        """Show a stored value under the cover."""
        self.inner.set_value(value)
        self._set(covered=not self.inner.empty())

    def raw(self) -> object:
        """What stands in the entry beneath."""
        return self.inner.raw()

    def set_raw(self, raw: object) -> None:
        """Put back what was typed, uncovered: who typed it has seen it."""
        self.inner.set_raw(raw)
        self._set(covered=False)

    def set_trouble(self, words: str) -> None:
        """Mark the entry beneath."""
        self.inner.set_trouble(words)

    def set_auto(self, *, on: bool) -> None:
        """Mark the entry beneath."""
        super().set_auto(on=on)
        self.inner.set_auto(on=on)

    def entries(self) -> list[QWidget]:
        """显示 and the entries beneath."""
        return [self._show, *self.inner.entries()]

    def reveal(self) -> None:
        """Take the cover away; the audit notes it."""
        self.context.revealed(self.field.name)
        self._set(covered=False)
        self.inner.setFocus()

    def _set(self, *, covered: bool) -> None:
        self._cover.setVisible(covered)
        self.inner.setVisible(not covered)
        self.setFocusProxy(self._show if covered else self.inner.focusProxy() or self.inner)
