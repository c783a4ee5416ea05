"""The kinds as shipped: each can be written down with nothing but what it asks for."""

import pytest

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.services.daybook import entries, kinds
from anbang_desktop.services.desk import Desk
from tests.support.sample_records import sample

SHIPPED = ("宣传", "会议", "计划总结", "经费", "慰问", "志愿者", "检查整改", "表彰", "政策库")


def test_the_kinds_are_those_of_the_regulation(empty_desk: Desk) -> None:
    assert tuple(kinds.labels(empty_desk)) == SHIPPED
    assert kinds.labels(empty_desk, ["来访接待"])[-1] == "来访接待"
    assert kinds.open_labels(empty_desk) == ["检查整改"]
    articles = [spell_basis(one.article) for one in kinds.book(empty_desk).shipped.values()]
    assert all(articles)


@pytest.mark.parametrize("label", SHIPPED)
def test_a_kind_takes_what_its_form_asks_for(empty_desk: Desk, label: str) -> None:
    form = kinds.form(empty_desk, label)
    one = entries.add(empty_desk, label, sample(form, empty_desk.codes))
    assert entries.show(empty_desk, one).kind == label
