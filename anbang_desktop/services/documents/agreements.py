"""The agreement (art. 12.2.2): draw, preview, print, sign, refuse; help goes on whatever the answer is.

``paper_values`` and ``scans`` are loaded when a paper is made or a scan comes in: ReportLab, pikepdf and
PDFium take 0.4 s, and most commands need neither.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.field import read
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.cases import case_card, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.office import details
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import agreements as query
from anbang_desktop.storage.reading import Connection, Row
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.services.documents import paper_values
    from anbang_desktop.services.records import scans
else:
    paper_values = lazy_import("anbang_desktop.services.documents.paper_values")
    scans = lazy_import("anbang_desktop.services.records.scans")

DRAFT, PRINTED, SIGNED, REFUSED, UNABLE, REPLACED = (
    "DRAFT",
    "PRINTED",
    "SIGNED",
    "REFUSED",
    "UNABLE",
    "REPLACED",
)
OPEN = frozenset({DRAFT, PRINTED})
ENDED_CASES = frozenset({"S35_RETURNED", "S75_TRANSFERRED", "S85_EXPIRED", "S86_TERMINATED", "S90_ARCHIVED"})
TEMPLATE = "agreement-1"
_SERIAL_MARK = 987_654_321  # stands in for the serial to find the fixed parts around it
_PARTY_PARTS = ("role", "name", "person", "phone", "capacity")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clerk may choose: help offered (codes of help_type), more to agree, days between visits
    (None = as the rules say).
    """

    offers: Sequence[str] = ()
    extra: str = ""
    visit_days: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """An agreement as issued; ``files`` holds the path where one was asked for."""

    files: list[str]
    pages: int
    agreement_id: int
    number: str
    pdf: bytes


def preview(desk: Desk, no: str, terms: Terms | None = None) -> bytes:
    """The agreement as it would be drawn, with 草稿 under the text; nothing is written."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        row = _row(desk, connection, about, terms or Terms())
    return paper_values.agreement_paper(desk, about, row, draft=True)


def draw(desk: Desk, no: str, out: Path | None = None, terms: Terms | None = None) -> Drawn:
    """Issue the agreement of a case: the paper is kept in the vault and, with ``out`` (a folder, or a file
    ending in .pdf), written there.

    An agreement not yet signed is drawn anew under its number; after a signature or refusal the next
    version begins.
    UserError when something needed is missing, MissingGlyph when a character cannot be printed: then
    nothing is written.
    """
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        row = _row(desk, connection, about, terms or Terms())
    pdf, pages = paper_values.issued_agreement(desk, about, row)
    target = out / f"协议书_{about.no}.pdf" if out and out.suffix.lower() != ".pdf" else out
    with write_beside(target, pdf), desk.store.work(desk.clock) as work:
        agreement_id = _keep(desk, work, about, row, pdf, pages)
        if target:
            work.note("export", f"agreements/{agreement_id}", f"导出协议书 {about.no}")
        case_card.refresh(desk, work.connection, about.case_id)
    return Drawn([str(target)] if target else [], pages, agreement_id, str(row["agr_no"]), pdf)


def _keep(desk: Desk, work: Work, about: CaseFile, row: Mapping[str, object], pdf: bytes, pages: int) -> int:
    """The paper into the vault and the row into its table."""
    version = row["version"]
    paper = work.attach(f"协议书_{about.no}_{version}.pdf", "application/pdf", pdf)
    values = {
        **row,
        "pdf": paper,
        "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "pages": pages,
        "state": DRAFT,
        "printed_on": None,
    }
    newest = about.agreements[-1] if about.agreements else None
    if newest and newest["state"] in OPEN:
        work.update(
            tables.agreements, newest["id"], {**values, "on": desk.today}, f"重新生成协议书 {about.no}"
        )
        return int(newest["id"])
    entered = {
        "case_id": about.case_id,
        "on": desk.today,
        "entered_at": desk.clock.now(),
        "entered_by": desk.user,
    }
    return work.insert(tables.agreements, {**entered, **values}, f"生成协议书 {about.no}")


def _row(desk: Desk, connection: Connection, about: CaseFile, terms: Terms) -> dict[str, object]:
    """What the agreement says, by the identifiers of A.3; number and page code stay while it is not
    signed.
    """
    if about.state in ENDED_CASES:
        raise UserError(f"{about.no} 已经结束或者退回，不能再签协议。", "请核对档案编号。", field="no")
    newest = about.agreements[-1] if about.agreements else None
    goes_on = newest if newest and newest["state"] in OPEN else None
    start, end = about.case["period_start"], about.case["period_end"]
    if not isinstance(start, date) or not isinstance(end, date):
        raise UserError(
            "还没有释放（解除）日期或者类别，算不出帮教期限。", "请先在登记表里填写。", field="release_date"
        )
    given = read(
        AGREEMENT.fields,
        {"offers": list(terms.offers), "extra": terms.extra},
        desk.read_context,
        AGREEMENT.label,
    )
    return {
        "agr_no": goes_on["agr_no"] if goes_on else _next_number(desk, connection),
        "version": int(newest["version"] or 1) + (0 if goes_on else 1) if newest else 1,
        "template_id": TEMPLATE,
        "document_id": goes_on["document_id"]
        if goes_on and goes_on["document_id"]
        else spelled(secrets.token_bytes(8)),
        "from_on": start,
        "to_on": end,
        "parties": parties(desk, about),
        "visit_interval": terms.visit_days,
        "offers": given["offers"],
        "extra": given["extra"],
    }


def _next_number(desk: Desk, connection: Connection) -> str:
    """The next agreement number of this year by the rule pack's pattern."""
    year = desk.today.year
    shape = re.escape(desk.pack.agreement_no(desk.office.code, year, _SERIAL_MARK)).replace(
        str(_SERIAL_MARK), "([0-9]+)"
    )
    found = (re.fullmatch(shape, number) for number in query.numbers(connection))
    last = max((int(match.group(1)) for match in found if match), default=0)
    return desk.pack.agreement_no(desk.office.code, year, last + 1)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an agreement drawn now would say by itself: the parties, and how often somebody comes."""

    parties: list[dict[str, object]]
    visits: str


def proposal(desk: Desk, no: str) -> Proposal:
    """For the page, before anything is drawn."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    return Proposal(parties(desk, about), duties.visits(desk, about))


