"""Beside the list: who is under the cursor, what was found in words, and the verbs."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.states import TO_VERIFY
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import (
    Item,
    box,
    button,
    clear,
    column,
    row,
    rule,
    scroll,
    tag,
    text,
    wide,
)
from anbang_desktop.gui.parts.found import WORDS, FoundMark
from anbang_desktop.services.worklist.verification import THINGS, Line


class Summary(QFrame):
    """``check`` and ``opened`` get the number of the case."""

    def __init__(self, today: date, check: Callable[[str], object], opened: Callable[[str], object]) -> None:
        """Nobody is shown before ``show_line``."""
        super().__init__()
        self.setProperty("look", "card")
        self._today, self._check, self._opened = today, check, opened
        self._body = column(gap=0)
        self.setLayout(self._body)
        self._first: QPushButton | None = None

    def first(self) -> QWidget | None:
        """Its first verb."""
        return self._first

    def show_line(self, line: Line | None) -> None:
        """This person, or nobody."""
        clear(self._body)
        self._first = None
        if line is None:
            self._body.addWidget(
                box(column(None, row(None, text("没有选中的人", "hint"), None), None), "scroll")
            )
            return
        body = scroll(
            column(*self._head(line), rule(), *_found(line), *_facts(line), None, gap=8, pad=(16,) * 4)
        )
        self._body.addWidget(body, 1)
        self._body.addWidget(box(row(*self._verbs(line), None, gap=8, pad=(16, 10, 16, 10)), "rowline"))

    def _head(self, line: Line) -> list[Item]:
        one = line.row
        age = f"，{one.age} 岁" if one.age is not None else ""
        about = f"{one.sex}{age}　{one.village}".strip("，　")
        free = f"{month_day(one.release_date, self._today)}释放" if one.release_date else "没有释放日期"
        tags: list[Item] = [tag("建议必接必送")] if line.escort else []
        return [
            column(text(one.name, "title"), text(about, "small"), text(free, "small"), gap=2),
            row(Chip(line.mark, line.result), *tags, None, gap=6),
        ]

    def _verbs(self, line: Line) -> list[Item]:
        no = line.row.no
        verbs: list[QPushButton] = []
        if line.row.state_code in TO_VERIFY:
            words = Verb.VERIFY if not line.result_known else "写回执"
            verbs.append(button(words, "soft", act=lambda: self._check(no)))
        verbs.append(button("打开", tip="打开人员页（回车）", act=lambda: self._opened(no)))
        self._first = verbs[0]
        return list(verbs)


def _found(line: Line) -> list[Item]:
    return [
        row(
            column(FoundMark(found), None),
            column(wide(text(name, "small"), 40), None),
            (text(words or WORDS[found], "strong" if found == "different" else "body", wrap=True), 1),
            gap=8,
        )
        for (name, _starts), found, words in zip(THINGS, line.found, line.told, strict=True)
    ]


def _facts(line: Line) -> list[Item]:
    replied = [("回执", line.replied_on.isoformat())] if line.replied_on else []
    worker = [("责任人", line.row.worker or "还没有")]
    shown: list[Item] = [
        row(column(wide(text(name, "small", wrap=True), 92), None), (text(words, wrap=True), 1), gap=8)
        for name, words in (*line.facts, *replied, *worker)
    ]
    return [rule(), *shown]
