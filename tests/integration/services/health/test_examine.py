"""Each check with a right and a wrong case; what several have alike; the same after a save as anew."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.errors import Cancelled
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.client import Child, TermChange
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.group import HelpGroup, Member
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.wish import Wish
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import examine, explained
from anbang_desktop.services.health.checks import CheckId
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.health.finding import Finding
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people
from tests.integration.services.health.conftest import Given, put
from tests.support.makers import TODAY, id_number

BORN = date(1980, 3, 4)
NUMBER = id_number(BORN, "1")
RELEASED = date(2026, 11, 2)
PERSON: dict[str, Any] = {
    "id_no": NUMBER,
    "id_unverified": False,
    "birth_date": BORN,
    "sex": "1",
    "live_addr": "东河镇东街3号",
    "phone": "13900000001",
    "contact_other": None,
    "emergency_name": None,
    "emergency_phone": None,
    "family": (),
    "children": (),
}
CASE: dict[str, Any] = {
    "village": "东街",
    "responsible_worker": "李文静",
    "release_type": "01",
    "release_date": RELEASED,
    "term_start": date(2023, 11, 3),
    "term_end": RELEASED,
    "term_y": 3,
    "term_m": 0,
    "term_d": 0,
    "judgment_date": None,
    "period_start": RELEASED,
    "period_end": date(2031, 11, 2),
}
SOUND = Given(PERSON, CASE)


def visit(on: date, entered: date | None = None, words: str | None = None) -> Contact:
    at = datetime.combine(on, datetime.min.time())
    moment = datetime.combine(entered or on, datetime.min.time()).replace(hour=9)
    return Contact(
        on=on,
        at=at,
        contact_type="HOME_VISIT",
        workers=("李文静",),
        abnormal=False,
        content=words,
        entered_at=moment,
    )


def group(*kinds: str) -> HelpGroup:
    leader = Member(name="李文静", kind="OFFICE", role="LEADER")
    rest = tuple(Member(name=f"王{at}", kind=kind, role="MEMBER") for at, kind in enumerate(kinds))
    return HelpGroup(on=TODAY, formed_on=TODAY, members=(leader, *rest))


def agreement(on: date) -> Agreement:
    return Agreement(
        on=on, from_on=on, to_on=on, parties=(), state=AgreementState.SIGNED, signed_on=on, agr_no="试"
    )


def handover(on: date) -> Handover:
    return Handover(on=on, handover_date=on, mode="01")


def other(number: str) -> str:
    """The same number with a check character that can't be."""
    return number[:-1] + ("0" if number[-1] != "0" else "1")


def person(**changes: object) -> Given:
    return Given({**PERSON, **changes}, CASE)


def not_sealed(**changed: object) -> Given:
    """A minor of whom it was decided that nothing is sealed: a withheld record is on no list of findings."""
    return Given({**PERSON, **changed}, {**CASE, "sealing": "OPEN"})


def case(**changes: object) -> Given:
    return Given(PERSON, {**CASE, **changes})


def records(*made: Any, ended: date | None = None) -> Given:
    return Given(PERSON, CASE, made, ended)


def wish(answered: date | None) -> Wish:
    on = date(2026, 11, 9)  # ten working days: until 23 November
    return Wish(
        on=on,
        raised_on=on,
        way="PHONE",
        category="H06",
        content="想学电焊",
        urgency="NORMAL",
        handler="李文静",
        wish_no="试1号",
        answered_on=answered,
        answer="已登记" if answered else None,
        entered_at=datetime(2026, 11, 9, 9),  # noqa: DTZ001 - the office's clock has no zone
    )


