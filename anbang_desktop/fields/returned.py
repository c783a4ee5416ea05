"""扫描件归位: one page of a paper that came back from signing, as it was scanned."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from anbang_desktop.fields.field import UNTIMED, Own, Stored
from anbang_desktop.fields.kinds import Attachment, Moment


class PageState(StrEnum):
    """Where a scanned page is."""

    WAITING = "WAITING"  # until somebody confirms where it belongs
    FILED = "FILED"  # with its paper
    GONE = "GONE"  # thrown away, for a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPage(Stored):
    """Page ``at`` (from 1) of a file that was read; ``code`` and ``page`` (from 1) say which page of which
    paper it is, as its own code says or (``by_hand``) the clerk; None: nobody knows yet. ``damaged``: its
    code says nothing any more.
    """

    file: Annotated[str, Own("文件", 2)]
    at: Annotated[int, Own("文件里第几页", 1)]
    digest: Annotated[str, Own("文件指纹", 1)]
    attachment_id: Annotated[int, Own("扫描的页", 3, Attachment())]
    code: Annotated[str | None, Own("页码编号", 1)] = None
    page: Annotated[int | None, Own("第几页", 1)] = None
    damaged: Annotated[bool, Own("页码损坏", 1)] = False
    by_hand: Annotated[bool, Own("人工归位", 1)] = False
    state: Annotated[PageState, Own("状态", 1)] = PageState.WAITING
    reason: Annotated[str | None, Own("丢弃原因", 2)] = None
    taken_at: Annotated[datetime, Own("读入时间", 1, Moment())] = UNTIMED
    taken_by: Annotated[str, Own("读入人", 1)] = ""
