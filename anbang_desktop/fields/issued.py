"""正式文书: a paper that went out or was signed, kept as it was: what is filed is what was issued. A
correction makes the next version; the old one stays.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from anbang_desktop.fields.field import UNTIMED, Own, Stored
from anbang_desktop.fields.kinds import Attachment, Day, Moment


class Why(StrEnum):
    """What made a paper final, the weaker first: what was signed stays signed when it is printed again."""

    ISSUED = "ISSUED"  # written to a file
    PRINTED = "PRINTED"
    SENT = "SENT"
    SIGNED = "SIGNED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(Stored):
    """One version of the paper that shows ``row`` (``help_groups/12``, ``cases/7/notice``); ``code`` is what
    its pages carry. ``scan_attachment_id``: it came back signed, on ``returned_on``.
    """

    case_id: Annotated[int, Own("档案", 1)]
    kind: Annotated[str, Own("文书", 1)]  # its name in ``documents/papers``
    row: Annotated[str, Own("所载登记", 1)]
    version: Annotated[int, Own("版次", 1)]
    code: Annotated[str, Own("页码编号", 1)]
    template_id: Annotated[str | None, Own("文本", 1)] = None
    pages: Annotated[int, Own("页数", 1)] = 0
    attachment_id: Annotated[int, Own("文书", 3, Attachment())]
    sha256: Annotated[str, Own("指纹", 1)]
    why: Annotated[Why, Own("形成方式", 1)] = Why.PRINTED
    entered_at: Annotated[datetime, Own("形成时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("经办人", 1)] = ""
    scan_attachment_id: Annotated[int | None, Own("签字后的扫描件", 3, Attachment())] = None
    returned_on: Annotated[date | None, Own("收回日期", 1, Day())] = None
