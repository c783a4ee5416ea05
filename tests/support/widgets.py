"""What a clerk reads on a widget, and pressing a dialog's verb without waiting for anybody."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved


def texts(widget: QWidget) -> list[str]:
    """The words of every label on it, one by one."""
    return [label.text() for label in widget.findChildren(QLabel)]


def words(widget: QWidget) -> str:
    """Everything a clerk reads on it: labels and buttons that are not hidden."""
    shown = [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]
    return "\n".join(shown + [one.text() for one in widget.findChildren(QPushButton) if not one.isHidden()])


def pressed(self: RecordDialog) -> Saved | None:
    """Stands in for ``RecordDialog.run``: press the verb with what is given."""
    self.save()
    return self.answer
