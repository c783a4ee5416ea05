"""建账: a roster of people on the books already comes in, goes out again equal, and is nobody's arrears."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.column_words import SHEET, parse_column_words
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.domain.states import AgreementState, State
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Layout
from anbang_desktop.services import opening
from anbang_desktop.services.cases import duties, inside, on_books
from anbang_desktop.services.cases.on_books import LISTED, Opening, open_on
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.health import examine
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.records import case_file, undoing, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.reports import learning, making
from anbang_desktop.services.reports.learning import Study
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.services.worklist import people, story
from tests.support import hostile, makers
from tests.support.desks import Template, empty_office
from tests.support.register import Register

TODAY = date(2026, 11, 30)
BLANKS = paths.resources("report", "blanks")
PEOPLE = 24
HEAD = {
    "姓名": "傅霞",
    "身份证号": "149901198311210525",
    "年龄": "43",
    "现居住地": "西坡乡东庄79号",
    "释放类别": "刑满释放",
    "释放日期": "2025-03-08",
    "帮教类别": "一般",
    "帮教起止时间": "2025-03-08 至 2030-03-08",
    "是否签订协议": "是",
    "协议签订日期": "2025-03-12",
    "衔接日期": "2025-03-08",
    "衔接情况": "家属接回",
    "责任人": "李文静",
    "小组": "李文静（组长）、王建国（村干部）、傅海（家属）",
    "最近走访": "2026-06-30",
    "评估日期": "2026-05-20",
    "评估得分": "31",
    "是否安置": "是",
    "安置方式": "灵活就业",
    "安置日期": "2025-04-01",
    "是否必接必送": "是",
    "是否重新犯罪": "否",
    "目前状态": "在册帮教",
    "备注": "老户",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return empty_office(tmp_path_factory.mktemp("empty") / "office", FixedClock(TODAY))


@pytest.fixture
def desk(template: Template, tmp_path: Path) -> Iterator[Desk]:
    made = template.desk(tmp_path / "office", FixedClock(TODAY))
    yield made
    opening.close(made)


def sheet(folder: Path, *rows: dict[str, str], name: str = "花名册.xlsx") -> Path:
    """A roster with one row for each: what it says otherwise than HEAD."""
    file = folder / name
    file.write_bytes(hostile.workbook(tuple(HEAD), *(tuple((HEAD | row).values()) for row in rows)))
    return file


def several(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of different people."""
    told = list(rows)
    who = makers.people(len(told))
    return [{"姓名": one.name, "身份证号": one.id_no} | row for one, row in zip(who, told, strict=True)]


def planned(desk: Desk, folder: Path, *rows: dict[str, str], day: date = TODAY) -> ImportPlan:
    return roster.plan(desk, sheet(folder, *rows), opening=open_on(desk, day, "换用本程序"))


def brought_in(desk: Desk, plan: ImportPlan) -> list[CaseFile]:
    accept = frozenset(row.number for row in plan.with_verdict(Verdict.ASK))
    result = roster.commit(desk, plan, accept)
    with desk.store.read() as connection:
        return [case_file.by_no(connection, no) for no in result.numbers]


def test_who_is_still_in_prison_is_on_no_book(desk: Desk, tmp_path: Path) -> None:
    known = {"name": HEAD["姓名"], "id_no": HEAD["身份证号"], "release_date": "2027-03-08"}
    no = inside.register(desk, {**known, "village": "东庄村"})
    (row,) = planned(desk, tmp_path, {}).rows
    assert row.verdict is Verdict.ERROR
    assert f"（{no}），还没有出监" in row.sentence


