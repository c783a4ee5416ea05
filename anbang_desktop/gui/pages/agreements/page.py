"""协议: everybody who needs or has an agreement, and the agreement of one person with its paper."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Unpack

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.list_or_one import ListOrOne
from anbang_desktop.gui.lists.listed import of_model
from anbang_desktop.gui.pages.agreements.one import AgreeOne
from anbang_desktop.gui.parts.cells import Cell, ChipCell, LinkCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.marks import AGREED
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.batch_dialog import BatchDialog
from anbang_desktop.gui.shell.page import Count, Place, Target, Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import lists
from anbang_desktop.services.worklist.lists import AgreementLine

WIDTHS = (148, 128, 104, 188, 72, 112, 132, 80, 104)
LEAVE = (4, 2, 7, 6)
UNTIL, VERB = 5, len(WIDTHS) - 1
SOON_DAYS = 7
VERBS: dict[str, Verb] = {
    AgreementState.NONE: Verb.DRAW_AGREEMENT,
    AgreementState.DRAFT: Verb.PRINT_AGREEMENT,
    AgreementState.PRINTED: Verb.SIGN,
}
QUICK = (
    ("", "全部", ()),
    ("todo", "待拟", (AgreementState.NONE, AgreementState.DRAFT)),
    ("printed", "待签", (AgreementState.PRINTED,)),
    ("signed", "已签", (AgreementState.SIGNED,)),
    ("not", "未签有说明", (AgreementState.REFUSED, AgreementState.UNABLE)),
)


class AgreementsPage(ListOrOne[AgreementLine, AgreeOne]):
    """``open()`` lists, ``open(no=…)`` shows one."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the list; the agreement of one person is built when it is opened."""
        super().__init__(desk, window)
        self._no, self._quick = "", ""
        self.model = RecordsModel(
            _columns(desk.today), partial(lists.agreement_rows, desk), window.busy, self
        )
        cells: dict[int, Cell] = {
            0: StrongCell(),
            1: ChipCell(),
            2: QuietCell(),
            UNTIL: ChipCell(),
            VERB: LinkCell(),
        }
        self.list = table(self.model, cells, WIDTHS, 3, LEAVE, name="协议名单")
        self.list.clicked.connect(lambda at: self._open_at(at) if at.column() == VERB else None)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose(""))
        listed = of_model("agreements", "协议名单", self.model, lambda line: line.no, self._narrowed)
        self.lay(ListActs(self, listed, self.list, self.model.row_of, self._verbs), self._filters)

    def open(self, **target: Unpack[Target]) -> None:
        """One person when ``no`` is given, else the list; ``do`` is a verb of the agreement."""
        self._no, self._quick = str(target.get("no") or ""), str(target.get("quick", self._quick))
        draft = target.get("draft")
        self.show_one(AgreeOne(self.desk, self.window_, self._no, draft) if self._no else None)
        if self.one is None:
            self.refresh()
            return
        self.one.terms.changed.connect(self.typed)
        self.one.open_draft(restored=bool(draft))
        if verb := target.get("do"):
            self.one.do(verb)

    def refresh(self) -> None:
        """Read again."""
        if self.window_.busy():
            return
        if self.one is not None:
            self.one.refresh()
            return
        counted = lists.agreements_counted(self.desk)
        wanted = next(states for key, _name, states in QUICK if key == self._quick)
        ids = lists.agreement_ids(self.desk, wanted)
        every = sum(counted.values())
        counts = [(key, f"{name} {_sum(counted, states)}") for key, name, states in QUICK]
        self._filters.show_filters(counts, self._quick)
        self._filters.setVisible(bool(every))
        self.model.show_ids(ids)
        facts = _facts(counted, wanted) if every else ""
        more = [
            button(
                "扫描件归位", tip="签好字的协议扫描后归到各人名下", act=lambda: self.window_.go("returns")
            ),
            button("批量打印", sign="print", tip="按村打印待签的协议", act=self._batch),
        ]
        self.show_rows("协议", facts, ids, None if ids else self._nothing(every=bool(every)), *more)

    def unsaved(self) -> bool:
        """Terms that stand in no version yet."""
        return self.one is not None and self.one.terms.dirty

    def set_aside(self) -> bool:
        """Terms wait as a draft."""
        if self.one is None or not self.unsaved():
            return False
        self.one.drafting.write()
        return True

    def begun(self) -> str:
        """Terms that stand in no version yet."""
        return self.one.drafting.form if self.one is not None and self.unsaved() else ""

    def keep(self) -> Target:
        """Who is shown, and what was typed."""
        if self.one is None:
            return {"quick": self._quick}
        return {"no": self._no, "draft": self.one.terms.draft()} if self.one.terms.dirty else {"no": self._no}

    def save_now(self) -> None:
        """What was typed is kept; it gets into a version by printing."""
        if self.one is None or not self.one.terms.dirty:
            super().save_now()
        else:
            self.one.drafting.write()
            self.window_.toast("填的内容已暂存，打印协议时写进协议")

    def print_paper(self) -> None:
        """The agreement on show, or the list."""
        if self.one is None:
            super().print_paper()
        else:
            self.one.print_paper()

    def first(self) -> QWidget | None:
        """The list, or the first entry."""
        return self.one.preview.area if self.one is not None else self.list

    def open_row(self, row: AgreementLine) -> None:
        """The agreement of one person."""
        self.window_.go("agreements", no=row.no)

    def _verbs(self, row: AgreementLine) -> list[RowVerb]:
        opened: list[RowVerb] = [("打开协议", partial(self.open_row, row))]
        if verb := VERBS.get(row.state_code):
            opened.append((verb, partial(self.window_.go, "agreements", no=row.no, do=verb)))
        opened.append(("打开人员页", partial(self.window_.go, "person", no=row.no)))
        return [*opened, ("打开文书范本", partial(self.window_.go, "templates"))]

    def _nothing(self, *, every: bool) -> QFrame:
        if every:
            return empty("没有这一类协议", "换一个条件看看。", "全部", lambda: self._choose(""))
        return empty(
            "还没有要签协议的人",
            "登记后，在规定的日期前签订协议，或者记明拒签。",
            Verb.SEE_PEOPLE,
            lambda: self.window_.go("people"),
            sign="agreement",
        )

    def _batch(self) -> None:
        """The agreements that are to be signed, village by village."""
        waiting = lists.agreement_ids(self.desk, tuple(VERBS))
        BatchDialog.print_for(self, self.desk, self.window_, waiting)

    def _narrowed(self) -> str:
        return next(name for key, name, _states in QUICK if key == self._quick) if self._quick else ""

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()


