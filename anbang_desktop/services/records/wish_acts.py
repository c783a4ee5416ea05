"""What is done about a wish after it was taken in: a step, the answer, the clue of a discrimination, which a
letter passes on (domain.md §4.9; art. 12, 20 and 35).
"""

from collections.abc import Mapping
from dataclasses import replace

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Field, Need, fields_of, given, name_of, names, read
from anbang_desktop.fields.wish import WISH, Wish, WishStep
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.entry import own_attachments, refuse_shut
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.services.records.wish import (
    DISCRIMINATION,
    WITHDRAWN,
    complete,
)

_ITS, _STEP = names(Wish), names(WishStep)
ANSWER = WISH.section(_ITS.answer).fields
CLUE = tuple(one for one in WISH.section(_ITS.employer).fields if one.need is not Need.AUTO)
NOTE_STEP, NOTE_CLUE = "诉求记一步", "填写就业歧视线索"


def from_contact(desk: Desk, no: str, contact_id: int, values: Mapping[str, object]) -> int:
    """转为诉求: what was said on a visit becomes a wish that knows the visit; its id."""
    links = {name_of(_ITS.contact_id): contact_id}
    return write.record(desk, no, WISH.name, values, links=links)


def turned(about: CaseFile, contact_id: int) -> tuple[Wish, ...]:
    """The wishes that a visit became."""
    return tuple(one for one in about.wishes if one.contact_id == contact_id)


def add_step(desk: Desk, no: str, wish_id: int, values: Mapping[str, object]) -> None:
    """One more thing that was done. UserError for what is missing, for a day to come, and once it was
    answered.
    """
    with begin(desk, NOTE_STEP) as unit:
        about, before = _open(unit, no, wish_id)
        fields = fields_of(WishStep)
        said = read(fields, {name_of(_STEP.by): desk.user, **values}, desk.read_context, "经过")
        for field in fields:
            if field.name in (name_of(_STEP.on), name_of(_STEP.act)) and said.get(field.name) is None:
                raise UserError(f"还没有填{field.label}。", "请补上后再保存。", field=field.name)
        step = WishStep(**given(WishStep, said))
        if step.until is not None and step.until < step.on:
            raise UserError("等到的日期早于这一步的日期。", "请核对两个日期。", field=name_of(_STEP.until))
        _change(unit, about, before, replace(before, steps=(*before.steps, step)), NOTE_STEP)


def answer(desk: Desk, no: str, wish_id: int, values: Mapping[str, object]) -> None:
    """答复并办结. UserError without words, way or result: nobody is refused without words."""
    with begin(desk, Verb.ANSWER_WISH) as unit:
        about, before = _open(unit, no, wish_id)
        said = _read(desk, ANSWER, values)
        after = replace(before, **given(Wish, {name_of(_ITS.answered_on): desk.today, **said}))
        if after.outcome == WITHDRAWN and not after.answer:
            raise UserError("本人撤回的，也要写明怎么说的。", "请写一句。", field=name_of(_ITS.answer))
        _change(unit, about, before, after, Verb.ANSWER_WISH)


def note_clue(desk: Desk, no: str, wish_id: int, values: Mapping[str, object]) -> None:
    """Employer, words, evidence; also after the answer."""
    with begin(desk, NOTE_CLUE) as unit:
        about, before = _found(unit, no, wish_id)
        if before.category != DISCRIMINATION:
            raise UserError("这件诉求的类别不是“就业歧视”。", "请先更正类别。", field="category")
        said = _read(desk, CLUE, values)
        own_attachments(unit.work.connection, WISH, said, values_of(before))
        _change(unit, about, before, replace(before, **given(Wish, said)), NOTE_CLUE)


def _read(desk: Desk, fields: tuple[Field, ...], values: Mapping[str, object]) -> dict[str, object | None]:
    return read(fields, values, desk.read_context, WISH.label)


def _found(unit: Unit, no: str, wish_id: int) -> tuple[CaseFile, Wish]:
    """A wish that counts, of a case whose file is open."""
    about = unit.open(no)
    refuse_shut(about)
    found = write.find(about, WISH.name, wish_id)
    if not isinstance(found, Wish) or found.voided_at is not None:
        raise UserError("这件诉求已经作废。", "要用的话，先在历史里撤销作废。", field="id")
    return about, found


def _open(unit: Unit, no: str, wish_id: int) -> tuple[CaseFile, Wish]:
    about, found = _found(unit, no, wish_id)
    if found.answered_on is not None:
        raise UserError(
            f"{found.wish_no} 已在 {found.answered_on.isoformat()} 答复办结。",
            "写错的请更正；又有新的要求，请另外登记一件。",
            field="id",
        )
    return about, found


def _change(unit: Unit, about: CaseFile, before: Wish, after: Wish, label: str) -> None:
    if after == before:
        raise UserError("没有改动：写的和原来一样。", "请写明要改成什么。", field="values")
    unit.change(before, complete(unit.desk, about, after), f"{label} {about.no}")
