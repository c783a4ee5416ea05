"""函件: what it must not tell, whether the person agreed, and that its days follow one another (domain.md
§4.10, A.9; art. 32).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.wish import WISH, Wish
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.letter_book import TRANSFER, letter_book
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.services.records.wish import DISCRIMINATION, refuse_bare_clue
from anbang_desktop.storage.queries import series

ITS = names(Letter)


def complete(desk: Desk, about: CaseFile, record: Letter) -> Letter:
    """UserError where it goes to whom it is not for, where it tells too much, where the person has not
    agreed, or where a day is before the one it follows. A letter that was sent asks for its answer until a
    day of the rules, unless somebody named one or nobody has to answer.
    """
    _refuse_receiver(desk, record)
    record = _with_wish(about, record)
    refuse_telling(desk, about, record)
    _need_consent(desk, record)
    _refuse_order(desk, record)
    made = replace(record, signed_by=record.signed_by or desk.user)
    if made.sent_on is not None and made.reply_due is None:
        made = replace(made, reply_due=answer_due(desk, made.letter_type, made.sent_on))
    return made


def answer_due(desk: Desk, letter_type: str, sent: date) -> date | None:
    """Until when a letter of this type is answered; None where nobody has to answer."""
    rule = letter_book().types[letter_type].reply
    return reckoning.deadline(desk.rules.on(sent), rule, "发出日期", sent).result if rule else None


def transfer_under_way(about: CaseFile) -> Letter | None:
    """The letter of the transfer under way; None for one that was begun before letters had a record."""
    if about.state != State.S70_TRANSFER_PENDING:
        return None
    began = about.case.state_on
    sent = [one for one in about.of(Letter) if one.letter_type == TRANSFER and one.sent_on is not None]
    return sent[-1] if sent and sent[-1].on >= began else None


def transfer_accepted(about: CaseFile, on: date) -> bool:
    """The other office has answered with yes by that day."""
    found = transfer_under_way(about)
    return bool(found and found.accepted and found.replied_on and found.replied_on <= on)


def clue_letter(about: CaseFile, wish: Wish) -> Letter | None:
    """The newest letter that passes on the clue of this wish."""
    return next((one for one in reversed(about.of(Letter)) if one.wish_id == wish.id), None)


def wish_of(about: CaseFile, record: Letter) -> Wish | None:
    """The wish whose clue the letter passes on."""
    return next((one for one in about.all_of(Wish) if one.id == record.wish_id), None)


def _refuse_receiver(desk: Desk, record: Letter) -> None:
    known = letter_book().types[record.letter_type]
    if record.receiver_kind not in known.receivers:
        kinds, label = desk.codes["receiver_kind"], desk.codes["letter_type"].label(record.letter_type)
        fitting = "、".join(kinds.label(one) for one in known.receivers)
        raise UserError(
            f"{label}不是写给{kinds.label(record.receiver_kind)}的。",
            f"可以写给：{fitting}。",
            field=name_of(ITS.receiver_kind),
        )


def _with_wish(about: CaseFile, record: Letter) -> Letter:
    """A letter that passes a wish on knows which: the newest of its kind where nobody says."""
    known = letter_book().types[record.letter_type]
    if not known.of_wish:
        return replace(record, wish_id=None)
    fitting = [one for one in about.wishes if one.category == DISCRIMINATION]
    named = [one for one in fitting if one.id == record.wish_id] if record.wish_id else fitting
    if not named:
        raise UserError(
            "没有登记过“就业歧视”的诉求。", "请先登记诉求、填写线索。", field=name_of(ITS.letter_type)
        )
    refuse_bare_clue(named[-1])
    return replace(record, wish_id=named[-1].id)


def telling(desk: Desk, about: CaseFile, receiver_kind: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words in a letter's texts that its receiver must not read; of a withheld record nobody reads why
    the office helps but another office and the county, whose help it is too.
    """
    book = letter_book()
    own = _own_words(desk, about, receiver_kind)
    if sealing.is_withheld(desk, about):
        helps_too = name_of(names(Case).period_start) in book.receivers[receiver_kind].tells
        own = chain(own, book.never, () if helps_too else book.unsaid_outside)
    return book.unsaid(receiver_kind, texts, own)


