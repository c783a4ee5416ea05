"""The one place where records become the plain values that ``pdf`` prints. Brings ReportLab."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.instrument import UNKNOWN
from anbang_desktop.fields.client import CHILDREN, FAMILY, REGISTRATION
from anbang_desktop.fields.field import RecordKind
from anbang_desktop.fields.group import MEMBERS
from anbang_desktop.fields.handover import ESCORTS
from anbang_desktop.fields.kinds import Part, Rows
from anbang_desktop.fields.records import RECORDS
from anbang_desktop.fields.verification import CHECKED, INFORMANTS
from anbang_desktop.pdf import finish, preview
from anbang_desktop.pdf.forms import (
    agreement,
    assessment,
    contact,
    group,
    handover,
    notice,
    placement,
    refusal,
    registration,
    score_sheet,
    verification,
)
from anbang_desktop.pdf.forms.agreement import Party
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.services.cases import duties
from anbang_desktop.services.cases import notice as notice_of_case
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.office import details
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.reading import Row

Words = dict[str, str]
SAME, KNOWN = "SAME", "KNOWN"
SIDES = (("workers", "工作人员"), ("relatives", "亲属"), ("police", "民警"), ("village", "村（居）人员"))


def _head(desk: Desk, about: CaseFile, title: str, what: str) -> Head:
    """The top of a form; its page code is a keyed hash of the record, so that a scan can be looked up and
    nobody else reads it.
    """
    return Head(title, desk.office.name, about.no, spelled(desk.store.fingerprint("paper", what)))


def _words(desk: Desk, kind: RecordKind, values: Mapping[str, object]) -> Words:
    """Every datum of a record as it is printed."""
    return {field.name: field.kind.show(values.get(field.name), desk.read_context) for field in kind.fields}


def _lines(desk: Desk, rows: Rows, value: object) -> list[Words]:
    """The rows inside a datum as they are printed."""
    return (
        [_line(desk, rows.parts, row) for row in value if isinstance(row, Mapping)]
        if isinstance(value, list)
        else []
    )


def _line(desk: Desk, parts: Iterable[Part], row: Mapping[str, object]) -> Words:
    return {
        part.name: part.kind.show(part.kind.take(row.get(part.name), desk.read_context), desk.read_context)
        for part in parts
    }


def _person(desk: Desk, about: CaseFile) -> Words:
    """Person and case, the ground that the other forms stand on."""
    return _words(desk, REGISTRATION, about.values)


def registration_form(desk: Desk, about: CaseFile) -> bytes:
    """F01 on two pages."""
    values = about.values
    head = _head(desk, about, "安置帮教对象登记表", f"registration/{about.case_id}")
    shown = _person(desk, about)
    words = {
        **shown,
        "penalty_extra": _joined(desk, "penalty_extra", values),
        "term_changes": _joined(desk, "term_changes", values),
    }
    return registration.make(
        head,
        words,
        _lines(desk, FAMILY, values.get("family")),
        _lines(desk, CHILDREN, values.get("children")),
    )


def _joined(desk: Desk, name: str, values: Mapping[str, object]) -> str:
    """Rows in one box: their words without the captions."""
    kind = REGISTRATION.field(name).kind
    rows = _lines(desk, kind, values.get(name)) if isinstance(kind, Rows) else []
    return "；".join(" ".join(word for word in row.values() if word) for row in rows)


def verification_form(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """F02."""
    words = _verified(desk, about, row)
    head = _head(desk, about, "安置帮教对象信息核查表", f"verifications/{row['id']}")
    return verification.make(
        head, words, _lines(desk, CHECKED, row["item_result"]), _lines(desk, INFORMANTS, row["informants"])
    )


def verification_reply(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """F03: it names what differed and what the list did not have."""
    words = _verified(desk, about, row)
    words = {
        **words,
        "source_unit": words["source_unit"] or notice_of_case.bureau(desk),
        "reply_day": format_day(row["replied_on"]),
    }
    told = [one for one in _rows(row["item_result"]) if one.get("result") != SAME]
    differing = [one for one in told if one.get("result") != KNOWN or one.get("actual")]
    head = _head(desk, about, "安置帮教对象信息核查回执", f"verifications/{row['id']}/reply")
    return verification.reply(head, words, _lines(desk, CHECKED, differing))


def _verified(desk: Desk, about: CaseFile, row: Row) -> Words:
    """A verification; what it does not say of the notice is told by the list that brought the case."""
    kind = RECORDS["verification"]
    known = {
        **notice_of_case.of(desk, about),
        **{field.name: row.get(field.name) for field in kind.fields if row.get(field.name) is not None},
    }
    return {**_person(desk, about), **_words(desk, kind, known)}


def handover_form(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """F04."""
    words = {**_person(desk, about), **_words(desk, RECORDS["handover"], row)}
    escorts = [{"side": side, **line} for name, side in SIDES for line in _lines(desk, ESCORTS, row[name])]
    return handover.make(
        _head(desk, about, "安置帮教对象衔接登记表", f"handovers/{row['id']}"), words, escorts
    )


def group_form(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """F06."""
    words = {**_person(desk, about), **_words(desk, RECORDS["group"], row)}
    return group.make(
        _head(desk, about, "安置帮教小组成员表", f"help_groups/{row['id']}"),
        words,
        _lines(desk, MEMBERS, row["members"]),
    )


def contact_form(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """F09."""
    words = _words(desk, RECORDS["contact"], row)
    values = {
        **words,
        "name": str(about.client["name"]),
        "time": "　至　".join(one for one in (words["at"], words["until"]) if one),
    }
    return contact.make(_head(desk, about, "安置帮教走访谈话记录", f"contacts/{row['id']}"), values)


def placement_form(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """The way of placement."""
    person = {"name": str(about.client["name"]), "id_no": str(about.client["id_no"] or "")}
    filled = {"entered_by": str(row["entered_by"]), "on": str(row["on"])}
    values = {**_words(desk, RECORDS["placement"], row), **person, **filled}
    return placement.make(_head(desk, about, "安置情况登记表", f"placements/{row['id']}"), values)


def assessment_form(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """F07, from the points kept with the record: a later instrument does not change an old form."""
    words = {
        **_words(desk, RECORDS["assessment"], row),
        "name": str(about.client["name"]),
        "score": f"{row['score']} 分",
    }
    words["suggested"] = (
        f"建议列为：{desk.codes['level'].label(str(row['suggested']))}" if row["suggested"] else ""
    )
    needs = [
        (desk.codes["help_type"].label(str(code)), _URGENCY[str(word)])
        for code, word in (row["needs"] or {}).items()
        if word in _URGENCY
    ]
    reasons = [str(one) for one in row["why"] or ()]
    head = _head(desk, about, "安置帮教评估表", f"assessments/{row['id']}")
    return assessment.make(head, words, _blocks(desk, row), reasons, needs)


_URGENCY = {"SOME": "需要", "URGENT": "迫切"}


def _blocks(desk: Desk, row: Row) -> list[assessment.Block]:
    """The kept points, by the blocks of the instrument."""
    notes = row["spread_note"] or {}
    kept = {str(one["code"]): one for one in row["points"] or ()}
    found = []
    for block in desk.instrument.blocks:
        lines = [kept[item.code] for item in block.items if item.code in kept]
        items = tuple(_item(one, str(notes.get(one["code"]) or "")) for one in lines)
        total = sum(int(one["points"] or 0) for one in lines)
        found.append(assessment.Block(f"{block.code}　{block.label}", str(total), items))
    return found


def _item(one: Mapping[str, object], remark: str) -> assessment.Item:
    points = "" if one["points"] is None else str(one["points"])
    return assessment.Item(f"{one['code']}　{one['label']}", str(one["answer"] or ""), points, remark)


def score_sheet_form(desk: Desk, about: CaseFile) -> bytes:
    """A blank sheet for one member: the blocks that people judge; what comes from the file is not for
    outsiders' eyes.
    """
    blocks = [
        (
            f"{block.code}　{block.label}",
            [
                score_sheet.Question(item.label, tuple(one.label for one in item.options))
                for item in block.items
            ],
        )
        for block in desk.instrument.blocks
        if block.kind == "dynamic"
    ]
    head = _head(desk, about, "个人评分单", f"score_sheet/{about.case_id}")
    return score_sheet.make(head, str(about.client["name"]), blocks, UNKNOWN)


def notice_form(desk: Desk, about: CaseFile) -> bytes:
    """The privacy notice."""
    code = spelled(desk.store.fingerprint("paper", f"notice/{about.case_id}"))
    worker = str(about.case["responsible_worker"] or desk.user)
    return notice.make(
        notice.Notice(
            desk.office.name, about.no, code, str(about.client["name"]), worker, details.phone(desk)
        )
    )


def agreement_paper(desk: Desk, about: CaseFile, row: Mapping[str, object], *, draft: bool) -> bytes:
    """F05 from an agreement's row."""
    parties = {str(one["role"]): one for one in _rows(row["parties"])}
    relative = parties.get("FAMILY")
    offers = row["offers"] if isinstance(row["offers"], list) else []
    paper = agreement.Agreement(
        number=str(row["agr_no"]),
        code_id=str(row["document_id"]),
        office=_party(parties["OFFICE"]),
        worker=str(parties["OFFICE"].get("person") or ""),
        client=Party(
            str(about.client["name"]), str(about.client["id_no"] or ""), str(about.client["phone"] or "")
        ),
        village=_party(parties.get("VILLAGE", {})),
        relative=_party(relative) if relative else None,
        start=format_day(row["from_on"]),
        end=format_day(row["to_on"]),
        visits=f"约每{row['visit_interval']}天" if row["visit_interval"] else duties.visits(desk, about),
        reply_workdays=str(desk.pack.number("wish.reply.workdays")),
        offers=tuple(desk.codes["help_type"].label(str(code)) for code in offers),
        extra=str(row["extra"] or ""),
        draft=draft,
    )
    return agreement.make(paper)


