"""What is put into the file by hand (domain.md §4.15): a scan, or the note that a paper lies on the shelf."""

from dataclasses import dataclass
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Attachment, Count, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FileItem(Record):
    """卷宗材料. ``paper`` is a key of the rule pack's catalogue; no attachment: on paper only."""

    paper: Annotated[str, Datum("材料种类", Text(100), MUST, begins="材料")]
    title: Annotated[str, Datum("题名", Text(), MUST)]
    attachment_id: Annotated[int | None, Datum("扫描件", Attachment(), privacy=3)] = None
    pages: Annotated[int | None, Datum("页数", Count("页"), AUTO)] = None
    shelf: Annotated[str | None, Datum("存放位置", Text())] = None


FILE_ITEM = declare("file_item", "卷宗材料", FileItem, "file_items")
