"""交接班: what a successor must know of somebody's people or of the whole office; these people handed
over, with a sheet to be signed.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Unpack

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.fields.field import MUST, Datum, fields_of
from anbang_desktop.fields.kinds import Day
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.pages.takeover.columns import LEAVE, SHORT, WIDTHS, columns, out_as
from anbang_desktop.gui.pages.takeover.hand_over import HandOverDialog
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, text, wide
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.parts.picker import Picker
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.records.sealed import also_sealed
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import beside
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.takeover import printout, reassign, sheet
from anbang_desktop.services.takeover.sheet import EVERYBODY, Line, Part, Sheet
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.assign import Move

ALL = "all"
PDF = "PDF (*.pdf)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From which day on things are told."""

    since: Annotated[date, Datum("自", Day(), MUST)]


class TakeoverPage(Page):
    """``open()`` begins with whoever is at the desk, or the whole office."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._sheet: Sheet | None = None
        self._worker: str | None = None
        self._part = ALL
        self._lines: Sequence[Line] = ()
        self._moves: list[Move] = []
        self._facts = text("", "small", wrap=True)
        self._whose = Picker("谁的人", self._choose_worker)
        (field,) = fields_of(Since)
        self._day = editor(field, entry_context(desk))
        self._day.set_value(sheet.usual_since(desk))
        self._day.left.connect(self._day_left)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        self._filters = Filters(self._choose_part, self._choose_part, lambda: self._choose_part(ALL))
        self.model = RecordsModel(columns(), self._fetch, window.busy, self)
        cells: dict[int, Cell] = {0: StrongCell(), 1: QuietCell(), 2: QuietCell(), 6: QuietCell()}
        self.list = table(self.model, cells, WIDTHS, 5, LEAVE, name="交接的事项")
        self.list.opened.connect(self._open_here)
        self.list.selectionModel().currentRowChanged.connect(self._show_line)
        listed = out_as(self.model, self._narrowed)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, arranged=False)
        self._lay()
        bind(self, Where.TAKEOVER, {"F9": self._hand_over})

    def _lay(self) -> None:
        self._give = button("交给别人", "primary", "hand", tip="F9", act=self._hand_over)
        out = button("打印交接班单", sign="print", tip="Ctrl+P", act=self.print_paper)
        save = button("存成文件", sign="file", act=self._save)
        title = column(text("交接班", "title"), self._facts, gap=2)
        top = row((title, 1), self.acts.more_button(), save, out, self._give, gap=8, pad=(24, 16, 24, 12))
        EnterMoves(self._day.entries(), self.list.setFocus, self)
        chosen = row(
            text("谁的人", "label"),
            self._whose.button,
            8,
            text("自", "label"),
            wide(self._day, 150),
            text("以来", "label"),
            None,
            gap=8,
        )
        line = column(chosen, self._trouble, self._filters, gap=8, pad=(24, 0, 24, 12))
        self._body, self._nobody = QWidget(), column(gap=0, pad=(24, 0, 24, 16))
        self._what, self._why = text("", "strong", wrap=True), text("", "small", wrap=True)
        see = button("打开", "soft", act=self._open_here)
        foot = box(row((column(self._what, self._why, gap=2), 1), see, pad=(16, 10, 16, 10)))
        if not beside():
            foot.hide()  # the list stands alone, Enter opens
        self._body.setLayout(column((self.list, 1), foot, gap=8, pad=(24, 0, 24, 16)))
        self.setLayout(column(top, box(line, "scroll"), (self._body, 1), self._nobody, gap=0))
        self._body.hide()

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """What was shown, or the people of whoever is at the desk."""
        if "kept" in target:
            self._worker, self._part, since = target["kept"]
            self._day.set_raw(since)
        self.refresh()

    def refresh(self) -> None:
        """Read the sheet again."""
        if self.window_.busy():
            return
        counted = reassign.workers(self.desk)
        known = dict(counted)
        if self._worker is None or (self._worker and self._worker not in known):
            self._worker = self.desk.user if self.desk.user in known else EVERYBODY
        everybody = (EVERYBODY, f"全所　{sum(known.values())} 人")
        options = [(name, f"{name}　{many} 人") for name, many in counted if name]
        self._whose.show_options([everybody, *options], self._worker)
        nobody = known.get("", 0)
        self._give.setText(" 交给别人" if self._worker else f" 定责任人 {nobody} 人")
        self._give.setEnabled(bool(self._worker or nobody))
        since = self._since()
        if since is not None:
            job = partial(sheet.read, self.desk, self._worker, since)
            self.window_.run_job("正在写交接班单", job, self._read, unit="份", failed=self._refused)

    def keep(self) -> Target:
        """Whose people, which part, since when."""
        return {"kept": (self._worker, self._part, self._day.raw())}

    def first(self) -> QWidget:
        """The lines."""
        return self.list

    def print_paper(self) -> None:
        """Ctrl+P: 交接班单, with places to sign."""
        if self._sheet is not None:
            note = partial(printout.note_print, self.desk, self._sheet)
            print_pdf(self, self.window_, printout.NAME, self._draw, note)

    def export_list(self) -> None:
        """Ctrl+E: the lines that are shown."""
        self.acts.export()

    def _narrowed(self) -> str:
        whose = f"{self._worker} 名下" if self._worker else "全所"
        return whose if self._part == ALL else f"{whose}，{Part(self._part).value}"

    def _row_verbs(self, _line: Line) -> list[RowVerb]:
        return [("打开", self._open_here)]

    def _draw(self, _progress: Progress) -> bytes:
        assert self._sheet is not None  # noqa: S101 - asked before
        return printout.draw(self.desk, self._sheet, self._standing(), watched=True)

    def _save(self) -> None:
        shown = self._sheet
        if shown is None:
            return
        name = f"{printout.NAME}_{self.desk.today.isoformat()}.pdf"
        file = questions.save_file(self, "交接班单存成文件", name, PDF, questions.Folder.PAPERS_OUT)
        if file is not None:
            moves = self._standing()
            self.window_.run_job(
                "正在排版",
                lambda _progress: printout.save(self.desk, shown, file, moves, watched=True),
                lambda made: self.window_.toast(f"已存成文件：{made.name}"),
            )

    def _standing(self) -> list[Move]:
        """Who was handed over here and is with the new one still (it may have been taken back)."""
        now = {row.id: row.worker for row in people.rows(self.desk, [one.case_id for one in self._moves])}
        return [one for one in self._moves if now.get(one.case_id) == one.new]

    # what is shown ------------------------------------------------------------------------------

    def _since(self) -> date | None:
        try:
            found = self._day.value()
        except ValueError as wrong:
            self._complain(f"“自某日以来”的日期：{wrong}")
            return None
        self._complain("" if found else "请写从哪一天算起。")
        return found if isinstance(found, date) else None

    def _complain(self, words: str) -> None:
        self._day.set_trouble(words)
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _refused(self, error: BaseException) -> None:
        if getattr(error, "field", "") == "since":
            self._complain(str(error))
        else:
            self.window_.trouble(error)

    def _read(self, made: Sheet) -> None:
        if isValid(self):
            first, self._sheet = self._sheet is None, made
            self._show()
            if first:  # it was hidden when the page came to the front
                self.list.setFocus()

    def _show(self) -> None:
        shown = self._sheet
        if shown is None:
            return
        counts = {part: len(shown.of(part)) for part in Part}
        if self._part != ALL and not counts[Part(self._part)]:
            self._part = ALL
        names = {part: part.value if beside() else SHORT[part] for part in Part}
        quick = [(part.value, f"{names[part]} {many}") for part, many in counts.items() if many]
        self._filters.show_filters([(ALL, f"全部 {len(shown.lines)}"), *quick], self._part)
        whose = f"{shown.worker} 名下" if shown.worker else "全所"
        nobody = counts[Part.UNOWNED]
        said = f"还有 {nobody} 人没有责任人" if nobody else "人人都有责任人"
        self._facts.setText(f"{whose} {len(shown.people)} 人，{len(shown.lines)} 件事；{said}")
        self._lines = shown.lines if self._part == ALL else shown.of(Part(self._part))
        at = max(self.list.currentIndex().row(), 0)
        self.model.show_ids(array("q", range(len(self._lines))))
        clear(self._nobody)
        self._body.setVisible(bool(self._lines))
        if self._lines:
            self.list.selectRow(min(at, len(self._lines) - 1))
        else:
            words = "这段时间没有办过的事，也没有约好的、过期限的和很久没有联系的。"
            self._nobody.addWidget(empty("没有要交代的事", words, sign="check"))
            self._nobody.addStretch(1)

    def _fetch(self, places: Sequence[int]) -> list[Line]:
        return [self._lines[at] for at in places]

    # verbs --------------------------------------------------------------------------------------

    def _choose_worker(self, worker: str) -> None:
        self._worker = worker
        self.refresh()
        self.list.setFocus()

    def _choose_part(self, part: str) -> None:
        self._part = part
        self._show()
        self.list.setFocus()

    def _day_left(self) -> None:
        if self._sheet is not None and self._since() not in (None, self._sheet.since):
            self.refresh()

    def _show_line(self) -> None:
        """The chosen line in full: the list cuts what is long."""
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._lines):
            line = self._lines[at]
            self._what.setText(f"{line.name}：{line.what}")
            self._why.setText(line.why)

    def _open_here(self) -> None:
        at = self.list.currentIndex().row()
        if not 0 <= at < len(self._lines):
            return
        line = self._lines[at]
        among = list(dict.fromkeys(one.case_id for one in self._lines))
        place = among.index(line.case_id)
        self.window_.go("person", no=line.no, among=among, at=place, section=line.section)

    def _hand_over(self) -> None:
        """Who goes to whom; then one unit of work."""
        worker = self._worker or ""
        if not (worker or self._give.isEnabled()):
            self.window_.toast("人人都有责任人；要交接，先在上面选是谁的人")
            return
        answer = HandOverDialog.ask_for(self, self.desk, worker)
        if answer is None:
            return
        moves = reassign.plan(self.desk, answer.shares)
        count = reassign.hand_over(self.desk, answer.shares)
        self._moves = moves
        self.refresh()
        told = filter(None, (f"已交接 {len(moves)} 人", also_sealed(count - len(moves))))
        self.window_.done("，".join(told))
        self.list.setFocus()


PLACE = Place("takeover", "交接班", "hand", TakeoverPage, under="today", short="交接")
