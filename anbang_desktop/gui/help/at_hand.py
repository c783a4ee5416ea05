"""What F1 asks about: the entry that has the keyboard, then the dialog, then the page in front."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from anbang_desktop.gui.entry.field_row import FieldRow
from anbang_desktop.gui.help.topics import DIALOGS, ENTRIES, KINDS, LOGIN, PAGES, SECTIONS, START
from anbang_desktop.gui.shell.shell import Shell


def anchors_of(focus: QWidget | None) -> list[str]:
    """The places of the manual that speak of what has the keyboard, the nearest first; its beginning where
    nothing does.
    """
    return list(dict.fromkeys(filter(None, map(_about, _upwards(focus))))) or [START]


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    """From the entry to the window; a dialog's parent is the page under it."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _about(widget: QWidget) -> str:
    if isinstance(widget, FieldRow):
        return ENTRIES.get(type(widget.field.kind), "")
    if isinstance(widget, Shell):
        page, key = widget.page(), widget.here()
        section = page.section() if page is not None else None
        return SECTIONS[section] if section is not None else PAGES[key] if key is not None else ""
    name = type(widget).__name__
    own = DIALOGS.get(name, "") or LOGIN.get(name, "")
    return own or KINDS.get(str(getattr(widget, "kind", "")), "")
