"""Bind the file of one case: its papers in the order of the catalogue, made anew or taken from the vault.
Brings ReportLab.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from anbang_desktop.pdf import binder
from anbang_desktop.pdf.binder import Binding, Bound, Part
from anbang_desktop.pdf.forms.archive import Cover
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_values
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.reading import Row

_RECORDS = {
    "verification": ("信息核查表", "checked_on"),
    "handover": ("衔接登记表", "handover_date"),
    "group": ("帮教小组成员表", "formed_on"),
    "assessment": ("评估表", "meeting_on"),
    "contact": ("走访谈话记录", "on"),
}


def bind(
    desk: Desk, about: CaseFile, keys: Sequence[str], missing: Sequence[str], progress: Progress
) -> Bound:
    """All papers of those catalogue keys as one bound file."""
    parts = [part for key in keys for part in _PARTS.get(key, _only_scans)(desk, about, key)]
    return binder.bind(parts, _binding(desk, about, missing), progress)


def _binding(desk: Desk, about: CaseFile, missing: Sequence[str]) -> Binding:
    start, end = about.case["period_start"], about.case["period_end"]
    period = f"{_day(start)} 至 {_day(end)}" if start and end else ""
    cover = Cover(
        desk.office.name, about.no, str(about.client["name"]), period, _day(about.case["file_opened_on"])
    )
    return Binding(cover, missing, desk.user, desk.today.isoformat())


def _day(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else ""


def _records(about: CaseFile, key: str) -> Sequence[Row]:
    found = {
        "verification": about.verifications,
        "handover": about.handovers,
        "group": about.groups,
        "assessment": about.assessments,
        "contact": about.contacts,
    }
    return found[key]


def _only_scans(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """What was put into the file by hand under that key; what is only on paper is entered without pages."""
    for item in (one for one in about.file_items if one["paper"] == key):
        if item["attachment_id"] is None:
            remark = f"纸质，{item['shelf']}" if item["shelf"] else "纸质"
            yield Part(str(item["title"]), "", _day(item["on"]), b"", remark=remark)
            continue
        kept = desk.store.attachment(int(item["attachment_id"]))
        yield Part(
            str(item["title"]), "", _day(item["on"]), kept.data, kept.media_type, "扫描件", foreign=True
        )


def _forms(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """The records of a kind as forms, then its scans."""
    title, day = _RECORDS[key]
    for row in _records(about, key):
        yield Part(title, desk.office.name, _day(row[day]), paper_values.RECORD_FORMS[key](desk, about, row))
        if key == "verification" and row["replied_on"]:
            yield Part(
                "信息核查回执",
                desk.office.name,
                _day(row["replied_on"]),
                paper_values.verification_reply(desk, about, row),
            )
    yield from _only_scans(desk, about, key)


def _registration(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    if about.case["filled_on"]:
        form = paper_values.registration_form(desk, about)
        yield Part("安置帮教对象登记表", desk.office.name, _day(about.case["filled_on"]), form)
    yield from _only_scans(desk, about, key)


def _agreement(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """The privacy notice where it was given, then each agreement: the signed scan, else the paper of
    record; refusals with their note.
    """
    if about.case["privacy_notice_on"]:
        yield Part(
            "个人信息处理告知书",
            desk.office.name,
            _day(about.case["privacy_notice_on"]),
            paper_values.notice_form(desk, about),
        )
    for row in about.agreements:
        yield from _one_agreement(desk, about, row)
    yield from _only_scans(desk, about, key)


def _one_agreement(desk: Desk, about: CaseFile, row: Mapping[str, object]) -> Iterator[Part]:
    office, state = desk.office.name, row["state"]
    if state in ("REFUSED", "UNABLE"):
        title = "协议未能签订情况说明" if state == "UNABLE" else "协议拒签情况说明"
        yield Part(title, office, _day(row["refused_on"]), paper_values.refusal_paper(desk, about, row))
    elif state in ("SIGNED", "REPLACED", "ENDED"):
        kept = row["scan"] or row["pdf"]
        if isinstance(kept, int):
            file = desk.store.attachment(kept)
            remark = "扫描件" if row["scan"] else "打印稿，签字件在纸上"
            foreign = bool(row["scan"])
            yield Part(
                "安置帮教协议书",
                office,
                _day(row["signed_on"]),
                file.data,
                file.media_type,
                remark,
                foreign=foreign,
            )


def _measures(desk: Desk, about: CaseFile, key: str) -> Iterator[Part]:
    """Placements stand with the measures."""
    for row in about.placements:
        yield Part(
            "安置情况登记表", desk.office.name, _day(row["on"]), paper_values.placement_form(desk, about, row)
        )
    yield from _only_scans(desk, about, key)


_PARTS: dict[str, Callable[[Desk, CaseFile, str], Iterator[Part]]] = {
    "registration": _registration,
    "agreement": _agreement,
    "measure": _measures,
    **dict.fromkeys(_RECORDS, _forms),
}
