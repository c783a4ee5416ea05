"""统计 of a period: rates with their people, the run, the structure; kept until the data change."""

from decimal import Decimal

import pytest

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.reports import count
from anbang_desktop.services.statistics import figures, overview
from anbang_desktop.services.statistics.overview import Kept
from anbang_desktop.services.worklist import people


def test_rates_say_their_people_and_who_is_missing(working: Desk) -> None:
    seen = Kept(working).read("2026-11", "month")
    rates = {one.words.line: one for one in seen.rates}
    handed = rates["handover_rate"]
    assert handed.value == Decimal(len(handed.part)) / len(handed.whole)
    assert set(handed.part) < set(handed.whole)
    assert set(handed.lacking) == set(handed.whole) - set(handed.part)
    assert rates["escort_rate"].name == "必接必送率"
    assert rates["reoffence_rate"].lacking == ()
    assert [one.words.line for one in seen.cards] == list(figures.plan().shown)


def test_the_figures_are_those_of_the_number_sheet(working: Desk) -> None:
    seen = Kept(working).read("2026-11", "month")
    (sheet,) = [one for one in seen.steps if one.period.text == "2026-11"]
    assert (sheet.stock, sheet.came, sheet.left) == (2, 2, 0)
    numbers = count.figures(working, seen.period, figures.lines(), int)
    assert {line: seen.numbers[line].value for line in seen.numbers} == {
        line: numbers[line].value for line in seen.numbers
    }
    for which, line in (("stock", "book_end"), ("came", "new"), ("left", "left")):
        assert sorted(overview.members(working, sheet, which)) == sorted(numbers[line].cases)


def test_everybody_on_the_books_stands_once_in_each_structure(working: Desk) -> None:
    seen = Kept(working).read("2026-11", "month")
    assert {one.id for one in seen.structures} == {
        "level",
        "sex",
        "age",
        "release",
        "offence",
        "way",
        "village",
    }
    for one in seen.structures:
        listed = [case for group in one.groups for case in group.cases]
        assert sorted(listed) == sorted(seen.on_books), one.name
    assert sum(one.people for one in seen.villages) == 2
    assert overview.share(seen.structures[0].groups[0], 0) == 0


def test_a_level_and_a_placement_count_as_of_the_period(working: Desk) -> None:
    case = Kept(working).read("2026-11", "month").on_books[0]
    (row,) = people.rows(working, [case])
    placed = {"placed": True, "way": "L01", "placed_from": working.today, "place": "县城"}
    write.record(working, row.no, "placement", placed)
    seen = Kept(working).read("2026-11", "month")
    ways = {group.label: group.cases for one in seen.structures if one.id == "way" for group in one.groups}
    assert ways["灵活就业"] == (case,)
    write.record(working, row.no, "placement", {"placed": False, "none_reason": "01"})
    seen = Kept(working).read("2026-11", "month")
    ways = {group.label: group.cases for one in seen.structures if one.id == "way" for group in one.groups}
    assert case in ways[overview.NOT_PLACED]


def test_what_was_counted_stays_until_something_is_saved(working: Desk, registered: str) -> None:
    kept = Kept(working)
    assert kept.find("2026-11", "month") is None
    first = kept.read("2026-11", "month")
    assert kept.read("2026-11", "month") is first
    assert kept.find("2026-11", "quarter") is None
    write.record(working, registered, "placement", {"placed": False, "none_reason": "01"})
    assert kept.find("2026-11", "month") is None
    for month in range(1, 14):
        kept.read(f"{2025 + month // 12}-{month % 12 + 1:02}", "year")
    assert (
        kept.find("2025-02", "year") is None
    )  # the oldest goes: a year of clicking must not fill the memory
    assert kept.find("2026-02", "year") is not None


@pytest.mark.parametrize(("text", "said"), [("随便", "看不懂"), ("2027", "还没有开始")])
def test_no_period_is_refused_with_what_to_write(empty_desk: Desk, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        Kept(empty_desk).read(text, "month")


def test_an_office_without_anybody_has_nothing_to_tell(empty_desk: Desk) -> None:
    seen = Kept(empty_desk).read("2026-11", "month")
    assert not seen.anything
    assert all(one.value is None for one in seen.rates)
    assert seen.villages == ()


def test_counting_can_be_stopped(working: Desk) -> None:
    class Stopped(Progress):
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    kept = Kept(working)
    with pytest.raises(Cancelled):
        kept.read("2026-11", "month", Stopped())
    assert kept.find("2026-11", "month") is None


def test_a_look_counts_what_it_shows_and_the_paper_everything(working: Desk) -> None:
    kept = Kept(working)
    look = kept.read("2026-11", "month", look=True)
    assert kept.find("2026-11", "month") is None
    assert kept.read("2026-11", "month", look=True) is look
    whole = kept.read("2026-11", "month")
    assert (look.cards, look.steps, look.structures) == (whole.cards, whole.steps, whole.structures)
    assert look.on_books == whole.on_books
    assert len(look.numbers) < len(whole.numbers) / 2
    assert not look.villages
    assert kept.read("2026-11", "month", look=True) is whole, "more is known by now"
