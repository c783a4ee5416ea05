"""Bind the file of one case: its papers in the order of the catalogue, made anew or taken from the vault.
Brings ReportLab.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from anbang_desktop.domain.neutral_words import NeutralWords
from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.states import NOT_SIGNED, WAS_SIGNED, AgreementState
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.field import Record, name_of
from anbang_desktop.fields.issued import Issued, Why
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.outside_query import OutsideQuery
from anbang_desktop.fields.verification import Verification
from anbang_desktop.pdf import binder, stamp, wording
from anbang_desktop.pdf.binder import Binding, Bound, Part, Stamp
from anbang_desktop.pdf.forms import archive
from anbang_desktop.pdf.forms.archive import Cover, Spine
from anbang_desktop.pdf.page import in_a_file
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import issued, neutral, paper_values
from anbang_desktop.services.documents.file_moves import closed_on
from anbang_desktop.services.documents.issued import INNER
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.records import filing, history, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_day

_TITLES = {
    "verification": "信息核查表",
    "handover": "衔接登记表",
    "group": "帮教小组成员表",
    "assessment": "评估表",
    "contact": "走访谈话记录",
}  # shorter on the catalogue than on the paper
DRAWN = "打印稿"  # never went out: drawn for the file


def bind(
    desk: Desk,
    about: CaseFile,
    keys: Sequence[str],
    missing: Sequence[str],
    progress: Progress,
    *,
    inner: bool = False,
    checked_by: str = "",
) -> Bound:
    """All papers of those catalogue keys as one bound file. Of a withheld record 对外件: what tells of it
    stands on the catalogue as kept elsewhere; ``inner`` binds everything. The cover of both has the red mark.
    """
    sealed = sealing.is_withheld(desk, about)
    with neutral.worded(desk, about, inner=inner) as told, in_a_file():
        kept = _Kept(desk, told, inner=inner and sealed)
        parts = [part for key in keys for part in _PARTS.get(key, _forms)(kept, key)]
        if sealed and not inner:
            words = neutral.words_for(desk, about)
            parts = [_outer(words, part) for part in parts]
            missing = [neutral.thing(words, one) for one in missing]
        bound = binder.bind(parts, _binding(desk, told, missing, checked_by), progress)
    if sealed:
        mark = neutral.mark(about, inner=inner)
        bound = replace(bound, data=stamp.marked(bound.data, mark, first_only=True))
    return bound


def _outer(words: NeutralWords, part: Part) -> Part:
    """A part as the copy that leaves has it: without pages where they would tell."""
    title = neutral.thing(words, part.title)
    if part.data and not part.foreign and neutral.may_leave(words, part.data):
        return replace(part, title=title)
    return Part(title, part.responsible, part.date, b"", remark=neutral.APART, leaves=0)


def _binding(desk: Desk, about: CaseFile, missing: Sequence[str], checked_by: str) -> Binding:
    rules = archive_rules.read(desk)
    office, year = desk.office.name, (closed_on(about) or desk.today).year
    stamped = Stamp(rules.fonds, str(year), office, rules.keeping) if rules.by_piece else None
    return Binding(
        cover_of(desk, about),
        missing,
        desk.user,
        _day(desk.today),
        both_sides=rules.both_sides,
        checked_by=checked_by,
        stamp=stamped,
    )


def cover_of(desk: Desk, about: CaseFile) -> Cover:
    """What cover and labels say of a file; pieces and pages are only known when it is bound."""
    rules = archive_rules.read(desk)
    start, end = about.case.period_start, about.case.period_end
    return Cover(
        desk.office.name,
        about.no,
        about.client.name,
        f"{_day(start)}—{_day(end)}" if start and end else "",
        _day(about.case.file_opened_on),
        closed=_day(closed_on(about)),
        keeping=rules.keeping,
        title=f"{about.client.name}安置帮教卷宗",
        fonds=rules.fonds,
        series=rules.series,
    )


def labels(desk: Desk, files: Sequence[CaseFile], *, box: bool = False) -> bytes:
    """A label for the spine of each of these files, or one for the box that they lie in."""
    spines = []
    for about in files:
        cover = cover_of(desk, about)
        year = str((closed_on(about) or desk.today).year)
        title = neutral.title(desk, about, cover.title)
        spines.append(Spine(cover.fonds, year, cover.number, title, cover.keeping))
    if box and spines:
        years = sorted({one.year for one in spines})
        numbers = sorted(one.numbers for one in spines)
        span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}—{numbers[-1]}"
        year = years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
        spines = [replace(spines[0], year=year, numbers=span, title=f"安置帮教卷宗（{len(spines)}卷）")]
    return archive.labels(desk.office.name, spines)


def _day(day: date | None) -> str:
    """Eight digits (DA/T 22)."""
    return f"{day:%Y%m%d}" if day else ""


class _Kept:
    """A case and its papers that went out: the bound file takes those, and draws only what never did."""

    def __init__(self, desk: Desk, about: CaseFile, *, inner: bool) -> None:
        self.desk, self.about, self._inner = desk, about, inner
        with desk.store.read() as connection:
            self._issued = {one.row: one for one in issued.of_case(connection, about.case_id)}

    def paper(
        self, row: str, part: Part, draw: Callable[[], bytes], record: Record | None = None
    ) -> Iterator[Part]:
        """The scan that came back, else the paper as it went out, else what is drawn now; where its
        ``record`` was corrected after it went out, what it says now beside it.
        """
        known = self._find(row)
        if known is None:
            yield replace(part, data=draw(), remark=DRAWN)
            return
        if known.scan_attachment_id is not None:
            yield self.scan(known.scan_attachment_id, part)
        else:
            remark = "签字件在纸上" if known.why is Why.SIGNED else "打印件"
            data = self.desk.store.attachment(known.attachment_id).data
            yield replace(part, data=data, remark=remark, frozen=True, proven=True)
        if record is not None and history.corrected_after(self.desk, record, known):
            yield replace(part, title=f"{part.title}（更正后）", data=draw(), remark=DRAWN)

    def _find(self, row: str) -> Issued | None:
        if not self._inner:
            return self._issued.get(row)
        own, signed = self._issued.get(f"{row}/{INNER}"), self._issued.get(row)
        return own or (signed if signed is not None and signed.scan_attachment_id is not None else None)

    def scan(self, attachment: int, part: Part) -> Part:
        """A part with the pages of a scan."""
        kept = self.desk.store.attachment(attachment)
        return replace(part, data=kept.data, media_type=kept.media_type, remark="扫描件", foreign=True)

    def made(self, title: str, on: date | None, number: str = "") -> Part:
        """A paper of this office, before it has pages."""
        return Part(title, self.desk.office.name, _day(on), b"", number=number)


def _only_scans(kept: _Kept, key: str) -> Iterator[Part]:
    """What was put into the file by hand under that key; what is only on paper is entered with the pages
    that somebody counted.
    """
    case = kept.about.case
    whose, number = {
        PaperKey.RELEASE_CERTIFICATE: (case.custody_unit, case.release_cert_no),
        PaperKey.JUDGMENT: (case.court, case.judgment_no),
        PaperKey.CUSTODY_ASSESSMENT: (case.custody_unit, None),
    }.get(PaperKey(key), (None, None))
    for item in (one for one in kept.about.file_items if one.paper == key):
        part = Part(item.title, whose or "", _day(item.on), b"", number=number or "", leaves=item.pages)
        if item.attachment_id is None:
            yield replace(part, remark=f"纸质，{item.shelf}" if item.shelf else "纸质")
        else:
            yield kept.scan(item.attachment_id, part)


def _forms(kept: _Kept, key: str) -> Iterator[Part]:
    """The records that are bound under this key as forms, each with what went out beside it; its scans."""
    desk, about = kept.desk, kept.about
    for kind, record in filing.under(about, key):
        day = as_day(getattr(record, name_of(kind.day))) if kind.day is not None else record.on
        number = (record.number or "") if isinstance(record, Letter) else ""
        part = kept.made(_TITLES.get(kind.name, kind.paper), day, number)
        if wording.in_force() and neutral.is_inner(desk, about, record):
            yield Part(neutral.THING, "", _day(day), b"", leaves=0)
            continue
        form = partial(paper_values.record_form, desk, about, kind.name, record)
        row = f"{kind.fields.table}/{record.id}"
        yield from kept.paper(row, part, form, record)
        yield from _beside(kept, record)
    yield from _only_scans(kept, key)


def _beside(kept: _Kept, record: Record) -> Iterator[Part]:
    """Reply to the county, notice to the person, letter to the labour authority, once they went."""
    desk, about = kept.desk, kept.about
    match record:
        case Verification() if record.replied_on:
            part = kept.made("信息核查回执", record.replied_on)
            reply = partial(paper_values.verification_reply, desk, about, record)
            yield from kept.paper(f"verifications/{record.id}/reply", part, reply)
        case OutsideQuery() if record.answered_on:
            part = kept.made("查询答复函", record.answered_on)
            answer = partial(paper_values.query_answer, desk, about, record)
            yield from kept.paper(f"outside_queries/{record.id}/answer", part, answer)
        case Closing() if record.notice_on:
            part = kept.made("期满告知书", record.notice_on)
            notice = partial(paper_values.closing_notice, desk, about, record)
            yield from kept.paper(f"closings/{record.id}/notice", part, notice)


def _registration(kept: _Kept, key: str) -> Iterator[Part]:
    case = kept.about.case
    if case.filled_on:
        part = kept.made("安置帮教对象登记表", case.filled_on, case.no)
        form = partial(paper_values.registration_form, kept.desk, kept.about)
        yield from kept.paper(f"cases/{case.id}/registration", part, form)
    yield from _only_scans(kept, key)


def _agreement(kept: _Kept, key: str) -> Iterator[Part]:
    """The privacy notice where it was given, then each agreement: the signed scan, else the paper of
    record; refusals with their note.
    """
    case = kept.about.case
    if case.privacy_notice_on:
        part = kept.made("个人信息处理告知书", case.privacy_notice_on)
        form = partial(paper_values.notice_form, kept.desk, kept.about)
        yield from kept.paper(f"cases/{case.id}/notice", part, form)
    for version in kept.about.agreements:
        yield from _one_agreement(kept, version)
    yield from _only_scans(kept, key)


def _one_agreement(kept: _Kept, version: Agreement) -> Iterator[Part]:
    number = version.agr_no or ""
    if version.state in NOT_SIGNED:
        title = "协议未能签订情况说明" if version.state == AgreementState.UNABLE else "协议拒签情况说明"
        part = kept.made(title, version.refused_on, number)
        paper = partial(paper_values.refusal_paper, kept.desk, kept.about, version)
        yield from kept.paper(f"agreements/{version.id}/refusal", part, paper)
    elif version.state in WAS_SIGNED and (version.scan or version.pdf):
        part = kept.made("安置帮教协议书", version.signed_on, number)
        if version.scan:
            yield kept.scan(version.scan, part)
        elif version.pdf:
            data = kept.desk.store.attachment(version.pdf).data
            yield replace(part, data=data, remark="签字件在纸上", frozen=True, proven=True)


def _closing(kept: _Kept, key: str) -> Iterator[Part]:
    """How help ended otherwise than by its period, then the forms and scans of the end."""
    ended = kept.about.termination
    if ended is not None:
        part = kept.made(paper_values.TERMINATION, ended.on)
        form = partial(paper_values.termination_form, kept.desk, kept.about)
        yield from kept.paper(f"stages/{ended.id}", part, form)
    yield from _forms(kept, key)


_PARTS: dict[str, Callable[[_Kept, str], Iterator[Part]]] = {
    "registration": _registration,
    "agreement": _agreement,
    "closing": _closing,
}
