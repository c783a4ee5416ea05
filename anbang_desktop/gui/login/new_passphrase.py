"""A passphrase chosen anew: typed twice, judged by the office's policy before it is taken."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.login.passphrase_entry import passphrase_row
from anbang_desktop.gui.parts.compose import column

HINT = "至少 10 个字符；几个不相干的词连起来最好记"


class NewPassphrase(QFrame):
    """Two rows; ``value()`` complains under the entry and gives None until both are right."""

    def __init__(self, refuse_weak: Callable[[str, str], None]) -> None:
        """``refuse_weak`` raises UserError for a passphrase (and user) that must not be chosen."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._refuse_weak = refuse_weak
        self.row, self.entry = passphrase_row("新口令", HINT)
        self.again_row, self.again = passphrase_row("再输一次")
        for entry in (self.entry, self.again):
            policy = entry.warning.sizePolicy()
            policy.setRetainSizeWhenHidden(False)
            entry.warning.setSizePolicy(policy)
        self.setLayout(column(self.row, self.entry.warning, self.again_row, self.again.warning, gap=6))

    def entries(self) -> list[QWidget]:
        """In the order of entry."""
        return [self.entry, self.again]

    def value(self, user: str) -> str | None:
        """The passphrase, or None with the reason shown."""
        self.row.clear()
        self.again_row.clear()
        try:
            self._refuse_weak(self.entry.text(), user)
        except UserError as error:
            self.row.complain(str(error))
            self.entry.setFocus()
            return None
        if self.again.text() != self.entry.text():
            self.again_row.complain("两次输入的口令不一样，请再输一次。")
            self.again.setFocus()
            return None
        return self.entry.text()

    def wipe(self) -> None:
        """Nothing stays in the entries."""
        self.entry.wipe()
        self.again.wipe()
