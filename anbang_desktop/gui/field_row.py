"""One line of a form: label with the mark of what is still needed, entry, and under it what is wrong or a hint."""

from PySide6.QtWidgets import QFrame

from anbang_desktop.fields.field import Field, Need
from anbang_desktop.gui.editor import Editor
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import box, column, glyph, row, text, wide
from anbang_desktop.gui.theme import restyle, token

LABEL = 112  # look.md §2: labels 96 to 112 pixels at 标准


class FieldRow(QFrame):
    """The row grows when there is a complaint; its neighbour stays at the top."""

    def __init__(self, field: Field, editor: Editor, *, above: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "scroll")
        self.field, self.editor = field, editor
        self._mark = Mark("todo", "soon" if field.need is Need.MUST else "ink_3")
        self._mark.setToolTip("保存前要填" if field.need is Need.MUST else "这一步办完前要补上")
        caption = text(field.label, "label", wrap=True)
        caption.setBuddy(editor)
        self._sign = glyph("warn", "error", "icon_small")
        self._words = text("", "hint", wrap=True)
        under = box(row(column(self._sign, None), (self._words, 1), gap=4), "scroll")
        self._under = under
        entered = column(editor, under, gap=2)
        if above:
            self.setLayout(column(row(caption, column(None, self._mark, None), None, gap=6), entered, gap=4))
        else:
            caption.setFixedWidth(round((LABEL - 16) * token("grow")))
            name = wide(box(row(caption, column(None, self._mark, None), None, gap=2), "scroll"), LABEL)
            name.setMinimumHeight(token("field"))
            self.setLayout(row(column(name, None), (column(entered, None, gap=0), 1), gap=12))
        self.note("")
        self.refresh_mark()

    @property
    def missing(self) -> bool:
        """Empty, though it will be needed."""
        return self.field.need in (Need.MUST, Need.SOON) and self.editor.empty()

    @property
    def complaint(self) -> str:
        """The sentence that stands under the entry as an error, or nothing."""
        return self._words.text() if self._words.property("look") == "error" else ""

    def refresh_mark(self) -> None:
        """Show or hide the mark of what is still needed."""
        self._mark.setVisible(self.missing)

    def complain(self, words: str) -> None:
        """Which, why, what to do; no words when all is right again."""
        self._say(words, "error" if words else "hint")
        self.editor.set_trouble(words)

    def note(self, words: str) -> None:
        """A quiet remark under the entry."""
        self._say(words, "hint")

    def _say(self, words: str, look: str) -> None:
        self._words.setProperty("look", look)
        self._words.setText(words)
        self._sign.setVisible(look == "error")
        self._under.setVisible(bool(words))
        restyle(self._words)
