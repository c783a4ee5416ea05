"""The named sets of appendix B.1: in each somebody inside, and somebody outside by one day."""

from datetime import date
from typing import Any

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.head import Asked, Decided, Done, Head, Placed, Seen, Spell, Stage
from anbang_desktop.domain.named_sets import EVERYTHING, SETS, Hit, Look, Reads, Scope, has, reads_of
from anbang_desktop.domain.numbers import parse_terms
from anbang_desktop.domain.period import parse_period
from anbang_desktop.services import opening

PACK = opening.rules().packs[0]
TERMS = parse_terms(paths.resources("report", "numbers.toml").read_text("utf-8"))
TODAY = date(2026, 11, 30)


def _on(day: int, month: int = 11, year: int = 2026) -> date:
    return date(year, month, day)


ON_BOOKS = (Stage(_on(1, 3), "S60_ACTIVE"),)


def _hits(name: str, **head: Any) -> list[Hit]:
    span, today = parse_period(head.pop("period", "2026-11")), TODAY
    one = Head(id=1, **{"stages": ON_BOOKS, "source": "PRISON", **head})
    return list(SETS[name].hits(Look(one, Scope(span, min(span.end, today), PACK, TERMS))))


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        (
            "BOOK_START",
            {"stages": [Stage(_on(31, 10), "S60_ACTIVE")]},
            {"stages": [Stage(_on(1), "S60_ACTIVE")]},
        ),
        (
            "BOOK_END",
            {"stages": [Stage(_on(30), "S60_ACTIVE")]},
            {"stages": [Stage(_on(1, 12), "S60_ACTIVE")]},
        ),
        (
            "NEW",
            {"stages": [Stage(_on(1), "S50_REGISTERED")]},
            {"stages": [Stage(_on(31, 10), "S50_REGISTERED")]},
        ),
        (
            "LEFT",
            {"stages": [*ON_BOOKS, Stage(_on(30), "S85_EXPIRED")]},
            {"stages": [*ON_BOOKS, Stage(_on(1, 12), "S85_EXPIRED")]},
        ),
        ("VER_DUE", {"verifications": [Asked(_on(1), None)]}, {"verifications": [Asked(_on(31, 10), None)]}),
        (
            "VER_DONE",
            {"verifications": [Asked(_on(9), _on(9))]},
            {"verifications": [Asked(_on(9), _on(10))]},
        ),
        (
            "VER_RECEIVED",
            {"verifications": [Asked(None, None, _on(30))]},
            {"verifications": [Asked(None, None, _on(1, 12))]},
        ),
        (
            "VER_REPLIED",
            {"verifications": [Asked(None, _on(30), _on(5))]},
            {"verifications": [Asked(None, _on(1, 12), _on(5))]},
        ),
        ("HO_DUE", {"release_date": _on(1)}, {"release_date": _on(31, 10)}),
        (
            "HO_DONE",
            {"release_date": _on(9), "stages": [Stage(_on(30), "S50_REGISTERED")]},
            {
                "release_date": _on(9),
                "stages": [Stage(_on(9), "S40_AWAIT_HANDOVER"), Stage(_on(1, 12), "S50_REGISTERED")],
            },
        ),
        (
            "HO_OPEN",
            {"release_date": _on(9), "stages": [Stage(_on(9), "S40_AWAIT_HANDOVER")]},
            {
                "release_date": _on(9),
                "stages": [Stage(_on(9), "S40_AWAIT_HANDOVER"), Stage(_on(30), "S50_REGISTERED")],
            },
        ),
        (
            "ESC_DUE",
            {"release_date": _on(30), "must_escort": True},
            {"release_date": _on(1, 12), "must_escort": True},
        ),
        (
            "ESC_DONE",
            {"release_date": _on(30), "must_escort": True, "handover_mode": "03"},
            {"release_date": _on(30), "must_escort": True, "handover_mode": "06"},
        ),
        ("GROUPED", {"groups": [_on(30)]}, {"groups": [_on(1, 12)]}),
        ("FILED", {"filed_on": _on(30)}, {"filed_on": _on(1, 12)}),
        ("VISITS", {"contacts": [Seen(_on(1), "visit")]}, {"contacts": [Seen(_on(31, 10), "visit")]}),
        ("TALKS", {"contacts": [Seen(_on(30), "phone")]}, {"contacts": [Seen(_on(1, 12), "phone")]}),
        ("NOT_MET", {"contacts": [Seen(_on(30), "none")]}, {"contacts": [Seen(_on(30), "visit")]}),
        (
            "ASSESSED",
            {"levels": [Decided(_on(3, 12), "KEY", _on(30))]},
            {"levels": [Decided(_on(30), "KEY", _on(1, 12))]},
        ),
        (
            "TO_KEY",
            {"levels": [Decided(_on(2), "KEY", _on(1))]},
            {"levels": [Decided(_on(2), "KEY", _on(31, 10))]},
        ),
        (
            "PLACED",
            {"placements": [Placed(_on(30), placed=True)]},
            {"placements": [Placed(_on(1, 12), placed=True)]},
        ),
        (
            "PLACE_OPEN",
            {"placements": [Placed(_on(1, 12), placed=True)]},
            {"placements": [Placed(_on(30), placed=True)]},
        ),
        ("MEASURES", {"measures": [Done(_on(1), "H06")]}, {"measures": [Done(_on(31, 10), "H06")]}),
        ("RELIEF", {"reliefs": [Done(_on(30), "MEDICAL")]}, {"reliefs": [Done(_on(1, 12), "MEDICAL")]}),
        ("HONOURS", {"honours": [_on(30)]}, {"honours": [_on(1, 12)]}),
        ("BASE_IN", {"stays": [Spell(_on(30), None)]}, {"stays": [Spell(_on(1, 12), None)]}),
        ("BASE_END", {"stays": [Spell(_on(1), _on(1, 12))]}, {"stays": [Spell(_on(1), _on(30))]}),
        ("BASE_OUT", {"stays": [Spell(_on(1), _on(30))]}, {"stays": [Spell(_on(1), _on(1, 12))]}),
        ("WISH_RAISED", {"wishes": [Spell(_on(1), None)]}, {"wishes": [Spell(_on(31, 10), None)]}),
        ("WISH_ANSWERED", {"wishes": [Spell(_on(1), _on(30))]}, {"wishes": [Spell(_on(1), _on(1, 12))]}),
        # ten working days after Friday 13 November is Friday 27 November; after 16 November Monday 30
        ("WISH_DUE", {"wishes": [Spell(_on(16), None)]}, {"wishes": [Spell(_on(17), None)]}),
        ("WISH_IN_TIME", {"wishes": [Spell(_on(13), _on(27))]}, {"wishes": [Spell(_on(13), _on(28))]}),
        ("REOFF", {"reoffences": [_on(30)]}, {"reoffences": [_on(1, 12)]}),
        ("COHORT", {"release_date": _on(1, 11, 2021)}, {"release_date": _on(31, 10, 2021)}),
        (
            "COHORT_REOFF",
            {
                "release_date": _on(9, 11, 2021),
                "reoffences": [_on(9)],
                "stages": [Stage(_on(9, 11, 2021), "S60_ACTIVE")],
            },
            {
                "release_date": _on(9, 11, 2021),
                "reoffences": [_on(10)],
                "stages": [Stage(_on(9, 11, 2021), "S60_ACTIVE")],
            },
        ),
        (
            "SEALED",
            {"sealings": [Done(_on(30), "SEALED"), Done(_on(1, 12), "OPEN")]},
            {"sealings": [Done(_on(29), "SEALED"), Done(_on(30), "OPEN")]},
        ),
        ("SEALED", {"sealings": [Done(_on(30), "SEALED")]}, {"sealings": [Done(_on(1, 12), "SEALED")]}),
        (
            "SEALED",
            {"stages": [Stage(_on(1, 3), "S90_ARCHIVED")], "sealings": [Done(_on(1, 3), "SEALED")]},
            {"stages": ON_BOOKS},
        ),
        ("OVERDUE_CLOSE", {"period_end": _on(29)}, {"period_end": _on(30)}),
        (
            "URGENT",
            {"levels": [Decided(_on(30), "KEY", _on(9))]},
            {"levels": [Decided(_on(1, 12), "KEY", _on(9))]},
        ),
        (
            "MISSING",
            {"whereabouts": [Done(_on(30), "MISSING")]},
            {"whereabouts": [Done(_on(1, 12), "MISSING")]},
        ),
        (
            "AWAY",
            {"release_date": _on(9), "stages": [Stage(_on(9), "S40_AWAIT_HANDOVER")]},
            {"release_date": _on(9), "handover_date": _on(30)},
        ),
        ("SPLIT", {"duals": [Spell(_on(30), None, "LEAD")]}, {"duals": [Spell(_on(1), _on(30), "LEAD")]}),
        ("DUAL", {"duals": [Spell(_on(30), None, "ASSIST")]}, {"duals": [Spell(_on(1, 12), None, "ASSIST")]}),
        ("EXPIRING", {"period_end": date(2027, 2, 28)}, {"period_end": date(2027, 3, 1)}),
        ("EXPIRING", {"period_end": _on(1, 12)}, {"period_end": _on(30)}),
        (
            "INSIDE",
            {"stages": [Stage(_on(30), "S05_INSIDE")]},
            {"stages": [Stage(_on(1, 12), "S05_INSIDE")]},
        ),
        (
            "HELPED",
            {
                "groups": [_on(1, 3)],
                "contacts": [Seen(_on(21, 10), "visit")],
                "levels": [Decided(_on(9, 3), "KEY", _on(9, 3))],
            },
            {
                "groups": [_on(1, 3)],
                "contacts": [Seen(_on(20, 10), "visit")],
                "levels": [Decided(_on(9, 3), "KEY", _on(9, 3))],
            },
        ),
    ],
)
def test_one_is_inside_and_one_outside_by_a_day(
    name: str, inside: dict[str, object], outside: dict[str, object]
) -> None:
    assert len(_hits(name, **inside)) == 1
    assert _hits(name, **outside) == []


