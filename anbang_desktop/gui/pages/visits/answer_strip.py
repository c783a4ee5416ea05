"""The line under the rows: who and what, the answers by number, or the words; what last time said."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.gui.pages.visits.model import FIRST, WORDS, VisitRows
from anbang_desktop.gui.parts.compose import Item, box, button, row, text
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.form import ENTER
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.visits import ANSWERS, CONTENT, HEADS, Visit, VisitLine, answers_of

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class AnswerStrip(QFrame):
    """``wrote`` says that the words or the tick were changed; ``gone`` that the words are left: for the next
    person (1), the one before (-1), or not for anybody else (0).
    """

    wrote = Signal()
    gone = Signal(int)

    def __init__(self, desk: Desk, model: VisitRows, chosen: Callable[[str], object]) -> None:
        """``chosen`` gets the code of an answer that was clicked."""
        super().__init__()
        self.setProperty("look", "infobanner")
        self._desk, self._model, self._composing = desk, model, False
        self._who = text("", "strong")
        self._before = text("", "hint")
        self._answers: list[dict[str, QPushButton]] = []
        self._shown: list[QWidget] = []
        for name in ANSWERS:
            made = {
                item.code: button(f"{at} {item.name}", "filter", on=False)
                for at, item in enumerate(answers_of(desk, name), 1)
            }
            for code, one in made.items():
                one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                one.clicked.connect(lambda _on=False, code=code: chosen(code))
            self._answers.append(made)
            holder = QWidget()
            holder.setLayout(Flow(*made.values(), gap=6, lines=6))
            self._shown.append(holder)
        self._shown.append(self._words())
        shown: list[Item] = [(one, 1) for one in self._shown]
        self.setLayout(row(self._who, *shown, self._before, gap=12, pad=(16, 6, 16, 6)))
        self.show_cell(None, WORDS)

    def _words(self) -> QWidget:
        self.entry = QLineEdit()
        self.entry.setAccessibleName(CONTENT)
        self.entry.installEventFilter(self)
        self.entry.textEdited.connect(lambda _text: self.wrote.emit())
        self.care = QCheckBox("需要特别关心")
        self.care.setToolTip("写的就是需要关心的情况，只有展开才看得到")
        self.care.clicked.connect(lambda _on: self.wrote.emit())
        return box(row((self.entry, 1), self.care, gap=12), "scroll")

    def show_cell(self, line: VisitLine | None, at: int) -> None:
        """The answers of a column, or the words, of this person."""
        place = at - FIRST
        for where, one in enumerate(self._shown):
            one.setVisible(line is not None and where == place)
        if line is None or place < 0:
            self._who.setText(line.row.name if line else "")
            self._before.setText("")
            return
        visit = self._model.visit(line)
        head = (*HEADS, CONTENT)[place]
        self._who.setText(f"{line.row.name}　{head}")
        if at == WORDS:
            self._show_words(line, visit)
            return
        name = ANSWERS[place]
        for code, one in self._answers[place].items():
            one.setChecked(visit.answers.get(name) == code)
        last = self._model.label(name, line.before(name))
        self._say_before(line, last)

    def _show_words(self, line: VisitLine, visit: Visit) -> None:
        if self.entry.text() != visit.words.replace("\n", " "):
            self.entry.setText(visit.words)
        self.care.setChecked(visit.care)
        self.entry.setPlaceholderText("写明是什么情况" if visit.care else "说了什么、有什么难处；没有就回车")
        self._say_before(line, (line.last.content or "") if line.last else "")

    def _say_before(self, line: VisitLine, words: str) -> None:
        day = f"上次 {month_day(line.last.on, self._desk.today)}：" if line.last else ""
        short = words if len(words) <= 14 else f"{words[:13]}……"
        self._before.setText(f"{day}{short}" if short and roomy() else "")
        self._before.setToolTip(words)

    def take_words(self) -> Visit | None:
        """The words and the tick as they stand; None where they are not on show."""
        return Visit({}, self.entry.text(), care=self.care.isChecked()) if self.entry.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, the arrows and Esc leave the words; not while an input method composes."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._composing:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key in ENTER:
            self.gone.emit(1)
        elif key in STEPS:
            self.gone.emit(STEPS[key])
        elif key is Qt.Key.Key_Escape:
            self.gone.emit(0)
        else:
            return False
        return True
