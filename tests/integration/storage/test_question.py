"""Compiled questions answer as SQLAlchemy does: lists of any length, fixed values, types, limits."""

from datetime import date

import pytest
from sqlalchemy import Integer, bindparam, func, select
from sqlcipher3 import dbapi2

from anbang_desktop.storage.question import AT_ONCE, Question
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables import clients
from anbang_desktop.storage.tables_core import users
from tests.support.vaults import PEOPLE

THOSE = Question(
    select(clients.c.id, clients.c.birth_date)
    .where(clients.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(clients.c.id)
)


@pytest.mark.parametrize("count", [0, 1, 2, 8, 9, PEOPLE])
def test_a_list_of_any_length_finds_its_rows_once(store: Store, count: int) -> None:
    with store.read() as connection:
        ids = connection.execute(select(clients.c.id).order_by(clients.c.id)).scalars().all()[:count]
        wanted = connection.execute(
            select(clients.c.id, clients.c.birth_date).where(clients.c.id.in_(ids)).order_by(clients.c.id)
        )
        assert THOSE.rows(connection, ids=list(ids)) == [list(row) for row in wanted]
        assert isinstance(THOSE.rows(connection, ids=list(ids))[0][1], date) if count else True


def test_a_list_that_is_longer_than_a_portion_is_asked_all_the_same(store: Store) -> None:
    with store.read() as connection:
        ids = connection.execute(select(clients.c.id)).scalars().all()
        assert len(THOSE.rows(connection, ids=[*range(AT_ONCE + 1), *ids])) == PEOPLE


def test_fixed_values_days_and_limits_reach_the_database(store: Store) -> None:
    asked = Question(
        select(func.count()).select_from(
            select(clients.c.id)
            .where(
                clients.c.birth_date >= bindparam("born"),
                clients.c.name.not_in(("甲", "乙")),
                clients.c.phone != "丙",
            )
            .limit(bindparam("most", type_=Integer))
            .subquery()
        )
    )
    with store.read() as connection:
        assert asked.scalar(connection, born=date(1900, 1, 1), most=7) == 7
        assert asked.scalar(connection, born=date(2100, 1, 1), most=7) == 0


def test_what_a_column_holds_is_turned_further(store: Store) -> None:
    asked = Question(select(users.c.name, users.c.roles), {"roles": tuple})
    with store.read() as connection:
        ((_name, roles),) = asked.rows(connection)
    assert isinstance(roles, tuple)
    assert "head" in roles


def test_an_index_that_is_not_there_is_an_error(store: Store) -> None:
    with store.read() as connection:
        asked = Question(select(clients.c.id).where(clients.c.id_no == "1"), index="ix_clients_id_no")
        assert asked.explain(connection) == ["SEARCH clients USING COVERING INDEX ix_clients_id_no (id_no=?)"]
        with pytest.raises(dbapi2.OperationalError, match="no such index"):
            Question(select(clients.c.id), index="ix_clients_gone").rows(connection)


def test_numbers_come_as_an_array(store: Store) -> None:
    with store.read() as connection:
        ids = Question(select(clients.c.id).order_by(clients.c.id)).numbers(connection)
        assert list(ids) == connection.execute(select(clients.c.id).order_by(clients.c.id)).scalars().all()