# ---------------------------------------------------------------- one row
def test_a_row_becomes_a_file_with_the_records_that_it_tells(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, {})
    row = plan.rows[0]
    assert (row.verdict, row.result, row.lacks) == (Verdict.READY, "在册帮教", ())
    (about,) = brought_in(desk, plan)
    case = about.case
    assert (about.state, case.source, about.opened_on, case.level) == (
        "S60_ACTIVE",
        "OPENING",
        TODAY,
        "GENERAL",
    )
    assert (case.period_start, case.period_end) == (date(2025, 3, 8), date(2030, 3, 8))
    assert (case.responsible_worker, case.remark, case.handover_mode) == ("李文静", "老户", "L01")
    assert about.stages[0].reason == "建账：换用本程序"
    (handed,), (agreed,), (group,) = about.handovers, about.agreements, about.groups
    assert (handed.handover_date, handed.must_escort) == (date(2025, 3, 8), True)
    assert (agreed.state, agreed.signed_on, agreed.to_on) == ("SIGNED", date(2025, 3, 12), case.period_end)
    assert [(one.name, one.kind, one.role) for one in group.members] == [
        ("李文静", "OFFICE", "LEADER"),
        ("王建国", "VILLAGE", ""),
        ("傅海", "FAMILY", ""),
    ]
    (met,), (assessed,), (placed,) = about.contacts, about.assessments, about.placements
    assert (met.on, met.contact_type, met.abnormal) == (date(2026, 6, 30), LISTED, False)
    assert (assessed.on, assessed.decided, assessed.score) == (date(2026, 5, 20), "GENERAL", 31)
    assert (placed.placed, placed.way, placed.placed_from) == (True, "L01", date(2025, 4, 1))
    records = [one for kind in about.records.values() for one in kind]
    assert all(about.at_opening(one) for one in records)
    told = [event.title for event in story.story(desk, about)]
    assert "第 1 版协议签订" in told
    assert "31 分，决定：一般" in [event.words for event in story.story(desk, about)]
    for kind in ("handover", "group", "assessment", "contact", "placement"):
        assert papers.form(desk, about.no, kind).startswith(b"%PDF")


def test_what_is_said_only_in_part_invents_nothing(desk: Desk, tmp_path: Path) -> None:
    bare = dict.fromkeys(HEAD, "") | {
        name: HEAD[name] for name in ("姓名", "身份证号", "释放类别", "释放日期")
    }
    plan = planned(
        desk, tmp_path, {**bare, "衔接日期": "2025-03-08", "安置日期": "2025-04-01", "是否必接必送": "是"}
    )
    (row,) = plan.rows
    assert (row.result, len(row.lacks)) == ("已登记", 3)
    assert "登记为“已登记”；安置帮教小组现有 0 人" in row.sentence
    (about,) = brought_in(desk, plan)
    assert (about.state, about.case.handover_date) == (State.S50_REGISTERED, date(2025, 3, 8))
    assert not any(about.records.values())
    assert about.case.remark == "名单原文：是否必接必送“是”；名单原文：安置日期“2025-04-01”"


def test_a_group_of_bare_names_is_a_group(desk: Desk, tmp_path: Path) -> None:
    (about,) = brought_in(desk, planned(desk, tmp_path, {"小组": "李文静、王建国、赵兰"}))
    assert [(one.name, one.kind) for one in about.members] == [
        ("李文静", "OFFICE"),
        ("王建国", ""),
        ("赵兰", ""),
    ]
    assert about.state == State.S60_ACTIVE


AGREED: tuple[tuple[str, AgreementState, date | None, date | None], ...] = (
    ("是", AgreementState.SIGNED, None, None),
    ("拒签", AgreementState.REFUSED, None, None),
    ("已签（2025-03-15）", AgreementState.SIGNED, date(2025, 3, 15), None),
    ("拒签 2025年3月15日", AgreementState.REFUSED, None, date(2025, 3, 15)),
    ("无法签订", AgreementState.UNABLE, None, None),
    ("2025-03-15", AgreementState.SIGNED, date(2025, 3, 15), None),
    ("否", AgreementState.NONE, None, None),
    ("草稿", AgreementState.NONE, None, None),
)