def test_a_transfer_in_stands_outside_of_the_hand_over() -> None:
    assert _hits("HO_DUE", release_date=_on(9)) != []
    assert _hits("HO_DUE", release_date=_on(9), source="TRANSFER_IN") == []


def test_who_turned_to_a_key_person_and_back_counts_once_each_way() -> None:
    levels = [
        Decided(_on(2), "GENERAL", _on(2)),
        Decided(_on(9), "KEY", _on(9)),
        Decided(_on(10), "KEY", _on(10)),
        Decided(_on(20), "GENERAL", _on(20)),
    ]
    assert _hits("TO_KEY", levels=levels) == [Hit("KEY", _on(9))]
    assert _hits("TO_GENERAL", levels=levels) == [Hit("GENERAL", _on(20))]


def test_visits_tell_their_way_and_placements_theirs() -> None:
    contacts = [Seen(_on(2), "visit", "HOME_VISIT"), Seen(_on(3), "visit", "WORK_VISIT")]
    assert [hit.source for hit in _hits("VISITS", contacts=contacts)] == ["HOME_VISIT", "WORK_VISIT"]
    placed = [Placed(_on(2), placed=True, way="05"), Placed(_on(9), placed=False, reason="03")]
    assert _hits("PLACED", placements=placed[:1]) == [Hit("05")]
    assert (_hits("PLACED", placements=placed), _hits("PLACE_OPEN", placements=placed)) == ([], [Hit("03")])
    assert _hits("PLACE_OPEN") == [Hit("")]
    assert _hits("PLACE_OPEN", facts={"employment": "10"}) == []


