"""Lines of 工作台账: read, written down, put right, voided; what each kind asks for holds on every way."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from anbang_desktop.errors import UserError
from anbang_desktop.fields.daybook import DAYBOOK, DaybookEntry
from anbang_desktop.fields.field import RecordKind, filled, given, name_of, read
from anbang_desktop.services.daybook import kinds
from anbang_desktop.services.daybook.kinds import ITS
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records.entry import REASON, as_reason, need, own_attachments, refuse_future
from anbang_desktop.storage import outgoing
from anbang_desktop.storage.queries import daybook as query
from anbang_desktop.storage.queries.daybook import Spent, Wanted
from anbang_desktop.storage.reading import Connection

__all__ = ["Spent", "Wanted"]

_SUMS: Mapping[str, object | None] = {name_of(ITS.amount): None, name_of(ITS.people): None}


@dataclass(frozen=True, slots=True)
class Found:
    """What fits: the lines, how many of each kind there are besides, what they cost, for what purposes."""

    ids: "array[int]"
    counted: Mapping[str, int]
    spent: Sequence[Spent]
    years: Sequence[int]

    @property
    def cost(self) -> Decimal:
        """Of all purposes together."""
        return sum((one.amount for one in self.spent), Decimal(0))


def find(desk: Desk, wanted: Wanted) -> Found:
    """The lines that fit, the newest first."""
    with desk.store.read() as connection:
        return Found(
            query.ids(connection, wanted),
            query.counted(connection, wanted),
            query.spent(connection, wanted),
            query.years(connection),
        )


def rows(desk: Desk, ids: Sequence[int]) -> list[DaybookEntry]:
    """These lines, in their order."""
    with desk.store.read() as connection:
        return query.read(connection, ids)


def show(desk: Desk, entry_id: int) -> DaybookEntry:
    """One line; UserError where there is none."""
    with desk.store.read() as connection:
        return _one(connection, entry_id)


def due(desk: Desk) -> list[DaybookEntry]:
    """What was found on an inspection and is not put right yet, the one due first before others (art. 11)."""
    with desk.store.read() as connection:
        return query.read(connection, query.open_ids(connection, kinds.open_labels(desk)))


def year(number: int) -> tuple[date, date]:
    """Its first and last day."""
    return date(number, 1, 1), date(number, 12, 31)


# ---- what is written


def add(desk: Desk, label: str, values: Mapping[str, object]) -> int:
    """A new line of a kind; its id. UserError names the datum that is wrong."""
    form = kinds.form(desk, label)
    taken = read(form.fields, values, desk.read_context, label)
    taken.setdefault(kinds.ON, desk.today)
    need(form, taken)
    kept = {name: value for name, value in taken.items() if value is not None}
    one = DaybookEntry(
        kind=label,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
        **kept,  # type: ignore[arg-type]
    )
    with desk.store.work(desk.clock, f"登记台账（{label}）") as work:
        own_attachments(work.connection, DAYBOOK, taken, {})
        return work.add(_complete(desk, form, one), f"登记台账 {label}")


def correct(desk: Desk, entry_id: int, values: Mapping[str, object], reason: str = "") -> None:
    """Put a line right; its kind stays. UserError where nothing differs, and without a reason once its list
    or its attachment went out.
    """
    with desk.store.read() as connection:
        before = _changeable(connection, entry_id)
        gone_out = outgoing.went_out(connection, query.TABLE, entry_id)
    form, why = kinds.form(desk, before.kind), as_reason(desk, reason)
    taken = read(form.fields, values, desk.read_context, before.kind)
    need(form, {**filled(before), **taken})
    if name_of(ITS.reached) in taken:  # its sums follow, unless they were typed as well
        taken = {**_SUMS, **taken}
    after = _complete(desk, form, replace(before, **given(DaybookEntry, taken)))
    if after == before:
        raise UserError("没有要更正的内容：写的和原来一样。", "请写明要改成什么。", field="values")
    if gone_out and not why:
        raise UserError("这一条已经打印或者导出过，更正要写明理由。", "请写一句为什么更正。", field=REASON)
    with desk.store.work(desk.clock, f"更正台账（{before.kind}）") as work:
        own_attachments(work.connection, DAYBOOK, taken, filled(before))
        work.why = why
        work.change(before, after, f"更正台账 {before.kind}")


def reason_needed(desk: Desk, entry_id: int) -> str:
    """Why a correction has to say its reason; empty when it need not."""
    with desk.store.read() as connection:
        gone_out = outgoing.went_out(connection, query.TABLE, entry_id)
    return "这一条已经打印或者导出过，更正要写明理由。" if gone_out else ""


def void(desk: Desk, entry_id: int, reason: str) -> None:
    """It counts nowhere from now on and stays readable; UserError without a reason."""
    why = as_reason(desk, reason)
    if not why:
        raise UserError("作废要写明理由。", "请写一句为什么作废。", field=REASON)
    with desk.store.work(desk.clock, "作废台账") as work:
        before = _changeable(work.connection, entry_id)
        work.label, work.why = f"作废台账（{before.kind}）", why
        gone = replace(before, voided_at=desk.clock.now(), voided_by=desk.user, void_reason=why)
        work.change(before, gone, f"作废台账 {before.kind}")


def take_out(desk: Desk, entry_id: int, out: Path) -> Path:
    """Write the attachment of a line to a file, whole or not at all; the audit notes it."""
    one = show(desk, entry_id)
    if one.scan is None:
        raise UserError("这一条没有附件。", "请先更正这一条，选一个文件存入。", field=name_of(ITS.scan))
    kept = desk.store.attachment(one.scan)
    with desk.store.work(desk.clock) as work, write_beside(out, kept.data):
        work.note("export", f"{query.TABLE.name}/{entry_id}", f"取出台账附件：{one.kind} {one.title}")
    return out


def attachment_name(desk: Desk, one: DaybookEntry) -> str:
    """What the attachment of a line was called; empty where it has none."""
    return desk.store.attachment(one.scan).name if one.scan is not None else ""


def _one(connection: Connection, entry_id: int) -> DaybookEntry:
    found = query.read(connection, [entry_id])
    if not found:
        raise UserError("台账里没有这一条。", "它可能已经撤销，请回到台账重新选。", field="record")
    return found[0]


def _changeable(connection: Connection, entry_id: int) -> DaybookEntry:
    one = _one(connection, entry_id)
    if one.voided_at is not None:
        raise UserError("这一条已经作废。", "要用的话，先在历史里撤销作废。", field="id")
    return one


# ---- what holds for every line


def _complete(desk: Desk, form: RecordKind, one: DaybookEntry) -> DaybookEntry:
    """With what the program reckons; UserError for what contradicts itself."""
    refuse_future(desk, one.on)
    made = _with_sums(desk, one)
    if made.amount and not made.purpose and _asks(form, ITS.purpose):
        raise UserError("写了金额，没有写用途。", "经费要专款专用，请选用途。", field=name_of(ITS.purpose))
    _refuse_order(desk, form, made)
    return made


def _with_sums(desk: Desk, one: DaybookEntry) -> DaybookEntry:
    """How many people and how much money follow from the list of names, where there is one."""
    amounts = [each.amount for each in one.reached if each.amount is not None]
    amount = one.amount
    if amounts:
        total = sum(amounts, Decimal(0))
        if amount is not None and amount != total:
            raise UserError(
                f"名单上的金额加起来是 {total:,.2f} 元，合计写的是 {amount:,.2f} 元。",
                "请核对名单，或者把合计空着，由程序加。",
                field=name_of(ITS.amount),
            )
        amount = total
    people = one.people if one.people is not None else len(one.reached) or None
    purpose = one.purpose or (kinds.kind(desk, one.kind).purpose if amount else None) or None
    return replace(one, amount=amount, people=people, purpose=purpose)


def _refuse_order(desk: Desk, form: RecordKind, one: DaybookEntry) -> None:
    for attribute, day in ((ITS.until, one.until), (ITS.done_on, one.done_on)):
        if day is not None and day < one.on:
            label = form.field(attribute).label
            what = f"{label} {day.isoformat()} 早于 {one.on.isoformat()}。"
            raise UserError(what, "请核对这两个日期。", field=name_of(attribute))
    if one.done_on is not None:
        if one.done_on > desk.today:
            what = f"{form.field(ITS.done_on).label} {one.done_on.isoformat()} 还没有到。"
            raise UserError(what, "请填写实际完成的日期。", field=name_of(ITS.done_on))
        if not one.result:
            label = form.field(ITS.result).label
            raise UserError(f"填了完成日期，没有填“{label}”。", "请写一句结果。", field=name_of(ITS.result))


def _asks(form: RecordKind, attribute: object) -> bool:
    return any(field.name == name_of(attribute) for field in form.fields)