def parties(desk: Desk, about: CaseFile) -> list[dict[str, object]]:
    """The parties from the record: office, person, village, and a relative where one is known."""
    case, client = about.case, about.client
    worker = _member(about, "OFFICE")
    helper = _member(about, "VILLAGE")
    phone = details.phone(desk) or worker.get("phone")
    contact_person = str(case["responsible_worker"] or desk.user)
    ours = ("OFFICE", desk.office.name, contact_person, phone, f"联系人　{contact_person}")
    person = ("CLIENT", client["name"], client["name"], client["phone"], client["id_no"])
    known = " ".join(str(helper[key]) for key in ("post", "name") if helper.get(key))
    village = (
        "VILLAGE",
        committee(str(case["village"] or "")),
        helper.get("name"),
        helper.get("phone"),
        known,
    )
    rows = [ours, person, village, *_relative(desk, about)]
    return [dict(zip(_PARTY_PARTS, (str(one or "") for one in row), strict=True)) for row in rows]


def committee(village: str) -> str:
    """Who signs for a village or a community: its committee. A name that says so already, or says neither,
    stays.
    """
    endings = {"村": "村民委员会", "社区": "居民委员会"}
    return next((f"{village}{more}" for end, more in endings.items() if village.endswith(end)), village)


def _member(about: CaseFile, kind: str) -> Mapping[str, object]:
    return next((row for row in about.members if row.get("kind") == kind), {})


def _relative(desk: Desk, about: CaseFile) -> list[tuple[object, ...]]:
    """The relative who takes part: of the group, else the emergency contact, else a supporting member of
    the family.
    """
    client = about.client
    member = _member(about, "FAMILY")
    family = [row for row in client["family"] or () if row.get("supports") is not False]
    urgent = {
        "name": client["emergency_name"],
        "relation": client["emergency_relation"],
        "phone": client["emergency_phone"],
    }
    known: list[Mapping[str, object]] = [row for row in (urgent, *family) if row.get("name")]
    name = member.get("name") or next((row["name"] for row in known), None)
    if not name:
        return []
    same = [row for row in known if row["name"] == name]
    phone = next((row["phone"] for row in (member, *same) if row.get("phone")), None)
    relation = next((str(row["relation"]) for row in same if row.get("relation")), "")
    return [("FAMILY", name, name, phone, desk.codes["relation"].label(relation) or member.get("post"))]


