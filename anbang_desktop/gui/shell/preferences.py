"""What this user chose on this computer: text size, lock, widths, last office. Never anything about a
person.
"""

from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.shell.idle import DEFAULT
from anbang_desktop.gui.theme import SIZES

SIZE, LOCK, USER, OFFICE = "look/size", "lock/minutes", "unlock/user", "unlock/office"
NEWS = "help/news"  # the newest version whose 更新说明 was offered


def text_size() -> str:
    """标准 unless another one was chosen."""
    chosen = str(choices().value(SIZE, SIZES[0]))
    return chosen if chosen in SIZES else SIZES[0]


def lock_minutes() -> int:
    """How long until the program locks itself."""
    try:
        return int(str(choices().value(LOCK, DEFAULT)))
    except ValueError:
        return DEFAULT
