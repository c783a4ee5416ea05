"""The period of help of one person: a bar while it runs, words before and after it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QProgressBar

from anbang_desktop.domain.states import State, reached, state
from anbang_desktop.gui.parts.compose import Item, column, row, text
from anbang_desktop.services.worklist.people import PersonRow

NAME = "帮教期"


def period_part(one: PersonRow, today: date, *links: Callable[[], Item]) -> Item:
    """It runs from the release (art. 2), in whatever state of the set-up; ``links`` make what stands
    beside its days, where it has days.
    """
    start, end = one.release_date, one.period_end
    if start is None or end is None or end <= start:
        return _said("填好释放类别和释放日期后算出")
    if not reached(one.state_code, State.S40_AWAIT_HANDOVER):
        ours = state(one.state_code) is not State.S35_RETURNED
        return _said(f"释放后起算；按现有日期是 {start} 至 {end}" if ours else "—")
    if not _runs(one.state_code):
        return _said(f"{one.state}；原定 {start} 至 {end}")
    total, left = (end - start).days, (end - today).days
    words = f"还有 {left} 天" if left >= 0 else "已届满"
    bar = QProgressBar()
    bar.setRange(0, total)
    bar.setValue(max(0, min(total - left, total)))
    bar.setTextVisible(False)
    bar.setAccessibleName(f"{NAME} {words}")
    days = row(text(f"{start} 至 {end}", "hint"), None, *(make() for make in links))
    return column(row(text(NAME, "small"), None, text(words, "strong")), bar, days, gap=4)


def _runs(code: str) -> bool:
    here = state(code)
    return here.on_books or here is State.S40_AWAIT_HANDOVER


def _said(words: str) -> Item:
    return column(text(NAME, "small"), text(words, "hint", wrap=True), None, gap=4)
