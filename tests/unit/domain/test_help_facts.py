"""domain/help_facts.py: the data of needs and policies, read and checked whole."""

import pytest

from anbang_desktop.domain.help_facts import Fit, fit_of, parse_hints, parse_policies
from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.toml_table import TomlFault

FORM = dict.fromkeys(("employment", "id_no"))
HINTS = """
id = "x"
[[registration]]
help = "H06"
when = "employment:09"
words = "待业"
[[visit]]
help = "H06"
when = "work:03"
words = "没有工作"
"""
POLICY = """
id = "x"
[[policies]]
code = "A19"
article = 19
help = "H06"
name = "就业"
receiver_kind = "DEPARTMENT"
receiver = "人社局"
matter = "请安排。"
concerns = ["employment:09"]
conditions = [
    { words = "没有工作", when = ["employment:09"], proof = "失业登记" },
    { words = "有证", when = ["id_no:any"], proof = "身份证" },
    { words = "愿意", proof = "本人说明" },
]
"""


def number(_key: RuleKey) -> int:
    return 0


def test_hints_of_the_form_and_of_a_visit() -> None:
    read = parse_hints(HINTS, FORM, {"work": None})
    assert [one.help for one in (*read.registration, *read.visit)] == ["H06", "H06"]


def test_a_datum_that_does_not_exist_is_named_with_its_line() -> None:
    with pytest.raises(TomlFault, match=r"第 9 行.*没有“work”"):
        parse_hints(HINTS, FORM, {})
    with pytest.raises(TomlFault, match="没有“employment”"):
        parse_policies(POLICY, {"id_no": None})


def test_whom_a_policy_concerns() -> None:
    (policy,) = parse_policies(POLICY, FORM)
    assert policy.concerned({"employment": "09"}, number)
    assert policy.concerned({}, number), "what is not known may be"
    assert not policy.concerned({"employment": "02"}, number)
    (everybody,) = parse_policies(POLICY.replace('concerns = ["employment:09"]\n', ""), FORM)
    assert everybody.concerned({"employment": "02"}, number)


def test_what_is_lacking_is_named_and_decides_how_far_it_fits() -> None:
    (policy,) = parse_policies(POLICY, FORM)
    both = {"employment": "09", "id_no": "1"}
    assert [one.proof for one in policy.lacking(both, number)] == ["本人说明"], "no file says that"
    assert [one.met({"employment": "02"}, number) for one in policy.conditions] == [False, None, None]
    assert fit_of(()) is Fit.FITS
    assert fit_of(policy.lacking(both, number)) is Fit.ONE_SHORT
    assert fit_of(policy.lacking({}, number)) is Fit.UNKNOWN