def issued_agreement(desk: Desk, about: CaseFile, row: Mapping[str, object]) -> tuple[bytes, int]:
    """F05 as it is issued, PDF/A-2b, and its number of pages."""
    pdf = finish.archival(agreement_paper(desk, about, row, draft=False))
    return pdf, preview.page_count(pdf)


def issued_refusal(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """拒签情况说明 as it is issued, PDF/A-2b."""
    return finish.archival(refusal_paper(desk, about, row))


def _rows(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _party(row: Mapping[str, object]) -> Party:
    return Party(str(row.get("name") or ""), str(row.get("capacity") or ""), str(row.get("phone") or ""))


def refusal_paper(desk: Desk, about: CaseFile, row: Row) -> bytes:
    """拒签情况说明, or why it could not be signed."""
    reason = row["refusal_reason"]
    return refusal.make(
        refusal.Refusal(
            office=desk.office.name,
            number=str(row["agr_no"] or ""),
            code_id=spelled(desk.store.fingerprint("paper", f"agreements/{row['id']}/refusal")),
            name=str(about.client["name"]),
            id_no=str(about.client["id_no"] or ""),
            on=format_day(row["refused_on"]),
            explained_by=str(row["explained_by"] or ""),
            reason=desk.codes["refusal_reason"].label(str(reason)) if reason else "",
            note=str(row["refusal_note"] or ""),
            unable=row["state"] == "UNABLE",
        )
    )


def format_day(day: object) -> str:
    """A day as papers write it: 2026年11月5日."""
    if isinstance(day, datetime):
        day = day.date()
    return chinese(day) if isinstance(day, date) else ""


RECORD_FORMS: dict[str, Callable[[Desk, CaseFile, Row], bytes]] = {
    "verification": verification_form,
    "handover": handover_form,
    "group": group_form,
    "assessment": assessment_form,
    "contact": contact_form,
    "placement": placement_form,
}
