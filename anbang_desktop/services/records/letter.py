"""函件: what it must not tell, whether the person agreed, and that its days follow one another (domain.md
§4.10, A.9; art. 32).
"""

from collections.abc import Iterator
from dataclasses import replace

from anbang_desktop.domain import reckoning
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries import series

ITS = names(Letter)


def complete(desk: Desk, about: CaseFile, record: Letter) -> Letter:
    """UserError where it tells too much, where the person has not agreed, or where a day is before the one it
    follows. A letter that was sent asks for its answer until a day of the rules, unless somebody named one.
    """
    refuse_telling(desk, about, record)
    _need_consent(desk, record)
    _refuse_order(desk, record)
    made = replace(record, signed_by=record.signed_by or desk.user)
    if made.sent_on is not None and made.reply_due is None:
        rule = letter_book().types[made.letter_type].reply
        due = reckoning.deadline(desk.rules.on(made.sent_on), rule, "发出日期", made.sent_on)
        made = replace(made, reply_due=due.result)
    return made


def telling(desk: Desk, about: CaseFile, receiver_kind: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    """The words in a letter's texts that its receiver must not read."""
    return letter_book().unsaid(receiver_kind, texts, _own_words(desk, about, receiver_kind))


def refuse_telling(desk: Desk, about: CaseFile, record: Letter) -> None:
    """UserError that names the words of the letter that its receiver must not read."""
    for attribute, texts in ((ITS.matter, (record.matter,)), (ITS.papers, record.papers)):
        found = telling(desk, about, record.receiver_kind, texts)
        if found:
            label = LETTER.field(attribute).label
            raise UserError(
                f"“{label}”里写了不该让对方知道的内容：{'、'.join(found)}。",
                "只写要办的事；犯罪、服刑的情况不写，给学校、用人单位的也不写病情和帮教身份。",
                field=name_of(attribute),
            )


def _own_words(desk: Desk, about: CaseFile, receiver_kind: str) -> Iterator[str]:
    """What only this person's file says: offences, court, judgment, prison; outside also illnesses."""
    case, client = about.case, about.client
    for offence in case.offences:
        yield from (offence, offence.removesuffix("罪"))
    yield from (word for word in (case.court, case.judgment_no, case.custody_unit) if word)
    if letter_book().receivers[receiver_kind].outside:
        yield from (desk.codes["special_disease"].label(code) for code in client.special_disease)


def _need_consent(desk: Desk, record: Letter) -> None:
    if letter_book().receivers[record.receiver_kind].consent and not (
        record.consent_on and record.consent_way
    ):
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


def keep_number(unit: Unit, record: Letter) -> Letter:
    """The next number of the year is given now and never again."""
    desk, year = unit.desk, record.written_on.year
    pattern = desk.pack.letter_no(desk.office.code, year, 0)
    serial = series.take(unit.work, f"letter {pattern}")
    return replace(record, number=desk.pack.letter_no(desk.office.code, year, serial))
