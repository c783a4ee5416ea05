"""经过: everything that happened with the person, newest first, with filters; every record opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QScrollArea

from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import Record
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.story_dialog import StoryDialog
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, glyph, row, tag, text, wide
from anbang_desktop.gui.parts.elided import Elided
from anbang_desktop.gui.parts.flow import Flow
from anbang_desktop.gui.parts.tab_order import tab_as_read
from anbang_desktop.gui.records.view_dialog import Act
from anbang_desktop.gui.theme import grow, token
from anbang_desktop.services.worklist.story import SIGNS, Event, counted, story

MOST = 7
WORDS: dict[str, str] = {"": "全部", **dict(SIGNS)}
DAY, KIND = 84, 64


@dataclass(slots=True)
class Shown:
    """What of the time line is on show: outlives that it is drawn anew."""

    kind: str = ""
    every: bool = False


class TimeLine(QFrame):
    """经过: all events, newest first; a chosen kind is visible. A line that says the same stays."""

    def __init__(self, subject: PersonContext, shown: Shown | None = None) -> None:
        """Empty; ``show_story`` draws."""
        super().__init__()
        self.setProperty("look", "card")
        self._shown = shown or Shown()
        self._chips: dict[str, QPushButton] = {}  # the filters by their keys
        self._filters, self._lines, self._foot = column(gap=0), column(gap=0), column(gap=0)
        self._on_show: list[EventLine] = []
        verbs = [
            button(verb, "link", act=partial(subject.acts.do, verb))
            for verb in (Verb.RECORD_WISH, Verb.RECORD_INCIDENT)
            if state(subject.person.state_code).accepts_records
        ]
        printed = button("打印经过", "link", act=self.print_chosen)
        head = row(text("经过", "head"), None, *verbs, printed, pad=(24, 12, 16, 8))
        self.setLayout(column(head, self._filters, self._lines, self._foot, gap=0, pad=(0, 0, 0, 4)))
        self._subject = subject
        self._events: Sequence[Event] = ()

    def show_story(self, subject: PersonContext) -> None:
        """Draw everything that happened with the person."""
        self._subject = subject
        self._events = story(subject.desk, subject.person.file, subject.corrected)
        every = (("", len(self._events)), *((key, len(counted(self._events, key))) for key, _word in SIGNS))
        counts = {key: number for key, number in every if number or not key}
        if counts.keys() != self._chips.keys():
            self._shown.kind = self._shown.kind if self._shown.kind in counts else ""
            self._draw_filters(counts)
        for key, chip in self._chips.items():
            chip.setText(f"{WORDS[key]} {counts[key]}")
            chip.setAccessibleName(chip.text())
        self._draw()

    def lines(self) -> list["EventLine"]:
        """The lines on show that open."""
        return [one for one in self._on_show if one.event_.record is not None]

    def line_of(self, record: Record) -> "EventLine | None":
        """The line of a record, as it is drawn now."""
        same = (type(record), record.id)
        found = ((one.event_.record, one) for one in self.lines())
        return next((one for its, one in found if its is not None and (type(its), its.id) == same), None)

    def _choose(self, key: str) -> None:
        self._shown.kind = key
        self._draw_and_order()

    def _draw_filters(self, keys: Iterable[str]) -> None:
        clear(self._filters)
        self._chips = {key: button(WORDS[key], "filter", on=key == self._shown.kind) for key in keys}
        flow = Flow(*self._chips.values(), gap=6, lines=6)
        held = box(column(flow, gap=0, pad=(24, 0, 16, 10)), "scroll")
        group = QButtonGroup(held)
        for key, one in self._chips.items():
            one.clicked.connect(lambda _on=False, key=key: self._choose(key))
            group.addButton(one)
        self._filters.addWidget(held)
        held.show()

    def _draw(self) -> None:
        shown = counted(self._events, self._shown.kind)
        newest = next((event for event in shown if event.record is not None and not event.voided), None)
        before, today = {line.place: line for line in self._on_show}, self._subject.today
        here = []
        for event in shown if self._shown.every else shown[:MOST]:
            line, opened = before.get(_place_of(event)), event is newest
            same = line is not None and (line.event_, line.opened, line.day) == (event, opened, today)
            here.append(line if line is not None and same else self._line(event, opened=opened))
        for gone in set(self._on_show) - set(here):
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._on_show = here
        for at, line in enumerate(self._on_show):
            item = self._lines.itemAt(at)
            if item is None or item.widget() is not line:
                self._lines.insertWidget(at, line)
                line.show()
        clear(self._foot)
        foot = self._below(len(shown))
        if foot is not None:
            self._foot.addWidget(foot)
            foot.show()

    def _line(self, event: Event, *, opened: bool) -> "EventLine":
        made = EventLine(event, self._subject, opened=opened)
        made.moved.connect(partial(self._move, made))
        return made

    def _below(self, count: int) -> QFrame | None:
        if not count:
            none = text("还没有走访、电话等记录。第一次走访后点“登记走访”。", "label", wrap=True)
            return box(row(none, pad=(24, 8, 16, 8)), "rowline")
        if count > MOST and not self._shown.every:
            more = button(f"更早的 {count - MOST} 件", "link", act=self._show_all)
            return box(row(None, more, None), "rowline")
        return None

    def _draw_and_order(self) -> None:
        self._draw()
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made with one
        tab_as_read(layout)

    def print_chosen(self) -> None:
        """Of the kind in force, unless others are chosen there."""
        subject, kinds = self._subject, (self._shown.kind,) if self._shown.kind else ()
        StoryDialog.print_for(self, subject.desk, subject.window, subject.person, self._events, kinds)

    def _show_all(self) -> None:
        """The keyboard goes on with the first of the older ones."""
        self._shown.every = True
        self._draw_and_order()
        if later := self.lines()[MOST - 1 :]:
            later[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, line: "EventLine", steps: int) -> None:
        """↑↓: from event to event that opens."""
        can = self.lines()
        at = can.index(line) + steps
        if 0 <= at < len(can):
            can[at].setFocus(Qt.FocusReason.OtherFocusReason)
            can[at].come_into_view()


def _place_of(event: Event) -> tuple[object, ...]:
    """What tells a line from every other."""
    record = event.record
    return type(record), record.id if record is not None else 0, event.at, event.place, event.title


class EventLine(QFrame):
    """One event: a click, Enter or Space opens its record; ↑↓ go to the next one."""

    moved = Signal(int)

    def __init__(self, event: Event, subject: PersonContext, *, opened: bool) -> None:
        """``opened``: the newest one shows its words, and what can be done with it."""
        super().__init__()
        self.event_, self._subject = event, subject
        self.place, self.opened, self.day = _place_of(event), opened, subject.today
        self.setProperty("look", "eventopen" if opened else "event")
        self.setMinimumHeight(token("row") + 2)
        first = row(*self._day_and_kind(), *self._title(opened=opened), gap=8, pad=(24, 2, 12, 2))
        more = [*self._words(), *self._verbs()] if opened else []
        start = 40 + round((DAY + KIND) * grow())  # where the title begins
        under = [row(start, (column(*more, gap=0), 1), 24, gap=0, pad=(0, 0, 0, 6))] if more else []
        self.setLayout(column(None, first, *under, None, gap=0))
        if event.record is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            day = subject.day(event.on)
            said = "，".join(filter(None, (day, event.title, "已作废" if event.voided else "")))
            self.setAccessibleName(f"{said}：打开")

    def _day_and_kind(self) -> list[Item]:
        event = self.event_
        words = text(WORDS[event.sign], "hint" if event.voided else "small")
        kind = row(
            glyph(event.sign, "ink_3" if event.voided else "primary", "icon_small"), words, None, gap=6
        )
        day = text(self._subject.day(event.on), "hint" if event.voided else "small")
        return [wide(day, DAY), wide(box(kind, "scroll"), KIND)]

    def _title(self, *, opened: bool) -> list[Item]:
        event = self.event_
        said = (
            f"作废：{event.record.void_reason}" if event.record is not None and event.voided else event.shown
        )
        look = "struck" if event.voided else "strong" if opened else "body"
        items: list[Item] = [text(event.title, look, wrap=True)]
        if event.mark is not None and not event.voided:
            items.append(Chip(*event.mark))
        if event.voided:
            items.append(tag("已作废"))
        elif event.corrected:
            items.append(tag("已更正"))
        items.append(None if opened or not said else (Elided(said, "hint"), 1))
        turn: Item = (
            glyph("down" if opened else "right", "ink_3", "icon_small")
            if event.record is not None
            else token("icon_small")
        )
        return [*items, text(event.by, "hint"), turn]

    def _words(self) -> list[Item]:
        words = self.event_.shown
        return [text(words, "small", wrap=True)] if words else []

    def _verbs(self) -> list[Item]:
        record = self.event_.record
        if record is None:
            return []
        acts = (Act.VIEW, Act.CORRECT, Act.VOID, Act.HISTORY)
        made = [button(act, "textlink", act=partial(self._subject.acts.act_on, record, act)) for act in acts]
        return [row(*made, None, gap=16, pad=(0, 4, 0, 0))]

    def open(self) -> None:
        """查看."""
        if self.event_.record is not None:
            self._subject.acts.open(self.event_.record)

    def come_into_view(self) -> None:
        """Scroll the page to this line."""
        at = self.parentWidget()
        while at is not None and not isinstance(at, QScrollArea):
            at = at.parentWidget()
        if at is not None:
            at.ensureWidgetVisible(self, 0, self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the line."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open()
        else:
            super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that the release comes here too."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open, ↑↓ go on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
