"""The agreement (art. 12.2.2): draw, preview, print, sign, refuse; help goes on whatever the answer is.

``paper_values`` and ``scans`` are loaded when a paper is made or a scan comes in: ReportLab, pikepdf and
PDFium take 0.4 s, and most commands need neither.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.states import IN_FORCE, NOT_SIGNED, UNSETTLED, WAS_SIGNED, AgreementState, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import AGREEMENT, Agreement, Party
from anbang_desktop.fields.field import name_of, names, take
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreement_facts, templates
from anbang_desktop.services.documents import issued as kept
from anbang_desktop.services.documents.agreement_facts import Offer
from anbang_desktop.services.documents.issued import Why
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future, refuse_shut
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.services.records.write import refuse_ended
from anbang_desktop.storage.queries import agreements as versions
from anbang_desktop.storage.queries import series as numbers
from anbang_desktop.storage.reading import Connection

if TYPE_CHECKING:
    from anbang_desktop.services.documents import neutral, paper_values
    from anbang_desktop.services.records import scans
else:
    neutral = lazy_import("anbang_desktop.services.documents.neutral")
    paper_values = lazy_import("anbang_desktop.services.documents.paper_values")
    scans = lazy_import("anbang_desktop.services.records.scans")

TEMPLATE, FIRST_TEMPLATE = "agreement", "agreement-1"  # of all its texts, and the first one


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clerk may choose: help offered (codes of help_type; None = as the version that is open says,
    else what the needs board has), more to agree, days between visits (None = as the rules say). ``family``
    and ``guardian``: the names of who takes part as the fourth party and who acts for the person; "" = asked,
    and nobody does, None = not asked: as the open version has it, else nobody.
    """

    offers: Sequence[str] | None = None
    extra: str = ""
    visit_days: int | None = None
    family: str | None = None
    guardian: str | None = None


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
        draft = _drafted(desk, connection, about, terms or Terms())
    with neutral.worded(desk, about) as told:
        return paper_values.agreement_paper(desk, told, draft, draft=True)


def lacking(desk: Desk, about: CaseFile) -> str:
    """Why no agreement of a case can be drawn now, in a sentence; empty where it can."""
    with desk.store.read() as connection:
        try:
            _drafted(desk, connection, about, Terms())
        except UserError as error:
            return str(error)
    return ""


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
        drafted = _drafted(desk, connection, about, terms or Terms())
    with neutral.worded(desk, about) as told:
        pdf, pages = paper_values.issued_agreement(desk, told, drafted)
    target = out / f"协议书_{about.no}.pdf" if out and out.suffix.lower() != ".pdf" else out
    with write_beside(target, pdf), begin(desk, "生成协议书") as unit:
        stored = _keep(unit, unit.open(no), drafted, pdf, pages)
        templates.note_use(unit.work, drafted.template_id)
        if target:
            kept.agreed(unit, about, stored, Why.ISSUED)
            unit.work.note("export", f"agreements/{stored.id}", f"导出协议书 {about.no}")
    return Drawn([str(target)] if target else [], pages, stored.id, stored.agr_no, pdf)


def _keep(unit: Unit, about: CaseFile, drafted: Agreement, pdf: bytes, pages: int) -> Agreement:
    """The paper into the vault and the version into its table."""
    made = replace(
        drafted,
        pdf=unit.work.attach(f"协议书_{about.no}_{drafted.version}.pdf", "application/pdf", pdf),
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        pages=pages,
        printed_on=None,
    )
    goes_on = _open_version(about)
    if goes_on is not None:
        return unit.change(goes_on, made, f"重新生成协议书 {about.no}")
    _take_number(unit, made.agr_no)
    return unit.add(made, f"生成协议书 {about.no}")


def _open_version(about: CaseFile) -> Agreement | None:
    """The newest version where it is neither signed nor refused: it is drawn anew under its number."""
    newest = about.agreements[-1] if about.agreements else None
    return newest if newest is not None and newest.state in UNSETTLED else None


