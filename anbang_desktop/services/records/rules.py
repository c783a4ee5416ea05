"""What each kind of record asks besides its fields, in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.field import Record, names
from anbang_desktop.fields.help_plan import HelpPlan
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.put_off import PutOff
from anbang_desktop.fields.search import Search
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import (
    agreement,
    approval,
    assessment,
    assessment_round,
    base_stay,
    contact,
    file_item,
    followed,
    group,
    help_measure,
    help_plan,
    inside_check,
    letter,
    outside_query,
    placement,
    prison_meeting,
    put_off,
    relief,
    reoffence,
    sealing,
    verification,
    wish,
)
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit

Follow = Callable[[Unit, CaseFile], None]


@dataclass(frozen=True, slots=True)
class Rules:
    """``complete`` fills what the program fills and refuses what is wrong; ``keep`` stores what a record
    needs beside it; ``follow`` brings the case to what its records now say, after a save, a correction and a
    voiding alike; ``fixed`` are attributes that only the program's own acts set.
    """

    complete: Callable[[Desk, CaseFile, Any], Record] | None = None
    keep: Callable[[Unit, Any], Record] | None = None
    follow: Follow | None = None
    fixed: tuple[object, ...] = ()


_AGREEMENT, _LETTER, _PUT_OFF = names(Agreement), names(Letter), names(PutOff)
RULES: dict[str, Rules] = {
    "inside_check": Rules(inside_check.complete, inside_check.keep_children),
    "prison_meeting": Rules(prison_meeting.complete),
    "verification": Rules(verification.complete),
    "escort_plan": Rules(),
    "handover": Rules(follow=followed.follow_handover),
    "group": Rules(group.complete),
    "round": Rules(assessment_round.complete, fixed=assessment_round.FIXED),
    "assessment": Rules(assessment.complete, assessment.keep_instrument, followed.follow_assessment),
    "contact": Rules(contact.complete),
    "placement": Rules(placement.complete),
    "need": Rules(),
    "plan": Rules(help_plan.complete, fixed=(names(HelpPlan).version,)),
    "measure": Rules(help_measure.complete),
    "letter": Rules(
        letter.complete, letter.keep_number, fixed=(names(Letter).number, names(Letter).letter_type)
    ),
    "relief": Rules(relief.complete),
    "base_stay": Rules(base_stay.complete),
    "wish": Rules(wish.complete, wish.receive, fixed=(names(Wish).wish_no, *wish.OLD_LETTER)),
    "incident": Rules(),
    "happening": Rules(),
    "reoffence": Rules(reoffence.complete),
    "query": Rules(outside_query.complete),
    "agreement": Rules(
        agreement.complete,
        follow=agreement.follow,
        fixed=(_AGREEMENT.agr_no, _AGREEMENT.version, _AGREEMENT.template_id, _AGREEMENT.state),
    ),
    "approval": Rules(approval.complete, follow=sealing.follow_approvals),
    "whereabouts": Rules(follow=followed.follow_whereabouts),
    "search": Rules(fixed=(names(Search).letter_no,)),
    "dual_listing": Rules(),
    "closing": Rules(),
    "put_off": Rules(put_off.complete, fixed=(_PUT_OFF.duty, _PUT_OFF.about, _PUT_OFF.taken_up)),
    "file_item": Rules(file_item.complete),
}
