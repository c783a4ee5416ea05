"""The card over the list: which time of special care, its days and clock, and how far it is."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from anbang_desktop.fields.campaigns import Campaign
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import box, column, row, text
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.worklist import campaign_report
from anbang_desktop.services.worklist.campaigns import Shown


def progress_card(shown: Shown, picker: QPushButton, today: date) -> QWidget:
    """``picker`` names the one that is shown and chooses another."""
    picker.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the sign after the word
    one, seen = shown.campaign, len(shown.of("seen"))
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setMaximum(max(shown.total, 1))
    bar.setValue(seen)
    told = f"已见到 {seen} 人，共 {shown.total} 人"
    bar.setAccessibleName(told)
    far = column(row(text(told, "small"), None), bar, gap=6)
    clock = column(text(campaign_report.days(one), "strong"), row(_chip(one, today), None), gap=3)
    rest = row(clock, (far, 1), gap=20)
    lines = row(picker, (rest, 1), gap=20) if roomy() else column(row(picker, None), rest)
    return box(row(box(column(lines, pad=(16, 10, 16, 10))), pad=(24, 0, 24, 12)), "scroll")


def _chip(one: Campaign, today: date) -> Chip:
    if one.closed_on is not None:
        return Chip("done", "已结束")
    if today < one.starts:
        return Chip("todo", "还没开始")
    if today > one.ends:
        return Chip("soon", "已到期，可以结束")
    return Chip("doing", left_until(one.ends, today).words)
