"""Each row set over a real encrypted office: who stands on it, one row for each, and what its columns say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

import pytest
from sqlalchemy import select, update

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.period import Span, parse_period
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template import Column, Layout, SheetLayout
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.client import Child
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.happening import Happening
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.reoffence import ReOffence
from anbang_desktop.fields.search import Search
from anbang_desktop.fields.verification import CheckedItem, Verification
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.fields.wish import Wish
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import advance, sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import gate, write
from anbang_desktop.services.reports import count, own
from anbang_desktop.services.reports.count import Counted
from anbang_desktop.services.reports.rosters import Roster
from anbang_desktop.storage import tables
from tests.support import makers
from tests.support.blanks import meanings

FIRST, LAST, BEFORE, AFTER = (
    date(2026, 11, 1),
    date(2026, 11, 30),
    date(2026, 10, 31),
    date(2026, 12, 1),
)

KNOWN = Certainty.KNOWN


@cache
def blank(identifier: str) -> Layout:
    """One of the blanks that ship, as it is learned."""
    (one,) = (found for found in own.own_blanks() if found.id == identifier)
    return learn(one.file.read_bytes(), meanings())


class Office:
    """An office with people of known names, each registered on a day of 2026."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.ids, self.nos = desk, dict[str, int](), dict[str, str]()
        self._invented = iter(makers.people(30, seed=9))

    def person(self, name: str, day: date, **more: object) -> None:
        """Somebody registered on a day."""
        one = next(self._invented)
        papers = {"release_type": "01", "release_date": day, "release_cert_no": f"第 {len(self.ids)} 号"}
        values = {**one.values(), "name": name, **papers, **more}
        desk = replace(self.desk, clock=FixedClock(day))
        no = advance.register_walk_in(desk, values, "PRISON", day)
        with self.desk.store.read() as connection:
            wanted = select(tables.cases.c.id).where(tables.cases.c.no == no)
            self.ids[name] = int(connection.execute(wanted).scalar_one())
        self.nos[name] = no

    def keep(self, name: str, *records: Record) -> None:
        """Records as the file holds them."""
        about = {"case_id": self.ids[name], "entered_at": self.desk.clock.now(), "entered_by": "李"}
        with self.desk.store.work(self.desk.clock, "记录") as work:
            for one in records:
                work.add(replace(one, **about), "记录")  # type: ignore[arg-type]

    def state(self, name: str, state: str, day: date, **more: object) -> None:
        """One more state of the history."""
        row = {"case_id": self.ids[name], "state": state, "on": day, "entered_by": "李", **more}
        with self.desk.store.work(self.desk.clock, "状态") as work:
            work.insert(tables.stages, {**row, "entered_at": self.desk.clock.now()}, "状态")

    def set(self, name: str, table: str, **values: object) -> None:
        """Something that person or case say."""
        case = tables.cases.c
        with self.desk.store.work(self.desk.clock, "改") as work:
            wanted = select(case.client_id).where(case.id == self.ids[name])
            client = work.connection.execute(wanted).scalar_one()
            one, key = (tables.clients, client) if table == "client" else (tables.cases, self.ids[name])
            work.connection.execute(update(one).where(one.c.id == key).values(**values))

    def count(self, layout: Layout, period: str = "2026-11") -> Counted:
        """The counted period."""
        return count.count(self.desk, layout, parse_period(period), Progress())

    def counted_set(self, identifier: str) -> Counted:
        """The counted period for a plain sheet of that set."""
        columns = tuple(Column(at, one, one, KNOWN) for at, one in enumerate(("serial", "name"), 1))
        sheet = SheetLayout("表", "rows", (1, 1), 2, 1, 0, columns, row_set=identifier)
        return self.count(Layout((sheet,)))

    def of_set(self, identifier: str) -> Roster:
        """Who stands on a plain sheet of that set."""
        (made,) = self.counted_set(identifier).rosters.values()
        return made

    def rows(self, identifier: str, period: str = "2026-11") -> list[dict[str, object]]:
        """The rows of a set on the blank that ships, by heading."""
        layout = blank(identifier)
        counted = self.count(layout, period)
        heads = [one.header for one in layout.sheets[0].known]
        assert counted.first is not None
        assert not counted.empty
        return [dict(zip(heads, row, strict=True)) for row in counted.first.rows]

    def names(self, identifier: str, period: str = "2026-11") -> list[object]:
        """Who stands on it."""
        return [row["姓名"] for row in self.rows(identifier, period)]


