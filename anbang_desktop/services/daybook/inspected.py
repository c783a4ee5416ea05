"""What an inspector asks of the office's own work: what was done for each article this year, and what is
missing (art. 5, 6, 7, 11, 12, 27, 30).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.day_text import iso
from anbang_desktop.fields.field import name_of
from anbang_desktop.services.daybook import entries, kinds
from anbang_desktop.services.daybook.kinds import ITS
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.queries import daybook as query
from anbang_desktop.storage.queries.daybook import Wanted
from anbang_desktop.storage.reading import Connection


@dataclass(frozen=True, slots=True)
class Inspected:
    """One kind of the office's work: the article, what was done this year in words, what is missing."""

    kind: str
    article: str
    lines: int
    told: str
    lacking: str


def this_year(desk: Desk) -> list[Inspected]:
    """Every kind as shipped, in their order."""
    first, _last = entries.year(desk.today.year)
    wanted = Wanted(first=first, last=desk.today)
    with desk.store.read() as connection:
        counted, reached = query.counted(connection, wanted), query.reached(connection, wanted)
        return [
            Inspected(
                label,
                spell_basis(one.article),
                counted[label],
                _told(connection, replace(wanted, kind=label), counted[label], reached[label]),
                "；".join(_lacking(desk, connection, replace(wanted, kind=label), counted[label])),
            )
            for label, one in kinds.book(desk).shipped.items()
        ]


def _told(connection: Connection, wanted: Wanted, lines: int, reached: int) -> str:
    if not lines:
        return "今年还没有登记"
    cost = sum((one.amount for one in query.spent(connection, wanted)), Decimal(0))
    words = [f"{lines} 条", f"{reached} 人次" if reached else "", f"{cost:,.2f} 元" if cost else ""]
    return "，".join(filter(None, words))


def _lacking(desk: Desk, connection: Connection, wanted: Wanted, lines: int) -> Iterator[str]:
    one = kinds.kind(desk, wanted.kind)
    if one.open:
        still = query.read(connection, query.open_ids(connection, [wanted.kind]))
        late = [each for each in still if each.until is not None and each.until < desk.today]
        if still:
            first = f"，最早的限 {iso(late[0].until)}" if late and late[0].until else ""
            yield f"没有整改完 {len(still)} 条" + (f"，其中过了期限 {len(late)} 条{first}" if late else "")
    for attribute in (ITS.voucher, ITS.scan):
        caption = one.asks.get(name_of(attribute))
        missing = query.lacking(connection, wanted, name_of(attribute)) if caption and lines else 0
        if missing:
            yield f"没有{caption} {missing} 条"
