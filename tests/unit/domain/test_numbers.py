"""The named sets of appendix B.1, counted over dated history."""

import os
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anbang_desktop import paths
from anbang_desktop.domain.head import Agreed, Asked, Decided, Head, Placed, Seen, Stage, counted
from anbang_desktop.domain.numbers import Number, Passage, Sets, count, needed, parse_terms, reads
from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.domain.report_words import parse_lines
from anbang_desktop.domain.states import STATES, State, state
from anbang_desktop.domain.steps import next_states
from anbang_desktop.services import opening

PACK = opening.rules().packs[0]
_TEXT = paths.resources("report", "numbers.toml").read_text("utf-8")
LINES, TERMS = parse_lines(_TEXT), parse_terms(_TEXT)
TODAY = date(2026, 11, 30)


def _count(
    heads: Iterable[Head], period: str = "2026-11", today: date = TODAY, *, fold: bool = False
) -> dict[str, Number]:
    return count(LINES, Sets(list(heads), parse_period(period), today, PACK, TERMS, fold=fold))


def _values(heads: Iterable[Head], *lines: str, **more: object) -> list[object]:
    made = _count(heads, **more)  # type: ignore[arg-type]
    return [made[line].value for line in lines]


def _on(day: int, month: int = 11) -> date:
    return date(2026, month, day)


def _head(number: int = 1, *stages: Stage, source: str = "PRISON", **more: object) -> Head:
    return Head(number, source, stages, **more)  # type: ignore[arg-type]


ACTIVE = (Stage(_on(3), "S50_REGISTERED"), Stage(_on(9), "S60_ACTIVE"))


def test_a_month_of_coming_and_going() -> None:
    heads = [
        _head(1, Stage(_on(1, 3), "S50_REGISTERED")),
        _head(2, *ACTIVE),
        _head(3, *ACTIVE, source="DETENTION"),
        _head(
            4, Stage(_on(1, 3), "S50_REGISTERED"), Stage(_on(5), "S85_EXPIRED"), Stage(_on(6), "S90_ARCHIVED")
        ),
        _head(5, Stage(_on(1, 3), "S60_ACTIVE"), Stage(_on(5), "S86_TERMINATED", "DEATH")),
        _head(
            6,
            Stage(_on(1, 3), "S60_ACTIVE"),
            Stage(_on(5), "S70_TRANSFER_PENDING"),
            Stage(_on(8), "S75_TRANSFERRED"),
        ),
        _head(7, Stage(_on(1, 3), "S40_AWAIT_HANDOVER")),
        _head(8, Stage(_on(1, 3), "S60_ACTIVE"), Stage(_on(7), "S86_TERMINATED", "NEW_SENTENCE")),
    ]
    assert _values(heads, "book_start", "new", "left", "book_end") == [5, 2, 4, 3]
    assert _values(heads, "new_prison", "new_detention", "new_correction", "new_transfer") == [1, 1, 0, 0]
    assert _values(heads, "left_expired", "left_transfer", "left_death", "left_reoffence", "left_other") == [
        1,
        1,
        1,
        1,
        0,
    ]
    assert _count(heads)["left_death"].cases == (5,)
    assert _values(heads, "reoffence_rate") == [Decimal(1) / 3]


def test_who_came_and_went_in_one_period_counts_in_both() -> None:
    head = _head(1, Stage(_on(3), "S50_REGISTERED"), Stage(_on(20), "S86_TERMINATED", "DEATH"))
    assert _values([head], "book_start", "new", "left", "book_end") == [0, 1, 1, 0]


def test_an_end_that_was_taken_back_counts_as_never_made() -> None:
    taken_back = [
        Stage(_on(1, 2), "S60_ACTIVE"),
        Stage(_on(5), "S80_CLOSING"),
        Stage(_on(10), "S85_EXPIRED"),
        Stage(_on(14), "S60_ACTIVE"),
    ]
    lines = ("book_start", "new", "left", "book_end")
    assert _values([_head(1, *counted(taken_back))], *lines) == [1, 0, 0, 1]
    ended = [*taken_back, Stage(_on(20), "S85_EXPIRED"), Stage(_on(21), "S90_ARCHIVED")]
    assert [one.on for one in counted(ended) if one.state == "S85_EXPIRED"] == [_on(20)]
    assert _values([_head(1, *counted(ended))], *lines) == [1, 0, 1, 0]