def mark_printed(desk: Desk, no: str, on: date | None = None) -> None:
    """The paper went to the printer; a printed one stays printed. The audit notes each printing."""
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        row = _drawn(about)
        day = _day(desk, on)
        if row["state"] in OPEN:
            changes = {"state": PRINTED, "printed_on": row["printed_on"] or day}
            work.update(tables.agreements, row["id"], changes, f"协议书已打印 {about.no}")
        work.note("print", f"agreements/{row['id']}", f"打印协议书 {about.no}")
        case_card.refresh(desk, work.connection, about.case_id)


def sign(desk: Desk, no: str, on: date, scan: Path | None = None) -> None:
    """All parties signed on ``on``; the scan goes into the vault, drawn anew so that nothing active gets
    in.
    """
    accepted = _accepted(scan)
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        row = _drawn(about)
        day = _day(desk, on)
        if row["state"] not in OPEN:
            known = desk.codes.label("agreement_state", str(row["state"]))
            raise UserError(
                f"第 {row['version']} 版协议已经登记为“{known}”。",
                "要改签请重新生成协议书。",
                field="state",
            )
        _may_settle(about, day, "登记签订", "签订日期", "signed_on")
        changes: dict[str, object] = {
            "state": SIGNED,
            "signed_on": day,
            "printed_on": row["printed_on"] or day,
        }
        if accepted:
            changes["scan"] = work.attach(
                f"协议书扫描件_{about.no}_{row['version']}{accepted[0]}", accepted[1], accepted[2]
            )
        _replace_older(work, about, row)
        work.update(tables.agreements, row["id"], changes, f"签订协议 {about.no}")
        case_card.refresh(desk, work.connection, about.case_id)


def attach_scan(desk: Desk, no: str, scan: Path) -> None:
    """Add the scan of a signed agreement later."""
    accepted = _accepted(scan)
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        row = _drawn(about)
        if row["state"] != SIGNED or accepted is None:
            raise UserError("协议还没有登记为已签订，不能添加扫描件。", "请先登记签订。", field="scan")
        kept = work.attach(f"协议书扫描件_{about.no}_{row['version']}{accepted[0]}", accepted[1], accepted[2])
        work.update(tables.agreements, row["id"], {"scan": kept}, f"添加协议扫描件 {about.no}")
        case_card.refresh(desk, work.connection, about.case_id)


def _accepted(scan: Path | None) -> tuple[str, str, bytes, int] | None:
    """Suffix, media type, cleaned bytes and pages of a scan."""
    if scan is None:
        return None
    return scans.read_scan(scan)


def _replace_older(work: Work, about: CaseFile, row: Row) -> None:
    """An older signed version gives way to the one signed now."""
    for older in about.agreements:
        if older["id"] != row["id"] and older["state"] == SIGNED:
            work.update(
                tables.agreements,
                older["id"],
                {"state": REPLACED, "ended_on": work.clock.today()},
                f"协议被新版替换 {about.no}",
            )


def refuse(
    desk: Desk, no: str, on: date, reason: str, witness: str, *, unable: bool = False, note: str = ""
) -> None:
    """The person does not want to sign (``unable``: cannot); reason a code, its words, or free words kept
    as a note. The case goes on.
    """
    code = desk.codes["refusal_reason"].code(reason)
    said = "；".join(one for one in ("" if code else reason.strip(), note.strip()) if one)
    for value, what, field in ((reason, "原因", "refusal_reason"), (witness, "见证人", "witness")):
        if not value.strip():
            raise UserError(f"还没有填{what}。", "请补上。", field=field)
    texts = {"refusal_note": said, "witness": witness, "explained_by": desk.user}
    changes = {
        **read(AGREEMENT.fields, texts, desk.read_context, AGREEMENT.label),
        "state": UNABLE if unable else REFUSED,
        "refused_on": _day(desk, on),
        "refusal_reason": code or "OTHER",
    }
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        _may_refuse(desk, about, _day(desk, on))
        newest = about.agreements[-1] if about.agreements else None
        if newest and newest["state"] in OPEN:
            work.update(tables.agreements, newest["id"], changes, f"记明{_named(unable=unable)} {about.no}")
        else:
            _refused_unseen(desk, work, about, changes)
        case_card.refresh(desk, work.connection, about.case_id)


