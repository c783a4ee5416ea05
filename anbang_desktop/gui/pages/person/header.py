"""The head of the person page: who it is, state, period of help, who is responsible, next contact,
completeness.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.domain.states import ContactState, State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.chip import Chip, Mark
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, glyph, row, tag, text, upright
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.level_tag import level_tags
from anbang_desktop.gui.parts.period import period_part
from anbang_desktop.gui.parts.ring import Ring
from anbang_desktop.gui.parts.why import why_link
from anbang_desktop.gui.theme import beside, roomy
from anbang_desktop.services.cases import sealing

PERIOD_END = name_of(names(Case).period_end)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the person stands in the list the page was opened from (0-based); total 0 where there is none."""

    at: int = 0
    total: int = 0


def where_line(subject: PersonContext, place: Place, move: Callable[[int], object], said: str) -> QFrame:
    """人员 > name, place in the list, previous and next, what was saved; 照录."""
    steps: list[Item] = []
    if place.total > 1:
        steps = [
            12,
            text(f"第 {place.at + 1} / {place.total} 人", "hint"),
            button("上一人", "link", tip="Alt+↑", act=lambda: move(-1)),
            button("下一人", "link", tip="Alt+↓", act=lambda: move(1)),
        ]
    back = button("人员", "link", act=lambda: subject.window.go("people"))
    sign = glyph("right", "ink_3", "icon_small")
    tip = "F8，照着别的系统的次序逐项复制"
    copying = button("照录", "link", "copy", tip=tip, act=subject.acts.copy_out)
    return box(
        row(
            back,
            sign,
            text(subject.person.row.name, "small"),
            *steps,
            None,
            text(said, "hint"),
            12,
            copying,
            gap=2,
            pad=(16, 8, 24, 0),
        ),
        "scroll",
    )


def head_read(subject: PersonContext) -> tuple[object, ...]:
    """What the upper half of the head shows: who it is, the state, the verbs."""
    one, case = subject.person.row, subject.person.file.case
    who = (one.no, one.name, one.sex, one.age, one.id_no_masked, one.village, one.level, one.tone)
    return (*who, one.state_code, case.contact_state, case.sealing, bool(subject.person.file.handovers))


def facts_read(subject: PersonContext) -> tuple[object, ...]:
    """What the lower half shows: the period, who is responsible, what comes next, the file."""
    dates, case = subject.person.dates, subject.person.file.case
    mine = (dates.get(PERIOD_END), dates.get(CONTACT.name), case.grid, case.beat_officer, subject.today)
    return (subject.person.row, *mine, subject.acts.papers_needed(), subject.acts.gaps())


