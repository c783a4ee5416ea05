"""worklist/letters.py: the register says of each letter where it stands; one about several is one line."""

from datetime import date, timedelta

import pytest

from anbang_desktop.services.aid import going_on, letter_lists
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import letters, people
from tests.support.road import on

OUT = {
    "letter_type": "POLICE_LIST",
    "receiver_kind": "POLICE",
    "receiver": "西坡派出所",
    "matter": "请核对下列人员的户籍和住址。",
}


@pytest.fixture
def two(desk: Desk) -> list[str]:
    rows = people.first_page(desk, people.PeopleFilter(), "no", limit=2)
    letter_lists.write_list(desk, [row.no for row in rows], {**OUT, "written_on": desk.today})
    return [row.no for row in rows]


def test_one_letter_about_two_is_one_line_on_its_way(desk: Desk, two: list[str]) -> None:
    def stands(there: Desk) -> list[tuple[str, str]]:
        board = letters.board(there)
        return [(one.about, one.stands) for one in letters.lines(there, board.ids["all"])]

    first = people.show(desk, two[0])
    assert stands(desk) == [(f"{first.row.name}等 2 人", "没有发出")]
    (line,) = letters.lines(desk, letters.board(desk).ids["written"])
    going_on.send(desk, line.row.no, line.letter.id, {"sent_way": "01"})
    (line,) = letters.lines(desk, letters.board(desk).ids["waiting"])
    due = line.letter.reply_due
    assert due is not None
    late = on(desk, due + timedelta(days=3))
    assert [words for _about, words in stands(late)] == ["逾期 3 天"]
    assert len(letters.board(late).ids["late"]) == 1
    going_on.answer(late, line.row.no, line.letter.id, {"accepted": True, "reply_text": "都相符"})
    assert [words for _about, words in stands(late)] == ["已受理"]
    assert len(letters.board(late).ids["answered"]) == 1


def test_the_register_is_a_list_for_paper_and_workbook(desk: Desk, two: list[str]) -> None:
    seen = letters.seen(desk, "written")
    assert (seen.name, seen.narrowed, len(seen.lines)) == ("函件登记簿", "没发出", 1)
    assert two
    cells = dict(zip(seen.heads, seen.lines[0].cells, strict=True))
    assert cells["收函单位"] == "西坡派出所"
    assert isinstance(cells["成文日期"], date)
    assert letters.seen(desk, "late").lines == ()