def _drafted(desk: Desk, connection: Connection, about: CaseFile, terms: Terms) -> Agreement:
    """What the agreement says, by the identifiers of A.3; number and page code stay while it is not
    signed.
    """
    if state(about.state).ended:
        raise UserError(f"{about.no} 已经结束或者退回，不能再签协议。", "请核对档案编号。", field="no")
    start, end = about.case.period_start, about.case.period_end
    if start is None or end is None:
        what = "还没有释放（解除）日期或者类别，算不出帮教期限。"
        raise UserError(what, "请先在登记表里填写。", field="release_date")
    goes_on = _open_version(about)
    fresh = Agreement(
        case_id=about.case_id,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
        agr_no=goes_on.agr_no if goes_on else _next_number(desk, connection),
        version=versions.last_version(connection, about.case_id) + 1,
        from_on=start,
        to_on=end,
        parties=(),
    )
    known = goes_on or fresh
    return replace(
        known,
        on=desk.today,
        template_id=_text_key(desk, about),
        document_id=_code(connection, goes_on) or spelled(secrets.token_bytes(8)),
        from_on=start,
        to_on=end,
        parties=_parties(desk, about, goes_on, terms),
        visit_interval=terms.visit_days,
        offers=_offers(desk, about, goes_on, terms),
        extra=take_text(desk, names(Agreement).extra, terms.extra),
        state=AgreementState.DRAFT,
    )


def _code(connection: Connection, goes_on: Agreement | None) -> str | None:
    """What the pages carry: of a draft the code it has, unless its paper is out already (then this one is
    another).
    """
    if goes_on is None or kept.newest(connection, f"{AGREEMENT.table}/{goes_on.id}") is not None:
        return None
    return goes_on.document_id


def take_tuple(desk: Desk, attribute: object, value: object) -> tuple[str, ...]:
    """Codes or words read by their field."""
    read = take(AGREEMENT.field(attribute), value, desk.read_context)
    return read if isinstance(read, tuple) else ()


def take_text(desk: Desk, attribute: object, value: object) -> str | None:
    """A text read by its field; None when nothing was typed."""
    read = take(AGREEMENT.field(attribute), value, desk.read_context)
    return None if read is None else str(read)


def _series(desk: Desk) -> tuple[str, int]:
    """The series of this year's numbers, and the year."""
    year = desk.today.year
    return f"agreement {desk.pack.agreement_no(desk.office.code, year, 0)}", year


def _next_number(desk: Desk, connection: Connection) -> str:
    """The number that comes next in this year by the rule pack's pattern; ``draw`` takes it."""
    series, year = _series(desk)
    return desk.pack.agreement_no(desk.office.code, year, numbers.last(connection, series) + 1)


def _take_number(unit: Unit, number: str) -> None:
    """The number is given now and never again; RuntimeError if another was given since it was drawn."""
    series, year = _series(unit.desk)
    taken = unit.desk.pack.agreement_no(unit.desk.office.code, year, numbers.take(unit.work, series))
    if taken != number:
        raise RuntimeError(f"drawn as {number}, but {taken} comes next")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an agreement drawn now would say: the parties, how often somebody comes, the help that is agreed
    on and what of all that is empty, in words. ``relatives`` and ``guardians`` may be asked for; ``asked``:
    they were, ``minor``: a guardian signs.
    """

    parties: tuple[Party, ...]
    visits: str
    offers: tuple[Offer, ...]
    empty: tuple[str, ...]
    relatives: tuple[Party, ...]
    guardians: tuple[Party, ...]
    asked: bool
    minor: bool


def proposal(desk: Desk, no: str, terms: Terms | None = None) -> Proposal:
    """For the page, before anything is drawn."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    wanted = terms or Terms()
    goes_on = _open_version(about)
    sides = _parties(desk, about, goes_on, wanted)
    lines = agreement_facts.offers(desk, about, _offers(desk, about, goes_on, wanted))
    return Proposal(
        sides,
        duties.visits(desk, about),
        lines,
        agreement_facts.empty(desk, about, sides, lines),
        agreement_facts.relatives(desk, about),
        agreement_facts.guardians(desk, about),
        wanted.family is not None or _was_asked(goes_on),
        agreement_facts.needs_guardian(desk, about),
    )


