"""What the records of a case say against its days and against each other."""

from collections.abc import Iterator
from datetime import date

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.reckoning import deadline
from anbang_desktop.domain.states import IN_FORCE, state
from anbang_desktop.fields.field import UNDATED
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.finding import Spot
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.group import advised
from anbang_desktop.services.records.registry import KINDS

Spots = Iterator[Spot]


def visit_day(_desk: Desk, about: CaseFile) -> Spots:
    """Visits before the release or after the end; one line for each."""
    released, ended = about.case.release_date, _ended_on(about)
    for one in about.contacts:
        if released and one.on < released:
            words = f"{chinese(one.on)}走访，{chinese(released)}才释放"
            yield Spot(words, f"{one.id} {one.on} {released}", record=one)
        elif ended and one.on > ended:
            words = f"{chinese(one.on)}走访，{chinese(ended)}已经办结"
            yield Spot(words, f"{one.id} {one.on} {ended}", record=one)


def _ended_on(about: CaseFile) -> date | None:
    last = about.stages[-1] if about.stages else None
    return last.on if last and state(last.state).ended else None


def handover_day(_desk: Desk, about: CaseFile) -> Spots:
    """Handed over while still inside."""
    released = about.case.release_date
    for one in about.handovers:
        if released and one.on < released:
            words = f"{chinese(one.on)}衔接，{chinese(released)}才释放"
            yield Spot(words, f"{one.id} {one.on} {released}", record=one)


def group(desk: Desk, about: CaseFile) -> Spots:
    """The group in force has nobody of the village or of the police, or not who else should be there for a
    woman or a minor (art. 12), and nothing says why.
    """
    if not about.groups or about.groups[-1].gap_reason:
        return
    there = {one.kind for one in about.members}
    lacking = [kind for kind in desk.pack.health.group_kinds if kind not in there]
    if lacking:
        label = desk.codes["member_kind"].label
        words = f"小组里没有{'、'.join(label(kind) for kind in lacking)}"
        yield Spot(words, f"{about.groups[-1].id} {lacking}", record=about.groups[-1])
    for lack in advised(desk, about, about.members):
        yield Spot(lack.rstrip("。"), f"{about.groups[-1].id} {lack}", record=about.groups[-1])


def agreement_late(desk: Desk, about: CaseFile) -> Spots:
    """The first agreement was signed, or noted as not signed, after its term."""
    came = duties.registered_on(about)
    settled = (one for one in about.agreements if one.state in IN_FORCE and not about.at_opening(one))
    decided = [one for one in settled if one.signed_on or one.refused_on]
    if came is None or not decided:
        return
    first, until = decided[0], duties.agreement_due(desk, came).result
    day = first.signed_on or first.refused_on
    if day and day > until:
        words = f"应在{chinese(until)}以前，{chinese(day)}才办，晚 {(day - until).days} 日"
        yield Spot(words, f"{first.id} {day} {until}", record=first)


def wish_late(desk: Desk, about: CaseFile) -> Spots:
    """Answered after its term; or the case has ended and it has no answer: nothing else would tell."""
    ended = _ended_on(about)
    for one in about.wishes:
        pack = desk.rules.on(one.raised_on)
        until = deadline(pack, "wish.reply.workdays", "提出日期", one.raised_on).result
        if one.answered_on and one.answered_on > until:
            words = f"{one.wish_no}应在{chinese(until)}以前，{chinese(one.answered_on)}才答复"
            yield Spot(words, f"{one.id} {one.answered_on} {until}", record=one)
        elif ended and one.answered_on is None:
            words = f"{one.wish_no}还没有答复，{chinese(ended)}已经办结"
            yield Spot(words, f"{one.id} {ended}", record=one)


def late_entry(desk: Desk, about: CaseFile) -> Spots:
    """Records that were written down long after their day: one line for all of a kind. What is put into the
    file by hand is old by nature.
    """
    most = desk.pack.number("health.late_entry.days")
    for kind in KINDS:
        record = kind.fields.record
        if not kind.fields.table or record is FileItem:
            continue
        dated = (one for one in about.of(record) if one.on != UNDATED and not about.at_opening(one))
        late = [(_days(one.on, one.entered_at.date()), one) for one in dated]
        late = [pair for pair in late if pair[0] > most]
        if late:
            days, worst = max(late, key=lambda pair: (pair[0], pair[1].id))
            words = f"{len(late)} 条{kind.label}，最晚的办了以后 {days} 日才录入"
            yield Spot(words, " ".join(str(one.id) for _days_, one in late), record=worst)


def _days(on: date, entered: date) -> int:
    return (entered - on).days
