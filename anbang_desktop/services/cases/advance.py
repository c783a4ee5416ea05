"""Open a case and bring it from state to state (domain.md §3.3); state is kept as dated history."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from anbang_desktop.domain.guards import NOTHING_SAID, CaseFacts, StepFacts
from anbang_desktop.domain.states import State, state
from anbang_desktop.domain.steps import missing
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, REGISTRATION
from anbang_desktop.fields.field import read
from anbang_desktop.services.cases import case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import need, own_attachments
from anbang_desktop.services.records.write import fill_from_id_no
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

_SERIAL_MARK = 987_654_321  # stands in for the serial to find the fixed part before it


def next_no(desk: Desk, connection: Connection, year: int) -> str:
    """The next free case number of that year by the rule pack's pattern."""
    return next_nos(desk, connection, year, 1)[0]


def next_nos(desk: Desk, connection: Connection, year: int, count: int) -> list[str]:
    """As many free case numbers of that year, one after another."""
    before = desk.pack.case_no(desk.office.code, year, _SERIAL_MARK).partition(str(_SERIAL_MARK))[0]
    last = query.last_no(connection, before)
    serial = int(last.removeprefix(before)) + 1 if last and last.removeprefix(before).isdecimal() else 1
    return [desk.pack.case_no(desk.office.code, year, serial + more) for more in range(count)]


def open_case(
    desk: Desk, work: Work, client_id: int, values: Mapping[str, object], source: str, first: State, on: date
) -> tuple[int, str]:
    """A new case of that person in its first state; (id, number). The caller refreshes the card when all
    is written.
    """
    no = next_no(desk, work.connection, on.year)
    row = case_row(desk, client_id, no, values, source, first, on)
    case_id = work.insert(tables.cases, row, f"新建案件 {no}")
    _stage(desk, work, case_id, first, on)
    return case_id, no


def case_row(
    desk: Desk, client_id: int, no: str, values: Mapping[str, object], source: str, first: State, on: date
) -> dict[str, object]:
    """The row of a new case in its first state, with the period of help as far as it is known."""
    return {
        "client_id": client_id,
        "no": no,
        "source": source,
        "state": first,
        "state_on": on,
        "entered_at": desk.clock.now(),
        "entered_by": desk.user,
        **values,
        **case_card.period(desk, values),
    }


def stage_row(
    desk: Desk, case_id: int, reached: State, on: date, said: StepFacts = NOTHING_SAID
) -> dict[str, object]:
    """The row of a dated state with what was said at the step, as far as the table has columns for it: of
    receiving_office, receipt_no and proof it has none yet.
    """
    kept = {name: words or None for name, words in asdict(said).items() if name in tables.stages.c}
    return {
        "case_id": case_id,
        "state": reached,
        "on": on,
        "entered_at": desk.clock.now(),
        "entered_by": desk.user,
        **kept,
    }


def _stage(
    desk: Desk, work: Work, case_id: int, reached: State, on: date, said: StepFacts = NOTHING_SAID
) -> None:
    work.insert(tables.stages, stage_row(desk, case_id, reached, on, said), f"状态 {reached.label}")


def advance(
    desk: Desk,
    no: str,
    to: str,
    on: date | None = None,
    said: StepFacts = NOTHING_SAID,
    *,
    approved_by: str = "",
) -> State:
    """Bring a case into state ``to`` (long or short code) on a day; the state reached.

    ``said`` is what the step itself asks for (``steps.asked``). Refused names every missing guard; a day
    later than today or before the present state began is refused.
    """
    try:
        goal = state(to)
    except ValueError as unknown:
        raise UserError(str(unknown), field="state") from None
    day = on or desk.today
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        _day_fits(desk, work, about, day)
        _step(desk, work, about, goal, case_facts(desk, about, day, said, approved=bool(approved_by)))
    return goal


def confirm_release(desk: Desk, no: str, released: date) -> State:
    """Somebody was released on that day (S30 to S40): it becomes the release date, and the period of help
    is reckoned from it (art. 2).

    UserError for a day to come or before the term began; the state begins on that day, or with the state
    before it where that came later.
    """
    if released > desk.today:
        remedy = "还没有释放的先不确认；监所改了日期的，请在登记表里改释放日期。"
        raise UserError(
            f"释放日期 {released.isoformat()} 晚于今天（{desk.today.isoformat()}）。",
            remedy,
            field="release_date",
        )
    with desk.store.work(desk.clock) as work:
        about = case_file.by_no(work.connection, no)
        began, since = about.case["term_start"], about.case["state_on"]
        if isinstance(began, date) and released < began:
            what = f"释放日期 {released.isoformat()} 早于刑期起日 {began.isoformat()}。"
            raise UserError(what, "请对照释放证明书核对。", field="release_date")
        if released != about.case["release_date"]:
            changes = {
                "release_date": released,
                **case_card.period(desk, {**about.values, "release_date": released}),
            }
            work.update(tables.cases, about.case_id, changes, f"实际释放日期 {about.no}")
            about = case_file.by_no(work.connection, no)
        day = max(released, since) if isinstance(since, date) else released
        _step(desk, work, about, State.S40_AWAIT_HANDOVER, case_facts(desk, about, day))
    return State.S40_AWAIT_HANDOVER


