"""Assess together (art. 12.2.3): each member's sheet, agreed values, score, suggestion, and the decision
that a person takes.

Answers travel as points (the ``value`` of domain.md A.5); None is 说不清. An option's words are accepted too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from anbang_desktop.domain import instrument as scale
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.instrument import Instrument, Item, Score, Spread
from anbang_desktop.domain.instrument_file import parse_kept
from anbang_desktop.domain.levels import Band
from anbang_desktop.domain.reckoning import deadline, next_assessment
from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import Assessment, MemberSheet, ScoredItem
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import Field, name_of, names, take
from anbang_desktop.fields.kinds import LongText, Text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import kept_instruments
from anbang_desktop.services.records import sealing
from anbang_desktop.services.records.approval import LEVEL
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries import instruments as query

NEED_WORDS = ("NONE", "SOME", "URGENT")
Answers = dict[str, int | None]


def options(instrument: Instrument, answers: Mapping[str, object], where: str) -> Answers:
    """Answers in points or words as places on each item's scale. UserError names the item."""
    known = _known(instrument, answers, where)
    return {code: _place(known[code], value, where) for code, value in answers.items()}


def _known(instrument: Instrument, answers: Mapping[str, object], where: str) -> dict[str, Item]:
    known = {item.code: item for item in instrument.items}
    strange = [code for code in answers if code not in known]
    if strange:
        raise UserError(f"{where}：评估表里没有“{strange[0]}”这一项。", "请核对评估表版本。", field="agreed")
    return known


def _place(item: Item, value: object, where: str) -> int | None:
    if value is None or value == scale.UNKNOWN:
        return None
    for place, option in enumerate(item.options):
        if value == option.label or (not isinstance(value, bool) and str(value) == str(option.points)):
            return place
    allowed = "、".join(f"{option.points}（{option.label}）" for option in item.options)
    raise UserError(
        f"{where}：“{item.label}”没有“{value}”这个答案。", f"可用的有 {allowed}，或说不清。", field="agreed"
    )


def points(instrument: Instrument, answers: Mapping[str, int | None]) -> Answers:
    """Places on the scales as points, the form that is stored."""
    known = {item.code: item for item in instrument.items}
    return {
        code: None if place is None else known[code].options[place].points for code, place in answers.items()
    }


def score(
    desk: Desk,
    instrument: Instrument,
    agreed: Mapping[str, object],
    triggers: Sequence[str] = (),
    on: date | None = None,
    present: str | None = None,
) -> Score:
    """The score of agreed values as they stand, for the page that fills up while the group talks; by the
    levels in force on a day (today). ``present`` is the level that a form without a score leaves.
    """
    levels, places = desk.rules.on(on or desk.today).levels, options(instrument, agreed, "议定值")
    return scale.score(instrument, places, triggers, levels=levels, present=present)


def spreads(instrument: Instrument, sheets: Sequence[Mapping[str, object]]) -> tuple[Spread, ...]:
    """How far the members' sheets lie apart, item by item, without names."""
    return scale.spread(instrument, [options(instrument, sheet, "评分单") for sheet in sheets])


@dataclass(frozen=True, slots=True)
class Explained:
    """An assessment in the terms of its own instrument."""

    instrument: Instrument
    score: Score
    spreads: tuple[Spread, ...]
    bands: tuple[Band, ...]


def explained(desk: Desk, record: Assessment) -> Explained | None:
    """An assessment as its instrument explains it; None where it holds answers that no instrument at hand
    knows (then only the points that it kept can be shown), or was only named by a roster (建账).
    """
    if not record.instrument_id:
        return None
    try:
        instrument = instrument_of(desk, record)
        sheets = [one.values for one in record.sheets]
        found = score(desk, instrument, record.agreed, record.triggers, record.on, record.suggested)
        bands = desk.rules.on(record.on).levels.bands
        return Explained(instrument, found, spreads(instrument, sheets), bands)
    except (UserError, ValueError):
        return None


def proposed_triggers(desk: Desk, about: CaseFile) -> tuple[str, ...]:
    """Key triggers that the file itself suggests; the group confirms each (list of the rule pack). What was
    done under age makes nobody a recidivist (刑法第六十五条), unless the judgment's own word is noted.
    """
    values = about.values
    if sealing.doubts_recidivist(desk, about):
        values[_RECIDIVIST] = None
    return tuple(
        one.code
        for one in desk.pack.key_triggers
        if any(_holds(values.get(name), word) for name, word in one.sources)
    )


def _holds(value: object, word: str) -> bool:
    if isinstance(value, tuple):
        return any(word in str(one) for one in value) or (word == "any" and bool(value))
    return (value is True and word == "true") or (value is not None and str(value) == word)


@dataclass(frozen=True, slots=True)
class Scored:
    """What members answered and what was agreed, as it came in; by which form (its id), after which round."""

    instrument: object = None
    round: object = None
    sheets: object = None
    agreed: object = None
    spread_note: object = None
    needs: object = None


