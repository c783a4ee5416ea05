"""卷宗材料: under a key of the rule pack's catalogue that is brought, not made here (domain.md §4.15)."""

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile


def complete(desk: Desk, about: CaseFile, record: FileItem) -> FileItem:  # noqa: ARG001 - all kinds alike
    """UserError for a paper that the catalogue does not know."""
    refuse_strange(desk, record.paper)
    return record


def refuse_strange(desk: Desk, paper: str) -> None:
    """UserError for a paper that the catalogue does not know, or that the program makes itself."""
    if paper not in {one.key for one in desk.pack.papers if not one.made}:
        raise UserError(
            f"卷宗目录里没有“{paper}”这一类。", "请从目录中选。", field=name_of(names(FileItem).paper)
        )
