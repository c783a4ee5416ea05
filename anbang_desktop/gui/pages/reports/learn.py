"""报送, 添加县局表: what each column or line of a county's blank means; guessed, then confirmed once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.domain.report_words import SURE
from anbang_desktop.gui.parts.compose import Item, box, column, row, rule, scroll, text, wide
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.parts.matching import Guess, Matching
from anbang_desktop.services.reports.learning import Asked, Study

LEAVE_OUT = "不填，留空"
KINDS = {"rows": "名册：一人一行", "numbers": "统计：一项一数"}
CHOICE_WIDE, STATE_WIDE = 240, 104


class Learn(QWidget):
    """One line per header; ``corrections`` says what was changed by hand."""

    typed = Signal()

    def __init__(
        self,
        studied: Study,
        asked: Sequence[Asked],
        meanings: Callable[[str], Sequence[tuple[str, str]]],
        name: str,
    ) -> None:
        """``meanings`` gives what a header may stand for, by the kind of sheet; ``name`` is proposed."""
        super().__init__()
        self.matching: Matching[tuple[str, int]] = Matching(self, (LEAVE_OUT, "不填"), self.typed.emit)
        self.studied, self._asked, self._proposed = studied, list(asked), name
        self.name = QLineEdit(name)
        self.name.textEdited.connect(self.typed)
        self.offer = column(gap=0)  # where a draft is offered
        self._row = FormRow("表名", self.name, hint="同名的表再添加一次，就成为它的新一版", label_wide=56)
        self._offered = {kind: meanings(kind) for kind in KINDS}
        lines: list[Item] = []
        for at, one in enumerate(self._asked):
            if at == 0 or one.sheet != self._asked[at - 1].sheet:
                lines.append(
                    row(
                        text(f"工作表“{one.sheet}”", "strong"),
                        text(KINDS[one.kind], "small"),
                        None,
                        gap=8,
                        pad=(0, 12, 0, 8),
                    )
                )
            lines += [self._line(one), rule()]
        known = sum(bool(one.field) for one in self._asked)
        facts = text(
            f"{studied.file_name}：{len(self._asked)} 项，认出 {known} 项。请核对没有把握的。",
            "small",
            wrap=True,
        )
        line = row((facts, 1), self.matching.back)
        top = box(column(self._row, line, gap=8, pad=(16, 12, 16, 12)))
        body = scroll(column(*lines, None, gap=0, pad=(16, 4, 16, 8)))
        self.setLayout(
            column(self.offer, top, (box(column((body, 1), gap=0)), 1), gap=12, pad=(24, 0, 24, 16))
        )

    def draft(self) -> dict[str, Any]:
        """What was told by hand, each with its header: another blank of that name may differ."""
        heads = self._heads()
        told = [[*key, heads[key], field] for key, field in self.corrections().items()]
        name = self.name.text()
        return {"titled": name, "told": told} if told or name != self._proposed else {}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put back what still fits."""
        if not draft:
            return
        heads = self._heads()
        self.name.setText(draft["titled"])
        told = {
            (sheet, at): field for sheet, at, head, field in draft["told"] if heads.get((sheet, at)) == head
        }
        self.matching.put(told)

    def _heads(self) -> dict[tuple[str, int], str]:
        return {(one.sheet, one.at): one.header for one in self._asked}

    def corrections(self) -> dict[tuple[str, int], str]:
        """(sheet, place) → meaning, for what was changed by hand."""
        return self.matching.told()

    def first(self) -> QWidget:
        """The first header nobody is sure of, else the name."""
        choices = self.matching.choices()
        unsure = [choices[one.sheet, one.at] for one in self._asked if one.confidence < SURE]
        return unsure[0] if unsure else self.name

    def complain(self, sentence: str) -> None:
        """The name is wrong."""
        self._row.complain(sentence)
        self.name.setFocus()

    def _line(self, one: Asked) -> Item:
        choice, mark = self.matching.line(
            (one.sheet, one.at),
            f"“{one.header}”填什么",
            self._offered[one.kind],
            one.field,
            Guess(one.field, one.confidence >= SURE),
            group=one.sheet,
        )
        words: list[Item] = [(text(one.header.replace("/", " ／ "), "strong", wrap=True), 1)]
        if one.formula:
            words.append(text(f"县局公式 {one.formula}，保留", "small"))
        return row(*words, wide(choice, CHOICE_WIDE), wide(mark, STATE_WIDE), gap=16, pad=(0, 4, 0, 4))
