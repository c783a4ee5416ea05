"""看某一天的情况: a person as the office knew them at the end of a day, to read only."""

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Record
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.records.reading import reading
from anbang_desktop.gui.records.view_dialog import note_reveal
from anbang_desktop.gui.records.words import datum_words, day_words, title_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.worklist.people import Person


class AsOfDialog(Dialog[bool]):
    """A day, 看, and what was known then."""

    def __init__(self, parent: QWidget | None, desk: Desk, one: Person) -> None:
        """Nothing is shown until a day was given."""
        super().__init__(parent, f"看某一天的情况：{one.row.name}")
        self._desk, self._one = desk, one
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("如 260305、昨天")
        DayButton(self.entry, desk.today, desk.pack.calendar)
        self.line = FormRow("哪一天", self.entry, hint="看这一天下班时档案里写的是什么。")
        self.look = button("看", "soft", act=self.show_day)
        EnterMoves([self.entry], self.show_day, self)
        self._inside = column(gap=16, pad=(0, 4, 8, 4))
        self.area = scroll(self._inside)
        close = button("关闭", "primary", act=self.reject)
        self.lay(
            row((self.line, 1), column(self.look, None), gap=12),
            (self.area, 1),
            buttons=(close,),
            area=self.area,
            wide_by=760,
        )
        close.setAutoDefault(False)
        close.setDefault(False)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person) -> None:
        """Show it until it is closed."""
        cls(parent, desk, one).run()

    def show_day(self) -> None:
        """What was known at the end of that day; what is wrong with it stands under the entry."""
        clear(self._inside)
        self.line.clear()
        try:
            day = read_day(self.entry.text(), self._desk.today)
            then = history.as_of(self._desk, self._one.no, day)
        except (ValueError, UserError) as said:
            self.line.complain(str(said))
            self.entry.setFocus()
            return
        now = day == self._desk.today
        when = f"{day_words(day, self._desk.today)}下班时"
        words = "这是到现在为止的情况，只能看。" if now else f"这是 {when}的情况，只能看，不是现在的。"
        self._inside.addWidget(banner([(words, "", None)], "infobanner"))
        self._draw(then)

    def _draw(self, then: CaseFile) -> None:
        noted = note_reveal(self._desk, self._one, "看某一天的情况")
        self._inside.addWidget(_fact("状态", state(then.state).label))
        for stored in (then.client, then.case):
            self._inside.addWidget(reading(self._desk, stored, noted))
        listed = [
            (kind, record) for kind in KINDS if kind.fields.table for record in then.of(kind.fields.record)
        ]
        lines = [self._record(kind, record) for kind, record in sorted(listed, key=lambda one: one[1].on)]
        self._inside.addWidget(box(column(text("记录", "strong"), *lines, gap=4), "scroll"))
        self._inside.addStretch(1)

    def _record(self, kind: Kind, record: Record) -> QWidget:
        said = _said(self._desk, kind, record)
        title = title_of(self._desk, kind, record)
        return box(
            row(
                column(wide(text(day_words(record.on, self._desk.today), "label"), 112), None),
                (text(f"{title}：{said}" if said else title, wrap=True), 1),
                gap=12,
            ),
            "scroll",
        )


def _said(desk: Desk, kind: Kind, record: Record) -> str:
    return datum_words(desk, record, kind.says) if kind.says is not None else ""


def _fact(label: str, words: str) -> QWidget:
    return box(row(wide(text(label, "label"), 112), text(words, "strong"), None, gap=12), "scroll")
