"""重点时段: who is still to be seen between two days, who was seen and when; one by one to the visits, a
report to sign.
"""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Unpack

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import UserError
from anbang_desktop.fields.campaigns import Campaign
from anbang_desktop.gui import questions
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import of_model
from anbang_desktop.gui.pages.campaigns.card import progress_card
from anbang_desktop.gui.pages.campaigns.columns import LEAVE, NAME, NOTE, SEEN, VILLAGE, WIDTHS, columns
from anbang_desktop.gui.pages.campaigns.dialogs import CampaignDialog, NoteDialog
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.records.sealed import also_sealed
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import campaign_report, campaigns
from anbang_desktop.services.worklist.campaigns import CareLine, Shown, Standing

QUICK: tuple[tuple[Standing | None, str], ...] = (
    ("open", "还没见到"),
    ("seen", "已见到"),
    ("left", "已办结"),
    (None, "全部"),
)
EVERYBODY = "all"


class CampaignsPage(Page):
    """``open(record=id)`` shows one, ``open(among=ids)`` begins one with the people chosen."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._listed: Sequence[Campaign] = ()
        self._id, self._quick = 0, "open"
        self._shown: Shown | None = None
        self._lines: dict[int, CareLine] = {}
        self._top, self._said = column(gap=0), column(gap=0)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose(EVERYBODY))
        self.model: RecordsModel[CareLine] = RecordsModel(
            columns(desk.today), lambda ids: [self._lines[one] for one in ids], window.busy, self
        )
        cells = {NAME: StrongCell(), VILLAGE: QuietCell(), SEEN: ChipCell(), NOTE: QuietCell()}
        self.list = table(self.model, cells, WIDTHS, NOTE, LEAVE, name="要走访的人")
        self.list.opened.connect(self._open_person)
        listed = of_model("campaigns", "重点时段名单", self.model, lambda line: line.row.no, self._narrowed)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, arranged=False)
        self._note = button("写原因", tip="F2", act=self.write_note)
        self._paper = button("印汇总", sign="print", tip="Ctrl+P", act=self.print_paper)
        self._visit = button("", "primary", "visit", act=self.visit)
        self._lay()
        bind(self, Where.CAMPAIGNS, {"F2": self.write_note, "Alt+L": self._choose_one})

    def _lay(self) -> None:
        line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        said = box(column(self._said, gap=0, pad=(24, 0, 24, 0)), "scroll")
        body = column((self.list, 1), gap=0, pad=(24, 0, 24, 16))
        foot = box(row(None, self._note, self._paper, self._visit, gap=8, pad=(24, 12, 24, 12)), "foot")
        self._one = QWidget()
        self._one.setLayout(column(said, line, (body, 1), foot, gap=0))
        self.nobody = EmptyFace(self._one)
        self.setLayout(column(self._top, (self._one, 1), (self.nobody, 1), gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """One of them: the one that is meant, else the one that was shown, else the newest."""
        if "kept" in target:
            self._id, self._quick = target["kept"]
        elif "record" in target:
            self._id, self._quick = target["record"], "open"
        self.refresh()
        if target.get("among"):
            self.begin(list(target["among"]))

    def refresh(self) -> None:
        """Read again; who is under the cursor stays."""
        if self.window_.busy():
            return
        self._listed = campaigns.listed(self.desk)
        known = {one.id for one in self._listed}
        if self._id not in known:
            open_ = [one.id for one in self._listed if one.closed_on is None]
            self._id = next(iter([*open_, *known]), 0)
        self._shown = campaigns.show(self.desk, self._id) if self._id else None
        clear(self._top)
        self.nobody.say(self._nothing() if self._shown is None else None)
        if self._shown is None:
            self._top.addLayout(head("重点时段"))
        else:
            self._show_one(self._shown)

    def keep(self) -> Target:
        """Which one, and its filter."""
        return {"kept": (self._id, self._quick)}

    def first(self) -> QWidget | None:
        """The list, or the button that begins one."""
        return self.list if self._shown else self.nobody.first()

    def print_paper(self) -> None:
        """Ctrl+P: the report."""
        shown = self._shown
        if shown is None:
            raise UserError("还没有重点时段可以汇总。", "请先定一个。")

        def make(_progress: Progress) -> bytes:
            return campaign_report.make(self.desk, shown)

        note = partial(campaign_report.note_print, self.desk, shown.campaign.id)
        print_pdf(self, self.window_, f"{shown.campaign.name}走访汇总", make, note)

    def export_list(self) -> None:
        """Ctrl+E: who is listed."""
        if self._shown is None:
            super().export_list()
        else:
            self.acts.export()

    def _narrowed(self) -> str:
        shown = self._shown
        if shown is None:
            return ""
        name = next(name for key, name in QUICK if (key or EVERYBODY) == self._quick)
        return f"{shown.campaign.name}（{campaign_report.days(shown.campaign)}），{name}"

    def _row_verbs(self, line: CareLine) -> list[RowVerb]:
        return [
            ("打开人员页", partial(self._open_no, line.row.no)),
            ("登记走访", partial(self.window_.go, "visits", among=[line.row.id])),
            ("写没有见到的原因", self.write_note),
        ]

    # what is shown ------------------------------------------------------------------------------

    def _nothing(self) -> QFrame:
        return empty(
            "还没有重点时段",
            "春节、国庆前后想把在册的人都走访一遍：定好从哪天到哪天、看望哪些人，走访记录一登记，这里就算见到。",
            "定一个重点时段",
            self.begin,
            sign="visit",
        )

    def _show_one(self, shown: Shown) -> None:
        new = button("新的时段", sign="plus", act=self.begin)
        one = shown.campaign
        verbs: list[Item] = [self.acts.more_button(), button("修改", act=self._change)]
        verbs += [] if one.closed_on else [button("结束", act=self._close)]
        told = f"{campaign_report.whom(self.desk, one)}；{campaign_report.ways(self.desk, one)}算见到"
        facts = "；".join(filter(None, (told, also_sealed(shown.withheld, "人"))))
        self._top.addLayout(head("重点时段", facts if roomy() else "", *verbs, new))
        self._picker = button(one.name, "plain", "down", tip="换一个时段（Alt+L）", act=self._choose_one)
        self._top.addWidget(progress_card(shown, self._picker, self.desk.today))
        self._show_said(shown)
        counts = [
            (key or EVERYBODY, f"{name} {len(shown.of(key) if key else shown.lines)}") for key, name in QUICK
        ]
        self._filters.show_filters(counts, self._quick)
        self._show_lines(shown)

    def _show_said(self, shown: Shown) -> None:
        clear(self._said)
        if shown.fresh:
            named = "、".join(row_.name for row_ in shown.fresh[:4]) + ("等" if len(shown.fresh) > 4 else "")
            words = f"开始以后新来 {len(shown.fresh)} 人，也在这次的范围里：{named}"
            self._said.addWidget(banner([(words, "加进来", self._join)], "infobanner"))
            self._said.addSpacing(12)

    def _show_lines(self, shown: Shown) -> None:
        at = max(self.list.currentIndex().row(), 0)
        chosen = shown.lines if self._quick == EVERYBODY else shown.of(_standing(self._quick))
        self._lines = {line.person.id: line for line in shown.lines}
        self.model.show_ids(array("q", (line.person.id for line in chosen)))
        if chosen:
            self.list.selectRow(min(at, len(chosen) - 1))
        left = len(shown.of("open"))
        self._visit.setText(f" 逐个走访 {left} 人")
        self._visit.setEnabled(bool(left) and shown.campaign.closed_on is None)
        self._note.setEnabled(bool(chosen))

    # verbs --------------------------------------------------------------------------------------

    def begin(self, among: Sequence[int] | None = None) -> None:
        """A new one."""
        made = CampaignDialog.ask(self, self.desk, None, among)
        if made is not None:
            self._id, self._quick = made, "open"
            self._saved("重点时段已开始")

    def visit(self) -> None:
        """走访补录 for exactly those who are still to be seen."""
        if self._shown is not None:
            self.window_.go("visits", among=[line.row.id for line in self._shown.of("open")])

    def write_note(self) -> None:
        """F2: why the person under the cursor was not seen."""
        line = self._here()
        if line is None:
            return
        words = NoteDialog.ask(self, line)
        if words is not None and words != (line.person.note or ""):
            campaigns.note(self.desk, line.person, words)
            self._saved("已记下原因" if words else "已去掉原因")

    def _here(self) -> CareLine | None:
        at = self.list.currentIndex().row()
        return self.model.row_of(at) if 0 <= at < self.model.rowCount() else None

    def _join(self) -> None:
        self._saved(f"已加进来 {campaigns.join(self.desk, self._id)} 人")

    def _change(self) -> None:
        if self._shown is not None and CampaignDialog.ask(self, self.desk, self._shown.campaign) is not None:
            self._saved("已修改")

    def _close(self) -> None:
        shown = self._shown
        if shown is None:
            return
        bare = sum(not line.person.note for line in shown.of("open"))
        left = f"还有 {bare} 人没有见到、也没有写原因。" if bare else ""
        words = f"{left}结束后不再列在“今天要办”，名单和数字留着，汇总随时可以再印。"
        if questions.yes(self, f"结束{shown.campaign.name}？", words, do="结束", leave="先不结束"):
            campaigns.close(self.desk, self._id)
            self._saved(f"{shown.campaign.name}已结束")

    def _saved(self, words: str) -> None:
        self.refresh()
        self.window_.done(words)
        self.list.setFocus()

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()
        self.list.setFocus()

    def _choose_one(self) -> None:
        """A menu: the wheel over the button changes nothing."""
        if self._shown is None:
            return
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self._listed:
            made.addAction(f"{one.name}　{campaign_report.days(one)}", partial(self._take, one.id))
        made.popup(self._picker.mapToGlobal(QPoint(0, self._picker.height() + 4)))
        made.setActiveAction(made.actions()[0])

    def _take(self, campaign_id: int) -> None:
        self._id, self._quick = campaign_id, "open"
        self.refresh()
        self.list.setFocus()

    def _open_person(self, at: QModelIndex) -> None:
        line = self.model.row_of(at.row())
        if line is not None:
            self._open_no(line.row.no)

    def _open_no(self, no: str) -> None:
        ids, at = [self._lines[one].row.id for one in self.model.ids()], self.list.currentIndex().row()
        self.window_.go("person", no=no, among=ids, at=max(at, 0), section=PersonSection.CONTACT)


def _standing(quick: str) -> Standing:
    return next(key for key, _name in QUICK if key == quick)


PLACE = Place("campaigns", "重点时段", "visit", CampaignsPage, under="visits")
