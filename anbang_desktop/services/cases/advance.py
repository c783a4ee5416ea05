"""Open a case and bring it from state to state (domain.md §3.3); state is kept as dated history."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from anbang_desktop.domain.guards import NOTHING_SAID, CaseFacts, StepFacts
from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.states import Ask, State, state
from anbang_desktop.domain.steps import CAUSES, asked, missing
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import given, kept_of, name_of, names, take
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.fields.stage import Stage
from anbang_desktop.services.cases import transfer_letter
from anbang_desktop.services.cases.facts import APPROVED, case_facts, causes
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import approval, file_item, registration
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import own_attachments, refuse_future
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.frozen import altered
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import series as numbers
from anbang_desktop.storage.work import Work

_SERIAL_MARK = 987_654_321  # stands in for the serial to find the fixed part before it


def next_no(desk: Desk, work: Work, year: int) -> str:
    """The next case number of that year by the rule pack's pattern."""
    return next_nos(desk, work, year, 1)[0]


def next_nos(desk: Desk, work: Work, year: int, count: int) -> list[str]:
    """As many case numbers of that year, one after another; a number is never given again."""
    pattern = desk.pack.case_no(desk.office.code, year, _SERIAL_MARK)
    before = pattern.partition(str(_SERIAL_MARK))[0]
    last = numbers.take(work, f"case {before}", count)
    return [desk.pack.case_no(desk.office.code, year, last - count + more) for more in range(1, count + 1)]


def open_case(
    unit: Unit,
    client: Client,
    case: Case,
    source: str,
    first: State,
    on: date,
    said: StepFacts = NOTHING_SAID,
) -> Case:
    """A new case of that person in its first state, with its number."""
    made = new_case(unit.desk, client.id, next_no(unit.desk, unit.work, on.year), case, source, first, on)
    stored = unit.add(made, f"新建案件 {made.no}")
    unit.work.case_id = stored.id
    unit.add(stage_of(unit.desk, stored.id, first, on, said), f"状态 {first.label}")
    return stored


def new_case(desk: Desk, client_id: int, no: str, case: Case, source: str, first: State, on: date) -> Case:
    """A case in its first state, with the period of help as far as it is known."""
    return altered(
        case,
        client_id=client_id,
        no=no,
        source=source,
        state=first,
        state_on=on,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
        **registration.period_of(desk, case),
    )


def stage_of(desk: Desk, case_id: int, code: State, on: date, said: StepFacts = NOTHING_SAID) -> Stage:
    """A dated state with what was said at the step."""
    return Stage(
        case_id=case_id,
        state=code,
        on=on,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
        reason=said.reason or None,
        receiving_office=said.receiving_office or None,
        receipt_no=said.receipt_no or None,
        proof=said.proof or None,
        cause=said.cause or None,
        letter_no=said.letter_no or None,
        sending_office=said.sending_office or None,
        new_addr=said.new_addr or None,
        left_open=said.left_open or None,
    )


def advance(
    desk: Desk,
    no: str,
    to: str,
    on: date | None = None,
    said: StepFacts = NOTHING_SAID,
    *,
    approved_by: str = "",
    scan: Path | None = None,
) -> State:
    """Bring a case into state ``to`` (long or short code) on a day; the state reached.

    ``said`` is what the step itself asks for (``steps.asked``), ``scan`` shows its proof: it goes into the
    file with the step. Refused names every missing guard; a day
    later than today or before the present state began is refused. Nothing is done where the case is there
    already: what was recorded counts as done (``following``).
    """
    try:
        goal = state(to)
    except ValueError as unknown:
        raise UserError(str(unknown), field="state") from None
    day, said = on or desk.today, _on_one_line(desk, said)
    _refuse_cause(desk, goal, said)
    accepted = file_item.accept(scan) if scan else None
    with begin(desk, f"转为{goal.label}") as unit:
        about = unit.open(no)
        if state(about.state) is goal:  # what was recorded has brought it there
            return goal
        about = day_fits(unit, about, day)
        about = _approve(unit, about, goal, day, approved_by)
        about = _file_proof(unit, about, goal, day, said, accepted)
        if accepted and not said.proof:
            said = replace(said, proof=about.file_items[-1].title)
        step(unit, about, goal, case_facts(desk, about, day, said, goal))
    return goal


