"""Write down what happened: verification, hand-over, registration, group, assessment, contact, placement."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from anbang_desktop.domain.id_number import read_id_number
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.field import read
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.services.cases import case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import Entry, Values, insert, need, own_attachments
from anbang_desktop.storage import tables
from anbang_desktop.storage.work import Work

KINDS = ("verification", "handover", "registration", "group", "assessment", "contact", "placement")
DAY_FIELD = {
    "verification": "checked_on",
    "handover": "handover_date",
    "registration": "filled_on",
    "group": "formed_on",
    "assessment": "meeting_on",
    "contact": "at",
    "placement": "",
}


def record(desk: Desk, no: str, kind: str, values: Mapping[str, object], on: date | None = None) -> int:
    """Write one record of ``kind`` for case ``no``; the id of the record. A day later than today is refused.

    UserError names the field that is wrong; nothing is written then (art. 12: register, verify, group,
    assess).
    """
    if kind not in KINDS:
        raise UserError(f"没有“{kind}”这种记录。", f"可用的有：{'、'.join(KINDS)}。", field="kind")
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        entry = _read(desk, about, kind, values, on)
        own_attachments(work.connection, entry.kind, entry.values, about.values)
        written = WRITE[kind](desk, work, entry)
        case_card.refresh(desk, work.connection, about.case_id)
    return written


def _read(desk: Desk, about: CaseFile, kind: str, values: Mapping[str, object], on: date | None) -> Entry:
    declared = RECORDS[kind]
    plain = dict(values)
    extra = {name: plain.pop(name) for name in assessment.OWN_KEYS if kind == "assessment" and name in plain}
    taken: Values = {**read(declared.fields, plain, desk.read_context, declared.label), **extra}
    day = _day(taken, kind, on, desk.today)
    if DAY_FIELD[kind] and taken.get(DAY_FIELD[kind]) is None:
        taken[DAY_FIELD[kind]] = datetime.combine(day, time()) if kind == "contact" else day
    return Entry(about, declared, taken, day)


def _day(values: Values, kind: str, on: date | None, today: date) -> date:
    own = values.get(DAY_FIELD[kind])
    own_day = own.date() if isinstance(own, datetime) else own
    day = on or (own_day if isinstance(own_day, date) else None) or today
    if day > today:
        raise UserError(
            f"日期 {day.isoformat()} 晚于今天（{today.isoformat()}）。", "请填写实际发生的日期。", field="on"
        )
    return day


# ---------------------------------------------------------------- one function per kind
def _verification(desk: Desk, work: Work, entry: Entry) -> int:
    result = str(entry.values.get("result") or "")
    pack = desk.rules.on(entry.on)
    if result in pack.verification.second_checker and not entry.values.get("second_checker"):
        label = desk.codes["verification_result"].label(result)
        raise UserError(f"核查结论是“{label}”时要两人核查。", "请填写复核人。", field="second_checker")
    return insert(desk, work, entry)


def _handover(desk: Desk, work: Work, entry: Entry) -> int:
    written = insert(desk, work, entry)
    changes = {
        "handover_date": entry.values["handover_date"],
        "handover_mode": entry.values["mode"],
        "handover_route": entry.values.get("route") or entry.about.case["handover_route"],
    }
    work.update(tables.cases, entry.about.case_id, changes, f"衔接登记 {entry.about.no}")
    return written


def _registration(desk: Desk, work: Work, entry: Entry) -> int:
    about = entry.about
    values = fill_from_id_no(entry.values, about.client)
    merged = {**about.values, **values}
    need(entry.kind, merged)
    person = {field.name: values[field.name] for field in CLIENT_FIELDS if field.name in values}
    case = {field.name: values[field.name] for field in CASE_FIELDS if field.name in values}
    case.setdefault("filled_by", desk.user)
    case["filled_on"] = about.case["filled_on"] or entry.on
    case |= case_card.period(desk, {**merged, **case})
    file_opened = {} if about.case["file_opened_on"] else {"file_opened_on": entry.on}
    if person:
        work.update(tables.clients, int(str(about.client["id"])), person, f"登记表 {about.no}")
    work.update(tables.cases, about.case_id, {**case, **file_opened}, f"登记表 {about.no}")
    return about.case_id


def fill_from_id_no(values: Mapping[str, object | None], known: Mapping[str, object]) -> Values:
    """Sex and birth date from a valid ID number where the clerk gave none (GB 11643); a wrong number is
    marked 未核实.
    """
    filled: Values = dict(values)
    number = values.get("id_no")
    if not isinstance(number, str):
        return filled
    reading = read_id_number(number)
    filled["id_unverified"] = not reading.valid
    for name, found in (("sex", reading.sex), ("birth_date", reading.birth_date)):
        if found and filled.get(name) is None and known.get(name) is None:
            filled[name] = found
    return filled


def _group(desk: Desk, work: Work, entry: Entry) -> int:
    members = entry.values.get("members")
    if not isinstance(members, list):
        raise UserError("小组还没有成员。", "请填写成员。", field="members")
    leaders = [row for row in members if row.get("role") == "LEADER"]
    if len(leaders) != 1:
        raise UserError(
            f"小组有 {len(leaders)} 名组长，应当正好一名。", "请核对成员的小组职务。", field="members"
        )
    if leaders[0].get("kind") != "OFFICE":
        raise UserError("组长应是司法所工作人员。", "请核对组长的类型。", field="members")
    return insert(desk, work, entry)


def _assessment(desk: Desk, work: Work, entry: Entry) -> int:
    return assessment.write(desk, work, entry)


def _contact(desk: Desk, work: Work, entry: Entry) -> int:
    if entry.values.get("abnormal") and not entry.values.get("abnormal_detail"):
        raise UserError(
            "选了“需要特别关心”，还没有写需要关心的情况。", "请写明是什么情况。", field="abnormal_detail"
        )
    return insert(desk, work, entry)


def _placement(desk: Desk, work: Work, entry: Entry) -> int:
    placed = entry.values.get("placed")
    needed = ("way", "安置方式") if placed else ("none_reason", "未安置原因")
    if placed is not None and not entry.values.get(needed[0]):
        raise UserError(f"还没有填{needed[1]}。", "请从列表中选一项。", field=needed[0])
    if placed and entry.values.get("placed_from") is None:
        entry.values["placed_from"] = entry.on
    return insert(desk, work, entry)


WRITE: dict[str, Callable[[Desk, Work, Entry], int]] = {
    "verification": _verification,
    "handover": _handover,
    "registration": _registration,
    "group": _group,
    "assessment": _assessment,
    "contact": _contact,
    "placement": _placement,
}
