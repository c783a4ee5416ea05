"""信息核查: one list of the county a page, how far it is and until when it is to be answered; the check of
one person or of several.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, Unpack, cast

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QPushButton, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.states import TO_VERIFY
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.verification.columns import (
    LEAVE,
    RESULT,
    TICK,
    WHOLE,
    WIDTHS,
    absent,
    cells,
    columns,
)
from anbang_desktop.gui.pages.verification.summary import Summary
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, text
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.found import legend
from anbang_desktop.gui.parts.left import left_until
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.parts.ticked_foot import Many, TickedFoot
from anbang_desktop.gui.parts.ticks import Ticks
from anbang_desktop.gui.parts.why import why_link
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.gui.records.several import Several
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.theme import grow, roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import overview, people, verification
from anbang_desktop.services.worklist.verification import QUICK, Batch, Line, Quick

NAMES: dict[Quick, str] = {
    "all": "全部",
    "open": "没查完",
    "not_true": "不属实",
    "unreplied": "没回复",
    "unowned": "没有责任人",
}
RETURN, LISTING = "导出回执名单", "导入名单"
SUMMARY_WIDE = 288
BAR = 16  # the scroll bar of the list
NARROW = 900  # room under which the list stands alone
SHEETS = "Excel 工作簿 (*.xlsx)"


class VerificationPage(Page):
    """``open(quick=…)`` narrows the list, ``open(kept=(list, …))`` brings a list back."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._batches: Sequence[Batch] = ()
        self._list_id: int | None = None
        self._quick: Quick = "all"
        self._top = column(gap=0)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose("all"))
        self._summary = Summary(desk.today, self._check, self._open_no)
        self._legend = legend()
        fetch = partial(verification.lines, desk)
        self.model: RecordsModel[Line] = RecordsModel(columns(self._ticked), fetch, window.busy, self)
        self.list = table(self.model, cells(), WIDTHS, RESULT, LEAVE, name="核查名单")
        self.list.opened.connect(self._open_at)
        self.list.selectionModel().currentRowChanged.connect(lambda *_at: self._show_chosen())
        self.ticks = Ticks(self.list, self.model.ids, TICK)
        listed = Listed(
            "verification",
            "核查名单",
            self.model.columns,
            self.model.ids,
            self.model.fetch,
            lambda line: line.row.no,
            self._narrowed,
            self.ticks.chosen,
        )
        more: list[RowVerb] = [] if roomy() else [(RETURN, self.give_back), (LISTING, self._import)]
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, more=more)
        several = Several(self, self.ticks, self._saved)
        back = Many(RETURN, self.give_back)
        verbs = (several.check, several.reply, several.worker, several.village)
        self.foot = TickedFoot(self.ticks, (*verbs, several.visits, several.papers, back))
        self._lay()
        bind(self, Where.VERIFICATION, {"F6": self._other_pane, "Alt+L": self._choose_list})

    def _lay(self) -> None:
        self._body = QWidget()
        self._body.setLayout(row((self.list, 1), self._summary, gap=16, pad=(24, 0, 24, 16)))
        self._summary.setFixedWidth(round(SUMMARY_WIDE * (grow() + 1) / 2))
        self._line = box(row(self._filters, None, self._legend, pad=(24, 0, 24, 12)), "scroll")
        self.nobody = EmptyFace(self._body)
        self.setLayout(column(self._top, self._line, (self._body, 1), self.nobody, self.foot, gap=0))

    def open(self, **target: Unpack[Target]) -> None:
        """The list that is most urgent, or the one that was shown."""
        if "kept" in target:
            self._list_id, self._quick = target["kept"]
        elif "quick" in target:
            self._list_id, self._quick = None, cast("Quick", target["quick"])
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again; who is under the cursor and what is ticked stays."""
        if self.window_.busy():
            return
        self._batches = verification.batches(self.desk)
        clear(self._top)
        one = self._chosen_list()
        self._line.setVisible(one is not None)
        self.nobody.say(self._nothing() if one is None else None)
        if one is None:
            self._top.addLayout(head("信息核查", "", *self._beside()))
            self.ticks.clear()
            return
        self._list_id = one.id
        at = self.list.currentIndex().row()
        chosen = self.model.ids()[at] if 0 <= at < self.model.rowCount() else None
        self._top.addLayout(self._head(one))
        self._top.addWidget(self._card(one))
        counts = [(key, f"{NAMES[key]} {len(one.ids(key))}") for key in QUICK]
        self._filters.show_filters(counts, self._quick)
        ids = one.ids(self._quick)
        self.model.show_ids(ids)
        self.ticks.keep_listed()
        if len(ids):
            known = chosen is not None and chosen in ids
            self.list.selectRow(ids.index(chosen or 0) if known else min(max(at, 0), len(ids) - 1))
        self._show_chosen()

    def keep(self) -> Target:
        """The list and its filter."""
        return {"kept": (self._list_id, self._quick)}

    def first(self) -> QWidget:
        """The list."""
        return self.list

    def print_paper(self) -> None:
        """The list that is shown, or what is ticked of it."""
        self.acts.print_list()

    def export_list(self) -> None:
        """The same as a workbook."""
        self.acts.export()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Six columns or one, a summary beside the list or none."""
        super().resizeEvent(event)
        room = self.window().width() / grow()
        self._summary.setVisible(room >= NARROW)
        self._legend.setVisible(room >= NARROW + 100)
        beside = self._summary.width() + 16 if room >= NARROW else 0
        left = (self.width() - 64 - beside) / grow()
        whole = left - BAR >= WHOLE
        self.list.set_absent(absent(whole=whole))

    # what is shown ------------------------------------------------------------------------------

    def _beside(self) -> list[QPushButton]:
        """Before the list, who is still in prison; after it, who is fetched."""
        inside = button("服刑人员", sign="people", act=lambda: self.window_.go("inside"))
        return [inside, button("接送安排", sign="hand", act=lambda: self.window_.go("releases"))]

    def _head(self, one: Batch) -> Any:
        done = sum(batch.answered for batch in self._batches)
        facts = f"{len(self._batches)} 份名单，{done} 份已回复完" if len(self._batches) > 1 else ""
        if not roomy():
            return head("信息核查", facts, *self._beside(), *self.acts.buttons())
        back = button(RETURN, sign="report", tip="名单加上核查结果，交给县局", act=self.give_back)
        listing = button(LISTING, sign="file", act=self._import)
        answer = [back] if one.id else []
        return head("信息核查", facts, *self._beside(), listing, *answer, *self.acts.buttons())

    def _card(self, one: Batch) -> QWidget:
        """The choice of the list, its day and clock, how far it is."""
        self._picker = button(_title(one), "plain", "down", tip="换一份名单（Alt+L）", act=self._choose_list)
        self._picker.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setMaximum(len(one.people))
        bar.setValue(one.checked)
        sealed = f"，封存 {one.withheld} 件" if one.withheld else ""
        told = f"已核查 {one.checked} 人，共 {len(one.people)} 人{sealed}"
        bar.setAccessibleName(told)
        far = column(row(text(told, "small"), None, text(f"已回复 {one.replied} 人", "small")), bar, gap=6)
        rest = row(column(*self._clock(one), gap=3), (far, 1), gap=20)
        lines = row(self._picker, (rest, 1), gap=20) if roomy() else column(row(self._picker, None), rest)
        return box(row(box(column(lines, pad=(16, 10, 16, 10))), pad=(24, 0, 24, 12)), "scroll")

    def _clock(self, one: Batch) -> list[Item]:
        if one.due is None or one.received is None:
            return [text("没有收到名单的日期", "small")]
        came = text(f"{month_day(one.received, self.desk.today)}收到", "small")
        if one.answered:
            return [row(Chip("done", "都已回复"), None, gap=8), row(came, why_link(one.due), None, gap=6)]
        left = left_until(one.due.result, self.desk.today)
        state = "overdue" if left.late else "soon"
        words = f"回复已{left.words}" if left.late else left.words
        until = row(text(f"{left.day}前回复", "strong"), Chip(state, words), None, gap=8)
        return [until, row(came, why_link(one.due), None, gap=6)]

    def _nothing(self) -> QFrame:
        return empty(
            "没有要核查的名单",
            "县司法局转来的名单导入以后，在这里逐人核查、写回执。",
            LISTING,
            self._import,
            sign="verify",
        )

    def _show_chosen(self) -> None:
        at = self.list.currentIndex()
        self._summary.show_line(
            self.model.row_of(at.row()) if 0 <= at.row() < self.model.rowCount() else None
        )

    def _ticked(self, case_id: int) -> bool:
        return self.ticks.on(case_id)

    # verbs --------------------------------------------------------------------------------------

    def _chosen_list(self) -> Batch | None:
        found = next((one for one in self._batches if one.id == self._list_id), None)
        return found or next(iter(self._batches), None)

    def _narrowed(self) -> str:
        one = self._chosen_list()
        words = [_title(one).partition("　")[0]] if one is not None else []
        return "；".join([*words, *([NAMES[self._quick]] if self._quick != "all" else [])])

    def _row_verbs(self, line: Line) -> list[RowVerb]:
        no = line.row.no
        verbs: list[RowVerb] = [("打开", partial(self._open_no, no))]
        if line.row.state_code in TO_VERIFY:
            verbs.append((Verb.VERIFY if not line.result_known else "写回执", partial(self._check, no)))
        return verbs

    def _choose(self, quick: str) -> None:
        self._quick = cast("Quick", quick)
        self.refresh()
        self.list.setFocus()

    def _choose_list(self) -> None:
        """A menu: the wheel over the button changes nothing."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._batches:
            made.addAction(_title(one), partial(self._take_list, one.id))
        made.popup(self._picker.mapToGlobal(QPoint(0, self._picker.height() + 4)))
        if made.actions():
            made.setActiveAction(made.actions()[0])

    def _take_list(self, list_id: int) -> None:
        self._list_id = list_id
        self.ticks.clear()
        self.refresh()
        self.list.setFocus()

    def _check(self, no: str) -> None:
        """The dialog of one person, here; then the list goes on with who is next."""
        one = people.show(self.desk, no)
        context = entry_context(self.desk, lambda name: overview.reveal(self.desk, no, name))
        if ask_new(self, self.desk, one, context, kind_for(VERIFICATION.record)):
            self._saved(f"已{Verb.VERIFY}：{one.row.name}")

    def _import(self) -> None:
        self.window_.go("importing")

    def give_back(self) -> None:
        """The list again with what was found, for the county: all of it, or the ticked rows."""
        one, ticked = self._chosen_list(), self.ticks.chosen()
        if one is None or not one.id:
            raise UserError("这些人不在县里的名单上，没有名单可以回。", "请打印这些人的核查回执。")
        proposed = f"{one.name}_核查回执.xlsx"
        out = questions.save_file(self, RETURN, proposed, SHEETS, questions.Folder.SHEETS_OUT)
        if out is not None:
            self.window_.run_job(
                "正在导出回执名单",
                lambda progress: roster.return_list(self.desk, one.id, out, progress, ticked or None),
                lambda rows: self.window_.toast(f"已导出：{out.name}，{rows} 人有核查结果"),
                unit="行",
            )

    def _saved(self, words: str) -> None:
        self.refresh()
        self.window_.done(words)
        self.list.setFocus()

    def _open_at(self, at: QModelIndex) -> None:
        line = self.model.row_of(at.row())
        if line is not None:
            self._open_no(line.row.no)

    def _open_no(self, no: str) -> None:
        at = max(self.list.currentIndex().row(), 0)
        section = PersonSection.VERIFICATION
        self.window_.go("person", no=no, among=self.model.ids(), at=at, section=section)

    def _other_pane(self) -> None:
        there = self._summary.first() if self.list.hasFocus() else None
        (there or self.list).setFocus()


def _title(one: Batch) -> str:
    return f"{one.name}　{len(one.people)} 人"


def _count(desk: Desk, window: Window) -> Count | None:
    """Who is still to be checked; ▲ where an answer is late."""
    open_ = verification.waiting(desk)
    late = any(one.kind == "verification" and one.group == "overdue" for one in window.work_of_the_day())
    return Count(open_, late) if open_ else None


PLACE = Place("verification", "信息核查", "verify", VerificationPage, count=_count, short="核查")
