"""The big register of the bench is what the program itself would have written: every page opens everybody."""

from collections import Counter, defaultdict

from sqlalchemy import select

from anbang_desktop.domain.states import State
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance, case_card
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.worklist import due, lists, overview, people
from anbang_desktop.services.worklist.people import PeopleFilter, PersonRow
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import card_counts
from anbang_desktop.storage.tables_cards import case_cards
from tests.integration.conftest import PEOPLE
from tests.support.lives import SHARES

EACH = 3


def some_of_each_state(desk: Desk) -> dict[str, list[PersonRow]]:
    found: defaultdict[str, list[PersonRow]] = defaultdict(list)
    for row in people.rows(desk, people.list_ids(desk, PeopleFilter())):
        found[row.state_code] += [row] if len(found[row.state_code]) < EACH else []
    return found


def test_somebody_stands_in_every_state(crowd: Desk) -> None:
    """Of those whom a list named; who is still in prison stands in a register apart."""
    assert set(some_of_each_state(crowd)) == set(SHARES) == set(State) - {State.S05_INSIDE}


def test_every_page_of_a_person_opens(crowd: Desk) -> None:
    for rows in some_of_each_state(crowd).values():
        for row in rows:
            person = people.show(crowd, row.no)
            assert person.row == row
            assert overview.show(crowd, row.no).file.lines
            assert archive.contents(crowd, row.no)
            assert all(one.score is not None and one.points for one in person.file.assessments)


def test_the_cards_are_those_that_the_program_makes(crowd: Desk) -> None:
    columns = case_cards.c
    for rows in some_of_each_state(crowd).values():
        for row in rows:
            with crowd.store.read() as connection:
                card = case_card.card(crowd, case_file.by_no(connection, row.no))
                kept = connection.execute(select(case_cards).where(columns.case_id == row.id)).mappings()
                assert card.items() <= dict(kept.one()).items()


def test_the_lists_of_the_office_open(crowd: Desk) -> None:
    assert due.work(crowd)
    assert len(lists.assess_rows(crowd, lists.assess_ids(crowd))) == people.counts(crowd)["on_books"]
    assert len(lists.file_ids(crowd, gaps=True)) == lists.incomplete_files(crowd)
    assert lists.agreement_rows(crowd, lists.agreement_ids(crowd))


def test_nothing_is_wrong_with_the_office(crowd: Desk) -> None:
    assert opening.check(crowd).problems == ()


def test_no_number_is_given_twice(crowd: Desk) -> None:
    with crowd.store.work() as work:
        new = advance.next_no(crowd, work, crowd.today.year)
        drawn = agreements._next_number(crowd, work.connection)
        cases = work.connection.execute(select(tables.cases.c.no)).scalars().all()
        given = work.connection.execute(select(tables.agreements.c.agr_no)).scalars().all()
    assert new not in cases
    assert drawn not in given
    assert len(set(cases)) == len(cases) == PEOPLE
    assert len(set(given)) == len(given)


def test_the_counts_are_those_of_the_cards(crowd: Desk) -> None:
    with crowd.store.read() as connection:
        states = connection.execute(select(case_cards.c.state)).scalars().all()
        assert card_counts.by_state(connection) == Counter(states)
        assert card_counts.read(connection)[card_counts.ALL] == PEOPLE - gate.count_all(connection)