def _step(desk: Desk, work: Work, about: CaseFile, goal: State, known: CaseFacts) -> None:
    lacking = missing(about.state, goal, known)
    if lacking:
        raise Refused.lacking(lacking)
    work.update(
        tables.cases,
        about.case_id,
        {"state": goal, "state_on": known.on},
        f"{about.no} 转为{goal.label}",
    )
    _stage(desk, work, about.case_id, goal, known.on, known.said)
    case_card.refresh(desk, work.connection, about.case_id)


def _day_fits(desk: Desk, work: Work, about: CaseFile, day: date) -> None:
    if day > desk.today:
        raise UserError(
            f"日期 {day.isoformat()} 晚于今天（{desk.today.isoformat()}）。",
            "请填写实际发生的日期。",
            field="on",
        )
    since = about.case["state_on"]
    if not isinstance(since, date) or day >= since:
        return
    if about.state != State.S10_NOTICE:
        label = state(about.state).label
        raise UserError(
            f"日期 {day.isoformat()} 早于转为“{label}”的日期 {since.isoformat()}。",
            "请核对日期。",
            field="on",
        )
    _came_earlier(work, about, day)


def _came_earlier(work: Work, about: CaseFile, day: date) -> None:
    """A list entered late: what was done with it on ``day`` shows that it had come by then."""
    work.update(tables.stages, about.stages[-1]["id"], {"on": day}, f"收到名单的日期 {about.no}")


def case_facts(
    desk: Desk, about: CaseFile, on: date, said: StepFacts = NOTHING_SAID, *, approved: bool = False
) -> CaseFacts:
    """What the guards look at: the records that were made by that day, and what is said with the step."""
    checks = [row for row in about.verifications if _by(row["on"], on)]
    newest = checks[-1] if checks else {}
    kinds = tuple(str(row.get("kind")) for row in about.members)
    decided = [row for row in about.assessments if row["decided"] and _by(row["on"], on)]
    filled = about.case["filled_on"]
    handover = [row["on"] for row in about.handovers if _by(row["on"], on)]
    replied = newest.get("replied_on")
    return CaseFacts(
        rules=desk.rules.on(on),
        on=on,
        verification_result=str(newest.get("result") or ""),
        second_checker=str(newest.get("second_checker") or ""),
        replied_on=_day(replied) if _by(replied, on) else None,
        release_date=_day(about.case["release_date"]),
        release_paper_seen=bool(about.case["release_cert_no"]),
        handover_on=_day(handover[-1]) if handover else None,
        registered_on=_day(filled) if _by(filled, on) else None,
        group_kinds=kinds if about.groups and _by(about.groups[-1]["on"], on) else (),
        group_leader_kinds=tuple(
            str(row.get("kind")) for row in about.members if row.get("role") == "LEADER"
        ),
        has_family=bool(about.client["family"]),
        file_opened_on=_day(about.case["file_opened_on"]),
        assessment_decided=str(decided[-1]["decided"]) if decided else "",
        agreement_state=about.agreement_state,
        period_end=_day(about.case["period_end"]),
        closing_assessed=any(row["kind"] == "CLOSING" for row in decided),
        file_complete=not case_card.completeness(desk, about).missing,
        approved=approved,
        said=said,
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _by(value: object, on: date) -> bool:
    return isinstance(value, date) and value <= on


def register_walk_in(
    desk: Desk, values: Mapping[str, object], source: str = "WALK_IN", on: date | None = None
) -> str:
    """Register somebody who came without notice (补录, from nothing to S50); the case number.

    UserError when mandatory fields are empty or the person has an open case already; Refused when the
    release paper was not seen.
    """
    day = on or desk.today
    if day > desk.today:
        raise UserError(
            f"日期 {day.isoformat()} 晚于今天（{desk.today.isoformat()}）。",
            "请填写实际发生的日期。",
            field="on",
        )
    taken = fill_from_id_no(read(REGISTRATION.fields, values, desk.read_context, REGISTRATION.label), {})
    need(REGISTRATION, taken)
    if not taken.get("release_cert_no"):
        facts = CaseFacts(desk.rules.on(day), day, registered_on=day)
        raise Refused.lacking(missing("", State.S50_REGISTERED, facts))
    with desk.store.work(desk.clock) as work:
        client_id = _person(work, taken)
        case = {field.name: taken[field.name] for field in CASE_FIELDS if taken.get(field.name) is not None}
        case |= {"filled_on": day, "filled_by": desk.user, "file_opened_on": day}
        case_id, no = open_case(desk, work, client_id, case, source, State.S50_REGISTERED, day)
        case_card.refresh(desk, work.connection, case_id)
    return no


def _person(work: Work, taken: Mapping[str, object]) -> int:
    """The person of that ID number, or a new one; an open case is named instead of making a second one."""
    person = {field.name: taken[field.name] for field in CLIENT_FIELDS if taken.get(field.name) is not None}
    number = person.get("id_no")
    known = query.clients_with_id_no(work.connection, str(number)) if number else []
    own_attachments(work.connection, REGISTRATION, person, known[0] if known else {})
    if not known:
        return work.insert(tables.clients, person, "登记人员")
    client_id = int(str(known[0]["id"]))
    for case in query.cases_of_client(work.connection, client_id):
        if not state(str(case["state"])).ended:
            raise UserError(
                f"这个身份证号已有未办结的档案 {case['no']}。", "请打开那份档案继续办理。", field="id_no"
            )
    work.update(tables.clients, client_id, person, "登记人员")
    return client_id
