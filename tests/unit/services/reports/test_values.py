"""What a roster's columns show of one person, from records at hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from anbang_desktop.domain.head import Head, Seen, Stage
from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.states import AgreementState, State
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Record, names
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.fields.placement import PLACEMENT as PLACEMENT_KIND
from anbang_desktop.fields.placement import Placement
from anbang_desktop.services import opening
from anbang_desktop.services.reports import values
from anbang_desktop.services.reports.columns import value
from anbang_desktop.services.reports.values import Subject

END = date(2026, 11, 30)
PACK = opening.rules().packs[0]
CLIENT = Client(name="傅霞", sex="2", birth_date=date(1983, 11, 21), phone="13900000001")
CASE = Case(
    no="QS01-2026-0001",
    offences=("抢劫罪", "盗窃罪"),
    term_y=3,
    term_m=6,
    term_start=date(2023, 5, 9),
    term_end=date(2026, 11, 8),
    recidivist=False,
)


def subject(newest: Mapping[type[Record], Record] | None = None) -> Subject:
    head = Head(
        id=1,
        source="PRISON",
        stages=[Stage(date(2026, 11, 9), State.S50_REGISTERED)],
        birth_date=CLIENT.birth_date,
        contacts=[Seen(date(2026, 11, 12), "visit"), Seen(date(2026, 11, 20), "none")],
    )
    return Subject(
        head=head,
        client=CLIENT,
        case=CASE,
        newest=newest or {},
        period=parse_period("2026-11"),
        until=END,
        pack=PACK,
        read_context=ReadContext(opening.codes(), END),
    )


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("case_no", "QS01-2026-0001"),
        ("name", "傅霞"),
        ("sex", "女"),
        ("age", 43),
        ("birth_date", date(1983, 11, 21)),
        ("offences", "抢劫罪、盗窃罪"),
        ("term", "3年6个月"),
        ("term_span", "2023-05-09 至 2026-11-08"),
        ("period", None),
        ("recidivist", "否"),
        ("remark", None),
        ("minor_now", "否"),
        ("contacts", "本期走访谈话 1 次"),
        ("last_contact", date(2026, 11, 12)),
        ("state", "已登记"),
        ("relief_status", None),
        ("no_such_column", None),
    ],
)
def test_person_and_case_are_shown_as_the_form_shows_them(column: str, words: values.Value) -> None:
    assert value(column, subject()) == words


def test_without_records_their_columns_are_empty() -> None:
    for column in ("agreement_on", "group", "score", "assessed_on", "placed", "placement_way", "placed_from"):
        assert value(column, subject()) is None
    assert value("none_reason", subject()) == ""
    assert value("agreement", subject()) == "否"


AGREEMENT = Agreement(
    from_on=END, to_on=END, parties=(), state=AgreementState.UNABLE, signed_on=None, case_id=1
)
GROUP = HelpGroup(
    formed_on=END,
    members=(
        Member(name="李文静", kind="OFFICE", role="LEADER"),
        Member(name="王建国", kind="VILLAGE", role="MEMBER", left=END),
    ),
)
PLACEMENT = Placement(placed=True, way="01", placed_from=date(2026, 11, 5))
ASSESSMENT = Assessment(
    kind="INITIAL", meeting_on=END, present=("李文静",), decided="GENERAL", score=12, on=date(2026, 11, 15)
)


def test_the_newest_records_fill_theirs() -> None:
    one = subject({Agreement: AGREEMENT, HelpGroup: GROUP, Placement: PLACEMENT, Assessment: ASSESSMENT})
    shown = {
        column: value(column, one) for column in ("agreement", "group", "score", "assessed_on", "placed")
    }
    assert shown == {
        "agreement": "无法签",
        "group": "李文静",
        "score": 12,
        "assessed_on": date(2026, 11, 15),
        "placed": "是",
    }
    assert (value("placement_way", one), value("placed_from", one)) == ("落实责任田", date(2026, 11, 5))


def test_who_is_not_placed_says_why() -> None:
    one = subject({Placement: replace(PLACEMENT, placed=False, none_reason="01", way=None)})
    assert (value("placed", one), value("placement_way", one), value("placed_from", one)) == (
        "否",
        "未安置",
        None,
    )
    assert value("none_reason", one)


def test_a_kind_of_the_registry_can_offer_a_column(monkeypatch: pytest.MonkeyPatch) -> None:
    way = PLACEMENT_KIND.field(names(Placement).way)
    monkeypatch.setitem(values.FROM_RECORDS, "placement.way", (Placement, way))
    assert values.offered_columns() == {"placement.way": "安置情况安置方式"}
    assert value("placement.way", subject({Placement: PLACEMENT})) == "落实责任田"
    assert value("placement.way", subject()) is None
    assert value("placement.no_such", subject()) is None
    assert value("no_such.way", subject()) is None
