"""Questions to the clerk: the safe answer is the default, the verb stands on its button, what will be lost
is named.
"""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb


class Sure(Dialog[bool]):
    """One question with two verbs; the first is the default and has the keyboard."""

    def __init__(
        self, parent: QWidget | None, title: str, words: str, first: tuple[str, bool], other: tuple[str, bool]
    ) -> None:
        """``first`` and ``other`` are a verb with its answer."""
        super().__init__(parent, title)
        main = verb(first[0], lambda: self.finish(first[1]), "primary")
        plain = verb(other[0], lambda: self.finish(other[1]))
        self.lay(text(words, wrap=True), buttons=(main, plain))
        main.setFocus()


def sure(parent: QWidget | None, title: str, words: str, *, danger: str, keep: str) -> bool:
    """A dangerous act: ``keep`` is the default; True only when ``danger`` (its verb, with the number of
    people) was pressed.
    """
    return bool(Sure(parent, title, words, (keep, False), (danger, True)).run())


def yes(parent: QWidget | None, title: str, words: str, *, do: str, leave: str) -> bool:
    """A harmless question: ``do`` is the default."""
    return bool(Sure(parent, title, words, (do, True), (leave, False)).run())


class Folder(StrEnum):
    """What a file is for: the folder used last is remembered for each."""

    LISTS_IN = "folder/lists_in"
    SHEETS_OUT = "folder/sheets_out"
    PAPERS_OUT = "folder/papers_out"
    SCANS_IN = "folder/scans_in"
    BACKUP = "backup/folder"

    @property
    def last(self) -> str:
        """Where it was last time, or the clerk's own documents; empty where neither is there any more."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kept = str(choices().value(self.value, ""))
        return next((one for one in (kept, documents) if one and Path(one).is_dir()), "")

    def remember(self, folder: Path) -> None:
        """Next time the dialog opens here."""
        choices().setValue(self.value, str(folder))


def save_file(parent: QWidget | None, title: str, name: str, kinds: str, folder: Folder) -> Path | None:
    """Where to write; ``name`` never holds a person's name (lists of recent files would keep it)."""
    dialog = QFileDialog(parent, title, folder.last, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(
        Path(name).suffix
    )  # a name typed without its ending gets it before the question whether to replace
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return _remembered(chosen[0] if chosen else "", folder)


def open_file(parent: QWidget | None, title: str, kinds: str, folder: Folder) -> Path | None:
    """What to read."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, folder.last, kinds)
    return _remembered(chosen, folder)


def open_files(parent: QWidget | None, title: str, kinds: str, folder: Folder) -> list[Path]:
    """What to read, one file or several."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, folder.last, kinds)
    if chosen:
        folder.remember(Path(chosen[0]).parent)
    return [Path(one) for one in chosen]


def save_folder(parent: QWidget | None, title: str, folder: Folder) -> Path | None:
    """A folder to write into."""
    chosen = QFileDialog.getExistingDirectory(parent, title, folder.last)
    if chosen:
        folder.remember(Path(chosen))
    return Path(chosen) if chosen else None


def _remembered(chosen: str, folder: Folder) -> Path | None:
    if not chosen:
        return None
    folder.remember(Path(chosen).parent)
    return Path(chosen)
