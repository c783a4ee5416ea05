"""Every rule of a pack has a reader: with another value something comes out otherwise than before. Sentences
that only repeat the number don't count, so results are days, codes and heads.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import get_args

import pytest

from anbang_desktop.domain.guards import CaseFacts, StepFacts
from anbang_desktop.domain.head import Head
from anbang_desktop.domain.numbers import Sets, count
from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.reckoning import period_end
from anbang_desktop.domain.rule_keys import AnyRule, PackKey, RuleKey
from anbang_desktop.domain.rule_pack import RuleBook, RulePack
from anbang_desktop.domain.states import State
from anbang_desktop.domain.steps import missing
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.assessment_round import AssessmentRound
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.prison_meeting import PrisonMeeting, Visitor
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.search import Search
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.fields.wish import Wish
from anbang_desktop.services import opening
from anbang_desktop.services.aid import policies
from anbang_desktop.services.cases import advance, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import examine
from anbang_desktop.services.records import assessment_round, case_file, letter, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.reports import workbook
from anbang_desktop.services.takeover import sheet
from anbang_desktop.services.worklist import due, inside, putting_off, releases, wishes
from anbang_desktop.storage.queries import health as query
from anbang_desktop.storage.queries import numbers
from anbang_desktop.storage.queries.withheld import NotAsked
from tests.support import desks

TODAY = date(2026, 11, 30)
MONTH = parse_period("2026-11")
TRIED = (0, 1, 2, 4, 9, 21, 45, 70, 200, 2000)
RULES: tuple[AnyRule, ...] = tuple(map(PackKey, opening.rules().packs[0].rules))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _contact(day: date, kind: str = "HOME_VISIT", **more: object) -> Contact:
    values = {"abnormal": False, "content": "今天在家谈了半个小时，近来在砖厂干活。", **more}
    return Contact(on=day, at=datetime.combine(day, time(9)), contact_type=kind, workers=("李",), **values)  # type: ignore[arg-type]


def _assessment(day: date, level: str = "GENERAL", **more: object) -> Assessment:
    return Assessment(on=day, kind="INITIAL", meeting_on=day, present=("李",), decided=level, **more)  # type: ignore[arg-type]


def _letter(kind: str, **more: object) -> Letter:
    known = {"receiver_kind": "CIVIL", "receiver": "民政办", "matter": "请协助办理", "help": "H04"}
    return Letter(on=ago(4), letter_type=kind, **{"written_on": ago(4), **known, **more})  # type: ignore[arg-type]


WISH = Wish(
    on=ago(6), raised_on=ago(6), category="01", content="想落户", way="VISIT", urgency="NORMAL", handler="李"
)
RELIEF = ReliefApplication(on=ago(5), kind="TEMPORARY", reason="01", detail="生活困难", applied_on=ago(5))
STAY = BaseStay(on=ago(30), base="某基地", base_kind="01", reason="01", in_on=ago(30))
CHECK = Verification(
    on=ago(20), checked_on=ago(20), methods=("VILLAGE",), result="01", checker="李", suggest_escort=True
)
ASKED = InsideCheck(on=ago(30), checked_on=ago(30), methods=("FAMILY",), has_children=False, checker="李")
MEETING = PrisonMeeting(
    on=ago(5), applied_on=ago(5), kind="REMOTE", visitors=(Visitor(name="某"),), kinship_checked=True
)
GROUP = HelpGroup(on=ago(300), formed_on=ago(300), members=())
SEARCH = Search(on=ago(14), tried_on=ago(14), way="FAMILY", result="家属也联系不上", found=False)
FORM = Closing(
    on=ago(3),
    proposed_on=ago(3),
    summary="平稳",
    re_offence=False,
    group_opinion="同意",
    office_opinion="同意",
)
ROUND = AssessmentRound(on=TODAY, kind="PERIODIC", opened_on=TODAY)
LOST = Whereabouts(on=ago(15), state="MISSING", since=ago(15))

S = State
# state, since when, born, level, records; whoever is on the books was registered on that day
PEOPLE: tuple[tuple[State, date, date, str | None, tuple[Record, ...]], ...] = (
    (S.S10_NOTICE, ago(3), date(1990, 1, 1), None, ()),
    (S.S05_INSIDE, TODAY + timedelta(days=100), date(1991, 1, 1), None, ()),
    (S.S05_INSIDE, TODAY + timedelta(days=300), date(1991, 1, 2), None, (ASKED, MEETING)),
    (S.S40_AWAIT_HANDOVER, ago(12), date(1990, 1, 2), None, ()),
    (S.S40_AWAIT_HANDOVER, ago(12), date(1990, 1, 3), None, (CHECK,)),
    (S.S50_REGISTERED, ago(2), date(1990, 1, 4), None, ()),
    (S.S60_ACTIVE, ago(300), date(1990, 1, 5), "GENERAL", (GROUP, _assessment(ago(290)), _contact(ago(63)))),
    (S.S60_ACTIVE, ago(900), date(1990, 1, 6), "GENERAL", (GROUP, _assessment(ago(290)), _contact(ago(95)))),
    (S.S60_ACTIVE, ago(40), date(1990, 1, 7), "KEY", (_assessment(ago(30), "KEY"), _contact(ago(10)))),
    (S.S60_ACTIVE, ago(400), date(1990, 1, 8), "KEY", (_assessment(ago(30), "KEY"), _contact(ago(10)))),
    (
        S.S60_ACTIVE,
        ago(200),
        date(1990, 1, 9),
        "GENERAL",
        (_assessment(ago(60), needs={"H04": "URGENT"}), WISH, RELIEF, STAY),
    ),
    (
        S.S60_ACTIVE,
        ago(200),
        date(1990, 1, 10),
        "GENERAL",
        (_letter("REFERRAL"), _letter("REFERRAL", sent_on=ago(3))),
    ),
    (
        S.S60_ACTIVE,
        ago(200),
        date(1990, 2, 1),
        "GENERAL",
        (_contact(ago(9), "NOT_MET"), _contact(ago(8), "NOT_MET"), _contact(ago(7), "NOT_MET")),
    ),
    (S.S60_ACTIVE, ago(200), date(1990, 2, 2), "GENERAL", (LOST,)),
    (S.S60_ACTIVE, ago(200), date(1990, 2, 6), "GENERAL", (LOST, SEARCH, SEARCH, SEARCH)),
    (
        S.S60_ACTIVE,
        ago(200),
        date(1990, 2, 3),
        "GENERAL",
        (_contact(ago(8), abnormal=True, abnormal_detail="情绪低落"),),
    ),
    (S.S60_ACTIVE, ago(200), date(1990, 2, 4), "GENERAL", (_contact(ago(8), wish="想找活干"),)),
    (S.S80_CLOSING, ago(20), date(1990, 2, 7), "GENERAL", (FORM, _contact(ago(3)))),
    (S.S30_AWAIT_RELEASE, TODAY + timedelta(days=20), date(1990, 2, 8), None, ()),
    (S.S70_TRANSFER_PENDING, ago(4), date(1990, 2, 5), "GENERAL", (_contact(ago(3)),)),
    (S.S60_ACTIVE, ago(100), date(2010, 1, 1), None, ()),
    (S.S60_ACTIVE, ago(100), date(2012, 1, 1), None, ()),
    (S.S60_ACTIVE, ago(100), date(1964, 1, 1), None, ()),
)
AWAY = ("AWAY_WORKING", "HOSPITAL", "IN_CUSTODY", "MISSING", "ABROAD")


@pytest.fixture(scope="module")
def desk(empty_office: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with everybody for whom some rule counts."""

    folder = shutil.copytree(empty_office[0], tmp_path_factory.mktemp("rules") / "office")
    with desks.opened(folder, empty_office[1]) as made:
        for place, (state, since, born, level, records) in enumerate(PEOPLE):
            _put(made, place, state, since, born, level, records)
        for place, where in enumerate(AWAY, len(PEOPLE)):
            _put(
                made,
                place,
                S.S60_ACTIVE,
                ago(100),
                date(1980, 1, place),
                "GENERAL",
                (_contact(ago(5)),),
                where,
            )
        opening.backup(made, tmp_path_factory.mktemp("copy") / "copy.abk")
        with begin(made, "改") as unit:
            about = unit.about(next(iter(query.case_ids(unit.work.connection))))
            unit.change(about.case, replace(about.case, village="东街村"), "改")
        yield made


