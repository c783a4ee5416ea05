"""Without a screen Qt warns of every window that its size hints go nowhere; this drops that one sentence."""

import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

NOISE = "This plugin does not support propagateSizeHints()"


def hush(app: QGuiApplication) -> None:
    """On a real screen this changes nothing; every other message goes where it went before."""
    if app.platformName() != "offscreen":
        return
    before = qInstallMessageHandler(None)

    def tell(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if words == NOISE:
            return
        if callable(before):
            before(kind, context, words)
        elif sys.stderr is not None:
            sys.stderr.write(qFormatLogMessage(kind, context, words) + "\n")

    qInstallMessageHandler(tell)
