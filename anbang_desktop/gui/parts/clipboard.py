"""Data of people on the clipboard: kept out of its history and of the cloud, where Windows has both, and gone
after a minute unless something else was copied meanwhile.
"""

from functools import partial
from secrets import token_bytes

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication

KEPT_MS = 60_000
OURS = "application/x-anbang-copied"  # which copy it is: another program's has none
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
# what the history, the cloud and other watchers ask Windows: a format that is there, or a DWORD of 0
PRIVATE = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
}


def copy_out(words: str) -> None:
    """Put words about somebody on the clipboard."""
    mark, made = token_bytes(8), QMimeData()
    made.setText(words)
    made.setData(OURS, mark)
    for name, answer in PRIVATE.items():
        made.setData(name, answer)
    clipboard = QApplication.clipboard()
    clipboard.setMimeData(made)
    QTimer.singleShot(KEPT_MS, clipboard, partial(_empty, mark))


def empty_ours() -> None:
    """Take back what was copied here, if it is still there."""
    held = QApplication.clipboard().mimeData()
    if held is not None and held.hasFormat(OURS):
        QApplication.clipboard().clear()


def _empty(mark: bytes) -> None:
    held = QApplication.clipboard().mimeData()
    if held is not None and held.data(OURS) == mark:
        QApplication.clipboard().clear()
