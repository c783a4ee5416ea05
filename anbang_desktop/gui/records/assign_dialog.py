"""指定责任人, 指定村居 for several people: what is written, and for whom it changes what (old → new)."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor_by_kind import editor
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.parts.veil import room_for
from anbang_desktop.gui.theme import grow, token
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import assign
from anbang_desktop.services.worklist.assign import Assigned, Move

WIDTHS, LEAVE = (100, 120, 140, 160), (1,)
HIGH, WIDE = 260, 620
OTHERS, LEAST = 360, 4  # what else the dialog shows; rows of the list, its head among them


class AssignDialog(Dialog[str]):
    """A name and Enter leads to the verb, which says for how many it changes; a second Enter does it."""

    def __init__(self, parent: QWidget | None, desk: Desk, what: Assigned, case_ids: Sequence[int]) -> None:
        """For these people."""
        self._desk, self._what = desk, what
        self._people = {one.case_id: one for one in assign.standing(desk, what, case_ids)}
        super().__init__(parent, f"指定{what.label}：{len(self._people)} 人")
        self._in_use = assign.in_use(desk, what)
        self._ended = len(case_ids) - len(self._people)
        self._editor = editor(REGISTRATION.field(what.name), entry_context(desk))
        self.line = FormRow(what.label, self._editor.entries()[0], label_wide=64)
        self.model = RecordsModel(self._columns(), self._fetch, lambda: False, self)
        cells: dict[int, Cell] = {0: StrongCell(), 1: QuietCell(), 2: QuietCell()}
        self.list = table(self.model, cells, WIDTHS, 3, LEAVE, name="谁会怎样")
        self.list.setFixedHeight(self._high())
        self.model.show_ids(array("q", self._people))
        self._said = text("", wrap=True)
        self.go = verb("", self._done, "primary")
        about = f"给这些人写同一个{what.label}，下面写明谁会怎样。做完可以撤销。"
        self.lay(
            text(about, "small", wrap=True),
            self.line,
            self.list,
            self._said,
            buttons=(self.go, verb("取消", self.reject)),
            wide_by=WIDE,
        )
        self.go.setDefault(False)  # Enter in the entry leads to the verb
        self.go.setAutoDefault(False)
        EnterMoves(self._editor.entries(), self.go.setFocus, self)
        self._editor.changed.connect(self._show)
        self._show()
        self.line.entry.setFocus()

    @classmethod
    def ask_for(
        cls, parent: QWidget | None, desk: Desk, what: Assigned, case_ids: Sequence[int]
    ) -> str | None:
        """What they all get, or None."""
        return cls(parent, desk, what, case_ids).run()

    def _high(self) -> int:
        """The list gives way where the window is low: the verb must be in sight."""
        room = room_for(self).height() - round(OTHERS * grow())
        return max(LEAST * token("row"), min(round(HIGH * grow()), room))

    def _columns(self) -> list[Column[Move]]:
        return [
            Column[Move]("姓名", lambda one: one.name, lambda one: one.name),
            Column[Move]("村居", lambda one: one.village or "—", lambda one: one.village),
            Column[Move]("现在", lambda one: one.old or "没有", lambda one: one.old),
            Column[Move]("改为", self._becomes, self._becomes),
        ]

    def _fetch(self, ids: Sequence[int]) -> list[Move]:
        return [self._people[one] for one in ids]

    def _written(self) -> str:
        return str(self._editor.raw()).strip()

    def _becomes(self, one: Move) -> str:
        new = self._written()
        return "" if not new else "不变" if new == one.old else new

    def _moves(self) -> list[Move]:
        new = self._written()
        return [replace(one, new=new) for one in self._people.values() if new not in ("", one.old)]

    def _show(self) -> None:
        moves = self._moves()
        self.line.clear()
        said = assign.in_words(self._what, moves)
        if self._written() and len(moves) < len(self._people):
            said.append(f"{len(self._people) - len(moves)} 人已经是这样，不变")
        if moves and moves[0].new not in self._in_use:
            said.append(f"“{moves[0].new}”现在还没有人用，请核对写得对不对")
        if self._ended:
            said.append(f"{self._ended} 人已办结，不在内")
        self._said.setText("\n".join(said) or f"写上{self._what.label}，这里写明有几人会变。")
        self.go.setText(f"指定 {len(moves)} 人")
        self.go.setEnabled(bool(moves))
        self.list.viewport().update()

    def _done(self) -> None:
        new = self._written()
        try:
            assign.read_value(self._desk, self._what, new)
        except UserError as wrong:
            self.line.complain(str(wrong))
            self.line.entry.setFocus()
            return
        self.finish(new)
