"""走访补录: villages or chosen people, then a line for each of them; everything finished is saved at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Unpack

from PySide6.QtWidgets import QApplication, QFrame, QLabel, QStackedLayout, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting, Entries
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.listed import Listed
from anbang_desktop.gui.pages.visits.grid import VisitGrid
from anbang_desktop.gui.pages.visits.model import COLUMNS, NOWHERE
from anbang_desktop.gui.pages.visits.paper import paper_columns
from anbang_desktop.gui.pages.visits.shared_line import SharedLine
from anbang_desktop.gui.pages.visits.villages import Village, Villages
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, tag, text, upright
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace, empty
from anbang_desktop.gui.records.visit_pack import PackDialog
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import undoing
from anbang_desktop.services.worklist import visits
from anbang_desktop.services.worklist.due_item import DueItem
from anbang_desktop.services.worklist.visits import Visit, VisitLine

FORM = "visits"  # of the draft
NEAR = ("overdue", "today", "week")
KEYS = (("回车", "下一格"), ("1–6", "选答案"), ("Ctrl+D", "抄上一行"), ("F2", "写内容"))
CHOICE, GRID = range(2)


@dataclass(frozen=True, slots=True)
class Saved:
    """Who was listed, what was entered of whom; one of those who were saved, and by which unit."""

    ids: Sequence[int]
    entered: Mapping[str, Visit]
    no: str
    unit: int


class VisitsPage(Page):
    """``open(among=ids)`` begins with these people; without it the villages are shown, or what is begun."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._ids: Sequence[int] = ()
        self._saved: Saved | None = None  # what was saved last, while it is what was done here last
        self._top = column(gap=0)
        self._shared = SharedLine(desk, entry_context(desk))
        self.grid = VisitGrid(desk)
        self.villages = Villages(self._take_villages, self._pack_villages, window.busy)
        self._told: QLabel = text("", "strong")
        self._save = button("", "primary", "check", "surface", tip="Ctrl+S", act=self.save_now)
        self._strange = column(gap=0)
        people_listed, villages_listed = self._listed()
        grid, villages = self.grid, self.villages
        self.acts = ListActs(
            self,
            people_listed,
            grid.list,
            grid.model.line_at,
            self._verbs,
            arranged=False,
            opens=False,
            more=[] if roomy() else [("从表格粘贴\tCtrl+V", self.paste)],
        )
        self.village_acts = ListActs(
            self, villages_listed, villages.list, villages.model.row_of, self._village_verbs, arranged=False
        )
        self._drafting = Drafting(self, desk, self._entries, self._restore, window.busy)
        self._lay()
        self._shared.changed.connect(self._entered)
        self._shared.done.connect(self.grid.list.setFocus)
        self.grid.entered.connect(self._entered)
        self.grid.pasting.connect(self.paste)
        bind(self, Where.VISITS, {"F2": self.grid.write_words, "Ctrl+D": self.grid.copy_above})

    def _lay(self) -> None:
        shared = box(column(self._shared, gap=0, pad=(24, 0, 24, 12)), "scroll")
        strange = box(column(self._strange, gap=0, pad=(24, 0, 24, 0)), "scroll")
        body = column((self.grid, 1), gap=0, pad=(24, 0, 24, 16))
        begun = QWidget()
        begun.setLayout(column(shared, strange, (body, 1), self._foot(), gap=0))
        holder = QWidget(self)  # without a parent its first face would flash as a window
        self._stack = QStackedLayout(holder)
        choice = QWidget()
        self.nobody = EmptyFace(self.villages)
        choice.setLayout(column((self.villages, 1), self.nobody, gap=0))
        for one in (choice, begun):
            self._stack.addWidget(one)
        self.setLayout(column(self._top, self._drafting.offer, (holder, 1), gap=0))

    def _foot(self) -> QWidget:
        keys: list[Item] = [part for key, words in KEYS for part in (tag(key, "key"), text(words, "hint"), 4)]
        said = "是上次的，点一下或回车就算这次的" if roomy() else "是上次的，回车就算"
        keep = button("暂存", tip="没填完的留着，下次接着填", act=self._put_by)
        legend = (upright(), text("赭色点线", "carried"), text(said, "small"), 8)
        parts = (self._told, *legend, *(keys if roomy() else []), None, keep, self._save)
        return box(row(*parts, gap=6, pad=(24, 12, 24, 12)), "foot")

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """Other people begin anew: what was entered of the ones before is a draft, and offered."""
        if "kept" in target:
            self._restore(target["kept"][0])
            self._drafting.open(FORM, restored=self.unsaved())
            return
        if "among" in target:
            self._keep_begun()
            self._drafting.open(FORM)
            self._show_people(list(target["among"]), {})
        elif not self._ids:
            self._drafting.open(FORM)
        self.refresh()

    def refresh(self) -> None:
        """Read again who is there and what last time said; what was entered stays, and what was saved and is
        taken back stands there again.
        """
        if self.window_.busy():
            return
        if (saved := self._saved) is not None and self._is_taken_back(saved):
            self._show_people(saved.ids, {**saved.entered, **self.grid.model.visits})
            self._entered()
        elif self._ids:
            self._show_people(self._ids, self.grid.model.visits)
        else:
            self._show_villages()

    def unsaved(self) -> bool:
        """Something was entered of somebody."""
        return bool(self.grid.model.visits)

    def set_aside(self) -> bool:
        """What was entered stays here, and waits as a draft."""
        self._keep_begun()
        return self.unsaved()

    def begun(self) -> str:
        """The one draft of this page."""
        return FORM if self.unsaved() else ""

    def keep(self) -> Target:
        """Who is listed and what was entered."""
        return {"kept": (self._state(),)}

    def first(self) -> QWidget:
        """The day, or the rows where some are begun, or the villages."""
        if self._ids:
            return self.grid.list if self.unsaved() else self._shared.first()
        return self.nobody.first() or self.villages.list

    def save_now(self) -> None:
        """Everything that is finished, as one unit of work; the rest stays."""
        shared = self._shared.read() if self._ids else None
        if shared is None:
            if not self._ids:
                super().save_now()
            return
        listed, entered = self._ids, self.grid.model.visits
        try:
            count = visits.record(self.desk, shared, entered)
        except UserError as error:
            if error.field not in ("on", "visits"):
                raise
            self._shared.complain(f"{error.what}{error.remedy}", error.field)
            return
        done = {no for no, one in entered.items() if one.finished}
        left = {no: one for no, one in entered.items() if no not in done}
        there = [line.row.id for line in self.grid.model.lines() if line.row.no not in done]
        self._show_people(there, left)
        if left:
            self._drafting.write()
        else:
            self._drafting.done()
        if not there:
            self._choose_villages()
        whose = next(iter(done))
        self._saved = Saved(listed, entered, whose, undoing.done_with(self.desk, whose, 1)[0].id)
        self.window_.done(f"已登记走访 {count} 人")
        (self.grid.list if there else self.villages.list).setFocus()

    def _is_taken_back(self, saved: Saved) -> bool:
        return any(one.undone for one in undoing.done_with(self.desk, saved.no) if one.id == saved.unit)

    def print_paper(self) -> None:
        """Ctrl+P: the sheets to take along."""
        if self._ids:
            self._pack([line.row.id for line in self.grid.model.lines()])
        else:
            self._pack_villages(self.villages.chosen())

    def paste(self) -> None:
        """Ctrl+V: rows that were copied in a spreadsheet."""
        line, at = self.grid.here()
        if line is None or not self._ids:
            return
        copied, listed = QApplication.clipboard().text(), self.grid.model.lines()
        found = visits.pasted(self.desk, listed, copied, line.row.no, COLUMNS[at])
        self.grid.paste(found)
        clear(self._strange)
        if found.strange:
            shown = [(words, "", None) for words in found.strange[:3]]
            more = len(found.strange) - len(shown)
            title = f"贴了 {len(found.visits)} 人，{len(found.strange)} 处没看懂" + (
                f"，先列 {len(shown)} 处" if more else ""
            )
            self._strange.addWidget(banner(shown, title=title))
            self._strange.addSpacing(12)
        else:
            self.window_.toast(
                f"贴了 {len(found.visits)} 人，还没有保存" if found.visits else "没有可以贴的行"
            )
        self.grid.list.setFocus()

    # what is shown ------------------------------------------------------------------------------

    def _show_people(self, ids: Sequence[int], entered: Mapping[str, Visit]) -> None:
        self._saved = None
        lines = visits.lines(self.desk, ids)
        self._ids = [line.row.id for line in lines]
        self.grid.show_lines(lines, entered)
        self.grid.model.show_day(self._shared.day())
        left = len(ids) - len(lines)
        names = list(dict.fromkeys(line.row.village or NOWHERE for line in lines))
        where = "、".join(names[:3]) + (f"等 {len(names)} 村" if len(names) > 3 else "")
        told = f"{where}，{len(lines)} 人" + (f"；{left} 人已办结，不列" if left else "")
        change = button("换村", sign="filter", act=self._choose_villages)
        sheet = [button("从表格粘贴", sign="file", tip="Ctrl+V", act=self.paste)] if roomy() else []
        pack = button("印走访包", sign="print", tip="Ctrl+P", act=self.print_paper)
        self._show_head("走访补录", told, change, *sheet, pack, self.acts.more_button())
        clear(self._strange)
        self._stack.setCurrentIndex(GRID)
        self._show_foot()

    def _show_villages(self) -> None:
        due = Counter(
            item.where.partition(" · ")[0] for item in self.window_.work_of_the_day() if _near(item)
        )
        listed = visits.village_counts(self.desk)
        self.villages.show_villages([Village(name, number, due[name]) for name, number in listed])
        whom = button("从人员里选", sign="people", act=lambda: self.window_.go("people"))
        special = button("重点时段", sign="clock", act=lambda: self.window_.go("campaigns"))
        more = [self.village_acts.more_button()] if listed else []
        told = "选一个或几个村，一人一行地补录" if roomy() else ""
        self._show_head("走访帮扶", told, special, whom, *more)
        self._stack.setCurrentIndex(CHOICE)
        self.nobody.say(None if listed else self._nothing())

    def _nothing(self) -> QFrame:
        return empty(
            "还没有在册的人",
            "登记了的人列在这里，一村一村地补录走访，也可以印走访包带去。",
            "看人员",
            lambda: self.window_.go("people"),
            sign="visit",
        )

    # the lists ----------------------------------------------------------------------------------

    def _listed(self) -> tuple[Listed[VisitLine], Listed[Village]]:
        """The people with what was entered of them, and the villages."""
        model, villages = self.grid.model, self.villages
        lines = Listed(
            "visits",
            "走访名单",
            paper_columns(model),
            lambda: range(len(model.lines())),
            lambda places: [line for at, line in enumerate(model.lines()) if at in places],
            lambda line: line.row.no,
            self._where,
        )
        choice = Listed(
            "villages",
            "走访村居",
            villages.model.columns,
            villages.model.ids,
            villages.model.fetch,
            lambda _one: "",
            lambda: "",
            villages.ticks.chosen,
            unit="村",
            people=False,
        )
        return lines, choice

    def export_list(self) -> None:
        """Ctrl+E: who is listed, or the villages."""
        (self.acts if self._ids else self.village_acts).export()

    def _verbs(self, line: VisitLine) -> list[RowVerb]:
        return [("打开人员页", partial(self.window_.go, "person", no=line.row.no))]

    def _village_verbs(self, one: Village) -> list[RowVerb]:
        return [
            ("补录这一村", partial(self._take_villages, [one.name])),
            ("印走访包", partial(self._pack_villages, [one.name])),
        ]

    def _where(self) -> str:
        lines = self.grid.model.lines()
        return "、".join(dict.fromkeys(line.row.village or NOWHERE for line in lines))

    def _show_head(self, title: str, told: str, *actions: Item) -> None:
        clear(self._top)
        self._top.addLayout(head(title, told, *actions))

    def _show_foot(self) -> None:
        done = self.grid.model.finished()
        self._told.setText(f"已填 {done} 人，共 {len(self._ids)} 人")
        self._save.setText(f" 保存 {done} 人")

    def _entered(self) -> None:
        self._shared.complain("")
        self.grid.model.show_day(self._shared.day())
        self._show_foot()
        self._drafting.touch()
        self.typed.emit()

    # villages, drafts, papers -------------------------------------------------------------------

    def _choose_villages(self) -> None:
        """Back to the villages; what was entered waits as a draft."""
        self._keep_begun()
        self._ids, self._saved = (), None
        self.grid.show_lines((), {})
        self._drafting.open(FORM)
        self._show_villages()
        self.villages.list.setFocus()
        self.typed.emit()

    def _take_villages(self, names: Sequence[str]) -> None:
        ids = visits.of_villages(self.desk, names)
        if ids:
            self._show_people(ids, {})
            self.villages.ticks.clear()
            self._shared.first().setFocus()

    def _pack_villages(self, names: Sequence[str]) -> None:
        self._pack(visits.of_villages(self.desk, names))

    def _pack(self, ids: Sequence[int]) -> None:
        PackDialog.print_for(self, self.desk, self.window_, ids)

    def _keep_begun(self) -> None:
        if self.unsaved():
            self._drafting.write()

    def _put_by(self) -> None:
        self._drafting.write()
        self.window_.toast("已暂存，下次打开时可以接着填")

    def _entries(self) -> dict[str, Any]:
        """What the draft keeps: nothing where nothing was entered of anybody."""
        return self._state() if self.unsaved() else {}

    def _state(self) -> dict[str, Any]:
        entered = self.grid.model.visits
        rows = {
            line.row.no: {"id": line.row.id, **asdict(entered[line.row.no])}
            for line in self.grid.model.lines()
            if line.row.no in entered
        }
        return {"ids": list(self._ids), "shared": self._shared.raw(), "rows": rows}

    def _restore(self, entries: Entries) -> None:
        self._shared.set_raw(entries.get("shared", {}))
        rows = {no: dict(one) for no, one in entries.get("rows", {}).items()}
        ids = dict.fromkeys([*entries.get("ids", ()), *(one.pop("id") for one in rows.values())])
        if ids:
            self._show_people(list(ids), {no: Visit(**one) for no, one in rows.items()})
        else:
            self._show_villages()
        self.typed.emit()


def _near(item: DueItem) -> bool:
    return item.kind == "contact" and item.group in NEAR


def _count(_desk: Desk, window: Window) -> Count | None:
    """Whom to see within a week; ▲ where somebody is waiting longer than agreed."""
    near = [item for item in window.work_of_the_day() if _near(item)]
    return Count(len(near), any(item.group == "overdue" for item in near)) if near else None


PLACE = Place("visits", "走访帮扶", "visit", VisitsPage, count=_count, short="走访")
