"""报送, 添加县局表: whom a county's blank lists and what each column or line of it means; what is sure is
filled, what is likely is asked, what nobody knows stays empty.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.period import Span, span_words
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, rule, scroll, text, wide
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.parts.matching import Guess, Matching
from anbang_desktop.gui.theme import beside
from anbang_desktop.services.reports import learning
from anbang_desktop.services.reports.learning import Asked, AskedSet, Key, Study

LEAVE_OUT, NOT_THIS, CHOOSE = "不填，留空", "这张不填", "请选定"
KINDS = {"rows": "名册：一行一人或一件事", "numbers": "统计：一项一数"}
GROUPS = (
    (Certainty.SUGGESTED, "soon", "建议", "要您确认；不确认就留空"),
    (Certainty.UNKNOWN, "todo", "不认得", "留空；可以自己指定"),
    (Certainty.KNOWN, "done", "认得", "照填"),
)
HEAD_WIDE, CHOICE_WIDE, STATE_WIDE, SAMPLE_WIDE, SET_WIDE = 184, 240, 150, 110, 230


class Learn(QWidget):
    """A band for whom each roster lists, then one line per header; ``corrections`` says what was changed by
    hand.
    """

    typed = Signal()

    def __init__(self, studied: Study, name: str, day: date) -> None:
        """``name`` is proposed for the sheet, ``day`` is the date that samples show."""
        super().__init__()
        self.origin = self.studied = studied
        self._proposed, self._day, self._sets = name, day, dict[str, str]()
        self.name = QLineEdit(name)
        self.name.textEdited.connect(self.typed)
        self.offer = column(gap=0)  # where a draft is offered
        self._row = FormRow("表名", self.name, hint="同名的表再添加一次，就成为它的新一版", label_wide=56)
        self.bands: dict[str, QComboBox] = {}
        self._facts = text("", "small", wrap=True)
        self._top = QVBoxLayout()
        self._lines = QVBoxLayout()
        self._offered = {kind: learning.meanings(kind) for kind in KINDS}
        self._build()
        gap, edge = (8, 12) if beside() else (2, 4)  # a small screen keeps its height for the headings
        top = box(column(self._row, self._top, gap=gap, pad=(16, edge, 16, edge)))
        body = scroll(column(self._lines, None, gap=0, pad=(16, 4, 16, 8)))
        self.setLayout(
            column(self.offer, top, (box(column((body, 1), gap=0)), 1), gap=12, pad=(24, 0, 24, 16))
        )

    def draft(self) -> dict[str, Any]:
        """What was told by hand, each with its header: another blank of that name may differ."""
        heads = self._heads()
        told = [[*key, heads[key], field] for key, field in self.corrections().items()]
        name = self.name.text()
        if not told and not self._sets and name == self._proposed:
            return {}
        return {"titled": name, "told": told, "sets": dict(self._sets)}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what still fits."""
        if not draft:
            return
        rosters = {one.sheet for one in learning.asked_sets(self.origin)}
        for sheet, said in draft.get("sets", {}).items():
            if sheet in rosters:
                self._assign(sheet, said)
        heads = self._heads()
        self.name.setText(draft["titled"])
        told = {tuple(key): field for *key, head, field in draft["told"] if heads.get(tuple(key)) == head}
        self.matching.put(told)
        self._count()

    def _heads(self) -> dict[Key, str]:
        return {one.key: one.header for one in self._asked}

    def corrections(self) -> dict[Key, str]:
        """Heading → meaning, for what was changed by hand."""
        return self.matching.told()

    def first(self) -> QWidget:
        """The first roster of which nobody knows whom it lists, the first header nobody is sure of, else the
        name.
        """
        open_ = next((one.sheet for one in learning.asked_sets(self.studied) if not one.now), "")
        if open_ in self.bands:
            return self.bands[open_]
        choices = self.matching.choices()
        unsure = [choices[one.key] for one in self._ordered() if one.certainty is Certainty.SUGGESTED]
        return unsure[0] if unsure else self.name

    def complain(self, sentence: str, field: str = "name") -> None:
        """The name is wrong, or it was not said whom a sheet lists."""
        if field == "set":
            self._facts.setText(sentence)
            self.first().setFocus()
            return
        self._row.complain(sentence)
        self.name.setFocus()

    # building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        """All lines anew: another set may make other columns of the same headings."""
        self._asked = list(learning.asked(self.studied, self._day))
        self.matching: Matching[Key] = Matching(self, (LEAVE_OUT, "不填"), self._changed)
        clear(self._top)
        clear(self._lines)
        self.bands = {}
        for one in learning.asked_sets(self.studied):
            self._top.addLayout(self._band(one))
        self._facts = text("", "small", wrap=True)
        self._top.addLayout(row((self._facts, 1), self.matching.back))
        for sheet in dict.fromkeys(one.sheet for one in self._asked):
            self._add_sheet([one for one in self._asked if one.sheet == sheet])
        self._count()

    def _add_sheet(self, listed: Sequence[Asked]) -> None:
        head = row(
            text(f"工作表“{listed[0].sheet}”", "strong"),
            text(KINDS[listed[0].kind], "small"),
            None,
            gap=8,
            pad=(0, 12, 0, 4),
        )
        self._lines.addLayout(head)
        for certainty, mood, word, told in GROUPS:
            members = [one for one in listed if one.certainty is certainty]
            if members:
                chip = Chip(mood, f"{word} {len(members)} 项")
                self._lines.addLayout(row(chip, text(told, "small"), None, gap=8, pad=(0, 8, 0, 4)))
            for one in members:
                self._lines.addLayout(self._line(one))
                self._lines.addWidget(rule())

    def _band(self, one: AskedSet) -> QVBoxLayout:
        choice = QComboBox()
        choice.setAccessibleName(f"工作表“{one.sheet}”列谁")
        choice.addItem(CHOOSE, None)
        for identifier, label in learning.sets():
            choice.addItem(label, identifier)
        choice.addItem(NOT_THIS, "")
        choice.setCurrentIndex(max(choice.findData(one.now or one.offered or None), 0))
        choice.activated.connect(lambda _at: self._chosen(one.sheet, choice))
        self.bands[one.sheet] = choice
        said = one.sheet in self._sets
        known = (
            Chip("doing", "手选") if said else Chip("done", "已认出") if one.now else Chip("soon", "请确认")
        )
        items: list[Item] = [text(f"“{one.sheet}”列谁", "strong"), wide(choice, SET_WIDE), known]
        if not one.now and one.offered:
            take = button("是这张表", "soft", "check", act=lambda: self._chosen(one.sheet, choice))
            items.append(take)
        return column(row(*items, None, gap=12), text(one.why, "hint", wrap=True), gap=4 if beside() else 0)

    def _chosen(self, sheet: str, choice: QComboBox) -> None:
        said = choice.currentData()
        if said is not None:
            self._assign(sheet, str(said))
            self.typed.emit()

    def _assign(self, sheet: str, said: str) -> None:
        """Whom the sheet lists; what was told of other headings stays told."""
        told = self.corrections()
        self._sets[sheet] = said
        self.studied = learning.assign(self.origin, self._sets)
        self._build()
        left = {one.key for one in self._asked}
        self.matching.put({key: field for key, field in told.items() if key in left})
        self._count()
        self.first().setFocus()

    def _line(self, one: Asked) -> QHBoxLayout:
        offered = one.field if one.certainty is Certainty.SUGGESTED else ""
        choice, mark = self.matching.line(
            one.key,
            f"“{one.header}”填什么",
            self._offered[one.kind],
            one.taken,
            Guess(one.taken, sure=True, offered=offered),
            group=one.key if one.kind == "numbers" or one.sample.startswith("√") else one.sheet,
        )
        choice.installEventFilter(self)
        head = text(one.header.replace("/", " ／ "), "strong", wrap=True)
        span = span_words(self._span(one))
        notes = [f"县局公式 {one.formula}，保留"] if one.formula else []
        why = "；".join([*([one.why] if one.certainty is not Certainty.KNOWN or span else []), *notes])
        about = text(f"{span}　{why}".strip() if span else why, "hint", wrap=True)
        ends = (wide(choice, CHOICE_WIDE), wide(mark, STATE_WIDE))
        if beside():
            sample = wide(text(one.sample, "small"), SAMPLE_WIDE)
            return row(wide(head, HEAD_WIDE), sample, (about, 1), *ends, gap=12, pad=(0, 4, 0, 4))
        return row((column(head, about, gap=0), 1), *ends, gap=12, pad=(0, 4, 0, 4))

    def _span(self, one: Asked) -> Span:
        cells = (
            cell for sheet in self.studied.layout.sheets if sheet.name == one.sheet for cell in sheet.columns
        )
        return next((cell.span for cell in cells if (cell.at, cell.into) == one.key[1:]), "period")

    def _changed(self) -> None:
        self._count()
        self.typed.emit()

    def _count(self) -> None:
        """What is missing before it can be kept, and what will stay empty."""
        open_ = [one.sheet for one in learning.asked_sets(self.studied) if not one.now]
        if open_:
            self._facts.setText(f"请先回答：工作表“{'”“'.join(open_)}”列的是谁。不回答不能保存，免得填错人。")
            return
        empty = [key for key, choice in self.matching.choices().items() if not choice.currentData()]
        known = len(self._asked) - len(empty)
        stays = f"，{len(empty)} 项留空" if empty else ""
        self._facts.setText(f"{self.studied.file_name}：{len(self._asked)} 项，填 {known} 项{stays}。")

    # keys ---------------------------------------------------------------------------------------

    def _ordered(self) -> list[Asked]:
        """The headings as they stand on the page."""
        order = [certainty for certainty, *_rest in GROUPS]
        sheets = list(dict.fromkeys(one.sheet for one in self._asked))
        return sorted(self._asked, key=lambda one: (sheets.index(one.sheet), order.index(one.certainty)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑ ↓ go from heading to heading, Enter takes what is offered, Delete leaves it empty."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            keys = [one.key for one in self._ordered()]
            choices = self.matching.choices()
            at = next((at for at, key in enumerate(keys) if choices.get(key) is watched), None)
            if at is not None and self._key(event.key(), keys, at):
                return True
        return super().eventFilter(watched, event)

    def _key(self, pressed: int, keys: Sequence[Key], at: int) -> bool:
        choices = self.matching.choices()
        if pressed in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if pressed == Qt.Key.Key_Down else -1
            choices[keys[min(max(at + step, 0), len(keys) - 1)]].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.matching.accept(keys[at])
        if pressed == Qt.Key.Key_Delete:
            self.matching.leave(keys[at])
            return True
        return False
