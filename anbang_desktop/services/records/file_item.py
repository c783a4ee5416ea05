"""卷宗材料: under a key of the rule pack's catalogue that is brought, not made here (domain.md §4.15)."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit

if TYPE_CHECKING:
    from anbang_desktop.services.records import scans
else:
    scans = lazy_import("anbang_desktop.services.records.scans")

Accepted = tuple[str, str, bytes, int]  # suffix, media type, bytes and pages of a scan


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


def accept(scan: Path) -> Accepted:
    """The cleaned scan of a file; UserError when it can't be read or is none."""
    return scans.read_scan(scan)


def put(unit: Unit, item: FileItem, no: str, accepted: Accepted | None) -> FileItem:
    """Into the file, with its scan where there is one."""
    made = replace(item, entered_at=unit.desk.clock.now(), entered_by=unit.desk.user)
    if accepted:
        suffix, media_type, data, pages = accepted
        kept = unit.work.attach(f"{item.paper}_{no}{suffix}", media_type, data)
        made = replace(made, attachment_id=kept, pages=pages)
    return unit.add(made, f"卷宗材料 {no}")
