"""重要事项 (domain.md A.14, §5.3): what changed in a life: a job, a marriage, an illness, an honour."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Day, LongText, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Record):
    """重要事项."""

    kind: Annotated[str, Datum("事项", Choice("happening"), MUST, privacy=2, begins="重要事项")]
    happened_on: Annotated[date, Datum("发生日期", Day(), MUST)]
    what: Annotated[str, Datum("经过", LongText(), MUST, privacy=3)]
    told_by: Annotated[str | None, Datum("从哪里知道", Text(100))] = None
    helps: Annotated[str | None, Datum("要不要帮什么", LongText(), privacy=2, help="对帮扶有什么影响")] = None


HAPPENING = declare("happening", "重要事项", Happening, "happenings")