def test_walk_ins_have_a_line_or_are_folded_into_their_release_type() -> None:
    head = _head(1, *ACTIVE, source="WALK_IN", release_type="12")
    assert _values([head], "new_other", "new_correction") == [1, 0]
    assert _values([head], "new_other", "new_correction", fold=True) == [0, 1]


def test_a_source_that_a_list_left_open_follows_the_kind_of_release() -> None:
    head = _head(1, *ACTIVE, source="", release_type="12")
    assert _values([head], "new_prison", "new_correction") == [0, 1]
    assert _values([head._replace(release_type="")], "new_prison", "new_correction") == [0, 0]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 400), st.sampled_from([one.code for one in STATES])), max_size=8),
        max_size=8,
    ),
    st.sampled_from(["2026-03", "2026Q2", "2026H1", "2026", "2026-02-10..2026-02-10"]),
)
def test_the_identity_holds_for_any_history(histories: list[list[tuple[int, str]]], period: str) -> None:
    start = date(2025, 12, 1)
    heads = [
        _head(
            number,
            *(
                Stage(start + timedelta(days=day), code)
                for day, code in sorted(history, key=lambda one: one[0])
            ),
        )
        for number, history in enumerate(histories)
    ]
    made = _count(heads, period, date(2027, 12, 31))
    start_, new, left, end = (len(made[line].cases) for line in ("book_start", "new", "left", "book_end"))
    assert end == start_ + new - left
    for line in LINES:
        if line.adds:
            assert len(made[line.id].cases) == sum(len(made[part].cases) for part in line.adds)


def test_of_which_lines_look_at_the_last_day() -> None:
    heads = [
        _head(
            1,
            *ACTIVE,
            birth_date=date(2008, 12, 1),
            facts={"sex": "2"},
            levels=(Decided(_on(9), "KEY", _on(9)),),
        ),
        _head(
            2,
            *ACTIVE,
            birth_date=date(2008, 11, 30),
            facts={"sex": "1", "special_case": ["02"]},
            levels=(Decided(_on(1, 12), "KEY", _on(9)),),
        ),
        _head(3, *ACTIVE, birth_date=date(1966, 11, 30), facts={"three_none": True, "disability_kind": "61"}),
    ]
    assert _values(heads, "end_key", "end_general", "end_women", "end_minors") == [1, 2, 1, 1]
    assert _values(heads, "end_old", "end_disabled", "end_three_none", "end_drugs", "end_split") == [
        1,
        1,
        1,
        1,
        0,
    ]


def test_hand_over_counts_the_released_and_those_still_waiting() -> None:
    waiting, came = Stage(_on(20, 10), "S40_AWAIT_HANDOVER"), Stage(_on(6), "S50_REGISTERED")
    heads = [
        _head(1, waiting, came, release_date=_on(20, 10), handover_date=_on(5)),
        _head(2, waiting, release_date=_on(20, 10)),
        _head(3, Stage(_on(1), "S30_AWAIT_RELEASE"), release_date=_on(15)),
        _head(4, Stage(_on(1), "S30_AWAIT_RELEASE"), Stage(_on(12), "S35_RETURNED"), release_date=_on(15)),
        _head(
            5,
            Stage(_on(1), "S30_AWAIT_RELEASE"),
            Stage(_on(12), "S86_TERMINATED", "DEATH"),
            release_date=_on(15),
        ),
        _head(6, *ACTIVE, source="TRANSFER_IN", release_date=_on(2)),
        _head(7, Stage(_on(1), "S30_AWAIT_RELEASE"), release_date=_on(1, 12)),
        _head(8, *ACTIVE, release_date=_on(2)),
    ]
    made = _count(heads)
    assert made["handover_due"].cases == (1, 2, 3, 8)
    assert made["handover_done"].cases == (1, 8)
    assert made["handover_rate"].value == Decimal("0.5")
    assert _count(heads, today=_on(10))["handover_due"].cases == (
        1,
        2,
        8,
    )  # a release that lies ahead is no release


