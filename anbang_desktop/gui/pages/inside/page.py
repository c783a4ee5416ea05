"""服刑人员: who of the villages is in prison, who is expected out and stands on no list, whose family is
asked after when, how the children live, who wants to see whom.
"""

from array import array
from collections.abc import Mapping
from functools import partial
from typing import Any, Unpack, cast

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.client import Client
from anbang_desktop.fields.field import Record, name_of, names
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import of_model
from anbang_desktop.gui.pages.inside.columns import (
    CHILD_LEAVE,
    CHILD_WIDTHS,
    LEAVE,
    MEETING,
    WIDTHS,
    cells,
    child_columns,
    columns,
)
from anbang_desktop.gui.pages.inside.dialogs import InsideDialog
from anbang_desktop.gui.parts.cells import StrongCell
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, text
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.services.cases import inside as register
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import inside, overview, people
from anbang_desktop.services.worklist.inside import ChildLine, InsideLine, Quick, Register

ALL, CHILDREN = "all", "children"
NAMES: Mapping[Quick, str] = {"missing": "名单上没有", "expected": "", "check": "该核查", "all": "全部"}


class InsidePage(Page):
    """``open(quick=…)`` narrows the register; 未成年子女 shows their children instead."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._quick, self._register = ALL, Register((), None, desk.today, desk.today)
        self._lines: dict[int, InsideLine] = {}
        self._children: dict[int, ChildLine] = {}
        self._facts = text("", "small", wrap=True)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose(ALL))
        self.model: RecordsModel[InsideLine] = RecordsModel(
            columns(desk), lambda ids: [self._lines[one] for one in ids], window.busy, self
        )
        self.list = table(self.model, cells(), WIDTHS, MEETING, LEAVE, name="服刑人员")
        self.list.opened.connect(self._open_at)
        self.child_model: RecordsModel[ChildLine] = RecordsModel(
            child_columns(desk), lambda ids: [self._children[one] for one in ids], window.busy, self
        )
        self.child_list = table(
            self.child_model, {0: StrongCell()}, CHILD_WIDTHS, 5, CHILD_LEAVE, name="未成年子女"
        )
        self.child_list.opened.connect(self._open_at)
        listed = of_model("inside", "服刑人员", self.model, lambda line: line.row.no, self._narrowed)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs)
        of_children = of_model(
            "inside_children", "服刑人员未成年子女", self.child_model, lambda line: line.parent.no, lambda: ""
        )
        self.child_acts = ListActs(
            self, of_children, self.child_list, self.child_model.row_of, self._child_verbs
        )
        self._lay()
        bind(self, Where.INSIDE, {"F7": self.enter, "F8": self.meet, "F9": self.check})

    def _lay(self) -> None:
        self._out = row(gap=8)
        new = button(register.LABEL, sign="plus", tip="F7", act=self.enter)
        title = column(text("服刑人员", "title"), self._facts, gap=2)
        top = row((title, 1), new, self._out, gap=8, pad=(24, 16, 24, 12))
        line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        check = button(Verb.CHECK_INSIDE, "primary", "check", tip="F9", act=self.check)
        meet = button(Verb.RECORD_MEETING, tip="F8", act=self.meet)
        notice = button(Verb.TAKE_NOTICE, tip="通知书或名单是纸的，在这里转为“待核查”", act=self.take_notice)
        foot = box(row(None, notice, meet, check, gap=8, pad=(24, 12, 24, 12)), "foot")
        self._body = QWidget()
        inner = column((self.list, 1), (self.child_list, 1), gap=0, pad=(24, 0, 24, 16))
        self._body.setLayout(column(line, (inner, 1), foot, gap=0))
        self.child_list.hide()
        self.nobody = EmptyFace(self._body)
        self.setLayout(column(top, (self._body, 1), (self.nobody, 1), gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """Everybody, or what was shown."""
        self._quick = target.get("quick", self._quick)
        self.refresh()

    def refresh(self) -> None:
        """Read the register again; who is under the cursor stays."""
        if self.window_.busy():
            return
        here = self._no()
        self._register = inside.show(self.desk)
        self._lines = {line.row.id: line for line in self._register.lines}
        self._show_filters()
        self._facts.setText(self._said())
        children = self._quick == CHILDREN
        self.list.setVisible(not children)
        self.child_list.setVisible(children)
        self._show_out(self.child_acts if children else self.acts)
        if children:
            self._show_children(here)
        else:
            shown = [line.row.id for line in self._register.of(cast("Quick", self._quick))]
            self.model.show_ids(array("q", shown))
            at = next((at for at, one in enumerate(shown) if self._lines[one].row.no == here), 0)
            if shown:
                self.list.selectRow(at)
        self.nobody.say(None if self._lines else self._nothing())

    def keep(self) -> Target:
        """The filter."""
        return {"quick": self._quick}

    def first(self) -> QWidget | None:
        """The list that is shown, or the button that leads on."""
        if not self._lines:
            return self.nobody.first()
        return self.child_list if self._quick == CHILDREN else self.list

    def print_paper(self) -> None:
        """Ctrl+P: the list that is shown."""
        self._acts().print_list()

    def export_list(self) -> None:
        """Ctrl+E: the same as a workbook."""
        self._acts().export()

    def _acts(self) -> ListActs[Any]:
        return self.child_acts if self._quick == CHILDREN else self.acts

    def _show_out(self, acts: ListActs[Any]) -> None:
        clear(self._out)
        for one in acts.buttons():
            self._out.addWidget(cast("QWidget", one))

    def _show_filters(self) -> None:
        names = {**NAMES, "expected": self._ahead()}
        counts = [(key, f"{name} {len(self._register.of(key))}") for key, name in names.items()]
        children = (CHILDREN, f"未成年子女 {inside.children_counted(self._register)}")
        self._filters.show_filters([*counts[:-1], children, counts[-1]], self._quick)

    def _show_children(self, here: str) -> None:
        found = inside.children(self.desk, self._register)
        self._children = {line.id: line for line in found}
        self.child_model.show_ids(array("q", self._children))
        at = next((at for at, line in enumerate(found) if line.parent.no == here), 0)
        if found:
            self.child_list.selectRow(at)

    def _ahead(self) -> str:
        return f"{self.desk.pack.number('inside.ahead.months')} 个月内释放"

    def _narrowed(self) -> str:
        if self._quick in (ALL, CHILDREN):
            return ""
        return self._ahead() if self._quick == "expected" else NAMES[cast("Quick", self._quick)]

    def _said(self) -> str:
        """服刑中 5 人，6 个月内释放 2 人，1 人名单上没有。最近的名单 11月14日收到，列到 12月31日释放的人。"""
        counted = {key: len(self._register.of(key)) for key in NAMES}
        told = [f"服刑中 {counted['all']} 人"]
        told += [f"{self._ahead()} {counted['expected']} 人"] if counted["expected"] else []
        told += [f"{counted['missing']} 人该在名单上而没有"] if counted["missing"] else []
        last = self._register.last
        if last is None:
            return f"{'，'.join(told)}。还没有导入过名单"
        reach = f"，列到 {month_day(last.until, self.desk.today)}释放的人" if last.until else ""
        came = month_day(last.received, self.desk.today)
        return f"{'，'.join(told)}。最近的名单“{last.name}”{came}收到{reach}"

    def _nothing(self) -> QFrame:
        return empty(
            "还没有登记服刑人员",
            "村里有人在服刑的，登记在这里：家里怎样，孩子谁管，什么时候释放。名单来了自动转过去核查。",
            register.LABEL,
            self.enter,
            sign="people",
        )

    def _row_verbs(self, line: InsideLine) -> list[RowVerb]:
        return [
            ("打开人员页", partial(self._open_no, line.row.no)),
            (Verb.CHECK_INSIDE, self.check),
            (Verb.RECORD_MEETING, self.meet),
            (Verb.TAKE_NOTICE, self.take_notice),
        ]

    def _child_verbs(self, line: ChildLine) -> list[RowVerb]:
        return [
            ("打开人员页", partial(self._open_no, line.parent.no)),
            (Verb.CHECK_INSIDE, self.check),
            (Verb.RECORD_MEASURE, partial(self._go, Verb.RECORD_MEASURE, PersonSection.HELP)),
        ]

    # verbs --------------------------------------------------------------------------------------

    def enter(self) -> None:
        """F7: somebody new."""
        if saved := InsideDialog.ask(self, self.desk):
            self._saved(f"已登记：{saved.values[name_of(names(Client).name)]}")

    def check(self) -> None:
        """F9: 登记服刑期核查 of the one under the cursor."""
        self._record(InsideCheck)

    def meet(self) -> None:
        """F8: 登记会见."""
        self._record(PrisonMeeting)

    def take_notice(self) -> None:
        """A notice on paper: the step on the person's own page."""
        self._go(Verb.TAKE_NOTICE, PersonSection.STEP)

    def _go(self, verb: Verb, section: PersonSection) -> None:
        if no := self._no():
            self.window_.go("person", no=no, section=section, do=verb)

    def _record(self, record: type[Record]) -> None:
        no, kind = self._no(), kind_for(record)
        if not no:
            return
        one = people.show(self.desk, no)
        context = entry_context(self.desk, lambda name: overview.reveal(self.desk, no, name))
        if ask_new(self, self.desk, one, context, kind):
            self._saved(f"已{kind.verb}：{one.row.name}")

    def _saved(self, words: str) -> None:
        self.refresh()
        self.window_.done(words)
        if (first := self.first()) is not None:
            first.setFocus()

    def _no(self) -> str:
        """Of the one under the cursor, or of the child's parent."""
        if self._quick == CHILDREN:
            at = self.child_list.currentIndex().row()
            child = self.child_model.row_of(at) if 0 <= at < self.child_model.rowCount() else None
            return child.parent.no if child is not None else ""
        at = self.list.currentIndex().row()
        line = self.model.row_of(at) if 0 <= at < self.model.rowCount() else None
        return line.row.no if line is not None else ""

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()
        if (first := self.first()) is not None:
            first.setFocus()

    def _open_at(self, _at: QModelIndex) -> None:
        self._open_no(self._no())

    def _open_no(self, no: str) -> None:
        ids = [line.row.id for line in self._register.lines]
        at = next(at for at, line in enumerate(self._register.lines) if line.row.no == no)
        self.window_.go("person", no=no, among=ids, at=at, section=PersonSection.INSIDE)


PLACE = Place("inside", "服刑人员", "people", InsidePage, under="verification", short="服刑")
