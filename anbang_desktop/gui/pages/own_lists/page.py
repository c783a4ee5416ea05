"""本所名单: villages, grids, workers, police stations, officers, places of custody; typed, pasted, imported,
collected from the records; saved list by list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Unpack

from PySide6.QtWidgets import QLabel, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import LISTS, OwnList
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.offers import Source
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.out import Out
from anbang_desktop.gui.pages.own_lists.columns import listed
from anbang_desktop.gui.pages.own_lists.grid import NameGrid
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, tag, text
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy, spelled
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import list_rows, own_lists
from anbang_desktop.services.office.list_rows import Found
from anbang_desktop.services.office.own_lists import Line

KINDS = "名单 (*.xlsx *.xls *.csv *.txt);;所有文件 (*)"
KEYS = (("回车", "下一个"), ("Ctrl+V", "从表格粘贴"), ("Ctrl+↑↓", "移动"))
NAMED = 4  # of the names that only records say
FORM = "own_lists"  # begins the name of the draft of a list


class OwnListsPage(Page):
    """``open(name="village")`` shows one of the lists."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self.kind = OwnList.VILLAGE
        self._top, self._said = column(gap=0), column(gap=0)
        self._filters = Filters(lambda kind: self._choose(OwnList(kind)), lambda _key: None, lambda: None)
        self.grid = NameGrid(self._within)
        self._told: QLabel = text("", "strong")
        self._drop = button("去掉", tip="F8", act=self._drop_line)
        self._save = button("保存", "primary", "check", "surface", tip="Ctrl+S", act=self.save_now)
        self._drafting = Drafting(self, desk, self._entries, self._restore, window.busy)
        self._lay()
        self.grid.model.typed.connect(self._typed)
        self.grid.moved.connect(self._show_foot)
        self.grid.pasting.connect(lambda copied: self._merge(list_rows.read_text(self.kind, copied), "贴"))
        acts = {
            "Ctrl+Up": lambda: self._move(-1),
            "Ctrl+Down": lambda: self._move(1),
            "F8": self._drop_line,
            "Ctrl+O": self.choose_file,
        }
        bind(self, Where.OWN_LISTS, acts)

    def _lay(self) -> None:
        line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        said = box(column(self._said, gap=0, pad=(24, 0, 24, 0)), "scroll")
        body = column((self.grid, 1), gap=0, pad=(24, 0, 24, 16))
        keys: list[Item] = [part for key, words in KEYS for part in (tag(key, "key"), text(words, "hint"), 4)]
        parts = (self._told, 8, *(keys if roomy() else []), None, self._drop, self._save)
        foot = box(row(*parts, gap=6, pad=(24, 12, 24, 12)), "foot")
        self.setLayout(column(self._top, line, self._drafting.offer, said, (body, 1), foot, gap=0))

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """A list; what was typed and not saved stays."""
        if "kept" in target:
            kind, lines = target["kept"]
            self._show_list(OwnList(kind), restored=lines)
        elif "name" in target and OwnList(target["name"]) is not self.kind:
            self._choose(OwnList(target["name"]))
        elif not self.unsaved():
            self._show_list(self.kind)

    def refresh(self) -> None:
        """Read again, unless something is typed."""
        if not self.window_.busy() and not self.unsaved():
            self._show_list(self.kind)

    def unsaved(self) -> bool:
        """Something differs from what is saved."""
        return self.grid.changed()

    def set_aside(self) -> bool:
        """What was typed stays here, and waits as a draft."""
        self.grid.commit()
        if not self.unsaved():
            return False
        self._drafting.write()
        return True

    def begun(self) -> str:
        """The draft of the list in front."""
        return self._drafting.form if self.unsaved() else ""

    def keep(self) -> Target:
        """The list and what was typed."""
        self.grid.commit()
        return {"kept": (str(self.kind), self._entries().get("lines"))}

    def first(self) -> QWidget:
        """The grid, ready for typing."""
        return self.grid.list

    def save_now(self) -> None:
        """The list as it stands there, as one unit of work."""
        self.grid.commit()
        if not self.unsaved():
            super().save_now()
            return
        if self._saved():
            self.grid.list.setFocus()

    def print_paper(self) -> None:
        """Ctrl+P: this list as it is saved; UserError while something typed is not."""
        self._out().print_list()

    def export_list(self) -> None:
        """Ctrl+E: the same as a workbook."""
        self._out().export()

    def _out(self) -> Out[Line]:
        self.grid.commit()
        if self.unsaved():
            raise UserError("名单改过，还没有保存。", "请先按 Ctrl+S 保存，再打印、导出。")
        going = listed(self.kind, own_lists.lines(self.desk, self.kind))
        return Out(self, going, lambda: going.columns)

    def _saved(self) -> bool:
        try:
            own_lists.save(self.desk, self.kind, self.grid.model.lines())
        except UserError as wrong:
            self._say([f"{wrong.what}{wrong.remedy}"], look="errorbanner")
            return False
        self._drafting.done()
        self._show_list(self.kind)
        self.window_.done(f"已保存{LISTS[self.kind].title}名单")
        return True

    # sheets and records -------------------------------------------------------------------------

    def choose_file(self) -> None:
        """A sheet with the names."""
        title, kind = LISTS[self.kind].title, self.kind
        file = questions.open_file(self, f"导入{title}名单", KINDS, questions.Folder.LISTS_IN)
        if file is not None:
            self.window_.run_job(
                "正在读名单",
                lambda progress: list_rows.read_file(kind, file, progress),
                lambda found: self._merge(found, "读"),
            )

    def collect(self) -> None:
        """What records say goes into the list; what was typed is saved first."""
        self.grid.commit()
        if self.unsaved() and not self._saved():
            return
        taken = own_lists.collect(self.desk, self.kind)
        self._show_list(self.kind)
        self.window_.done(f"从记录收进 {len(taken)} 个")
        self.grid.list.setFocus()

    def _merge(self, found: Found, how: str) -> None:
        self.grid.commit(close=True)
        new = self.grid.model.merge(found.lines)
        self._say(found.strange)
        known = len(found.lines) - new
        there = f"，{known} 个已经有了" if known else ""
        self.window_.toast(f"{how}到 {len(found.lines)} 个，加了 {new} 个{there}，还没有保存")
        self.grid.go(self.grid.model.rowCount() - 1)

    # what is shown ------------------------------------------------------------------------------

    def _show_list(self, kind: OwnList, restored: Sequence[Mapping[str, Any]] | None = None) -> None:
        at = self.grid.list.currentIndex().row() if kind is self.kind else -1
        self.kind = kind
        lines = own_lists.lines(self.desk, kind)
        self.grid.commit(close=True)
        typed = None if restored is None else [Line(**one) for one in restored]
        self.grid.model.show_lines(kind, lines, typed)
        self._drafting.open(f"{FORM}::{kind}", restored=restored is not None)
        self.grid.show_columns()
        self._show_head()
        unlisted = own_lists.unlisted(self.desk, kind)
        self._say([])
        if unlisted:
            named = "、".join(f"{name}（{number}）" for name, number in unlisted[:NAMED])
            more = f"等 {len(unlisted)} 个" if len(unlisted) > NAMED else ""
            words = f"记录里写过、名单里没有：{named}{more}"
            self._said.addWidget(banner([(words, "全部收进名单", self.collect)], "infobanner"))
            self._said.addSpacing(12)
        last = self.grid.model.rowCount() - 1  # the empty line: a list is opened to add to it
        self.grid.list.setCurrentIndex(self.grid.model.index(min(at, last) if at >= 0 else last, 0))
        self._show_foot()

    def _show_head(self) -> None:
        clear(self._top)
        counted = own_lists.counted(self.desk)
        words = [
            (str(kind), f"{one.title} {counted[kind]}" if counted[kind] else one.title)
            for kind, one in LISTS.items()
        ]
        self._filters.show_filters(words, str(self.kind))
        sheet = button("从表格导入", sign="file", tip="Ctrl+O", act=self.choose_file)
        paper = button("打印", sign="print", tip="Ctrl+P", act=self.print_paper)
        back = button("回设置", act=lambda: self.window_.go("settings"))
        told = "登记、走访、核查时输入几个字或拼音首字母就列出来" if spelled() else ""
        self._top.addLayout(head("本所名单", told, paper, sheet, back))

    def _say(self, sentences: Sequence[str], look: str = "warnbanner") -> None:
        clear(self._said)
        if sentences:
            more = [f"另有 {len(sentences) - 3} 处"] if len(sentences) > 3 else []
            shown = [(words, "", None) for words in (*sentences[:3], *more)]
            self._said.addWidget(banner(shown, look))
            self._said.addSpacing(12)

    def _typed(self) -> None:
        self._show_foot()
        if self.unsaved():
            self._drafting.touch()
        self.typed.emit()

    def _show_foot(self) -> None:
        lines = self.grid.model.lines()
        out = sum(not one.active for one in lines)
        self._told.setText(f"共 {len(lines)} 个" + (f"，停用 {out} 个" if out else ""))
        line = self.grid.model.line_at(self.grid.here())
        self._drop.setText("去掉" if not line.used else "停用" if line.active else "启用")
        self._drop.setEnabled(not line.empty)
        self._save.setEnabled(self.unsaved())

    # lines --------------------------------------------------------------------------------------

    def _choose(self, kind: OwnList) -> None:
        """Another list; what was typed in this one waits as a draft."""
        self.grid.commit()
        if self.unsaved():
            self._drafting.write()
        self._show_list(kind)
        self.grid.list.setFocus()

    def _move(self, step: int) -> None:
        self.grid.commit(close=True)
        self.grid.go(self.grid.model.move(self.grid.here(), step))

    def _drop_line(self) -> None:
        self.grid.commit(close=True)
        at = self.grid.here()
        self.grid.model.drop(at)
        self.grid.go(at)

    def _within(self) -> Source | None:
        of = LISTS[self.kind].of
        if of is None:
            return None
        return Source(lambda: own_lists.offered(self.desk, of), of)

    def _entries(self) -> dict[str, Any]:
        """What the draft keeps: nothing where nothing differs."""
        lines = [asdict(one) for one in self.grid.model.lines()]
        return {"lines": lines} if self.unsaved() else {}

    def _restore(self, entries: Mapping[str, Any]) -> None:
        lines = [Line(**one) for one in entries.get("lines", ())]
        self.grid.commit(close=True)
        self.grid.model.show_lines(self.kind, own_lists.lines(self.desk, self.kind), lines)


PLACE = Place("own_lists", "本所名单", "book", OwnListsPage, under="settings")