def test_help_is_in_force_with_a_group_and_a_contact_in_time() -> None:
    def helped(*contacts: Seen, groups: tuple[date, ...] = (_on(4, 2),)) -> bool:
        head = _head(
            1,
            Stage(_on(1, 2), "S60_ACTIVE"),
            groups=groups,
            contacts=contacts,
            levels=(Decided(_on(9, 2), "KEY", _on(9, 2)),),
        )
        return bool(_count([head])["help_done"].cases)

    assert helped(Seen(_on(21, 10), "visit"))  # 30 days and 10 days of grace
    assert not helped(Seen(_on(20, 10), "visit"))
    assert not helped(Seen(_on(29), "none"))
    assert not helped(Seen(_on(29), "visit"), groups=())
    assert not helped()


def test_rates_without_people_are_nothing() -> None:
    assert _values([], "handover_rate", "help_rate", "place_rate", "reoffence_rate") == [
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("facts", "birth", "due"),
    [
        ({"sex": "1"}, date(1966, 12, 1), True),
        ({"sex": "1"}, date(1966, 11, 30), False),
        ({"sex": "2"}, date(1971, 11, 30), False),
        ({"sex": "1", "employment": "10"}, date(1990, 1, 1), False),
        ({"sex": "1", "contact_state": "MISSING"}, date(1990, 1, 1), False),
        ({"sex": "1", "schooling": "01"}, date(1990, 1, 1), False),
        ({"sex": "1", "employment": "09"}, date(1990, 1, 1), True),
    ],
)
def test_who_need_not_be_placed(facts: dict[str, object], birth: date, due: bool) -> None:
    head = _head(1, *ACTIVE, facts=facts, birth_date=birth, placements=(Placed(_on(10), placed=True),))
    assert _values([head], "place_due", "place_done") == [int(due), int(due)]


def test_a_placement_that_ended_no_longer_counts() -> None:
    head = _head(1, *ACTIVE, placements=(Placed(_on(10), placed=True), Placed(_on(20), placed=False)))
    assert _values([head], "place_due", "place_done", "place_open") == [1, 0, 1]


def test_times_count_every_time_and_the_missed_ones_apart() -> None:
    contacts = (
        Seen(_on(31, 10), "visit"),
        Seen(_on(2), "visit"),
        Seen(_on(9), "visit"),
        Seen(_on(9), "phone"),
        Seen(_on(10), "none"),
    )
    head = _head(
        7,
        *ACTIVE,
        contacts=contacts,
        levels=(Decided(_on(9), "KEY", _on(8)), Decided(_on(1, 12), "KEY", _on(30))),
    )
    assert _values([head], "visits", "talks", "not_met", "assessments") == [2, 1, 1, 2]
    assert _count([head])["visits"].cases == (7, 7)


def test_agreements_as_they_stood() -> None:
    heads = [
        _head(1, *ACTIVE, agreements=(Agreed(_on(5), None, None),)),
        _head(2, *ACTIVE, agreements=(Agreed(None, _on(5), None),)),
        _head(3, *ACTIVE, agreements=(Agreed(_on(5), None, _on(20)),)),
        _head(4, *ACTIVE, agreements=(Agreed(None, _on(5), None), Agreed(_on(25), None, None))),
        _head(5, *ACTIVE, agreements=(Agreed(_on(1, 12), None, None),)),
    ]
    made = _count(heads)
    assert (made["agreements"].cases, made["refused"].cases) == ((1, 4), (2,))


def test_verifications_due_and_in_time() -> None:
    asked = (Asked(_on(5), _on(5)), Asked(_on(6), _on(7)), Asked(_on(9), None), Asked(_on(1, 12), _on(2)))
    assert _values([_head(1, *ACTIVE, verifications=asked)], "verify_due", "verify_done") == [3, 1]


