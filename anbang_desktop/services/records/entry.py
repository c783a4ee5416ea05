"""One thing to write down: read by its fields, complete, on its day."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Field, Need, Record, RecordKind, missing, name_of, read, take
from anbang_desktop.fields.kinds import Attachment, Text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import attachments
from anbang_desktop.storage.reading import Connection

REASON: Final = "reason"  # the argument that tells why; an error about it names it so

Values = dict[str, object | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Values by identifier as their fields read them, and the day on which it happened."""

    values: Values
    on: date


def read_entry(
    desk: Desk, kind: RecordKind, day: object, values: Mapping[str, object], on: date | None
) -> Entry:
    """What was typed, read by its fields; ``day`` is the attribute that holds the day (None: only ``on``).

    UserError names the field that cannot be read, and a day later than today.
    """
    taken: Values = read(kind.fields, values, desk.read_context, kind.label)
    name = name_of(day) if day is not None else ""
    when = refuse_future(desk, on or as_day(taken.get(name)) or desk.today)
    if name and taken.get(name) is None:
        taken[name] = datetime.combine(when, time()) if name == "at" else when
    return Entry(taken, when)


def as_day(value: object) -> date | None:
    """A day or the day of a moment."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def refuse_future(desk: Desk, day: date, field: str = "on") -> date:
    """The day, unless it is still to come."""
    if day > desk.today:
        what = f"日期 {day.isoformat()} 晚于今天（{desk.today.isoformat()}）。"
        raise UserError(what, "请填写实际发生的日期。", field=field)
    return day


_WHY = Field(REASON, "理由", Text(500))


def as_reason(desk: Desk, words: str) -> str:
    """The reason of an act, on one line; UserError for what no file can hold."""
    return str(take(_WHY, words, desk.read_context) or "")


def refuse_shut(about: CaseFile) -> None:
    """A case that was returned or archived takes no more papers (domain.md §3.3)."""
    if not state(about.state).accepts_papers:
        label = state(about.state).label
        raise UserError(f"{about.no} 已是“{label}”，不能再放入材料。", "请核对档案编号。", field="no")


def refuse_ended(about: CaseFile, what: str) -> None:
    """A case that was returned, has ended or is archived takes no new records (domain.md §3.3)."""
    if not state(about.state).accepts_records:
        label = state(about.state).label
        raise UserError(
            f"{about.no} 已是“{label}”，不能再登记{what}。",
            "确需继续帮教的，先办理恢复；写错的可以更正并写明理由。",
            field="no",
        )


def need(kind: RecordKind, values: Mapping[str, object], without: Container[str] = ()) -> None:
    """UserError naming the mandatory fields that are empty, but for those that may still come."""
    lacking = [one for one in missing(kind.fields, values, Need.MUST) if one.name not in without]
    if lacking:
        names = "、".join(field.label for field in lacking)
        raise UserError(f"{kind.label}还没有填：{names}。", "请补上后再保存。", field=lacking[0].name)


def own_attachments(
    connection: Connection, kind: RecordKind, values: Mapping[str, object], known: Mapping[str, object]
) -> None:
    """UserError naming the field whose attachment is not in the vault or belongs to something else; ``known``
    holds what is there now.
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


def new_record(desk: Desk, about: CaseFile, kind: RecordKind, entry: Entry) -> Record:
    """The record of a complete entry; UserError names what is missing."""
    given = {name: value for name, value in entry.values.items() if value is not None}
    need(kind, given)
    return kind.record(
        case_id=about.case_id,
        on=entry.on,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
        **given,  # type: ignore[arg-type]
    )
