"""After every save: the period of help, and the card that lists, filters, search and 今天要办 read."""

from collections.abc import Mapping
from datetime import date

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.completeness import Completeness, check_file
from anbang_desktop.domain.states import IN_FORCE, AgreementState, state
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import people as query
from anbang_desktop.storage.reading import Connection


def period(desk: Desk, values: Mapping[str, object]) -> dict[str, date]:
    """Start and end of help by the rule pack in force on the release day (art. 2); empty while something
    is unknown.
    """
    release, kind = values.get("release_date"), values.get("release_type")
    if not isinstance(release, date) or not kind:
        return {}
    end = reckoning.period_end(desk.rules.on(release), str(kind), release)
    return {"period_start": release, "period_end": end.result}


def papers(about: CaseFile) -> dict[str, int]:
    """How many papers of each kind of the catalogue the file has."""
    agreed = [row for row in about.agreements if row["state"] in IN_FORCE]
    made = {
        "verification": len(about.verifications),
        "handover": len(about.handovers),
        "registration": 1 if about.case["filled_on"] else 0,
        "agreement": len(agreed),
        "group": len(about.groups),
        "assessment": len(about.assessments),
        "contact": len(about.contacts),
        "wish": sum(bool(row["wish"]) for row in about.contacts),
    }
    for item in about.file_items:
        made[str(item["paper"])] = made.get(str(item["paper"]), 0) + 1
    return made


def on_paper(about: CaseFile) -> set[str]:
    """Papers of the catalogue of which something lies on the shelf only: noted so, or an agreement signed
    and not scanned (A.3).
    """
    found = {str(item["paper"]) for item in about.file_items if item["attachment_id"] is None}
    scanned = any(
        item["paper"] == "agreement" and item["attachment_id"] is not None for item in about.file_items
    )
    if not scanned and any(
        row["state"] == AgreementState.SIGNED and not row["scan"] for row in about.agreements
    ):
        found.add("agreement")
    return found


def completeness(desk: Desk, about: CaseFile) -> Completeness:
    """Which papers are needed now and which are missing (one person one file, art. 12)."""
    return check_file(desk.pack, about.state, str(about.case["level"] or ""), papers(about), on_paper(about))


def refresh(desk: Desk, connection: Connection, case_id: int) -> None:
    """Rewrite the card of one case from its records, inside the unit of work that changed them."""
    about = case_file.by_id(connection, case_id)
    query.write_card(connection, case_id, card(desk, about))


def card(desk: Desk, about: CaseFile) -> dict[str, object]:
    """The narrow row of one case."""
    due = duties.of(desk, about)
    until = {duty.key: duty.until for duty in reversed(due)}
    case, client = about.case, about.client
    return {
        "no": about.no,
        "name": client["name"],
        "id_no": client["id_no"],
        "sex": client["sex"],
        "birth_date": client["birth_date"],
        "state": about.state,
        "on_books": state(about.state).on_books,
        "level": case["level"],
        "village": case["village"],
        "worker": case["responsible_worker"],
        "release_date": case["release_date"],
        "period_end": case["period_end"],
        "registered_on": duties.registered_on(about),
        "agreement_state": about.agreement_state,
        "last_contact_on": duties.last_contact(about),
        "contact_due_on": until.get("contact"),
        "assess_due_on": until.get("assessment"),
        "next_on": due[0].until if due else None,
        "next_what": due[0].what if due else None,
        "completeness": completeness(desk, about).percent,
    }
