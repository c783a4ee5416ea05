"""A record in words: what it is, when it was, and each datum as a clerk reads it."""

from datetime import date, datetime

from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Field, Stored, fields_of, name_of, names
from anbang_desktop.fields.file_item import FILE_ITEM, FileItem
from anbang_desktop.fields.kinds import Attachment
from anbang_desktop.fields.rows import Rows, words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.registry import Kind

SPECIAL = 4  # privacy class of domain.md §10: shown only when asked for, and noted
COVERED = "已遮盖"


def day_words(day: date | None, today: date) -> str:
    """3月2日 in this year, 2025-12-12 in another."""
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == today.year else day.isoformat()


def moment_words(at: datetime, today: date) -> str:
    """3月2日 14:05."""
    return f"{day_words(at.date(), today)} {at:%H:%M}"


def datum_words(desk: Desk, stored: Stored, attribute: object) -> str:
    """One datum of a record; the lines of a table without their captions: 孙丽 家属 13900000000."""
    name = name_of(attribute)
    field = next(one for one in fields_of(type(stored)) if one.name == name)
    return value_words(desk, field, getattr(stored, name))


def value_words(desk: Desk, field: Field, value: object) -> str:
    """A value of a field."""
    if value is None or value == "":
        return ""
    if isinstance(field.kind, Rows):
        lines = value if isinstance(value, tuple) else ()
        return "；".join(_line_words(desk, field.kind, line) for line in lines)
    if isinstance(field.kind, Attachment):
        return "已存入"
    if field is _PAPER:
        return next((paper.title for paper in desk.pack.papers if paper.key == value), str(value))
    return field.kind.show(value, desk.read_context)


_PAPER = FILE_ITEM.field(names(FileItem).paper)


def _line_words(desk: Desk, kind: Rows, line: object) -> str:
    shown = (words(part, line, desk.read_context) for part in kind.parts)
    return " ".join(word for word in shown if word)


def title_of(desk: Desk, kind: Kind, stored: Stored) -> str:
    """What one record is called: 入户走访, the title of a paper, else the name of its kind."""
    if isinstance(stored, Contact):
        return desk.codes["contact_type"].label(stored.contact_type) or kind.label
    if isinstance(stored, FileItem):
        return stored.title
    return kind.label
