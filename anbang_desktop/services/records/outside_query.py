"""外单位查询: who may be told at all, and that two people of two offices have said so before anything is
answered (刑事诉讼法第二百八十六条第二款; 刑法第一百条第二款; domain.md §0.1, §10.3).
"""

from typing import Final

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.outside_query import QUERY, OutsideQuery
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future

ANSWER: Final = "ANSWER"  # code table query_decision
_NEVER: Final = "NEVER"  # group of query_unit: nobody may tell them
_OFFICERS = 2
_ITS = names(OutsideQuery)
_DECIDED = (_ITS.head, _ITS.decided_on)
_ASKED_BY_LAW = (_ITS.letter_no, _ITS.ground, _ITS.county)


def complete(desk: Desk, _about: CaseFile, record: OutsideQuery) -> OutsideQuery:
    """UserError for days that do not follow each other, a decision without whose word it is, and an answer to
    whom nobody may tell, beyond what was asked, or without the county's word.
    """
    _refuse_order(desk, record)
    if record.decision is None:
        if record.answered or record.answered_on:
            raise UserError(
                "还没有决定，不能答复。", "请先写决定和是谁决定的。", field=name_of(_ITS.decision)
            )
        return record
    _need(record, _DECIDED, "写了决定")
    if record.decision == ANSWER:
        _may_answer(desk, record)
    elif record.answered:
        what = "决定不提供，又选了答复内容。"
        raise UserError(what, "请去掉“答复内容”，或者改决定。", field=name_of(_ITS.answered))
    return record


def is_never(desk: Desk, kind: str) -> bool:
    """Whether such a unit or person may be told nothing, whoever approves."""
    item = desk.codes["query_unit"].item(kind)
    return item is not None and item.group == _NEVER


def _may_answer(desk: Desk, record: OutsideQuery) -> None:
    if is_never(desk, record.unit_kind):
        whom = desk.codes["query_unit"].label(record.unit_kind)
        raise UserError(
            f"对{whom}不能提供：刑事诉讼法第二百八十六条第二款只许司法机关为办案、有关单位根据国家规定查询。",
            "决定请选“不予提供”，打印答复函；本人就业、入伍按刑法第一百条第二款免除报告义务。",
            field=name_of(_ITS.decision),
        )
    _need(record, _ASKED_BY_LAW, "决定提供")
    _two_officers(record)
    if record.head == record.county:
        what = "所长和县局审批人写的是同一个人。"
        raise UserError(what, "提供要两级审批，请写县局审批人的姓名。", field=name_of(_ITS.county))
    if not record.answered:
        what = "决定提供，还没有选答复内容。"
        raise UserError(what, "只选来函请求、审批同意的内容。", field=name_of(_ITS.answered))
    beyond = [one for one in record.answered if one not in record.asked]
    if beyond:
        words = "、".join(desk.codes["query_scope"].label(one) for one in beyond)
        what = f"答复内容超出了来函请求的范围：{words}。"
        raise UserError(what, "只答复来函请求的内容。", field=name_of(_ITS.answered))


def _two_officers(record: OutsideQuery) -> None:
    badges = {one.badge for one in record.officers if one.badge}
    if len(record.officers) < _OFFICERS or len(badges) < len(record.officers):
        what = "来查询的要有两名工作人员，各有证件号。"
        raise UserError(what, "请核对工作证件，填两个人的姓名和证件号。", field=name_of(_ITS.officers))


def _need(record: OutsideQuery, wanted: tuple[object, ...], why: str) -> None:
    for attribute in wanted:
        if not getattr(record, name_of(attribute)):
            label = QUERY.field(attribute).label
            raise UserError(f"{why}，还没有填{label}。", "请补上。", field=name_of(attribute))


def _refuse_order(desk: Desk, record: OutsideQuery) -> None:
    last = record.received_on
    refuse_future(desk, last)
    for attribute in (_ITS.decided_on, _ITS.answered_on):
        day = getattr(record, name_of(attribute))
        if day is None:
            continue
        refuse_future(desk, day)
        if day < last:
            label = QUERY.field(attribute).label
            what = f"{label} {day.isoformat()} 早于前一步的 {last.isoformat()}。"
            raise UserError(what, "请核对这两个日期。", field=name_of(attribute))
        last = day