def refuse_telling(desk: Desk, about: CaseFile, record: Letter) -> None:
    """UserError that names the words of the letter that its receiver must not read. What somebody else said
    to the person is passed on as it was said, without the person's own offence.
    """
    for attribute, texts in ((ITS.matter, (record.matter,)), (ITS.papers, record.papers)):
        found = telling(desk, about, record.receiver_kind, texts)
        if found:
            raise UserError(
                f"“{LETTER.field(attribute).label}”里写了不该让对方知道的内容：{'、'.join(found)}。",
                "只写要办的事；犯罪、服刑的情况不写，给学校、用人单位的也不写病情和帮教身份。",
                field=name_of(attribute),
            )
    wish = wish_of(about, record)
    own = [one for one in _own_words(desk, about, record.receiver_kind) if one]
    for name in letter_book().types[record.letter_type].of_wish if wish is not None else ():
        found = tuple(one for one in own if one in str(getattr(wish, name) or ""))
        if found:
            raise UserError(
                f"诉求的“{WISH.field(name).label}”里写到了{'、'.join(found)}，函里不能带。",
                "请在诉求里改写这一项，去掉罪名。",
                field=name_of(ITS.letter_type),
            )


def _own_words(desk: Desk, about: CaseFile, receiver_kind: str) -> Iterator[str]:
    """What only this person's file says: offences, court, judgment, prison (but to whom that is told anyway);
    outside also illnesses.
    """
    case, client = about.case, about.client
    receiver = letter_book().receivers[receiver_kind]
    for offence in case.offences:
        yield from (offence, offence.removesuffix("罪"))
    prison = None if name_of(names(Case).custody_unit) in receiver.tells else case.custody_unit
    yield from (word for word in (case.court, case.judgment_no, prison) if word)
    if receiver.outside:
        yield from (desk.codes["special_disease"].label(code) for code in client.special_disease)


def _need_consent(desk: Desk, record: Letter) -> None:
    asked = letter_book().needs_consent(record.letter_type, record.receiver_kind)
    if asked and not (record.consent_on and record.consent_way):
        whom = desk.codes["receiver_kind"].label(record.receiver_kind)
        missing = ITS.consent_way if record.consent_on else ITS.consent_on
        raise UserError(
            f"给{whom}的函，要先征得本人同意。", "请填本人同意日期和怎么同意的。", field=name_of(missing)
        )


def _refuse_order(desk: Desk, record: Letter) -> None:
    for day in (record.consent_on, record.sent_on, record.replied_on):
        if day is not None:
            refuse_future(desk, day)
    steps = (
        (ITS.sent_on, record.written_on, record.sent_on, "成文"),
        (ITS.replied_on, record.sent_on, record.replied_on, "发出"),
        (ITS.reply_due, record.written_on, record.reply_due, "成文"),
    )
    for attribute, before, after, word in steps:
        if before is not None and after is not None and after < before:
            label = LETTER.field(attribute).label
            what = f"{label} {after.isoformat()} 早于{word}的 {before.isoformat()}。"
            raise UserError(what, "请核对这两个日期。", field=name_of(attribute))
    if record.replied_on is not None and record.sent_on is None:
        raise UserError("有回执日期，没有发出日期。", "请先填发出日期。", field=name_of(ITS.sent_on))
    if record.replied_on is not None and record.accepted is None:
        raise UserError("还没有填对方是否受理。", "请按回执选“是”或者“否”。", field=name_of(ITS.accepted))


def numbered(unit: Unit, record: Letter, number: str | None) -> Letter:
    """With the number that the letter has already, or the next one."""
    return keep_number(unit, replace(record, number=number))


def keep_number(unit: Unit, record: Letter) -> Letter:
    """The next number of the year is given now and never again, where the letter has none yet."""
    if record.number:
        return record
    desk, year = unit.desk, record.written_on.year
    pattern = desk.pack.letter_no(desk.office.code, year, 0)
    serial = series.take(unit.work, f"letter {pattern}")
    return replace(record, number=desk.pack.letter_no(desk.office.code, year, serial))
