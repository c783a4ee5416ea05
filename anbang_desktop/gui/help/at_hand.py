"""What F1 asks about: the entry that has the keyboard, then the dialog, then the page in front."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.help.login_topics import ANYWHERE, LOGIN, START
from anbang_desktop.lazy import lazy_import

if TYPE_CHECKING:
    from anbang_desktop.gui.entry import field_row
    from anbang_desktop.gui.help import topics
    from anbang_desktop.gui.shell import shell
else:  # they bring the records and the database library, and before the unlock none of them is on show
    field_row = lazy_import("anbang_desktop.gui.entry.field_row")
    topics = lazy_import("anbang_desktop.gui.help.topics")
    shell = lazy_import("anbang_desktop.gui.shell.shell")


def anchors_of(focus: QWidget | None) -> list[str]:
    """The places of the manual that speak of what has the keyboard, the nearest first; its beginning where
    nothing does.
    """
    here = list(_upwards(focus))
    locked = any(type(one).__name__ in LOGIN for one in here)
    found = [_light(one) or ("" if locked else _about(one)) for one in here]
    return list(dict.fromkeys(filter(None, found))) or [START]


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    """From the entry to the window; a dialog's parent is the page under it."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _light(widget: QWidget) -> str:
    name = type(widget).__name__
    return LOGIN.get(name, "") or ANYWHERE.get(name, "")


def _about(widget: QWidget) -> str:
    if isinstance(widget, field_row.FieldRow):
        return topics.ENTRIES.get(type(widget.field.kind), "")
    if isinstance(widget, shell.Shell):
        page, key = widget.page(), widget.here()
        section = page.section() if page is not None else None
        if section is not None:
            return topics.SECTIONS[section]
        return topics.PAGES[key] if key is not None else ""
    own = topics.DIALOGS.get(type(widget).__name__, "")
    return own or topics.KINDS.get(str(getattr(widget, "kind", "")), "")