def _put(
    desk: Desk,
    place: int,
    state: State,
    since: date,
    born: date,
    level: str | None,
    records: tuple[Record, ...],
    where: str | None = None,
) -> None:
    with begin(desk, "写入") as unit:
        sex = "2" if place % 2 else "1"
        client = unit.add(Client(name=f"某{place}", birth_date=born, sex=sex, phone="13900000001"), "写入")
        start = date(2020, 1, 1) if place else date(2001, 12, 1)
        case = Case(
            release_date=since,
            release_type="01",
            level=level,
            term_start=start,
            term_end=date(2025, 1, 3),
            term_y=5,
            contact_state=where,
        )
        made = advance.open_case(
            unit, client, case, "PRISON", S.S50_REGISTERED if state.on_books else state, since
        )
        for record in records:
            entered = datetime.combine(record.on + timedelta(days=15), time(9))
            unit.add(replace(record, case_id=made.id, entered_at=entered, entered_by=desk.user), "写入")
        if state.on_books and state is not S.S50_REGISTERED:
            about = unit.about(made.id)
            unit.change(about.case, replace(about.case, state=state, state_on=since), "写入")
            unit.add(advance.stage_of(desk, made.id, state, since), "写入")
        near = unit.about(made.id).case
        ends = TODAY + timedelta(days=(50, 25, 5)[place % 3])
        unit.change(near, replace(near, period_end=ends), "写入")


