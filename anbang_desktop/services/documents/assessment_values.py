"""The papers of an assessment: the form, the blank sheets, the minutes. Brings ReportLab."""

from anbang_desktop.domain.instrument import UNKNOWN, Instrument, Item, Spread
from anbang_desktop.domain.instrument import agreement as agreement_of
from anbang_desktop.fields.assessment import Assessment, ScoredItem
from anbang_desktop.fields.assessment_round import AssessmentRound
from anbang_desktop.pdf.forms import assessment, minutes, score_sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.paper_ground import head_of, record_words
from anbang_desktop.services.records.assessment import Explained, explained, instrument_of, kept_instrument
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.group import LEADER


def assessment_form(desk: Desk, about: CaseFile, record: Assessment) -> bytes:
    """F07, from the points and the instrument kept with the record: a later instrument does not change an old
    form.
    """
    shown = {**record_words(desk, record), "name": about.client.name, "score": _scored(record)}
    level = desk.codes["level"].label(record.suggested)
    shown["suggested"] = f"建议列为：{level}" if record.suggested else ""
    needs = [
        (desk.codes["help_type"].label(code), _URGENCY[word])
        for code, word in record.needs.items()
        if word in _URGENCY
    ]
    head = head_of(desk, about, "安置帮教评估表", f"assessments/{record.id}", record)
    return assessment.make(head, shown, _blocks(desk, record), list(record.why), needs, record.present)


_URGENCY = {"SOME": "需要", "URGENT": "迫切"}


def _scored(record: Assessment) -> str:
    """The score; a form without one says so, a roster that named the assessment says nothing."""
    if record.score is None:
        return "不计分" if record.points else ""
    return f"{record.score} 分"


def _blocks(desk: Desk, record: Assessment) -> list[assessment.Block]:
    """The kept points, by the blocks of the instrument."""
    kept, form = {one.code: one for one in record.points}, instrument_of(desk, record)
    found = []
    for block in form.blocks:
        lines = [kept[item.code] for item in block.items if item.code in kept]
        if kept and not lines:
            continue  # a block that this copy leaves out
        items = tuple(_item(one, record.spread_note.get(one.code, "")) for one in lines)
        total = sum(one.points or 0 for one in lines)
        scored = form.scored and (lines or kept)  # else a roster named it (建账), or the form gives no number
        said = str(total) if scored else ""
        found.append(assessment.Block(f"{block.code}　{block.label}", said, items))
    return found


def _item(one: ScoredItem, remark: str) -> assessment.Item:
    points = "" if one.points is None else str(one.points)
    return assessment.Item(f"{one.code}　{one.label}", one.answer or "", points, remark)


def score_sheet_form(desk: Desk, about: CaseFile) -> bytes:
    """A blank sheet for one member: the blocks that people judge; what comes from the file is not for
    outsiders' eyes.
    """
    head = head_of(desk, about, "个人评分单", f"cases/{about.case_id}/score_sheet")
    return score_sheet.make(head, about.client.name, _questions(desk.instrument), UNKNOWN)


def _questions(form: Instrument) -> score_sheet.Blocks:
    return [
        (
            f"{block.code}　{block.label}",
            [
                score_sheet.Question(item.label, tuple(one.label for one in item.options))
                for item in block.items
            ],
        )
        for block in form.asked
    ]


def round_sheets(desk: Desk, about: CaseFile, record: AssessmentRound) -> bytes:
    """A sheet for everybody who is asked: it names the member and the person, and says nothing of the file;
    the code on it is that of this member's sheet in this round.
    """
    form = kept_instrument(desk, record.instrument_text)
    codes = [(name, f"assessment_rounds/{record.id}/{name}") for name in record.members]
    asked = [(head_of(desk, about, "个人评分单", what), name) for name, what in codes]
    return score_sheet.make_each(asked, about.client.name, _questions(form), UNKNOWN)


def minutes_form(desk: Desk, about: CaseFile, record: Assessment) -> bytes:
    """会议记录: how the sheets lay without names, what was agreed and why, what was decided."""
    told = explained(desk, record)
    leader = next((one.name for one in about.members if one.role == LEADER), "")
    level = desk.codes["level"].label(record.suggested)
    said = [f"建议列为：{level}。" if record.suggested else "", *record.why]
    word, lines = _talk(told, record) if told else ("", [])
    shown = {
        **record_words(desk, record),
        "name": about.client.name,
        "chair": leader,
        "recorder": record.entered_by,
        "score": _scored(record),
        "suggested": "".join(said),
        "sheets": f"{len(record.sheets)} 份" if record.sheets else "没有单独评分",
        "word": word,
    }
    head = head_of(desk, about, "安置帮教评估会议记录", f"assessments/{record.id}/minutes", record)
    return minutes.make(head, shown, lines, record.present)


def _talk(told: Explained, record: Assessment) -> tuple[str, list[minutes.Line]]:
    """The members' agreement in one word, and a line for each item; what was talked about first."""
    answers = {one.code: one.answer for one in told.score.points}
    lines = [
        minutes.Line(
            f"{one.code}　{one.label}",
            _lie(told.instrument.item(one.code), one),
            answers.get(one.code, ""),
            record.spread_note.get(one.code, ""),
        )
        for one in sorted(told.spreads, key=lambda one: -one.steps)
    ]
    return (agreement_of(told.instrument, told.spreads) if record.sheets else ""), lines


def _lie(item: Item, one: Spread) -> str:
    known = [
        f"{option.label} {count} 人" for option, count in zip(item.options, one.counts, strict=True) if count
    ]
    return "，".join([*known, *([f"{UNKNOWN} {one.unknown} 人"] if one.unknown else [])])
