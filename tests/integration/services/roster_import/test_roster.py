"""Importing over a real encrypted office: both samples row by row, commit, undo, the same list again, what
goes back.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.roster_plan import Action, Level, Verdict
from anbang_desktop.errors import Cancelled, Refused, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import gate, undoing, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.services.worklist import people
from anbang_desktop.storage import history, schema, tables
from anbang_desktop.storage.tables_core import audit
from tests.conftest import DATA
from tests.support import hostile
from tests.support.desks import Template, empty_office

FIRST, SECOND = "预释放人员名单_2026年11月.xlsx", "拟释放人员衔接名册"
TODAY = date(2026, 11, 30)
REGISTER = ("clients", "cases", "stages", "case_cards")
NUMBER, OTHER = "149901198311210525", "149901196504133512"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    made = template.desk(tmp_path / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


@pytest.fixture(scope="module")
def first(template: Template, tmp_path_factory: pytest.TempPathFactory) -> ImportPlan:
    """The first sample against an empty office; a plan is frozen and names nothing of the office it was
    made for.
    """
    made = template.desk(tmp_path_factory.mktemp("first") / "office", FixedClock(TODAY))
    plan = roster.plan(made, DATA / FIRST)
    opening.close(made)
    return plan


def rows_with(plan: ImportPlan, verdict: Verdict) -> list[int]:
    return [row.number for row in plan.rows if row.verdict is verdict]


def counted(desk: Desk) -> dict[str, int]:
    with desk.store.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in schema.metadata.sorted_tables
        }


def small_list(folder: Path, *people_rows: tuple[object, ...], name: str = "小名单.xlsx") -> Path:
    file = folder / name
    file.write_bytes(
        hostile.workbook(("姓名", "身份证号码", "释放日期", "现住址", "服刑监所", "备注"), *people_rows)
    )
    return file


def one(
    name: str = "傅霞",
    number: str = NUMBER,
    live: str = "西坡乡东庄79号",
    release: str = "2026-11-08",
    remark: str = "",
) -> tuple[str, ...]:
    return (name, number, release, live, "晋中监狱", remark)


# ---------------------------------------------------------------- what the issue expects, row by row
def test_the_first_sample_is_understood_row_by_row(first: ImportPlan) -> None:
    assert [row.number for row in first.rows] == list(range(4, 44))
    assert rows_with(first, Verdict.ERROR) == [7, 9, 14]
    assert rows_with(first, Verdict.ASK) == [4, 6, 8, 12]
    assert (first.ready, first.ask, first.error) == (33, 4, 3)
    assert (first.sheet, first.header_rows) == ("预释放人员", (3, 3))


@pytest.mark.parametrize(
    ("number", "column", "level", "words"),
    [
        (4, "身份证号码", Level.ASK, "第 8 行"),
        (8, "身份证号码", Level.ASK, "第 4 行"),
        (6, "身份证号码", Level.ASK, "第 18 位应为 9"),
        (7, "姓名", Level.ERROR, "没有姓名"),
        (9, "身份证号码", Level.ERROR, "丢掉后几位"),
        (12, "出生日期", Level.ASK, "1963-03-05"),
        (14, "释放日期", Level.ERROR, "没有 13 月"),
        (10, "姓名", Level.NOTE, "间隔号"),
        (13, "备注", Level.NOTE, '=HYPERLINK("x","点我")'),
        (15, "备注", Level.NOTE, "未满 18 周岁"),
        (16, "释放类别", Level.NOTE, "解除社区矫正"),
    ],
)
def test_each_trap_of_the_first_sample_is_told_apart(
    first: ImportPlan, number: int, column: str, level: Level, words: str
) -> None:
    assert any(
        (one.column, one.level) == (column, level) and words in one.what for one in first.row(number).problems
    )


def test_the_machine_readable_answer(first: ImportPlan) -> None:
    answer = first.as_json()
    assert {key: answer[key] for key in ("rows", "ready", "ask", "error")} == {
        "rows": 40,
        "ready": 33,
        "ask": 4,
        "error": 3,
    }
    assert isinstance(answer["problems"], list)
    assert {problem["row"] for problem in answer["problems"]} == {4, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16}
    assert set(answer["problems"][0]) == {"row", "column", "what"}


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_the_second_sample_is_understood_in_both_forms(desk: Desk, data: Path, ending: str) -> None:
    plan = roster.plan(desk, data / f"{SECOND}{ending}")
    assert (plan.sheet, plan.header_rows) == ("名册(11月)", (3, 4))
    assert [row.number for row in plan.rows] == [*range(5, 18), *range(19, 31)]
    assert (plan.ready, plan.ask, plan.error) == (25, 0, 0)
    values = plan.row(5).values
    assert (values["name"], values["release_date"], values["term_end"]) == (
        "胡娜秀",
        date(2026, 11, 13),
        date(2026, 11, 13),
    )
    assert (values["emergency_name"], values["emergency_phone"], values["village"]) == (
        "曹海",
        "19300009390",
        "西村",
    )


def test_a_preview_writes_nothing(desk: Desk, data: Path) -> None:
    before = counted(desk)
    roster.plan(desk, data / FIRST)
    assert counted(desk) == before


# ---------------------------------------------------------------- commit
def test_the_commit_does_what_the_preview_said(desk: Desk, first: ImportPlan) -> None:
    result = roster.commit(desk, first, accept=frozenset({4, 6, 12}))
    assert (result.created, result.updated, result.left_out, len(result.numbers)) == (36, 0, 4, 36)
    with desk.store.read() as connection:
        found = {row.name: row for row in connection.execute(select(tables.clients))}
    assert len(found) == 36
    assert "李英洋" not in found
    assert "彭玉英" not in found
    assert found["王𬖸龘"].id_no == "149901196504133512"
    assert found["曾华平"].id_unverified is True
    assert found["罗军"].birth_date == date(1970, 1, 1)
    assert found["罗军"].birth_reason
    assert found["买买提·艾合买提"].ethnicity == "05"


def test_imported_people_are_listed_as_waiting_for_verification(desk: Desk, first: ImportPlan) -> None:
    result = roster.commit(desk, first)
    person = people.show(desk, result.numbers[0])
    assert person.state == "待核查"
    assert people.search(desk, "王𬖸龘", 5)
    assert result.numbers[0].startswith("DH01-2026-")
    with desk.store.read() as connection:
        stages = connection.execute(select(tables.stages.c.state, tables.stages.c.on)).all()
    assert set(map(tuple, stages)) == {("S10_NOTICE", TODAY)}


def test_a_row_that_is_an_error_cannot_be_accepted(desk: Desk, first: ImportPlan) -> None:
    with pytest.raises(UserError, match="第 7 行"):
        roster.commit(desk, first, accept=frozenset({7}))


def test_of_two_rows_with_one_number_only_one_may_come_in(desk: Desk, first: ImportPlan) -> None:
    before = counted(desk)
    with pytest.raises(Refused, match="第 4 行和第 8 行证件号相同"):
        roster.commit(desk, first, accept=frozenset({4, 8}))
    assert counted(desk) == before


def test_a_stopped_import_leaves_nothing(desk: Desk, first: ImportPlan) -> None:
    before = counted(desk)

    def stop(_done: int, _total: int, what: str) -> None:
        if what == "立案":
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        roster.commit(desk, first, progress=progress)
    assert counted(desk) == before


def test_a_plan_that_the_office_has_overtaken_is_refused_whole(
    desk: Desk, data: Path, tmp_path: Path
) -> None:
    stale = roster.plan(desk, data / FIRST)
    roster.commit(desk, roster.plan(desk, small_list(tmp_path, one())))
    before = counted(desk)
    with pytest.raises(UserError, match="预览之后变过"):
        roster.commit(desk, stale)
    assert counted(desk) == before


def test_the_audit_names_nobody_by_number(desk: Desk, first: ImportPlan) -> None:
    roster.commit(desk, first)
    with desk.store.read() as connection:
        summaries = " ".join(connection.execute(select(audit.c.summary)).scalars())
    assert "1499" not in summaries
    assert not any(problem for line in opening.check(desk).lines for problem in line.problems)


# ---------------------------------------------------------------- the same list again
def test_the_same_file_again_changes_nothing(desk: Desk, data: Path, first: ImportPlan) -> None:
    done = roster.commit(desk, first, accept=frozenset({6}))
    before = counted(desk)
    again = roster.plan(desk, data / FIRST)
    assert again.earlier_import == done.import_id
    assert again.row(6).verdict is Verdict.READY
    assert {row.action for row in again.with_verdict(Verdict.READY)} == {Action.SAME}
    assert roster.commit(desk, again).import_id == done.import_id
    assert counted(desk) == before


def test_both_forms_of_one_list_are_the_same_people(desk: Desk, data: Path) -> None:
    roster.commit(desk, roster.plan(desk, data / f"{SECOND}.xlsx"))
    result = roster.commit(desk, roster.plan(desk, data / f"{SECOND}.xls"))
    assert (result.created, result.updated, result.unchanged) == (0, 0, 25)


def test_new_words_about_somebody_we_have_are_an_update_and_blanks_wipe_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    (no,) = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one(remark="体弱")))).numbers
    plan = roster.plan(
        desk, small_list(tmp_path, one(live="北庄镇西街1号", release="2026-12-01"), name="二.xlsx")
    )
    (row,) = plan.rows
    assert (row.verdict, row.action, row.case_no) == (Verdict.READY, Action.UPDATE, no)
    assert [change.field for change in row.changes] == ["release_date", "live_addr"]
    assert "更新 2 项：释放（解除）日期、现居住地" in row.sentence
    assert roster.commit(desk, plan).updated == 1
    values = people.show(desk, no).values
    assert (values["live_addr"], values["release_date"], values["remark"]) == (
        "北庄镇西街1号",
        date(2026, 12, 1),
        "体弱",
    )
    assert values["period_start"] == date(2026, 12, 1)


def test_what_the_clerk_changed_later_is_not_put_back_by_the_same_list(desk: Desk, tmp_path: Path) -> None:
    file = small_list(tmp_path, one())
    (no,) = roster.commit(desk, roster.plan(desk, file)).numbers
    write.record(desk, no, "registration", {"live_addr": "南关街道东街1号"})
    (row,) = roster.plan(desk, file).rows
    assert (row.action, row.changes) == (Action.SAME, ())


def test_one_number_under_another_name_asks(desk: Desk, tmp_path: Path) -> None:
    roster.commit(desk, roster.plan(desk, small_list(tmp_path, one(name="吴秀兰"))))
    plan = roster.plan(desk, small_list(tmp_path, one(name="吴秀蓝"), name="二.xlsx"))
    (row,) = plan.rows
    assert (row.verdict, row.action) == (Verdict.ASK, Action.UPDATE)
    assert "本所姓名为“吴秀兰”，名单为“吴秀蓝”" in row.sentence
    roster.commit(desk, plan, accept=frozenset({2}))
    assert counted(desk)["clients"] == 1


def test_only_name_and_birth_date_alike_asks_and_may_become_another_person(
    desk: Desk, tmp_path: Path
) -> None:
    roster.commit(desk, roster.plan(desk, small_list(tmp_path, one())))
    plan = roster.plan(desk, small_list(tmp_path, one(number="149902198311210521"), name="二.xlsx"))
    (row,) = plan.rows
    assert row.verdict is Verdict.ASK
    assert "同名同出生日期" in row.sentence
    roster.commit(desk, plan, accept=frozenset({2}))
    assert counted(desk)["clients"] == 2


def test_somebody_whose_case_is_over_gets_a_new_case(desk: Desk, tmp_path: Path) -> None:
    (no,) = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one()))).numbers
    with desk.store.work(desk.clock) as work:
        case = work.connection.execute(select(tables.cases.c.id).where(tables.cases.c.no == no)).scalar_one()
        work.update(tables.cases, case, {"state": "S90_ARCHIVED"}, "归档")
    later = replace(desk, clock=FixedClock(date(2027, 3, 1)))
    plan = roster.plan(later, small_list(tmp_path, one(release="2027-02-01"), name="二.xlsx"))
    (row,) = plan.rows
    assert (row.verdict, row.action) == (Verdict.READY, Action.CASE)
    roster.commit(later, plan)
    assert (counted(desk)["clients"], counted(desk)["cases"]) == (1, 2)


# ---------------------------------------------------------------- columns
def test_a_corrected_column_is_remembered(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "怪.xlsx"
    file.write_bytes(
        hostile.workbook(
            ("姓名", "身份证号码", "释放日期", "落脚"), ("傅霞", NUMBER, "2026-11-08", "西坡乡东庄79号")
        )
    )
    plan = roster.plan(desk, file)
    assert [column.field for column in plan.columns][-1] is None
    corrected = roster.revise(desk, plan, mapping={plan.columns[-1].key: "live_addr"})
    assert corrected.rows[0].values["live_addr"] == "西坡乡东庄79号"
    roster.commit(desk, corrected)
    again = roster.plan(desk, file)
    assert again.remembered
    assert again.columns[-1].field == "live_addr"


def test_a_mapping_remembered_from_an_import_that_was_undone_is_forgotten(desk: Desk, tmp_path: Path) -> None:
    file = small_list(tmp_path, one())
    plan = roster.plan(desk, file)
    wrong = roster.commit(desk, roster.revise(desk, plan, mapping={plan.columns[-1].key: None}))
    assert roster.plan(desk, file).remembered
    roster.undo(desk, wrong.import_id)
    again = roster.plan(desk, file)
    assert not again.remembered
    assert [column.field for column in again.columns] == [column.field for column in plan.columns]


def test_undoing_an_import_brings_the_mapping_before_it_back_and_leaves_a_later_one(
    desk: Desk, tmp_path: Path
) -> None:
    def imported(mapping: dict[str, str | None], name: str, number: str) -> int:
        plan = roster.plan(desk, small_list(tmp_path, one(number=number), name=name))
        return roster.commit(desk, roster.revise(desk, plan, mapping=mapping)).import_id

    last = roster.plan(desk, small_list(tmp_path, one())).columns[-1]
    first = imported({}, "一.xlsx", NUMBER)
    second = imported({last.key: None}, "二.xlsx", OTHER)
    roster.undo(desk, first)
    assert roster.plan(desk, small_list(tmp_path, one())).columns[-1].field is None
    roster.undo(desk, second)
    assert roster.plan(desk, small_list(tmp_path, one())).columns[-1].field == last.field


def test_another_sheet_can_be_chosen_or_is_refused(desk: Desk, data: Path) -> None:
    with pytest.raises(UserError, match="找不到名单的表头"):
        roster.plan(desk, data / f"{SECOND}.xlsx", sheet="说明")


def test_a_file_without_people_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="下面没有人员"):
        roster.plan(desk, small_list(tmp_path))


def test_a_cell_corrected_in_the_preview_is_judged_anew(desk: Desk, first: ImportPlan) -> None:
    edited = roster.revise(desk, first, edits={(7, "name"): "张三", (14, "release_date"): "2026-11-09"})
    assert rows_with(edited, Verdict.ERROR) == [9]
    again = roster.revise(desk, edited, edits={(9, "id_no"): "149901197601079104"})
    assert again.edits.keys() == {(7, "name"), (14, "release_date"), (9, "id_no")}
    result = roster.commit(desk, edited)
    assert result.created == 35


# ---------------------------------------------------------------- undo
def test_undo_takes_everything_back(desk: Desk, first: ImportPlan) -> None:
    before = counted(desk)
    done = roster.commit(desk, first, accept=frozenset({4}))
    assert roster.undo(desk, done.import_id) == 34
    after = counted(desk)
    assert {name: after[name] for name in REGISTER} == {name: before[name] for name in REGISTER}
    assert roster.history(desk)[0].undone
    assert not any(problem for line in opening.check(desk).lines for problem in line.problems)


def test_undo_forgets_what_was_begun_about_the_removed(desk: Desk, tmp_path: Path) -> None:
    (stays,) = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one()))).numbers
    done = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one("赵兰", OTHER), name="二.xlsx")))
    (no,) = done.numbers
    for user in (desk, replace(desk, user="别人")):
        for form in (f"contact:{no}", f"sheet:{no}:王建国", f"contact:{stays}", "register"):
            drafts.keep(user, form, {"content": "正在填"})
    roster.undo(desk, done.import_id)
    with desk.store.read() as connection:
        kept = connection.exec_driver_sql("SELECT form FROM drafts ORDER BY form, user").scalars().all()
    assert kept == [f"contact:{stays}"] * 2 + ["register"] * 2


def test_undo_puts_old_values_back(desk: Desk, tmp_path: Path) -> None:
    (no,) = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one()))).numbers
    before = dict(people.show(desk, no).values)
    changed = roster.commit(
        desk,
        roster.plan(desk, small_list(tmp_path, one(live="别处1号", release="2026-12-01"), name="二.xlsx")),
    )
    assert roster.undo(desk, changed.import_id) == 1
    assert dict(people.show(desk, no).values) == before


def test_undo_refuses_whole_when_somebody_has_moved_on_and_names_him(desk: Desk, first: ImportPlan) -> None:
    done = roster.commit(desk, first)
    no = done.numbers[0]
    name = people.show(desk, no).values["name"]
    write.record(desk, no, "registration", {"phone": "13800001234"})
    before = counted(desk)
    with pytest.raises(Refused, match=f"{name}（{no}）"):
        roster.undo(desk, done.import_id)
    assert counted(desk) == before


def test_undo_twice_or_of_nothing_is_refused(desk: Desk, tmp_path: Path) -> None:
    done = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one())))
    roster.undo(desk, done.import_id)
    with pytest.raises(UserError, match="已经撤销过"):
        roster.undo(desk, done.import_id)
    with pytest.raises(UserError, match="没有编号为 99"):
        roster.undo(desk, 99)


def test_after_undo_the_list_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    file = small_list(tmp_path, one())
    done = roster.commit(desk, roster.plan(desk, file))
    roster.commit(desk, roster.plan(desk, small_list(tmp_path, one(), name="同一人.xlsx")))
    roster.undo(desk, done.import_id)
    assert roster.commit(desk, roster.plan(desk, file)).created == 1


def test_a_number_is_never_given_again(desk: Desk, tmp_path: Path) -> None:
    file = small_list(tmp_path, one())
    first = roster.commit(desk, roster.plan(desk, file))
    roster.undo(desk, first.import_id)
    second = roster.commit(desk, roster.plan(desk, file))
    assert (first.numbers, second.numbers) == (("DH01-2026-0001",), ("DH01-2026-0002",))


def test_a_refusal_names_ten_and_counts_the_rest(desk: Desk, first: ImportPlan) -> None:
    done = roster.commit(desk, first)
    gate.open_all(desk, "核对")
    for no in done.numbers[:12]:
        write.record(desk, no, "registration", {"phone": "13800001234"})
    with pytest.raises(Refused, match="等 12 人") as refused:
        roster.undo(desk, done.import_id)
    assert sum(no in str(refused.value) for no in done.numbers) == 10


def test_a_later_list_about_the_same_person_is_in_the_way_until_it_is_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    first = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one())))
    later = roster.commit(desk, roster.plan(desk, small_list(tmp_path, one(live="别处1号"), name="二.xlsx")))
    with pytest.raises(Refused, match="傅霞"):
        roster.undo(desk, first.import_id)
    roster.undo(desk, later.import_id)
    assert roster.undo(desk, first.import_id) == 1
    assert (counted(desk)["clients"], counted(desk)["cases"]) == (0, 0)


def test_an_import_is_a_unit_like_any_other(desk: Desk, first: ImportPlan) -> None:
    """Taken back under its name, it counts as taken back; restored, it counts as in force again."""
    before = counted(desk)
    roster.commit(desk, first)
    there = counted(desk)
    unit = undoing.last_done(desk, 0)
    assert unit is not None
    assert unit.title == "导入名单"
    undoing.undo(desk, unit.id)
    assert roster.history(desk)[0].undone
    assert {name: counted(desk)[name] for name in REGISTER} == {name: before[name] for name in REGISTER}
    with desk.store.read() as connection:
        back = history.unit(connection, unit.id)
    assert back is not None
    assert back.undone_by is not None
    undoing.undo(desk, back.undone_by)
    assert not roster.history(desk)[0].undone
    assert {name: counted(desk)[name] for name in REGISTER} == {name: there[name] for name in REGISTER}
    assert not any(problem for line in opening.check(desk).lines for problem in line.problems)


def test_the_cards_of_those_who_come_in_and_of_those_who_change_are_right(desk: Desk, tmp_path: Path) -> None:
    roster.commit(desk, roster.plan(desk, small_list(tmp_path, one(name="吴秀兰"))))
    other = small_list(tmp_path, one(name="吴秀蓝"), one("赵兰", OTHER), name="二.xlsx")
    roster.commit(desk, roster.plan(desk, other), accept=frozenset({2}))
    with desk.store.read() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM case_cards ORDER BY case_id").all()
    with begin(desk, "重做") as unit:
        unit.touch(*(row.case_id for row in kept))
    with desk.store.read() as connection:
        assert connection.exec_driver_sql("SELECT * FROM case_cards ORDER BY case_id").all() == kept
    assert [hit.row.name for hit in people.search(desk, "吴秀", 5)] == ["吴秀蓝"]


def test_a_list_that_brings_nothing_new_is_taken_back_too(desk: Desk, tmp_path: Path) -> None:
    roster.commit(desk, roster.plan(desk, small_list(tmp_path, one())))
    file = tmp_path / "同一人.xlsx"
    file.write_bytes(hostile.workbook(("姓名", "身份证号码", "性别"), ("傅霞", NUMBER, "女")))
    same = roster.commit(desk, roster.plan(desk, file))
    assert (same.unchanged, same.done) == (1, 0)
    assert roster.undo(desk, same.import_id) == 0
    with pytest.raises(UserError, match="已经撤销过"):
        roster.undo(desk, same.import_id)


# ---------------------------------------------------------------- what goes back
def test_problem_rows_go_out_as_the_same_file_with_one_more_column(
    desk: Desk, first: ImportPlan, tmp_path: Path
) -> None:
    out = tmp_path / "问题行.xlsx"
    assert roster.problems_file(first, out) == 7
    sheet = load_workbook(out)["预释放人员"]
    assert [cell.value for cell in sheet[3]][-2:] == ["备注", "问题"]
    assert sheet["A1"].value == "某县司法局2026年11月预释放人员名单"
    assert "A1:T1" in {str(area) for area in sheet.merged_cells.ranges}
    assert [sheet.cell(row, 2).value for row in range(4, 11)] == [
        "陈丽华",
        "曾华平",
        None,
        "李英洋",
        "傅志英",
        "罗军",
        "彭玉英",
    ]
    assert sheet["D4"].number_format == "yyyy-mm-dd"
    assert sheet["E4"].data_type == "s"
    assert sheet["E4"].number_format == "@"
    assert "没有姓名" in sheet["U6"].value
    assert [path.name for path in tmp_path.glob("*.partial")] == []


def test_the_problem_file_comes_back_in_when_it_is_put_right(
    desk: Desk, first: ImportPlan, tmp_path: Path
) -> None:
    out = tmp_path / "问题行.xlsx"
    roster.commit(desk, first)
    roster.problems_file(first, out)
    book = load_workbook(out)
    sheet = book["预释放人员"]
    sheet["B6"] = "张三"
    book.save(out)
    plan = roster.plan(desk, out)
    assert plan.fingerprint == first.fingerprint
    assert [column.field for column in plan.columns if column.header == "问题"] == ["own_problem"]
    assert plan.row(6).verdict is Verdict.READY
    assert roster.problems_file(plan, tmp_path / "再一次.xlsx") == 6
    assert load_workbook(tmp_path / "再一次.xlsx")["预释放人员"].max_column == 21


def test_problem_rows_of_an_old_workbook_become_a_new_one(desk: Desk, data: Path, tmp_path: Path) -> None:
    plan = roster.revise(desk, roster.plan(desk, data / f"{SECOND}.xls"), edits={(6, "name"): ""})
    out = tmp_path / "问题行.xlsx"
    assert roster.problems_file(plan, out) == 1
    sheet = load_workbook(out)["名册(11月)"]
    assert (sheet["C5"].value, sheet["C5"].number_format) == ("149902197910057798", "@")
    assert sheet["Q3"].value == "问题"
    assert roster.plan(desk, out).header_rows == (3, 4)


def test_text_that_looks_like_a_formula_stays_text(desk: Desk, tmp_path: Path) -> None:
    plan = roster.plan(desk, small_list(tmp_path, ("", NUMBER, "2026-11-08", "x", "晋中监狱", "+1234")))
    out = tmp_path / "问题行.xlsx"
    roster.problems_file(plan, out)
    assert load_workbook(out).worksheets[0]["F2"].data_type == "s"


def test_without_problems_only_the_heading_goes_out(desk: Desk, tmp_path: Path) -> None:
    plan = roster.plan(desk, small_list(tmp_path, one()))
    assert roster.problems_file(plan, tmp_path / "x.xlsx") == 0
    assert [[cell.value for cell in row] for row in load_workbook(tmp_path / "x.xlsx").worksheets[0]] == [
        ["姓名", "身份证号码", "释放日期", "现住址", "服刑监所", "备注", "问题"]
    ]


def test_a_file_that_cannot_be_written_is_one_sentence(desk: Desk, first: ImportPlan, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"扩展名不对"):
        roster.problems_file(first, tmp_path / "x.xls")
    with pytest.raises(UserError, match="写不了文件"):
        roster.problems_file(first, tmp_path / "没有这个文件夹" / "x.xlsx")


def test_the_list_returns_with_the_results(desk: Desk, first: ImportPlan, tmp_path: Path) -> None:
    done = roster.commit(desk, first)
    verification = {
        "result": "01",
        "methods": ["VILLAGE"],
        "checker": "李干事",
        "checked_on": "2026-11-20",
        "replied_on": "2026-11-21",
    }
    write.record(desk, done.numbers[0], "verification", {**verification, "remark": "住址属实"})
    out = tmp_path / "回执名单.xlsx"
    assert roster.return_list(desk, done.import_id, out) == 1
    sheet = load_workbook(out)["预释放人员"]
    assert [cell.value for cell in sheet[3]][-4:] == ["核查结果", "核查日期", "核查说明", "名单提示"]
    assert [cell.value for cell in sheet[5]][-4:] == ["属实", "2026-11-21", "住址属实", None]
    assert sheet["W7"].value.startswith("未导入：没有姓名")
    (hidden,) = [row.name for row in first.rows if "未满" in row.sentence and row.verdict is Verdict.READY]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if hidden in row]
    assert row[-2] == "待核查", (
        "withheld: the county named him in its own list, which goes back with an answer"
    )
    assert sheet["A43"].value is not None, "nothing of the list is dropped"
    chosen = people.show(desk, done.numbers[0]).id
    assert roster.return_list(desk, done.import_id, out, among=[chosen]) == 1
    rows = [[cell.value for cell in row] for row in load_workbook(out)["预释放人员"]]
    assert [row[-4] for row in rows if row[-4]] == ["核查结果", "属实"], "only the row of whom was chosen"
    assert len(rows) == 4


def test_returning_an_unknown_import_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有编号为 5"):
        roster.return_list(desk, 5, tmp_path / "x.xlsx")


def test_the_history_tells_each_import(desk: Desk, data: Path, first: ImportPlan) -> None:
    roster.commit(desk, first)
    (past,) = roster.history(desk)
    assert (past.file_name, past.user, past.rows, past.created, past.undone) == (
        FIRST,
        "王所长",
        40,
        33,
        False,
    )