def _sum(counted: Mapping[str, int], states: Sequence[str]) -> int:
    return sum(counted.get(state, 0) for state in states or counted)


def _facts(counted: Mapping[str, int], wanted: Sequence[str]) -> str:
    fit = _sum(counted, wanted)
    narrowed = f"，筛选后 {fit} 人" if wanted else ""
    return f"共 {_sum(counted, ())} 人，待办 {_sum(counted, tuple(VERBS))} 人{narrowed}"


def _scan(line: AgreementLine) -> str:
    return "有" if line.has_scan else "还没有" if line.state_code == AgreementState.SIGNED else ""


def _column(
    name: str,
    word: Callable[[AgreementLine], str],
    state: Callable[[AgreementLine], str | None] | None = None,
    on_paper: Callable[[AgreementLine], str | date] | None = None,
) -> Column[AgreementLine]:
    return Column[AgreementLine](name, word, word, "", state, goes_out=bool(name), on_paper=on_paper)


def _until(line: AgreementLine, today: date) -> tuple[str, str | None]:
    """The last day in words, and the state of its chip."""
    if line.until is None:
        return "", None
    left = (line.until - today).days
    words = f"逾期 {-left} 天" if left < 0 else "今天" if left == 0 else line.until.isoformat()
    return words, "overdue" if left < 0 else "soon" if left <= SOON_DAYS else None


def _columns(today: date) -> Sequence[Column[AgreementLine]]:
    return (
        _column("姓名", lambda line: line.name),
        _column("状态", lambda line: AGREED[line.state_code][1], lambda line: AGREED[line.state_code][0]),
        _column("村居", lambda line: line.village),
        _column("协议编号", lambda line: line.number),
        _column("版本", lambda line: f"第 {line.version} 版" if line.version else ""),
        _column(
            "最迟",
            lambda line: _until(line, today)[0],
            lambda line: _until(line, today)[1],
            lambda line: line.until or "",
        ),
        _column(
            "签订（记明）日期",
            lambda line: line.on.isoformat() if line.on else "",
            on_paper=lambda line: line.on or "",
        ),
        _column("扫描件", _scan),
        _column("", lambda line: VERBS.get(line.state_code, Verb.VIEW)),
    )


def _count(desk: Desk, _window: Window) -> Count | None:
    waiting, late = lists.agreements_to_do(desk)
    return Count(waiting, late=late) if waiting else None


PLACE = Place("agreements", "协议", "agreement", AgreementsPage, count=_count)
