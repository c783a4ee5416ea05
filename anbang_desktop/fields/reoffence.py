"""重新犯罪 (domain.md A.14, App. B REOFF): only what a judgment in force says. Detention alone is no
re-offence: it is a contact state.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Count, Day, LongText, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReOffence(Record):
    """重新犯罪."""

    detained_on: Annotated[date | None, Datum("被羁押日期", Day(), privacy=3, begins="重新犯罪")] = None
    judged_on: Annotated[
        date, Datum("判决生效日期", Day(), MUST, privacy=3, help="判决生效以后才登记；被羁押的先登记去向")
    ]
    offences: Annotated[str, Datum("新的罪名", LongText(), MUST, privacy=3)]
    penalty: Annotated[str | None, Datum("判处的刑罚", Text(100), privacy=3)] = None
    court_paper: Annotated[str | None, Datum("判决书文号", Text(100), privacy=3)] = None
    months_since_release: Annotated[int | None, Datum("释放后几个月", Count("个月"), AUTO, privacy=3)] = None
    level_then: Annotated[str | None, Datum("当时的帮教类别", Choice("level"), AUTO)] = None
    lesson: Annotated[
        str | None, Datum("帮扶上有什么可改进的", LongText(), privacy=2, help="写我们哪里可以做得更好")
    ] = None


REOFFENCE = declare("reoffence", "重新犯罪", ReOffence, "reoffences")
