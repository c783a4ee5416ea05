"""domain/conditions.py: facts as data ask for them; what is not known is neither yes nor no."""

import pytest

from anbang_desktop.domain.conditions import parse_condition
from anbang_desktop.domain.rule_keys import RuleKey

DATA = dict.fromkeys(("housing_state", "three_none", "children"))


def number(_key: RuleKey) -> int:
    return 16


@pytest.mark.parametrize(
    ("text", "values", "answer"),
    [
        ("housing_state:03|07", {"housing_state": "07"}, True),
        ("housing_state:03|07", {"housing_state": "01"}, False),
        ("housing_state:03|07", {}, None),
        ("housing_state:any", {"housing_state": "01"}, True),
        ("three_none:true", {"three_none": True}, True),
        ("three_none:true", {"three_none": False}, False),
        ("children:any", {"children": ("one",)}, True),
        ("children:any", {"children": ()}, None),
        ("children:a|b", {"children": ("b", "c")}, True),
        ("age<compulsory_education.age", {"age": 15}, True),
        ("age<compulsory_education.age", {"age": 16}, False),
        ("age<compulsory_education.age", {"age": None}, None),
    ],
)
def test_a_fact_holds_or_not_or_nobody_knows(
    text: str, values: dict[str, object], answer: bool | None
) -> None:
    assert parse_condition(text, DATA).holds(values, number) is answer


@pytest.mark.parametrize("text", ["no_such:1", "housing_state", "age<no.such.rule", "height<minor.age"])
def test_what_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="没有"):
        parse_condition(text, DATA)
