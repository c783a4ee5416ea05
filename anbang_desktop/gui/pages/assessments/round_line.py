"""评分单: a round of the group from its blank sheets to the end of the waiting. Nobody is shown a sheet that
is in; once the round is closed it is shown how they lie, without names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QLayout

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment_round import ROUND
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept
from anbang_desktop.gui.pages.assessments.curtain import Curtain
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.parts.compose import Item, button, clear, column, row, text
from anbang_desktop.gui.records.reason_dialog import Asking, ReasonDialog, voiding
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment_round, write
from anbang_desktop.services.records.assessment_round import Asked, Round
from anbang_desktop.services.records.case_file import CaseFile

CLOSE = "不再等，开始商定"
_CLOSED = "这一轮没有等齐"


@dataclass(frozen=True, slots=True)
class Told:
    """What the page does: begins a round, prints its sheets, is built anew when the round has changed, forms
    a group.
    """

    begin: Callable[[], object]
    print_sheets: Callable[[], object]
    again: Callable[[], object]
    form_group: Callable[[], object]


class RoundLine(QFrame):
    """The round of one case as it stands, with its verbs."""

    def __init__(
        self, desk: Desk, about: CaseFile, found: Round | None, context: EntryContext, told: Told
    ) -> None:
        """``found`` is the round that waits for sheets or for its meeting."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._about, self.round = desk, about, found
        self._context, self._told = context, told
        self._lines = column(gap=8)
        self.setLayout(self._lines)
        self.draw()

    @property
    def waiting(self) -> bool:
        """Whether there is a round that is not closed."""
        return self.round is not None and not self.round.closed

    def draw(self) -> None:
        """The round as it is now."""
        clear(self._lines)
        if self.round is None:
            self._lines.addLayout(self._none())
        elif self.round.closed:
            self._meeting(self.round)
        else:
            self._asking(self.round)

    def enter(self, member: str, *, again: bool = False) -> bool:
        """The sheet of one member; ``again``: it is in and was wrong. True when it came in."""
        if self.round is None or not (again or self._open(member)):
            return False
        reason = ""
        if again:
            said = ReasonDialog.ask(self, _anew(member))
            if said is None:
                return False
            reason = said
        kept = Kept(self._desk, f"sheet:{self._about.no}:{member}")

        def save(answers: Mapping[str, object], note: str) -> None:
            assessment_round.put_in(self._desk, self._about.no, member, answers, note, reason)

        made = SheetDialog.ask(self, self.round.instrument, self._context, member, kept, save)
        if made is None:
            return False
        self._again()
        return True

    def in_turn(self) -> None:
        """One after the other at this screen; between two of them it shows nothing."""
        while self.round is not None and not self.round.closed and (left := self.round.missing):
            if not Curtain.ask(self, left[0], len(left)) or not self.enter(left[0]):
                return

    def _open(self, member: str) -> bool:
        return self.round is not None and member in self.round.missing

    def _again(self) -> None:
        """A sheet came in: who was asked is read anew, what it says isn't."""
        self.round = assessment_round.of(self._desk, self._about)
        if self.waiting:
            self.draw()
        else:  # a late one: the meeting is shown that it came
            self._told.again()

    # before, while and after

    def _none(self) -> QLayout:
        if not self._about.members:
            words = "还没有小组。没有评分单也可以直接议定，但最好先定小组。"
            verb = button(Verb.FORM_GROUP, "soft", act=self._told.form_group)
        else:
            words = "先请成员各自评分，收齐再开会。已经开过会、手里有填好的评估表的，直接在下面录入。"
            verb = button(Verb.OPEN_ROUND, "soft", act=self._told.begin)
        return row((text(words, "label", wrap=True), 1), verb, gap=12)

    def _asking(self, found: Round) -> None:
        words = (
            f"{found.instrument.name}，请 {len(found.asked)} 名成员评分，已收到 {found.came} 份。"
            "收齐以前，谁也看不到别人怎么评；登记了的不能再打开。"
        )
        self._lines.addWidget(text(words, "small", wrap=True))
        for one in found.asked:
            self._lines.addLayout(self._line(one))
        turn: list[Item] = (
            [button("依次在这里评", "soft", tip="一人评完，屏幕遮住，再换下一位", act=self.in_turn)]
            if found.missing
            else []
        )
        ends = button("收齐了，开始商定", "primary", act=self.close_round) if not found.missing else None
        off = button("作废这一轮", "textlink", act=self._void)
        verbs = [button("打印评分单", act=self._told.print_sheets), *turn, None, off, ends or self._stop()]
        self._lines.addLayout(row(*verbs, gap=8))

    def _stop(self) -> Item:
        return button(CLOSE, "link", tip="写明原因，收到的份数要够", act=self.close_round)

    def _line(self, one: Asked) -> QLayout:
        if one.came_at is None:
            enter = button(
                "录入", "link", tip=f"录入{one.member}的评分单", act=partial(self.enter, one.member)
            )
            return row(text(one.member, "strong"), text("还没有交", "hint"), None, enter, gap=12)
        came = f"{one.came_at:%m-%d %H:%M} 登记"
        anew = button(
            "重新登记",
            "textlink",
            tip=f"{one.member}的评分单抄错了",
            act=partial(self.enter, one.member, again=True),
        )
        return row(text(one.member, "strong"), text(f"✓ {came}", "hint"), None, anew, gap=12)

    def close_round(self) -> None:
        """The waiting ends; where somebody's sheet is missing, a reason is asked."""
        if self.round is None:
            return
        reason: str | None = ""
        if self.round.missing:
            reason = ReasonDialog.ask(self, _closing(self.round))
        if reason is None:
            return
        try:
            assessment_round.close(self._desk, self._about.no, reason)
        except UserError as said:
            self._lines.addWidget(text(str(said), "error", wrap=True))
            return
        self._told.again()

    def _void(self) -> None:
        """It was begun by mistake, or nobody can answer: what came in is shown to nobody."""
        if self.round is None:
            return
        reason = ReasonDialog.ask(self, voiding("这一轮评分", went_out=self.round.came > 0))
        if reason is not None:
            write.void(self._desk, self._about.no, ROUND.name, self.round.record.id, reason)
            self._told.again()

    def _meeting(self, found: Round) -> None:
        laid = assessment_round.laid(self._desk, found)
        apart = sum(one.discuss for one in laid.spreads)
        words = f"收到 {len(laid.sheets)} 份，成员意见：{laid.word}"
        talk = f"，有 {apart} 项要先商量，排在最前面。" if apart else "。"
        why = f"{_CLOSED}：{found.record.closed_why}。" if found.record.closed_why else ""
        self._lines.addWidget(text(f"{words}{talk}{why}", "body", wrap=True))
        for note in laid.notes:
            self._lines.addWidget(text(f"有成员写：{note}", "small", wrap=True))
        for one in found.asked:
            if one.came_at is None:
                late = button("补登迟交的", "textlink", act=partial(self.enter, one.member))
                self._lines.addLayout(row(text(f"{one.member}没有交", "hint"), late, None, gap=8))
            elif one.late and not one.admitted:
                admit = button("采纳", "textlink", act=partial(self._admit, one.member))
                told = text(f"{one.member}迟交，没有算在内", "hint")
                self._lines.addLayout(row(told, admit, None, gap=8))

    def _admit(self, member: str) -> None:
        assessment_round.admit(self._desk, self._about.no, member)
        self._told.again()


def _anew(member: str) -> Asking:
    return Asking(
        f"重新登记{member}的评分单？",
        ("原来登记的看不到，会被新的代替。",),
        "为什么重新登记",
        "例如：抄错一行。",
        "重新登记",
        "不登记",
    )


def _closing(found: Round) -> Asking:
    return Asking(
        "不再等其余的评分单？",
        (f"{'、'.join(found.missing)}还没有交。结束以后再交的算迟交，不计入分布，除非会上采纳。",),
        "为什么不再等",
        "例如：外出学习，会上口头说。",
        "开始商定",
        "再等等",
    )