@pytest.fixture
def office(empty_desk: Desk) -> Office:
    """甲 since the first of October, 乙 since the last of October, 丙 since the first of November."""
    made = Office(empty_desk)
    made.person("甲", date(2026, 10, 1))
    made.person("乙", BEFORE)
    made.person("丙", FIRST)
    return made


def _contact(day: date, **more: object) -> Contact:
    told: dict[str, object] = {"contact_type": "HOME_VISIT", "workers": ("李",), "met": "SELF"}
    values = {**told, "abnormal": False, "content": "在家。", **more}
    return Contact(on=day, at=datetime.combine(day, time(10)), **values)  # type: ignore[arg-type]


def _assessment(day: date, level: str, **more: object) -> Assessment:
    values: dict[str, object] = {"kind": "PERIODIC", "present": ("李",), **more}
    return Assessment(on=day, meeting_on=day, decided=level, effective_on=day, **values)  # type: ignore[arg-type]


def test_r01_lists_who_is_on_the_books_at_the_end(office: Office) -> None:
    office.state("甲", "S85_EXPIRED", LAST)
    office.state("乙", "S85_EXPIRED", AFTER)
    assert office.names("R01") == ["乙", "丙"]


def test_r02_lists_who_came_with_source_and_days(office: Office) -> None:
    office.set("丙", "case", release_date=date(2026, 10, 22))
    (row,) = office.rows("R02")
    assert (row["姓名"], row["新增来源"], row["登记日期"], row["间隔天数"]) == ("丙", "监狱", FIRST, 10)
    assert office.names("R02", "2026-10") == ["甲", "乙"]


def test_r03_lists_who_left_with_reason_and_where_to(office: Office) -> None:
    office.state("甲", "S70_TRANSFER_PENDING", FIRST, receiving_office="河东司法所")
    office.state("甲", "S75_TRANSFERRED", LAST)
    office.state("乙", "S85_EXPIRED", AFTER)
    office.state("丙", "S86_TERMINATED", date(2026, 11, 9), cause="DEATH")
    moved, dead = office.rows("R03")
    assert (moved["姓名"], moved["减少原因"], moved["减少日期"], moved["去向"]) == (
        "甲",
        "转出",
        LAST,
        "河东司法所",
    )
    assert (dead["姓名"], dead["减少原因"], dead["去向"]) == ("丙", "死亡", None)


def test_a_sheet_of_a_part_lists_nobody_else(office: Office) -> None:
    office.person("丁", FIRST)
    office.person("戊", FIRST)
    office.state("甲", "S70_TRANSFER_PENDING", FIRST, receiving_office="河东司法所")
    office.state("甲", "S75_TRANSFERRED", LAST)
    office.state("乙", "S85_EXPIRED", LAST)
    office.state("丙", "S86_TERMINATED", date(2026, 11, 9), cause="DEATH")
    office.state("丁", "S86_TERMINATED", date(2026, 11, 10), cause="NEW_SENTENCE")
    office.keep("戊", _assessment(date(2026, 11, 9), "KEY"))
    told = {
        part: [row[1] for row in office.of_set(part).rows]
        for part in ("R03", "R03.1", "R03.2", "R03.3", "R03.4", "R03.5", "R02.1", "R01.1", "R01.5")
    }
    assert told == {
        "R03": ["甲", "乙", "丙", "丁"],
        "R03.1": ["乙"],
        "R03.2": ["丙", "丁"],
        "R03.3": ["甲"],
        "R03.4": ["丙"],
        "R03.5": ["丁"],
        "R02.1": [],
        "R01.1": ["戊"],
        "R01.5": [],
    }
    for part, line in (
        ("R03.1", "期满解除"),
        ("R03.3", "转出"),
        ("R03.5", "重新犯罪收监"),
        ("R01.5", "一般"),
    ):
        words = [one.what for one in office.counted_set(part).checks if "逐人相符" in one.what and one.ok]
        assert any(line in one for one in words), part


