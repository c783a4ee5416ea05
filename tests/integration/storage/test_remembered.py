"""What was read of a case is not read again until something is written, and never after that."""

from collections.abc import Callable

import pytest

from anbang_desktop.storage.remembered import MOST, remember
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients


@pytest.fixture
def read() -> Callable[[], int]:
    """Counts how often it is asked."""
    asked: list[None] = []

    def made() -> int:
        asked.append(None)
        return len(asked)

    return made


def ask(store: Store, read: Callable[[], int], key: object = "case") -> int:
    with store.read() as connection:
        return remember(connection, (key,), read)


def test_it_is_read_once(store: Store, read: Callable[[], int]) -> None:
    assert [ask(store, read) for _ in range(3)] == [1, 1, 1]


def test_a_unit_of_work_makes_it_read_again(store: Store, read: Callable[[], int]) -> None:
    assert ask(store, read) == 1
    with store.work() as work:
        assert remember(work.connection, ("case",), read) == 1
        work.insert(clients, {"name": "张试"}, "登记人员")
        assert remember(work.connection, ("case",), read) == 2
        work.insert(clients, {"name": "张试"}, "登记人员")
        assert ask(store, read) == 3
    assert ask(store, read) == 4


def test_what_was_read_within_a_unit_that_failed_is_forgotten(store: Store, read: Callable[[], int]) -> None:
    with pytest.raises(ZeroDivisionError), store.work() as work:  # noqa: PT012 - one unit of work
        work.insert(clients, {"name": "张试"}, "登记人员")
        assert ask(store, read) == 1
        raise ZeroDivisionError
    assert ask(store, read) == 2


def test_only_the_newest_are_kept(store: Store, read: Callable[[], int]) -> None:
    ask(store, read)
    for number in range(MOST):
        ask(store, read, number)
    assert ask(store, read) == MOST + 2
