"""The card: the one narrow row of a case that lists, filters, search and 今天要办 read, written when a unit
of work closes.
"""

from functools import lru_cache

from anbang_desktop.domain.completeness import Completeness, check_file
from anbang_desktop.domain.rule_pack import PaperKey, RulePack
from anbang_desktop.domain.states import IN_FORCE, AgreementState, state
from anbang_desktop.services.cases import days_kept, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import filing, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage import row_ids
from anbang_desktop.storage.queries import found_by, set_days, withheld
from anbang_desktop.storage.queries import people as query
from anbang_desktop.storage.queries.boards import FULL

_VILLAGES_FOUND = "villages are found by sound"


def papers(about: CaseFile) -> dict[str, int]:
    """How many papers of each kind of the catalogue the file has; agreements count by their state."""
    made: dict[str, int] = {
        PaperKey.REGISTRATION: 1 if about.case.filled_on else 0,
        PaperKey.AGREEMENT: sum(one.state in IN_FORCE for one in about.agreements),
        PaperKey.CLOSING: int(about.termination is not None),  # 终止登记表
    }
    for kind in KINDS if about.records else ():
        if kind.catalogue and kind.counted and kind.catalogue is not PaperKey.AGREEMENT:
            for record in about.of(kind.fields.record):
                key = filing.key_of(kind, record) or kind.catalogue
                made[key] = made.get(key, 0) + 1
    for item in about.file_items:
        made[item.paper] = made.get(item.paper, 0) + 1
    return made


def on_paper(about: CaseFile) -> set[str]:
    """Papers of the catalogue of which something lies on the shelf only: noted so, or an agreement signed and
    not scanned (A.3).
    """
    found = {item.paper for item in about.file_items if item.attachment_id is None}
    scanned = any(
        item.paper == PaperKey.AGREEMENT and item.attachment_id is not None for item in about.file_items
    )
    if not scanned and any(one.state == AgreementState.SIGNED and not one.scan for one in about.agreements):
        found.add(PaperKey.AGREEMENT)
    return found


def completeness(desk: Desk, about: CaseFile) -> Completeness:
    """Which papers are needed now and which are missing (one person one file, art. 12)."""
    made, shelved = frozenset(papers(about).items()), frozenset(on_paper(about))
    return _completeness(desk.pack, about.came_to, about.case.level or "", made, shelved)


@lru_cache(maxsize=256)
def _completeness(
    pack: RulePack, came_to: str, level: str, made: frozenset[tuple[str, int]], shelved: frozenset[str]
) -> Completeness:
    """Remembered: most cases of a list have the same papers."""
    return check_file(pack, came_to, level, dict(made), shelved)


def close_cases(unit: Unit) -> None:
    """The closing step of every unit: the cards of the cases that it touched, from the values at hand."""
    connection = unit.work.connection
    for case_id in unit.gone:
        query.drop_card(connection, case_id)
        withheld.drop(connection, [case_id])
        set_days.drop(connection, case_id)
    cases = days_kept.keep(unit, unit.touched())
    made: dict[int, dict[str, object]] = {}
    hidden: dict[int, dict[str, object]] = {}
    for about in cases:
        (hidden if sealing.is_withheld(unit.desk, about) else made)[about.case_id] = card(unit.desk, about)
    query.write_cards(connection, made.items())
    query.withhold(connection, hidden)


def at_opening(desk: Desk) -> None:
    """Once in an office of an earlier version: its villages are found by sound too (derived, not audited)."""
    with desk.store.read() as connection:
        if row_ids.kept(connection, _VILLAGES_FOUND):
            return
    with desk.store.work(desk.clock) as work:
        found_by.add_villages(work.connection)
        work.keep(_VILLAGES_FOUND, 1)


def card(desk: Desk, about: CaseFile) -> dict[str, object]:
    """The narrow row of one case."""
    due = duties.of(desk, about)
    percent, on_books = completeness(desk, about).percent, state(about.state).on_books
    until = {duty.key: duty.until for duty in sorted(due, key=lambda duty: duty.until, reverse=True)}
    case, client = about.case, about.client
    return {
        "no": about.no,
        "name": client.name,
        "id_no": client.id_no,
        "sex": client.sex,
        "birth_date": client.birth_date,
        "state": about.state,
        "on_books": on_books,
        "level": case.level,
        "village": case.village,
        "worker": case.responsible_worker,
        "release_date": case.release_date,
        "period_end": case.period_end,
        "registered_on": duties.registered_on(about),
        "agreement_state": about.agreement_state,
        "last_contact_on": duties.last_contact(about),
        "contact_due_on": until.get("contact"),
        "assess_due_on": until.get("assessment"),
        "next_on": due[0].back_on if due else None,
        "next_what": due[0].what if due else None,
        "completeness": percent,
        "gaps": on_books and percent < FULL,
    }
