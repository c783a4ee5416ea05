"""The unit of work: all or nothing, one audit row per change, row numbers never given twice."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlcipher3 import dbapi2

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.storage.row_ids import SERIALS, first_id
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import cases, clients
from anbang_desktop.storage.tables_core import audit, settings
from tests.support import vaults
from tests.support.vaults import PEOPLE, Built

PERSON = {"name": "张试", "birth_date": date(1990, 1, 2)}


def rows(store: Store) -> int:
    """How many people there are."""
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(clients)).scalar_one())


def test_each_change_leaves_one_row_in_the_record(store: Store) -> None:
    start = store.head().seq
    with store.work(FixedClock(date(2026, 12, 1))) as work:
        id_ = work.insert(clients, PERSON, "登记人员")
        work.update(clients, id_, {"phone": "13900000000"}, "补电话")
        work.delete(clients, id_, "撤销")
        work.note("print", f"clients/{id_}", "打印登记表")
    with store.read() as connection:
        found = connection.execute(select(audit).where(audit.c.seq > start).order_by(audit.c.seq)).all()
    assert [(row.action, row.object, row.summary) for row in found] == [
        ("insert", f"clients/{id_}", "登记人员"),
        ("update", f"clients/{id_}", "补电话"),
        ("delete", f"clients/{id_}", "撤销"),
        ("print", f"clients/{id_}", "打印登记表"),
        ("unit", found[-1].object, "登记人员"),
    ]
    assert [(row.before is None, row.after is None) for row in found] == [
        (True, False),
        (False, False),
        (False, True),
        (True, True),
        (True, False),
    ]
    assert found[0].after == found[1].before
    assert found[1].after == found[2].before
    assert {(row.user, row.at.date()) for row in found} == {("王所长", date(2026, 12, 1))}


def test_an_exception_takes_everything_back(store: Store) -> None:
    before, head = rows(store), store.head()
    with pytest.raises(ZeroDivisionError), store.work() as work:  # noqa: PT012 - one unit of work
        work.insert(clients, PERSON, "登记人员")
        raise ZeroDivisionError
    assert (rows(store), store.head()) == (before, head)


def test_a_refused_row_takes_everything_back(store: Store) -> None:
    before = rows(store)
    with pytest.raises(dbapi2.IntegrityError), store.work() as work:  # noqa: PT012 - one unit of work
        work.insert(clients, PERSON, "登记人员")
        work.insert(cases, {"client_id": 10**6, "no": "X"}, "没有这个人")
    assert rows(store) == before


def test_a_transaction_lost_under_a_work_is_noticed(store: Store) -> None:
    with pytest.raises(RuntimeError, match="rolled back"), store.work() as work:  # noqa: PT012 - one unit of work
        work.insert(clients, PERSON, "登记人员")
        work.connection.exec_driver_sql("ROLLBACK")
    assert rows(store) == PEOPLE


def test_row_numbers_are_never_given_twice(store: Store) -> None:
    with store.work() as work:
        first = work.insert(clients, PERSON, "登记人员")
        work.delete(clients, first, "撤销")
    with store.work() as work:
        assert work.insert(clients, PERSON, "登记人员") == first + 1


def test_many_rows_at_once_read_like_single_ones(store: Store, built: Built) -> None:
    people = [{"name": f"张试{n}", "birth_date": date(1990, 1, 2)} for n in range(1234)]
    with store.work() as work:
        ids = work.insert_many(clients, people, lambda row: f"导入 {str(row['name'])[2:]}")
        assert work.insert_many(clients, [], "没有") == []
    assert ids == list(range(built.people[-1] + 1, built.people[-1] + 1235))
    with store.read() as connection:
        summaries = (
            connection.execute(select(audit.c.summary).where(audit.c.object == f"clients/{ids[7]}"))
            .scalars()
            .all()
        )
    assert summaries == ["导入 7"]
    assert store.check().ok


def test_given_numbers_are_kept_even_far_apart(store: Store, built: Built) -> None:
    first, last = built.people[-1] + 500, built.people[-1] + 90_000
    with store.work() as work:
        given = [{"id": first, **PERSON}, {"id": last, **PERSON}]
        assert work.insert_many(clients, given, "导入") == [first, last]
        assert work.insert(clients, PERSON, "登记人员") == last + 1
    assert store.check().ok


@pytest.mark.parametrize("other", ["0" * 31 + "1", "f" * 32])
def test_rows_of_another_office_lie_in_a_range_of_their_own(store: Store, built: Built, other: str) -> None:
    """A county merges offices: neither side's numbers move, not even when the merged row is deleted."""
    strange = first_id(other) + 17
    with store.work() as work:
        assert work.insert(clients, {"id": strange, **PERSON}, "并入") == strange
        assert work.insert(clients, PERSON, "登记人员") == built.people[-1] + 1
    with store.work() as work:
        work.delete(clients, strange, "撤销")
        assert work.insert(clients, PERSON, "登记人员") == built.people[-1] + 2
    assert 0 < first_id(other) <= 2**63 - 2**SERIALS
    assert store.check().ok


