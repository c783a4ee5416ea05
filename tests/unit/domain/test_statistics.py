"""The run of the office, its structure, its villages on paper."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.head import Stage
from anbang_desktop.domain.period_steps import steps_back
from anbang_desktop.domain.states import State
from anbang_desktop.domain.statistics import (
    UNKNOWN,
    About,
    Passage,
    Step,
    age_label,
    age_labels,
    begun,
    parse_plan,
    passages,
    run,
    structure,
    villages,
)

S = State
ANNA = About(1, "1", date(1990, 5, 1), "东村", "05", "01", "KEY", "L01")


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_a_case_comes_once_goes_and_comes_again() -> None:
    stages = [
        Stage(day("2026-01-05"), S.S10_NOTICE),
        Stage(day("2026-02-01"), S.S50_REGISTERED),
        Stage(day("2026-02-20"), S.S60_ACTIVE),
        Stage(day("2026-05-01"), S.S75_TRANSFERRED),
        Stage(day("2026-07-01"), S.S50_REGISTERED),
    ]
    found = list(passages(7, stages, opened=False))
    assert found == [
        Passage(7, day("2026-02-01"), came=True),
        Passage(7, day("2026-05-01"), came=False),
        Passage(7, day("2026-07-01"), came=True),
    ]


def test_whom_the_books_began_with_did_not_come_but_leaves_and_comes_back() -> None:
    stages = [
        Stage(day("2026-02-01"), S.S60_ACTIVE),
        Stage(day("2026-05-01"), S.S75_TRANSFERRED),
        Stage(day("2026-07-01"), S.S50_REGISTERED),
    ]
    assert [one.counts for one in passages(7, stages, opened=True)] == [False, True, True]


def test_the_run_adds_up_whatever_happens() -> None:
    dice = random.Random(11)
    periods = steps_back(day("2026-11-30"), "month", 24)
    found: list[Passage] = []
    for case in range(300):
        on, came = day("2024-06-01") + timedelta(days=dice.randrange(900)), True
        for _time in range(dice.randrange(4)):
            found.append(Passage(case, on, came))
            on, came = on + timedelta(days=dice.randrange(1, 200)), not came
    steps = run(found, periods)
    for one in steps:
        there = {each.case: each.came for each in found if each.day <= one.period.end}
        assert one.stock == sum(there.values())
        assert one.came == sum(each.came and each.day in one.period for each in found)
        assert one.left == sum(not each.came and each.day in one.period for each in found)
    assert all(later.stock == one.stock + later.came - later.left for one, later in pairwise(steps))


def test_the_run_begins_when_the_books_did_but_a_few_steps_stay() -> None:
    periods = steps_back(day("2026-11-30"), "month", 6)
    nothing = [Step(one, 0, 0, 0) for one in periods]
    assert begun([*nothing[:2], *(replace(one, stock=1) for one in nothing[2:])]) == tuple(
        replace(one, stock=1) for one in nothing[2:]
    )
    assert begun(nothing) == tuple(nothing[3:])


def test_everybody_stands_in_exactly_one_group_and_the_unknown_last() -> None:
    people = [ANNA._replace(case=at, sex=sex) for at, sex in enumerate(["男", "女", "女", "", "", ""])]
    made = structure("sex", "性别", people, lambda one: one.sex)
    assert [(one.label, one.cases) for one in made.groups] == [
        ("女", (1, 2)),
        ("男", (0,)),
        (UNKNOWN, (3, 4, 5)),
    ]


def test_an_order_is_kept_where_there_is_one() -> None:
    people = [ANNA._replace(case=at, level=level) for at, level in enumerate(["一般", "一般", "重点"])]
    made = structure("level", "等级", people, lambda one: one.level, ["重点", "一般"])
    assert [one.label for one in made.groups] == ["重点", "一般"]


@pytest.mark.parametrize(
    ("age", "label"),
    [(17, "18 岁以下"), (18, "18–29 岁"), (29, "18–29 岁"), (60, "60 岁以上"), (91, "60 岁以上"), (None, "")],
)
def test_an_age_has_its_group(age: int | None, label: str) -> None:
    assert age_label(age, (18, 30, 45, 60)) == label
    assert len(age_labels((18, 30, 45, 60))) == 5


def living(*sizes: int) -> list[About]:
    names = "东西南北"
    return [
        ANNA._replace(case=at * 10 + one, village=names[at])
        for at, size in enumerate(sizes)
        for one in range(size)
    ]


def test_a_village_of_a_few_is_not_broken_down() -> None:
    lines = villages(living(5, 4, 2, 1), [{0, 1, 10}], least=3)
    assert [(one.name, one.people, one.parts) for one in lines] == [
        ("东", 5, (2,)),
        ("西", 4, (1,)),
        ("南", 2, (None,)),
        ("北", 1, (None,)),
    ]


def test_where_one_village_alone_is_hidden_the_sums_tell_nothing_of_it() -> None:
    lines = villages(living(5, 4, 2), [{0, 1, 20}], least=3)
    assert [one.parts for one in lines] == [(2,), (None,), (None,)]
    assert [one.parts for one in villages(living(5, 4, 3), [{0, 1, 20}], least=3)] == [(2,), (0,), (1,)]
    assert [one.parts for one in villages(living(2), [{0}], least=3)] == [(None,)]


def test_the_shipped_plan_names_lines_that_there_are() -> None:
    plan = parse_plan(paths.resources("report", "statistics.toml").read_text("utf-8"))
    assert set(plan.shown) <= {one.line for one in plan.rates}
    assert all(one.how and one.mind and one.part and one.whole for one in plan.rates)
