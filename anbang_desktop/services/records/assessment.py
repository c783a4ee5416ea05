"""Assess together (art. 12.2.3): each member's sheet, agreed values, score, suggestion, and the decision
that a person takes.

Answers travel as points (the ``value`` of domain.md A.5); None is 说不清. An option's words are accepted too.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from anbang_desktop.domain import instrument as scale
from anbang_desktop.domain.instrument import Instrument, Item, Score, Spread
from anbang_desktop.domain.reckoning import next_assessment
from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import Entry, insert
from anbang_desktop.storage import tables
from anbang_desktop.storage.work import Work

OWN_KEYS = ("sheets", "agreed", "spread_note", "needs")
NEED_WORDS = ("NONE", "SOME", "URGENT")
Answers = dict[str, int | None]


def options(instrument: Instrument, answers: Mapping[str, object], where: str) -> Answers:
    """Answers in points or words as places on each item's scale. UserError names the item."""
    known = {item.code: item for item in instrument.items}
    strange = [code for code in answers if code not in known]
    if strange:
        raise UserError(f"{where}：评估表里没有“{strange[0]}”这一项。", "请核对评估表版本。", field="agreed")
    return {code: _place(known[code], value, where) for code, value in answers.items()}


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


def score(desk: Desk, agreed: Mapping[str, object], triggers: Sequence[str] = ()) -> Score:
    """The score of agreed values as they stand, for the page that fills up while the group talks."""
    return scale.score(desk.instrument, options(desk.instrument, agreed, "议定值"), triggers)


def spreads(desk: Desk, sheets: Sequence[Mapping[str, object]]) -> tuple[Spread, ...]:
    """How far the members' sheets lie apart, item by item, without names."""
    return scale.spread(desk.instrument, [options(desk.instrument, sheet, "评分单") for sheet in sheets])


def proposed_triggers(desk: Desk, about: CaseFile) -> tuple[str, ...]:
    """Key triggers that the file itself suggests; the group confirms each (list of the rule pack)."""
    values = about.values
    return tuple(
        one.code
        for one in desk.pack.key_triggers
        if any(_holds(values.get(name), word) for name, word in one.sources)
    )


def _holds(value: object, word: str) -> bool:
    if isinstance(value, list):
        return any(word in str(one) for one in value) or (word == "any" and bool(value))
    return (value is True and word == "true") or (value is not None and str(value) == word)


def write(desk: Desk, work: Work, entry: Entry) -> int:
    """Keep one assessment with everything behind it; the decision becomes the case's level."""
    values = entry.values
    given = {name: values.pop(name, None) for name in OWN_KEYS}
    sheets = _sheets(desk.instrument, given["sheets"])
    agreed = options(desk.instrument, _mapping(given["agreed"], "议定值"), "议定值")
    triggers = [str(code) for code in _list(values.get("triggers"))]
    result = scale.score(desk.instrument, agreed, triggers)
    _complete(result)
    _talked(desk.instrument, sheets, _mapping(given["spread_note"], "分歧说明"))
    _decided(desk, values, result)
    on = values.get("effective_on") if isinstance(values.get("effective_on"), date) else entry.on
    values["effective_on"] = on
    level = str(values["decided"])
    registered = entry.about.entered(State.S50_REGISTERED) or entry.on
    if values.get("next_on") is None:
        values["next_on"] = next_assessment(desk.rules.on(entry.on), level, registered, entry.on).result
    more = {
        "instrument_id": f"{desk.instrument.id}",
        "sheets": [{"member": name, "values": points(desk.instrument, sheet)} for name, sheet in sheets],
        "agreed": points(desk.instrument, agreed),
        "spread_note": _mapping(given["spread_note"], "分歧说明"),
        "needs": _needs(desk.instrument, given["needs"]),
        "points": [
            {"code": one.code, "label": one.label, "answer": one.answer, "points": one.points}
            for one in result.points
        ],
        "score": result.total,
        "suggested": result.suggested,
        "why": list(result.reasons),
    }
    written = insert(desk, work, entry, more)
    if entry.about.case["level"] != level:
        work.update(tables.cases, entry.about.case_id, {"level": level}, f"帮教类别 {entry.about.no}")
    return written


def _complete(result: Score) -> None:
    scored = [one for one in result.unanswered if not one.startswith("P")]
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


def _decided(desk: Desk, values: Mapping[str, object], result: Score) -> None:
    decided = values.get("decided")
    if decided and decided != result.suggested and not values.get("reason"):
        words = desk.codes["level"]
        raise UserError(
            f"决定为“{words.label(str(decided))}”，与建议的“{words.label(result.suggested)}”不一致，还没有写理由。",
            "请写明理由。",
            field="reason",
        )


def _sheets(instrument: Instrument, given: object) -> list[tuple[str, Answers]]:
    """Either rows {member, item, value, unknown} or one {member, values} for each member."""
    by_member: dict[str, dict[str, object]] = {}
    for row in _list(given):
        line = _mapping(row, "评分单")
        name = str(line.get("member") or "").strip()
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
