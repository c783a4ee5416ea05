"""A month to choose a day from with the mouse or the arrows; over it its year, its ten years, all of them."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import IntEnum

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.reckoning import add_months
from anbang_desktop.domain.rule_pack import WorkCalendar
from anbang_desktop.gui.parts.compose import button, column, row, text
from anbang_desktop.gui.parts.popover import Popover
from anbang_desktop.gui.theme import colour, token

WEEKDAYS = "一二三四五六日"
WEEK, LINES = 7, 6
MONTHS, DECADE = 12, 10
SURE_DAY = 28  # every month has it
OLDEST, LATEST = date(1901, 1, 1), date(2099, 12, 31)  # what a typed date may be, in whole decades


class Level(IntEnum):
    """How far one looks: each choice goes one level down."""

    DAYS = 0
    MONTHS = 1
    YEARS = 2
    DECADES = 3


ACROSS = {Level.DAYS: WEEK, Level.MONTHS: 4, Level.YEARS: 5, Level.DECADES: 4}
PAGE = {Level.MONTHS: MONTHS, Level.YEARS: DECADE, Level.DECADES: 0}  # Page up and down, in cells


def moved(day: date, level: Level, count: int) -> date:
    """``count`` cells on; the day of the month stays where the month has it."""
    if level is Level.DAYS:
        return max(OLDEST, min(day + timedelta(count), LATEST))
    months = count * {Level.MONTHS: 1, Level.YEARS: MONTHS, Level.DECADES: MONTHS * DECADE}[level]
    first, last = (months_apart(day, one) for one in (OLDEST, LATEST))
    return add_months(day, max(first, min(months, last)))


def months_apart(start: date, end: date) -> int:
    """How many calendar months ``end`` lies after ``start``."""
    return (end.year - start.year) * MONTHS + end.month - start.month


def cells(day: date, level: Level, today: date) -> list[date]:
    """What is seen together with ``day``, in order: six whole weeks, twelve months, ten years, twelve decades
    up to the next.
    """
    if level is Level.DAYS:
        first = day.replace(day=1)
        first -= timedelta(first.weekday())
        return [first + timedelta(at) for at in range(WEEK * LINES)]
    if level is Level.MONTHS:
        return [date(day.year, at, 1) for at in range(1, MONTHS + 1)]
    if level is Level.YEARS:
        return [date(day.year // DECADE * DECADE + at, 1, 1) for at in range(DECADE)]
    last = today.year // DECADE * DECADE + DECADE
    return [date(last + DECADE * at, 1, 1) for at in range(1 - MONTHS, 1)]


def _place(day: date, level: Level) -> tuple[int, ...]:
    """What two days in the same cell have in common."""
    return (
        (day.year, day.month, day.day),
        (day.year, day.month),
        (day.year,),
        (day.year // DECADE,),
    )[level]


class Grid(QWidget):
    """The cells of one level, painted; the keyboard and the mouse go to ``at``."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, value: date | None, today: date, works: WorkCalendar | None) -> None:
        """Begins at the day that stands in the entry, else at today."""
        super().__init__()
        self._value, self._today, self._works = value, today, works
        self.at, self.level = value or today, Level.DAYS
        self._under: date | None = None
        self._cell = token("row")
        self.setFixedSize((self._cell + 12) * WEEK, self._cell * (LINES + 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.go(self.at)

    def go(self, day: date, level: Level | None = None) -> None:
        """Look at this day."""
        self.at, self.level = day, self.level if level is None else level
        self.setAccessibleName(self.told(day))
        self.moved.emit()
        self.update()

    def told(self, day: date) -> str:
        """A day as a screen reader says it."""
        said = f"{day.year}年{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"
        return f"{said} {word}" if (word := self._rest(day)) else said

    def choose(self, day: date) -> None:
        """Take the day, or look closer."""
        if self.level is Level.DAYS:
            self.picked.emit(day)
            return
        month = day.month if self.level is Level.MONTHS else self.at.month
        self.go(date(day.year, month, min(self.at.day, SURE_DAY)), Level(self.level - 1))

    def area(self, day: date) -> QRect:
        """Where the cell of a day lies; empty when it isn't shown."""
        places = [_place(one, self.level) for one in self._cells()]
        place = _place(day, self.level)
        return self._area(places.index(place)) if place in places else QRect()

    def _cells(self) -> list[date]:
        return cells(self.at, self.level, self._today)

    def _area(self, at: int) -> QRect:
        across = ACROSS[self.level]
        head = self._cell if self.level is Level.DAYS else 0
        lines = -(-len(self._cells()) // across)
        line, place = divmod(at, across)
        wide, high = self.width(), self.height() - head
        left, top = wide * place // across, head + high * line // lines
        return QRect(left, top, wide * (place + 1) // across - left, head + high * (line + 1) // lines - top)

    def _day_at(self, point: QPoint) -> date | None:
        return next((one for at, one in enumerate(self._cells()) if self._area(at).contains(point)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Page up and down, Home for today, Enter."""
        key, across = event.key(), ACROSS[self.level]
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -across,
            Qt.Key.Key_Down: across,
        }
        if key in steps:
            self.go(moved(self.at, self.level, steps[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.page(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go(self._today, Level.DAYS)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose(self.at)
        else:
            super().keyPressEvent(event)  # Esc closes the popover

    def page(self, way: int) -> None:
        """The month before or after, or the year, or the ten years."""
        if self.level is Level.DAYS:
            self.go(moved(self.at, Level.MONTHS, way))
        else:
            self.go(moved(self.at, self.level, way * PAGE[self.level]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        day = self._day_at(event.position().toPoint())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what a click would choose."""
        self._under = self._day_at(event.position().toPoint())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self._under = None
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Weekdays and cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.level is Level.DAYS:
            painter.setPen(colour("ink_3"))
            for at, word in enumerate(WEEKDAYS):
                area = self._area(at)
                area.moveTop(0)
                area.setHeight(self._cell)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)
        for at, day in enumerate(self._cells()):
            area = self._area(at).adjusted(2, 2, -2, -2)
            spare = max(0, area.height() - self._cell) // 2
            self._paint(painter, area.adjusted(0, spare, 0, -spare), day)
        painter.end()

    def _paint(self, painter: QPainter, area: QRect, day: date) -> None:
        """Today has an edge, what stands in the entry is filled, where the keyboard is has the focus edge."""
        place = _place(day, self.level)
        there = self._value is not None and _place(self._value, self.level) == place
        here, today = _place(self.at, self.level) == place, _place(self._today, self.level) == place
        edge = "focus" if here else "primary" if today else ""
        ground = "primary" if there else "nav" if day == self._under else ""
        painter.setPen(QPen(colour(edge), 2) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, token("r_field"), token("r_field"))
        other = self.level is Level.DAYS and day.month != self.at.month
        painter.setPen(colour("surface" if there else "ink_3" if other else "ink"))
        painter.setFont(self.font())
        rest = self._rest(day) if self.level is Level.DAYS else ""
        aside = token("t_small") // 3 if rest else 0
        painter.drawText(area.adjusted(-aside, 0, -aside, 0), Qt.AlignmentFlag.AlignCenter, self._words(day))
        if rest:
            font = self.font()
            font.setPixelSize(token("t_small"))
            painter.setFont(font)
            painter.setPen(colour("surface" if there else "warm"))
            top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            painter.drawText(area.adjusted(0, -2, 0, 0), top, rest[0])

    def _words(self, day: date) -> str:
        return (f"{day.day}", f"{day.month}月", f"{day.year}", f"{day.year}年代")[self.level]

    def _rest(self, day: date) -> str:
        """休 on a public holiday, 班 on a weekend day on which offices work."""
        if self._works is None or day.year not in self._works.years:
            return ""
        return "休息" if day in self._works.holidays else "班" if day in self._works.workdays else ""


class Calendar(Popover):
    """Year and month over the grid open what lies above it; ``take`` gets the chosen day."""

    def __init__(
        self,
        parent: QWidget,
        value: date | None,
        today: date,
        works: WorkCalendar | None,
        take: Callable[[date], object],
    ) -> None:
        """``works`` marks holidays of the years that it knows."""
        super().__init__(parent, "日历")
        self._take = take
        self.grid = Grid(value, today, works)
        self.grid.picked.connect(self._on_picked)
        self.year = button(look="link", act=lambda: self.grid.go(self.grid.at, Level.DECADES))
        self.month = button(look="link", act=lambda: self.grid.go(self.grid.at, Level.MONTHS))
        before = button(look="icon", sign="left", tip="前面的（PageUp）", act=lambda: self.grid.page(-1))
        after = button(look="icon", sign="right", tip="后面的（PageDown）", act=lambda: self.grid.page(1))
        now = button("今天", "link", tip="Home", act=lambda: self._on_picked(today))
        for one in (self.year, self.month, before, after, now):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays among the days
        known = text("休＝放假　班＝周末上班" if works else "", "hint")
        head = row(before, None, self.year, self.month, None, after, gap=4)
        self.setLayout(column(head, self.grid, row(now, None, known), gap=4, pad=(12, 8, 12, 8)))
        self.grid.moved.connect(self._say)
        self._say()
        self.grid.setFocus()

    def _say(self) -> None:
        at = self.grid.at
        self.year.setText(f"{at.year}年")
        self.year.setAccessibleName(f"{at.year}年，换一年")
        self.month.setText(f"{at.month}月")
        self.month.setAccessibleName(f"{at.month}月，换一个月")

    def _on_picked(self, day: date) -> None:
        self.close()
        self._take(day)
