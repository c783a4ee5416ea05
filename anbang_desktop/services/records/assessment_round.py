"""A round of assessment stays blind (art. 12.2.3; domain.md §4.6): members answer one by one, and nobody is
shown an answer, an order or a mean before all are in or the round is closed.

A sheet that is in can't be opened; who made a slip puts it in anew and says why. The record of the round and
every history tell only who was asked and whose sheet is in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from anbang_desktop.domain import instrument as scale
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.instrument import UNKNOWN, Agreement, Instrument, Spread
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import Assessment, MemberSheet
from anbang_desktop.fields.assessment_round import ROUND, AssessmentRound
from anbang_desktop.fields.field import Field, name_of, names, take
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.kinds import LongText
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import (
    REASON,
    as_reason,
    new_record,
    read_entry,
    refuse_ended,
    refuse_future,
)
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import instruments, sheets

ITS = names(AssessmentRound)
MEMBER = "member"
FIXED = (ITS.kind, ITS.members, ITS.quorum, ITS.closed_on, ITS.closed_why)
_NOTE = Field("note", "想说的话", LongText())


@dataclass(frozen=True, slots=True)
class Asked:
    """One member of a round: when the sheet came in (None: not yet), whether late, and whether the meeting
    took a late one in.
    """

    member: str
    came_at: datetime | None
    late: bool = False
    admitted: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A round that has not become an assessment yet, without anybody's answers."""

    record: AssessmentRound
    instrument: Instrument
    asked: tuple[Asked, ...]

    @property
    def closed(self) -> bool:
        """Whether the meeting may see how the sheets lie."""
        return self.record.closed_on is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """Whose sheet is not in."""
        return tuple(one.member for one in self.asked if one.came_at is None)

    @property
    def came(self) -> int:
        """How many sheets are in that count for the meeting."""
        return sum(one.came_at is not None and (not one.late or one.admitted) for one in self.asked)


def complete(desk: Desk, about: CaseFile, record: AssessmentRound) -> AssessmentRound:
    """UserError for a member who is named twice or is not in the group; the rule's least number of sheets."""
    if len(set(record.members)) < len(record.members):
        raise UserError("评分人写了两次。", "请每人只写一次。", field=name_of(ITS.members))
    known = {one.name for group in about.of(HelpGroup) for one in group.members}
    strange = [one for one in record.members if one not in known]
    if strange:
        raise UserError(
            f"{strange[0]}不是小组成员，不能评分。",
            "请先在小组里加上，或者去掉这个人。",
            field=name_of(ITS.members),
        )
    return replace(record, quorum=record.quorum or desk.rules.on(record.on).number("group.quorum"))


def _refuse_left(about: CaseFile, wanted: Sequence[str]) -> None:
    listed = about.groups[-1].members if about.groups else ()
    there = {one.name for one in about.members}
    gone = next((one for one in listed if one.name in wanted and one.name not in there), None)
    if gone is not None and gone.left is not None:
        raise UserError(
            f"{gone.name}{chinese(gone.left)}已经退出小组，不能再请评分。",
            "请去掉这个人；又回来了的，先在小组里写上。",
            field=name_of(ITS.members),
        )


def form_for(desk: Desk, about: CaseFile, kind: str, on: date | None = None) -> Instrument:
    """The form that is meant for an assessment of this kind: the instruments themselves say for which."""
    urgent = desk.rules.on(on or desk.today).levels.urgent(about.case.level)
    return next(one for one in desk.instruments if one.use.fits(kind, urgent=urgent))


