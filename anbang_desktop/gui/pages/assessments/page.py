"""评估: who is due, and the assessment of one person."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Unpack

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.list_or_one import ListOrOne
from anbang_desktop.gui.lists.listed import of_model
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.pages.assessments.overview_dialog import OverviewDialog
from anbang_desktop.gui.parts.cells import Cell, ChipCell, LinkCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Count, Place, Target, Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment_history
from anbang_desktop.services.records.assessment_history import Apart
from anbang_desktop.services.worklist import lists
from anbang_desktop.services.worklist.lists import AssessLine

WIDTHS = (164, 128, 112, 72, 116, 92, 150, 92)
LEAVE = (2, 1, 5)
NEXT, VERB = 6, len(WIDTHS) - 1
SOON_DAYS = 7


class AssessmentsPage(ListOrOne[AssessLine, AssessOne]):
    """``open()`` lists, ``open(no=…)`` assesses one person."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the list; the assessment of one person is built when it is opened."""
        super().__init__(desk, window)
        self._no = ""
        self.model = RecordsModel(_columns(desk.today), partial(lists.assess_rows, desk), window.busy, self)
        cells: dict[int, Cell] = {
            0: StrongCell(),
            1: ChipCell(),
            2: QuietCell(),
            NEXT: ChipCell(),
            VERB: LinkCell(),
        }
        self.list = table(self.model, cells, WIDTHS, NEXT, LEAVE, name="评估名单")
        self.list.clicked.connect(lambda at: self._open_at(at) if at.column() == VERB else None)
        listed = of_model("assessments", "评估名单", self.model, lambda line: line.row.no, lambda: "在册")
        self.lay(ListActs(self, listed, self.list, self.model.row_of, self._verbs))

    def open(self, **target: Unpack[Target]) -> None:
        """One person when ``no`` is given, else the list."""
        self._no = str(target.get("no") or "")
        member = ""
        if not self._no:
            self.show_one(None)
        else:
            kept = target.get("draft")
            form = str(kept.get("form", "")) if kept else ""
            one = self._one(target.get("record"), form)
            if kept:
                one.restore(kept)
            one.typed.connect(self.typed)
            self.show_one(one)
            one.drafting.open(one.form, restored=bool(kept))
            member = next((form.split(":", 2)[2] for form in self.resuming if form.startswith("sheet:")), "")
        self.refresh()
        if member and self.one is not None:
            self.one.sheets.enter(member)

    def _one(self, record: int | None, form: str) -> AssessOne:
        return AssessOne(self.desk, self.window_, self._no, self._finished, self._reopen, record, form)

    def _reopen(self, form: str) -> None:
        """The assessment in hand, built anew: its round has changed, or another form is wanted."""
        kept = self.one.draft() if self.one is not None else {}
        fresh: Target = {"no": self._no}
        if kept or form:
            fresh["draft"] = {**kept, "form": form}
        self.open(**fresh)

    def refresh(self) -> None:
        """Read the list again; an assessment in hand stays as it is."""
        if self._no or self.window_.busy():
            return
        ids = lists.assess_ids(self.desk)
        due, _late = lists.assessments_due(self.desk)
        self.model.show_ids(ids)
        facts = f"在册 {len(ids)} 人，现在应评 {due} 人" if ids else ""
        seen = [button("评估概况", "link", act=self.overview)] if ids else []
        self.show_rows("评估", facts, ids, None if ids else self._nothing(), *seen)

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

    def open_row(self, row: AssessLine) -> None:
        """The assessment of one person."""
        self.window_.go("assessments", no=row.row.no)

    def overview(self) -> None:
        """How the office stands: a few seconds where there are many."""

        def count(_progress: Progress) -> tuple[Apart, ...]:
            return assessment_history.most_apart(self.desk, lists.assess_ids(self.desk))

        def show(apart: tuple[Apart, ...]) -> None:
            due, levels = lists.assessments_due(self.desk), lists.levels_counted(self.desk)
            OverviewDialog(self, due, levels, apart).run()

        self.window_.run_job("正在数各次评估", count, show)

    def _verbs(self, row: AssessLine) -> list[RowVerb]:
        return [
            (_verb(row), partial(self.open_row, row)),
            ("打开人员页", partial(self.window_.go, "person", no=row.row.no)),
        ]

    def _nothing(self) -> QFrame:
        return empty(
            "还没有在册的人",
            "登记后，小组在规定的日期前作初次评估。",
            Verb.SEE_PEOPLE,
            lambda: self.window_.go("people"),
            sign="assess",
        )

    def _finished(self) -> None:
        self.one = None
        self.window_.go("person", no=self._no, section=PersonSection.GROUP)


def _columns(today: date) -> Sequence[Column[AssessLine]]:
    def score(line: AssessLine) -> str:
        return "" if line.score is None else str(line.score)

    def last(line: AssessLine) -> str:
        return line.last_on.isoformat() if line.last_on else "还没有"

    return (
        Column[AssessLine]("姓名", lambda line: line.row.name, lambda line: line.row.name),
        Column[AssessLine](
            "状态", lambda line: line.row.state, _state_code, state=lambda line: line.row.mark
        ),
        Column[AssessLine]("村居", lambda line: line.row.village, lambda line: line.row.village),
        Column[AssessLine]("类别", lambda line: line.row.level or "未定", lambda line: line.row.level),
        Column[AssessLine]("上次评估", last, lambda line: line.last_on),
        Column[AssessLine]("上次得分", score, lambda line: line.score),
        Column[AssessLine](
            "下次评估",
            lambda line: _next(line, today)[0],
            lambda line: line.next_on,
            state=lambda line: _next(line, today)[1],
            on_paper=lambda line: line.next_on or "—",
        ),
        Column[AssessLine]("", _verb, _verb, goes_out=False),
    )


def _state_code(line: AssessLine) -> str:
    return line.row.state_code


def _verb(line: AssessLine) -> str:
    return "再评估" if line.last_on else Verb.ASSESS


def _next(line: AssessLine, today: date) -> tuple[str, str | None]:
    """The next day in words, and the state of its chip."""
    if line.next_on is None:
        return "—", None
    days = (line.next_on - today).days
    words = f"逾期 {-days} 天" if days < 0 else "今天" if days == 0 else line.next_on.isoformat()
    return words, "overdue" if days < 0 else "soon" if days <= SOON_DAYS else None


def _count(desk: Desk, _window: Window) -> Count | None:
    due, late = lists.assessments_due(desk)
    return Count(due, late=late > 0) if due else None


PLACE = Place("assessments", "评估", "assess", AssessmentsPage, count=_count)
