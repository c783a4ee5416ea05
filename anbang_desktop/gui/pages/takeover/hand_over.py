"""交给别人: who goes to whom, looked at before it is done; all to one, by village, or ticked one by one."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import names
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import button, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.parts.picker import Picker
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.parts.ticks import ON, TickCell, Ticks
from anbang_desktop.gui.parts.veil import room_for
from anbang_desktop.gui.records.sealed import also_sealed
from anbang_desktop.gui.theme import grow, token
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.takeover import reassign
from anbang_desktop.services.takeover.reassign import NOBODY
from anbang_desktop.services.worklist.people import PersonRow

WIDTHS, LEAVE = (36, 90, 110, 110, 84, 84), (3, 2)
HIGH, WIDE = 236, 760
OTHERS, LEAST = 440, 4  # what else the dialog shows; rows of the list, its head among them
ALL = "*"


@dataclass(frozen=True, slots=True)
class Shared:
    """The answer: which case goes to whom."""

    shares: Mapping[int, str]


class HandOverDialog(Dialog[Shared]):
    """All are ticked at first: a name and Enter gives them all; other ticks and another name split them."""

    def __init__(self, parent: QWidget | None, desk: Desk, worker: str) -> None:
        """The people of ``worker`` ("": of nobody), and whoever has nobody."""
        super().__init__(parent, f"把 {worker} 的人交给别人" if worker else "给没有责任人的人定责任人")
        self._desk = desk
        listed: list[PersonRow] = [
            *(reassign.held_by(desk, worker) if worker else ()),
            *reassign.held_by(desk, ""),
        ]
        self._people = {one.id: one for one in listed}
        self._to: dict[int, str] = {}
        known = [name for name, _many in reassign.workers(desk) if name and name != worker]
        self._known = frozenset(known)
        whose = REGISTRATION.field(names(Case).responsible_worker)
        self._editor = editor(whose, entry_context(desk))
        hint = f"所里现有：{'、'.join(known)}" if known else ""
        self.line = FormRow("交给", self._editor.entries()[0], hint=hint, label_wide=64)
        self.give = button("", "soft", act=self._give)
        self.model = RecordsModel(self._columns(), self._fetch, lambda: False, self)
        cells: dict[int, Cell] = {0: TickCell(), 1: StrongCell(), 2: QuietCell(), 3: QuietCell()}
        self.list = table(self.model, cells, WIDTHS, 1, LEAVE, name="要交接的人")
        self.list.setFixedHeight(self._high())
        self.model.show_ids(array("q", self._people))
        self.ticks = Ticks(self.list, self.model.ids)
        self.ticks.tick(self._people)
        self.ticks.changed.connect(self._show)
        self._villages = Picker("按村勾选", self._tick_village)
        self._said = text("", wrap=True)
        self.go = verb("", self._done, "primary")
        self._lay()

    def _lay(self) -> None:
        about = "先勾选（一开始全勾着），写上交给谁，按回车；要分给几个人的，换一批勾选再写。"
        counted = Counter(one.village for one in self._people.values())
        villages = [(name, f"{name or '没有村居'}　{many} 人") for name, many in sorted(counted.items())]
        self._villages.show_options([(ALL, f"全部　{len(self._people)} 人"), *villages], ALL)
        keys = text("空格勾选，Shift+↓ 连选，Ctrl+A 全选", "hint")
        choose = row(text("勾选", "label"), self._villages.button, keys, None, gap=8)
        give = row((self.line, 1), self.give, gap=8)
        self.lay(
            text(about, "small", wrap=True),
            choose,
            self.list,
            give,
            self._said,
            buttons=(self.go, verb("取消", self.reject)),
            wide_by=WIDE,
        )
        self.save_by(self.go)
        self.go.setDefault(False)  # Enter in the entry gives, and does not hand over yet
        self.go.setAutoDefault(False)
        if self.list.model().rowCount():
            self.list.selectRow(0)
        EnterMoves(self._editor.entries(), self._give, self)
        self._show()
        self.line.entry.setFocus()

    @classmethod
    def ask_for(cls, parent: QWidget | None, desk: Desk, worker: str) -> Shared | None:
        """Who goes to whom, or None."""
        return cls(parent, desk, worker).run()

    def _high(self) -> int:
        """The list gives way where the window is low: what will change must be in sight."""
        room = room_for(self).height() - round(OTHERS * grow())
        return max(LEAST * token("row"), min(round(HIGH * grow()), room))

    def _columns(self) -> list[Column[PersonRow]]:
        def tick(one: PersonRow) -> str | None:
            return ON if self.ticks.on(one.id) else None

        return [
            Column[PersonRow]("", lambda _one: "", lambda one: one.id, state=tick),
            Column[PersonRow]("姓名", lambda one: one.name, lambda one: one.name),
            Column[PersonRow]("村居", lambda one: one.village or "—", lambda one: one.village),
            Column[PersonRow]("类别", lambda one: one.level or "—", lambda one: one.level),
            Column[PersonRow]("现在", lambda one: one.worker or "没有", lambda one: one.worker),
            Column[PersonRow](
                "交给", lambda one: self._to.get(one.id, ""), lambda one: self._to.get(one.id, "")
            ),
        ]

    def _fetch(self, ids: Sequence[int]) -> list[PersonRow]:
        return [self._people[one] for one in ids]

    def _tick_village(self, name: str) -> None:
        """These and no others."""
        self.ticks.clear()
        self.ticks.tick(one.id for one in self._people.values() if name in (ALL, one.village))
        self.line.entry.setFocus()

    def _give(self) -> None:
        """The ticked ones to the name that was written."""
        chosen = self.ticks.chosen()
        name = str(self._editor.raw()).strip()
        if not chosen:
            self.line.complain("还没有勾选要交给他的人。")
            return
        try:
            reassign.plan(self._desk, dict.fromkeys(chosen, name))
        except UserError as wrong:
            self.line.complain(str(wrong))
            return
        self.line.clear()
        self._to |= dict.fromkeys(chosen, name)
        self.ticks.clear()
        self.model.reload()
        self._show()
        left = [one for one in self._people if one not in self._to]
        self.ticks.tick(left)
        (self.line.entry if left else self.go).setFocus()

    def _show(self) -> None:
        moves = reassign.plan(self._desk, self._to)
        self.give.setText(f"勾选的 {len(self.ticks.chosen())} 人交给他")
        self.give.setEnabled(bool(self.ticks.chosen()))
        self.go.setText(f"交接 {len(moves)} 人")
        self.go.setEnabled(bool(moves))
        said = reassign.in_words(moves)
        nobody = [one for one in self._people.values() if not one.worker and one.id not in self._to]
        strange = sorted({one.new for one in moves} - self._known - {self._desk.user})
        said += [f"“{name}”名下现在还没有人，请核对姓名" for name in strange]
        said += [f"还有 {len(nobody)} 人{NOBODY}"] if nobody else []
        along = also_sealed(len(reassign.withheld_along(self._desk, self._to)))
        said += [f"{along}，一起交接"] if along else []
        self._said.setText("\n".join(said) or "还没有写交给谁。")
        self.list.viewport().update()

    def _done(self) -> None:
        self.finish(Shared(dict(self._to)))
