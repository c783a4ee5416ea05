"""The entries of a scan or photo: stored in the vault at once, or handed over when a dialog is saved."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import Field
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.parts.compose import button, row, text

FILES = "扫描件或照片 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"


class AttachmentEditor(Editor):
    """Holds the number of the attachment; a chosen file is stored at once (encrypted) and its number kept."""

    def __init__(self, field: Field, context: EntryContext) -> None:
        """The verb 选文件 is there only where the form can store a file."""
        super().__init__(field, context)
        self._number: int | None = None
        self._words = text("还没有", "label")
        self._choose = button("选文件", "plain", "file", act=self.choose)
        holder = QWidget()
        holder.setLayout(row(self._choose, self._words, None, gap=12))
        self._take_in(holder)
        self.setFocusProxy(self._choose)
        self._choose.setAccessibleName(f"{field.label}：选文件")
        self._choose.setVisible(context.store is not None)

    def value(self) -> object | None:
        """The number of the attachment."""
        return self._number

    def set_value(self, value: object | None) -> None:
        """Show whether there is an attachment."""
        self._number = int(str(value)) if value else None
        self._words.setText("已存入" if self._number else "还没有")

    def raw(self) -> object:
        """The number of the attachment."""
        return self._number

    def set_raw(self, raw: object) -> None:
        """Take the number again."""
        self.set_value(raw)

    def entries(self) -> list[QWidget]:
        """选文件."""
        return [self._choose]

    def choose(self) -> None:
        """Ask for a file and put it into the vault."""
        file = questions.open_file(self, f"选{self.field.label}", FILES, questions.Folder.SCANS_IN)
        if file is not None and self.context.store is not None:
            self.set_value(self.context.store(file))
            self._words.setText(f"已存入：{file.name}")
            self.changed.emit()
            self.left.emit()


class FileEditor(Editor):
    """A file on the clerk's disk, handed to the services when the dialog is saved."""

    def __init__(self, field: Field, context: EntryContext) -> None:
        """No file is chosen yet."""
        super().__init__(field, context)
        self._file: Path | None = None
        self._words = text("没有选", "label")
        self._choose = button("选文件", sign="file", act=self._ask)
        holder = QWidget()
        holder.setLayout(row(self._choose, (self._words, 1), gap=12))
        self._take_in(holder)
        self.setFocusProxy(self._choose)

    def value(self) -> object | None:
        """The path of the chosen file."""
        return self._file

    def set_value(self, value: object | None) -> None:
        """Show the name of a chosen file."""
        self._file = value if isinstance(value, Path) else None
        self._words.setText(self._file.name if self._file else "没有选")

    def raw(self) -> object:
        """The path as text, empty without a file."""
        return str(self._file or "")

    def set_raw(self, raw: object) -> None:
        """Take the path again."""
        self.set_value(Path(str(raw)) if raw else None)

    def entries(self) -> list[QWidget]:
        """选文件."""
        return [self._choose]

    def _ask(self) -> None:
        file = questions.open_file(self, "选扫描件", FILES, questions.Folder.SCANS_IN)
        if file is not None:
            self.set_value(file)
            self.changed.emit()