def _parties(desk: Desk, about: CaseFile, goes_on: Agreement | None, terms: Terms) -> tuple[Party, ...]:
    """Who was not asked for anew stays as the open version has it, where he was asked for then."""
    kept = {one.role: one.name for one in goes_on.parties} if goes_on and _was_asked(goes_on) else {}
    family = kept.get(agreement_facts.FAMILY) if terms.family is None else terms.family
    guardian = kept.get(agreement_facts.GUARDIAN) if terms.guardian is None else terms.guardian
    return agreement_facts.parties(desk, about, family or "", guardian or "")


def _text_key(desk: Desk, about: CaseFile) -> str:
    """Which wording a paper that is drawn today is made from."""
    neutral = agreement_facts.is_neutral(about)
    return templates.in_force(desk, TEMPLATE, desk.today, neutral=neutral).key


def _was_asked(version: Agreement | None) -> bool:
    """Whether the clerk said who takes part; the program chose the relative of what was drawn by the first
    text.
    """
    return version is not None and version.template_id not in (None, FIRST_TEMPLATE)


def _offers(desk: Desk, about: CaseFile, goes_on: Agreement | None, terms: Terms) -> tuple[str, ...]:
    if terms.offers is not None:
        return take_tuple(desk, names(Agreement).offers, list(terms.offers))
    return goes_on.offers if goes_on else agreement_facts.proposed(desk, about)


def mark_printed(desk: Desk, no: str, on: date | None = None) -> None:
    """The paper went to the printer; a printed one stays printed. The audit notes each printing."""
    with begin(desk, "打印协议书") as unit:
        printed(unit, no, on)


def printed(unit: Unit, no: str, on: date | None = None) -> int:
    """The same within a unit over many; the case."""
    about = unit.open(no)
    newest = _drawn(about)
    day = refuse_future(unit.desk, on or unit.desk.today)
    if newest.state in UNSETTLED:
        refuse_ended(about, "协议的打印")
        went = replace(newest, state=AgreementState.PRINTED, printed_on=newest.printed_on or day)
        newest = unit.change(newest, went, f"协议书已打印 {about.no}")
    kept.agreed(unit, about, newest, Why.PRINTED)
    unit.work.note("print", f"agreements/{newest.id}", f"打印协议书 {about.no}")
    return about.case_id


def sign(desk: Desk, no: str, on: date, scan: Path | None = None) -> None:
    """All parties signed on ``on``; the scan goes into the vault, drawn anew so that nothing active gets
    in. What is signed can't be undone any more, only corrected or voided.
    """
    accepted = _accepted(scan)
    with begin(desk, "登记签订协议") as unit:
        about = unit.open(no)
        newest = _drawn(about)
        day = refuse_future(desk, on)
        if newest.state not in UNSETTLED:
            word = desk.codes["agreement_state"].label(newest.state)
            raise UserError(
                f"第 {newest.version} 版协议已经登记为“{word}”。", "要改签请重新生成协议书。", field="state"
            )
        _sign(unit, about, newest, day, _keep_scan(unit, about, newest, accepted) if accepted else None)


def _sign(unit: Unit, about: CaseFile, version: Agreement, day: date, scan: int | None) -> None:
    _may_settle(about, day, "登记签订", "签订日期", "signed_on")
    unit.work.lasting = True
    _replace_older(unit, about, version)
    signed = replace(
        version,
        state=AgreementState.SIGNED,
        signed_on=day,
        printed_on=version.printed_on or day,
        scan=version.scan if scan is None else scan,
    )
    kept.agreed(unit, about, unit.change(version, signed, f"签订协议 {about.no}"), Why.SIGNED)