def _refuse_cause(desk: Desk, goal: State, said: StepFacts) -> None:
    known = dict(causes(desk, goal))
    if said.cause and goal in CAUSES and said.cause not in known:
        listed = "、".join(f"{code} {label}" for code, label in known.items())
        raise UserError(f"没有“{said.cause}”这种原因。", f"可用的有：{listed}。", field="cause")


def _on_one_line(desk: Desk, said: StepFacts) -> StepFacts:
    """What was said with a step, read like every text."""
    kept = kept_of(Stage)
    words = {
        one.name: take(kept[one.name], getattr(said, one.name), desk.read_context) for one in fields(said)
    }
    return StepFacts(**{name: str(word or "") for name, word in words.items()})


def _approve(unit: Unit, about: CaseFile, goal: State, day: date, approved_by: str) -> CaseFile:
    """Who approved the step is kept as an approval of its own."""
    if not approved_by.strip() or goal not in APPROVED:
        return about
    made = Approval(
        case_id=about.case_id,
        on=day,
        entered_at=unit.desk.clock.now(),
        entered_by=unit.desk.user,
        matter=APPROVED[goal],
        approver=approved_by.strip(),
        office=unit.desk.office.name,
        decided_on=day,
        granted=True,
        step=approval.next_word(unit.desk, about, APPROVED[goal]),
    )
    unit.add(made, f"审批意见 {about.no}")
    return unit.now(about)


def _file_proof(
    unit: Unit, about: CaseFile, goal: State, day: date, said: StepFacts, accepted: file_item.Accepted | None
) -> CaseFile:
    """The scan of a proof is bound with the papers of the end."""
    if accepted is None:
        return about
    if Ask.PROOF not in asked(about.state, goal):
        remedy = "别的扫描件请在“档案”里放入。"
        raise UserError(f"转为“{goal.label}”不要证明材料的扫描件。", remedy, field="scan")
    label = dict(causes(unit.desk, goal)).get(said.cause, goal.label)
    item = FileItem(
        case_id=about.case_id, on=day, paper=PaperKey.CLOSING, title=said.proof or f"{label}的证明材料"
    )
    file_item.put(unit, item, about.no, accepted)
    return unit.now(about)


