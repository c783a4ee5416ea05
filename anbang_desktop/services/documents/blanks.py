"""空白表格: every form with nobody in it, to be filled in by hand. What has few answers stands there to be
ticked, days have their 年月日. Brings ReportLab.
"""

from collections.abc import Callable, Sequence

from anbang_desktop.errors import UserError
from anbang_desktop.fields.base_stay import BASE_STAY
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.dual_listing import DUAL_LISTING
from anbang_desktop.fields.field import Field, RecordKind, fields_of
from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.fields.help_measure import MEASURE
from anbang_desktop.fields.help_plan import PLAN
from anbang_desktop.fields.kinds import NO, YES, Choice, Choices, Day, Kind, LongText, Moment, YesNo
from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.fields.relief import RELIEF
from anbang_desktop.fields.rows import Rows
from anbang_desktop.fields.verification import VERIFICATION, CheckedItem
from anbang_desktop.fields.wish import WISH
from anbang_desktop.pdf import joined
from anbang_desktop.pdf.forms import (
    base_stay,
    closing,
    common,
    contact,
    dual_listing,
    group,
    handover,
    help_measure,
    help_plan,
    placement,
    registration,
    relief,
    verification,
    wish,
)
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.blank_names import REPLY, names_of
from anbang_desktop.services.records.registry import kind_of

_NUMBER = "＿" * 8
_DAY = "　　年　月　日"
_ROOM = "\n" * 3  # lines to write a long text on
_NARROW, _WIDE = 11, 40  # characters of all answers that a box takes
_ITEMS = ("身份", "户籍地", "现住址", "家庭成员", "联系方式")
_UNSAID = ("未知", "未说明")  # a hand that knows no answer ticks none
Words = dict[str, str]


def make(desk: Desk, kind: str, copies: int) -> bytes:
    """The blank form as PDF bytes, so many copies of it; UserError where there is no such form."""
    titles = dict(names_of())
    if kind not in titles:
        raise UserError(f"没有“{kind}”这种空白表格。", f"可用的有：{'、'.join(titles)}。", field="kind")
    head = Head(titles[kind], desk.office.name, _NUMBER)
    own = _FORMS.get(kind)
    made = own(desk, head) if own else _common(desk, head, kind)
    return joined.join([made] * copies) if copies > 1 else made


def _words(desk: Desk, kind: RecordKind, most: int = _WIDE) -> Words:
    """What stands in each box: answers to tick, a day to fill in, or nothing."""
    return {field.name: _to_fill(desk, field.kind, most) for field in kind.fields}


def _to_fill(desk: Desk, kind: Kind, most: int) -> str:
    answers: Sequence[str] = ()
    if isinstance(kind, YesNo):
        answers = (YES, NO)
    elif isinstance(kind, Choice | Choices):
        answers = [item.name for item in desk.codes[kind.table] if not item.name.startswith(_UNSAID)]
    if answers:
        return _ticks(answers) if sum(len(one) + 2 for one in answers) <= most else ""
    return _DAY if isinstance(kind, Day | Moment) else ""


def _ticks(answers: Sequence[str]) -> str:
    return "　".join(f"□{one}" for one in answers)


def _registration(desk: Desk, head: Head) -> bytes:
    return registration.make(head, _words(desk, REGISTRATION, _NARROW), [], [])


def _verification(desk: Desk, head: Head) -> bytes:
    words = {**_words(desk, REGISTRATION, _NARROW), **_words(desk, VERIFICATION)}
    result = next(field.kind for field in fields_of(CheckedItem) if isinstance(field.kind, Choice))
    answers = _to_fill(desk, result, _WIDE)
    items = [{"item": item, "result": answers} for item in _ITEMS]
    return verification.make(head, words, items, [])


def _reply(desk: Desk, head: Head) -> bytes:
    words = {**_words(desk, REGISTRATION, _NARROW), **_words(desk, VERIFICATION)}
    return verification.reply(head, words, [{}] * 3)


def _handover(desk: Desk, head: Head) -> bytes:
    return handover.make(head, {**_words(desk, REGISTRATION, _NARROW), **_words(desk, HANDOVER, _NARROW)}, [])


def _group(_desk: Desk, head: Head) -> bytes:
    return group.make(head, {"formed_on": _DAY}, [])


def _contact(desk: Desk, head: Head) -> bytes:
    words = _words(desk, CONTACT, _NARROW * 2)
    return contact.make(head, {**words, "time": _DAY})


def _placement(desk: Desk, head: Head) -> bytes:
    return placement.make(head, {**_words(desk, PLACEMENT), "on": _DAY})


def _plan(desk: Desk, head: Head) -> bytes:
    return help_plan.make(head, {**_words(desk, PLAN, _NARROW), "period_end": _DAY}, [])


def _wish(desk: Desk, head: Head) -> bytes:
    return wish.make(head, {**_words(desk, WISH, _NARROW * 2), "due": _DAY}, [], clue=True)


def _closing(desk: Desk, head: Head) -> bytes:
    words = {**_words(desk, REGISTRATION, _NARROW), **_words(desk, CLOSING, _NARROW)}
    return closing.make(head, {**words, "county_day": ""})


def _relief(desk: Desk, head: Head) -> bytes:
    return relief.make(head, {**_words(desk, REGISTRATION, _NARROW), **_words(desk, RELIEF)}, [])


def _stay(desk: Desk, head: Head) -> bytes:
    return base_stay.make(head, {**_words(desk, REGISTRATION, _NARROW), **_words(desk, BASE_STAY)})


def _dual(desk: Desk, head: Head) -> bytes:
    words = {**_words(desk, REGISTRATION, _NARROW), **_words(desk, DUAL_LISTING)}
    return dual_listing.make(head, {**words, "approved_on": ""})


def _measure(desk: Desk, head: Head) -> bytes:
    return help_measure.make(head, _words(desk, MEASURE))


def _common(desk: Desk, head: Head, kind: str) -> bytes:
    known = kind_of(kind)
    sections = known.fields.sections if known else ()
    blocks = [
        (section.title, [(field.label, _line(desk, field)) for field in section.fields])
        for section in sections
    ]
    return common.make(head, "", blocks, "")


def _line(desk: Desk, field: Field) -> str:
    """A datum of the common sheet: lines for what is told at length."""
    if isinstance(field.kind, LongText | Rows):
        return _ROOM
    return _to_fill(desk, field.kind, _WIDE * 2)


_FORMS: dict[str, Callable[[Desk, Head], bytes]] = {
    "registration": _registration,
    "verification": _verification,
    REPLY: _reply,
    "handover": _handover,
    "group": _group,
    "contact": _contact,
    "placement": _placement,
    "plan": _plan,
    "wish": _wish,
    "relief": _relief,
    "base_stay": _stay,
    "dual_listing": _dual,
    "measure": _measure,
    "closing": _closing,
}