def test_a_change_that_changes_nothing_leaves_nothing(store: Store, built: Built) -> None:
    head = store.head()
    with store.work() as work:
        work.update(clients, built.people[0], {"former_name": None}, "改")
    assert store.head() == head


def test_a_misspelt_column_is_never_left_out_silently(store: Store) -> None:
    with pytest.raises(KeyError, match="clients has no nmae"), store.work() as work:
        work.insert(clients, {**PERSON, "nmae": "张"}, "登记人员")


def test_a_row_that_is_not_there_can_not_be_changed(store: Store) -> None:
    with pytest.raises(KeyError), store.work() as work:
        work.update(clients, 10**6, {"phone": "1"}, "改")
    with pytest.raises(KeyError), store.work() as work:
        work.delete(clients, 10**6, "删")


def test_settings(store: Store) -> None:
    assert store.setting("office")["code"] == "QS01"
    assert store.setting("idle", 10) == 10
    for value in (5, [1, "二"], None):
        with store.work() as work:
            work.set("idle", value, "改设置")
        assert store.setting("idle") == value
    with store.read() as connection:
        assert connection.execute(select(func.count()).select_from(settings)).scalar() == 2
    assert store.check().ok


def test_works_do_not_nest_and_reads_do(store: Store) -> None:
    with store.work() as work, store.read() as connection:
        work.insert(clients, PERSON, "登记人员")
        assert connection.execute(select(func.count()).select_from(clients)).scalar() == PEOPLE + 1
        with pytest.raises(RuntimeError, match="already open"), store.work():
            pass
    assert rows(store) == PEOPLE + 1


def test_reading_can_not_write(store: Store) -> None:
    with pytest.raises(RuntimeError, match="on the reading connection"), store.read() as connection:
        connection.exec_driver_sql("DELETE FROM clients")
    assert rows(store) == PEOPLE


def test_threads_take_turns(store: Store) -> None:
    faults: list[BaseException] = []

    def clerk() -> None:
        try:
            for _ in range(5):
                with store.work() as work:
                    work.insert(clients, PERSON, "登记人员")
                with store.read() as connection:
                    connection.execute(select(clients)).all()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            faults.append(error)

    threads = [threading.Thread(target=clerk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert rows(store) == PEOPLE + 20
    assert store.check().ok


def test_fingerprints_are_keyed_and_apart(store: Store) -> None:
    assert store.fingerprint("id", "149901199001010017") == store.fingerprint("id", "149901199001010017")
    assert len({store.fingerprint(label, text_) for label in ("id", "file") for text_ in ("a", "b")}) == 4
    assert len(store.fingerprint("id", "")) == 16


def test_the_office_stays_usable_after_a_check(store: Store) -> None:
    assert store.check().ok
    vaults.add_people(store, 3, seed=99)
    assert rows(store) == PEOPLE + 3
