"""比一比: two who look like one, side by side; what differs is chosen line by line, and they become one
person, or are said to be two.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, rule, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.theme import grow
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import alike
from anbang_desktop.services.health.finding import Finding
from anbang_desktop.services.merging import compare
from anbang_desktop.services.merging.compare import Comparison, Line, Side
from anbang_desktop.services.merging.merge import merge

_LABEL = 112
JOINED = "两份没有办结的档案合成一份，走访、协议、附件都归到保留的这一份；在册的数里从此只算一个人。"
MOVED = "两个人合成一个人，各份档案都在，编号不变。"
AFTER = "另一个编号以后还查得到。合并记一次操作，可以整个撤销。"


@dataclass(frozen=True, slots=True)
class Said:
    """What became of the two: the number of the case they are now, or none where they are two people."""

    merged: str = ""


class CompareDialog(Dialog[Said]):
    """Left is kept, right goes into it; 换一边 turns them round."""

    def __init__(self, parent: QWidget | None, desk: Desk, finding: Finding) -> None:
        """``finding`` names the two."""
        super().__init__(parent, f"比一比：{finding.name}")
        self._desk, self._finding = desk, finding
        self.both = compare.side_by_side(desk, finding.other, finding.no)
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._groups: list[QButtonGroup] = []
        self._about = text("", "small", wrap=True)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for at in (1, 2):
            self._grid.setColumnStretch(at, 1)
        holder = box(self._grid, "scroll")
        self.go = button("", "primary", act=self._merge)
        self.apart = button(alike.NOT_SAME, act=self._not_same)
        turn = button("换一边", "soft", tip="保留另一份", act=self._turn)
        later = button("先不处理", act=self.reject)
        self._show()
        self.lay(
            row((self._about, 1), turn),
            rule(),
            holder,
            self._trouble,
            buttons=(self.go, self.apart, later),
            wide_by=820,
        )

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, finding: Finding) -> Said | None:
        """Until they are one, are said to be two, or it was left."""
        return cls(parent, desk, finding).run()

    # what is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._grid)
        self.choices.clear()
        self._groups.clear()
        both = self.both
        self._about.setText(f"{JOINED if both.joined else MOVED}{AFTER}")
        self.go.setText(f"合并，保留 {both.kept.no}")
        self._head(both.kept, "保留", 1)
        self._head(both.gone, "并进去", 2)
        for at, line in enumerate(both.differing, 1):
            self._line(at, line)
        same = [line.label for line in both.lines if not line.differs]
        if same:
            words = text(f"相同的 {len(same)} 项：{'、'.join(same)}", "small", wrap=True)
            self._grid.addWidget(words, len(both.differing) + 1, 0, 1, 3)

    def _head(self, side: Side, role: str, at: int) -> None:
        cases = f"，共 {len(side.cases)} 份档案" if len(side.cases) > 1 else ""
        about = f"{side.state}，{side.entered.isoformat()} 登记，{side.records} 条记录{cases}"
        words = column(text(f"{role}：{side.no}", "strong"), text(about, "small", wrap=True), gap=2)
        self._grid.addWidget(box(words, "scroll"), 0, at)

    def _line(self, at: int, line: Line) -> None:
        label = text(line.label, "label", wrap=True)
        label.setFixedWidth(round(_LABEL * grow()))
        self._grid.addWidget(label, at, 0)
        if line.both:
            self._grid.addWidget(text(line.kept, wrap=True), at, 1)
            self._grid.addWidget(text(f"{line.gone}（两边都留）", wrap=True), at, 2)
            return
        group = QButtonGroup(self)
        self._groups.append(group)
        pair = []
        for place, words in ((1, line.kept), (2, line.gone)):
            one = QRadioButton()
            one.setAccessibleName(f"{line.label}：{words or '空着'}")
            told = text(words or "（空着）", "body" if words else "hint", wrap=True)
            told.setBuddy(one)
            group.addButton(one)
            self._grid.addWidget(box(row(column(one, None), (told, 1), gap=6), "scroll"), at, place)
            pair.append(one)
        pair[1 if line.takes else 0].setChecked(True)
        self.choices[line.name] = (pair[0], pair[1])

    def _turn(self) -> None:
        self.both = compare.side_by_side(self._desk, self.both.gone.no, self.both.kept.no, as_named=True)
        self._show()

    # verbs --------------------------------------------------------------------------------------

    @property
    def taken(self) -> list[str]:
        """The data of which the right word is kept."""
        return [name for name, (_, other) in self.choices.items() if other.isChecked()]

    def _merge(self) -> None:
        both: Comparison = self.both
        self._try(lambda: Said(merge(self._desk, both.kept.no, both.gone.no, self.taken)))

    def _not_same(self) -> None:
        self._try(self._say_two)

    def _say_two(self) -> Said:
        alike.explain(self._desk, [self._finding])
        return Said()

    def _try(self, act: Callable[[], Said]) -> None:
        try:
            said = act()
        except UserError as refused:
            self._trouble.setText(str(refused))
            self._trouble.show()
            return
        self.finish(said)