def test_relief_without_an_application_counts_once() -> None:
    helped = [Done(_on(2), "H04"), Done(_on(9), "H04"), Done(_on(9), "H06")]
    assert _hits("RELIEF", measures=helped) == [Hit("OTHER", _on(2))]
    told = [Done(_on(3), "MINIMUM")]
    assert _hits("RELIEF", measures=helped, reliefs=told) == [Hit("MINIMUM", _on(3))]


def test_a_re_offence_counts_on_the_day_of_its_judgment_and_by_months() -> None:
    left = [*ON_BOOKS, Stage(_on(20), "S86_TERMINATED", "NEW_SENTENCE")]
    assert _hits("REOFF", stages=left, release_date=_on(20, 5)) == [Hit("6", _on(20))]
    assert _hits("REOFF", stages=left, reoffences=[_on(5)]) == [Hit("", _on(5))]
    assert _hits("REOFF", stages=left, reoffences=[_on(5, 12)]) == []
    assert _hits("REOFF", stages=[Stage(_on(1), "S30_AWAIT_RELEASE")], reoffences=[_on(5)]) == []


def test_visits_are_due_by_what_was_known_at_the_beginning_and_attempts_do_not_count() -> None:
    key = [Decided(_on(9, 3), "KEY", _on(9, 3))]
    before = Seen(_on(20, 10), "visit")

    def due(*contacts: Seen) -> tuple[int, int]:
        seen = [before, *contacts]
        due_, done = (_hits(name, contacts=seen, levels=key) for name in ("VISIT_DUE", "VISIT_DONE"))
        return len(due_), len(done)

    assert due() == (1, 0)
    assert due(Seen(_on(29), "visit")) == (1, 1)  # 30 days and 10 days of grace
    assert due(Seen(_on(30), "visit")) == (1, 0)
    assert due(Seen(_on(9), "none")) == (1, 0)
    assert len(_hits("VISIT_DUE", contacts=[Seen(_on(30, 10), "visit")])) == 0
    assert _hits("VISIT_DUE", stages=[]) == []