def test_an_agreement_is_what_its_cell_says(desk: Desk, tmp_path: Path) -> None:
    rows = several({"是否签订协议": cell, "协议签订日期": ""} for cell, *_said in AGREED)
    for about, (cell, state, signed, refused) in zip(
        brought_in(desk, planned(desk, tmp_path, *rows)), AGREED, strict=True
    ):
        found = about.agreements[-1] if about.agreements else None
        assert bool(found) == any("协议" in event.title for event in story.story(desk, about))
        said = (about.agreement_state, found and found.signed_on, found and found.refused_on)
        assert said == (state, signed, refused), cell


ODD: tuple[tuple[str, str, Verdict, str], ...] = (
    ("目前状态", "期满解除", Verdict.ERROR, "不是在册的人"),
    ("帮教起止时间", "2025-03-08 至 2024-03-08", Verdict.ERROR, "早于起"),
    ("帮教起止时间", "2020-03-08 至 2025-03-08", Verdict.ASK, "已满"),
    ("帮教起止时间", "2025-03-08 至 2028-03-08", Verdict.ASK, "与按规则推算的 2030-03-08 不同"),
    ("帮教起止时间", "五年", Verdict.ASK, "看不出是哪两天"),
    ("帮教起止时间", "2025-13-08 至 2028-03-08", Verdict.ASK, "原文记入备注"),
    ("最近走访", "2026-12-30", Verdict.ASK, "晚于建账日期"),
    ("最近走访", "2026.6", Verdict.READY, "只写到月"),
    ("最近走访", "常去", Verdict.READY, "原文记入备注"),
    ("最近走访", "6月30日", Verdict.ASK, "原文记入备注"),
    ("帮教类别", "特别", Verdict.READY, "不在列表里"),
    ("是否签订协议", "口头", Verdict.READY, "看不懂"),
    ("小组", "东庄村帮教小组", Verdict.READY, "没有写成员姓名"),
    ("评估得分", "良好", Verdict.READY, "不是数字"),
    ("是否必接必送", "待定", Verdict.READY, "看不出是或否"),
    ("安置方式", "未安置", Verdict.READY, "在册帮教"),
    ("是否安置", "也许", Verdict.READY, "看不出是否安置"),
    ("评估得分", "=1+1", Verdict.READY, "是公式"),
)


def test_what_cannot_be_taken_is_said(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, *several({column: cell} for column, cell, *_said in ODD))
    for row, (_column, cell, verdict, words) in zip(plan.rows, ODD, strict=True):
        assert (row.verdict, words in row.sentence) == (verdict, True), row.sentence
        kept = f"“{cell}”" in str(row.values.get("remark"))
        assert kept == ("原文记入备注" in row.sentence)


def test_an_end_of_help_of_their_own_stands(desk: Desk, tmp_path: Path) -> None:
    (about,) = brought_in(desk, planned(desk, tmp_path, {"帮教起止时间": "2025-03-08 至 2028-03-08"}))
    assert about.case.period_end == date(2028, 3, 8)
    write.record(desk, about.no, "registration", {"phone": "18300001234"})
    with desk.store.read() as connection:
        again = case_file.by_no(connection, about.no)
    assert again.case.period_end == date(2028, 3, 8)
    assert "以花名册为准" in duties.period_dates(desk, again)[duties.PERIOD_END].rule


# ---------------------------------------------------------------- many rows
OTHERS = several(({"帮教类别": "重点"}, {"小组": "", "是否签订协议": "否", "协议签订日期": ""}))


def test_nobody_is_overdue_or_new_and_the_balance_holds(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, {}, *OTHERS)
    files = brought_in(desk, plan)
    for about, row in zip(files, plan.rows, strict=True):
        assert about.state == row.becomes
        assert [one.what for one in duties.of(desk, about) if one.until < TODAY] == []
        assert all(one.why.result > TODAY for one in duties.of(desk, about) if one.key != "period")
    learning.learn(desk, BLANKS / "统计表.xlsx", "统计表")
    shown = making.preview(desk, "统计表", "2026-11")
    lines = {line.label: line.text for line in shown.lines}
    assert (lines["期初在册人数"], lines["本期新增"], lines["期末在册人数"]) == ("3", "0", "3")
    assert all(check.ok for check in shown.checks)
    assert any("3 人是2026年11月30日建账登记的，不算本期新增" in check.what for check in shown.checks)
    before = making.preview(desk, "统计表", "2026-10")
    assert any("建账以前" in check.what and not check.ok for check in before.checks)


