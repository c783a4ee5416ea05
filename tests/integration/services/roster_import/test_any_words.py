"""Whatever words stand in a list: what the preview accepts, commits, and the list can be imported again."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.kinds import Phone
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.columns import FROM_ABOVE
from anbang_desktop.services.roster_import.commit import choose
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.services.roster_import.row_reading import FIELDS
from tests.support.at_once import read_at_once
from tests.support.desks import Template, empty_office
from tests.support.makers import id_number

TODAY = date(2026, 11, 30)
HEADINGS = sorted(word for one in FROM_ABOVE.words.meanings for word in one.words)
RELATIONS = [
    "父亲",
    "发小",
    "隔壁老王",
    "前妻的弟弟",
    "无",
    "曹海(兄弟)",
    "曹海（",
    "（父）",
    "(((",
    "A" * 300,
]
DAYS = [
    "2026-12-18", "2026.12", "12-18", "46374", "200103", "2023.12.19-2026.12.18", "腊月初九", "3/5/2026",
    "2026-13-01", "今天", "1.5", "1985", "99999999", "同上", "", "2026年12月18日（减刑后）", "0000-00-00",
]  # fmt: skip
NAMES = [
    "王强",
    "张三（女）",
    "李一、李二",
    "买买提·艾力",
    "1.张三",
    "赵\ue863",
    "\ue000",
    "同上",
    "?",
    "甲" * 60,
    "⾼强",
]
NUMBERS = [
    "149901198503120030", "14990119850312009X", "149901850312003", "E12345678", "1.49901E+17", "", "无",
    "149901198503120000", "149901198503120030\n13800000000", "USA140185031203", "x",
]  # fmt: skip
OTHERS = [
    "=1+1", "有期徒刑三年六个月", "拘役二个月缓刑三个月", "盗窃罪、诈骗罪", "是", "男", "汉族", "刑满释放",
    "解除社区矫正",
    "西坡乡西村1号", "示范监狱", "13800000000", "0358-1234567", "字" * 600, "\u200b", "\x0b", "\u202e反",
    "“”‘’", "😀", "_x0041_", "无", "/", "〃", "\U000e0001", "٣", "²",
]  # fmt: skip
cells = some.one_of(
    *(some.sampled_from(pool) for pool in (RELATIONS, DAYS, NAMES, NUMBERS, OTHERS)), some.text(max_size=12)
)


@some.composite
def lists(draw: some.DrawFn) -> bytes:
    """A list as text: a heading that is one, and people that are perhaps none."""
    more = draw(some.lists(some.sampled_from(HEADINGS) | some.text(max_size=6), max_size=8))
    heading = ["姓名", "身份证号码", "释放日期", "与本人关系", *more]
    people = draw(
        some.lists(
            some.tuples(
                some.sampled_from(NAMES) | cells,
                some.builds(lambda serial: id_number(date(1985, 3, 12), "1", serial), some.integers(1, 400))
                | cells,
                some.sampled_from(DAYS) | cells,
                some.sampled_from(RELATIONS) | cells,
                *[cells] * len(more),
            ),
            min_size=1,
            max_size=4,
        )
    )
    text = io.StringIO()
    csv.writer(text).writerows([heading, *people])
    return text.getvalue().encode("utf-8", "ignore")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


@pytest.fixture(scope="module")
def desk(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = template.desk(tmp_path_factory.mktemp("any") / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read_at_once(monkeypatch)


def _planned(desk: Desk, file: Path) -> ImportPlan | None:
    try:
        return roster.plan(desk, file)
    except UserError:
        return None


def _chosen(plan: ImportPlan) -> frozenset[int]:
    """Every row that asks, unless two of them are one person."""
    asking = frozenset(row.number for row in plan.with_verdict(Verdict.ASK))
    try:
        choose(plan, asking)
    except Refused:
        return frozenset()
    return asking


LONG_NAME = f"姓名,身份证号码,释放日期\n王强,149901198503120030,2026-12-18\n{'字' * 600},1,2026-12-18\n"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=lists())
@example(data=LONG_NAME.encode())
def test_what_the_preview_accepts_commits_and_can_come_again(desk: Desk, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes(data)
    plan = _planned(desk, file)
    if plan is None:
        return
    for row in plan.rows:
        assert set(row.values) <= set(FIELDS)
        if row.verdict is Verdict.READY:
            assert "release_date" in row.values or row.case_id is not None
        for name, value in row.values.items():
            kind = FIELDS[name].kind
            kept = value if isinstance(kind, Phone) else kind.take(value, desk.read_context)
            assert kept == value, name
    accept = _chosen(plan)
    if accept or plan.ready:
        try:
            done = roster.commit(desk, plan, accept)
        except Refused:  # two ready rows are one person
            return
        assert done.done + done.unchanged == plan.ready + len(accept)
        again = _planned(desk, file)
        assert again is not None
        roster.revise(desk, again, edits={(again.rows[0].number, "emergency_relation"): "干亲"})
