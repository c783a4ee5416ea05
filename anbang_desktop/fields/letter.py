"""函件 (domain.md §0.1, §4.10, A.9): one way for every letter, out → sent → reply in. What is its own of a
type (its text, its term, what it may tell) stands in ``resources/letters``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import AUTO, MUST, SOON, Datum, Own, Record, declare
from anbang_desktop.fields.kinds import Attachment, Choice, Count, Day, LongText, Lookup, Text, Words, YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter(Record):
    """函件."""

    letter_type: Annotated[str, Datum("函件种类", Choice("letter_type"), MUST, begins="去函")]
    help: Annotated[str | None, Datum("帮扶类型", Choice("help_type"))] = None
    receiver_kind: Annotated[str, Datum("收函单位的性质", Choice("receiver_kind"), MUST)]
    receiver: Annotated[str, Datum("收函单位", Lookup("receiver", 100), MUST)]
    matter: Annotated[
        str,
        Datum("请对方办什么", LongText(), MUST, privacy=2, help="只写要办的事，不写犯罪、服刑和病情"),
    ]
    papers: Annotated[tuple[str, ...], Datum("附送材料", Words("letter_paper"))] = ()
    consent_on: Annotated[date | None, Datum("本人同意日期", Day(), SOON)] = None
    consent_way: Annotated[str | None, Datum("怎么同意的", Choice("consent_way"), SOON)] = None
    written_on: Annotated[date, Datum("成文日期", Day(), MUST)]
    signed_by: Annotated[str | None, Datum("经办人", Text(50))] = None
    number: Annotated[str | None, Datum("文号", Text(100), AUTO)] = None
    sent_on: Annotated[date | None, Datum("发出日期", Day(), begins="发出")] = None
    sent_way: Annotated[str | None, Datum("送达方式", Choice("reply_way"))] = None
    reply_due: Annotated[
        date | None, Datum("请在哪天前回复", Day(), help="不填的，发出时按规则算；不用回复的函不必填")
    ] = None
    replied_on: Annotated[date | None, Datum("回执日期", Day(), begins="回执")] = None
    reply_no: Annotated[str | None, Datum("回执文号", Text(100))] = None
    accepted: Annotated[bool | None, Datum("对方是否受理", YesNo())] = None
    reply_text: Annotated[str | None, Datum("办理结果", LongText(), privacy=2)] = None
    reply_scan: Annotated[int | None, Datum("回执扫描件", Attachment(), privacy=3)] = None
    wish_id: Annotated[int | None, Own("诉求", 1, Count())] = None  # the wish whose clue it passes on


LETTER = declare("letter", "函件", Letter, "letters")
