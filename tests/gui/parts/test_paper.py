"""Pages of a paper on the screen let their pictures go with themselves, whatever Python still holds."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.parts.paper import Sheet
from anbang_desktop.gui.parts.preview import Preview


def test_a_page_that_is_gone_holds_no_picture(qtbot: QtBot) -> None:
    """A widget is often held by a cycle until the collector comes; 20 MiB a paper were held with it."""
    preview = Preview()
    qtbot.addWidget(preview)
    preview.show_pages([QImage(40, 60, QImage.Format.Format_RGB32) for _page in range(3)])
    pages = preview.findChildren(Sheet)
    assert [len(one._kept) for one in pages] == [1, 1, 1]
    preview.show_words("没有纸样")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [len(one._kept) for one in pages] == [0, 0, 0]
