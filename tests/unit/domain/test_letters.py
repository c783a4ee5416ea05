"""domain/letters.py: the way of a letter, and what it never says."""

from dataclasses import dataclass
from datetime import date

import pytest

from anbang_desktop.domain.letters import LetterState, letter_state, parse_letters
from anbang_desktop.domain.toml_table import TomlFault

TODAY = date(2026, 11, 30)
BOOK = """
id = "x"
[types.REFERRAL]
text = "referral-1.txt"
reply = "referral.reply.workdays"
receivers = ["SCHOOL", "OFFICE"]
tells = ["name", "phone", "id_no"]
[types.NOTICE]
text = "letter-1.txt"
receivers = ["OFFICE"]
tells = ["name"]
opening = "现告知如下。"
matter = "请知悉。"
of_wish = ["words"]
consent = true
several = true
[receivers.OFFICE]
tells = ["id_no", "name"]
may_hear = ["刑期"]
[receivers.SCHOOL]
tells = ["name"]
consent = true
outside = true
[unsaid]
never = ["前科", "刑期"]
outside = ["释放", "HIV"]
"""


@dataclass(frozen=True)
class Dates:
    sent_on: date | None = None
    reply_due: date | None = None
    replied_on: date | None = None


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        (Dates(), "written"),
        (Dates(TODAY), "told"),
        (Dates(TODAY, TODAY), "sent"),
        (Dates(date(2026, 11, 1), date(2026, 11, 29)), "late"),
        (Dates(date(2026, 11, 1), date(2026, 11, 2), TODAY), "answered"),
    ],
)
def test_written_sent_late_answered(dates: Dates, state: LetterState) -> None:
    assert letter_state(dates, TODAY) == state


def test_what_each_receiver_must_not_read() -> None:
    book = parse_letters(BOOK)
    said = ("他有前 科，\n释放 了，hiv 阳性，偷盗",)
    assert book.unsaid("OFFICE", said, ("偷盗", "")) == ("前科", "偷盗")
    assert book.unsaid("OFFICE", ("刑期三年",), ()) == ()
    assert book.unsaid("SCHOOL", ("刑期三年",), ()) == ("刑期",)
    assert book.unsaid("SCHOOL", said, ()) == ("前科", "释放", "HIV")
    assert book.unsaid("SCHOOL", ("请安排入学。",), ("偷盗",)) == ()


def test_a_type_without_its_rule_is_refused() -> None:
    with pytest.raises(TomlFault, match=r"no\.such"):
        parse_letters(BOOK.replace("referral.reply.workdays", "no.such"))


def test_a_letter_tells_what_its_purpose_needs_and_its_receiver_may_know() -> None:
    book = parse_letters(BOOK)
    assert book.told("REFERRAL", "OFFICE") == ("name", "id_no")
    assert book.told("REFERRAL", "SCHOOL") == ("name",)
    assert [book.needs_consent("REFERRAL", one) for one in ("OFFICE", "SCHOOL")] == [False, True]
    assert book.needs_consent("NOTICE", "OFFICE")
    notice = book.types["NOTICE"]
    assert (notice.reply, notice.opening, notice.matter) == (None, "现告知如下。", "请知悉。")
    assert (notice.of_wish, notice.several) == (("words",), True)


def test_a_receiver_that_nobody_knows_is_refused() -> None:
    with pytest.raises(TomlFault, match="收函单位的性质"):
        parse_letters(BOOK.replace('receivers = ["OFFICE"]', 'receivers = ["PRESS"]'))
