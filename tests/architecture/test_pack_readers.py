"""No word of a rule pack without a reader: whatever a county can write into one, some part of the program
asks for. That a changed *number* changes a result is shown in ``office/test_every_rule``.
"""

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from anbang_desktop.domain.levels import Band, ContactStep, Level
from anbang_desktop.domain.rule_pack import (
    Approval,
    Approver,
    ClosureReason,
    GroupRule,
    HealthRule,
    KeyTrigger,
    Paper,
    PeriodRule,
    Rule,
    RulePack,
    VerificationRule,
    WorkCalendar,
)

PACKAGE = Path(__file__).resolve().parents[2] / "anbang_desktop"
WRITERS = ("rule_pack_file.py", "pack_difference.py", "levels_file.py")  # they read all there is
PARTS = (
    RulePack, PeriodRule, VerificationRule, GroupRule, HealthRule, KeyTrigger, ClosureReason, Approval,
    Approver, Paper, WorkCalendar, Rule, Level, Band, ContactStep,
)  # fmt: skip


def asked() -> set[str]:
    """Every attribute that is read anywhere but where packs are read and compared."""
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        if file.name not in WRITERS:
            tree = ast.parse(file.read_text("utf-8"))
            found |= {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    return found


@pytest.fixture(scope="module")
def readers() -> set[str]:
    return asked()


@pytest.mark.parametrize("part", PARTS, ids=lambda one: one.__name__)
def test_every_word_of_a_pack_has_a_reader(part: type[RulePack], readers: set[str]) -> None:
    assert not [one.name for one in fields(part) if one.name not in readers]
