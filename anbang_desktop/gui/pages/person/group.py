"""帮教小组与评估: the members, the last score with its blocks and spread, and why the level is what it is."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLayout

from anbang_desktop.domain import level_chart
from anbang_desktop.domain.instrument import Spread as Lie
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.field import names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.lines import nothing, open_link
from anbang_desktop.gui.parts.chart import ChartView, look
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, rule, text, wide
from anbang_desktop.gui.parts.score import BlockBar, ScoreBar, Spread
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.records import assessment, assessment_history
from anbang_desktop.services.records import group as members_of
from anbang_desktop.services.records.assessment import Explained

MOST_SPREADS = 4
MOST_CHANGES = 4
ITS = names(Assessment)


def group(subject: PersonContext) -> QFrame:
    """Members at the left, the assessment at the right."""
    if not subject.records(HelpGroup) and not subject.records(Assessment):
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
    right = _assessed(subject) if subject.records(Assessment) else _not_assessed(subject)
    left = wide(box(_members(subject), "scroll"), 232)
    return box(
        row(left, (right, 1), gap=32, pad=(24, 16, 24, 16))
        if roomy()
        else column(_members(subject), rule(), right, gap=16, pad=(24, 16, 24, 16))
    )


def _members(subject: PersonContext) -> QLayout:
    members = subject.person.file.members
    none: list[Item] = [] if members else [text("还没有成员", "label")]
    change = button("改小组" if members else Verb.FORM_GROUP, act=lambda: subject.acts.do(Verb.FORM_GROUP))
    groups = subject.records(HelpGroup)
    see: list[Item] = [open_link(subject, groups[-1])] if groups else []
    who = [_member(subject, one) for one in members]
    return column(
        text("小组成员", "strong"), *none, *who, *_changes(subject), None, row(change, *see, None), gap=8
    )


def _changes(subject: PersonContext) -> list[Item]:
    """成员变动: who came and left, newest first."""
    found = list(reversed(members_of.changes(subject.desk, subject.person.file)))
    if not found:
        return []
    shown: list[Item] = []
    for one in found[:MOST_CHANGES]:
        about = column(
            text(f"{one.name}　{one.what}", "body", wrap=True),
            *([text(one.why, "small", wrap=True)] if one.why else []),
            gap=0,
        )
        shown.append(row(column(wide(text(subject.day(one.on), "small"), 80), None), (about, 1), gap=8))
    more = len(found) - MOST_CHANGES
    earlier: list[Item] = [text(f"还有更早的 {more} 次，打印的成员表上都有", "hint", wrap=True)]
    return [rule(), text("成员变动", "strong"), *shown, *(earlier if more > 0 else [])]


def _member(subject: PersonContext, one: Member) -> QLayout:
    codes = subject.desk.codes
    unit = one.post or codes["member_kind"].label(one.kind)
    name = column(text(one.name, "strong"), text(unit, "small", wrap=True), gap=0)
    role = codes["member_role"].label(one.role)
    return row(column(wide(text(role, "label"), 44), None), (name, 1), gap=8)


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
    found = subject.records(Assessment)
    last, before = found[-1], (found[-2] if len(found) > 1 else None)
    explained = assessment.explained(subject.desk, last)
    again = button("再评估", act=lambda: subject.acts.do(Verb.ASSESS))
    both: list[Item] = []
    if before is not None:
        both = [button("和上次对比", "link", act=lambda: subject.acts.compare(before, last))]
    verbs = column(row(*both, open_link(subject, last), again, gap=4), None)
    return column(
        _score(subject, last, before, explained),
        *_history(subject),
        rule(),
        *_detail(explained),
        rule(),
        row((text(_why(subject, last), "small", wrap=True), 1), verbs, gap=16),
        gap=12,
    )


def _history(subject: PersonContext) -> list[Item]:
    """The levels over time, once there are two assessments."""
    past = assessment_history.past(subject.desk, subject.person.file)
    if len(past) < 2:
        return []
    names = assessment_history.ranked(subject.desk)
    shown = past[-level_chart.SHOWN :]
    view = ChartView(
        "历次评估",
        lambda wide, _high, look: level_chart.levels(past, names, wide, look),
        [[one.said()] for one in shown],
        len(shown) - 1,
    )
    view.setFixedHeight(round(level_chart.levels(past, names, 400, look(view.font())).high))
    return [view]


def _score(
    subject: PersonContext, last: Assessment, before: Assessment | None, explained: Explained | None
) -> Item:
    """The number, and where it lies on the scale of its own instrument."""
    earlier = before.score if before is not None else None
    why_last = f"上次 {earlier} 分" if earlier is not None else "上次没有得分" if before else "第一次评估"
    if last.score is None:  # the form gives none, or a roster only named it (建账)
        said = explained.instrument.name if explained is not None else "没有写得分"
        return row(text(said, "number"), text("不计分", "small"), None, _due_chip(subject), gap=8)
    head = row(text(f"{last.score} 分", "number"), text(why_last, "small"), None, _due_chip(subject), gap=8)
    if explained is None:
        return head
    return column(head, ScoreBar(last.score, earlier, explained.bands), gap=4)


def _detail(explained: Explained | None) -> list[Item]:
    if explained is None:
        said = "这次评估用的评估表这里没有，各项得分在“查看”里。"
        return [text(said, "small", wrap=True)]
    apart = _spreads(explained)
    if not explained.score.blocks:
        return [apart]
    blocks = _blocks(explained)
    return [row((blocks, 1), (apart, 1), gap=40) if roomy() else column(blocks, apart, gap=16)]


def _due_chip(subject: PersonContext) -> Item:
    why = subject.person.dates.get(ASSESSMENT.name)
    if why is None:
        return 0
    days = (why.result - subject.today).days
    state = "overdue" if days < 0 else "soon" if days <= 7 else "todo"
    words = (
        f"评估逾期 {-days} 天"
        if days < 0
        else "今天应再评"
        if days == 0
        else f"下次评估 {subject.day(why.result)}"
    )
    return Chip(state, words)


def _blocks(explained: Explained) -> Item:
    bars = [
        BlockBar(f"{block.code} {block.label}", block.points, block.limit) for block in explained.score.blocks
    ]
    return column(text("各部分得分", "strong"), *bars, None, gap=6)


def _spreads(explained: Explained) -> Item:
    apart = sorted((found for found in explained.spreads if found.discuss), key=lambda found: -found.steps)
    if not apart:
        answered = any(sum(found.counts) + found.unknown for found in explained.spreads)
        said = "没有需要讨论的分歧" if answered else "没有单独评分的记录"
        return column(text("分歧", "strong"), text(said, "small"), None, gap=8)
    head = row(text("分歧", "strong"), text("只显示分布，不显示是谁", "hint"), None)
    return column(head, *_pictures(explained, apart[:MOST_SPREADS]), None, gap=6)


def _pictures(explained: Explained, apart: Sequence[Lie]) -> list[Item]:
    shown: list[Item] = []
    for found in apart:
        steps = [option.points for option in explained.instrument.item(found.code).options]
        name = f"{found.code} {found.label}"
        shown.append(column(text(name, "small"), Spread(name, steps, list(found.counts), label=0), gap=0))
    return shown


def _why(subject: PersonContext, one: Assessment) -> str:
    decided = subject.words(one, ITS.decided)
    end = (
        f"小组 {subject.day(one.meeting_on)}决定：{decided}{f'。理由：{one.reason}' if one.reason else ''}。"
    )
    return f"为什么是这个等级：{''.join(one.why)}{end}"
