"""外单位查询登记簿: who asked the office about somebody, by what right, who decided, what became of it. A
sealed record has no name here (刑事诉讼法第二百八十六条; domain.md §10.3 point 5).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from anbang_desktop.domain.listing import Cell
from anbang_desktop.fields.outside_query import OutsideQuery
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.listing import Line, SeenList
from anbang_desktop.services.records.gate import SEALED_FILE
from anbang_desktop.services.records.outside_query import is_never
from anbang_desktop.storage.queries import cases, outside_queries, withheld

HEADS: Final = (
    "收到日期",
    "查询单位",
    "单位性质",
    "来函文号",
    "关于",
    "办到哪步",
    "决定日期",
    "答复日期",
    "答复文号",
)
NAME: Final = "外单位查询登记簿"


@dataclass(frozen=True, slots=True)
class QueryLine:
    """One query; ``no`` is the number of the case, empty where it is withheld and nobody opened it."""

    query: OutsideQuery
    no: str
    sealed: bool
    kind: str
    stands: str

    @property
    def about(self) -> str:
        """Whose file, by its number."""
        return SEALED_FILE if self.sealed and not self.no else self.no


def lines(desk: Desk) -> list[QueryLine]:
    """Every query that counts, the newest first."""
    with desk.store.read() as connection:
        found = outside_queries.every(connection)
        numbers = cases.numbers_of(connection, sorted({one.case_id for one in found}))
        hidden = withheld.cards(connection, numbers)
        opened = withheld.opened(connection)
    kinds = desk.codes["query_unit"]
    return [
        QueryLine(
            one,
            "" if one.case_id in hidden and one.case_id not in opened else numbers[one.case_id],
            one.case_id in hidden,
            kinds.label(one.unit_kind),
            _stands(desk, one),
        )
        for one in found
    ]


def number_of(desk: Desk, line: QueryLine) -> str:
    """The number of the file that a query is about, to ask for it by the gate."""
    with desk.store.read() as connection:
        return cases.numbers_of(connection, [line.query.case_id])[line.query.case_id]


def _stands(desk: Desk, one: OutsideQuery) -> str:
    if one.decision is not None:
        said = desk.codes["query_decision"].label(one.decision)
        return said if one.answered_on else f"{said}，没有答复"
    return "不能提供，等答复" if is_never(desk, one.unit_kind) else "等审批"


def seen(desk: Desk) -> SeenList:
    """The register as it is printed and exported: withheld records stay without a number, opened or not."""
    told = tuple(
        Line("" if one.sealed else one.no, _cells(one, SEALED_FILE if one.sealed else one.no))
        for one in lines(desk)
    )
    return SeenList("queries", NAME, "件", "", HEADS, told)


def _cells(one: QueryLine, about: str) -> tuple[Cell, ...]:
    it = one.query
    days: tuple[date | None, date | None] = it.decided_on, it.answered_on
    return (
        it.received_on,
        it.unit,
        one.kind,
        it.letter_no or "",
        about,
        one.stands,
        days[0] or "",
        days[1] or "",
        it.answer_no or "",
    )
