"""One line of a form: the label, 必填 or 待补, the entry, and under it a hint or what is wrong."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from anbang_desktop.fields.field import Field, Need
from anbang_desktop.gui.entry.editor import Editor
from anbang_desktop.gui.parts.compose import column, glyph, row, text
from anbang_desktop.gui.theme import grow, pixmap, restyle, token

CAPTION = 96  # look.md §2: labels 96 to 112 pixels at 标准
ERROR, WARNING, HINT = "error", "warning", "hint"
SIGNS = {ERROR: "error", WARNING: "soon", HINT: ""}  # the gravest first, with the tint of its sign
LABEL = 128  # the caption with the place of 必填 or 待补 beside it: where entries begin


class FieldRow(QFrame):
    """The row grows when there is a complaint; its neighbour stays at the top."""

    def __init__(self, field: Field, editor: Editor) -> None:
        """Lay the caption of ``field`` beside its entry."""
        super().__init__()
        self.setProperty("look", "scroll")
        self.field, self.editor = field, editor
        self.need = field.need
        self._needed = _needed(field.need)
        caption = text(field.label, "label", wrap=True)
        caption.setBuddy(editor)
        self._words: QLabel | None = (
            None  # made when there is something to say: a page has a hundred of these rows
        )
        self._sign: QLabel | None = None
        self._told = dict.fromkeys(SIGNS, "")
        self._entered = column(editor, gap=2)
        caption.setFixedWidth(round(CAPTION * grow()))
        caption.setMinimumHeight(token("field"))
        beside = row(column(caption, None, gap=0), column(self._needed, None, gap=0), gap=4)
        self._entered.addStretch(1)
        self.setLayout(row(beside, (self._entered, 1), gap=12))
        self.refresh_mark()

    @property
    def missing(self) -> bool:
        """Empty, though it will be needed."""
        return self.need in (Need.MUST, Need.SOON) and self.editor.empty()

    @property
    def complaint(self) -> str:
        """The sentence that stands under the entry as an error, or nothing."""
        return self._told[ERROR]

    @property
    def warning(self) -> str:
        """The sentence that asks to look again, or nothing; it doesn't keep from saving."""
        return self._told[WARNING]

    def require(self, *, on: bool) -> None:
        """Another answer makes this one a must, or not any more."""
        need = Need.MUST if on else self.field.need
        if need is not self.need:
            self.need = need
            _say_need(self._needed, need)
            restyle(self._needed)
        if not on and self.complaint and self.editor.empty():
            self.complain("")
        self.refresh_mark()

    def refresh_mark(self) -> None:
        """Show or hide the word for what is still needed."""
        self._needed.setVisible(self.missing)

    def complain(self, words: str) -> None:
        """Which, why, what to do; no words when all is right again."""
        if words != self.complaint:
            self._say(ERROR, words)
            self.editor.set_trouble(words)

    def warn(self, words: str) -> None:
        """What doesn't go together with something else; no words when it does."""
        self._say(WARNING, words)

    def note(self, words: str) -> None:
        """A quiet remark under the entry."""
        self._say(HINT, words)

    def offer(self, part: QWidget) -> None:
        """A part of its own under the entry and what is said of it."""
        self._entered.insertWidget(self._entered.count() - 1, part)

    def _say(self, look: str, words: str) -> None:
        """The gravest of what is to be said stands there."""
        if words == self._told[look]:
            return
        self._told[look] = words
        gravest = next((one for one in SIGNS if self._told[one]), HINT)
        if self._words is None or self._sign is None:
            self._words, self._sign = text("", "hint", wrap=True), glyph("warn", "error", "icon_small")
            self._entered.insertLayout(1, row(column(self._sign, None), (self._words, 1), gap=4))
        self._words.setProperty("look", gravest)
        self._words.setText(self._told[gravest])
        self._words.setVisible(bool(self._told[gravest]))
        self._sign.setVisible(bool(SIGNS[gravest]))
        if tint := SIGNS[gravest]:
            self._sign.setPixmap(pixmap("warn", token("icon_small"), tint))
        restyle(self._words)


def _needed(need: Need) -> QLabel:
    """必填: not saved without it; 待补: before the step is done. Its place is kept where it says nothing."""
    made = text("", "hint")
    _say_need(made, need)
    made.setFixedSize(2 * token("t_small") + 2, token("field"))
    policy = made.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    made.setSizePolicy(policy)
    return made


def _say_need(label: QLabel, need: Need) -> None:
    must = need is Need.MUST
    label.setText("必填" if must else "待补")
    label.setToolTip("保存前要填" if must else "这一步办完前要补上")
    label.setProperty("look", "small" if must else "hint")
