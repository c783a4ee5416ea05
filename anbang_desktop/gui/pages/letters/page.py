"""函件登记: every letter by its number, where it stands; printed, exported; Enter leads to the person."""

from functools import partial
from typing import Unpack, cast

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.letters.columns import LEAVE, RECEIVER, WIDTHS, cells, columns
from anbang_desktop.gui.parts.compose import box, button, clear, column, row
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.printouts import print_form
from anbang_desktop.gui.records.queries_dialog import QueriesDialog
from anbang_desktop.gui.records.sealed import also_sealed
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import letters
from anbang_desktop.services.worklist.letters import NAMES, QUICK, Board, LetterLine, Quick


class LettersPage(Page):
    """``open(quick=…)`` shows those of a filter, or what was shown."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._quick: Quick = "all"
        self._board: Board | None = None
        self._top = column(gap=0)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose("all"))
        self.model: RecordsModel[LetterLine] = RecordsModel(
            columns(), partial(letters.lines, desk), window.busy, self
        )
        self.list = table(self.model, cells(), WIDTHS, RECEIVER, LEAVE, name="函件")
        self.list.opened.connect(self._open_at)
        listed = Listed(
            "letters",
            "函件登记簿",
            self.model.columns,
            self.model.ids,
            self.model.fetch,
            lambda line: line.row.no,
            lambda: "" if self._quick == "all" else NAMES[self._quick],
            unit="件",
            people=False,
        )
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs)
        self._line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        self._body = QWidget()
        self._body.setLayout(column((self.list, 1), gap=0, pad=(24, 0, 24, 16)))
        self.nobody = EmptyFace(self._body)
        self.setLayout(column(self._top, self._line, (self._body, 1), (self.nobody, 1), gap=0))

    def open(self, **target: Unpack[Target]) -> None:
        """Those of a filter, or what was shown."""
        (kept,) = target.get("kept", (self._quick,))
        self._quick = cast("Quick", target.get("quick") or kept)
        self.refresh()

    def refresh(self) -> None:
        """Read again; the line under the cursor stays."""
        if self.window_.busy():
            return
        at = max(self.list.currentIndex().row(), 0)
        board = self._board = letters.board(self.desk)
        ids, every = board.ids[self._quick], len(board.ids["all"])
        clear(self._top)
        asked = button("外单位查询", tip="外单位来查档案的登记簿", act=self.show_queries)
        buttons = (asked, *(self.acts.buttons() if every else ()))
        facts = filter(None, (f"{every} 件" if every else "", also_sealed(board.withheld)))
        self._top.addLayout(head("函件登记", "，".join(facts), *buttons))
        counts = [(key, f"{NAMES[key]} {len(board.ids[key])}") for key in QUICK]
        self._filters.show_filters(counts, self._quick)
        self._line.setVisible(every > 0)
        self.model.show_ids(ids)
        self.nobody.say(None if ids else self._nothing(every))
        if ids:
            self.list.selectRow(min(at, len(ids) - 1))

    def show_queries(self) -> None:
        """外单位查询登记簿, over the page; a file that was chosen there is opened."""
        no = QueriesDialog.ask(self, self.desk, self.window_)
        if no is not None:
            self.window_.go("person", no=no, section=PersonSection.ARCHIVE)

    def keep(self) -> Target:
        """The filter."""
        return {"kept": (self._quick,)}

    def first(self) -> QWidget | None:
        """The list, or the button that leads on."""
        return self.list if len(self.model.ids()) else self.nobody.first()

    def print_paper(self) -> None:
        """Ctrl+P: the register as it is narrowed."""
        self.acts.print_list()

    def export_list(self) -> None:
        """Ctrl+E."""
        self.acts.export()

    def _nothing(self, every: int) -> QFrame:
        if every:
            words = "换一个筛选看看，“全部”里有写过的所有函件。"
            return empty(
                f"{NAMES[self._quick]}：没有", words, "看全部", partial(self._choose, "all"), sign="file"
            )
        return empty(
            "还没有函件",
            "函件在人员页的“安置与帮扶”里写：转介、协查、转出、告知家属、抄告村居都列在这里，"
            "编号、发出、回执一目了然。",
            "看人员",
            lambda: self.window_.go("people"),
            sign="file",
        )

    def _choose(self, quick: str) -> None:
        self._quick = cast("Quick", quick)
        self.refresh()
        first = self.first()
        if first is not None:
            first.setFocus()

    def _open_at(self, at: QModelIndex) -> None:
        line = self.model.row_of(at.row())
        if line is not None:
            self._to_person(line)

    def _to_person(self, line: LetterLine) -> None:
        self.window_.go("person", no=line.row.no, section=PersonSection.HELP)

    def _row_verbs(self, line: LetterLine) -> list[RowVerb]:
        return [("打开人员页", partial(self._to_person, line)), ("打印这份函件", partial(self._print, line))]

    def _print(self, line: LetterLine) -> None:
        print_form(self, self.window_, self.desk, line.kind, line.row.no, LETTER.name, line.letter.id)


PLACE = Place("letters", "函件登记", "file", LettersPage, under="daybook", short="函件")