LONG_AGO = TODAY - timedelta(days=31)
LAST_DAY = date(2026, 11, 26)  # five days after the registration, and a working day
TABLE: list[tuple[CheckId, Given, Given]] = [  # the check, what is wrong, what comes nearest and is right
    (CheckId.ID_NUMBER, person(id_no=other(NUMBER)), SOUND),
    (CheckId.ID_NUMBER, person(id_no="140102800304123"), person(id_no=None)),
    (CheckId.ID_AREA, person(id_no=id_number(BORN, "1", area="990101")), SOUND),
    (CheckId.ID_AREA, person(id_no=id_number(BORN, "1", area="140100")), person(id_no=None)),
    (CheckId.ID_BIRTH, person(birth_date=date(1980, 4, 3)), SOUND),
    (
        CheckId.ID_BIRTH,
        person(birth_date=date(1981, 3, 4)),
        person(birth_date=date(1981, 3, 4), birth_reason="户口以档案为准"),
    ),
    (CheckId.ID_SEX, person(sex="2"), SOUND),
    (CheckId.BORN_LATE, person(birth_date=date(2012, 3, 4)), person(birth_date=date(2011, 3, 4))),
    (CheckId.BORN_LATE, person(birth_date=date(2024, 3, 4)), person(birth_date=None)),
    (CheckId.TERM, case(term_start=date(2026, 12, 1), term_end=RELEASED), SOUND),
    (CheckId.TERM, case(term_y=4), case(term_end=date(2026, 11, 5))),
    (
        CheckId.TERM,
        case(term_end=date(2026, 8, 2)),
        case(term_end=date(2026, 8, 2), term_changes=(TermChange(kind="减刑", months=3),)),
    ),
    (CheckId.RELEASE, case(release_date=date(2023, 11, 2)), SOUND),
    (CheckId.RELEASE, case(judgment_date=date(2026, 11, 3)), case(judgment_date=RELEASED)),
    (CheckId.RELEASE, case(term_end=date(2026, 10, 29)), case(term_end=date(2026, 10, 30))),
    (
        CheckId.RELEASE,
        case(term_end=date(2026, 10, 1)),
        case(term_end=date(2026, 10, 1), release_type="11"),
    ),
    (
        CheckId.RECIDIVIST,
        case(recidivist=True, minor_at_offence=True, term_y=8, sealing="OPEN"),
        case(
            recidivist=True,
            minor_at_offence=True,
            term_y=8,
            sealing="OPEN",
            remark="判决书：系累犯，从重处罚",
        ),
    ),
    (CheckId.PERIOD, case(period_end=date(2030, 11, 2)), SOUND),
    (CheckId.PERIOD, case(period_end=None), SOUND),
    (CheckId.VISIT_DAY, records(visit(RELEASED - timedelta(days=1))), records(visit(RELEASED))),
    (
        CheckId.VISIT_DAY,
        records(visit(TODAY), ended=TODAY - timedelta(days=1)),
        records(visit(TODAY), ended=TODAY),
    ),
    (CheckId.HANDOVER_DAY, records(handover(RELEASED - timedelta(days=1))), records(handover(RELEASED))),
    (CheckId.NO_ID, person(id_no=None), person(id_no=None, id_other_no="H123")),
    (CheckId.ADDRESS, person(live_addr=None), SOUND),
    (CheckId.VILLAGE, case(village=None), SOUND),
    (CheckId.OWNER, case(responsible_worker=None), SOUND),
    (CheckId.PHONE, person(phone=None), person(phone=None, emergency_phone="13900000002")),
    (
        CheckId.GUARDIAN,
        person(children=(Child(name="小明"),)),
        person(children=(Child(name="小明", guardian="赵兰"),)),
    ),
    (
        CheckId.GUARDIAN,
        not_sealed(birth_date=date(2009, 3, 4), family=()),
        not_sealed(birth_date=date(2009, 3, 4), family=(), emergency_name="赵兰"),
    ),
    (CheckId.GROUP, records(group("VILLAGE", "FAMILY")), records(group("VILLAGE", "POLICE"))),
    (CheckId.GROUP, records(group("POLICE")), SOUND),
    (CheckId.GROUP, records(group("POLICE")), records(replace(group("POLICE"), gap_reason="村里换届"))),
    (
        CheckId.GROUP,
        Given({**PERSON, "sex": "2"}, CASE, (group("VILLAGE", "POLICE"),)),
        Given({**PERSON, "sex": "1"}, CASE, (group("VILLAGE", "POLICE"),)),
    ),
    (CheckId.AGREEMENT_LATE, records(agreement(LAST_DAY + timedelta(days=1))), records(agreement(LAST_DAY))),
    (CheckId.WISH_LATE, records(wish(date(2026, 11, 24))), records(wish(date(2026, 11, 23)))),
    (CheckId.WISH_LATE, records(wish(None), ended=TODAY), records(wish(None))),
    (
        CheckId.LATE_ENTRY,
        records(visit(LONG_AGO, TODAY)),
        records(visit(LONG_AGO + timedelta(days=1), TODAY)),
    ),
]


def found(health: Health, check: CheckId, no: str) -> list[Finding]:
    return [one for one in health.findings if (one.check, one.no) == (check, no)]


@pytest.mark.parametrize(
    ("check", "wrong", "right"), TABLE, ids=[f"{row[0]}-{at}" for at, row in enumerate(TABLE)]
)
def test_each_check_finds_what_is_wrong_and_passes_what_is_right(
    desk: Desk, registered: str, check: CheckId, wrong: Given, right: Given
) -> None:
    put(desk, registered, wrong)
    health = examine.examine(desk)
    (one,) = found(health, check, registered)
    assert one.words
    assert bool(one.field) != bool(one.kind), "it leads to one place"
    done = history.last_done(desk, 0)
    assert done is not None
    history.undo(desk, done.id)
    put(desk, registered, right)
    assert found(examine.examine(desk), check, registered) == []


