"""评估: who is due, and the assessment of one person."""

from datetime import date
from typing import Unpack

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedLayout, QWidget

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.parts.cells import Cell, ChipCell, LinkCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import clear, column
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.table import Rows, table
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import lists
from anbang_desktop.services.worklist.lists import AssessLine

HEADS = ("姓名", "状态", "村居", "类别", "上次评估", "上次得分", "下次评估", "")
WIDTHS = (164, 128, 112, 72, 116, 92, 150, 92)
LEAVE = (2, 1, 5)
VERB = len(HEADS) - 1
SOON_DAYS = 7


class AssessmentsPage(Page):
    """``open()`` lists, ``open(no=…)`` assesses one person."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the list; the assessment of one person is built when it is opened."""
        super().__init__(desk, window)
        self._no = ""
        self._lines: list[AssessLine] = []
        self.model = Rows(HEADS, [])
        cells: dict[int, Cell] = {
            0: StrongCell(),
            1: ChipCell(),
            2: QuietCell(),
            6: ChipCell(),
            VERB: LinkCell(),
        }
        self.list = table(self.model, cells, WIDTHS, 6, LEAVE, name="评估名单")
        self.list.opened.connect(self._open_at)
        self.list.clicked.connect(lambda at: self._open_at(at) if at.column() == VERB else None)
        self._listed, self._single = column(gap=0), column(gap=0)
        self._stack = QStackedLayout(self)
        for layout in (self._listed, self._single):
            holder = QWidget()
            holder.setLayout(layout)
            self._stack.addWidget(holder)
        self._top, self._body = column(gap=0), column(self.list, gap=0, pad=(24, 0, 24, 16))
        self._nobody = column(gap=0, pad=(24, 0, 24, 16))
        self._listed.addLayout(self._top)
        self._listed.addLayout(self._body, 1)
        self._listed.addLayout(self._nobody)
        self.one: AssessOne | None = None

    def open(self, **target: Unpack[Target]) -> None:
        """One person when ``no`` is given, else the list."""
        self._no = str(target.get("no") or "")
        clear(self._single)
        self.one, member = None, ""
        if self._no:
            record = target.get("record")
            self.one = AssessOne(self.desk, self.window_, self._no, self._finished, record)
            kept = target.get("draft")
            if kept:
                self.one.restore(kept)
            self.one.typed.connect(self.typed)
            self._single.addWidget(self.one)
            self.one.drafting.open(self.one.form, restored=bool(kept))
            member = next((form.split(":", 2)[2] for form in self.resuming if form.startswith("sheet:")), "")
        self._stack.setCurrentIndex(1 if self._no else 0)
        self.refresh()
        if member and self.one is not None:
            self.one.sheets.enter(member)

    def refresh(self) -> None:
        """Read the list again; an assessment in hand stays as it is."""
        if self._no or self.window_.busy():
            return
        self._lines = lists.to_assess(self.desk)
        due, _late = lists.assessments_due(self.desk)
        total = lists.on_books(self.desk)
        more = f"，下面是最早到期的 {len(self._lines)} 人" if total > len(self._lines) else ""
        clear(self._top)
        self._top.addLayout(head("评估", f"在册 {total} 人，现在应评 {due} 人{more}" if self._lines else ""))
        self.model.set_rows([_cells(line, self.desk.today) for line in self._lines])
        self.list.setVisible(bool(self._lines))
        clear(self._nobody)
        if self._lines:
            self.list.selectRow(0)
        else:
            self._nobody.addWidget(
                empty(
                    "还没有在册的人",
                    "登记后，小组在规定的日期前作初次评估。",
                    Verb.SEE_PEOPLE,
                    lambda: self.window_.go("people"),
                    sign="assess",
                )
            )
            self._nobody.addStretch(1)

    def unsaved(self) -> bool:
        """An assessment in hand that somebody has worked on."""
        return self.one is not None and bool(self.one.draft())

    def set_aside(self) -> bool:
        """An assessment in hand waits as a draft."""
        return self.one is not None and self.one.set_aside()

    def begun(self) -> str:
        """The assessment in hand, once somebody has worked on it."""
        return self.one.form if self.one is not None and self.unsaved() else ""

    def keep(self) -> Target:
        """Who is assessed and what was answered so far."""
        if self.one is None:
            return {}
        kept: Target = {"no": self._no, "draft": self.one.draft()}
        return {**kept, "record": self.one.record_id} if self.one.record_id else kept

    def save_now(self) -> None:
        """The assessment in hand."""
        if self.one is None:
            super().save_now()
        else:
            self.one.save()

    def first(self) -> QWidget | None:
        """The list, or the first entry of the assessment."""
        return self.one.first() if self.one is not None else self.list

    def _open_at(self, at: QModelIndex) -> None:
        self.window_.go("assessments", no=self._lines[at.row()].row.no)

    def _finished(self) -> None:
        self.one = None
        self.window_.go("person", no=self._no, section=PersonSection.GROUP)


def _cells(line: AssessLine, today: date) -> list[str | tuple[str, str | None]]:
    one = line.row
    days = (line.next_on - today).days if line.next_on else None
    chip: str | tuple[str, str | None] = "—"
    if days is not None:
        words = f"逾期 {-days} 天" if days < 0 else "今天" if days == 0 else f"{line.next_on:%Y-%m-%d}"
        chip = (words, "overdue" if days < 0 else "soon" if days <= SOON_DAYS else None)
    score = "" if line.score is None else str(line.score)
    last = f"{line.last_on:%Y-%m-%d}" if line.last_on else "还没有"
    return [
        one.name,
        (one.state, one.mark),
        one.village,
        one.level or "未定",
        last,
        score,
        chip,
        "再评估" if line.last_on else Verb.ASSESS,
    ]


def _count(desk: Desk, _window: Window) -> Count | None:
    due, late = lists.assessments_due(desk)
    return Count(due, late=late > 0) if due else None


PLACE = Place("assessments", "评估", "assess", AssessmentsPage, count=_count)
