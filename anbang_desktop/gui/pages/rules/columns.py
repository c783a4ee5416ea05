"""The lines of 规则: the rules in force, what a pack changes, whose days would move; and their columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.pack_difference import NUMBERS, everything
from anbang_desktop.domain.rule_keys import PackKey
from anbang_desktop.domain.rule_pack import UNIT_WORDS, RulePack
from anbang_desktop.gui.lists.listed import Listed, of_model
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.services.office.kept_rules import Taken
from anbang_desktop.services.packs.offered import Offered
from anbang_desktop.services.packs.rehearsal import Rehearsal

WIDTHS, LEAVE = (200, 250, 250, 230), (3,)
AFTER = 2  # the place of what would be; not there where no pack is looked at
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what or who, as it is, as it would be, why. ``no`` is the case that it is about."""

    what: str
    before: str
    after: str = ""
    why: str = ""
    no: str = ""


def in_force(pack: RulePack, codes: CodeBook) -> list[Line]:
    """The numbers first, each in its own words with what it is based on; then all else that the pack says."""
    numbers = [
        Line(pack.text(PackKey(key)), f"{rule.value} {UNIT_WORDS[rule.unit]}", "", spell_basis(rule.basis))
        for key, rule in pack.rules.items()
    ]
    others = (one for one in everything(pack, codes) if one.head != NUMBERS)
    return [*numbers, *(Line(one.what, one.after, "", one.head) for one in others)]


def changes(offered: Offered) -> list[Line]:
    """What the pack changes."""
    return [Line(one.what, one.before, one.after, one.head) for one in offered.differences]


def moved(told: Rehearsal) -> list[Line]:
    """Whose days would move."""
    return [
        Line(
            f"{one.name}　{one.village}　{one.what}".replace("　　", "　"),
            _iso(one.before),
            _iso(one.after),
            one.cause,
            one.no,
        )
        for one in told.moved
    ]


def taken(packs: Sequence[Taken]) -> list[Line]:
    """The packs that were taken, newest first."""
    return [
        Line(
            one.id,
            f"{one.effective_from.isoformat()} 起施行",
            f"{one.taken_on.isoformat()} {one.taken_by} 换上",
            f"{one.approver} {one.decided_on.isoformat()} 批准{f'，{one.number}' if one.number else ''}",
        )
        for one in packs
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else NOTHING


def columns() -> list[Column[Line]]:
    """In the order of WIDTHS."""
    return [
        Column[Line]("哪一项", lambda one: one.what, lambda one: one.what),
        Column[Line]("现在", lambda one: one.before, lambda one: one.before),
        Column[Line]("换了以后", lambda one: one.after, lambda one: one.after),
        Column[Line]("依据、原因", lambda one: one.why, lambda one: one.why),
    ]


def out_as(model: RecordsModel[Line], narrowed: Callable[[], str]) -> Listed[Line]:
    """On paper and in a workbook: lines, not people."""
    listed = of_model("rules", "规则", model, lambda line: line.no, narrowed)
    return replace(listed, unit="条", people=False)
