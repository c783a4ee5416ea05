"""补扫描件: put a scan into the file, or note where the paper lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import MUST, Datum, given, names, sections_of
from anbang_desktop.fields.kinds import Attachment, Day, Text
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive
from anbang_desktop.services.documents.archive import FileLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is asked of a paper that goes into the file; the scan is a file on the clerk's disk."""

    title: Annotated[str, Datum("名称", Text(100), MUST, begins="材料")]
    on: Annotated[date, Datum("日期", Day(), MUST)]
    scan: Annotated[Path | None, Datum("扫描件", Attachment(), privacy=3)] = None
    shelf: Annotated[str, Datum("存放位置", Text(100))] = ""


ITS = names(Paper)


class AddPaperDialog(RecordDialog):
    """Begins with the title of the catalogue and today."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, line: FileLine, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "选扫描件存入档案；只有纸质件、没有扫描的，不选文件，写明存放位置（柜、层、盒）。"
        sheet = Sheet(
            f"放入材料：{line.title}",
            about,
            sections_of(Paper),
            {ITS.title: line.title, ITS.on: desk.today},
            Kept(desk, f"paper:{no}:{line.key}"),
            "放入档案",
            across=1,
            wide=640,
            own={ITS.scan: FileEditor},
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = Paper(**given(Paper, values))
            archive.add(desk, no, line.key, said.title, said.on, said.scan, said.shelf)

        return cls(parent, sheet, context, save).run()