def test_escorts() -> None:
    heads = [
        _head(1, *ACTIVE, must_escort=True, release_date=_on(3), handover_mode="03"),
        _head(2, *ACTIVE, must_escort=True, release_date=_on(3), handover_mode="06"),
        _head(3, *ACTIVE, release_date=_on(3), handover_mode="03"),
    ]
    assert _values(heads, "escort_due", "escort_done", "escort_rate") == [2, 1, Decimal("0.5")]


def test_past_its_period_and_still_on_the_books() -> None:
    heads = [_head(1, *ACTIVE, period_end=_on(29)), _head(2, *ACTIVE, period_end=_on(30))]
    assert _count(heads)["overdue_close"].cases == (1,)


def test_only_what_is_asked_for_is_counted_with_what_its_rates_are_made_of() -> None:
    asked = needed(LINES, {"help_rate", "agreement_rate_less", "no_such_line"})
    assert [line.id for line in asked] == [
        "book_end",
        "help_due",
        "help_done",
        "help_rate",
        "agreements",
        "refused",
        "agreement_rate_less",
    ]
    assert reads(asked).parts == {"contacts", "groups", "levels", "agreements"}
    assert reads([], ["DUAL"]).parts == {"duals"}
    made = count(asked, Sets([_head(1, *ACTIVE)], parse_period("2026-11"), TODAY, PACK, TERMS))
    assert (made["help_due"].value, "new" in made) == (1, False)


def test_a_roster_takes_whom_its_set_names_while_the_lines_are_counted() -> None:
    heads = [_head(1, *ACTIVE), _head(2, *ACTIVE[:1], Stage(_on(20), "S86_TERMINATED", "DEATH"))]
    listed: dict[str, list[Passage]] = {"LEFT": [], "BOOK_END": []}
    count(LINES, Sets(heads, parse_period("2026-11"), TODAY, PACK, TERMS), listed)
    assert [(one.head.id, one.source, one.on) for one in listed["LEFT"]] == [(2, "DEATH", _on(20))]
    assert [one.head.id for one in listed["BOOK_END"]] == [1]


def test_shares_may_leave_out_the_refused_and_people_count_once() -> None:
    signed, refused = Agreed(_on(5), None, None), Agreed(None, _on(5), None)
    heads = [
        _head(1, *ACTIVE, agreements=(signed,)),
        _head(2, *ACTIVE, agreements=(refused,)),
        _head(3, *ACTIVE),
    ]
    assert _values(heads, "agreement_rate", "agreement_rate_less") == [Decimal(1) / 3, Decimal(1) / 2]
    contacts = (Seen(_on(2), "visit", "HOME_VISIT"), Seen(_on(9), "visit", "WORK_VISIT"))
    seen = [_head(1, *ACTIVE, contacts=contacts)]
    assert _values(seen, "visits", "visited", "visits_home_visit") == [2, 1, 1]
    judged = _head(1, *ACTIVE, release_date=_on(3, 3), reoffences=(_on(20),))
    assert _values([judged], "reoffended", "reoffended_0", "reoffended_6", "reoffended_12") == [1, 0, 1, 0]
    unknown = _head(1, *ACTIVE, reoffences=(_on(20),))
    assert _values([unknown], "reoffended", "reoffended_0", "reoffended_36") == [1, 0, 0]


CASES = int(os.environ.get("ANBANG_CASES", "1000"))
QUARTERS = tuple(f"{year}Q{quarter}" for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))


def _walk(chance: Random, number: int) -> Head:
    """One case on its way through the state table, with days between its steps."""
    here: State | None = None
    day = date(2023, 6, 1) + timedelta(days=chance.randrange(3 * 365))
    stages = []
    for _ in range(chance.randrange(1, 14)):
        ways = next_states(here or "")
        if not ways:
            break
        here = chance.choice(ways)
        cause = chance.choice(["DEATH", "NEW_SENTENCE", "OTHER"]) if here is State.S86_TERMINATED else ""
        stages.append(Stage(day, here, cause))
        day += timedelta(days=chance.choice([0, 1, 20, 91, 200]))
    source = chance.choice(["PRISON", "DETENTION", "CORRECTION", "TRANSFER_IN", "WALK_IN"])
    return _head(number, *stages, source=source)