def _may_settle(about: CaseFile, on: date, what: str, day: str, field: str) -> None:
    """Only who came to the office and was told what is offered can sign or refuse (domain.md §3.1: 5
    before 6).
    """
    here = state(about.state)
    if not here.on_books:
        remedy = (
            "请核对档案编号。"
            if about.state in ENDED_CASES
            else "请先办理衔接和报到登记，说明协议内容以后再登记。"
        )
        raise UserError(f"{about.no} 现在是“{here.label}”，不能{what}。", remedy, field="no")
    release = about.case["release_date"]
    if isinstance(release, date) and on < release:
        raise UserError(f"{day} {on} 早于释放（解除）日期 {release}。", "请核对日期。", field=field)


def _may_refuse(desk: Desk, about: CaseFile, on: date) -> None:
    """As for signing, and each version once."""
    _may_settle(about, on, "登记拒签或者无法签订", "拒签日期", "on")
    newest = about.agreements[-1] if about.agreements else None
    if newest and newest["state"] in case_file.IN_FORCE:
        word = desk.codes["agreement_state"].label(str(newest["state"]))
        raise UserError(
            f"第 {newest['version']} 版协议已经登记为“{word}”，不能再登记拒签或者无法签订。",
            "情况有变的，请先生成新的一版协议书再登记。",
            field="state",
        )


def _named(*, unable: bool) -> str:
    return "无法签订" if unable else "拒签"


def _refused_unseen(desk: Desk, work: Work, about: CaseFile, changes: Mapping[str, object]) -> None:
    """A refusal before any paper was drawn is kept as a version of its own."""
    entered = {
        "case_id": about.case_id,
        "on": desk.today,
        "entered_at": desk.clock.now(),
        "entered_by": desk.user,
    }
    row = _row(desk, work.connection, about, Terms())
    work.insert(
        tables.agreements,
        {**entered, **row, **changes},
        f"记明{_named(unable=changes['state'] == UNABLE)} {about.no}",
    )


def refusal_note(desk: Desk, no: str, out: Path | None = None) -> bytes:
    """拒签情况说明 of the newest version; with ``out`` (a folder) also as a file."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    row = _drawn(about)
    if row["state"] not in (REFUSED, UNABLE):
        raise UserError("这份协议没有登记拒签或者无法签订。", "请先登记。", field="state")
    pdf = paper_values.issued_refusal(desk, about, row)
    target = out / f"拒签情况说明_{about.no}.pdf" if out else None
    with write_beside(target, pdf), desk.store.work(desk.clock) as work:
        work.note("export" if out else "print", f"agreements/{row['id']}", f"拒签情况说明 {about.no}")
    return pdf


def issued(desk: Desk, no: str) -> bytes:
    """The paper of record: the newest agreement as it was drawn."""
    return _issued(desk, no)[1]


def _issued(desk: Desk, no: str) -> tuple[int, bytes]:
    with desk.store.read() as connection:
        row = _drawn(case_file.by_no(connection, no))
    if not row["pdf"]:
        raise UserError("还没有生成协议书。", "请先生成。", field="no")
    return int(row["id"]), desk.store.attachment(int(row["pdf"])).data


def save(desk: Desk, no: str, file: Path) -> None:
    """The paper of record as a file: whole or not at all; UserError with a free name when the old file is
    in the way.
    """
    agreement_id, pdf = _issued(desk, no)
    with write_beside(file, pdf), desk.store.work(desk.clock) as work:
        work.note("export", f"agreements/{agreement_id}", f"导出协议书 {no}")


def scan_of(desk: Desk, no: str) -> tuple[str, bytes]:
    """Media type and bytes of the signed scan; UserError when there is none."""
    with desk.store.read() as connection:
        row = _drawn(case_file.by_no(connection, no))
    if not row["scan"]:
        raise UserError("还没有添加签字后的扫描件。", "请扫描后添加。", field="scan")
    kept = desk.store.attachment(int(row["scan"]))
    return kept.media_type, kept.data


def _drawn(about: CaseFile) -> Row:
    """The newest agreement, which must exist."""
    if not about.agreements:
        raise UserError(f"{about.no} 还没有生成协议书。", "请先生成协议书。", field="no")
    return about.agreements[-1]


def _day(desk: Desk, on: date | None) -> date:
    day = on or desk.today
    if day > desk.today:
        raise UserError(
            f"日期 {day.isoformat()} 晚于今天（{desk.today.isoformat()}）。",
            "请填写实际发生的日期。",
            field="on",
        )
    return day
