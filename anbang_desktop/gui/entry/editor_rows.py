"""The entry of a small table inside a record (家庭成员, 小组成员): one line a row, one of them open for
entry.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from anbang_desktop.fields.field import Field, Need
from anbang_desktop.fields.kinds import Count, Day, YesNo
from anbang_desktop.fields.rows import Rows, cell, plain, words
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.phone_fill import fill_phones
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, text
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.theme import roomy

Make = Callable[[Field, EntryContext], Editor]
BARE = (YesNo, Day, Count)  # says nothing without its caption


class RowsEditor(Editor):
    """Shows every row as one line; 添一行 or 改 opens its entries beneath, 填好这一行 takes them over."""

    wide = True

    def __init__(self, field: Field, context: EntryContext, make: Make) -> None:
        """``make`` builds the entries of one row."""
        super().__init__(field, context)
        assert isinstance(field.kind, Rows)  # noqa: S101 - the table is keyed by kind
        self._kind, self._make = field.kind, make
        self._rows: list[object] = []  # lines, or what a draft kept of them
        self._open: _OneRow | None = None
        self._at = 0
        self._lines = column(gap=0)
        self._add = button("添一行", "soft", "plus", act=lambda: self.edit(len(self._rows)))
        self._add.setAccessibleName(f"{field.label}：添一行")
        self._sheet = column(gap=0)
        holder = QWidget()
        holder.setLayout(column(self._lines, self._sheet, row(self._add, None), gap=4))
        self._take_in(holder)
        self.setFocusProxy(self._add)

    def value(self) -> object | None:
        """All rows, the one that is open included; ValueError when it cannot be read."""
        rows = list(self._rows)
        if self._open is not None and not self._open.empty():
            rows[self._at : self._at + 1] = [self._open.row()]
        return self._kind.take(rows, self.context.read_context) or None

    def set_value(self, value: object | None) -> None:
        """Show stored rows; a row that is open is closed."""
        kinds = (Mapping, self._kind.line)
        self._rows = (
            [one for one in value if isinstance(one, kinds)] if isinstance(value, list | tuple) else []
        )
        self._close()
        self._draw()

    def lines(self) -> tuple[object, ...]:
        """The rows that were put in, each as a line of its class; ValueError when one cannot be read."""
        taken = self._kind.take(self._rows, self.context.read_context)
        return taken if isinstance(taken, tuple) else ()

    def rows(self) -> list[dict[str, object]]:
        """The rows that were put in, as a draft keeps them."""
        return [dict(one) if isinstance(one, Mapping) else plain(one) for one in self._rows]

    def raw(self) -> object:
        """The rows; with the open one beside them while something in it was changed."""
        if self._open is None or not self._open.touched():
            return self.rows()
        return {"rows": self.rows(), "at": self._at, "open": self._open.raw()}

    def set_raw(self, raw: object) -> None:
        """Put the rows back and open the one that was open."""
        if not isinstance(raw, Mapping):
            self.set_value(raw)
            return
        self.set_value(raw["rows"])
        self.edit(raw["at"])
        if self._open is not None:
            self._open.restore(raw["open"])

    def entries(self) -> list[QWidget]:
        """添一行."""
        return [self._add]

    def edit(self, place: int) -> None:
        """Open one row for entry; the place after the last makes a new one."""
        if self._open is not None and not self._put():
            return
        self._at = place
        given: object = self._rows[place] if place < len(self._rows) else {}
        self._open = _OneRow(self._kind.offering, given, self.context, self._make, self._put, self._leave)
        self._open.changed.connect(self.changed)
        self._sheet.addWidget(self._open)
        self._add.setEnabled(False)
        self._open.start()

    def put_in(self, line: object) -> None:
        """A row that the program knows already, after the others; one that is open stays open."""
        at_end = self._open is not None and self._at == len(self._rows)
        self._rows.append(line)
        self._at += at_end
        self._draw()
        self._tell()

    def drop(self, place: int) -> None:
        """Take one row out (undone by 不保存 or by entering it again; the record keeps its history)."""
        if self._open is not None and place == self._at:
            self._close()
        elif place < self._at:
            self._at -= 1
        del self._rows[place]
        self._draw()
        self._tell()

    def _put(self) -> bool:
        if self._open is None or self._open.complain():
            return False
        self._rows[self._at : self._at + 1] = [self._open.row()]
        self._close()
        self._draw()
        self._tell()
        self._add.setFocus()
        return True

    def _leave(self) -> None:
        """取消: what was typed into the open row goes."""
        self._close()
        self.changed.emit()

    def _close(self) -> None:
        self._open = None
        clear(self._sheet)
        self._add.setEnabled(True)

    def _tell(self) -> None:
        self.changed.emit()
        self.left.emit()

    def _draw(self) -> None:
        clear(self._lines)
        for place, one in enumerate(self._rows):
            self._lines.addWidget(self._line(place, one))

    def _line(self, place: int, one: object) -> QFrame:
        first, *rest = self._kind.parts
        context = self.context.read_context
        shown = [(part, words(part, one, context)) for part in rest]
        said = "　".join(
            f"{part.label} {word}" if isinstance(part.kind, BARE) else word for part, word in shown if word
        )
        name = words(first, one, context)
        verbs: list[Item] = [
            button("改", "link", tip=f"改：{name}", act=lambda: self.edit(place)),
            button("去掉", "link", tip=f"去掉：{name}", act=lambda: self.drop(place)),
        ]
        return box(
            row(text(name, "strong"), (text(said, "small", wrap=True), 1), *verbs, gap=12, pad=(0, 2, 0, 2)),
            "rowline",
        )


class _OneRow(QFrame):
    """The entries of one row; Enter goes on, from the last one the row is put in."""

    changed = Signal()

    def __init__(
        self,
        parts: tuple[Field, ...],
        given: object,
        context: EntryContext,
        make: Make,
        put: Callable[[], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("look", "quiet")
        self._editors = {part.name: make(part, context) for part in parts}
        self._lines = {
            name: FormRow(one.field.label, one, label_wide=64) for name, one in self._editors.items()
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        across = 2 if roomy() else 1
        for place, line in enumerate(self._lines.values()):
            grid.addWidget(line, place // across, place % across)
        for place in range(across):
            grid.setColumnStretch(place, 1)
        verbs = row(None, button("取消", act=close), button("填好这一行", "soft", act=put), gap=8)
        self.setLayout(column(grid, verbs, gap=8, pad=(12, 12, 12, 12)))
        for one in self._editors.values():
            one.set_value(one.field.kind.take(cell(one.field, given), context.read_context))
            one.changed.connect(self.changed)
        self._before = self.raw()
        fill_phones(self._editors.values())
        EnterMoves([entry for one in self._editors.values() for entry in one.entries()[:1]], put, self)

    def start(self) -> None:
        """Put the keyboard into the first entry."""
        next(iter(self._editors.values())).setFocus()

    def raw(self) -> dict[str, object]:
        """What stands in the columns, readable or not."""
        return {name: one.raw() for name, one in self._editors.items()}

    def touched(self) -> bool:
        """Something differs from the row as it was opened."""
        return self.raw() != self._before

    def restore(self, raw: Mapping[str, object]) -> None:
        """Put what was typed over the row."""
        for name, one in self._editors.items():
            if name in raw:
                one.set_raw(raw[name])

    def empty(self) -> bool:
        """Nothing entered in any column."""
        return all(one.empty() for one in self._editors.values())

    def row(self) -> dict[str, object]:
        """What stands in the columns; ValueError where one cannot be read."""
        read = {name: one.value() for name, one in self._editors.items()}
        return {name: value for name, value in read.items() if value is not None}

    def complain(self) -> bool:
        """Show what is wrong under the entries; True when there was something."""
        troubles = {name: self._trouble(one) for name, one in self._editors.items()}
        for name, trouble in troubles.items():
            line = self._lines[name]
            line.complain(trouble) if trouble else line.clear()
            self._editors[name].set_trouble(trouble)
        wrong = [name for name, trouble in troubles.items() if trouble]
        if wrong:
            self._editors[wrong[0]].setFocus()
        return bool(wrong)

    @staticmethod
    def _trouble(one: Editor) -> str:
        try:
            value = one.value()
        except ValueError as reason:
            return f"{one.field.label}：{reason}。"
        return f"{one.field.label}还没有填。" if value is None and one.field.need is Need.MUST else ""
