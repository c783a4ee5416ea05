"""Bind the file of one case: its papers in the order of the catalogue, made anew or taken from the vault.
Brings ReportLab.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from anbang_desktop.domain.neutral_words import NeutralWords
from anbang_desktop.domain.states import NOT_SIGNED, WAS_SIGNED, AgreementState
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.field import Record, name_of
from anbang_desktop.fields.outside_query import OutsideQuery
from anbang_desktop.fields.verification import Verification
from anbang_desktop.pdf import binder, stamp, wording
from anbang_desktop.pdf.binder import Binding, Bound, Part
from anbang_desktop.pdf.forms.archive import Cover
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import neutral, paper_values
from anbang_desktop.services.records import filing, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_day

_TITLES = {
    "verification": "信息核查表",
    "handover": "衔接登记表",
    "group": "帮教小组成员表",
    "assessment": "评估表",
    "contact": "走访谈话记录",
}  # shorter on the catalogue than on the paper


def bind(
    desk: Desk,
    about: CaseFile,
    keys: Sequence[str],
    missing: Sequence[str],
    progress: Progress,
    *,
    inner: bool = False,
) -> Bound:
    """All papers of those catalogue keys as one bound file. Of a withheld record 对外件: what tells of it
    stands on the catalogue as kept elsewhere; ``inner`` binds everything. The cover of both has the red mark.
    """
    sealed = sealing.is_withheld(desk, about)
    with neutral.worded(desk, about, inner=inner) as told:
        parts = [part for key in keys for part in _PARTS.get(key, _forms)(desk, told, key)]
        if sealed and not inner:
            words = neutral.words_for(desk, about)
            parts = [_outer(words, part) for part in parts]
            missing = [neutral.thing(words, one) for one in missing]
        bound = binder.bind(parts, _binding(desk, told, missing), progress)
    if sealed:
        mark = neutral.mark(about, inner=inner)
        bound = replace(bound, data=stamp.marked(bound.data, mark, first_only=True))
    return bound


def _outer(words: NeutralWords, part: Part) -> Part:
    """A part as the copy that leaves has it: without pages where they would tell."""
    title = neutral.thing(words, part.title)
    if part.data and not part.foreign and neutral.may_leave(words, part.data):
        return replace(part, title=title)
    return Part(title, part.responsible, part.date, b"", remark=neutral.APART)


def _binding(desk: Desk, about: CaseFile, missing: Sequence[str]) -> Binding:
    start, end = about.case.period_start, about.case.period_end
    period = f"{_day(start)} 至 {_day(end)}" if start and end else ""
    opened = _day(about.case.file_opened_on)
    cover = Cover(desk.office.name, about.no, about.client.name, period, opened)
    return Binding(cover, missing, desk.user, desk.today.isoformat())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _only_scans(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """What was put into the file by hand under that key; what is only on paper is entered without pages."""
    for item in (one for one in about.file_items if one.paper == key):
        if item.attachment_id is None:
            remark = f"纸质，{item.shelf}" if item.shelf else "纸质"
            yield Part(item.title, "", _day(item.on), b"", remark=remark)
            continue
        kept = desk.store.attachment(item.attachment_id)
        yield Part(item.title, "", _day(item.on), kept.data, kept.media_type, "扫描件", foreign=True)


def _forms(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """The records that are bound under this key as forms, each with what went out beside it; its scans."""
    for kind, record in filing.under(about, key):
        title = _TITLES.get(kind.name, kind.paper)
        day = as_day(getattr(record, name_of(kind.day))) if kind.day is not None else record.on
        if wording.in_force() and neutral.is_inner(desk, about, record):
            yield Part(neutral.THING, "", _day(day), b"")
            continue
        form = paper_values.record_form(desk, about, kind.name, record)
        yield Part(title, desk.office.name, _day(day), form)
        yield from _beside(desk, about, record)
    yield from _only_scans(desk, about, key)


def _beside(desk: Desk, about: CaseFile, record: Record) -> Iterator[Part]:
    """Reply to the county, notice to the person, letter to the labour authority, once they went."""
    office = desk.office.name
    match record:
        case Verification() if record.replied_on:
            reply = paper_values.verification_reply(desk, about, record)
            yield Part("信息核查回执", office, _day(record.replied_on), reply)
        case OutsideQuery() if record.answered_on:
            answer = paper_values.query_answer(desk, about, record)
            yield Part("查询答复函", office, _day(record.answered_on), answer)
        case Closing() if record.notice_on:
            yield Part(
                "期满告知书", office, _day(record.notice_on), paper_values.closing_notice(desk, about, record)
            )


def _registration(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    if about.case.filled_on:
        form = paper_values.registration_form(desk, about)
        yield Part("安置帮教对象登记表", desk.office.name, _day(about.case.filled_on), form)
    yield from _only_scans(desk, about, key)


def _agreement(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """The privacy notice where it was given, then each agreement: the signed scan, else the paper of
    record; refusals with their note.
    """
    if about.case.privacy_notice_on:
        yield Part(
            "个人信息处理告知书",
            desk.office.name,
            _day(about.case.privacy_notice_on),
            paper_values.notice_form(desk, about),
        )
    for version in about.agreements:
        yield from _one_agreement(desk, about, version)
    yield from _only_scans(desk, about, key)


def _one_agreement(desk: Desk, about: CaseFile, version: Agreement) -> Iterator[Part]:
    office, state = desk.office.name, version.state
    if state in NOT_SIGNED:
        title = "协议未能签订情况说明" if state == AgreementState.UNABLE else "协议拒签情况说明"
        paper = paper_values.refusal_paper(desk, about, version)
        yield Part(title, office, _day(version.refused_on), paper)
    elif state in WAS_SIGNED:
        kept = version.scan or version.pdf
        if kept is not None:
            file = desk.store.attachment(kept)
            remark = "扫描件" if version.scan else "打印稿，签字件在纸上"
            signed, foreign = _day(version.signed_on), bool(version.scan)
            yield Part("安置帮教协议书", office, signed, file.data, file.media_type, remark, foreign=foreign)


def _closing(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """How help ended otherwise than by its period, then the forms and scans of the end."""
    if about.termination is not None:
        form = paper_values.termination_form(desk, about)
        yield Part(paper_values.TERMINATION, desk.office.name, _day(about.termination.on), form)
    yield from _forms(desk, about, key)


_PARTS: dict[str, Callable[[Desk, CaseFile, str], Iterator[Part]]] = {
    "registration": _registration,
    "agreement": _agreement,
    "closing": _closing,
}