_OWN = tuple(one.name for one in fields(Scored))
_RECIDIVIST = name_of(names(Case).recidivist)


def taken_apart(values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that belong to the instrument and not to the form."""
    return {name: values[name] for name in _OWN if name in values}


def with_own(desk: Desk, record: Assessment, own: Mapping[str, object]) -> Assessment:
    """The assessment with those of sheets, agreed values, notes and needs that came in; UserError names the
    item.
    """
    given = Scored(**own)
    if given.instrument is not None and record.instrument_text is None:
        record = replace(record, instrument_id=form_of(desk, given.instrument).id)
    taken: dict[str, Any] = {}
    scale_ = instrument_of(desk, record)
    if "sheets" in own:
        sheets = _sheets(desk, scale_, given.sheets)
        taken["sheets"] = tuple(MemberSheet(member=who, values=points(scale_, said)) for who, said in sheets)
    if "agreed" in own:
        taken["agreed"] = points(scale_, options(scale_, _mapping(given.agreed, "议定值"), "议定值"))
    if "spread_note" in own:
        notes = _mapping(given.spread_note, "分歧说明")
        _known(scale_, notes, "分歧说明")
        read_notes = {code: take(_NOTE, words, desk.read_context) for code, words in notes.items()}
        taken["spread_note"] = {code: words for code, words in read_notes.items() if words}
    if "needs" in own:
        taken["needs"] = _needs(scale_, given.needs)
    return replace(record, **taken)


def complete(desk: Desk, about: CaseFile, record: Assessment) -> Assessment:
    """The score of what was agreed, by the instrument that the assessment keeps, and the days that follow
    from the decision. UserError where something was not answered, not talked about or not explained.
    """
    scale_ = instrument_of(desk, record)
    before = _before(about, record)
    result = score(desk, scale_, record.agreed, record.triggers, record.on, before)
    _complete(scale_, result)
    refuse_unmeant(desk, scale_, record.kind, record.on, before)
    sheets = [(one.member, options(scale_, one.values, f"{one.member}的评分单")) for one in record.sheets]
    _talked(scale_, sheets, record.spread_note)
    _decided(desk, scale_, record, result)
    record = _follow_anew(desk, about, record)
    _day_explained(desk, about, record)
    _approved(desk, about, record)
    return replace(
        record,
        instrument_id=scale_.id,
        effective_on=record.effective_on or record.on,
        next_on=record.next_on or _due(desk, about, record),
        points=tuple(
            ScoredItem(code=one.code, label=one.label, answer=one.answer, points=one.points)
            for one in result.points
        ),
        score=result.total,
        suggested=result.suggested,
        why=tuple(result.reasons),
    )


def _before(about: CaseFile, record: Assessment) -> str | None:
    """The level before an assessment: the case's own, or that before the one that is corrected."""
    if not record.id:
        return about.case.level
    earlier = [one for one in about.assessments if (one.on, one.id) < (record.on, record.id)]
    return earlier[-1].decided if earlier else record.decided


def refuse_unmeant(desk: Desk, instrument: Instrument, kind: str, on: date, level: str | None) -> None:
    """A form that is meant for some assessments only is used for no other; ``level`` is that of the case."""
    if instrument.use.fits(kind, urgent=desk.rules.on(on).levels.urgent(level)):
        return
    kind = desk.codes["assessment_kind"].label(kind)
    raise UserError(f"{instrument.name}不用于这一次{kind}。", "请用完整评估表。", field="kind")


def _approved(desk: Desk, about: CaseFile, record: Assessment) -> None:
    """Where the rules ask for somebody's word on it, nobody comes into an urgent level or out of it alone."""
    pack = desk.rules.on(record.on)
    asked = pack.approval(LEVEL)
    before = about.assessments[-1].decided if about.assessments else None
    turns = pack.levels.urgent(record.decided) != pack.levels.urgent(before)
    if asked is None or not turns or record.approved_by:
        return
    whose = "、".join(one.name for one in asked.steps)
    raise UserError(
        f"“{asked.label}”要有{whose}的同意，还没有写审批人。",
        "请先请示，在评估里填上“审批人”再保存。",
        field="approved_by",
    )


def _day_explained(desk: Desk, about: CaseFile, record: Assessment) -> None:
    """A day that the rules don't give has a reason."""
    due = _due(desk, about, record)
    if record.next_on not in (None, due) and not record.next_why:
        raise UserError(
            f"下次评估写的是{chinese(record.next_on)}，按规则是{chinese(due)}，还没有写原因。",
            "请选定这一天的原因，或者把日期空着，由程序按规则算出。",
            field="next_why",
        )


def _due(desk: Desk, about: CaseFile, record: Assessment) -> date:
    registered = about.entered(State.S50_REGISTERED) or record.on
    pack, form = desk.rules.on(record.on), instrument_of(desk, record)
    if not form.scored:
        found = score(desk, form, record.agreed, record.triggers, record.on, record.decided)
        if found.full:  # soon, with the long form
            return deadline(pack, "level.review.event_days", "评估日期", record.on).result
    return next_assessment(pack, record.decided, registered, record.on).result


def _follow_anew(desk: Desk, about: CaseFile, record: Assessment) -> Assessment:
    """Of an assessment that is corrected, the days that followed from what it was follow from what it is."""
    before = next((one for one in about.all_of(Assessment) if one.id == record.id and record.id), None)
    if before is None:
        return record
    effective = None if record.effective_on == before.effective_on == before.on else record.effective_on
    followed = record.next_on == before.next_on == _due(desk, about, before)
    return replace(record, effective_on=effective, next_on=None if followed else record.next_on)


def instrument_of(desk: Desk, record: Assessment) -> Instrument:
    """The instrument an assessment was made with; the one in use for a new one. A later instrument changes no
    old assessment.
    """
    if record.instrument_text is None:
        return form_of(desk, record.instrument_id) if record.instrument_id else desk.instrument
    return kept_instrument(desk, record.instrument_text)


def kept_instrument(desk: Desk, text: int | None) -> Instrument:
    """The instrument of a text that the vault keeps; without one the long form in use."""
    if text is None:
        return desk.instrument
    with desk.store.read() as connection:
        return parse_kept(query.text(connection, text))


def form_of(desk: Desk, id_: object) -> Instrument:
    """The form in use with this id, or one that was: what was begun with it is ended with it. UserError names
    those in use.
    """
    before = kept_instruments.earlier(desk.store, desk.forms(date.min), desk.today)
    found = next((one for one in (*desk.instruments, *before) if one.id == id_), None)
    if found is None:
        listed = "、".join(f"{one.id}（{one.name}）" for one in desk.instruments)
        raise UserError(f"没有评估表“{id_}”。", f"可用的有：{listed}。", field="instrument")
    return found


def keep_instrument(unit: Unit, record: Assessment) -> Assessment:
    """The text of the instrument goes into the vault, once, and the assessment names it."""
    if record.instrument_text is not None:
        return record
    return replace(record, instrument_text=query.keep(unit.work, instrument_of(unit.desk, record).text))


def _complete(instrument: Instrument, result: Score) -> None:
    needed = {item.code for item in instrument.needed}
    scored = [one for one in result.unanswered if one in needed]
    if scored:
        raise UserError(
            f"议定值还有 {len(scored)} 项没有填：{'、'.join(scored)}。",
            "拿不准的请选“说不清”。",
            field="agreed",
        )


def _talked(
    instrument: Instrument, sheets: Sequence[tuple[str, Answers]], notes: Mapping[str, object]
) -> None:
    for one in scale.spread(instrument, [sheet for _, sheet in sheets]):
        if one.discuss and not str(notes.get(one.code) or "").strip():
            raise UserError(
                f"“{one.label}”各人评分相差 {one.steps} 档，还没有写讨论说明。",
                "请写明怎样议定。",
                field="spread_note",
            )


def _decided(desk: Desk, instrument: Instrument, record: Assessment, result: Score) -> None:
    if not instrument.scored and record.decided != result.suggested:
        raise UserError(
            f"{instrument.name}不改变帮教类别。", "要改变类别的，请用完整评估表。", field="decided"
        )
    if record.decided != result.suggested and not record.reason:
        words = desk.codes["level"]
        raise UserError(
            f"决定为“{words.label(record.decided)}”，与建议的“{words.label(result.suggested)}”不一致，还没有写理由。",
            "请写明理由。",
            field="reason",
        )


_MEMBER = Field("sheets", "评分单的成员", Text(50))
_NOTE = Field("spread_note", "分歧说明", LongText())


def _sheets(desk: Desk, instrument: Instrument, given: object) -> list[tuple[str, Answers]]:
    """Either rows {member, item, value, unknown} or one {member, values} for each member."""
    by_member: dict[str, dict[str, object]] = {}
    for row in _list(given):
        line = _mapping(row, "评分单")
        name = str(take(_MEMBER, line.get("member"), desk.read_context) or "")
        if not name:
            raise UserError("评分单没有写成员姓名。", "请补上。", field="sheets")
        sheet = by_member.setdefault(name, {})
        if "item" in line:
            sheet[str(line["item"])] = None if line.get("unknown") else line.get("value")
        else:
            sheet.update(_mapping(line.get("values"), "评分单"))
    return [(name, options(instrument, sheet, f"{name}的评分单")) for name, sheet in by_member.items()]


def _needs(instrument: Instrument, given: object) -> dict[str, str]:
    needs = {str(code): str(word) for code, word in _mapping(given, "需求").items()}
    for code, word in needs.items():
        if code not in instrument.needs or word not in NEED_WORDS:
            raise UserError(
                f"需求“{code}: {word}”不对。", "请用 H01–H18 和 NONE、SOME、URGENT。", field="needs"
            )
    return needs


def _mapping(value: object, what: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UserError(f"{what}应写成“项目：值”。", "请改正后再试。", field="agreed")
    return {str(name): one for name, one in value.items()}


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else []
