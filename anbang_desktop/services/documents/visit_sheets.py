"""走访包: a sheet for each person to take along, in one file (experience.md N8). Brings ReportLab."""

from collections.abc import Sequence
from typing import cast

from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.phone import mask_phone
from anbang_desktop.fields.contact import CONDITIONS, CONTACT, Contact
from anbang_desktop.fields.field import names
from anbang_desktop.fields.kinds import Choice
from anbang_desktop.pdf import joined
from anbang_desktop.pdf.forms import visit_sheet
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import neutral
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.documents.papers import Phones
from anbang_desktop.services.records import sealing
from anbang_desktop.services.records.case_file import CaseFile

ITS = names(Contact)
ASKED = (ITS.met, *CONDITIONS)
NOTES = 2  # the visits before this one that are told
OPEN = {"SOME": "需要", "URGENT": "迫切"}


def make(desk: Desk, files: Sequence[CaseFile], phones: Phones, title: str) -> bytes:
    """The sheets as PDF bytes, in the order of ``files``."""
    if not any(sealing.is_withheld(desk, about) for about in files):
        return visit_sheet.make([_sheet(desk, about, phones, title) for about in files], title)

    def one(told: CaseFile) -> bytes:
        return visit_sheet.make([_sheet(desk, told, phones, title)], title)

    return joined.join(neutral.printed(desk, about, one) for about in files)


def shown(about: CaseFile) -> Sequence[Contact]:
    """The visits that a sheet tells of, the newest first."""
    return about.contacts[: -NOTES - 1 : -1]


def _sheet(desk: Desk, about: CaseFile, phones: Phones, title: str) -> visit_sheet.Sheet:
    code = spelled(desk.store.fingerprint("paper", f"visit_sheet/{about.case_id}/{desk.today.isoformat()}"))
    head = Head(title, desk.office.name, about.no, code)
    questions = [(_spaced(_label(one)), _answers(desk, one)) for one in ASKED]
    return visit_sheet.Sheet(head, {**_person(desk, about, phones), **_told(desk, about)}, questions)


def _person(desk: Desk, about: CaseFile, phones: Phones) -> dict[str, str]:
    client, case = about.client, about.case
    age = f"　{age_on(client.birth_date, desk.today)}岁" if client.birth_date else ""
    number = client.phone or ""
    return {
        "name": client.name,
        "about": f"{desk.codes['sex'].label(client.sex)}{age}",
        "level": desk.codes["level"].label(case.level),
        "village": case.village or "",
        "phone": {"whole": number, "masked": mask_phone(number), "none": ""}[phones],
        "worker": case.responsible_worker or "",
        "address": client.live_addr or client.hukou_addr or "",
        "period_end": chinese(case.period_end) if case.period_end else "",
    }


def _told(desk: Desk, about: CaseFile) -> dict[str, str]:
    """What was said and promised, as far as it is recorded; what is covered on the screen isn't printed."""
    last = about.contacts[-1] if about.contacts else None
    newest = about.assessments[-1] if about.assessments else None
    needs = [
        f"{desk.codes['help_type'].label(code)}（{OPEN[word]}）"
        for code, word in (newest.needs.items() if newest else ())
        if word in OPEN
    ]
    state = next((one for one in reversed(about.contacts) if one.work or one.behaviour), None)
    told = [_words(desk, one, state) for one in CONDITIONS if getattr(state, one)] if state else []
    return {
        "last": "\n".join(_note(desk, one) for one in shown(about)) or "还没有走访过",
        "state": "，".join(told),
        "wishes": "；".join(word for word in (last.problems, last.wish) if word) if last else "",
        "needs": "、".join(needs),
        "ask": _ask(last) if last else "",
    }


def _note(desk: Desk, one: Contact) -> str:
    way = desk.codes["contact_type"].label(one.contact_type)
    met = f"，见到{desk.codes['met'].label(one.met)}" if one.met and one.met != "NOBODY" else ""
    head = f"{chinese(one.on)} {way}（{'、'.join(one.workers)}）{met}"
    return f"{head}：{one.content}" if one.content else head


def _ask(last: Contact) -> str:
    due = f"（约好{month_day(last.next_due, last.on)}）" if last.next_due else ""
    return f"{last.next_step or ''}{due}"


def _words(desk: Desk, attribute: object, one: Contact) -> str:
    field = CONTACT.field(attribute)
    return f"{field.label}{field.kind.show(getattr(one, field.name), desk.read_context)}"


def _label(attribute: object) -> str:
    return CONTACT.field(attribute).label


def _answers(desk: Desk, attribute: object) -> list[str]:
    kind = cast("Choice", CONTACT.field(attribute).kind)
    return [item.name for item in desk.codes[kind.table]]


def _spaced(caption: str) -> str:
    """Two characters as wide as three: 工　作."""
    return "　".join(caption) if len(caption) == 2 else caption
