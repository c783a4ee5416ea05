"""domain/daybook.py: the kinds of a line, and what is refused in their file."""

import pytest

from anbang_desktop.domain.daybook import parse_kinds
from anbang_desktop.domain.toml_table import TomlFault

DATA, PURPOSES = ("title", "amount", "scan"), ("COMFORT",)
BOOK = """
id = "x"
[kinds.comfort]
label = "慰问"
article = "A27"
told = "看望"
must = ["amount"]
purpose = "COMFORT"
receipt = true
[kinds.comfort.asks]
title = "名称"
amount = "合计"
[kinds.plan]
label = "计划"
article = "A12"
told = "计划"
[kinds.plan.asks]
title = "名称"
[own.asks]
title = "事项"
"""


def test_a_kind_says_what_it_asks_for_under_its_own_captions() -> None:
    book = parse_kinds(BOOK, DATA, PURPOSES)
    assert list(book.shipped) == ["慰问", "计划"]
    comfort, plan = book.shipped.values()
    assert comfort.asks == {"title": "名称", "amount": "合计"}
    assert (comfort.must, comfort.purpose, comfort.receipt, comfort.open) == (
        ("amount",),
        "COMFORT",
        True,
        False,
    )
    assert (plan.must, plan.purpose) == ((), "")
    assert book.kind("慰问") is comfort


def test_any_other_name_is_a_kind_of_the_offices_own() -> None:
    own = parse_kinds(BOOK, DATA, PURPOSES).kind("接待")
    assert (own.label, own.article, own.asks, own.must) == ("接待", "", {"title": "事项"}, ())


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('amount = "合计"', 'amuont = "合计"', "没有“amuont”"),
        ('must = ["amount"]', 'must = ["scan"]', "没有“scan”这个这一类要填的项目"),
        ('purpose = "COMFORT"', 'purpose = "GIFT"', "没有“GIFT”这个用途"),
        ('told = "看望"', 'told = "看望"\nword = "x"', "没有“word”这一项"),
    ],
)
def test_what_is_unknown_is_refused_with_its_line(old: str, new: str, complaint: str) -> None:
    with pytest.raises(TomlFault, match=complaint):
        parse_kinds(BOOK.replace(old, new), DATA, PURPOSES)
