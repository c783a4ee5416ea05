"""The layout of a page that shows a list, or one of its lines opened (协议 and 档案)."""

from PySide6.QtWidgets import QLayout, QStackedLayout, QWidget

from anbang_desktop.gui.parts.compose import Item, column, row


def list_or_one(
    page: QWidget, top: QLayout, filters: Item, listed: QWidget, nobody: QLayout, single: QLayout
) -> QStackedLayout:
    """The page's layout: at 0 head, filters and list (or the word that nobody is there), at 1 the one that
    is open.
    """
    body = column(listed, gap=0, pad=(24, 0, 24, 16))
    stack = QStackedLayout(page)
    for face in (column(top, row(filters, pad=(24, 0, 24, 12)), (body, 1), nobody, gap=0), single):
        holder = QWidget()
        holder.setLayout(face)
        stack.addWidget(holder)
    return stack
