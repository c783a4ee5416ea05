"""诉求: numbered and taken in on its first day; no answer without words, no day before the one it was raised
on (domain.md §4.9; art. 12).
"""

from dataclasses import replace
from datetime import date

from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.wish import WISH, Wish, WishStep
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries import series as numbers

ACCEPT, REFER, URGE, ASK, REPLIED, PUT_OFF = (
    "ACCEPT",
    "REFER",
    "URGE",
    "ASK",
    "REPLIED",
    "PUT_OFF",
)  # of wish_step
DISCRIMINATION = "W05"  # of wish_category (art. 20, 35)
WITHDRAWN = "WITHDRAWN"  # of wish_outcome
_ITS = names(Wish)
_WITH_ANSWER = (_ITS.answer, _ITS.answer_way, _ITS.outcome)  # what an answer is made of
OLD_LETTER = (_ITS.consent_on, _ITS.referred_to, _ITS.referred_on, _ITS.replied_on, _ITS.reply)
_DAYS = (_ITS.answered_on, _ITS.consent_on, _ITS.referred_on, _ITS.replied_on)


def complete(desk: Desk, about: CaseFile, record: Wish) -> Wish:
    """UserError for an answer without words, way or result, a day that can't be, a visit of somebody else."""
    if record.contact_id and record.contact_id not in {one.id for one in about.all_of(Contact)}:
        raise UserError("没有这次走访。", "请从走访记录转为诉求。", field=name_of(_ITS.contact_id))
    if not record.content.strip():
        raise UserError("还没有写本人的话。", "请照本人说的写下来。", field=name_of(_ITS.content))
    _answered(record)
    for attribute in _DAYS:
        name = name_of(attribute)
        _within(desk, record, getattr(record, name), WISH.field(name).label, name)
    for step in record.steps:
        _within(desk, record, step.on, "经过里的日期", name_of(_ITS.steps))
    return record


def _answered(record: Wish) -> None:
    """An answer is given whole or not at all: no refusal without words."""
    said = [name_of(one) for one in _WITH_ANSWER if getattr(record, name_of(one))]
    lacking = [name_of(one) for one in _WITH_ANSWER if name_of(one) not in said]
    if record.answered_on is not None and lacking:
        label = WISH.field(lacking[0]).label
        raise UserError(
            f"有答复日期，还没有填{label}。",
            "办成了什么、办不成为什么、还能找谁，请写给本人看。",
            field=lacking[0],
        )
    if record.answered_on is None and said:
        raise UserError(
            "写了答复，还没有填答复日期。", "请填答复本人的日期。", field=name_of(_ITS.answered_on)
        )


def _within(desk: Desk, record: Wish, day: date | None, label: str, name: str) -> None:
    """Neither before it was raised nor later than today."""
    if day is not None and not record.raised_on <= day <= desk.today:
        what = f"{label} {day.isoformat()} 不在提出日期 {record.raised_on.isoformat()} 和今天之间。"
        raise UserError(what, "请核对日期。", field=name)


def receive(unit: Unit, record: Wish) -> Wish:
    """A new one gets its number and its first step."""
    first = WishStep(on=record.raised_on, act=ACCEPT, by=record.handler)
    steps = record.steps or (first,)
    return replace(record, wish_no=_next_number(unit, record.raised_on.year), steps=steps)


def _next_number(unit: Unit, year: int) -> str:
    """The number that comes next in the year in which it was raised, by the pattern of the rule pack."""
    pack, office = unit.desk.pack, unit.desk.office.code
    serial = numbers.take(unit.work, f"wish {pack.wish_no(office, year, 0)}")
    return pack.wish_no(office, year, serial)


def refuse_bare_clue(record: Wish) -> None:
    """UserError where a letter to the labour authority would lack its ground: who, and what was said."""
    lacking = [name_of(one) for one in (_ITS.employer, _ITS.words) if not getattr(record, name_of(one))]
    if lacking:
        labels = "、".join(WISH.field(name).label for name in lacking)
        raise UserError(f"移送函还缺：{labels}。", "请先填写线索。", field=lacking[0])
