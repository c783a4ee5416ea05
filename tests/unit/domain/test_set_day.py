"""A deadline stands as it was set, until something it follows from changes or a newer rule takes effect."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from anbang_desktop.domain.reckoning import Reckoning, deadline
from anbang_desktop.domain.rule_pack import RuleBook, RulePack
from anbang_desktop.domain.set_day import SetDay, from_plain, settle

START, SET = date(2026, 11, 13), date(2026, 11, 13)


def newer(pack: RulePack, since: date) -> RulePack:
    rule = replace(pack.rule("agreement.after_register.days"), value=9)
    return replace(pack, id="new", effective_from=since, rules={**pack.rules, rule.key: rule})


def due(pack: RulePack, start: date = START) -> Reckoning:
    return deadline(pack, "agreement.after_register.days", "登记日期", start)


@pytest.fixture
def there(pack: RulePack) -> SetDay:
    return SetDay(due(pack), SET)


def test_what_is_kept_is_read_again(there: SetDay, pack: RulePack) -> None:
    moved = replace(there, before=due(newer(pack, SET)))
    for one in (there, moved):
        assert from_plain(one.plain()) == one


def test_it_stands_while_nothing_changes(there: SetDay, pack: RulePack) -> None:
    book = RuleBook([pack])
    assert settle(there, due(pack), SET + timedelta(days=9), book.knows) is there
    assert there.shown(due(pack)) == due(pack)


def test_a_pack_from_before_it_was_set_changes_nothing(there: SetDay, pack: RulePack) -> None:
    later = newer(pack, SET - timedelta(days=30))
    book = RuleBook([pack, later])
    assert settle(there, due(later), SET + timedelta(days=9), book.knows) is there
    assert there.shown(due(later)).result == due(pack).result
    assert there.shown(due(later)).told == "2026年11月13日按当时的规则定下，以后改的规则不改这一天"


def test_a_pack_that_takes_effect_later_sets_it_anew_and_tells_the_old_day(
    there: SetDay, pack: RulePack
) -> None:
    later, today = newer(pack, SET + timedelta(days=2)), SET + timedelta(days=2)
    made = settle(there, due(later), today, RuleBook([pack, later]).knows)
    assert (made.why, made.set_on, made.before) == (due(later), today, there.why)
    assert made.shown(due(later)).told == (
        "原定2026年11月18日（登记后 5 日内签订协议或者记明拒签），2026年11月15日起按新规则改为2026年11月23日"
    )


def test_another_start_or_a_pack_taken_back_is_set_anew_without_a_word(there: SetDay, pack: RulePack) -> None:
    book, today = RuleBook([pack]), SET + timedelta(days=1)
    moved = due(pack, START + timedelta(days=1))
    assert settle(there, moved, today, book.knows) == SetDay(moved, today)
    gone = SetDay(due(newer(pack, SET)), SET)
    assert settle(gone, due(pack), today, book.knows) == SetDay(due(pack), today)
    assert settle(None, due(pack), today, book.knows) == SetDay(due(pack), today)


def test_what_a_sentence_adds_today_is_kept(there: SetDay, pack: RulePack) -> None:
    more = replace(due(pack), rule=f"{due(pack).rule}；已逾期")
    assert there.shown(more).rule == more.rule