def begin_round(
    desk: Desk,
    no: str,
    kind: str,
    members: Sequence[str] = (),
    event: str = "",
    on: date | None = None,
    instrument: str = "",
) -> int:
    """Ask these members (none named: all of the group) for their sheets; the id of the round. The form is
    that of the kind unless the id of another is given.

    UserError while an earlier round waits for its meeting, without a group, and for an unknown form.
    """
    with begin(desk, Verb.OPEN_ROUND) as unit:
        about = unit.open(no)
        refuse_ended(about, ROUND.label)
        if in_hand(about) is not None:
            raise UserError(
                "上一轮评分还没有开会商定。", "请先商定那一轮，或者把它作废，再发新的评分单。", field="no"
            )
        wanted = tuple(members) or tuple(one.name for one in about.members)
        if not wanted:
            raise UserError(
                "还没有小组，不知道请谁评分。", f"请先“{Verb.FORM_GROUP}”。", field=name_of(ITS.members)
            )
        _refuse_left(about, wanted)
        given = {name_of(ITS.kind): kind, name_of(ITS.members): wanted, name_of(ITS.event): event or None}
        entry = read_entry(desk, ROUND, ITS.opened_on, given, on)
        made = new_record(desk, about, ROUND, entry)
        assert isinstance(made, AssessmentRound)  # noqa: S101 - the class of ROUND
        form = (
            assessment.form_of(desk, instrument) if instrument else form_for(desk, about, made.kind, made.on)
        )
        assessment.refuse_unmeant(desk, form, made.kind, made.on, about.case.level)
        text = instruments.keep(unit.work, form.text)
        made = replace(complete(desk, about, made), instrument_id=form.id, instrument_text=text)
        return unit.add(made, f"{ROUND.label} {no}").id