class Header(QFrame):
    """The card that stays at the top while the page scrolls."""

    def __init__(self, subject: PersonContext) -> None:
        """Draw the card for one person."""
        super().__init__()
        self.setProperty("look", "card")
        self._subject = subject
        self.number = text(subject.person.row.id_no_masked or "没有证件号", "label")
        self.reveal = button("显示", "link", "eye", tip="显示完整证件号（记录在案）", act=self._reveal)
        self.history = button(
            "历史",
            "link",
            "undo",
            tip="登记表的历史、办理记录、看某一天的情况",
            act=lambda: subject.acts.history_menu(self.history),
        )
        self.printer = button(
            "打印",
            sign="print" if roomy() else "",
            tip="Ctrl+P",
            act=lambda: subject.acts.print_menu(self.printer),
        )
        name = column(self._who(), self._about(), gap=0)
        head = row((name, 1), *self._verbs(), gap=8) if beside() else column(name, row(*self._verbs(), None))
        self._held = column(self._drawn_facts(), gap=0)
        self.setLayout(
            column(
                head,
                self._held,
                gap=12 if beside() else 4,
                pad=(24, 16, 24, 16) if beside() else (16, 8, 16, 8),
            )
        )
        self.reveal.setVisible(bool(subject.person.row.id_no_masked))

    def show_facts(self, subject: PersonContext) -> None:
        """The same person with other days, another responsible worker, a file more complete."""
        self._subject = subject
        clear(self._held)
        facts = self._drawn_facts()
        self._held.addWidget(facts)
        facts.show()

    def _drawn_facts(self) -> QFrame:
        return box(self._facts(), "scroll")

    def _who(self) -> Item:
        one = self._subject.person.row
        age = f"{one.sex}，{one.age} 岁" if one.age is not None else one.sex
        tags = level_tags(one.level, one.tone)
        away = self._subject.person.file.case.contact_state
        if away and away != ContactState.NORMAL:
            tags.append(tag(self._subject.desk.codes["contact_state"].label(away)))
        tags += self._sealing()
        history: list[QWidget] = [] if roomy() else [self.history]
        parts = (text(one.name, "title"), text(age, "label"), Chip(one.mark, one.state), *tags, *history)
        return row(*parts, None, gap=10) if roomy() else Flow(*parts, gap=10)

    def _sealing(self) -> list[QWidget]:
        """The red mark of a withheld record, with why; beside it the decision."""
        stands = sealing.standing(self._subject.desk, self._subject.person.file)
        if stands.state is None:
            return []
        made: list[QWidget] = []
        if stands.mark:
            made.append(tag(stands.mark, "sealed"))
            made[0].setToolTip(stands.why)
        word = "决定是否封存" if stands.state is Sealing.PROPOSED else "重新决定封存"
        made.append(button(word, "link", tip=stands.why, act=self._subject.acts.decide_sealing))
        if stands.mark:
            tip = "法院、检察院、公安为办案，有关单位根据国家规定来查的，在这里登记"
            made.append(button(Verb.RECORD_QUERY, "link", tip=tip, act=self._subject.acts.record_query))
        return made

    def _about(self) -> Item:
        """At the largest letters without the history, and on two lines where one is too short."""
        one = self._subject.person.row
        file = text(f"档案 {one.no}", "small")
        if not roomy():
            village = [text(one.village, "label")] if one.village else []
            return Flow(*village, self.number, self.reveal, file, gap=8)
        place: list[Item] = [text(one.village, "label"), upright()] if one.village else []
        return row(*place, self.number, self.reveal, upright(), file, self.history, None, gap=8)

    def _verbs(self) -> list[Item]:
        return [column(None, made, None) for made in (*self._subject.acts.main_buttons(), self.printer)]

    def _facts(self) -> QLayout:
        one, case = self._subject.person.row, self._subject.person.file.case
        worker = self._fact(
            "责任人",
            one.worker or "还没有定",
            f"网格：{case.grid}" if case.grid else case.beat_officer or "",
        )
        if not beside():
            return column(
                row((self._period(), 1), *self._file(), gap=24), row((worker, 1), (self._next(), 1), gap=24)
            )
        return row((self._period(), 3), 8, (worker, 2), (self._next(), 2), *self._file(), gap=24)

    def _file(self) -> list[Item]:
        """How complete the file is; nothing before it is opened."""
        one = self._subject.person.row
        if not one.filed:
            return []
        needed, gaps = self._subject.acts.papers_needed(), len(self._subject.acts.gaps())
        said = (f"应有 {needed} 件，" if roomy() else "") + (f"缺 {gaps} 件" if gaps else "已齐")
        return [
            Ring(one.completeness, 56),
            column(None, text("档案完整度", "small"), text(said, "strong"), None, gap=1),
        ]

    def _fact(self, what: str, value: str, more: str, *links: Item) -> Item:
        hint: list[Item] = [(text(more, "hint", wrap=True), 1)] if more else []
        rest: list[Item] = [] if more else [None]
        return column(
            text(what, "small"),
            text(value, "strong", wrap=True),
            row(*hint, *links, *rest, gap=8),
            None,
            gap=1,
        )

    def _next(self) -> Item:
        why = self._subject.person.dates.get(CONTACT.name)
        if why is not None:
            return self._fact(
                "下次走访",
                self._subject.day(why.result),
                "",
                *self._late(why.result),
                why_link(why),
            )
        one = self._subject.person.row
        found = next((why for why in self._subject.person.dates.values() if why.result == one.next_on), None)
        links = [why_link(found)] if found is not None else []
        until = self._subject.day(one.next_on)
        return self._fact(
            "下一步",
            one.next_what or "没有要办的",
            f"最迟 {until}" if until else "",
            *self._late(one.next_on),
            *links,
        )

    def _late(self, until: date | None) -> list[Item]:
        passes = self._subject.person.state_code == State.S30_AWAIT_RELEASE  # the release, by itself
        left = left_until(until, self._subject.today, owed=not passes)
        return [row(Mark("overdue", "error"), text(left.words, "late"), gap=4)] if left.late else []

    def _period(self) -> Item:
        why = self._subject.person.dates.get(PERIOD_END)
        link = [partial(why_link, why)] if why is not None and roomy() else []
        return period_part(self._subject.person.row, self._subject.today, *link)

    def _reveal(self) -> None:
        self.number.setText(self._subject.acts.reveal())
        self.reveal.hide()
