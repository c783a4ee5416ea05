"""The columns of 人员: what each says, how wide it is, which leave first."""

from collections.abc import Callable
from datetime import date

from anbang_desktop.domain.states import State, reached
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, RingCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.gui.parts.ticks import ON, TickCell
from anbang_desktop.services.documents.listing import ID_NO
from anbang_desktop.services.worklist.people import PersonRow

TICK, NAME, STATE, LEVEL, VILLAGE, ID_NUMBER, PERIOD, NEXT, COMPLETE, WORKER, *EXTRAS = range(14)
WIDTHS = (36, 84, 118, 70, 84, 160, 100, 112, 92, 76, 56, 56, 100, 150)
CELLS: dict[int, type[Cell]] = {
    TICK: TickCell,
    NAME: StrongCell,
    STATE: ChipCell,
    LEVEL: ChipCell,
    ID_NUMBER: QuietCell,
    NEXT: ChipCell,
    COMPLETE: RingCell,
}
LEAVE = (WORKER, ID_NUMBER, LEVEL, PERIOD, *reversed(EXTRAS), COMPLETE)  # first for want of room
STRETCH = VILLAGE
SHORT = 2  # characters of what is due that fit beside its day


def next_words(row: PersonRow, today: date) -> str:
    """评估逾期 4 天 (what the office owes, never the person), 今天评估, 11-20."""
    if row.next_on is None:
        return "—"
    days = (row.next_on - today).days
    what = row.next_what if len(row.next_what) <= SHORT else ""
    if days < 0 and row.state_code == State.S30_AWAIT_RELEASE:
        return f"已过 {-days} 天"  # the day of release: nobody is late with it
    if days < 0:
        return f"{what}逾期 {-days} 天"
    return f"今天{what}" if days == 0 else f"{row.next_on:%m-%d}"


def next_state(row: PersonRow, today: date) -> str | None:
    """Its chip: only when late or due within seven days."""
    if row.next_on is None:
        return None
    days = (row.next_on - today).days
    return "overdue" if days < 0 else "soon" if days == 0 else None


def _column(
    head: str,
    word: Callable[[PersonRow], str],
    raw: Callable[[PersonRow], object],
    sort: str = "",
    state: Callable[[PersonRow], str | None] | None = None,
    number: str = "",
) -> Column[PersonRow]:
    return Column[PersonRow](head, word, raw, sort, state, number=number)


def _extra(
    head: str, word: Callable[[PersonRow], str], raw: Callable[[PersonRow], object], sort: str = ""
) -> Column[PersonRow]:
    """Shown to whoever chooses it."""
    return Column[PersonRow](head, word, raw, sort, extra=True)


def columns(today: date, ticked: Callable[[int], bool]) -> list[Column[PersonRow]]:
    """The columns of the list, in the order of WIDTHS; ``ticked`` tells whether the case of that id is."""

    def tick(row: PersonRow) -> str | None:
        return ON if ticked(row.id) else None

    return [
        Column[PersonRow]("", lambda _row: "", lambda row: row.id, state=tick, goes_out=False),
        _column("姓名", lambda row: row.name, lambda row: row.name, "name"),
        _column("状态", lambda row: row.state, lambda row: row.state_code, "state", lambda row: row.mark),
        _column("类别", lambda row: row.level, lambda row: row.level, "level", lambda row: row.tone or None),
        _column("村居", lambda row: row.village, lambda row: row.village, "village"),
        _column("证件号", lambda row: row.id_no_masked, lambda row: row.id_no_masked, number=ID_NO),
        _column("帮教期止", _period_end, lambda row: row.period_end, "period_end"),
        Column[PersonRow](
            "下一步",
            lambda row: next_words(row, today),
            lambda row: row.next_on,
            "next_on",
            lambda row: next_state(row, today),
            on_paper=lambda row: f"{_iso(row.next_on)} {row.next_what}".strip(),
        ),
        _column(
            "完整度",
            lambda row: f"{row.completeness}%" if row.filed else "—",
            lambda row: row.completeness,
            "completeness",
        ),
        _column("责任人", lambda row: row.worker, lambda row: row.worker),
        _extra("性别", lambda row: row.sex, lambda row: row.sex),
        _extra("年龄", lambda row: "" if row.age is None else str(row.age), lambda row: row.age),
        _extra("释放日期", lambda row: _iso(row.release_date), lambda row: row.release_date, "release_date"),
        _extra("档案编号", lambda row: row.no, lambda row: row.no, "no"),
    ]


def _period_end(row: PersonRow) -> str:
    """Nothing before the release, nor of somebody who is not ours."""
    return _iso(row.period_end) if reached(row.state_code, State.S40_AWAIT_HANDOVER) else "—"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