def test_a_sound_file_has_nothing(desk: Desk, registered: str) -> None:
    put(desk, registered, SOUND)
    told = [one for one in examine.examine(desk).findings if one.no == registered]
    assert [(one.check, one.words) for one in told if one.check is not CheckId.GROUP] == []


def test_no_words_show_what_the_screen_covers(desk: Desk, registered: str) -> None:
    """The number, the telephone, an address, a child: all are covered on the person's page."""
    wrong = {
        **PERSON,
        "id_no": other(NUMBER),
        "children": (Child(name="小明"),),
        "birth_date": date(2010, 1, 1),
    }
    put(desk, registered, Given(wrong, CASE))
    for one in examine.examine(desk).findings:
        for covered in (NUMBER[6:14], other(NUMBER), "13900000001", "小明", "子女"):
            assert covered not in one.words


def test_one_telephone_of_five_people(desk: Desk, others: list[str]) -> None:
    for no in others[:4]:
        put(desk, no, Given({"phone": "13900000009"}))
    assert not any(one.check is CheckId.SAME_PHONE for one in examine.examine(desk).findings)
    put(desk, others[4], Given({"phone": "13900000009"}))
    shared = [one for one in examine.examine(desk).findings if one.check is CheckId.SAME_PHONE]
    assert {one.no for one in shared} == set(others[:5])
    assert {one.words for one in shared} == {"139****0009 登记在 5 人名下"}


def test_the_same_words_in_two_visits(desk: Desk, registered: str, others: list[str]) -> None:
    words = "到家中看望，情况稳定，没有困难。"
    put(desk, registered, Given(records=(visit(TODAY, words=words), visit(TODAY, words="短"))))
    put(desk, others[0], Given(records=(visit(TODAY, words="短"),)))
    assert not any(one.check is CheckId.SAME_TEXT for one in examine.examine(desk).findings)
    put(desk, registered, Given(records=(visit(TODAY, words=words),)))
    put(desk, others[0], Given(records=(visit(TODAY, words=words),)))
    mine, theirs = [one for one in examine.examine(desk).findings if one.check is CheckId.SAME_TEXT]
    assert {mine.no, theirs.no} == {registered, others[0]}
    own = next(one for one in (mine, theirs) if one.no == registered)
    assert own.words == "本人 2 次，最近是2026年11月30日走访，另有 1 人也是这几句"
    void = people.show(desk, others[0]).file.contacts[-1]
    write.void(desk, others[0], "contact", void.id, "照抄的")
    again = [one for one in examine.examine(desk).findings if one.check is CheckId.SAME_TEXT]
    assert [one.words for one in again] == ["本人 2 次，最近是2026年11月30日走访"]


def test_a_closed_file_is_left_alone(desk: Desk, registered: str) -> None:
    put(desk, registered, Given({**PERSON, "sex": "2"}, {**CASE, "state": "S90_ARCHIVED"}))
    assert [one for one in examine.examine(desk).findings if one.no == registered] == []


def test_after_each_save_it_says_what_reading_everything_says(
    desk: Desk, registered: str, others: list[str]
) -> None:
    words = "到家中看望，情况稳定，没有困难。"
    before = examine.examine(desk)
    saves = [
        *((no, Given({"phone": "13900000009"})) for no in others[:5]),
        (registered, Given({"phone": "13900000009"}, records=(visit(TODAY, words=words),))),
        (others[0], Given(records=(visit(TODAY, words=words),))),
        (others[1], Given({"phone": None}, {"responsible_worker": "李文静"})),
        (others[2], Given({"phone": "13900000008"})),
        (registered, Given({"sex": "2"}, {"village": None})),
    ]
    for no, given in saves:
        put(desk, no, given)
        fresh = examine.again(desk, before)
        assert fresh is not None
        assert fresh.findings == examine.examine(desk).findings
        before = fresh
    assert examine.again(desk, before) == before


def test_a_unit_about_many_asks_for_everything_anew(desk: Desk, registered: str, others: list[str]) -> None:
    before = examine.examine(desk)
    visited = {"at": TODAY, "contact_type": "PHONE", "workers": ["李文静"], "abnormal": False}
    write.record_each(desk, "contact", dict.fromkeys((registered, others[0]), visited))
    assert examine.again(desk, before) is None


def test_the_clerk_may_stop_it(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _what: seen.append((done, total)))
    examine.examine(desk, progress)
    assert seen[0] == (0, 32)
    assert seen[-1] == (32, 32)
    progress.cancel()
    with pytest.raises(Cancelled):
        examine.examine(desk, progress)
    assert explained.read(desk) == {}
