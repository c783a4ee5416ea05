"""评估表: the forms in use; a copy given out to edit, checked with every fault at once, tried on the newest
assessment of each person, then taken.
"""

from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Unpack

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.gui import questions
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.pages.instruments import columns as lines
from anbang_desktop.gui.pages.instruments.columns import AFTER, LEAVE, WHY, WIDTHS, Line
from anbang_desktop.gui.pages.instruments.dialogs import TakeFormDialog
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, text
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.picker import Picker
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import beside
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs import instrument_trial, own_instrument
from anbang_desktop.services.packs.instrument_trial import DOWN, UP, Trial
from anbang_desktop.services.packs.own_instrument import Edited

IN_USE, TAKEN, FAULTS, CHANGES, TURNED, COUNTS = "in_use", "taken", "faults", "changes", "turned", "counts"
FORMS, EXPORT = "评估表 (*.toml)", "导出一份来改"


class InstrumentsPage(Page):
    """``open(path=file)`` looks at an edited form at once."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """The form in use is listed by ``open``."""
        super().__init__(desk, window)
        self._file: Path | None = None
        self._edited: Edited | None = None
        self._told: Trial | None = None
        self._part = IN_USE
        self._lines: Sequence[Line] = ()
        self._filters = Filters(self._choose_part, self._choose_part, lambda: self._choose_part(IN_USE))
        self.model = RecordsModel(lines.columns(), self._fetch, window.busy, self)
        cells: dict[int, Cell] = {0: StrongCell(), 1: QuietCell(), 3: QuietCell()}
        self.list = table(self.model, cells, WIDTHS, 1, LEAVE, name="评估表的条目")
        self.list.selectionModel().currentRowChanged.connect(self._show_line)
        self.list.opened.connect(self._open_here)
        listed = lines.out_as(self.model, self._narrowed)
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, arranged=False)
        self._lay()
        bind(self, Where.INSTRUMENTS, {"F9": self.take})

    def _lay(self) -> None:
        self._facts = text("", "small", wrap=True)
        self._export = Picker(EXPORT, self.export_copy)
        self._choose = button("选改好的表", "soft", "file", act=self.choose)
        self._again = button("再读一次", act=self.refresh, tip="改了文件以后点这里")
        self._leave = button("不换", act=self.leave)
        self._take = button("换上", "primary", "check", tip="F9", act=self.take)
        title = column(text("评估表", "title"), self._facts, gap=2)
        verbs = (
            self.acts.more_button(),
            self._export.button,
            self._choose,
            self._again,
            self._leave,
            self._take,
        )
        top = row((title, 1), *verbs, gap=8, pad=(24, 16, 24, 12))
        line = column(self._filters, gap=8, pad=(24, 0, 24, 12))
        self._body, self._nobody = QWidget(), column(gap=0, pad=(24, 0, 24, 16))
        self._what, self._why = text("", "strong", wrap=True), text("", "small", wrap=True)
        foot = box(column(self._what, self._why, gap=2, pad=(16, 10, 16, 10)))
        if not beside():
            foot.hide()  # the list stands alone
        self._body.setLayout(column((self.list, 1), foot, gap=8, pad=(24, 0, 24, 16)))
        self.setLayout(column(top, box(line, "scroll"), (self._body, 1), self._nobody, gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """A form that was being looked at is looked at again."""
        if "path" in target:
            self._file = target["path"]
        if "kept" in target:
            file, self._part, _day = target["kept"]
            self._file = Path(file) if file and Path(file).is_file() else None
        self.refresh()

    def refresh(self) -> None:
        """The form in use; one that is looked at is read and tried again."""
        if self.window_.busy():
            return
        if self._file is not None:
            self._look(self._file)
        else:
            self._show()

    def keep(self) -> Target:
        """Which file is looked at, and which part."""
        return {"kept": (str(self._file or ""), self._part, "")}

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
        form = self._edited.form if self._edited and self._edited.form else self.desk.instrument
        return f"{self._parts()[self._part][0]}，{form.name} {form.version}"

    def _row_verbs(self, line: Line) -> list[RowVerb]:
        return [("打开", self._open_here)] if line.no else []

    # a form -------------------------------------------------------------------------------------

    def export_copy(self, id_: str) -> None:
        """导出一份来改: where to."""
        form = next(one for one in self.desk.instruments if one.id == id_)
        name = f"{form.name}.toml"
        file = questions.save_file(self, "评估表存到哪里", name, FORMS, questions.Folder.LISTS_IN)
        if file is not None:
            own_instrument.export(self.desk, file, id_)
            self.window_.toast(f"已导出“{file.name}”，用记事本改好以后点“选改好的表”")

    def choose(self) -> None:
        """选改好的表: what was exported and edited."""
        file = questions.open_file(self, "选改好的评估表", FORMS, questions.Folder.LISTS_IN)
        if file is not None:
            self._look(file)

    def leave(self) -> None:
        """不换: the form stays."""
        self._file = self._edited = self._told = None
        self._part = IN_USE
        self._show()

    def take(self) -> None:
        """换上, once it is said who decided it."""
        if self._edited is None or self._told is None:
            self.window_.toast("先改好文件里的错误" if self._edited else "先点“选改好的表”，选改好的文件")
            return
        decided = TakeFormDialog.ask_for(self, self.desk, self._edited, self._told)
        if decided is not None:
            own_instrument.take(self.desk, self._edited, *decided)
            self.leave()
            self.window_.done("评估表已换上")

    def _look(self, file: Path) -> None:
        """Read it; without faults, try it on everybody."""
        edited = own_instrument.read(self.desk, file)
        self._file = file
        form = edited.form
        if form is None:
            self._looked((edited, None))
            return

        def job(progress: Progress) -> tuple[Edited, Trial | None]:
            return edited, instrument_trial.rehearse(self.desk, form, progress)

        self.window_.run_job("正在试评", job, self._looked, unit="人", stopped=self.leave)

    def _looked(self, both: tuple[Edited, Trial | None]) -> None:
        if isValid(self):
            self._edited, self._told = both
            parts = self._parts()
            if self._part not in parts or self._part in (IN_USE, TAKEN):
                self._part = next(iter(parts))
            self._show()
            self.list.setFocus()

    # what is shown ------------------------------------------------------------------------------

    def _parts(self) -> Mapping[str, tuple[str, Sequence[Line]]]:
        """Each part with its name and its lines."""
        now = {IN_USE: ("在用的评估表", self._in_use())}
        if self._edited is not None and self._told is None:
            return {FAULTS: ("错误", lines.faults(self._edited)), **now}
        if self._edited is not None and self._told is not None:
            return {
                CHANGES: ("变了什么", self._named(lines.changes(self._edited))),
                TURNED: ("谁的建议变", lines.turned(self._told)),
                COUNTS: ("各有多少人", lines.counts(self._told)),
                **now,
            }
        history = lines.taken(own_instrument.history(self.desk))
        return {**now, **({TAKEN: ("换过的评估表", history)} if history else {})}

    def _in_use(self) -> list[Line]:
        return self._named(lines.in_use(self.desk.instruments))

    def _named(self, found: list[Line]) -> list[Line]:
        return lines.named(found, self.desk.codes)

    def _show(self) -> None:
        looking = self._edited is not None
        self._take.setVisible(looking and self._told is not None)
        for shown in (self._leave, self._again):
            shown.setVisible(looking)
        for shown in (self._choose, self._export.button):
            shown.setVisible(not looking)
        forms = [(one.id, f"{one.name}　{one.version}") for one in self.desk.instruments[::-1]]
        self._export.show_options(forms, "")
        self._export.button.setText(EXPORT)
        parts = self._parts()
        if self._part not in parts:
            self._part = next(iter(parts))
        self._filters.show_filters(
            [(key, f"{name} {len(of)}") for key, (name, of) in parts.items()], self._part
        )
        self._facts.setText(self._said())
        self._lines = parts[self._part][1]
        after, why = any(one.after for one in self._lines), any(one.why for one in self._lines)
        self.list.set_absent([at for at, there in ((AFTER, after), (WHY, why)) if not there])
        self.model.show_ids(array("q", range(len(self._lines))))
        self._show_nobody()

    def _said(self) -> str:
        """The forms in use, or the one that is looked at."""
        if self._edited is None:
            return "；".join(f"{one.name} {one.version}" for one in self.desk.instruments[::-1])
        named = f"“{self._file.name}”" if self._file else ""
        if self._told is None:
            return f"{named}有 {len(self._edited.faults)} 处错误，改好保存以后点“再读一次”"
        told = self._told
        return (
            f"{named}改 {len(self._edited.changes)} 处；试评 {told.scored} 人，{told.many(UP)} 人的建议升，"
            f"{told.many(DOWN)} 人的降；{told.unscored} 人答案不全，不能试评。什么也没有改"
        )

    def _show_nobody(self) -> None:
        clear(self._nobody)
        self._body.setVisible(bool(self._lines))
        if self._lines:
            self.list.selectRow(0)
            return
        words = {
            CHANGES: ("和在用的一样", "这份文件里没有不一样的地方，不用换。"),
            TURNED: ("谁的建议也不变", "按做过的评估，换了以后建议的类别都一样。"),
        }.get(self._part, ("没有可以试评的人", "还没有人用这种表评过。"))
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


PLACE = Place("instruments", "评估表", "settings", InstrumentsPage, under="settings")