def test_r04_lists_the_key_people_with_since_when_and_why(office: Office) -> None:
    office.keep("甲", _assessment(date(2026, 11, 9), "KEY", triggers=("DRUGS", "THREE_NONE")))
    office.keep("乙", replace(_assessment(LAST, "KEY"), effective_on=AFTER))
    (row,) = office.rows("R04")
    assert (row["姓名"], row["认定日期"], row["触发原因"]) == ("甲", date(2026, 11, 9), "涉毒、三无人员")
    assert row["等级变化"] == "一般→重点 2026-11-09"
    assert row["走访间隔（天）"] == 15


def test_r05_lists_what_was_received_or_answered(office: Office) -> None:
    told = Verification(
        methods=("POLICE",), result="02", checked_on=FIRST, checker="李", batch_no="第3批",
        received_on=date(2026, 10, 26), replied_on=FIRST,
        item_result=(
            CheckedItem(item="住址", result="DIFFERENT", actual="柳沟村"),
            CheckedItem(item="姓名", result="SAME"),
        ),
    )  # fmt: skip
    office.keep("甲", replace(told, on=FIRST))
    office.keep(
        "乙",
        replace(told, on=BEFORE, replied_on=BEFORE),
        replace(told, on=AFTER, received_on=AFTER, replied_on=None),
    )
    (row,) = office.rows("R05")
    assert (row["姓名"], row["批次"], row["核查用时"], row["核查结果"]) == (
        "甲",
        "第3批",
        6,
        "部分不符（已更正）",
    )
    assert row["更正内容"] == "住址：柳沟村"


def test_r06_lists_who_had_to_be_fetched(office: Office) -> None:
    must = {"handover_date": FIRST, "must_escort": True, "mode": "03", "route": "01"}
    for name in ("乙", "丙"):
        told = {**must, "workers": [{"name": "李文静"}]}
        write.record(office.desk, office.nos[name], "handover", told, FIRST)
    (row,) = office.rows("R06")
    assert (row["姓名"], row["衔接情况"], row["接送人员"]) == ("丙", "司法所接回", "李文静")


def test_r07_has_a_row_for_each_contact_and_voided_ones_stand_nowhere(office: Office) -> None:
    office.keep("甲", _contact(FIRST), _contact(LAST, contact_type="PHONE", met="FAMILY", abnormal=True))
    office.keep(
        "乙", _contact(BEFORE), _contact(AFTER), _contact(FIRST, voided_at=datetime.combine(AFTER, time(9)))
    )
    first, last = office.rows("R07")
    assert (first["走访谈话日期"], first["走访方式"], first["是否见到本人"]) == (FIRST, "入户走访", "是")
    assert (last["走访方式"], last["是否见到本人"], last["是否异常"]) == ("电话", "否", "是")


def test_r08_has_a_row_for_each_assessment(office: Office) -> None:
    office.keep("甲", _assessment(FIRST, "KEY", score=60, suggested="KEY", next_on=AFTER))
    office.keep("甲", _assessment(LAST, "GENERAL", score=12))
    office.keep("乙", _assessment(BEFORE, "KEY"), _assessment(AFTER, "KEY"))
    first, last = office.rows("R08")
    assert (first["评估会日期"], first["评估得分"], first["决定等级"]) == (FIRST, 60, "重点")
    assert (last["评估会日期"], last["评估得分"], last["决定等级"]) == (LAST, 12, "一般")


def test_r09_lists_measures_begun_or_ended_in_the_period(office: Office) -> None:
    told = HelpMeasure(help="H06", item="介绍工作", owner="李", state="DONE", began_on=date(2026, 10, 5))
    office.keep("甲", replace(told, on=FIRST, ended_on=LAST, amount=Decimal("800.50"), department="县人社局"))
    office.keep("乙", replace(told, on=BEFORE, ended_on=BEFORE), replace(told, on=AFTER, began_on=AFTER))
    (row,) = office.rows("R09")
    assert (row["姓名"], row["帮扶类型"], row["依据条款"], row["帮扶金额（元）"]) == (
        "甲",
        "就业服务",
        "第19条",
        Decimal("800.50"),
    )