def show(desk: Desk, no: str) -> Round | None:
    """The round of a case that waits for sheets or for its meeting; None when there is none."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    return of(desk, about)


def of(desk: Desk, about: CaseFile) -> Round | None:
    """The same of a case that is at hand."""
    record = in_hand(about)
    if record is None:
        return None
    with desk.store.read() as connection:
        there = {one.member: one for one in sheets.came(connection, record.id)}
    asked = tuple(
        Asked(name, one.at, one.late, one.admitted) if (one := there.get(name)) else Asked(name, None)
        for name in record.members
    )
    return Round(record, assessment.kept_instrument(desk, record.instrument_text), asked)


def in_hand(about: CaseFile) -> AssessmentRound | None:
    """The newest round that no assessment came of."""
    done = {one.round_id for one in about.of(Assessment)}
    return next((one for one in reversed(about.of(AssessmentRound)) if one.id not in done), None)


def put_in(
    desk: Desk,
    no: str,
    member: str,
    answers: Mapping[str, object],
    note: str = "",
    reason: str = "",
) -> Asked:
    """Take a sheet in; answers as points or words, 说不清 counts as an answer. After the round is closed it
    is late: kept and marked, in no spread unless the meeting admits it (``admit``).

    UserError for somebody who was not asked, for an item without an answer, and without a reason where the
    sheet is in already.
    """
    with begin(desk, "登记评分单") as unit:
        about = unit.open(no)
        record, before = _asked(unit, about, member)
        why = as_reason(desk, reason)
        if before is not None and not why:
            raise UserError(
                f"{member}的评分单已经登记过，不能再打开。", "写错了要重新登记的，请写明原因。", field=REASON
            )
        form = assessment.kept_instrument(desk, record.instrument_text)
        said = _answers(form, member, answers)
        late = record.closed_on is not None
        if before is not None and not before.late and late:
            raise UserError("已经开始商定，按时交的评分单不能再改。", "要改的，在会上商定。", field=MEMBER)
        one = sheets.Came(member, desk.clock.now(), late, admitted=False)
        words = str(take(_NOTE, note, desk.read_context) or "")
        sheets.put(unit.work.connection, record.id, one, said, words)
        again, mark = "重新" if before else "", "（迟交）" if late else ""
        told = f"{again}登记评分单{mark}：{member}{f'，{why}' if why else ''}"
        # as what was handed in: the round can't be undone from now on
        unit.work.note("deliver", f"{ROUND.table}/{record.id}", f"{told} {no}")
        return Asked(member, one.at, late)


def _asked(unit: Unit, about: CaseFile, member: str) -> tuple[AssessmentRound, sheets.Came | None]:
    record = in_hand(about)
    if record is None:
        raise UserError("没有等评分单的一轮。", f"请先“{Verb.OPEN_ROUND}”。", field="no")
    if member not in record.members:
        raise UserError(f"这一轮没有请{member}评分。", f"请的是：{'、'.join(record.members)}。", field=MEMBER)
    there = {one.member: one for one in sheets.came(unit.work.connection, record.id)}
    return record, there.get(member)


def _answers(form: Instrument, member: str, answers: Mapping[str, object]) -> dict[str, int | None]:
    where = f"{member}的评分单"
    items = [item for block in form.asked for item in block.items]
    asked = {item.code for item in items}
    said = {code: one for code, one in assessment.options(form, answers, where).items() if code in asked}
    open_ = [item.label for item in items if item.code not in said]
    if open_:
        raise UserError(
            f"{where}还有 {len(open_)} 项没有评：{'、'.join(open_)}。",
            f"没有填的、拿不准的，请记“{UNKNOWN}”。",
            field=MEMBER,
        )
    return assessment.points(form, said)


def close(desk: Desk, no: str, reason: str = "", on: date | None = None) -> None:
    """End the waiting: from now on the meeting sees how the sheets lie. UserError with fewer sheets than the
    rule asks for, and without a reason while somebody's is missing.
    """
    with begin(desk, "结束评分") as unit:
        about = unit.open(no)
        found = of(desk, about)
        if found is None or found.closed:
            raise UserError("没有等评分单的一轮。", f"请先“{Verb.OPEN_ROUND}”。", field="no")
        least = min(found.record.quorum or 0, len(found.asked))
        if found.came < least:
            raise UserError(
                f"只收到 {found.came} 份评分单，至少要 {least} 份。",
                "请等其余成员评完；确实评不了的，可以作废这一轮，直接做评估。",
                field="no",
            )
        why = as_reason(desk, reason)
        if found.missing and not why:
            raise UserError(
                f"还没有收到{'、'.join(found.missing)}的评分单。", "不再等的，请写明原因。", field=REASON
            )
        day = refuse_future(desk, on or desk.today)
        done = replace(found.record, closed_on=day, closed_why=why or None)
        unit.change(found.record, done, f"结束评分 {no}")
        unit.work.lasting = True  # what was seen stays seen


def admit(desk: Desk, no: str, member: str) -> None:
    """The meeting takes a late sheet in; UserError where there is none."""
    with begin(desk, "采纳迟交的评分单") as unit:
        about = unit.open(no)
        record, sheet = _asked(unit, about, member)
        if sheet is None or not sheet.late:
            raise UserError(f"{member}没有迟交的评分单。", "按时交的已经在内。", field=MEMBER)
        sheets.admit(unit.work.connection, record.id, member)
        unit.work.note("deliver", f"{ROUND.table}/{record.id}", f"采纳迟交的评分单：{member} {no}")


def joined(desk: Desk, about: CaseFile, made: Assessment, own: Mapping[str, object]) -> Assessment:
    """An assessment that a round becomes has its sheets and its form; UserError where that round isn't
    closed, is none of this case, or sheets come from elsewhere as well.
    """
    given = assessment.Scored(**own)
    if given.round is None:
        return made
    found = of(desk, about)
    if found is None or found.record.id != given.round or not found.closed:
        raise UserError(
            f"{about.no} 没有可以商定的 {given.round} 号评分。", "请先收齐评分单并结束评分。", field="round"
        )
    if given.sheets is not None:
        raise UserError("这一轮的评分单已经登记过了。", "请不要再写评分单。", field="sheets")
    record = found.record
    return replace(
        made,
        round_id=record.id,
        sheets=laid(desk, found).sheets,
        instrument_id=record.instrument_id,
        instrument_text=record.instrument_text,
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """How the sheets of a closed round lie: for the meeting, without names; ``notes`` are what members wrote
    beside their answers.
    """

    sheets: tuple[MemberSheet, ...]
    spreads: tuple[Spread, ...]
    word: Agreement
    notes: tuple[str, ...]


def laid(desk: Desk, found: Round) -> Laid:
    """The sheets that count; UserError before the round is closed."""
    if not found.closed:
        raise UserError("评分还没有结束，不能看各人怎么评。", "收齐以后再看。", field="no")
    with desk.store.read() as connection:
        there = sheets.answers(connection, found.record.id)
    counted = [(one, said, note) for one, said, note in there if not one.late or one.admitted]
    listed = tuple(MemberSheet(member=one.member, values=said) for one, said, _ in counted)
    spreads = assessment.spreads(found.instrument, [one.values for one in listed])
    notes = tuple(sorted(note for _, _, note in counted if note))
    return Laid(listed, spreads, scale.agreement(found.instrument, spreads), notes)
