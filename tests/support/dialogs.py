"""Dialogs that are filled at once instead of waiting for a clerk."""

from collections.abc import Callable

import pytest

from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved


def filled(
    monkeypatch: pytest.MonkeyPatch, dialog: type[RecordDialog], fill: Callable[[RecordDialog], object]
) -> list[RecordDialog]:
    """Instead of waiting for a clerk, fill the dialog and press its verb."""
    met: list[RecordDialog] = []

    def run(self: RecordDialog) -> Saved | None:
        met.append(self)
        fill(self)
        self.save()
        return self.answer

    monkeypatch.setattr(dialog, "run", run)
    return met