def came_back(unit: Unit, about: CaseFile, version: Agreement, day: date, scan: int) -> None:
    """The scan of a version came back (an attachment): it is recorded as signed on ``day`` where it waits for
    its signatures, else only the scan is kept. UserError for one that was refused.
    """
    if version.state in UNSETTLED:
        _sign(unit, about, version, day, scan)
    elif version.state in WAS_SIGNED:
        _scanned(unit, about, version, scan)
    else:
        word = unit.desk.codes["agreement_state"].label(version.state)
        raise UserError(
            f"{about.no} 第 {version.version} 版协议已经登记为“{word}”。",
            "要改签请重新生成协议书。",
            field="state",
        )


def _scanned(unit: Unit, about: CaseFile, version: Agreement, scan: int) -> None:
    scanned = replace(version, scan=scan)
    kept.agreed(unit, about, unit.change(version, scanned, f"添加协议扫描件 {about.no}"), Why.SIGNED)


def _keep_scan(unit: Unit, about: CaseFile, version: Agreement, accepted: tuple[str, str, bytes, int]) -> int:
    suffix, media_type, data, _pages = accepted
    return unit.work.attach(f"协议书扫描件_{about.no}_{version.version}{suffix}", media_type, data)


def attach_scan(desk: Desk, no: str, scan: Path) -> None:
    """Add the scan of a signed agreement later."""
    accepted = _accepted(scan)
    with begin(desk, "添加协议扫描件") as unit:
        about = unit.open(no)
        newest = _drawn(about)
        refuse_shut(about)
        if newest.state != AgreementState.SIGNED or accepted is None:
            raise UserError("协议还没有登记为已签订，不能添加扫描件。", "请先登记签订。", field="scan")
        _scanned(unit, about, newest, _keep_scan(unit, about, newest, accepted))


def _accepted(scan: Path | None) -> tuple[str, str, bytes, int] | None:
    """Suffix, media type, cleaned bytes and pages of a scan."""
    if scan is None:
        return None
    return scans.read_scan(scan)


def _replace_older(unit: Unit, about: CaseFile, signed: Agreement) -> None:
    """An older signed version gives way to the one signed now."""
    for older in about.agreements:
        if older.id != signed.id and older.state == AgreementState.SIGNED:
            gone = replace(older, state=AgreementState.REPLACED, ended_on=unit.desk.today)
            unit.change(older, gone, f"协议被新版替换 {about.no}")


def refuse(
    desk: Desk, no: str, on: date, reason: str, witness: str, *, unable: bool = False, note: str = ""
) -> None:
    """The person does not want to sign (``unable``: cannot); reason a code, its words, or free words kept
    as a note. The case goes on.
    """
    code = desk.codes["refusal_reason"].code(reason)
    said = "；".join(part for part in ("" if code else reason.strip(), note.strip()) if part)
    fields = names(Agreement)
    for value, what, field in (
        (reason, "原因", fields.refusal_reason),
        (witness, "见证人", fields.witness),
    ):
        if not value.strip():
            raise UserError(f"还没有填{what}。", "请补上。", field=name_of(field))
    day = refuse_future(desk, on)
    with begin(desk, f"登记{_named(unable=unable)}") as unit:
        about = unit.open(no)
        _may_refuse(desk, about, day)
        known = _open_version(about)
        version = known or _drafted(desk, unit.work.connection, about, Terms(offers=()))
        refused = replace(
            version,
            state=AgreementState.UNABLE if unable else AgreementState.REFUSED,
            refused_on=day,
            refusal_reason=code or "OTHER",
            refusal_note=take_text(desk, fields.refusal_note, said),
            witness=take_text(desk, fields.witness, witness),
            explained_by=desk.user,
        )
        unit.work.lasting = True
        if known is not None:
            unit.change(known, refused, f"记明{_named(unable=unable)} {about.no}")
        else:  # a refusal before any paper was drawn is kept as a version of its own
            _take_number(unit, refused.agr_no)
            unit.add(refused, f"记明{_named(unable=unable)} {about.no}")