@pytest.mark.parametrize("seed", range(3))
def test_the_books_add_up_for_a_thousand_cases_on_their_way(seed: int) -> None:
    """|BOOK(b)| = |BOOK(a−1)| + NEW + TIN − TOUT − EXP − TERM, each told from the dated states alone;
    ``ANBANG_CASES`` makes them more.
    """
    chance = Random(seed)
    heads = [_walk(chance, number) for number in range(CASES)]
    for quarter in QUARTERS:
        made = {line: len(one.cases) for line, one in _count(heads, quarter, date(2027, 12, 31)).items()}
        period = parse_period(quarter)
        assert made["book_start"] == sum(head.on_books(period.eve) for head in heads)
        assert made["book_end"] == sum(head.on_books(period.end) for head in heads)
        came, left = _passages(heads, period)
        assert made["new"] == sum(came.values())
        assert made["left_expired"] == left[State.S85_EXPIRED]
        assert made["left_transfer"] == left[State.S75_TRANSFERRED]
        terminated = made["left_death"] + made["left_reoffence"] + made["left_other"]
        assert terminated == left[State.S86_TERMINATED]
        assert made["book_end"] == made["book_start"] + made["new"] - sum(left.values())


def _passages(heads: list[Head], period: Period) -> tuple[Counter[str], Counter[State]]:
    """Who came on the books and who left them in a period: by source, and by the state gone to."""
    came, left = Counter[str](), Counter[State]()
    for head in heads:
        was = False
        for stage in head.stages:
            now = state(stage.state).on_books
            if now and not was and stage.on in period:
                came[head.source] += 1
            if was and not now and stage.on in period:
                left[state(stage.state)] += 1
            was = now
    return came, left


# ---- 建账: who was on the books when they were opened
OPENED = (Stage(_on(20), "S50_REGISTERED"), Stage(_on(20), "S60_ACTIVE"))


def test_the_opening_balance_is_the_beginning_and_no_arrival() -> None:
    heads = [
        _head(1, *OPENED, source="OPENING", opened_on=_on(20)),
        _head(2, *OPENED, Stage(_on(25), "S85_EXPIRED"), source="OPENING", opened_on=_on(20)),
        _head(3, *ACTIVE),
    ]
    assert _values(heads, "book_start", "new", "left", "book_end") == [2, 1, 1, 2]
    assert _values(heads, "book_start", "new", "book_end", period="2026-12", today=_on(31, 12)) == [2, 0, 2]
    assert _values(heads, "book_start", "new", "book_end", period="2026-10") == [0, 0, 0]


def test_who_was_opened_and_taken_up_again_is_new_once() -> None:
    again = (Stage(_on(1, 12), "S85_EXPIRED"), Stage(_on(9, 12), "S60_ACTIVE"))
    heads = [_head(1, *OPENED, *again, source="OPENING", opened_on=_on(20))]
    numbers = _values(heads, "book_start", "new", "left", "book_end", period="2026-12", today=_on(31, 12))
    assert numbers == [1, 1, 1, 1]


def test_a_release_before_the_opening_is_no_hand_over_of_the_period() -> None:
    before = _head(1, *OPENED, source="OPENING", opened_on=_on(20), release_date=_on(3))
    assert _values([before], "handover_due") == [0]


def test_time_on_the_books_counts_from_before_the_opening() -> None:
    head = _head(1, *OPENED, source="OPENING", opened_on=_on(20), period_start=_on(1, 3))
    assert head.since() == _on(1, 3)
    assert _head(1, *OPENED, source="OPENING", opened_on=_on(20), handover_date=_on(5, 3)).since() == _on(
        5, 3
    )
    assert _head(1, *OPENED, source="OPENING", opened_on=_on(20)).since() == _on(20)
    assert _head(1, *ACTIVE).since() == _on(3)
    assert _head(1).since() is None