def test_who_has_two_reasons_is_split_once() -> None:
    assert len(_hits("SPLIT", facts={"split_residence": True}, duals=[Spell(_on(1), None, "LEAD")])) == 1
    assert _hits("SPLIT", facts={"split_residence": True}, stages=[Stage(_on(1), "S40_AWAIT_HANDOVER")]) == []


def test_where_somebody_is_counts_from_its_day_and_the_file_speaks_where_nothing_was_noted() -> None:
    noted = [Done(_on(5), "MISSING"), Done(_on(9), "NORMAL")]
    assert _hits("MISSING", whereabouts=noted) == []
    assert _hits("MISSING", whereabouts=noted, period="2026-11-01..2026-11-08") != []
    assert _hits("MISSING", facts={"contact_state": "MISSING"}) != []
    assert _hits("PLACE_DUE", whereabouts=[Done(_on(5), "MISSING")]) == []


def test_a_cohort_is_of_those_who_came_and_knows_a_new_sentence_without_a_record() -> None:
    released = {"release_date": _on(9, 11, 2021)}
    came = Stage(_on(9, 11, 2021), "S60_ACTIVE")
    left = Stage(_on(9, 6), "S86_TERMINATED", "NEW_SENTENCE")
    assert _hits("COHORT", **released, stages=[]) == []
    assert _hits("COHORT_REOFF", **released, stages=[came, left]) != []
    assert _hits("COHORT_REOFF", **released, stages=[came]) == []
    assert _hits("COHORT") == []


def test_what_has_to_be_read_follows_from_the_sets() -> None:
    assert reads_of("BOOK_END") == Reads()
    assert reads_of("BOOK_END", ["urgent", "age_below"]) == Reads(frozenset({"levels"}))
    assert reads_of("PLACED", ["contact_state"]).parts == {"placements", "whereabouts"}
    assert (reads_of("VISITS") | reads_of("GROUPED")).parts == {"contacts", "groups"}
    assert all(one.parts <= EVERYTHING.parts and one.facts <= EVERYTHING.facts for one in SETS.values())
    with pytest.raises(KeyError):
        reads_of("NOBODY")


def test_a_fact_is_wanted_by_its_codes_by_any_or_by_none() -> None:
    assert has(["02", "05"], ("05",))
    assert has("61", ("*",))
    assert has(None, ("",))
    assert not has("", ("*",))
    assert not has(["02"], ("05",))


def test_who_left_the_books_is_not_about_to_expire() -> None:
    assert _hits("EXPIRING", period_end=_on(1, 12)) != []
    assert _hits("EXPIRING", period_end=_on(1, 12), stages=[]) == []
