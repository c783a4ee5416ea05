"""补扫描件: put a scan into the file, or note where the paper lies."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import Field, Need, Section
from anbang_desktop.fields.kinds import Attachment, Day, Text
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive
from anbang_desktop.services.documents.archive import FileLine

PAPER = Section(
    "材料",
    (
        Field("title", "名称", Text(100), Need.MUST),
        Field("on", "日期", Day(), Need.MUST),
        Field("scan", "扫描件", Attachment(), Need.MAY, 3),
        Field("shelf", "存放位置", Text(100)),
    ),
)


class AddPaperDialog(RecordDialog):
    """Begins with the title of the catalogue and today."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, line: FileLine, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "选扫描件存入档案；只有纸质件、没有扫描的，不选文件，写明存放位置（柜、层、盒）。"
        given = {"title": line.title, "on": desk.today}
        sheet = Sheet(
            f"放入材料：{line.title}",
            about,
            (PAPER,),
            given,
            "放入档案",
            across=1,
            wide=640,
            own={"scan": FileEditor},
        )

        def save(values: Mapping[str, Any]) -> None:
            archive.add(
                desk,
                no,
                line.key,
                str(values["title"]),
                values["on"],
                values.get("scan"),
                str(values.get("shelf") or ""),
            )

        return cls(parent, sheet, context, save).run()
