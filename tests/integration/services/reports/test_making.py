"""services/reports over a real encrypted office: learn, look, make, and what is kept of it."""

import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.domain.states import State
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.excel.template import Layout
from anbang_desktop.fields.client import Client
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, gate, history, write
from anbang_desktop.services.reports import calendar, count, learning, ledger, making
from anbang_desktop.services.reports.frozen import from_bytes
from anbang_desktop.services.reports.ledger import Delivered
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries import numbers as query
from anbang_desktop.storage.queries import rosters
from anbang_desktop.storage.tables_core import audit
from anbang_desktop.storage.tables_report import report_runs
from tests.support import makers
from tests.support.office_suite import rows

BLANKS = paths.resources("report", "blanks")
ROSTER, NUMBERS = BLANKS / "花名册.xlsx", BLANKS / "统计表.xlsx"
MEMBERS = [
    {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
    {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"},
    {"name": "赵兰", "kind": "FAMILY", "role": "MEMBER"},
]
VISIT = {
    "contact_type": "HOME_VISIT",
    "workers": ["李文静"],
    "met": "SELF",
    "abnormal": False,
    "content": "在家务农，情况正常。",
}


def _at(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def _register(desk: Desk, number: int, day: date, source: str = "PRISON") -> str:
    one = makers.people(40, seed=5)[number]
    values = {
        **one.values(),
        "release_cert_no": f"（2026）释字第 {number} 号",
        "release_type": "01",
        "release_date": day,
    }
    return advance.register_walk_in(
        _at(desk, day), {**values, "name": f"=甲{number}" if number == 3 else one.name}, source, day
    )


@pytest.fixture
def office(empty_desk: Desk) -> Desk:
    """Eight on the books since October, sixteen since November; a few set up, visited, placed."""
    early = [_register(empty_desk, number, date(2026, 10, 12)) for number in range(8)]
    for number in range(8, 24):
        _register(empty_desk, number, date(2026, 11, 9))
    for no in early[:6]:
        write.record(empty_desk, no, "group", {"members": MEMBERS}, date(2026, 10, 15))
        write.record(empty_desk, no, "contact", VISIT, date(2026, 11, 3))
    write.record(
        empty_desk, early[0], "placement", {"placed": True, "way": "01", "placed_from": "2026-11-05"}
    )
    write.record(
        empty_desk,
        early[1],
        "contact",
        {**VISIT, "contact_type": "NOT_MET", "met": "NOBODY"},
        date(2026, 11, 20),
    )
    return empty_desk


def _learn(desk: Desk) -> None:
    learning.learn(desk, ROSTER, "花名册")
    learning.learn(desk, NUMBERS, "统计表")


def _end(desk: Desk, no: str, state: str, day: date, reason: str = "") -> None:
    """The spine has no verb for these ends yet: the history is written as one will."""
    with desk.store.work(desk.clock) as work:
        case = work.connection.execute(select(tables.cases.c.id).where(tables.cases.c.no == no)).scalar_one()
        row = {
            "case_id": case,
            "state": state,
            "on": day,
            "entered_at": desk.clock.now(),
            "entered_by": desk.user,
            "reason": reason,
        }
        work.insert(tables.stages, row, "终止")


def test_learning_says_what_it_found_in_the_shape_of_the_command_line(empty_desk: Desk) -> None:
    learned = asdict(learning.learn(empty_desk, ROSTER, "花名册"))
    assert list(learned) == ["profile", "sheets"]
    (sheet,) = learned["sheets"]
    assert list(sheet) == ["name", "kind", "row_kind", "set", "columns", "unknown"]
    assert (sheet["row_kind"], sheet["set"]) == ("person", "R01")
    assert (sheet["name"], sheet["kind"], len(sheet["columns"]), sheet["unknown"]) == (
        "Sheet",
        "rows",
        18,
        (),
    )
    assert sheet["columns"][10] == {
        "header": "帮教情况/帮教类别",
        "field": "level",
        "certainty": "known",
        "why": "上下两行列名合起来就是“帮教情况帮教类别”，即“帮教类别”",
    }
    assert json.dumps(learned, ensure_ascii=False)


def test_learning_again_is_a_new_version_and_corrections_are_kept(empty_desk: Desk) -> None:
    _learn(empty_desk)
    studied = learning.study(ROSTER)
    learning.keep(empty_desk, studied, "花名册", {("Sheet", 18, 0): "state", ("Sheet", 17, 0): ""})
    roster, numbers = learning.profiles(empty_desk)[::-1]
    assert (roster.name, roster.version, numbers.version, roster.kinds, numbers.kinds) == (
        "花名册",
        2,
        1,
        frozenset({"rows"}),
        frozenset({"numbers"}),
    )
    fields = {column.at: column.field for column in roster.layout.sheets[0].columns}
    assert (fields[18], fields[17]) == ("state", "")


@pytest.mark.parametrize("name", ["预释放人员名单_2026年11月.xlsx", "拟释放人员衔接名册.xls"])
def test_what_is_no_blank_for_us_is_told(empty_desk: Desk, data: Path, name: str) -> None:
    if name.endswith(".xls"):
        with pytest.raises(UserError, match="旧格式"):
            learning.learn(empty_desk, data / name, "表")
    else:
        with pytest.raises(UserError, match="列的是哪些人"):
            learning.learn(empty_desk, data / name, "表")
        assert learning.profiles(empty_desk) == ()
        assert learning.learn(empty_desk, data / name, "表", ["R01"]).sheets[0].kind == "rows"


def test_a_file_without_any_header_is_refused(empty_desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(UserError):
        learning.learn(empty_desk, file, "表")
    assert learning.profiles(empty_desk) == ()


def test_a_month_is_counted_checked_and_its_people_are_named(office: Desk) -> None:
    _learn(office)
    seen = making.preview(office, "统计表", "2026-11")
    numbers = {line.label: (line.text, len(line.cases)) for line in seen.lines}
    assert numbers["期初在册人数"] == ("8", 8)
    assert numbers["本期新增"] == numbers["其中:监狱释放"] == ("16", 16)
    assert numbers["期末在册人数"] == ("24", 24)
    assert numbers["已帮教人数"] == ("6", 6)
    assert numbers["帮教率"] == ("25.00%", 6)
    assert numbers["走访(人次)"] == ("6", 6)
    assert numbers["重新犯罪率"] == ("0.00%", 0)
    assert all(check.ok for check in seen.checks), seen.checks
    assert "期末在册 24 = 期初 8 + 新增 16 − 减少 0" in [check.what for check in seen.checks]


def test_what_was_looked_at_is_not_counted_again_unless_something_was_written(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _learn(office)
    counted: list[Layout] = []
    whole = count.count

    def once_more(desk: Desk, layout: Layout, period: Period, progress: Progress) -> count.Counted:
        counted.append(layout)
        return whole(desk, layout, period, progress)

    monkeypatch.setattr(count, "count", once_more)
    seen = making.preview(office, "花名册", "2026-11")
    first = making.make(office, "花名册", "2026-11", tmp_path, seen=seen)
    assert (len(counted), first.people) == (1, 23)
    other = making.make(office, "统计表", "2026-11", tmp_path, seen=seen)
    assert (len(counted), Path(other.files[0]).name[:9]) == (2, "青山司法所_统计表"), "of another sheet"
    _register(office, 30, date(2026, 11, 3))
    again = making.make(office, "花名册", "2026-11", tmp_path, seen=seen)
    assert (len(counted), again.people) == (3, 24), "counted anew: somebody was registered since"
    fresh = making.preview(office, "花名册", "2026-11")
    making.freeze(_at(office, office.today + timedelta(1)), "花名册", "2026-11", seen=fresh)
    assert len(counted) == 5, "and on another day"


def test_the_level_in_force_is_read_from_its_index_alone(office: Desk) -> None:
    with office.store.read() as connection:
        assert query.plan(connection, "levels") == [
            "SCAN assessments USING COVERING INDEX ix_assessments_level"
        ]


def test_missing_columns_are_listed_per_person_before_the_export(office: Desk) -> None:
    _learn(office)
    seen = making.preview(office, "花名册", "2026-11")
    assert len(seen.missing) == 23, "one is withheld and stands on no roster"
    assert gate.count(office) == 1
    assert seen.missing[0].what == ("衔接日期", "帮教责任人")
    assert "安置方式" in seen.missing[-1].what
    assert seen.headers[1] == "姓名"
    assert seen.rows[0][8] == "2026-10-12"


def test_the_roster_is_made_kept_and_audited(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    made = making.make(office, "花名册", "2026-11", tmp_path / "out")
    file = Path(made.files[0])
    assert (file.name, made.people) == ("青山司法所_花名册_2026年11月_第1版.xlsx", 23), "one is withheld"
    assert list((tmp_path / "out").iterdir()) == [file]
    sheet = load_workbook(file).worksheets[0]
    assert (sheet["B8"].value, sheet["B8"].data_type, sheet["D8"].number_format) == ("=甲3", "s", "@")
    assert sheet["L5"].value == "2026-10-12 至 2031-10-12"
    assert [str(sheet[f"{column}5"].value) for column in "KMOPQ"] == [
        "一般",
        "否",
        "落实责任田",
        "2026-11-05 00:00:00",
        "否",
    ]
    assert sheet["A28"].value == f"填表人:{office.user}      审核人:            填报日期:2026年11月30日"
    (run,) = ledger.history(office)
    assert (run.people, run.state, run.version, run.file_name) == (23, "已导出", 1, file.name)
    with office.store.read() as connection:
        kept = connection.execute(select(report_runs)).mappings().one()
        words = connection.execute(select(audit.c.summary).where(audit.c.action == "export")).scalar_one()
    assert office.store.attachment(kept["file_attachment"]).data == file.read_bytes()
    (frozen,) = from_bytes(office.store.attachment(kept["snapshot"]).data).sheets
    assert len(frozen.rows) == 23
    assert run.sha256 in words
    assert "23 行" in words
    assert "县司法局" in words


def test_libreoffice_reckons_the_same_end(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    made = making.make(office, "统计表", "2026Q4", tmp_path)
    shown = {row[1]: row[2] for row in rows(Path(made.files[0]), tmp_path) if len(row) > 2}
    assert (shown["期初在册人数"], shown["本期新增"], shown["期末在册人数"]) == ("0", "24", "24")
    assert shown["帮教率"] == "25.00%"


def test_the_next_period_begins_where_the_last_ended_and_corrections_are_explained(
    office: Desk, tmp_path: Path
) -> None:
    _learn(office)
    making.make(office, "统计表", "2026-10", tmp_path)
    same = making.preview(office, "统计表", "2026-11").checks[1]
    assert (same.what, same.ok) == ("期初在册 8 = 2026年10月统计表报的期末 8", True)
    no = _register(_at(office, date(2026, 11, 30)), 30, date(2026, 10, 20))
    late = replace(office, clock=FixedClock(date(2026, 12, 1)))
    _end(late, no, "S60_ACTIVE", date(2026, 10, 25))
    changed = making.preview(late, "统计表", "2026-11").checks[1]
    assert changed.what.startswith("更正：期初在册 9，2026年10月统计表报的期末是 8；增加 1 人（")
    assert changed.ok


def test_an_end_that_was_reported_and_taken_back_is_named_as_a_correction(
    office: Desk, tmp_path: Path
) -> None:
    _learn(office)
    no = _register(_at(office, date(2026, 10, 5)), 31, date(2026, 10, 5))
    _end(office, no, "S85_EXPIRED", date(2026, 10, 25))
    making.make(office, "统计表", "2026-10", tmp_path)
    _end(replace(office, clock=FixedClock(date(2026, 12, 1))), no, "S60_ACTIVE", date(2026, 11, 9))
    sheet = making.preview(office, "统计表", "2026-11")
    lines = {line.label.removeprefix("其中:"): line.text for line in sheet.lines}
    assert lines["期初在册人数"] == "9", "an end that was taken back counts as never made"
    start = sheet.checks[1]
    assert start.what.startswith("更正：期初在册 9，2026年10月统计表报的期末是 8；增加 1 人（")
    assert start.ok


def test_an_end_without_a_line_makes_the_subtotal_fail_and_names_the_person(office: Desk) -> None:
    _learn(office)
    name = makers.people(40, seed=5)[1].name
    no = next(line.no for line in making.preview(office, "花名册", "2026-11").missing if line.name == name)
    _end(office, no, "S86_TERMINATED", date(2026, 11, 12), "登记错误")
    (failed,) = [check for check in making.preview(office, "统计表", "2026-11").checks if not check.ok]
    assert failed.what == f"本期减少 1 = 0 + 0 + 0 + 0；没有对应的行 1 人（{name}）"


def test_what_was_voided_stands_on_no_sheet(office: Desk) -> None:
    _learn(office)
    no = next(iter(making.preview(office, "花名册", "2026-11").missing)).no
    with office.store.read() as connection:
        placement = case_file.by_no(connection, no).placements[-1]
    assert "落实责任田" in _row_of(office, no)
    write.void(office, no, "placement", placement.id, "登记错人")
    assert "落实责任田" not in _row_of(office, no)
    numbers = {line.label: line.text for line in making.preview(office, "统计表", "2026-11").lines}
    assert numbers["已安置人数"] == "0"


def test_what_was_voided_after_the_last_sheet_went_up_is_named(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    making.make(office, "统计表", "2026-10", tmp_path)
    assert not [one for one in making.preview(office, "统计表", "2026-11").checks if "作废" in one.what]
    lacking = making.preview(office, "花名册", "2026-11").missing[0]
    with office.store.read() as connection:
        contact = case_file.by_no(connection, lacking.no).contacts[-1]
    late = replace(office, clock=FixedClock(date(2026, 12, 1)))
    write.void(late, lacking.no, "contact", contact.id, "登记错人")
    (told,) = [one for one in making.preview(office, "统计表", "2026-11").checks if "作废" in one.what]
    assert (told.ok, f"更正或者作废过 1 人（{lacking.name}）" in told.what) == (True, True)


def test_what_stays_open_is_told_and_listed_beside_the_file(office: Desk, tmp_path: Path) -> None:
    studied = learning.study(NUMBERS)
    learning.keep(office, studied, "统计表", {("Sheet", 5, 3): "job_training", ("Sheet", 6, 3): ""})
    seen = making.preview(office, "统计表", "2026-11")
    assert [(one.sheet, one.header) for one in seen.empty] == [
        ("Sheet", "本期新增"),
        ("Sheet", "其中:监狱释放"),
    ]
    made = making.make(office, "统计表", "2026-11", tmp_path)
    assert made.empty == seen.empty
    sheet, beside = (Path(file) for file in made.files)
    assert beside.name == f"{sheet.stem}_未填项.txt"
    text = beside.read_text("utf-8-sig")
    assert "没有填的栏目 2 个" in text
    assert "本期新增：就业服务没有分种类登记" in text
    assert load_workbook(sheet).worksheets[0]["C5"].value is None, "what nobody keeps is no 0"


def test_missing_columns_say_to_which_field_they_lead(office: Desk) -> None:
    _learn(office)
    lacking = making.preview(office, "花名册", "2026-11").missing[0]
    assert lacking.fields == ("handover_date", "responsible_worker")


def test_a_closed_case_is_counted_with_the_person_as_of_its_end(empty_desk: Desk) -> None:
    no = _register(empty_desk, 7, date(2026, 10, 12))
    said = StepFacts(reason="迁往外省", proof="迁移证")
    end = _at(empty_desk, date(2026, 10, 20))
    advance.advance(end, no, State.S86_TERMINATED, said=said, approved_by="赵")
    again = _register(empty_desk, 7, date(2026, 11, 9))
    write.record(empty_desk, again, "registration", {"three_none": True})
    with empty_desk.store.read() as connection:
        period = parse_period("2026-10")
        heads = list(query.heads(connection, period, {"HOME_VISIT": "visit"}, str))
        shown = {Client: ["three_none"]}
        listed = rosters.people(connection, [head.id for head in heads], shown)
    assert [head.facts["three_none"] for head in heads] == [None, True]
    assert [(one.case.no, one.client.three_none) for one in listed.values()] == [(no, None), (again, True)]
    assert {one.client.id for one in listed.values()} == {listed[heads[0].id].case.client_id}


def _row_of(desk: Desk, no: str) -> tuple[str, ...]:
    with desk.store.read() as connection:
        name = case_file.by_no(connection, no).client.name
    seen = making.preview(desk, "花名册", "2026-11")
    return next(row for row in seen.rows if name in row)


def test_a_second_make_is_a_second_version_and_nothing_is_overwritten(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    (tmp_path / "青山司法所_花名册_2026年11月_第2版.xlsx").write_text("别人的文件", "utf-8")
    first, second = (making.make(office, "花名册", "2026-11", tmp_path) for _ in range(2))
    assert Path(first.files[0]).name.endswith("第1版.xlsx")
    assert Path(second.files[0]).name.endswith("第2版(2).xlsx")
    assert (tmp_path / "青山司法所_花名册_2026年11月_第2版.xlsx").read_text("utf-8") == "别人的文件"


def test_sheets_of_this_month_wait_until_they_are_made(office: Desk, tmp_path: Path) -> None:
    assert calendar.waiting(office) == 0
    _learn(office)
    assert calendar.waiting(office) == 2
    making.make(office, "花名册", "2026-11", tmp_path)
    making.make(office, "统计表", "2026Q4", tmp_path)
    assert calendar.waiting(office) == 1


def test_a_frozen_sheet_does_not_change_with_the_data(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    made = making.make(office, "花名册", "2026-11", tmp_path)
    _register(_at(office, date(2026, 11, 30)), 31, date(2026, 11, 30))
    (run,) = ledger.history(office)
    again = ledger.save_again(office, run.id, tmp_path)
    assert again.file.name == "青山司法所_花名册_2026年11月_第1版(2).xlsx"
    assert again.file.read_bytes() == Path(made.files[0]).read_bytes()


def test_delivery_is_noted_and_not_in_the_future(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    making.make(office, "花名册", "2026-11", tmp_path)
    (run,) = ledger.history(office)
    with pytest.raises(UserError, match="晚于今天"):
        ledger.deliver(office, run.id, Delivered(date(2026, 12, 1), "专人送达"))
    ledger.deliver(office, run.id, Delivered(date(2026, 11, 30), "专人送达"))
    assert ledger.history(office)[0].state == "已送达"


def test_neither_a_sheet_that_was_made_nor_its_delivery_is_undone(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    making.make(office, "花名册", "2026-11", tmp_path)
    made = history.last_done(office, 0)
    ledger.deliver(office, ledger.history(office)[0].id, Delivered(date(2026, 11, 30), "专人送达"))
    delivered = history.last_done(office, 0)
    assert made is not None
    assert delivered is not None
    with pytest.raises(UserError, match="“登记报表送达”已经签字或者送出，不能撤销"):
        history.undo(office, delivered.id)
    with pytest.raises(UserError, match="已经打印或者导出过，不能撤销"):
        history.undo(office, made.id)
    assert ledger.history(office)[0].delivered_how == "专人送达"


def test_a_folder_that_cannot_be_written_leaves_nothing(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(UserError):
        making.make(office, "花名册", "2026-11", tmp_path / "out" / "deeper")
    assert ledger.history(office) == ()


def test_a_stopped_make_leaves_nothing(office: Desk, tmp_path: Path) -> None:
    _learn(office)
    progress = Progress(
        lambda done, _total, what: progress.cancel() if (what, done) == ("填写花名册", 3) else None
    )
    with pytest.raises(Cancelled):
        making.make(office, "花名册", "2026-11", tmp_path, progress)
    assert list(tmp_path.glob("*.xlsx*")) == []
    assert ledger.history(office) == ()


@pytest.mark.parametrize(
    ("name", "period", "words"),
    [
        ("花名", "2026-11", "没有名为“花名”"),
        ("花名册", "2026-13", "没有 13 月"),
        ("花名册", "2027", "还没有开始"),
    ],
)
def test_an_unknown_sheet_or_period_is_told(office: Desk, name: str, period: str, words: str) -> None:
    _learn(office)
    with pytest.raises(UserError, match=words):
        making.preview(office, name, period)


def test_several_sheets_go_together_and_one_that_does_not_check_is_held_back(
    office: Desk, tmp_path: Path
) -> None:
    _learn(office)
    made = making.make_each(office, ("花名册", "统计表", "没有的表"), "2026-11", tmp_path)
    assert [Path(one.files[0]).exists() for one in made.made] == [True, True]
    assert [(one.name, "没有名为" in one.why[0]) for one in made.held] == [("没有的表", True)]
    no = making.preview(office, "花名册", "2026-11").missing[0].no
    _end(office, no, "S86_TERMINATED", date(2026, 11, 12), "登记错误")
    spoilt = making.make_each(office, ("花名册", "统计表"), "2026-11", tmp_path)
    (held,) = spoilt.held
    assert held.name == "统计表", "the roster goes, the numbers wait"
    assert "没有对应的行 1 人" in held.why[0]
    assert len(spoilt.made) == 1
