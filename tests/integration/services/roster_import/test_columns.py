"""Columns of lists by others over a real office: what is known fills, what is offered waits for a hand, the
rest stays in the words of the list; and what a column may do to people whom the office has.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.roster_columns import IN_REMARK
from anbang_desktop.domain.roster_plan import Action, Treatment, Verdict
from anbang_desktop.errors import UserError
from anbang_desktop.fields.imports import ListLayout
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.roster_import import columns, roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.services.worklist import people
from tests.conftest import DATA
from tests.support import hostile
from tests.support.desks import Template, empty_office

LISTS = DATA / "lists"
NUMBER = "149901198311210525"
TODAY = date(2026, 11, 30)
KNOWN, SUGGESTED, UNKNOWN = Certainty


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    made = template.desk(tmp_path / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


@pytest.fixture(scope="module")
def reading_desk(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An empty office that nobody writes to."""
    made = template.desk(tmp_path_factory.mktemp("read") / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


def told(plan: ImportPlan) -> dict[str, tuple[str | None, Certainty]]:
    """What each column is taken for or may be."""
    return {one.header: (one.field or one.offered, one.certainty) for one in plan.columns}


@pytest.mark.parametrize(
    ("name", "unsure", "values"),
    [
        ("a06_birthmonth", {}, {"name": "月一"}),
        (
            "a11_police",
            {
                "户籍地派出所": ("hukou_police", SUGGESTED),
                "现居住地派出所": ("live_police", SUGGESTED),
                "帮教责任人": (None, KNOWN),
                "责任人电话": (None, UNKNOWN),
            },
            {"beat_phone": "13911111111", "custody_unit": "示范监狱", "hukou_addr": None, "phone": None},
        ),
        (
            "a12_merged",
            {"乡镇": (None, UNKNOWN)},
            {"name": "并一", "emergency_name": "并父", "emergency_phone": "13700000001", "phone": None},
        ),
        (
            "a17_othertemplate",
            {
                "帮教起始日期": (None, KNOWN),
                "帮教截止日期": (None, KNOWN),
                "帮教责任人": (None, KNOWN),
                "状态": (None, KNOWN),
                "风险等级": (None, KNOWN),
                "经济状况": ("family_economy", SUGGESTED),
                "责任单位": (None, UNKNOWN),
            },
            {"term_start": None, "phone": "13800138000", "emergency_phone": "13900139000"},
        ),
        (
            "a18_grid",
            {
                "所属网格": ("grid", SUGGESTED),
                "安置日期": (None, KNOWN),
                "未安置原因": (None, KNOWN),
                "户籍地详址": (None, UNKNOWN),
                "联系手机": (None, UNKNOWN),
                "解教日期": (None, UNKNOWN),
            },
            {
                "live_addr": "西坡乡西村1号",
                "offences": ("盗窃",),
                "custody_unit": "示范监狱",
                "release_type": "01",
            },
        ),
        (
            "a19_correction",
            {
                "矫正类别": ("release_type", SUGGESTED),
                "案件类别": (None, UNKNOWN),
                "原判刑期开始日期": ("term_start", SUGGESTED),
                "原判刑期结束日期": ("term_end", SUGGESTED),
                "矫正开始日期": (None, UNKNOWN),
                "接收方式": (None, UNKNOWN),
                "矫正小组成员": (None, UNKNOWN),
            },
            {"release_date": date(2026, 12, 1), "term_end": None},
        ),
        (
            "d06_publicnames",
            {},
            {
                "name": "系一",
                "release_date": date(2026, 12, 18),
                "live_addr": "西坡乡西村1号",
                "release_type": "01",
            },
        ),
    ],
)
def test_lists_by_others(
    reading_desk: Desk,
    name: str,
    unsure: dict[str, tuple[str | None, Certainty]],
    values: dict[str, object],
) -> None:
    plan = roster.plan(reading_desk, LISTS / f"{name}.xlsx")
    fills = {one.header for one in plan.columns if one.field}
    assert {header: what for header, what in told(plan).items() if header not in fills} == unsure
    assert {field: plan.rows[0].values.get(field) for field in values} == values


def test_what_no_field_takes_is_kept_in_the_words_of_the_list_and_named(reading_desk: Desk) -> None:
    plan = roster.plan(reading_desk, LISTS / "a11_police.xlsx")
    assert [one.header for one in plan.unplaced] == [
        "户籍地派出所",
        "现居住地派出所",
        "帮教责任人",
        "责任人电话",
    ]
    assert plan.rows[0].values["remark"] == (
        "名单原文：户籍地派出所“西坡派出所”；名单原文：现居住地派出所“东坡派出所”；"
        "名单原文：帮教责任人“王干部”；名单原文：责任人电话“13922222222”"
    )


def test_what_is_offered_fills_once_it_is_taken(reading_desk: Desk) -> None:
    plan = roster.plan(reading_desk, LISTS / "a11_police.xlsx")
    taken = roster.revise(reading_desk, plan, mapping=dict(plan.suggested))
    assert taken.rows[0].values["hukou_police"] == "西坡派出所"
    assert taken.rows[0].verdict is Verdict.READY
    assert "西坡派出所" not in str(taken.rows[0].values["remark"])


def test_a_column_that_a_hand_chose_wrongly_leaves_no_row_green(reading_desk: Desk) -> None:
    plan = roster.plan(reading_desk, LISTS / "a11_police.xlsx")
    wrong = roster.revise(reading_desk, plan, mapping={"责任人电话": "hukou_addr"})
    assert wrong.ready == 0
    assert "“13922222222”不像" in wrong.rows[0].sentence


def test_a_column_can_be_left_out_or_kept_in_the_remark(reading_desk: Desk) -> None:
    plan = roster.plan(reading_desk, LISTS / "d06_publicnames.xlsx")
    told_ = roster.revise(reading_desk, plan, mapping={"原判刑罚及期限": IN_REMARK, "详细住址": None})
    assert told_.rows[0].values["remark"] == "名单原文：原判刑罚及期限“有期徒刑三年”"
    assert "live_addr" not in told_.rows[0].values
    assert [one.header for one in told_.unplaced] == ["原判刑罚及期限"]


def test_every_sheet_with_people_is_named_and_can_be_chosen(reading_desk: Desk) -> None:
    plan = roster.plan(reading_desk, LISTS / "d03_two_sheets.xlsx")
    assert (plan.sheet, plan.sheets) == ("西坡乡", ("西坡乡", "东河镇"))
    assert roster.plan(reading_desk, LISTS / "d03_two_sheets.xlsx", "东河镇").rows[0].values["name"] == "镇0"
    with pytest.raises(UserError) as refused:
        roster.plan(reading_desk, LISTS / "d03_two_sheets.xlsx", "西河镇")
    assert "西坡乡、东河镇" in str(refused.value.remedy)


def test_the_machine_readable_answer_tells_each_column_and_each_row(reading_desk: Desk) -> None:
    answer = roster.plan(reading_desk, LISTS / "a11_police.xlsx").as_json()
    assert isinstance(answer["columns"], list)
    (police,) = (one for one in answer["columns"] if one["header"] == "户籍地派出所")
    assert (police["field"], police["certainty"], police["filled"]) == ("hukou_police", "suggested", False)
    assert "请看例子确认" in police["why"]
    (worker,) = (one for one in answer["columns"] if one["header"] == "帮教责任人")
    assert (worker["field"], worker["certainty"], worker["filled"]) == ("responsible_worker", "known", False)
    assert police["samples"] == ["西坡派出所"]
    assert "149901198503120030" not in str(answer)
    assert answer["list"] == [
        {
            "row": 3,
            "verdict": "ready",
            "action": "create",
            "case": "",
            "becomes": None,
            "lacks": [],
            "problems": [],
            "changes": [],
        }
    ]


# ---------------------------------------------------------------- people whom the office has
def small(folder: Path, heads: tuple[str, ...], *rows: tuple[str, ...], name: str = "一.xlsx") -> Path:
    file = folder / name
    file.write_bytes(hostile.workbook(heads, *rows))
    return file


HEADS = ("姓名", "身份证号码", "释放日期", "现住址", "落脚")


def row(live: str, foot: str = "") -> tuple[str, ...]:
    return ("傅霞", NUMBER, "2026-11-08", live, foot)


@pytest.fixture
def known(desk: Desk, tmp_path: Path) -> str:
    """The number of somebody whom the office has, living at 西坡乡东庄79号."""
    return roster.commit(
        desk, roster.plan(desk, small(tmp_path, HEADS, row("西坡乡东庄79号"), name="零.xlsx"))
    ).numbers[0]


def test_a_suggestion_changes_nothing_of_somebody_known(desk: Desk, known: str, tmp_path: Path) -> None:
    heads = ("姓名", "身份证号码", "释放日期", "罪犯居住地详细")
    plan = roster.plan(desk, small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", "北庄镇西街1号")))
    assert plan.columns[3].offered == "live_addr"
    assert [change.field for change in plan.rows[0].changes] == ["remark"]
    taken = roster.revise(desk, plan, mapping=dict(plan.suggested))
    assert taken.rows[0].changes == ()
    assert [change.field for change in taken.rows[0].held] == ["live_addr"]
    roster.commit(desk, taken)
    assert people.show(desk, known).values["live_addr"] == "西坡乡东庄79号"


def test_the_number_of_another_system_is_added_and_finds_the_person(desk: Desk, tmp_path: Path) -> None:
    def listed(heading: str, number: str, name: str) -> ImportPlan:
        heads = ("姓名", "身份证号码", "释放日期", heading)
        return roster.plan(desk, small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", number), name=name))

    first = listed("全国系统编号", "AZ-149901-7", "一.xlsx")
    assert first.columns[3].certainty is KNOWN
    no = roster.commit(desk, first).numbers[0]
    assert listed("国家平台编号", "AZ-149901-7", "二.xlsx").rows[0].action is Action.SAME
    second = listed("人员编号", "14990100012", "三.xlsx")
    assert [change.sentence for change in second.rows[0].changes]
    roster.commit(desk, second)
    kept = people.show(desk, no).values["outer_numbers"]
    assert isinstance(kept, tuple)
    assert [(one.system, one.number) for one in kept] == [
        ("全国系统", "AZ-149901-7"),
        ("人员", "14990100012"),
    ]
    for text in ("AZ-1499", "00012", "az-149901-7"):
        assert [hit.row.no for hit in people.search(desk, text)] == [no], text
    assert people.search(desk, "9%7") == people.search(desk, "AZ_149901") == []


def test_a_number_too_long_to_be_one_goes_to_the_remark(reading_desk: Desk, tmp_path: Path) -> None:
    heads = ("姓名", "身份证号码", "释放日期", "全国系统编号")
    file = small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", "A" * 51))
    (read,) = roster.plan(reading_desk, file).rows
    assert "outer_numbers" not in read.values
    assert "A" * 51 in str(read.values["remark"])
    assert "原文记入备注" in read.sentence


@pytest.mark.parametrize(
    ("treatment", "lives"),
    [
        (Treatment.UPDATE, "北庄镇西街1号"),
        (Treatment.FILL, "西坡乡东庄79号"),
        (Treatment.SKIP, "西坡乡东庄79号"),
    ],
)
def test_each_column_may_update_fill_or_skip(
    desk: Desk, known: str, tmp_path: Path, treatment: Treatment, lives: str
) -> None:
    plan = roster.plan(desk, small(tmp_path, HEADS, row("北庄镇西街1号")))
    (change,) = plan.rows[0].changes
    assert change.sentence == "现居住地“西坡乡东庄79号”→“北庄镇西街1号”"
    treated = roster.revise(desk, plan, treatments={"live_addr": treatment})
    assert [one.field for one in (*treated.rows[0].changes, *treated.rows[0].held)] == ["live_addr"]
    roster.commit(desk, treated)
    assert people.show(desk, known).values["live_addr"] == lives


def test_what_is_only_filled_fills_what_is_empty_and_a_blank_wipes_nothing(
    desk: Desk, known: str, tmp_path: Path
) -> None:
    heads = (*HEADS, "文化程度")
    plan = roster.plan(desk, small(tmp_path, heads, (*row(""), "初中")))
    filled = roster.revise(desk, plan, treatments=dict.fromkeys(("education", "live_addr"), Treatment.FILL))
    roster.commit(desk, filled)
    values = people.show(desk, known).values
    assert (values["live_addr"], values["education"]) == ("西坡乡东庄79号", "70")
    assert filled.rows[0].changes[0].sentence.startswith("文化程度补上“")


def test_another_name_is_asked_whatever_its_column_may_do(desk: Desk, known: str, tmp_path: Path) -> None:
    plan = roster.plan(desk, small(tmp_path, HEADS, ("傅霏", *row("")[1:])))
    skipped = roster.revise(desk, plan, treatments={"name": Treatment.SKIP})
    assert skipped.rows[0].verdict is Verdict.ASK
    assert "本所的内容不改" in skipped.rows[0].sentence
    assert skipped.rows[0].action is Action.SAME
    assert people.show(desk, known).values["name"] == "傅霞"


def test_a_remark_is_added_to_word_by_word(desk: Desk, known: str, tmp_path: Path) -> None:
    heads = ("姓名", "身份证号码", "释放日期", "星座", "身高")
    first = small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", "白羊座", "172"))
    roster.commit(desk, roster.plan(desk, first))
    again = small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", "白羊座", "173"), name="二.xlsx")
    roster.commit(desk, roster.plan(desk, again))
    assert (
        people.show(desk, known).values["remark"]
        == "名单原文：星座“白羊座”；名单原文：身高“172”；名单原文：身高“173”"
    )


# ---------------------------------------------------------------- saved layouts
def test_a_layout_holds_what_a_hand_said_and_nothing_else(desk: Desk, tmp_path: Path) -> None:
    file = small(tmp_path, HEADS, row("西坡乡东庄79号", "北庄镇西街1号"))
    plan = roster.revise(desk, roster.plan(desk, file), mapping={"落脚": "hukou_addr"})
    roster.commit(desk, plan)
    again = roster.plan(desk, file)
    assert again.remembered
    assert {one.header: one.told for one in again.columns} == {**dict.fromkeys(HEADS, False), "落脚": True}
    assert again.columns[4].field == "hukou_addr"


def test_a_suggestion_that_was_seen_and_left_is_not_offered_again_and_can_still_be_taken(
    desk: Desk, tmp_path: Path
) -> None:
    heads = ("姓名", "身份证号码", "释放日期", "罪犯居住地详细")
    file = small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", "北庄镇西街1号"))
    other = small(tmp_path, heads, ("夏试", "", "2026-11-09", "北庄镇西街2号"), name="二.xlsx")
    roster.commit(desk, roster.plan(desk, file))
    assert roster.plan(desk, other).suggested, "a command that nobody watched refused nothing"
    third = small(tmp_path, heads, ("韩试", "149901198503120030", "2026-11-08", "西街3号"), name="三.xlsx")
    roster.commit(desk, roster.plan(desk, third), seen=True)
    plan = roster.plan(desk, other)
    assert plan.suggested == {}
    assert (plan.columns[3].kept, plan.columns[3].guess) == (True, "live_addr")
    taken = roster.revise(desk, plan, mapping={plan.columns[3].key: "live_addr"})
    assert taken.columns[3].field == "live_addr"


def test_what_a_column_does_to_known_people_holds_for_the_next_list(
    desk: Desk, known: str, tmp_path: Path
) -> None:
    first = roster.plan(desk, small(tmp_path, HEADS, row("北庄镇西街1号"), name="二.xlsx"))
    roster.commit(desk, roster.revise(desk, first, treatments={"live_addr": Treatment.SKIP}))
    again = roster.plan(desk, small(tmp_path, HEADS, row("北庄镇西街9号"), name="三.xlsx"))
    assert again.treatments["live_addr"] is Treatment.SKIP
    assert again.rows[0].changes == ()
    roster.commit(desk, roster.revise(desk, again, treatments={"live_addr": Treatment.UPDATE}))
    assert people.show(desk, known).values["live_addr"] == "北庄镇西街9号"
    assert roster.plan(desk, small(tmp_path, HEADS, row("西街5号"))).rows[0].changes != ()


def test_a_column_of_several_fields_is_treated_by_any_of_them(desk: Desk, tmp_path: Path) -> None:
    heads = ("姓名", "身份证号码", "释放日期", "全国系统编号")
    plan = roster.plan(desk, small(tmp_path, heads, ("傅霞", NUMBER, "2026-11-08", "AZ1")))
    told_ = roster.revise(desk, plan, treatments={"outer_numbers": Treatment.SKIP})
    assert told_.columns[3].treatment is told_.treatments["outer_numbers"] is Treatment.SKIP


def test_of_an_old_layout_a_part_of_a_name_is_asked_again_and_a_hand_is_believed(
    desk: Desk, tmp_path: Path
) -> None:
    heads = ("姓名", "身份证号码", "户籍地派出所", "帮教起始日期", "落脚", "现住址", "备注")
    file = small(
        tmp_path, heads, ("傅霞", NUMBER, "西坡派出所", "2026-12-01", "北庄镇西街1号", "西村1号", "无")
    )
    old = {
        "姓名": "name",
        "身份证号码": "id_no",
        "户籍地派出所": "hukou_addr",
        "帮教起始日期": "term_start",
        "落脚": "hukou_addr",
        "现住址": None,
        "备注": "remark",
        "已没有的列": "sex",
    }
    with begin(desk, "导入名单") as unit:
        layout = ListLayout(
            fingerprint=roster.plan(desk, file).fingerprint, mapping=old, used_at=desk.clock.now()
        )
        unit.add(layout, "记住名单的列")
    plan = roster.plan(desk, file)
    assert plan.remembered
    assert [(one.field, one.told) for one in plan.columns] == [
        ("name", False),
        ("id_no", False),
        (None, False),
        (None, False),
        ("hukou_addr", True),
        (None, True),
        ("remark", False),
    ]


# ---------------------------------------------------------------- what a command line says
def test_columns_are_named_on_a_command_line(reading_desk: Desk) -> None:
    plan = roster.plan(reading_desk, LISTS / "a12_merged.xlsx")
    said = ["联系电话=本人电话", "乡镇=不导入", "家庭主要成员／姓名=in_remark", "罪名=offences", "刑期=刑种"]
    assert columns.mapping_of(plan, said) == {
        "家庭主要成员/联系电话": "phone",
        "乡镇": None,
        "家庭主要成员/姓名": IN_REMARK,
        "原判情况/罪名": "offences",
        "原判情况/刑期": "penalty_main",
    }
    treated = columns.treatments_said(plan, ["罪名=跳过", "性别=fill"])
    assert treated == {"offences": Treatment.SKIP, "sex": Treatment.FILL}
    assert replace(plan, treatments_told=treated).treatments_told == treated


@pytest.mark.parametrize("said", ["没有的列=姓名", "乡镇", "乡镇=没有的字段", "乡镇=帮教责任人"])
def test_a_column_or_field_that_is_not_there_is_refused(reading_desk: Desk, said: str) -> None:
    with pytest.raises(UserError):
        columns.mapping_of(roster.plan(reading_desk, LISTS / "a12_merged.xlsx"), [said])


@pytest.mark.parametrize("said", ["乡镇=跳过", "罪名=删除"])
def test_a_treatment_that_does_not_fit_is_refused(reading_desk: Desk, said: str) -> None:
    with pytest.raises(UserError):
        columns.treatments_said(roster.plan(reading_desk, LISTS / "a12_merged.xlsx"), [said])


def test_the_fields_a_column_can_be_are_those_the_import_writes() -> None:
    offered = dict(columns.FROM_ABOVE.targets())
    assert {"name", "id_no", "release_date", "emergency_contact", "remark"} <= offered.keys()
    assert not {"level", "period_start", "responsible_worker", "serial", "age"} & offered.keys()
    assert columns.label("没有的字段") == ""