def test_r10_lists_wishes_raised_in_the_period_or_open_at_its_end(office: Office) -> None:
    told = Wish(
        raised_on=BEFORE, way="PHONE", category="H06", content="找活干", urgency="NORMAL", handler="李"
    )
    office.keep("甲", replace(told, on=BEFORE), replace(told, on=BEFORE, answered_on=AFTER))
    office.keep("甲", replace(told, on=FIRST, raised_on=FIRST, answered_on=date(2026, 11, 9)))
    office.keep("乙", replace(told, on=BEFORE, answered_on=LAST), replace(told, on=AFTER, raised_on=AFTER))
    rows = office.rows("R10")
    assert [row["提出日期"] for row in rows] == [BEFORE, BEFORE, FIRST]
    assert (rows[2]["办理用时"], rows[2]["诉求类别"]) == (8, "就业")


def test_r11_lists_who_did_not_come_and_who_is_missing(office: Office) -> None:
    office.keep("甲", Whereabouts(on=LAST, state="MISSING", since=LAST))
    office.keep("甲", Search(on=LAST, tried_on=LAST, way="POLICE", result="没有消息", found=False))
    office.keep("乙", Whereabouts(on=AFTER, state="MISSING", since=AFTER))
    (row,) = office.rows("R11")
    assert (row["姓名"], row["联系状态"], row["失联日期"]) == ("甲", "下落不明", LAST)
    assert (row["未衔接（失联）天数"], row["是否请公安协查"], row["查找情况"]) == (0, "是", "没有消息")


def test_r12_lists_the_split_and_the_dual_listed(office: Office) -> None:
    two = DualListing(
        role="LEAD",
        begun_on=LAST,
        lead_office="青山司法所",
        assist_office="河东司法所",
        reason="务工",
        exchange_days=30,
    )
    office.keep("甲", replace(two, on=LAST))
    office.set("乙", "client", split_residence=True)
    office.keep("丙", replace(two, on=LAST, begun_on=AFTER))
    office.set("丙", "client", split_residence=False)
    assert sorted(map(str, office.names("R12"))) == sorted(["甲", "乙"])
    assert [row["互通间隔（天）"] for row in office.rows("R12")] == [30, None]


def test_r13_lists_who_was_judged_in_the_period(office: Office) -> None:
    again = ReOffence(judged_on=LAST, offences="盗窃罪", penalty="拘役三个月")
    office.set("甲", "case", release_date=date(2026, 4, 30))
    office.keep("甲", replace(again, on=LAST))
    office.keep("乙", replace(again, on=AFTER, judged_on=AFTER))
    (row,) = office.rows("R13")
    assert (row["姓名"], row["重新犯罪罪名"], row["重新犯罪日期"]) == ("甲", "盗窃罪", LAST)
    assert (row["释放后月数"], row["当时帮教类别"], row["新判刑罚"]) == (7, "一般", "拘役三个月")


def test_r14_has_a_row_for_each_minor_child_with_its_own_sex_and_age(office: Office) -> None:
    children = [
        {"name": "小一", "sex": "2", "age": 17, "guardian": "奶奶", "school": "一中", "difficulty": "学费"},
        {"name": "大二", "sex": "1", "age": 18},
        {"name": "小三", "sex": "1"},
    ]
    write.record(office.desk, office.nos["甲"], "registration", {"children": children, "sex": "1"})
    office.state("乙", "S85_EXPIRED", LAST)
    write.record(office.desk, office.nos["丙"], "registration", {"children": []})
    first, second = office.rows("R14")
    assert (first["子女姓名"], first["子女性别"], first["子女年龄"], first["监护人"]) == (
        "小一",
        "女",
        17,
        "奶奶",
    )
    assert (second["子女姓名"], second["子女性别"], second["子女年龄"]) == ("小三", "男", None)
    assert first["帮教对象姓名"] == second["帮教对象姓名"] == "甲"


