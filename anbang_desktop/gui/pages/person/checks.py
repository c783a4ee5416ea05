"""核查与衔接: what was checked before the release and how the person was handed over."""

from datetime import date

from PySide6.QtWidgets import QFrame

from anbang_desktop.domain.states import State, state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.field import Record, fields_of, name_of, names
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.fields.verification import Verification
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.lines import nothing, open_link
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.facts import facts
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.records.registry import kind_for

INSIDE = (State.S30_AWAIT_RELEASE, State.S40_AWAIT_HANDOVER)
WAITING = (State.S10_NOTICE, State.S20_VERIFYING)
INSIDE_CHECK, MEETING = names(InsideCheck), names(PrisonMeeting)
ASKED: tuple[object, ...] = (
    INSIDE_CHECK.checker, INSIDE_CHECK.methods, INSIDE_CHECK.informants, INSIDE_CHECK.housing_plan,
    INSIDE_CHECK.family_note, INSIDE_CHECK.has_children, INSIDE_CHECK.next_step,
)  # fmt: skip
MET: tuple[object, ...] = (
    MEETING.kind, MEETING.visitors, MEETING.kinship_checked, MEETING.kinship_by, MEETING.custody_unit,
    MEETING.planned_at, MEETING.place, MEETING.met_on, MEETING.account, MEETING.worker,
)  # fmt: skip
CHECK, HAND, FETCH = names(Verification), names(Handover), names(EscortPlan)
CHECKED: tuple[object, ...] = (
    CHECK.checker, CHECK.second_checker, CHECK.methods, CHECK.item_result, CHECK.family_accepts,
    CHECK.housing_plan, CHECK.work_plan, CHECK.conditions, CHECK.suggest_escort, CHECK.reply_no,
    CHECK.reply_way, CHECK.remark,
)  # fmt: skip
FETCHED: tuple[object, ...] = (
    FETCH.meet_at, FETCH.place, FETCH.vehicle, FETCH.workers, FETCH.relatives, FETCH.police, FETCH.village,
    FETCH.note,
)  # fmt: skip
HANDED: tuple[object, ...] = (
    HAND.route, HAND.mode, HAND.custody_unit, HAND.must_escort, HAND.workers, HAND.relatives, HAND.police,
    HAND.village, HAND.headcount, HAND.papers, HAND.state_note, HAND.account, HAND.failed_reason,
    HAND.failed_action, HAND.remark,
)  # fmt: skip


def checks(subject: PersonContext) -> QFrame:
    """The newest verification and hand-over; older ones are counted. Before them what was asked while the
    person was still inside and no list had come.
    """
    here = state(subject.person.state_code)
    before = _inside(subject, waits=here is State.S05_INSIDE)
    if here is State.S05_INSIDE:
        return box(column(*before, gap=8), "scroll")
    parts: list[Item] = [*before, _verification(subject)]
    if subject.records(EscortPlan) or state(subject.person.state_code) in INSIDE:
        parts.append(_escort(subject))
    return box(column(*parts, _handover(subject), gap=8), "scroll")


def _inside(subject: PersonContext, *, waits: bool) -> list[Item]:
    """The newest check of family and children, the newest meeting; of who waits inside what is missing."""
    found, met = subject.records(InsideCheck), subject.records(PrisonMeeting)
    parts: list[Item] = []
    if found:
        chips: list[Item] = (
            [Chip("done", words)] if (words := subject.words(found[-1], INSIDE_CHECK.family_accepts)) else []
        )
        parts.append(_record(subject, found[-1], len(found), ASKED, chips, found[-1].checked_on))
    elif waits:
        parts.append(nothing("还没有走访家属、核查家庭情况。", Verb.CHECK_INSIDE, subject))
    if met:
        result = subject.words(met[-1], MEETING.result)
        chip = Chip("done", result) if result else Chip("soon", "等监所答复")
        parts.append(_record(subject, met[-1], len(met), MET, [chip], met[-1].applied_on))
    elif waits:
        parts.append(nothing("还没有会见记录。", Verb.RECORD_MEETING, subject))
    return parts


def _verification(subject: PersonContext) -> QFrame:
    found = subject.records(Verification)
    if not found:
        waiting = state(subject.person.state_code) in WAITING
        return nothing(
            "还没有核查记录。" if waiting else "没有核查记录（直接登记的人可以没有）。", Verb.VERIFY, subject
        )
    newest = found[-1]
    replied = newest.replied_on
    chips: list[Item] = [
        Chip("done", subject.words(newest, CHECK.result)),
        Chip("done", f"{subject.day(replied)}已回执") if replied else Chip("soon", "还没有回执"),
    ]
    return _record(subject, newest, len(found), CHECKED, chips, newest.checked_on)


def _escort(subject: PersonContext) -> QFrame:
    """Who is to fetch the person; once it was done the hand-over says who did."""
    found = subject.records(EscortPlan)
    if not found:
        return nothing("还没有安排谁去接。", Verb.PLAN_ESCORT, subject)
    newest = found[-1]
    chips: list[Item] = [Chip("soon", "必接必送")] if newest.must_escort else []
    return _record(subject, newest, len(found), FETCHED, chips, newest.on)


def _handover(subject: PersonContext) -> QFrame:
    found = subject.records(Handover)
    if not found:
        return nothing("还没有衔接记录。", Verb.HAND_OVER, subject)
    newest = found[-1]
    chips: list[Item] = [Chip("done", subject.words(newest, HAND.mode) or "已衔接")]
    return _record(subject, newest, len(found), HANDED, chips, newest.handover_date)


def _record(
    subject: PersonContext,
    newest: Record,
    count: int,
    attributes: tuple[object, ...],
    chips: list[Item],
    on: date,
) -> QFrame:
    kind = kind_for(type(newest))
    older = f"共 {count} 次，显示最近一次" if count > 1 else ""
    head = row(
        text(kind.label, "strong"),
        text(subject.day(on)),
        *chips,
        text(older, "hint"),
        None,
        open_link(subject, newest),
        button("再登记", "link", act=lambda: subject.acts.do(kind.verb)),
        gap=10,
    )
    labels = {field.name: field.label for field in fields_of(type(newest))}
    pairs = [(labels[name_of(one)], subject.words(newest, one)) for one in attributes]
    return box(column(head, facts(pairs, 2 if roomy() else 1), gap=8, pad=(24, 12, 16, 12)))
