"""Where a file is: lent to somebody (借阅), handed over to the county or its archive (移交), destroyed
after its time (销毁). What the office writes down; nothing of it moves or destroys data.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from anbang_desktop.fields.field import MUST, UNTIMED, Datum, Own, Stored, sections_of
from anbang_desktop.fields.kinds import Day, Moment, PersonName, Text


class ListKind(StrEnum):
    """What a list of files is for."""

    HANDOVER = "HANDOVER"
    DESTRUCTION = "DESTRUCTION"

    @property
    def label(self) -> str:
        """Its title."""
        return {"HANDOVER": "档案移交清单", "DESTRUCTION": "档案销毁清册"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan(Stored):
    """借阅: who has the file, why, until when; ``returned_on`` empty: it is still out."""

    case_id: Annotated[int, Own("档案", 1)]
    borrower: Annotated[str, Datum("借阅人", PersonName(), MUST, privacy=2, begins="借阅")]
    unit: Annotated[str | None, Datum("单位", Text(100))] = None
    reason: Annotated[str, Datum("借阅理由", Text(200), MUST)]
    lent_on: Annotated[date, Datum("借出日期", Day(), MUST)]
    due_on: Annotated[date, Datum("应还日期", Day(), MUST)]
    returned_on: Annotated[date | None, Own("归还日期", 1, Day())] = None
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileList(Stored):
    """A list of files with the word of two people: who hands over and who receives, or who approves a
    destruction and who watches it. ``done_on``: it was carried out.
    """

    kind: Annotated[ListKind, Own("种类", 1)]
    made_on: Annotated[date, Own("日期", 1, Day())]
    receiver: Annotated[str | None, Own("接收单位", 1)] = None
    reason: Annotated[str | None, Own("说明", 1)] = None
    first_by: Annotated[str | None, Own("第一人", 2)] = None
    first_on: Annotated[date | None, Own("第一人日期", 1, Day())] = None
    second_by: Annotated[str | None, Own("第二人", 2)] = None
    second_on: Annotated[date | None, Own("第二人日期", 1, Day())] = None
    done_on: Annotated[date | None, Own("办结日期", 1, Day())] = None
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile(Stored):
    """A file on a list, as it was then."""

    list_id: Annotated[int, Own("清单", 1)]
    about_id: Annotated[int, Own("档案", 1)]
    no: Annotated[str, Own("案卷号", 1)]
    title: Annotated[str, Own("案卷题名", 2)]
    closed_on: Annotated[date | None, Own("结卷日期", 1, Day())] = None
    keeping: Annotated[str | None, Own("保管期限", 1)] = None


LOAN_FIELDS = tuple(field for section in sections_of(Loan) for field in section.fields)
