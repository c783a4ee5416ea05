"""档案: persons × papers for the office, and the file of one person."""

from collections.abc import Callable
from functools import partial
from typing import Unpack

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.list_or_one import ListOrOne
from anbang_desktop.gui.lists.listed import of_model
from anbang_desktop.gui.pages.archives.moves_dialog import MovesDialog
from anbang_desktop.gui.pages.archives.one import FileOne
from anbang_desktop.gui.pages.archives.square import SquareCell
from anbang_desktop.gui.parts.cells import Cell, RingCell, StrongCell
from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Count, Place, Target, Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import lists
from anbang_desktop.services.worklist.lists import FileLine

SHORT: dict[str, str] = {
    PaperKey.NOTICE: "通知书",
    PaperKey.VERIFICATION: "核查表",
    PaperKey.RELEASE_CERTIFICATE: "证明书",
    PaperKey.HANDOVER: "衔接表",
    PaperKey.REGISTRATION: "登记表",
    PaperKey.AGREEMENT: "协议",
    PaperKey.GROUP: "小组",
    PaperKey.ASSESSMENT: "评估表",
    PaperKey.HELP_PLAN: "方案",
    PaperKey.CONTACT: "走访",
    PaperKey.CLOSING: "解除",
}
FIXED = (132, 92)
SQUARE = 78
QUICK = (("gaps", "有缺"), ("all", "全部在册"))


class ArchivesPage(ListOrOne[FileLine, FileOne]):
    """``open()`` shows the matrix, ``open(no=…)`` one file."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the matrix; the file of one person is built when it is opened."""
        super().__init__(desk, window)
        self._no, self._quick = "", "gaps"
        self._papers = lists.papers(desk)
        self.model = RecordsModel(self._columns(), partial(lists.file_rows, desk), window.busy, self)
        cells: dict[int, Cell] = {
            0: StrongCell(),
            1: RingCell(),
            **{place + 2: SquareCell() for place in range(len(self._papers))},
        }
        last = len(self._papers) + 1
        leave = tuple(range(last, 1, -1))
        self.list = table(
            self.model, cells, (*FIXED, *[SQUARE] * len(self._papers)), 0, leave, name="档案完整度"
        )
        self.list.clicked.connect(self._on_clicked)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose("all"))
        listed = of_model("archives", "档案名单", self.model, lambda line: line.row.no, self._narrowed)
        self.lay(ListActs(self, listed, self.list, self.model.row_of, self._verbs), self._filters)

    def open(self, **target: Unpack[Target]) -> None:
        """One file when ``no`` is given, else the matrix; ``do`` is a verb of the file."""
        self._no, self._quick = str(target.get("no") or ""), str(target.get("quick", self._quick))
        self.show_one(FileOne(self.desk, self.window_, self._no) if self._no else None)
        if self.one is None:
            self.refresh()
        elif verb := target.get("do"):
            self.one.do(verb)
        elif paper := next((form.split(":")[2] for form in self.resuming if form.startswith("paper:")), ""):
            self.one.add(paper)

    def refresh(self) -> None:
        """Read again."""
        if self.window_.busy():
            return
        if self.one is not None:
            self.one.refresh()
            return
        counts = {key: len(lists.file_ids(self.desk, gaps=key == "gaps")) for key, _name in QUICK}
        ids = lists.file_ids(self.desk, gaps=self._quick == "gaps")
        self.model.show_ids(ids)
        self._filters.show_filters([(key, f"{name} {counts[key]}") for key, name in QUICK], self._quick)
        self._filters.setVisible(bool(counts["all"]))
        facts = f"在册 {counts['all']} 人，有缺 {counts['gaps']} 人" if counts["all"] else ""
        back = button(
            "扫描件归位", tip="签好字的纸质文书扫描后归到各人档案", act=lambda: self.window_.go("returns")
        )
        nobody = None if ids else self._nothing(anybody=bool(counts["all"]))
        moves = button("借阅、移交、销毁", act=self._moves)
        self.show_rows("档案", facts, ids, nobody, moves, back)

    def keep(self) -> Target:
        """Which file or which filter."""
        return {"no": self._no} if self._no else {"quick": self._quick}

    def first(self) -> QWidget | None:
        """The matrix, or the file."""
        return self.one or self.list

    def _moves(self) -> None:
        MovesDialog.ask(self, self.desk, self.window_)

    def _columns(self) -> list[Column[FileLine]]:
        def square(place: int) -> Column[FileLine]:
            key, title = self._papers[place]
            return _column(
                SHORT.get(key, title), lambda line: line.cells[place], lambda line: line.cells[place]
            )

        return [
            _column("姓名", lambda line: line.row.name, lambda line: line.row.name),
            _column("完整度", lambda line: f"{line.row.completeness}%", lambda line: line.row.completeness),
            *[square(place) for place in range(len(self._papers))],
        ]

    def _narrowed(self) -> str:
        return dict(QUICK)[self._quick]

    def _verbs(self, row: FileLine) -> list[RowVerb]:
        return [
            ("打开档案", partial(self.open_row, row)),
            ("打开人员页", partial(self.window_.go, "person", no=row.row.no)),
        ]

    def _nothing(self, *, anybody: bool) -> QFrame:
        if anybody:
            return empty(
                "现在需要的材料都齐了",
                "可以看全部在册人员的档案。",
                "全部在册",
                lambda: self._choose("all"),
                sign="check",
            )
        return empty(
            "还没有在册的人",
            "登记后开始建立档案。",
            Verb.SEE_PEOPLE,
            lambda: self.window_.go("people"),
            sign="archive",
        )

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()

    def open_row(self, row: FileLine) -> None:
        """The file of one person."""
        self.window_.go("archives", no=row.row.no)

    def _on_clicked(self, at: QModelIndex) -> None:
        if at.column() > 1:
            self._open_at(at)


def _column(
    head_: str, word: Callable[[FileLine], str], raw: Callable[[FileLine], object]
) -> Column[FileLine]:
    return Column[FileLine](head_, word, raw)


def _count(desk: Desk, _window: Window) -> Count | None:
    missing = lists.incomplete_files(desk)
    return Count(missing) if missing else None


PLACE = Place("archives", "档案", "archive", ArchivesPage, count=_count)