def test_an_office_that_has_reported_before_says_who_was_added(desk: Desk, tmp_path: Path) -> None:
    learning.learn(desk, BLANKS / "统计表.xlsx", "统计表")
    making.make(desk, "统计表", "2026-10", tmp_path)
    brought_in(desk, planned(desk, tmp_path, {}))
    shown = making.preview(desk, "统计表", "2026-11")
    assert any(check.what.startswith("更正：期初在册 1") and check.ok for check in shown.checks)


def test_undo_takes_all_of_it_back(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, {}, *OTHERS)
    import_id = roster.commit(desk, plan).import_id
    assert roster.undo(desk, import_id) == 3
    assert people.search(desk, "傅霞") == []
    again = roster.commit(desk, planned(desk, tmp_path, {}, *OTHERS))
    assert again.created == 3


def test_whom_the_office_has_already_stays_as_he_is(desk: Desk, tmp_path: Path) -> None:
    listed = roster.commit(desk, roster.plan(desk, sheet(tmp_path, {}, name="名单.xlsx")))
    plan = planned(desk, tmp_path, {"备注": "新"})
    (row,) = plan.rows
    assert row.becomes is None
    assert f"已有此人的档案（{listed.numbers[0]}），建账不改" in row.sentence
    roster.commit(desk, plan, frozenset({row.number}) if row.verdict is Verdict.ASK else frozenset())
    with desk.store.read() as connection:
        assert case_file.by_no(connection, listed.numbers[0]).state == State.S10_NOTICE


def test_the_columns_say_that_it_may_be_a_roster(desk: Desk, tmp_path: Path) -> None:
    plan = roster.plan(desk, sheet(tmp_path, {}))
    assert (plan.likely_opening, plan.opening, plan.rows[0].becomes) == (True, None, None)
    opened = roster.read_as(desk, plan, Opening(TODAY))
    assert opened.rows[0].becomes is State.S60_ACTIVE
    ages = next(one for one in opened.columns if one.header == "年龄")
    assert (ages.field, ages.kept) == ("age", False)
    assert roster.read_as(desk, opened, None).rows[0].becomes is None
    assert ("last_contact", "最近走访") in roster.targets(opening=True)
    assert "last_contact" not in dict(roster.targets())


def test_a_corrected_cell_of_the_help_so_far_counts(desk: Desk, tmp_path: Path) -> None:
    plan = planned(desk, tmp_path, {"小组": ""})
    assert plan.rows[0].becomes is State.S50_REGISTERED
    edits = {(plan.rows[0].number, "group"): "李文静、王建国、赵兰"}
    assert roster.revise(desk, plan, edits=edits).rows[0].becomes is State.S60_ACTIVE


def test_a_day_to_come_opens_no_books(desk: Desk) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        open_on(desk, TODAY + timedelta(days=1))


def test_the_check_of_the_data_finds_nothing_but_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    (about,) = brought_in(desk, planned(desk, tmp_path, {}))
    assert {one.check for one in examine.of_case(desk, about)} == {CheckId.PHONE, CheckId.GROUP}


