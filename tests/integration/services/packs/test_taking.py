"""packs/: a county's rules are looked at, rehearsed on everybody, taken in one unit, and taken back."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.pack_difference import TARGETS
from anbang_desktop.domain.rule_pack import TargetKey
from anbang_desktop.domain.states import State
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import kept_rules
from anbang_desktop.services.packs import offered, rehearsal, taking, years
from anbang_desktop.services.packs.taking import Decision
from anbang_desktop.services.records import undoing, write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.reports import learning, making, workbook
from anbang_desktop.services.worklist import due, people
from tests.support import desks, packs
from tests.support.road import assess

BY = Decision("张所长", date(2026, 11, 30), "安司发〔2026〕8号")
Write = Callable[[str], Path]


def day_of(desk: Desk, no: str, key: str) -> date:
    return next(one.until for one in duties.of(desk, people.show(desk, no).file) if one.key == key)


def card(desk: Desk, no: str) -> people.PersonRow:
    return people.show(desk, no).row


def test_a_pack_is_shown_as_what_it_changes(desk: Desk, pack_file: Write) -> None:
    found = offered.read(desk, pack_file(packs.county(wish__reply__workdays=7)))
    assert [(one.head, one.what) for one in found.differences] == [
        ("期限和标准", "收到诉求后 … 个工作日内答复")
    ]
    assert found.differences[0].before.startswith("收到诉求后 10 个工作日内答复")
    assert found.differences[0].after.startswith("收到诉求后 7 个工作日内答复")
    assert found.effective_from == date(2026, 12, 1)


def test_the_aims_of_a_county_are_shown_and_told_beside_the_sheet(desk: Desk, pack_file: Write) -> None:
    text = packs.county("2026-11-30").replace("[targets]", "[targets]\nhandover_rate = 95\nhelp_rate = 100")
    found = offered.read(desk, pack_file(text))
    assert [(one.head, one.what, one.after) for one in found.differences] == [
        ("目标", "衔接率", "95%"),
        ("目标", "帮教率", "100%"),
    ]
    learning.learn(desk, paths.resources("report", "blanks", "统计表.xlsx"), "统计表")
    taking.take(desk, found, BY)
    told = [one for one in making.preview(desk, "统计表", "2026-11").checks if "目标" in one.what]
    assert told
    assert all(one.ok for one in told), "an aim is no mistake of the sheet"


def test_every_aim_is_a_line_of_the_number_sheet() -> None:
    rates = {line.id: line.name for line in workbook.lines() if line.rate}
    assert {key: rates[key] for key in TARGETS} == dict(TARGETS)
    assert set(TARGETS) == set(get_args(TargetKey))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (packs.county("2025-01-01"), "不晚于现有规则的第一天"),
        (packs.county("2036-01-01"), "离今天两年以上"),
        (packs.shipped(), "不晚于现有规则的第一天"),
        (packs.county(name="general-2026-01"), "已经有了"),
        (
            packs.county().replace('jurisdiction_code = "140000"', 'jurisdiction_code = "150000"'),
            "是给行政区划 150000 的规则，本所现在用的是 140000 的规则",
        ),
        (packs.county().replace("core = true", "core = false"), "少了全国统一的重点触发项：三无人员"),
        (packs.county().replace("[targets]", "[targets]\nhelp_rate = 120"), "目标是 1 到 100 的整数"),
        (packs.county().replace("[targets]", "[targets]\nwork_rate = 90"), "没有“work_rate”这个目标"),
        (
            packs.county().replace("result = 2031-11-13", "result = 2031-11-14"),
            "示例“刑满释放人员的帮教期”写的是2031年11月14日",
        ),
        ("", "缺少"),
    ],
)
def test_what_stands_in_the_way_is_named(desk: Desk, pack_file: Write, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        offered.read(desk, pack_file(text))


def test_what_is_no_pack_at_all_is_refused(desk: Desk, tmp_path: Path) -> None:
    strange = tmp_path / "名单.toml"
    strange.write_bytes("安平县".encode("gb18030"))
    with pytest.raises(UserError, match="不是 UTF-8"):
        offered.read(desk, strange)
    strange.write_bytes(b" " * 2_000_001)
    with pytest.raises(UserError, match="太大"):
        offered.read(desk, strange)


def test_a_level_that_people_have_must_mean_something(desk: Desk, registered: str, pack_file: Write) -> None:
    no = registered
    assess(desk, no, "INITIAL")
    lost = packs.colours().replace('replaces = ["GENERAL"]\n', "")
    with pytest.raises(UserError, match="没有说明现在的类别归到哪一类：“一般”1 人"):
        offered.read(desk, pack_file(lost))


def test_a_rehearsal_tells_each_day_that_moves_and_why(desk: Desk, registered: str, pack_file: Write) -> None:
    text = packs.county(agreement__after_register__days=9, verification__reply__workdays=7)
    found = offered.read(desk, pack_file(text))
    told = rehearsal.rehearse(desk, found)
    assert told.on == date(2026, 12, 1)
    assert told.people == people.total(desk)
    assert told.moved == (), "what was set before the pack holds stands"
    assert rehearsal.rehearse(desk, found).concerned == 0


def test_what_is_reckoned_by_the_day_moves_when_the_pack_holds(
    desk: Desk, registered: str, pack_file: Write
) -> None:
    found = offered.read(
        desk, pack_file(packs.county(expiry__remind__first__days=90, contact__KEY__interval_days=20))
    )
    told = rehearsal.rehearse(desk, found)
    assert {one.what for one in told.moved} <= {"走访联系", "定期评估"}


def test_taken_it_holds_from_its_day_and_what_was_said_stands(
    desk: Desk, registered: str, pack_file: Write
) -> None:
    before = day_of(desk, registered, "agreement")
    text = packs.county(agreement__after_register__days=9)
    taking.take(desk, offered.read(desk, pack_file(text)), BY)
    later = replace(desk, clock=FixedClock(date(2026, 12, 2)))
    assert later.pack.name == "安平县规则"
    assert later.pack.number("agreement.after_register.days") == 9
    assert desk.pack.number("agreement.after_register.days") == 5
    assert day_of(later, registered, "agreement") == before
    assert [one.approver for one in taking.history(desk)] == ["张所长"]


def test_a_pack_that_holds_from_an_earlier_day_changes_nothing_that_was_said(
    desk: Desk, registered: str, pack_file: Write
) -> None:
    before = day_of(desk, registered, "agreement")
    found = offered.read(desk, pack_file(packs.county("2026-11-01", agreement__after_register__days=9)))
    assert rehearsal.rehearse(desk, found).moved == ()
    taking.take(desk, found, BY)
    assert desk.pack.number("agreement.after_register.days") == 9
    assert day_of(desk, registered, "agreement") == before
    why = next(
        one.why for one in duties.of(desk, people.show(desk, registered).file) if one.key == "agreement"
    )
    assert dict(why.lines())["定于"].endswith("以后改的规则不改这一天")
    assert "通用规则" in why.basis


def test_it_is_taken_back_like_any_other_act(desk: Desk, registered: str, pack_file: Write) -> None:
    row = card(desk, registered)
    taking.take(desk, offered.read(desk, pack_file(packs.colours("2026-11-30"))), BY)
    assert [item.name for item in desk.codes["level"].offered] == ["红", "黄", "绿"]
    unit = undoing.last_acts(desk, 1)[0]
    assert (unit.label, unit.why) == ("换规则包", "张所长 2026-11-30 批准")
    undoing.undo(desk, unit.id)
    assert desk.pack.name == "通用规则"
    assert [item.name for item in desk.codes["level"].offered] == ["重点", "一般"]
    assert card(desk, registered) == row


def test_what_is_refused_leaves_the_rules_as_they_were(desk: Desk, pack_file: Write) -> None:
    found = offered.read(desk, pack_file(packs.county("2026-11-30")))
    for decision, words in (
        (Decision(" ", date(2026, 11, 30)), "还没有填批准人"),
        (Decision("张所长", date(2026, 12, 1)), "晚于今天"),
    ):
        with pytest.raises(UserError, match=words):
            taking.take(desk, found, decision)
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        taking.take(desk, found, BY, stopped)
    with pytest.raises(Cancelled):
        rehearsal.rehearse(desk, found, stopped)
    assert desk.pack.name == "通用规则"
    assert taking.history(desk) == ()


def test_periods_that_begin_under_the_pack_are_its_own(desk: Desk, pack_file: Write) -> None:
    with begin(desk, "名单") as unit:
        client = unit.add(Client(name="某某", id_unverified=True), "名单")
        case = Case(release_date=date(2026, 12, 20), release_type="01")
        no = advance.open_case(unit, client, case, "PRISON", State.S10_NOTICE, desk.today).no
    text = packs.county(period__prison_release__years=4)
    text = packs.with_examples(text, packs.EXAMPLE.replace("2031-11-13", "2030-11-13"))
    found = offered.read(desk, pack_file(text))
    moved = [one for one in rehearsal.rehearse(desk, found).moved if one.what == "帮教期截止"]
    assert [(one.no, one.before, one.after) for one in moved] == [
        (no, date(2031, 12, 20), date(2030, 12, 20))
    ]
    assert "刑满释放人员帮教期 4 年" in moved[0].cause
    taking.take(desk, found, BY)
    assert card(desk, no).period_end == date(2030, 12, 20)
    undoing.undo(desk, undoing.last_acts(desk, 1)[0].id)
    assert card(desk, no).period_end == date(2031, 12, 20)


def test_a_pack_holds_from_the_first_opening_on_its_day(
    imported_office: tuple[Path, bytes], tmp_path: Path, pack_file: Write
) -> None:
    folder = shutil.copytree(imported_office[0], tmp_path / "again")
    with desks.opened(folder, imported_office[1]) as desk:
        text = packs.county("2026-12-05", verification__reply__workdays=3)
        taking.take(desk, offered.read(desk, pack_file(text)), BY)
    with desks.opened(folder, imported_office[1], FixedClock(date(2026, 12, 6))) as later:
        assert later.pack.name == "安平县规则"
        assert later.store.check().ok


def test_a_pack_that_can_no_longer_be_read_is_told_and_left_out(desk: Desk) -> None:
    taken = kept_rules.Taken("old", "id = 1", date(2026, 11, 1), BY.decided_on, "李", "张", BY.decided_on)
    with desk.store.work(desk.clock) as work:
        work.set(f"{kept_rules.PACK}old", taken.plain(), "换规则包")
    desk.shelf.forget()
    assert desk.pack.name == "通用规则"
    assert desk.rules.unread[0].startswith("2026-11-01 起的规则包读不出来")
    assert opening.info(desk).warnings[-1] == desk.rules.unread[0]


YEAR = "year = 2027\nholidays = [[2027-01-01, 2027-01-03]]\nworkdays = [2027-01-09]\n"


def test_holidays_of_a_year_are_imported_and_taken_back(desk: Desk, registered: str, tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_text(YEAR, "utf-8")
    taking.take_year(desk, years.read(desk, file))
    assert 2027 in desk.pack.calendar.years
    assert not desk.pack.calendar.works(date(2027, 1, 1))
    assert desk.pack.calendar.works(date(2027, 1, 9))
    undoing.undo(desk, undoing.last_acts(desk, 1)[0].id)
    assert 2027 not in desk.pack.calendar.years


def test_holidays_come_from_a_sheet_too(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_text("元旦,2027-01-01,2027-01-03,放假\n,2027年1月9日,,上班\n", "utf-8")
    found = years.read(desk, file)
    assert (found.year, len(found.free), found.worked) == (2027, 3, frozenset({date(2027, 1, 9)}))
    file.write_text("元旦,2027-01-01\n", "utf-8")
    with pytest.raises(UserError, match="第 1 行看不懂"):
        years.read(desk, file)
    strange = tmp_path / "2027.toml"
    strange.write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match="不是 UTF-8"):
        years.read(desk, strange)


def test_a_day_set_without_the_holidays_moves_once_they_are_known(
    desk: Desk, registered: str, tmp_path: Path
) -> None:
    """December's last day off: the office learns in December that 1 January is none to work on."""
    late = replace(desk, clock=FixedClock(date(2026, 12, 24)))
    taking.take_year(late, years.read(late, _file(tmp_path)))
    assert late.pack.calendar.learnt == {2027: date(2026, 12, 24)}
    assert late.rules.knows("general-2026-01", "2027@2026-12-24")
    assert not late.rules.knows("general-2026-01", "2027@2026-12-25")
    assert not late.rules.knows("nobody", "")