def confirm_release(desk: Desk, no: str, released: date) -> State:
    """Somebody was released on that day (S30, or S05 where no list ever came, to S40): it becomes the release
    date, and the period of help is reckoned from it (art. 2).

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
    with begin(desk, "确认释放") as unit:
        about = unit.open(no)
        began, since = about.case.term_start, about.case.state_on
        if began is not None and released < began:
            what = f"释放日期 {released.isoformat()} 早于刑期起日 {began.isoformat()}。"
            raise UserError(what, "请对照释放证明书核对。", field="release_date")
        moved = registration.with_period(desk, replace(about.case, release_date=released), about)
        unit.change(about.case, moved, f"实际释放日期 {about.no}")
        about, day = unit.now(about), max(released, since)
        step(unit, about, State.S40_AWAIT_HANDOVER, case_facts(desk, about, day))
    return State.S40_AWAIT_HANDOVER


def step(unit: Unit, about: CaseFile, goal: State, known: CaseFacts) -> None:
    """Bring a case into a state on the day of the facts; Refused names what they lack."""
    lacking = missing(about.state, goal, known)
    if lacking:
        raise Refused.lacking(lacking)
    said = transfer_letter.on_step(unit, about, goal, known.on, known.said)
    moved = replace(about.case, state=goal, state_on=known.on)
    unit.change(about.case, moved, f"{about.no} 转为{goal.label}")
    unit.add(stage_of(unit.desk, about.case_id, goal, known.on, said), f"状态 {goal.label}")
    _keep_person(unit, about, goal, known.on)


def _keep_person(unit: Unit, about: CaseFile, goal: State, on: date) -> None:
    """A case that ends keeps the person as of then; one that is taken up again follows the person anew."""
    ended = state(about.state).ended
    if goal.ended and not ended:
        query.keep_snapshot(unit.work, about.case_id, about.client, on)
    elif ended and not goal.ended:
        query.drop_snapshot(unit.work, about.case_id)
        unit.touch(about.case_id)


def day_fits(unit: Unit, about: CaseFile, day: date) -> CaseFile:
    """The day of the step, not before the present state began; a list entered late is taken back to it."""
    refuse_future(unit.desk, day)
    since = about.case.state_on
    if day >= since:
        return about
    if about.state != State.S10_NOTICE or day < earliest(about):
        label = state(about.state).label
        what = f"日期 {day.isoformat()} 早于转为“{label}”的日期 {since.isoformat()}。"
        raise UserError(what, "请核对日期。", field="on")
    first = about.stages[-1]  # what was done with the list on ``day`` shows that it had come by then
    unit.change(first, replace(first, on=day), f"收到名单的日期 {about.no}")
    return unit.now(about)


def earliest(about: CaseFile) -> date:
    """The first day on which a step may be taken: a list may be entered late, but who stood in the register
    of those inside before was there until then.
    """
    if about.state != State.S10_NOTICE:
        return about.case.state_on
    return about.stages[-2].on if len(about.stages) > 1 else date.min


def register_walk_in(
    desk: Desk,
    values: Mapping[str, object],
    source: str = "WALK_IN",
    on: date | None = None,
    said: StepFacts = NOTHING_SAID,
) -> str:
    """Register somebody who came without notice (补录) or was handed over by another office (转入, with its
    letter in ``said``), from nothing to S50; the case number.

    UserError when mandatory fields are empty or the person has an open case already; Refused when the
    release paper was not seen.
    """
    day = refuse_future(desk, on or desk.today)
    taken = registration.of_newcomer(desk, values)
    seen, said = bool(taken.get(name_of(names(Case).release_cert_no))), _on_one_line(desk, said)
    facts = CaseFacts(
        desk.rules.on(day), day, registered_on=day, release_paper_seen=seen, source=source, said=said
    )
    if lacks := missing("", State.S50_REGISTERED, facts):
        raise Refused.lacking(lacks)
    with begin(desk, "补录登记") as unit:
        client = person_of(unit, taken)
        form = Case(**given(Case, taken))
        case = replace(form, filled_on=day, filled_by=desk.user, file_opened_on=day)
        stored = open_case(unit, client, case, source, State.S50_REGISTERED, day, said)
        transfer_letter.write_receipt(unit, unit.about(stored.id), day, said)
        return stored.no


def register_listed(desk: Desk, values: Mapping[str, object], source: str, on: date | None = None) -> str:
    """Register somebody of whom a notice or a list came that isn't imported: to be verified, like all of a
    list; the case number. UserError when mandatory fields are empty or the person has an open case.
    """
    day = refuse_future(desk, on or desk.today)
    taken = registration.of_newcomer(desk, values)
    with begin(desk, "登记名单上的人") as unit:
        client = person_of(unit, taken)
        case = Case(**given(Case, taken))
        said = StepFacts(reason="按名单登记")
        return open_case(unit, client, case, source, State.S10_NOTICE, day, said).no


def person_of(unit: Unit, taken: Mapping[str, object | None]) -> Client:
    """The person of that ID number, or a new one; an open case is named instead of making a second one."""
    values = {name: value for name, value in given(Client, taken).items() if value is not None}
    number = values.get(name_of(names(Client).id_no))
    known = query.clients_with_id_no(unit.work.connection, str(number)) if number else []
    own_attachments(unit.work.connection, REGISTRATION, values, values_of(known[0]) if known else {})
    if not known:
        return unit.add(Client(**values), "登记人员")
    for case in query.cases_of_client(unit.work.connection, known[0].id):
        if not state(case.state).ended:
            raise UserError(
                f"这个身份证号已有未办结的档案 {case.no}。", "请打开那份档案继续办理。", field="id_no"
            )
    return unit.change(known[0], replace(known[0], **values), "登记人员")
