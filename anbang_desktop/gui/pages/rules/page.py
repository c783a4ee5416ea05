"""规则: the rules in force; a pack of the county's shown as what it changes and whom it moves, then taken;
the holidays of a year.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Unpack

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.domain.holidays import Holidays
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import MUST, Datum, fields_of
from anbang_desktop.fields.kinds import Day
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.pages.rules import columns as lines
from anbang_desktop.gui.pages.rules.columns import AFTER, LEAVE, WIDTHS, Line
from anbang_desktop.gui.pages.rules.dialogs import TakePackDialog
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, text, wide
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.form import EnterMoves
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import beside
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs import offered, rehearsal, taking, years
from anbang_desktop.services.packs.offered import Offered
from anbang_desktop.services.packs.rehearsal import Rehearsal

IN_FORCE, TAKEN, CHANGES, MOVED = "in_force", "taken", "changes", "moved"
PACKS, YEARS = "规则包 (*.toml)", "节假日表 (*.toml *.xlsx *.xls *.csv)"


@dataclass(frozen=True, slots=True, kw_only=True)
class From:
    """From which day on the rules hold."""

    effective_from: Annotated[date, Datum("施行日期", Day(), MUST)]


class RulesPage(Page):
    """``open(path=file)`` looks at a pack at once."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """The rules in force are listed by ``open``."""
        super().__init__(desk, window)
        self._file: Path | None = None
        self._offered: Offered | None = None
        self._told: Rehearsal | None = None
        self._part = IN_FORCE
        self._lines: Sequence[Line] = ()
        (field,) = fields_of(From)
        self._day = editor(field, entry_context(desk))
        self._day.left.connect(self._day_left)
        self._trouble = text("", "error", wrap=True)
        self._filters = Filters(self._choose_part, self._choose_part, lambda: self._choose_part(IN_FORCE))
        self.model = RecordsModel(lines.columns(), self._fetch, window.busy, self)
        cells: dict[int, Cell] = {0: StrongCell(), 1: QuietCell(), 3: QuietCell()}
        self.list = table(self.model, cells, WIDTHS, 0, LEAVE, name="规则的条目")
        self.list.selectionModel().currentRowChanged.connect(self._show_line)
        self.list.opened.connect(self._open_here)
        listed = lines.out_as(self.model, self._narrowed)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, arranged=False)
        self._lay()
        bind(self, Where.RULES, {"F9": self.take})

    def _lay(self) -> None:
        self._facts = text("", "small", wrap=True)
        self._warned = column(gap=0)
        self._choose = button("换规则包", "soft", "file", act=self.choose)
        self._years = button("导入节假日", act=self.import_year)
        self._form = button("评估表", act=lambda: self.window_.go("instruments"))
        self._take = button("换上", "primary", "check", tip="F9", act=self.take)
        self._leave = button("不换", act=self.leave)
        title = column(text("规则", "title"), self._facts, gap=2)
        verbs = (self.acts.more_button(), self._form, self._years, self._choose, self._leave, self._take)
        top = row((title, 1), *verbs, gap=8, pad=(24, 16, 24, 12))
        EnterMoves(self._day.entries(), self.list.setFocus, self)
        self._chosen = QWidget()
        day = row(text("施行日期", "label"), wide(self._day, 150), None, gap=8)
        self._chosen.setLayout(column(day, self._trouble, gap=4))
        line = column(self._warned, self._chosen, self._filters, gap=8, pad=(24, 0, 24, 12))
        self._body, self._nobody = QWidget(), column(gap=0, pad=(24, 0, 24, 16))
        self._what, self._why = text("", "strong", wrap=True), text("", "small", wrap=True)
        foot = box(column(self._what, self._why, gap=2, pad=(16, 10, 16, 10)))
        if not beside():
            foot.hide()  # the list stands alone
        self._body.setLayout(column((self.list, 1), foot, gap=8, pad=(24, 0, 24, 16)))
        self.setLayout(column(top, box(line, "scroll"), (self._body, 1), self._nobody, gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """A pack that was being looked at is looked at again."""
        if "path" in target:
            self._file = target["path"]
        if "kept" in target:
            file, self._part, day = target["kept"]
            self._file = Path(file) if file and Path(file).is_file() else None
            self._day.set_raw(day)
        self.refresh()

    def refresh(self) -> None:
        """The rules in force; a pack that is looked at is rehearsed again."""
        if self.window_.busy():
            return
        if self._file is not None:
            self._look(self._file, self._said_day())
        else:
            self._show()

    def keep(self) -> Target:
        """Which pack is looked at, and which part."""
        return {"kept": (str(self._file or ""), self._part, self._day.raw())}

    def first(self) -> QWidget:
        """The lines."""
        return self.list

    def print_paper(self) -> None:
        """Ctrl+P: the lines that are shown."""
        self.acts.print_list()

    def export_list(self) -> None:
        """Ctrl+E: the lines that are shown."""
        self.acts.export()

    def _narrowed(self) -> str:
        shown = self._offered.pack if self._offered else self.desk.pack
        return f"{self._parts()[self._part][0]}，{shown.name}"

    def _row_verbs(self, line: Line) -> list[RowVerb]:
        return [("打开", self._open_here)] if line.no else []

    # a pack -------------------------------------------------------------------------------------

    def choose(self) -> None:
        """换规则包: a file of the county's."""
        file = questions.open_file(self, "选县司法局下发的规则包", PACKS, questions.Folder.LISTS_IN)
        if file is not None:
            self._look(file, None)

    def leave(self) -> None:
        """不换: the rules stay."""
        self._file = self._offered = self._told = None
        self._part = IN_FORCE
        self._complain("")
        self._show()

    def take(self) -> None:
        """换上, once it is said who decided it."""
        found, told = self._offered, self._told
        if found is None or told is None:
            self.window_.toast("先点“换规则包”，选县司法局下发的文件")
            return
        decision = TakePackDialog.ask_for(self, self.desk, found, told)
        if decision is not None:
            job = partial(taking.take, self.desk, found, decision)
            self.window_.run_job("正在换规则包", job, self._taken, unit="人")

    def _taken(self, _nothing: None) -> None:
        self.leave()
        self.window_.done("规则包已换上")

    def _look(self, file: Path, day: date | None) -> None:
        """Read it, then rehearse it on everybody."""
        try:
            found = offered.read(self.desk, file, day)
        except UserError as wrong:
            if wrong.field == "effective_from" and self._offered is not None:
                self._complain(str(wrong))
                return
            self.leave()
            raise
        self._file = file
        self._complain("")

        def job(progress: Progress) -> tuple[Offered, Rehearsal]:
            return found, rehearsal.rehearse(self.desk, found, progress)

        self.window_.run_job("正在预演", job, self._looked, unit="人", stopped=self.leave)

    def _looked(self, both: tuple[Offered, Rehearsal]) -> None:
        if isValid(self):
            first = self._offered is None
            self._offered, self._told = both
            self._day.set_value(both[0].effective_from)
            if first or self._part not in (CHANGES, MOVED):
                self._part = CHANGES
            self._show()
            self.list.setFocus()

    def _said_day(self) -> date | None:
        try:
            found = self._day.value()
        except ValueError as wrong:
            self._complain(f"施行日期：{wrong}")
            return self._offered.effective_from if self._offered else None
        return found if isinstance(found, date) else None

    def _day_left(self) -> None:
        day = self._said_day()
        if (
            self._file is not None
            and self._offered is not None
            and day not in (None, self._offered.effective_from)
        ):
            self._look(self._file, day)

    def _complain(self, words: str) -> None:
        self._day.set_trouble(words)
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    # holidays -----------------------------------------------------------------------------------

    def import_year(self) -> None:
        """导入节假日: read, said once more, taken."""
        file = questions.open_file(self, "选一年的节假日表", YEARS, questions.Folder.LISTS_IN)
        if file is not None:
            job = partial(years.read, self.desk, file)
            self.window_.run_job("正在读节假日表", job, self._year_read)

    def _year_read(self, found: Holidays) -> None:
        known = found.year in self.desk.pack.calendar.years
        words = (
            f"{found.year} 年放假 {len(found.free)} 天，周末上班 {len(found.worked)} 天。"
            f"{'原来的安排换成这一份。' if known else ''}从今天起按它计算，以前定下的日期不变。可以撤销。"
        )
        if questions.yes(self, f"导入 {found.year} 年节假日？", words, do="导入", leave="不导入"):
            taking.take_year(self.desk, found)
            self.refresh()
            self.window_.done(f"{found.year} 年节假日已导入")

    # what is shown ------------------------------------------------------------------------------

    def _parts(self) -> Mapping[str, tuple[str, Sequence[Line]]]:
        """Each part with its name and its lines."""
        if self._offered is not None and self._told is not None:
            return {
                CHANGES: ("变了什么", lines.changes(self._offered)),
                MOVED: ("谁的日期变", lines.moved(self._told)),
                IN_FORCE: ("现行规则", lines.in_force(self.desk.pack, self.desk.codes)),
            }
        history = lines.taken(taking.history(self.desk))
        return {
            IN_FORCE: ("现行规则", lines.in_force(self.desk.pack, self.desk.codes)),
            **({TAKEN: ("换过的规则包", history)} if history else {}),
        }

    def _show(self) -> None:
        looking = self._offered is not None
        for shown in (self._take, self._leave, self._chosen):
            shown.setVisible(looking)
        self._choose.setVisible(not looking)
        parts = self._parts()
        if self._part not in parts:
            self._part = IN_FORCE
        self._filters.show_filters(
            [(key, f"{name} {len(of)}") for key, (name, of) in parts.items()], self._part
        )
        self._say()
        self._lines = parts[self._part][1]
        self.list.set_absent([] if any(one.after for one in self._lines) else [AFTER])
        self.model.show_ids(array("q", range(len(self._lines))))
        self._show_nobody()

    def _say(self) -> None:
        """The rules in force, or the pack that is looked at; what is wrong with those that were taken."""
        pack, calendar = self.desk.pack, self.desk.pack.calendar
        known = "、".join(str(year) for year in sorted(calendar.years))
        facts = f"{pack.name}　{pack.effective_from} 起施行；节假日表有 {known} 年"
        if self._offered is not None and self._told is not None:
            new, told = self._offered, self._told
            facts = (
                f"{new.pack.name}　{new.pack.issuer}　{new.pack.document_no}\n"
                f"改 {len(new.differences)} 处；{len(new.pack.examples)} 个示例都算得对；"
                f"预演 {told.people} 人，{told.concerned} 人的日期要变"
            )
        self._facts.setText(facts)
        clear(self._warned)
        unread = [(words, "", None) for words in self.desk.rules.unread]
        missing = self._year_missing()
        if unread or missing:
            more = [(missing, "导入节假日", self.import_year)] if missing else []
            self._warned.addWidget(banner([*unread, *more]))

    def _year_missing(self) -> str:
        """The year whose holidays nobody has entered although deadlines reach into it."""
        today = self.desk.today
        ahead = today.year + (today.month == 12)
        known = ahead in self.desk.pack.calendar.years
        return "" if known else f"还没有 {ahead} 年的节假日表，遇放假的期限只除去周六、周日。"

    def _show_nobody(self) -> None:
        clear(self._nobody)
        self._body.setVisible(bool(self._lines))
        if self._lines:
            self.list.selectRow(0)
            return
        words = {
            CHANGES: ("和现在的规则一样", "这份规则包里没有不一样的地方，不用换。"),
            MOVED: ("谁的日期也不变", "以前定下的日期照旧；新规则只管施行以后定的日期。"),
        }[self._part]
        self._nobody.addWidget(empty(*words, sign="check"))
        self._nobody.addStretch(1)

    def _fetch(self, places: Sequence[int]) -> list[Line]:
        return [self._lines[at] for at in places]

    def _choose_part(self, part: str) -> None:
        self._part = part
        self._show()
        self.list.setFocus()

    def _here(self) -> Line | None:
        at = self.list.currentIndex().row()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _show_line(self) -> None:
        """The chosen line in full: the list cuts what is long."""
        line = self._here()
        if line is not None:
            self._what.setText(f"{line.what}：{line.before}{f' → {line.after}' if line.after else ''}")
            self._why.setText(line.why)

    def _open_here(self) -> None:
        line = self._here()
        if line is not None and line.no:
            self.window_.go("person", no=line.no)


PLACE = Place("rules", "规则", "settings", RulesPage, under="settings")
