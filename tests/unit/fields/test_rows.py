"""fields/rows.py: lines inside a record are read from instances, mappings and text, and kept as evidence."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import pytest

from anbang_desktop.fields import kinds
from anbang_desktop.fields.field import MUST, Datum
from anbang_desktop.fields.rows import Rows, plain, thaw
from tests.unit.fields.test_kinds import ROWS, WORLD, Relative


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A line with every kind that JSON does not know."""

    name: Annotated[str, Datum("去处", kinds.Text(), MUST)]
    day: Annotated[date | None, Datum("日期", kinds.Day())] = None
    at: Annotated[datetime | None, Datum("时间", kinds.Moment())] = None
    cost: Annotated[Decimal | None, Datum("费用", kinds.Money())] = None
    words: Annotated[tuple[str, ...], Datum("词", kinds.Words())] = ()
    who: Annotated[tuple[Relative, ...], Datum("同行", ROWS)] = ()


FULL = Trip(
    name="县城",
    day=date(2026, 3, 5),
    at=datetime(2026, 3, 5, 14, 30),  # noqa: DTZ001 - local time by design
    cost=Decimal("12.50"),
    words=("看病", "买药"),
    who=(Relative(name="王秀", age=61),),
)


@pytest.mark.parametrize("line", [FULL, Trip(name="村里")])
def test_what_is_kept_as_json_comes_back(line: Trip) -> None:
    assert thaw(Trip, plain(line)) == line


def test_what_is_empty_is_not_kept_and_what_is_unknown_is_left_out() -> None:
    assert plain(Trip(name="村里")) == {"name": "村里"}
    assert plain(FULL)["cost"] == "12.50"
    assert thaw(Trip, {"name": "村里", "colour": "red"}) == Trip(name="村里")
    typed = {"name": "村里", "day": FULL.day, "at": FULL.at, "cost": FULL.cost}
    assert thaw(Trip, typed) == Trip(name="村里", day=FULL.day, at=FULL.at, cost=FULL.cost)


@pytest.mark.parametrize(
    "given",
    [
        [{"name": "王秀", "age": "61"}],
        [Relative(name="王秀", age=61)],
        "姓名：王秀，年龄：61",
        '[{"name": "王秀", "age": 61}]',
    ],
)
def test_lines_are_read_from_whatever_holds_them(given: object) -> None:
    assert ROWS.take(given, WORLD) == (Relative(name="王秀", age=61),)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([{"name": "王秀", "colour": "red"}], "没有名为“colour”的栏目"),
        ([{"age": 3}], "“姓名”没有填"),
        (["王秀"], "每一行应写成"),
        ("[1,", "写法不对"),
        ({"name": "王秀"}, "应是一项多行"),
    ],
)
def test_a_line_that_can_not_be_read_is_explained(given: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        ROWS.take(given, WORLD)


def test_lines_are_told_in_one_breath() -> None:
    assert (
        ROWS.show((Relative(name="王秀", age=61), {"name": "赵兰"}), WORLD)
        == "姓名：王秀，年龄：61；姓名：赵兰"
    )
    assert ROWS.show("x", WORLD) == ""
    assert Rows(Relative, "relatives").table == "relatives"
