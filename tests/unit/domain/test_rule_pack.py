"""The rule pack and the shipped default."""

from dataclasses import replace
from datetime import date

import pytest

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import PaperKey, RuleBook, RulePack


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("period.prison_release.years", 5),
        ("period.correction_ended.years", 3),
        ("period.parole_ended.years", 3),
        ("period.temporary_outside_ended.years", 5),
        ("verification.reply.workdays", 10),
        ("register.after_return.days", 5),
        ("register.key.days", 3),
        ("firstvisit.after_return.days", 7),
        ("notreported.escalate.days", 20),
        ("agreement.after_register.days", 5),
        ("group.after_register.days", 10),
        ("assessment.initial.days", 15),
        ("assessment.interval.months", 6),
        ("assessment.interval.KEY.months", 3),
        ("contact.KEY.interval_days", 30),
        ("contact.KEY.first.interval_days", 15),
        ("contact.GENERAL.interval_days", 90),
        ("contact.first_year.interval_days", 60),
        ("level.review.event_days", 10),
        ("transfer.reply.days", 10),
        ("missing.search.days", 10),
        ("missing.report.days", 30),
        ("wish.reply.workdays", 10),
        ("group.min_size", 3),
        ("expiry.remind.first.days", 60),
        ("expiry.remind.second.days", 30),
        ("expiry.remind.last.days", 7),
    ],
)
def test_the_default_pack_has_every_number_of_the_brief(pack: RulePack, key: str, value: int) -> None:
    assert pack.number(PackKey(key)) == value


def test_every_rule_says_its_number_and_where_it_comes_from(pack: RulePack) -> None:
    for name, rule in pack.rules.items():
        key = PackKey(name)
        assert str(rule.value) in pack.text(key), key
        assert "{" not in pack.text(key), key
        assert pack.reason(key).basis, key


def test_head_of_the_pack(pack: RulePack) -> None:
    assert (pack.name, pack.effective_from) == ("通用规则", date(2025, 2, 1))
    assert pack.case_no("XP01", 2026, 7) == "XP01-2026-0007"
    assert pack.agreement_no("西坡", 2026, 7) == "西坡帮协〔2026〕7号"


def test_the_pack_of_the_day_judges(pack: RulePack) -> None:
    later = replace(pack, id="county-2026-07", effective_from=date(2026, 7, 1))
    book = RuleBook([later, pack])
    assert book.on(date(2026, 6, 30)) is pack
    assert book.on(date(2026, 7, 1)) is later
    assert book.on(date(2019, 1, 1)) is pack


@pytest.mark.parametrize(
    ("level", "days", "rule"),
    [
        ("KEY", 0, "contact.KEY.first.interval_days"),
        ("KEY", 89, "contact.KEY.first.interval_days"),
        ("KEY", 90, "contact.KEY.interval_days"),
        ("GENERAL", 364, "contact.first_year.interval_days"),
        ("GENERAL", 365, "contact.GENERAL.interval_days"),
        (None, 0, "contact.first_year.interval_days"),
    ],
)
def test_contact_intervals_by_level_and_time(pack: RulePack, level: str | None, days: int, rule: str) -> None:
    assert pack.contact_step(level, days).rule == rule


def test_code_tables_and_pack_agree(pack: RulePack, codes: CodeBook) -> None:
    assert set(pack.period.by_release_type) == {item.code for item in codes["release_type"]}
    assert {level.code for level in pack.levels} == {item.code for item in codes["level"]}
    assert {trigger.code for trigger in pack.key_triggers} == {item.code for item in codes["key_trigger"]}
    assert {reason.code for reason in pack.closure_reasons} == {item.code for item in codes["closure_reason"]}
    results = {item.code for item in codes["verification_result"]}
    assert pack.verification.accepted | pack.verification.returned <= results
    assert not pack.verification.accepted & pack.verification.returned
    kinds = {item.code for item in codes["member_kind"]}
    assert {*pack.group.required_kinds, pack.group.leader_kind} <= kinds


def test_papers_stand_in_the_order_of_their_numbers(pack: RulePack) -> None:
    assert [paper.no for paper in pack.papers] == [str(number) for number in range(19)]
    assert {paper.key for paper in pack.papers} == set(PaperKey)


def test_a_trigger_by_its_code(pack: RulePack) -> None:
    drugs = pack.trigger("DRUGS")
    assert drugs is not None
    assert drugs.sources == (("special_case", "02"),)
    assert pack.trigger("UNKNOWN") is None


def test_a_book_needs_a_pack() -> None:
    with pytest.raises(ValueError, match="no rule pack"):
        RuleBook([])


def test_holidays_and_worked_sundays(pack: RulePack) -> None:
    assert not pack.calendar.works(date(2026, 10, 5))
    assert pack.calendar.works(date(2026, 10, 10))
    assert not pack.calendar.works(date(2026, 11, 28))
    assert pack.calendar.works(date(2026, 11, 30))
