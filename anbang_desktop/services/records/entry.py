"""One thing to write down, already read by its fields, and how it becomes a row of its table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Need, RecordKind, missing
from anbang_desktop.fields.kinds import Attachment
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import attachments
from anbang_desktop.storage.queries.cases import RECORD_TABLES
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

Values = dict[str, object | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose, what, on which day."""

    about: CaseFile
    kind: RecordKind
    values: Values
    on: date


def need(kind: RecordKind, values: Mapping[str, object]) -> None:
    """UserError naming the mandatory fields that are empty."""
    lacking = missing(kind.fields, values, Need.MUST)
    if lacking:
        names = "、".join(field.label for field in lacking)
        raise UserError(f"{kind.label}还没有填：{names}。", "请补上后再保存。", field=lacking[0].name)


def own_attachments(
    connection: Connection, kind: RecordKind, values: Mapping[str, object], known: Mapping[str, object]
) -> None:
    """UserError naming the field whose attachment is not in the vault or belongs to something else;
    ``known`` holds what is there now.
    """
    for field in kind.fields:
        number = values.get(field.name)
        if (
            not isinstance(field.kind, Attachment)
            or not isinstance(number, int)
            or number == known.get(field.name)
        ):
            continue
        if not attachments.kept(connection, number):
            raise UserError(
                f"{field.label}：没有 {number} 号附件。",
                "请在窗口里选文件存入，或者不填这一项。",
                field=field.name,
            )
        if attachments.held(connection, number):
            raise UserError(
                f"{field.label}：{number} 号附件是别的材料，不能用在这里。",
                "请在窗口里重新选文件存入，或者不填这一项。",
                field=field.name,
            )


def insert(desk: Desk, work: Work, entry: Entry, more: Mapping[str, object] | None = None) -> int:
    """Write the entry as a row of its own table; the id of the row."""
    values = {name: value for name, value in entry.values.items() if value is not None}
    need(entry.kind, values)
    row = {
        "case_id": entry.about.case_id,
        "on": entry.on,
        "entered_at": desk.clock.now(),
        "entered_by": desk.user,
        **values,
        **(more or {}),
    }
    return work.insert(RECORD_TABLES[entry.kind.name], row, f"{entry.kind.label} {entry.about.no}")
