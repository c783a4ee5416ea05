"""接送安排: who is released in a month, who fetches whom, whether family and village know, what came of it;
the list for the prison.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Unpack

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.escort_plan import ESCORT_PLAN
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.releases.columns import LEAVE, PEOPLE, WIDTHS, cells, columns
from anbang_desktop.gui.pages.releases.dialogs import PrisonDialog, Wanted
from anbang_desktop.gui.parts.compose import box, button, column, row, text
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.letter_book import FAMILY, VILLAGE
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import overview, people, release_list, releases
from anbang_desktop.services.worklist.releases import ReleaseLine, Standing

QUICK: tuple[tuple[Standing, str], ...] = (("open", "还没安排"), ("planned", "已安排"), ("done", "已接回"))
ALL = "all"


class ReleasesPage(Page):
    """``open()`` shows the running month, or what was shown."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._month, self._quick = releases.month_of(desk.today), ALL
        self._lines: dict[int, ReleaseLine] = {}
        self._facts = text("", "small", wrap=True)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose(ALL))
        self.model: RecordsModel[ReleaseLine] = RecordsModel(
            columns(desk.today), lambda ids: [self._lines[one] for one in ids], window.busy, self
        )
        self.list = table(self.model, cells(), WIDTHS, PEOPLE, LEAVE, name="释放的人")
        self.list.opened.connect(self._plan_at)
        listed = Listed(
            "releases",
            "接送安排",
            self.model.columns,
            self.model.ids,
            self.model.fetch,
            lambda line: line.row.no,
            self._narrowed,
        )
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs)
        self._lay()
        bind(
            self,
            Where.RELEASES,
            {"Alt+Left": partial(self._turn, -1), "Alt+Right": partial(self._turn, 1), "F9": self.hand_over},
        )

    def _lay(self) -> None:
        before = button("上个月", sign="left", tip="Alt+←", act=partial(self._turn, -1))
        after = button("下个月", sign="right", tip="Alt+→", act=partial(self._turn, 1))
        prison = button("打印送监所的名单", sign="print", tip="Ctrl+P", act=self.print_paper)
        title = column(text("接送安排", "title"), self._facts, gap=2)
        top = row((title, 1), before, after, self.acts.more_button(), prison, gap=8, pad=(24, 16, 24, 12))
        line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        plan = button(Verb.PLAN_ESCORT, "primary", "hand", tip="回车", act=self.plan)
        family = button("告知家属", act=partial(self.tell, FAMILY))
        village = button("抄告村居", act=partial(self.tell, VILLAGE))
        over = button(Verb.HAND_OVER, tip="F9", act=self.hand_over)
        foot = box(row(None, over, village, family, plan, gap=8, pad=(24, 12, 24, 12)), "foot")
        self._body = QWidget()
        inner = column((self.list, 1), gap=0, pad=(24, 0, 24, 16))
        self._body.setLayout(column(line, (inner, 1), foot, gap=0))
        self.nobody = EmptyFace(self._body)
        self.setLayout(column(top, (self._body, 1), (self.nobody, 1), gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """The running month, or what was shown."""
        if "kept" in target:
            self._month, self._quick = target["kept"]
        self.refresh()

    def refresh(self) -> None:
        """Read the month again; who is under the cursor stays."""
        if self.window_.busy():
            return
        here = self._here()
        self._lines = {line.row.id: line for line in releases.of_month(self.desk, self._month)}
        counts = Counter(line.standing for line in self._lines.values())
        quick = [(key, f"{name} {counts[key]}") for key, name in QUICK]
        self._filters.show_filters([*quick, (ALL, f"全部 {len(self._lines)}")], self._quick)
        self._facts.setText(self._said())
        shown = [one for one, line in self._lines.items() if self._quick in (ALL, line.standing)]
        self.model.show_ids(array("q", shown))
        if shown:
            at = shown.index(here.row.id) if here is not None and here.row.id in shown else 0
            self.list.selectRow(at)
        name = self._named()
        self.nobody.say(
            None
            if self._lines
            else empty(
                f"{name}没有人释放",
                "名单里释放日期在这个月的人会列在这里。可以看别的月份，或者先导入名单。",
                "看下个月",
                partial(self._turn, 1),
                sign="hand",
            )
        )

    def keep(self) -> Target:
        """The month and the filter."""
        return {"kept": (self._month, self._quick)}

    def first(self) -> QWidget | None:
        """The list, or the button that leads on."""
        return self.list if self._lines else self.nobody.first()

    def print_paper(self) -> None:
        """Ctrl+P: the list for the prison, whole numbers for a purpose."""
        lines = list(self._lines.values())
        counts = Counter(line.custody for line in lines if line.standing != "done" and line.custody)
        if not counts:
            raise UserError(
                f"{self._named()}没有要送监所的接送名单。",
                "要有待释放的人，并且登记表里填了服刑场所。可以看别的月份。",
            )
        wanted = PrisonDialog.ask(self, [(one, counts[one]) for one in releases.custody_units(lines)])
        if wanted is not None:
            self._print(lines, wanted)

    def export_list(self) -> None:
        """Ctrl+E: what is listed."""
        self.acts.export()

    def _print(self, lines: Sequence[ReleaseLine], wanted: Wanted) -> None:
        made: list[bytes] = []

        def make(_progress: Progress) -> bytes:
            made.append(release_list.make(self.desk, lines, wanted.unit, wanted.purpose))
            return made[-1]

        def note() -> None:
            release_list.note_print(self.desk, lines, wanted.unit, wanted.purpose, made[-1])

        print_pdf(self, self.window_, release_list.NAME, make, note)

    def _named(self) -> str:
        return f"{self._month.year} 年 {self._month.month} 月"

    def _narrowed(self) -> str:
        quick = next((name for key, name in QUICK if key == self._quick), "")
        return "，".join(filter(None, (self._named(), quick)))

    def _said(self) -> str:
        lines = self._lines.values()
        must = sum(line.must for line in lines)
        untold = sum(not line.family and line.standing != "done" for line in lines)
        told = [f"{self._named()}释放 {len(lines)} 人"] if lines else [self._named()]
        told += [f"必接必送 {must} 人"] if must else []
        told += [f"{untold} 人的家属还没有告知"] if untold else []
        return "，".join(told)

    def _row_verbs(self, line: ReleaseLine) -> list[RowVerb]:
        verbs: list[RowVerb] = []
        if line.standing != "done":
            verbs += [
                (Verb.PLAN_ESCORT, self.plan),
                ("告知家属", partial(self.tell, FAMILY)),
                ("抄告村居", partial(self.tell, VILLAGE)),
                (Verb.HAND_OVER, self.hand_over),
            ]
        return [*verbs, ("打开人员页", partial(self._open_no, line.row.no))]

    # verbs --------------------------------------------------------------------------------------

    def plan(self) -> None:
        """安排接送 for the person under the cursor; who has come is opened."""
        line = self._here()
        if line is None:
            return
        if line.standing == "done":
            self._open_no(line.row.no)
            return
        one = people.show(self.desk, line.row.no)
        if ask_new(self, self.desk, one, self._context(one.no), kind_for(ESCORT_PLAN.record)):
            self._saved(f"接送安排已保存：{line.row.name}")

    def tell(self, letter_type: str) -> None:
        """A letter to the family or the village."""
        line = self._here()
        if line is None:
            return
        one = people.show(self.desk, line.row.no)
        given = {name_of(names(Letter).letter_type): letter_type}
        if LetterDialog.ask(self, self.desk, one, self._context(one.no), given):
            label = self.desk.codes["letter_type"].label(letter_type)
            self._saved(f"{label}已写好：{line.row.name}，打印送达以后登记发出")

    def hand_over(self) -> None:
        """F9: 登记衔接, or 确认释放 before it, on the person's own page."""
        line = self._here()
        if line is None:
            return
        inside = line.row.state_code.startswith("S30")
        do = Verb.CONFIRM_RELEASE if inside else Verb.HAND_OVER
        self.window_.go("person", no=line.row.no, section=PersonSection.HANDOVER, do=do)

    def _saved(self, words: str) -> None:
        self.refresh()
        self.window_.done(words)
        self.list.setFocus()

    def _here(self) -> ReleaseLine | None:
        at = self.list.currentIndex().row()
        return self.model.row_of(at) if 0 <= at < self.model.rowCount() else None

    def _turn(self, months: int) -> None:
        self._month = releases.shifted(self._month, months)
        self.refresh()
        first = self.first()
        if first is not None:
            first.setFocus()

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()
        self.list.setFocus()

    def _plan_at(self, _at: QModelIndex) -> None:
        self.plan()

    def _open_no(self, no: str) -> None:
        ids, at = list(self.model.ids()), max(self.list.currentIndex().row(), 0)
        self.window_.go("person", no=no, among=ids, at=at, section=PersonSection.HANDOVER)

    def _context(self, no: str) -> EntryContext:
        return entry_context(self.desk, lambda name: overview.reveal(self.desk, no, name))


PLACE = Place("releases", "接送安排", "hand", ReleasesPage, under="verification", short="接送")
