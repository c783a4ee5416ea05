"""数据体检: a queue of what does not agree or is not there, check by check, each line mended or explained."""

from array import array
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Unpack

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from shiboken6 import isValid

from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.pages.health.checks_list import ChecksList
from anbang_desktop.gui.pages.health.columns import LEAVE, WHY, WIDTHS, QueueLine, cells, columns, out_as
from anbang_desktop.gui.pages.health.compare_dialog import CompareDialog
from anbang_desktop.gui.pages.health.dialogs import no_mistake
from anbang_desktop.gui.pages.health.nothing import nothing
from anbang_desktop.gui.pages.health.report_out import ReportOut
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, text
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.parts.ticks import Ticks
from anbang_desktop.gui.records.opener import Records
from anbang_desktop.gui.records.printouts import Printouts
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import beside, roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import alike, examine, explained
from anbang_desktop.services.health.checks import CHECKS, CheckId, basis, check_of
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.health.finding import Finding
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.worklist import people

QUICK = (("open", "待处理"), ("settled", "已说明"))


class HealthPage(Page):
    """``open()`` looks at everything as a job; afterwards only at what a save touched."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._health: Health | None = None
        self._quick, self._check = "open", ""
        self._lines: Sequence[QueueLine] = ()
        self._records = Records(self, desk, window, Printouts(self, desk, window, lambda: True), self.refresh)
        self._out = ReportOut(self, desk, window)
        self._facts = text("", "small", wrap=True)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose("open"))
        self.checks = ChecksList(self, self._check_chosen, self._other_pane)
        self.model = RecordsModel(columns(self._ticked), self._fetch, window.busy, self)
        self.list = table(self.model, cells(), WIDTHS, 3, LEAVE, name="查到的事项")
        self.list.opened.connect(self._mend_here)
        self.list.selectionModel().currentRowChanged.connect(self._show_verbs)
        self.ticks = Ticks(self.list, self.model.ids)
        self.ticks.changed.connect(self._show_verbs)
        listed = out_as(self.model, self._narrowed, self.ticks.chosen)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, arranged=False)
        self._lay()
        bind(self, Where.HEALTH, {"F6": self._other_pane, "F9": self._explain})

    def _lay(self) -> None:
        again = button("重新体检", act=self._start)
        out = button("打印台账检查", sign="print", tip="Ctrl+P", act=self.print_paper)
        save = button("存成文件", sign="file", act=lambda: self._out.save(self._health))
        title = column(text("数据体检", "title"), self._facts, gap=2)
        top = row((title, 1), again, save, out, self.acts.more_button(), gap=8, pad=(24, 16, 24, 12))
        line = box(
            row(self.checks.menu.button, (column(None, self._filters, None), 1), gap=12, pad=(24, 0, 24, 12)),
            "scroll",
        )
        self._why, self._how = text("", wrap=True), text("", "small", wrap=True)
        self._mend = button("去改", "soft", act=self._mend_here)
        self._tell = button("", tip="F9", act=self._explain)
        told, verbs = column(self._why, self._how, gap=2), row(None, self._tell, self._mend)
        laid = row((told, 1), verbs, gap=16) if beside() else column(told, verbs)
        foot = box(column(laid, pad=(16, 10, 16, 10)))
        if not beside():
            self._how.hide()
        right = column((self.list, 1), foot, gap=8)
        self._body, self._nobody = QWidget(), column(gap=0, pad=(24, 0, 24, 16))
        self._body.setLayout(row(self.checks.view, (right, 1), gap=16, pad=(24, 0, 24, 16)))
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._line = line
        self.setLayout(column(top, line, (self._body, 1), self._nobody, gap=0))
        self._show()

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """The check and the filter that were shown, or the first check that found something."""
        if "kept" in target:
            self._check, self._quick = target["kept"]
        self.refresh()

    def refresh(self) -> None:
        """Look again at what was touched since; at everything where nobody knows what that is."""
        if self.window_.busy():
            return
        fresh = examine.again(self.desk, self._health) if self._health else None
        if fresh is None:
            self._start()
        else:
            self._examined(fresh)

    def keep(self) -> Target:
        """The check and the filter."""
        return {"kept": (self._check, self._quick)}

    def first(self) -> QWidget:
        """The queue."""
        return self.list

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The checks beside the queue, or in a menu above it."""
        super().resizeEvent(event)
        self.checks.view.setVisible(roomy())
        self._show_menu()

    def print_paper(self) -> None:
        """Ctrl+P: 台账检查."""
        self._out.print_it(self._health)

    def export_list(self) -> None:
        """Ctrl+E: the queue of this check, or what is ticked of it."""
        self.acts.export()

    def _narrowed(self) -> str:
        quick = dict(QUICK)[self._quick]
        return f"{check_of(CheckId(self._check)).what}，{quick}" if self._check else quick

    def _row_verbs(self, _line: QueueLine) -> list[RowVerb]:
        return [(self._mend.text(), self._mend_here), (self._tell.text(), self._explain)]

    # what is shown ------------------------------------------------------------------------------

    def _start(self) -> None:
        job = partial(examine.examine, self.desk)
        self.window_.run_job("正在体检", job, self._examined, unit="份", stopped=self._stopped)

    def _stopped(self) -> None:
        if isValid(self):
            self.window_.toast("体检停下了，还没有看完")
            self._show()

    def _examined(self, health: Health) -> None:
        if isValid(self):
            first, self._health = self._health is None, health
            self._show()
            if first:  # it was hidden when the page came to the front
                self.list.setFocus()

    def _of_quick(self) -> tuple[Finding, ...]:
        if self._health is None:
            return ()
        return self._health.open if self._quick == "open" else self._health.settled

    def _show(self) -> None:
        health, mine = self._health, self._of_quick()
        clear(self._nobody)
        there = health is not None and bool(health.findings)
        self._line.setVisible(there)
        self._body.setVisible(bool(mine))
        if health is None or not there:
            self._show_nothing()
            return
        told = f"看了 {health.files} 份档案，查出 {len(health.findings)} 处"
        self._facts.setText(f"{told}；不是逾期的人，是本所的事" if beside() else told)
        counts = {"open": len(health.open), "settled": len(health.settled)}
        self._filters.show_filters([(key, f"{name} {counts[key]}") for key, name in QUICK], self._quick)
        many = Counter(one.check for one in mine)
        counted = [(check, many[check.id]) for check in CHECKS if many[check.id]]
        names = [check.id.value for check, _many in counted]
        if self._check not in names:
            self._check = names[0] if names else ""
        self.checks.show_checks(counted, self._check)
        self._show_menu()
        self._show_queue()
        if not mine:
            self._nobody.addWidget(self._nothing_here())
            self._nobody.addStretch(1)

    def _show_nothing(self) -> None:
        self._facts.setText("")
        self._nobody.addWidget(nothing(self._health, self._start))
        self._nobody.addStretch(1)

    def _show_menu(self) -> None:
        self.checks.menu.button.setVisible(bool(self._check) and not roomy())

    def _nothing_here(self) -> QWidget:
        if self._quick == "open":
            return empty("没有待处理的了", "查出来的都写明了不是错误，在“已说明”里。", sign="check")
        words = "核实过、不是错误的，在“待处理”里按 F9 写一句为什么，就列到这里。"
        return empty("还没有说明过的", words, sign="check")

    def _show_queue(self) -> None:
        said = self._health.explained if self._health else {}
        mine = [one for one in self._of_quick() if one.check == self._check]
        self._lines = [QueueLine(at, one, said.get(one.key)) for at, one in enumerate(mine)]
        at = max(self.list.currentIndex().row(), 0)
        self.ticks.clear()
        self.model.show_ids(array("q", range(len(mine))))
        self.list.set_absent([WHY] if self._quick == "open" else [])
        if mine:
            self.list.selectRow(min(at, len(mine) - 1))
        self._show_verbs()

    def _show_verbs(self) -> None:
        chosen, here = self._chosen(), self._here()
        count = f" {len(chosen)} 处" if len(chosen) > 1 else ""
        self._tell.setText(f"{'不是错误' if self._quick == 'open' else '收回说明'}{count}")
        for part in (self._tell, self._mend):
            part.setEnabled(bool(chosen))
        kind = kind_of(here.kind) if here and here.kind else None
        mend = "比一比" if here and here.other else "去改"
        self._mend.setText(f"打开这条{kind.label}" if kind else mend)
        if not self._check:
            return
        check = check_of(CheckId(self._check))
        self._why.setText(f"{check.why}。{check.mend}。")
        self._how.setText(f"依据：{basis(self.desk.pack, check)}")
        self._why.setToolTip(self._how.text())

    def _fetch(self, places: Sequence[int]) -> list[QueueLine]:
        return [self._lines[at] for at in places]

    def _ticked(self, at: int) -> bool:
        return self.ticks.on(at)

    # verbs --------------------------------------------------------------------------------------

    def _here(self) -> Finding | None:
        at = self.list.currentIndex().row()
        return self._lines[at].finding if 0 <= at < len(self._lines) else None

    def _chosen(self) -> list[Finding]:
        ticked = [self._lines[at].finding for at in self.ticks.chosen()]
        here = self._here()
        return ticked or ([here] if here else [])

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self._show()
        self.list.setFocus()

    def _check_chosen(self, name: str) -> None:
        """Another check: by the keys of its list, or from the menu."""
        self._check = name
        if roomy():
            self._show_queue()
        else:
            self._show()
            self.list.setFocus()

    def _mend_here(self) -> None:
        """The record over this page, or the person at the field; the queue is read again afterwards."""
        one = self._here()
        if one is None:
            return
        if one.other:
            self._compare(one)
            return
        kind = kind_of(one.kind) if one.kind else None
        if kind is None:
            among = list(dict.fromkeys(line.finding.case_id for line in self._lines))
            at = among.index(one.case_id)
            self.window_.go("person", no=one.no, among=among, at=at, field=one.field)
            return
        records = people.show(self.desk, one.no).file.all_of(kind.fields.record)
        found = next((record for record in records if record.id == one.record), None)
        if found is not None:
            self._records.open(one.no, found)
        self.list.setFocus()

    def _compare(self, one: Finding) -> None:
        """Two who look like one: merged into one person, or said to be two."""
        said = CompareDialog.ask(self, self.desk, one)
        if said is not None and said.merged:
            self.window_.done(f"已合并：{one.name}，{said.merged}")
            self.refresh()
        elif said is not None and self._health is not None:
            self._examined(examine.explained_anew(self.desk, self._health))
            self.window_.done(f"已记下：{one.name}和{one.other}{alike.NOT_SAME}")
        self.list.setFocus()

    def _explain(self) -> None:
        """不是错误, with its reason; or take the explanation back."""
        chosen = self._chosen()
        if not chosen or self._health is None:
            return
        if self._quick == "settled":
            explained.withdraw(self.desk, chosen)
            words = f"已收回说明 {len(chosen)} 处"
        else:
            reason = ReasonDialog.ask(self, no_mistake(len(chosen), check_of(chosen[0].check).what))
            if reason is None:
                return
            explained.explain(self.desk, chosen, reason)
            words = f"已说明 {len(chosen)} 处"
        self._examined(examine.explained_anew(self.desk, self._health))
        self.window_.done(words)
        self.list.setFocus()

    def _other_pane(self) -> None:
        view = self.checks.view
        (self.list if view.hasFocus() or not view.isVisible() else view).setFocus()


PLACE = Place("health", "数据体检", "shield", HealthPage, under="today", short="体检")
