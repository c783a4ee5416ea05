"""帮教小组与评估: the members, the last score with its blocks and spread, and why the level is what it is."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QLayout

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.pages.person.context import PersonContext, Record, day_of, short_day
from anbang_desktop.gui.pages.person.lines import nothing
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, rule, text, wide
from anbang_desktop.gui.parts.score import BlockBar, ScoreBar, Spread
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.records import assessment

MOST_SPREADS = 4


def group(subject: PersonContext) -> QFrame:
    """Members at the left, the assessment at the right."""
    if not subject.records("group") and not subject.records("assessment"):
        return box(
            column(
                nothing(
                    "还没有成立小组。至少要有司法所、村（居）的人，有家属的请家属参加。",
                    Verb.FORM_GROUP,
                    subject,
                ),
                nothing("还没有评估。小组成立后，各人先单独评分，再一起商定。", Verb.ASSESS, subject),
                gap=8,
            ),
            "scroll",
        )
    right = _assessed(subject) if subject.records("assessment") else _not_assessed(subject)
    left = wide(box(_members(subject), "scroll"), 232)
    return box(
        row(left, (right, 1), gap=32, pad=(24, 16, 24, 16))
        if roomy()
        else column(_members(subject), rule(), right, gap=16, pad=(24, 16, 24, 16))
    )


def _members(subject: PersonContext) -> QLayout:
    found = subject.records("group")
    listed = found[-1]["members"] if found else None
    members = [one for one in listed if not one.get("left")] if isinstance(listed, list) else []
    codes = subject.desk.codes
    who: list[Item] = []
    for one in members:
        role = codes["member_role"].label(str(one.get("role") or ""))
        unit = str(one.get("post") or codes["member_kind"].label(str(one.get("kind") or "")))
        name = column(text(str(one.get("name")), "strong"), text(unit, "small", wrap=True), gap=0)
        who.append(row(column(wide(text(role, "label"), 44), None), (name, 1), gap=8))
    none: list[Item] = [] if members else [text("还没有成员", "label")]
    change = button("改小组" if members else Verb.FORM_GROUP, act=lambda: subject.acts.do(Verb.FORM_GROUP))
    return column(text("小组成员", "strong"), *none, *who, None, row(change, None), gap=8)


def _not_assessed(subject: PersonContext) -> Item:
    act = button(Verb.ASSESS, "soft", act=lambda: subject.acts.do(Verb.ASSESS))
    return column(
        text("还没有评估", "strong"),
        text("各人先单独评分，再一起商定；分数只是建议，决定由小组作出。", "small", wrap=True),
        row(act, None),
        None,
        gap=8,
    )


def _assessed(subject: PersonContext) -> Item:
    found = subject.records("assessment")
    last, before = found[-1], (found[-2] if len(found) > 1 else None)
    total = int(str(last.get("score") or 0))
    earlier = int(str(before["score"])) if before is not None and before.get("score") is not None else None
    limits = subject.desk.instrument.thresholds
    why_last = f"上次 {earlier} 分" if earlier is not None else "第一次评估"
    head = row(text(f"{total} 分", "number"), text(why_last, "small"), None, _due_chip(subject), gap=8)
    score = column(head, ScoreBar(total, earlier, (limits.closer, limits.key)), gap=4)
    detail = _blocks(subject, last), _spreads(subject, last)
    both: Item = row((detail[0], 1), (detail[1], 1), gap=40) if roomy() else column(*detail, gap=16)
    again = button("再评估", act=lambda: subject.acts.do(Verb.ASSESS))
    return column(
        score,
        rule(),
        both,
        rule(),
        row((text(_why(subject, last), "small", wrap=True), 1), column(again, None), gap=16),
        gap=12,
    )


def _due_chip(subject: PersonContext) -> Item:
    why = subject.person.dates.get("assessment")
    if why is None:
        return 0
    days = (why.result - subject.today).days
    state = "overdue" if days < 0 else "soon" if days <= 7 else "todo"
    words = (
        f"评估逾期 {-days} 天"
        if days < 0
        else "今天应再评"
        if days == 0
        else f"下次评估 {short_day(why.result, subject.today)}"
    )
    return Chip(state, words)


def _blocks(subject: PersonContext, one: Record) -> Item:
    agreed = one.get("agreed")
    result = assessment.score(subject.desk, agreed if isinstance(agreed, Mapping) else {})
    return column(
        text("各部分得分", "strong"),
        *[BlockBar(f"{block.code} {block.label}", block.points, block.limit) for block in result.blocks],
        None,
        gap=6,
    )


def _spreads(subject: PersonContext, one: Record) -> Item:
    raw = one.get("sheets")
    sheets = [sheet["values"] for sheet in raw if isinstance(sheet, Mapping)] if isinstance(raw, list) else []
    apart = sorted(
        (found for found in assessment.spreads(subject.desk, sheets) if found.discuss),
        key=lambda found: -found.steps,
    )
    if not apart:
        return column(
            text("分歧", "strong"),
            text("没有需要讨论的分歧" if sheets else "没有单独评分的记录", "small"),
            None,
            gap=8,
        )
    head = row(text("分歧", "strong"), text("只显示分布，不显示是谁", "hint"), None)
    shown: list[Item] = []
    for found in apart[:MOST_SPREADS]:
        steps = [option.points for option in subject.desk.instrument.item(found.code).options]
        name = f"{found.code} {found.label}"
        shown.append(column(text(name, "small"), Spread(name, steps, list(found.counts), label=0), gap=0))
    return column(head, *shown, None, gap=6)


def _why(subject: PersonContext, one: Record) -> str:
    raw = one.get("why")
    reasons = "".join(str(words) for words in raw) if isinstance(raw, list) else ""
    decided = subject.words("assessment", one, "decided")
    reason = str(one.get("reason") or "")
    on = short_day(day_of(one.get("meeting_on")), subject.today)
    end = f"小组 {on}决定：{decided}{f'。理由：{reason}' if reason else ''}。"
    return f"为什么是这个等级：{reasons}{end}"