def test_under_a_child_the_parent_is_never_shown(office: Office) -> None:
    child = Child(name="小一", sex="2", age=9)
    write.record(office.desk, office.nos["甲"], "registration", {"children": [child]})
    fields = ("name", "sex", "age", "birth_date", "education")
    columns = tuple(Column(at, name, name, KNOWN) for at, name in enumerate(fields, 1))
    sheet = SheetLayout("子女", "rows", (1, 1), 2, 1, 0, columns, row_set="R14")
    counted = office.count(Layout((sheet,)))
    assert counted.first is not None
    assert list(counted.first.rows) == [("甲", "女", 9, None, None)]
    assert [one.header for one in counted.empty] == ["birth_date", "education"]


def test_r15_lists_whose_period_ends_in_the_months_after(office: Office) -> None:
    office.set("甲", "case", period_end=date(2027, 2, 28))
    office.set("乙", "case", period_end=date(2027, 3, 1))
    office.set("丙", "case", period_end=LAST)
    office.keep("甲", _assessment(LAST, "GENERAL", kind="CLOSING"))
    (row,) = office.rows("R15")
    assert (row["姓名"], row["距期满天数"], row["是否完成期满评估"]) == ("甲", 90, "是")


def test_a_sheet_of_people_in_prison_lists_nobody_of_the_books(office: Office) -> None:
    columns = (Column(1, "姓名", "name", KNOWN),)
    sheet = SheetLayout("服刑", "rows", (1, 1), 2, 1, 0, columns, row_set="R17")
    assert office.count(Layout((sheet,))).roster == []


@pytest.mark.parametrize(("row_set", "words"), [("", "还不知道“某表”"), ("R16", "没有名单可列")])
def test_nobody_is_listed_where_nobody_said_whom(office: Office, row_set: str, words: str) -> None:
    sheet = SheetLayout("某表", "rows", (1, 1), 2, 1, 0, (Column(1, "姓名", "name", KNOWN),), row_set=row_set)
    with pytest.raises(UserError, match=words):
        office.count(Layout((sheet,)))


def test_a_workbook_of_several_sheets_lists_each_its_own(office: Office) -> None:
    office.keep("甲", _contact(FIRST))
    office.state("乙", "S85_EXPIRED", LAST)
    sheets = (blank("R01").sheets[0], blank("R03").sheets[0], blank("R07").sheets[0], blank("R20").sheets[0])
    counted = office.count(Layout(sheets))
    named = {name: [row[1] for row in roster.rows] for name, roster in counted.rosters.items()}
    assert list(named.values()) == [["甲", "丙"], ["乙"], ["甲"]]
    assert [counted.cases(sheet) for sheet in sheets[:2]] == [
        [office.ids["甲"], office.ids["丙"]],
        [office.ids["乙"]],
    ]
    assert counted.cases(sheets[3]) == ()
    words = [check.what for check in counted.checks if check.ok]
    assert "花名册 2 人 = 期末在册 2 人，逐人相符" in words
    assert "本期解除/终止/转出 1 行 = 本期减少 1 次，逐人相符" in words
    assert "走访谈话台账 1 行 = 走访、谈话、未遇共 1 人次" in words
    assert all(check.ok for check in counted.checks), counted.checks


# ---- the number sheet


def numbers(office: Office, period: str = "2026-11") -> Mapping[str, object]:
    """The lines of the own number sheet by their label."""
    layout = blank("R20")
    counted = office.count(layout, period)
    found = ((line, counted.number(line)) for line in layout.sheets[0].known)
    return {line.header: number.value for line, number in found if number}