# ---------------------------------------------------------------- one person by hand
def test_one_person_is_entered_by_hand(desk: Desk) -> None:
    values = {
        "name": "傅霞",
        "id_no": "149901198311210525",
        "release_type": "01",
        "release_date": "2025-03-08",
        "responsible_worker": "李文静",
    }
    so_far = {"level": "KEY", "agreement": "SIGNED", "agreement_on": date(2025, 3, 12), "last_contact": None}
    no = on_books.register_on_books(desk, values, so_far, Opening(date(2026, 11, 1)))
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    assert (about.state, about.opened_on, about.case.level) == ("S50_REGISTERED", date(2026, 11, 1), "KEY")
    assert about.agreement_state == AgreementState.SIGNED
    parties = [{"role": "司法所", "name": "东河镇司法所"}]
    write.correct(
        desk, no, "agreement", about.agreements[0].id, {"parties": parties, "signed_on": None}, "补写"
    )
    assert "建账：登记在册的人" in [one.label for one in undoing.done_with(desk, no)]


# ---------------------------------------------------------------- our own roster, out and in again
def wide_blank(folder: Path) -> Path:
    """A blank with every column that a sheet may ask for, but the file number, which every office gives anew,
    the words on this period's visits, which are no part of a roster, and what only one set's sheets have.
    """
    text = paths.resources("columns.toml").read_text("utf-8")
    apart = {one["field"] for one in tomllib.loads(text)["column"] if "rows" in one} | {"case_no", "contacts"}
    asked = [one.name for one in parse_column_words(text, SHEET).meanings if one.field not in apart]
    book = Workbook()
    page = book.create_sheet("花名册", 0)
    for line in (["安置帮教花名册"], asked, [None] * len(asked)):
        page.append(line)
    book.save(folder / "宽表.xlsx")
    return folder / "宽表.xlsx"


def of_everybody(studied: Study) -> Study:
    """A blank that lists who is on the books."""
    sheets = tuple(replace(sheet, row_set="R01") for sheet in studied.layout.sheets)
    return replace(studied, layout=Layout(sheets))


def cells(file: str) -> list[list[str]]:
    rows = load_workbook(file).worksheets[0].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def alike(column: str, cell: str) -> str:
    """无 means nothing in every list, several kinds of relief have no order, and what was begun (a transfer,
    an end) is not taken over.
    """
    if column == "目前状态":
        return "在册" if cell in ("在册帮教", "已登记", "解除审批中", "转出办理中") else cell
    return "、".join(sorted(cell.split("、"))) if cell != "无" else ""


def test_our_own_roster_goes_out_and_comes_in_again_equal(
    template: Template, desk: Desk, tmp_path: Path
) -> None:
    """The common blank and one with every column, from an office of some dozen people in every state."""
    wide, out = wide_blank(tmp_path), {}
    source = template.desk(tmp_path / "source", FixedClock(TODAY))
    Register(source).grow(PEOPLE)
    for name, file in (("花名册", BLANKS / "花名册.xlsx"), ("宽表", wide)):
        studied = of_everybody(learning.study(file))
        learning.keep(source, studied, name)
        learning.keep(desk, studied, name)
        out[name] = making.make(source, name, "2026-11", tmp_path).files[0]
    opening.close(source)
    for name, sent in out.items():
        plan = roster.plan(desk, Path(sent), opening=open_on(desk, None))
        assert {row.becomes for row in plan.rows} <= {State.S50_REGISTERED, State.S60_ACTIVE}
        made = roster.commit(desk, plan, frozenset(row.number for row in plan.with_verdict(Verdict.ASK)))
        back = making.make(desk, name, "2026-11", tmp_path / "office").files[0]
        assert reached(desk, made.numbers) == [row.becomes for row in plan.rows]
        assert told(sent, wide=name == "宽表") == told(back, wide=name == "宽表")
        roster.undo(desk, made.import_id)


def reached(desk: Desk, numbers: Sequence[str]) -> list[str]:
    with desk.store.read() as connection:
        return [case_file.by_no(connection, no).state for no in numbers]


def told(file: str, *, wide: bool) -> list[list[str]]:
    """What a sheet says of its people."""
    rows = cells(file)
    heads = rows[1] if wide else [""] * len(rows[0])
    return [[alike(head, cell) for head, cell in zip(heads, row, strict=True)] for row in rows[2:]]
