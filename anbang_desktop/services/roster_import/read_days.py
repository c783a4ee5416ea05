"""When: birth, sentence and release as the cells of a list write them, and what they say about each other."""

from collections.abc import Sequence
from datetime import date

from anbang_desktop.domain.day_cell import CellDay, read_cell_birth, read_cell_day, read_cell_span
from anbang_desktop.domain.roster_plan import Level
from anbang_desktop.domain.sheet import Cell
from anbang_desktop.services.roster_import.row_reading import (
    BIRTH_DATE,
    BIRTH_REASON,
    DECISIVE,
    RELEASE_DATE,
    TERM_END,
    TERM_SPAN,
    TERM_START,
    RowReading,
    label_of,
)

AGAINST_NUMBER = "名单所写与证件号不一致，导入时由经办人确认"
_TERM_DAYS = (TERM_START, TERM_END)


def read_day_cell(row: RowReading, name: str, cell: Cell, today: date) -> None:
    """One cell with a day; what is only a month or in doubt is settled when the row is read to its end."""
    if cell.day is not None:
        row.take_day(name, cell.day)
        return
    value = cell.number if cell.kind == "number" and cell.number is not None else cell.text
    try:
        reading = _read(row, name, value, today)
    except ValueError as reason:
        level = Level.ERROR if name in DECISIVE else Level.NOTE
        row.say(name, level, f"{label_of(name)}“{cell.text.strip()}”：{str(reason).rstrip('。')}")
        if level is Level.NOTE:
            row.keep(name, cell.text)
        return
    if reading.day is not None:
        row.take_day(name, reading.day)
        if reading.doubt:
            row.doubts[name] = reading.doubt
    elif reading.month is not None:
        row.months[name] = reading.month


def _read(row: RowReading, name: str, value: float | str, today: date) -> CellDay:
    if name != BIRTH_DATE:
        return read_cell_day(value, today)
    heading = row.headers.get(name, "")
    return read_cell_birth(value, today, month_only="年月" in heading and "年月日" not in heading)


def read_span_cell(row: RowReading, cell: Cell, today: date) -> None:
    """刑期起止 in one cell: both days of the term, where no column of its own gives them."""
    try:
        span = read_cell_span(cell.text, today)
    except ValueError as reason:
        row.say(TERM_SPAN, Level.ERROR, f"刑期起止“{cell.text.strip()}”：{str(reason).rstrip('。')}")
        return
    if span is None:
        row.keep(TERM_SPAN, cell.text)
        row.say(TERM_SPAN, Level.ASK, f"刑期起止“{cell.text.strip()}”看不出是哪两天；勾选后原文记入备注")
        return
    for name, day in zip((TERM_START, TERM_END), span, strict=True):
        if name not in row.values:
            row.take_day(name, day)


def settle_days(row: RowReading, unknown: Level = Level.ASK) -> None:
    """What the days of a row say about each other, and whether there is one to be released on; ``unknown``:
    how grave it is where there is none.
    """
    _settle_term(row)
    _settle_birth(row)
    _settle_release(row, unknown)
    _settle_doubts(row)
    _compare(row)


def _settle_term(row: RowReading) -> None:
    for name in _TERM_DAYS:
        if name in row.months:
            row.keep(name, row.shown[name])
            row.say(name, Level.NOTE, f"{label_of(name)}只写到月，先不填，原文记入备注")


def _settle_birth(row: RowReading) -> None:
    """The day of a birth known to the month is the number's, else it is asked for."""
    month = row.months.get(BIRTH_DATE)
    if month is None:
        return
    birth = row.identity.birth_date
    if birth is None:
        words = f"名单只写到 {month.year} 年 {month.month} 月"
        row.values[BIRTH_REASON] = words
        row.shown[BIRTH_DATE] = f"{month:%Y-%m}"
        row.say(BIRTH_DATE, Level.ASK, f"出生日期只写到月（{month:%Y-%m}），请补上日；勾选后先记下年月")
    elif (birth.year, birth.month) == (month.year, month.month):
        row.derive(BIRTH_DATE, birth, birth.isoformat())
    else:
        row.keep(BIRTH_DATE, row.shown[BIRTH_DATE])
        row.derive(BIRTH_DATE, birth, birth.isoformat())
        row.say(
            BIRTH_DATE,
            Level.ASK,
            f"出生年月写的是 {month:%Y-%m}，证件号里是 {birth}，请核对原件；勾选后按证件号登记，原文记入备注",
        )


def _settle_release(row: RowReading, unknown: Level) -> None:
    """No row goes on without a day of release: the end of the term stands for it, else
    that is told.
    """
    month, end = row.months.get(RELEASE_DATE), row.values.get(TERM_END)
    if row.values.get(RELEASE_DATE) is not None or row.refused(RELEASE_DATE):
        return
    if isinstance(end, date) and (month is None or (end.year, end.month) == (month.year, month.month)):
        row.derive(RELEASE_DATE, end, end.isoformat())
        if month is None:
            row.say(RELEASE_DATE, Level.SAID, f"没有释放日期，先填刑期止日 {end}")
        else:
            row.say(RELEASE_DATE, Level.ASK, f"释放日期只写到月，勾选后按刑期止日 {end} 登记")
    elif month is not None:
        row.keep(RELEASE_DATE, row.shown[RELEASE_DATE])
        row.say(RELEASE_DATE, unknown, f"释放日期只写到月（{month:%Y-%m}），请补上日；勾选后先空着")
    else:
        row.say(
            RELEASE_DATE,
            unknown,
            "没有释放（解除）日期，也没有刑期止日可推，请补上；勾选后先空着，登记前要补",
        )


def _settle_doubts(row: RowReading) -> None:
    """A day in doubt is certain when another decisive day of the row says the same."""
    for name, doubt in row.doubts.items():
        others = [row.values.get(one) for one in _agreeing(name) if one != name and one not in row.doubts]
        if row.values.get(name) in [one for one in others if one is not None and one not in row.derived]:
            continue
        level = Level.ASK if name in DECISIVE else Level.NOTE
        row.say(
            name,
            level,
            f"{label_of(name)}{doubt}，请核对" + ("；勾选后这样登记" if level is Level.ASK else ""),
        )


def _agreeing(name: str) -> Sequence[str]:
    return (TERM_END, RELEASE_DATE) if name in (TERM_END, RELEASE_DATE) else ()


def _compare(row: RowReading) -> None:
    start, end, release = (row.values.get(name) for name in (TERM_START, TERM_END, RELEASE_DATE))
    if isinstance(start, date) and isinstance(end, date) and start > end:
        row.say(TERM_END, Level.ASK, f"刑期止日 {end} 早于起日 {start}，请核对；勾选后按名单登记")
    elif isinstance(start, date) and isinstance(release, date) and release < start:
        row.say(RELEASE_DATE, Level.ASK, f"释放日期 {release} 早于刑期起日 {start}，请核对；勾选后按名单登记")