def test_every_line_of_r20_counts_and_opens_its_people(office: Office) -> None:
    day = date(2026, 11, 9)
    office.keep("甲", _contact(FIRST), _contact(LAST, contact_type="PHONE"), _assessment(day, "KEY"))
    told = ReliefApplication(on=day, kind="MEDICAL", reason="ILLNESS", applied_on=day)
    office.keep("甲", replace(told, decision="APPROVED", decided_on=day))
    job = HelpMeasure(on=day, help="H06", item="介绍", owner="李", state="DONE", began_on=day, ended_on=day)
    office.keep("乙", job, replace(job, item="培训"))
    office.keep("丙", BaseStay(on=day, base="基地", base_kind="GOV", reason="NO_HOME", in_on=day))
    office.keep("丙", Happening(on=day, kind="HONOUR", happened_on=day, what="村里表彰"))
    lines = numbers(office)
    wanted = {
        "期初在册人数": 2, "本期新增": 1, "监狱释放": 1, "期末在册人数": 3,
        "重点帮教对象": 1, "一般帮教对象": 2,
        "走访（人次）": 1, "入户走访": 1, "单位走访": 0, "走访人数": 1, "谈话（人次）": 1, "电话联系": 1,
        "评估（人次）": 1, "转为重点": 1, "转为一般": 0, "社会救助（人次）": 1, "医疗救助": 1, "其他救助": 0,
        "就业服务（人次）": 2, "就业服务人数": 1, "基地入住人次": 1, "基地期末在住人数": 1, "离开基地人次": 0,
        "受表彰、入党入团、任职（人次）": 1, "重新犯罪人数": 0, "重新犯罪率": 0, "五年内重新犯罪率": None,
    }  # fmt: skip
    assert {label: lines[label] for label in wanted} == wanted
    counted = office.count(blank("R20"))
    for line in blank("R20").sheets[0].known:
        number = counted.number(line)
        if number is not None and isinstance(number.value, int):
            assert len(number.cases) == number.value, line.header


def test_a_line_that_we_keep_no_records_for_stays_empty_and_says_why(office: Office) -> None:
    r16 = blank("R16")
    counted = office.count(r16)
    assert len(counted.empty) == 5
    figures = counted.contents(r16)[r16.sheets[0].name].figures
    for one in counted.empty:
        (line,) = (line for line in r16.sheets[0].known if line.header == one.header)
        assert one.why
        assert (line.at, line.into) not in figures


def test_sealed_records_are_counted_from_the_decision_on_and_on_no_roster(office: Office) -> None:
    """Every line of R20 is counted; who is only proposed isn't sealed yet, and is named no more."""
    minor = {"birth_date": date(2008, 3, 4), "offence_first": date(2025, 2, 1), "id_no": None, "term": None}
    office.person("丁", FIRST, **minor)
    office.person("戊", FIRST, **minor)
    assert not office.count(blank("R20")).empty
    told, sealed = numbers(office), "犯罪记录封存件数"
    assert (told[sealed], told["期末在册人数"]) == (0, 5)
    gate.open_all(office.desk, "审核")
    sealing.decide(office.desk, office.nos["丁"], Sealing.SEALED, "王所长", "十六周岁，有期徒刑二年", LAST)
    sealing.decide(office.desk, office.nos["戊"], Sealing.OPEN, "王所长", "裁定不封存", LAST)
    told = numbers(office)
    assert (told[sealed], told["期末在册人数"]) == (1, 5)
    assert office.names("R01") == ["甲", "乙", "丙", "戊"], "the twin stands on the roster"
    assert numbers(office, "2026-10")[sealed] == 0, "not yet decided then"
    sealing.decide(office.desk, office.nos["丁"], Sealing.OPEN, "县司法局", "改判八年，解除封存", LAST)
    assert numbers(office)[sealed] == 0


def test_the_same_line_counts_each_span_for_its_own_days(office: Office) -> None:
    spans: tuple[Span, ...] = ("period", "before", "year", "last_year")
    columns = tuple(
        Column(2, f"在册{span}", line, KNOWN, into=into, span=span)
        for line, at in (("book_end", 0), ("new", 4))
        for into, span in enumerate(spans, at + 2)
    )
    sheet = SheetLayout("数", "numbers", (1, 1), 2, 1, 3, columns)
    figures = office.count(Layout((sheet,))).contents(Layout((sheet,)))["数"].figures
    assert [figures[2, into] for into in range(2, 10)] == [3, 2, 3, 0, 1, 2, 3, 0]