def _may_settle(about: CaseFile, on: date, what: str, day: str, field: str) -> None:
    """Only who came to the office and was told what is offered can sign or refuse (domain.md §3.1: 5 before
    6).
    """
    here = state(about.state)
    if not here.on_books:
        remedy = "请核对档案编号。" if here.ended else "请先办理衔接和报到登记，说明协议内容以后再登记。"
        raise UserError(f"{about.no} 现在是“{here.label}”，不能{what}。", remedy, field="no")
    release = about.case.release_date
    if release is not None and on < release:
        raise UserError(f"{day} {on} 早于释放（解除）日期 {release}。", "请核对日期。", field=field)


def _may_refuse(desk: Desk, about: CaseFile, on: date) -> None:
    """As for signing, and each version once."""
    _may_settle(about, on, "登记拒签或者无法签订", "拒签日期", "on")
    newest = about.agreements[-1] if about.agreements else None
    if newest and newest.state in IN_FORCE:
        word = desk.codes["agreement_state"].label(newest.state)
        raise UserError(
            f"第 {newest.version} 版协议已经登记为“{word}”，不能再登记拒签或者无法签订。",
            "情况有变的，请先生成新的一版协议书再登记。",
            field="state",
        )


def _named(*, unable: bool) -> str:
    return "无法签订" if unable else "拒签"


def refusal_note(desk: Desk, no: str, out: Path | None = None) -> bytes:
    """拒签情况说明 of the newest version; with ``out`` (a folder) also as a file."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    newest = _drawn(about)
    if newest.state not in NOT_SIGNED:
        raise UserError("这份协议没有登记拒签或者无法签订。", "请先登记。", field="state")
    row = f"{AGREEMENT.table}/{newest.id}/refusal"

    def make(file: CaseFile) -> bytes:
        return neutral.printed(desk, file, lambda told: paper_values.refusal_paper(desk, told, newest))

    paper = kept.draw(desk, about, row, make)
    pdf = paper_values.archived(paper)
    target = out / f"拒签情况说明_{about.no}.pdf" if out else None
    with write_beside(target, pdf), desk.store.work(desk.clock) as work:
        action = "export" if out else "print"
        work.lasting = True
        kept.freeze(work, desk, about, "refusal", row, paper, Why.ISSUED if out else Why.PRINTED)
        work.note(action, f"agreements/{newest.id}", f"拒签情况说明 {about.no}")
    return pdf


def issued(desk: Desk, no: str) -> bytes:
    """The paper of record: the newest agreement as it was drawn."""
    with desk.store.read() as connection:
        newest = _drawn(case_file.by_no(connection, no))
    if not newest.pdf:
        raise UserError("还没有生成协议书。", "请先生成。", field="no")
    return desk.store.attachment(newest.pdf).data


def save(desk: Desk, no: str, file: Path) -> None:
    """The paper of record as a file: whole or not at all; UserError with a free name when the old file is
    in the way.
    """
    pdf = issued(desk, no)
    with desk.store.read() as connection:
        neutral.refuse_older(desk, case_file.by_no(connection, no), pdf)
    with write_beside(file, pdf), begin(desk, "导出协议书") as unit:
        exported(unit, no)


def exported(unit: Unit, no: str) -> int:
    """The paper of record was written to a file; the case."""
    unit.work.lasting = True
    about = case_file.by_no(unit.work.connection, no)
    newest = _drawn(about)
    kept.agreed(unit, about, newest, Why.ISSUED)
    unit.work.note("export", f"agreements/{newest.id}", f"导出协议书 {no}")
    return about.case_id


def scan_of(desk: Desk, no: str) -> tuple[str, bytes]:
    """Media type and bytes of the signed scan; UserError when there is none."""
    with desk.store.read() as connection:
        newest = _drawn(case_file.by_no(connection, no))
    if not newest.scan:
        raise UserError("还没有添加签字后的扫描件。", "请扫描后添加。", field="scan")
    scan = desk.store.attachment(newest.scan)
    return scan.media_type, scan.data


def _drawn(about: CaseFile) -> Agreement:
    """The newest agreement, which must exist."""
    if not about.agreements:
        raise UserError(f"{about.no} 还没有生成协议书。", "请先生成协议书。", field="no")
    return about.agreements[-1]