@dataclass(frozen=True)
class Read:
    """What is the same whatever the rules say."""

    files: Sequence[CaseFile]
    heads: Sequence[Head]


def results(desk: Desk, read: Read) -> Iterator[tuple[str, object]]:
    """What the office makes of its people, part by part, the quick ones first."""
    pack = desk.pack
    for code in pack.period.by_release_type:
        yield f"period {code}", period_end(pack, code, TODAY).result
    for start, goal in (("S60", "S80"), ("S50", "S60"), ("S85", "S60")):
        yield f"guards {start} {goal}", [one.code for one in missing(start, goal, _facts(pack))]
    for about in read.files:
        yield (
            f"due {about.no}",
            [(one.name, one.what, one.why.result) for one in duties.reckoned(desk, about)],
        )
    for about in read.files:
        yield (
            f"lines {about.no}",
            [(one.kind, one.what, one.until, one.group) for one in due.of_case(desk, about)],
        )
    sets = Sets(read.heads, MONTH, TODAY, pack, workbook.terms())
    yield "numbers", {name: one.cases for name, one in count(workbook.lines(), sets).items()}
    for about in read.files:
        yield f"policies {about.no}", [(one.policy.code, one.fit) for one in policies.of(desk, about)]
    yield "sealing", [sealing.ground_of(desk, _young(3)), sealing.ground_of(desk, _young(7))]
    board = wishes.board(desk)
    yield "wishes", board
    yield "clock", [(one.wish.id, one.clock, one.mark) for one in wishes.lines(desk, list(board.ids["open"]))]
    yield "answers", [letter.answer_due(desk, kind, ago(3)) for kind in letter_book().types]
    yield "put off", putting_off.latest(desk).result
    yield "round", assessment_round.complete(desk, read.files[0], ROUND).quorum
    yield "releases", releases.left(desk)
    yield "inside", [line.row.no for line in inside.show(desk).of("expected")]
    yield "backup", [one.what for one in due.work(desk) if one.kind == "backup"]
    yield "health", [(one.check, one.case_id) for one in examine.examine(desk).findings]
    told = sheet.read(desk, sheet.EVERYBODY, sheet.usual_since(desk))
    yield "takeover", [(one.part, one.no, one.what) for one in told.lines]


def _young(years: int) -> NotAsked:
    """Somebody of sixteen at the offence, with so many years."""
    return NotAsked(
        case_id=1, born=date(2000, 5, 1), first=date(2016, 8, 1), last=None, said=None, judged=None,
        began=None, years=years, months=None, days=None, penalty=None,
    )  # fmt: skip


def _facts(pack: RulePack) -> CaseFacts:
    return CaseFacts(
        pack,
        TODAY,
        group_kinds=("OFFICE", "VILLAGE", "FAMILY"),
        group_leader_kinds=("OFFICE",),
        period_end=TODAY + timedelta(days=25),
        state_on=ago(20),
        closing_assessed=True,
        said=StepFacts(reason="有误"),
    )


def other(desk: Desk, key: AnyRule, value: int) -> Desk:
    """The desk with another value for one rule."""
    pack = replace(
        desk.pack, id="another", rules={**desk.pack.rules, key: replace(desk.pack.rules[key], value=value)}
    )
    return replace(desk, shelf=desk.shelf.with_book(RuleBook([pack])))


@pytest.fixture(scope="module")
def read(desk: Desk) -> Read:
    groups = {one.code: one.group for one in desk.codes["contact_type"]}
    with desk.store.read() as connection:
        files = case_file.of_cases(connection, list(query.case_ids(connection)))
        return Read(files, list(numbers.heads(connection, MONTH, groups, lambda _words: "")))


@pytest.fixture(scope="module")
def usual(desk: Desk, read: Read) -> dict[str, object]:
    return dict(results(other(desk, RULES[0], desk.pack.number(RULES[0])), read))


def test_the_battery_knows_every_rule_the_program_asks_for() -> None:
    assert set(get_args(RuleKey)) <= set(RULES)


@pytest.mark.parametrize("key", RULES)
def test_a_rule_with_another_value_changes_a_result(
    desk: Desk, read: Read, usual: dict[str, object], key: AnyRule
) -> None:
    now = desk.pack.number(key)
    for value in (now * 2 + 1, *TRIED):
        found = results(other(desk, key, value), read)
        if any(usual[part] != result for part, result in found):
            return
    pytest.fail(f"no value of {key} changes anything: it has no reader, or there is nobody whom it concerns")
