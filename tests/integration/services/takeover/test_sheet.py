"""交接班单: of one worker or of the whole office, each line with why it is here."""

from datetime import date, timedelta

import pytest

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.takeover import sheet
from anbang_desktop.services.takeover.sheet import EVERYBODY, Part, Sheet
from anbang_desktop.services.worklist import people
from tests.integration.services.takeover.conftest import LEAVER, OTHER, Team, later


def read(desk: Desk, worker: str = LEAVER) -> Sheet:
    return sheet.read(desk, worker, sheet.usual_since(desk))


def test_it_lists_the_people_of_one_worker_and_whoever_has_nobody(desk: Desk, team: Team) -> None:
    made = read(desk)
    assert {one.no for one in made.people} == set(team.mine)
    assert {one.worker for one in made.people} == {LEAVER}
    (nobody,) = made.of(Part.UNOWNED)
    assert (nobody.no, nobody.why) == (team.nobody, "待核查，帮教责任人空着")
    assert team.theirs not in {one.no for one in made.lines}
    everybody = read(desk, EVERYBODY)
    assert len(everybody.people) == 32
    assert [one.no for one in everybody.of(Part.UNOWNED)] == [team.nobody]


def test_what_was_promised_is_told_with_the_day_and_the_visit(desk: Desk, promised: Team) -> None:
    again, wish = read(desk).of(Part.PROMISED)
    assert again.what == "12月9日再联系：陪同到人社所登记求职"
    assert again.until == desk.today + timedelta(days=9)
    assert again.why == "2026年11月30日走访时约好的"
    assert again.section is PersonSection.CONTACT
    assert wish.what == "答复诉求：想学电焊"
    assert wish.why == "2026年11月30日走访时提出，还没有记下答复"
    assert wish.no == promised.mine[0]


def test_what_the_office_owes_stands_first_with_its_rule(desk: Desk, team: Team) -> None:
    made = read(later(desk, 60))
    late = made.of(Part.OVERDUE)
    assert late
    assert made.lines[0].part is Part.OVERDUE
    assert all(one.until and one.until < made.day for one in late)
    (signing,) = [one for one in late if one.no == team.mine[0] and one.what.startswith("签订协议")]
    assert signing.why == "登记日期 2026年11月21日，登记后 5 日内签订协议或者记明拒签；已过 64 日"


def test_silence_is_counted_from_the_last_contact_or_the_registration(desk: Desk, team: Team) -> None:
    assert read(later(desk, 80)).of(Part.SILENT) == ()
    (one,) = read(later(desk, 82)).of(Part.SILENT)
    assert one.no == team.mine[0]
    assert one.why.startswith("2026年11月21日登记以来没有联系过，已 91 日；90 日以上没有联系过的")
    visit = {"at": desk.today, "contact_type": "PHONE", "workers": [LEAVER], "abnormal": False}
    write.record(desk, team.mine[0], "contact", visit)
    assert read(later(desk, 82)).of(Part.SILENT) == ()
    (one,) = read(later(desk, 91)).of(Part.SILENT)
    assert one.why.startswith("最近一次联系是2026年11月30日，已 91 日")


def test_what_was_done_since_a_day_is_counted_and_what_was_before_is_not(desk: Desk, promised: Team) -> None:
    one = next(line for line in read(desk).of(Part.CHANGED) if line.no == promised.mine[0])
    assert "走访谈话记录" in one.what
    assert "改了" in one.what
    assert one.why == "2026年10月31日以来登记的"
    tomorrow = later(desk, 1)
    assert sheet.read(tomorrow, LEAVER, tomorrow.today).of(Part.CHANGED) == ()


def test_groups_that_still_name_the_leaver_are_told(desk: Desk, team: Team) -> None:
    assert read(desk).of(Part.GROUPS) == ()
    members = [
        {"name": LEAVER, "kind": "OFFICE", "role": "LEADER"},
        {"name": "赵兰", "kind": "VILLAGE", "role": "MEMBER"},
        {"name": "孙文", "kind": "FAMILY", "role": "MEMBER"},
    ]
    write.record(desk, team.mine[0], "group", {"formed_on": desk.today, "members": members})
    (one,) = read(desk).of(Part.GROUPS)
    assert one.what == "小组换人：组长是李文静"
    assert one.section is PersonSection.GROUP
    assert read(desk, OTHER).of(Part.GROUPS) == ()


def test_a_day_to_come_is_refused_and_the_clerk_may_stop(desk: Desk, team: Team) -> None:
    with pytest.raises(UserError, match="还没有到"):
        sheet.read(desk, LEAVER, desk.today + timedelta(days=1))
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        sheet.read(desk, LEAVER, desk.today, progress)
    assert team.nobody


def test_a_wish_is_handed_over_with_its_day_and_the_visit_no_more(desk: Desk, promised: Team) -> None:
    no = promised.mine[0]
    said = people.show(desk, no).file.contacts[-1]
    values = {"raised_on": said.on, "way": "CONTACT", "category": "H06", "content": "想学电焊"}
    made = wish_acts.from_contact(desk, no, said.id, {**values, "urgency": "NORMAL", "handler": LEAVER})
    (wish,) = [one for one in read(desk).of(Part.PROMISED) if "诉求" in one.what]
    assert (wish.what, wish.until) == ("答复诉求：想学电焊", date(2026, 12, 14))
    assert "诉〔2026〕1号" in wish.why
    assert wish.section is PersonSection.WISH
    late = [one for one in read(later(desk, 30)).of(Part.OVERDUE) if "诉求" in one.what]
    assert [one.what for one in late] == ["答复诉求：就业"]
    answer = {"answer": "已登记", "answer_way": "PHONE", "outcome": "SOLVED"}
    wish_acts.answer(desk, no, made, answer)
    assert [one for one in read(desk).of(Part.PROMISED) if "诉求" in one.what] == []
