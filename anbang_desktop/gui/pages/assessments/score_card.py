"""How many items are not agreed yet, then the score with its thresholds and the suggestion."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame

from anbang_desktop.domain.instrument import Score
from anbang_desktop.domain.levels import Band
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, tag, text
from anbang_desktop.gui.parts.score import BlockBar, ScoreBar


class ScoreCard(QFrame):
    """Stays above the items while they scroll."""

    def __init__(self, bands: Sequence[Band], before: int | None, go_on: Callable[[], object]) -> None:
        """``before`` is the score of last time; ``go_on`` leads to the next item without an answer."""
        super().__init__()
        self.setProperty("look", "card")
        self._bands, self._before, self._go_on = bands, before, go_on
        self._inside = column(gap=4, pad=(24, 12, 24, 10))
        self.setLayout(self._inside)

    def show_score(self, score: Score, left: int) -> None:
        """Draw it for the answers as they stand; while ``left`` items are not agreed there is neither a
        number nor a suggestion.
        """
        clear(self._inside)
        before: list[Item] = [text(f"上次 {self._before} 分", "small")] if self._before is not None else []
        if not left and score.total is None:
            why = (text(score.reasons[0], "small", wrap=True), 1)
            self._inside.addLayout(row(text("不计分", "number"), why, tag(score.words), gap=12))
            return
        if left:
            go = button("去议定", "link", act=self._go_on)
            self._inside.addLayout(row(text(f"还有 {left} 项没有议定", "number"), *before, None, go, gap=12))
            self._inside.addWidget(ScoreBar(None, self._before, self._bands))
            return
        because: Item = (text(score.reasons[0], "small", wrap=True), 1) if score.triggers else None
        self._inside.addLayout(
            row(text(f"{score.total} 分", "number"), *before, because, tag(f"建议：{score.words}"), gap=12)
        )
        self._inside.addWidget(ScoreBar(score.total, self._before, self._bands))


def blocks_and_reasons(score: Score) -> QFrame:
    """The points of each block and the sentences of why."""
    bars = [BlockBar(f"{block.code} {block.label}", block.points, block.limit) for block in score.blocks]
    why = column(
        text("为什么是这个建议", "strong"),
        *[text(words, "small", wrap=True) for words in score.reasons],
        None,
        gap=6,
    )
    if not bars:
        return box(why, "scroll")
    left = column(text("各部分得分", "strong"), *bars, None, gap=6)
    return box(row((left, 1), (why, 1), gap=40), "scroll")
