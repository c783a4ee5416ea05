"""一人一策 beside 经过: the newest version, what it wants done, by whom and until when."""

from functools import partial

from PySide6.QtWidgets import QFrame

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.help_plan import HelpPlan, PlanItem
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide
from anbang_desktop.gui.parts.elided import Elided
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.records.view_dialog import Act
from anbang_desktop.services.records import help_plan

NAME = 128
MARKS = {"OPEN": "doing", "DONE": "done", "DROPPED": "paused"}


class PlanCard(QFrame):
    """The plan in force; a new version begins with what of it is open."""

    def __init__(self, subject: PersonContext) -> None:
        """Draw the newest plan, or the verb that makes the first."""
        super().__init__()
        self.setProperty("look", "card")
        self._subject = subject
        plans = subject.records(HelpPlan)
        may = state(subject.person.state_code).accepts_records
        make: list[Item] = (
            [button("修改" if plans else Verb.MAKE_PLAN, "link", act=self._make)] if may else []
        )
        if not plans:
            words = text("还没有方案。从需求来，写清每项谁来办、办到哪天。", "label", wrap=True)
            head = row(text("一人一策", "head"), None, *make, pad=(24, 12, 16, 4))
            self.setLayout(column(head, row((words, 1), pad=(24, 0, 16, 12)), gap=0))
            return
        last = plans[-1]
        told = text(f"第 {last.version or len(plans)} 版，{subject.day(last.made_on)}", "small")
        show = partial(subject.acts.act_on, last, Act.PRINT)
        see = button(Act.VIEW, "link", act=partial(subject.acts.open, last))
        head = row(
            text("一人一策", "head"), told, None, see, button(Act.PRINT, "link", act=show), *make,
            gap=12, pad=(24, 12, 16, 8),
        )  # fmt: skip
        aim: list[Item] = [row((text(last.aim, wrap=True), 1), pad=(24, 0, 16, 8))] if last.aim else []
        self.setLayout(column(head, *aim, *(self._line(one) for one in last.items), gap=0, pad=(0, 0, 0, 6)))

    def _make(self) -> None:
        self._subject.acts.do(Verb.MAKE_PLAN)

    def _line(self, one: PlanItem) -> QFrame:
        codes = self._subject.desk.codes
        name = wide(text(codes["help_type"].label(one.need), "strong", wrap=True), NAME)
        late = one.state == help_plan.OPEN and left_until(one.until, self._subject.today).late
        word = codes["plan_item_state"].label(one.state)
        chip = Chip("overdue", "逾期") if late else Chip(MARKS[one.state], word)
        until = f"{self._subject.day(one.until)}前"
        who = "、".join(filter(None, (one.owner, one.partner)))
        said = f"{who}：{one.result or one.measure}"
        first = row(name, chip, None, text(until, "small"), gap=10)
        return box(column(first, Elided(said, "hint"), gap=2, pad=(24, 6, 16, 6)), "rowline")
