"""What is known of a case on the day of a step, and which approvals and causes a step has."""

from datetime import date

from anbang_desktop.domain.guards import NOTHING_SAID, CaseFacts, StepFacts
from anbang_desktop.domain.states import IN_FORCE, AgreementState, State
from anbang_desktop.domain.steps import CAUSES
from anbang_desktop.fields.reoffence import ReOffence
from anbang_desktop.services.cases import case_card, left_open
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import group
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter import transfer_accepted

APPROVED = {
    State.S35_RETURNED: "RETURN",
    State.S60_ACTIVE: "REOPENING",
    State.S85_EXPIRED: "CLOSING",
    State.S86_TERMINATED: "TERMINATION",
}  # the matter of the approval that a step into this state asks for
_OTHER_WAYS = frozenset({"EXPIRED", "TRANSFER"})  # causes that have a step of their own


def causes(desk: Desk, goal: State) -> tuple[tuple[str, str], ...]:
    """The causes that a step into this state can have: code and label, those of the rule pack for an end."""
    if goal not in CAUSES:
        return ()
    ends = {one.code for one in desk.pack.closure_reasons} - _OTHER_WAYS
    items = desk.codes[CAUSES[goal]].offered
    return tuple(
        (one.code, one.name) for one in items if goal is not State.S86_TERMINATED or one.code in ends
    )


def case_facts(
    desk: Desk, about: CaseFile, on: date, said: StepFacts = NOTHING_SAID, goal: State | None = None
) -> CaseFacts:
    """What the guards look at: the records that were made by that day, and what is said with the step.
    Approvals count for the step into ``goal`` only.
    """
    checks = [one for one in about.verifications if one.on <= on]
    newest = checks[-1] if checks else None
    decided = [one for one in about.assessments if one.decided and one.on <= on]
    handovers = [one.on for one in about.handovers if one.on <= on]
    forms = [one.on for one in about.closings if one.on <= on and about.of_this_round(one)]
    matter = APPROVED.get(goal, "") if goal else ""
    in_time = bool(about.groups) and about.groups[-1].on <= on
    kinds, leaders = group.kinds_of(about.members)
    return CaseFacts(
        rules=desk.rules.on(on),
        on=on,
        verification_result=newest.result if newest else "",
        second_checker=(newest.second_checker or "") if newest else "",
        replied_on=_by(newest.replied_on, on) if newest else None,
        release_date=about.case.release_date,
        release_paper_seen=bool(about.case.release_cert_no),
        handover_on=handovers[-1] if handovers else None,
        registered_on=_by(about.case.filled_on, on),
        group_kinds=kinds if in_time else (),
        group_leader_kinds=leaders,
        group_gap_told=bool(about.groups and about.groups[-1].gap_reason),
        has_family=bool(about.client.family),
        file_opened_on=_by(about.case.file_opened_on, on),
        assessment_decided=decided[-1].decided if decided else _level_at_opening(about),
        agreement_state=_agreed_by(about, on),
        period_end=about.case.period_end,
        closing_assessed=any(one.kind == "CLOSING" and about.of_this_round(one) for one in decided),
        matter=matter,
        granted=frozenset(
            one.step or ""
            for one in about.approvals
            if one.granted and one.matter == matter and one.on <= on and about.of_this_round(one)
        ),
        closing_form_on=forms[-1] if forms else None,
        came_from=about.stages[-2].state if len(about.stages) > 1 else "",
        state_on=about.case.state_on,
        source=about.case.source,
        said=said,
        transfer_accepted=transfer_accepted(about, on),
        judged=any(one.judged_on <= on and about.of_this_round(one) for one in about.of(ReOffence)),
        left_open=left_open.of(desk, about),
        file_complete=not case_card.completeness(desk, about).missing,
    )


def _level_at_opening(about: CaseFile) -> str:
    """Who was on the books already had been assessed; the roster says with what result."""
    return (about.case.level or "") if about.opened_on else ""


def _by(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def _agreed_by(about: CaseFile, on: date) -> str:
    """The agreement as it stood on that day: a signature or a refusal counts from its own day."""
    settled = [one for one in about.agreements if one.state in IN_FORCE]
    day = (settled[-1].signed_on or settled[-1].refused_on) if settled else None
    return about.agreement_state if day is None or day <= on else AgreementState.NONE