def _file(folder: Path) -> Path:
    file = folder / "2027.toml"
    file.write_text(YEAR, "utf-8")
    return file


def test_the_levels_of_the_county_drive_the_lists(desk: Desk, registered: str, pack_file: Write) -> None:
    assess(desk, registered, "INITIAL")
    taking.take(desk, offered.read(desk, pack_file(packs.colours("2026-11-30"))), BY)
    row = card(desk, registered)
    assert (row.level, row.tone) == ("一般", "done"), (
        "what was decided is shown as it was, in the colour of its heir"
    )
    assert people.counts(desk)["key"] == 0
    agreed = {item.code: item.options[0].points for item in desk.instrument.items}
    values = {"kind": "EVENT", "present": ["李文静"], "agreed": agreed, "decided": "红", "reason": "议定"}
    id_ = write.record(desk, registered, "assessment", values)
    row, made = card(desk, registered), people.show(desk, registered).file.assessments[-1]
    assert (row.level, row.tone, made.id, made.suggested) == ("红", "overdue", id_, "GREEN")
    assert people.counts(desk)["key"] == 1
    assert people.list_ids(desk, people.PeopleFilter(quick="key")).tolist() == [row.id]
    items = due.of_case(desk, people.show(desk, registered).file)
    assert {(one.where.rpartition(" · ")[2], one.urgent) for one in items} == {("红", True)}
