"""诉求: the list by working days left, and one wish with its words, its steps and its answer."""

from functools import partial
from typing import Unpack, cast

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.wishes.acts import WishActs
from anbang_desktop.gui.pages.wishes.columns import LEAVE, WIDTHS, WORDS, cells, columns
from anbang_desktop.gui.pages.wishes.one import Verbs, WishOne
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, wide
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.sealed import also_sealed
from anbang_desktop.gui.records.wish_dialog import TURN
from anbang_desktop.gui.records.words import day_words
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people, wishes
from anbang_desktop.services.worklist.wishes import QUICK, Board, Quick, WishLine

NAMES: dict[Quick, str] = {
    "open": "没办结",
    "mine": "我负责的",
    "waiting": "等部门",
    "month": "本月办结",
    "all": "全部",
}
ONE_WIDE = 484
SHORT = 18  # letters of what was said on a visit


class WishesPage(Page):
    """``open(record=id)`` shows one, ``open(no=…)`` the oldest open one of a case, ``open(no=…, said=id)``
    makes a wish of what was said on a visit.
    """

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._quick: Quick = "open"
        self._board: Board | None = None
        self._alone = not roomy()
        self._opened = False  # the one stands in the place of the list
        self._top, self._said = column(gap=0), column(gap=0, pad=(24, 0, 24, 0))
        self._filters = Filters(self._choose, self._choose, lambda: self._choose("all"))
        self.model: RecordsModel[WishLine] = RecordsModel(
            columns(desk), partial(wishes.lines, desk), window.busy, self
        )
        self.list = table(self.model, cells(), WIDTHS, WORDS, LEAVE, name="诉求")
        self.list.opened.connect(self._open_at)
        self.list.selectionModel().currentRowChanged.connect(lambda *_at: self._show_chosen())
        listed = Listed(
            "wishes",
            "诉求名单",
            self.model.columns,
            self.model.ids,
            self.model.fetch,
            lambda line: line.row.no,
            lambda: NAMES[self._quick],
            unit="件",
            people=False,
        )
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs)
        doing = self.doing = WishActs(self, lambda: self.one.line, self._saved, self._registered)
        verbs = Verbs(
            doing.note_step,
            self.save_now,
            doing.note_clue,
            doing.letter,
            doing.view,
            doing.to_person,
            self._back,
        )
        self.one = WishOne(desk, verbs, window.busy, alone=self._alone)
        self.one.typed.connect(self.typed)
        self._lay()
        bind(self, Where.WISHES, {"F2": doing.note_step, "F6": self._other_pane, "Esc": self._back})

    def _lay(self) -> None:
        self._line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        self._listed = QWidget()
        self.nobody = EmptyFace(self.list, side=0)
        self._listed.setLayout(column((self.list, 1), self.nobody, gap=0))
        if not self._alone:
            wide(self.one, ONE_WIDE)
        self._body = QWidget()
        self._body.setLayout(
            row((self._listed, 1), (self.one, int(self._alone)), gap=16, pad=(24, 0, 24, 16))
        )
        said = box(self._said, "scroll")
        self.setLayout(column(self._top, said, self._line, (self._body, 1), gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """One of them, or the list as it was."""
        wanted = int(target.get("record", 0))
        if "kept" in target:
            self._quick, wanted, self._opened = target["kept"]
        elif wanted or "no" in target:
            self._opened = True
        no = str(target.get("no") or "")
        self.one.reset()
        self._read()
        if no and not wanted:
            wanted = self._oldest_of(no)
        if wanted and wanted not in self._ids() and self._board is not None:
            self._quick = "open" if wanted in self._board.ids["open"] else "all"
        self._show(wanted)
        if draft := target.get("draft"):
            self.one.restore(draft)
        if no and "said" in target:
            self.doing.turn(no, int(target["said"]))
        self.doing.resume()

    def refresh(self) -> None:
        """Read again; what is under the cursor and what is typed stays."""
        if not self.window_.busy():
            here = self._here()
            self._read()
            self._show(here.wish.id if here else 0)

    def unsaved(self) -> bool:
        """An answer was begun."""
        return self.one.unsaved()

    def set_aside(self) -> bool:
        """It waits as a draft."""
        return self.one.set_aside()

    def begun(self) -> str:
        """The answer in hand."""
        return self.one.form if self.one.unsaved() else ""

    def keep(self) -> Target:
        """The filter, which one, and its answer in hand."""
        here = self._here()
        kept: Target = {"kept": (self._quick, here.wish.id if here else 0, self._opened)}
        return {**kept, "draft": self.one.draft()} if self.one.unsaved() else kept

    def first(self) -> QWidget | None:
        """The list, the one that stands in its place, or the verb of the empty page."""
        if self._alone and self._opened and self.one.line is not None:
            return self.one.first()
        return self.list if len(self.model.ids()) else self.nobody.first()

    def save_now(self) -> None:
        """Ctrl+S and the button: how it ended, once words stand there."""
        line = self.one.line
        if line is None or not line.open:
            super().save_now()
            return
        if not self.one.words():
            self.window_.toast("先写答复，才能办结")
            self.one.take_keyboard_in()
            return
        self.doing.answer(line, self.one.words(), self.one.forget)

    def print_paper(self) -> None:
        """Ctrl+P: the list that is shown, or the one that stands in its place."""
        if self._alone and self._opened and self.one.line is not None:
            self.doing.print_sheet()
        else:
            self.acts.print_list()

    def export_list(self) -> None:
        """Ctrl+E."""
        self.acts.export()

    # what is shown ------------------------------------------------------------------------------

    def _read(self) -> None:
        self._board = wishes.board(self.desk)

    def _ids(self) -> list[int]:
        return list(self._board.ids[self._quick]) if self._board is not None else []

    def _oldest_of(self, no: str) -> int:
        """The oldest wish of a case that waits; 0 where there is none."""
        waits = (one for one in people.show(self.desk, no).file.wishes if one.answered_on is None)
        return next((one.id for one in waits), 0)

    def _show(self, wanted: int) -> None:
        board = self._board
        if board is None:
            return
        ids, at = board.ids[self._quick], max(self.list.currentIndex().row(), 0)
        clear(self._top)
        late = f"，逾期 {board.late} 件" if board.late else ""
        told = f"没办结 {len(board.ids['open'])} 件{late}" if board.ids["all"] else ""
        facts = "，".join(filter(None, (told, also_sealed(board.withheld))))
        new: list[Item] = [button(Verb.RECORD_WISH, sign="plus", act=self.doing.begin)]
        self._top.addLayout(head("诉求", facts, *new, *(self.acts.buttons() if board.ids["all"] else ())))
        self._show_said(board)
        counts = [(key, f"{NAMES[key]} {len(board.ids[key])}") for key in QUICK]
        self._filters.show_filters(counts, self._quick)
        self._line.setVisible(bool(board.ids["all"]))
        self.model.show_ids(ids)
        self.nobody.say(None if ids else self._nothing(board))
        if ids:
            self.list.selectRow(ids.index(wanted) if wanted in ids else min(at, len(ids) - 1))
        else:
            self._opened = False
        self._show_chosen()
        self._show_panes()

    def _show_panes(self) -> None:
        there = len(self.model.ids()) > 0
        if self._alone:
            self._listed.setVisible(not self._opened)
            self.one.setVisible(self._opened and there)
        else:
            self.one.setVisible(there)

    def _show_said(self, board: Board) -> None:
        """What was asked for on a visit and became no wish: the oldest, and how many more."""
        clear(self._said)
        if not board.said:
            return
        first = board.said[0]
        name = people.rows(self.desk, [first.case_id])[0]
        words = " ".join(first.words.split())
        words = words if len(words) <= SHORT else f"{words[:SHORT]}…"
        more = f"；另有 {len(board.said) - 1} 条" if len(board.said) > 1 else ""
        told = (
            f"{day_words(first.on, self.desk.today)}走访时，{name.name}说：“{words}”，还没有登记为诉求{more}"
        )
        act = partial(self.doing.turn, name.no, first.contact_id)
        self._said.addWidget(banner([(told, TURN, act)], "infobanner"))
        self._said.addSpacing(12)

    def _nothing(self, board: Board) -> QFrame:
        if board.ids["all"]:
            return empty(
                f"{NAMES[self._quick]}：没有", "换一个筛选看看，“全部”里有所有登记过的诉求。", sign="wish"
            )
        days = self.desk.pack.text("wish.reply.workdays")
        return empty(
            "还没有诉求",
            f"帮教对象提了要求、有了困难，就在这里登记：照本人说的写，{days}，到期前“今天要办”会提醒。",
            Verb.RECORD_WISH,
            self.doing.begin,
            sign="wish",
        )

    def _here(self) -> WishLine | None:
        at = self.list.currentIndex().row()
        return self.model.row_of(at) if 0 <= at < self.model.rowCount() else None

    def _show_chosen(self) -> None:
        if not self.window_.busy():
            self.one.show_line(self._here())

    # verbs --------------------------------------------------------------------------------------

    def _registered(self, words: str) -> None:
        self._read()
        newest = max(self._board.ids["all"], default=0) if self._board is not None else 0
        self._quick = "open"
        self._show(newest)
        self.window_.done(words)
        self._to_keyboard()

    def _row_verbs(self, line: WishLine) -> list[RowVerb]:
        verbs: list[RowVerb] = [("打开", self._open_one)]
        if line.open:
            verbs.append(("记一步", self.doing.note_step))
        verbs.append(("打印诉求登记表", self.doing.print_sheet))
        verbs.append(("打开人员页", self.doing.to_person))
        return verbs

    def _saved(self, words: str) -> None:
        self.refresh()
        self.window_.done(words)
        self._to_keyboard()

    def _choose(self, quick: str) -> None:
        self._quick, self._opened = cast("Quick", quick), False
        self.refresh()
        self._to_keyboard()

    def _to_keyboard(self) -> None:
        first = self.first()
        if first is not None:
            first.setFocus()

    def _open_at(self, _at: QModelIndex) -> None:
        self._open_one()

    def _open_one(self) -> None:
        """Enter: to the answer, or the one in the place of the list."""
        self._opened = True
        self._show_panes()
        self.one.take_keyboard_in()

    def _back(self) -> None:
        """Esc: from the one to the list."""
        self._opened = False
        self._show_panes()
        self.list.setFocus()

    def _other_pane(self) -> None:
        if self.list.hasFocus():
            self._open_one()
        else:
            self._back()


def _count(desk: Desk, _window: Window) -> Count | None:
    number, late = wishes.waiting(desk)
    return Count(number, late) if number else None


PLACE = Place("wishes", "诉求", "wish", WishesPage, count=_count)
