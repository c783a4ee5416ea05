"""The lines of 评估表: the forms in use, the faults of one that was edited, what it changes, of whom it would
say something else; and their columns.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.gui.lists.listed import Listed, of_model
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.services.office.kept_rules import Taken
from anbang_desktop.services.packs import own_instrument
from anbang_desktop.services.packs.instrument_trial import Trial
from anbang_desktop.services.packs.own_instrument import Edited

WIDTHS, LEAVE = (190, 270, 210, 400), (3,)
AFTER, WHY = 2, 3  # the places of what would be and why; not there where no line has one
_PLACE = re.compile(r".*? (?P<line>第 \d+ 行)[^：]*：(?P<words>.*)", re.DOTALL)  # of a TomlFault


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what or who, as it is, as it would be, why. ``no`` is the case that it is about: it stands on
    paper instead of the name.
    """

    what: str
    before: str
    after: str = ""
    why: str = ""
    no: str = ""


def in_use(forms: Sequence[Instrument]) -> list[Line]:
    """The forms in use, the long one first, each line by line."""
    return [
        Line(what, told, "", f"{form.name} {form.version}")
        for form in reversed(forms)
        for what, told in own_instrument.lines(form)
    ]


def taken(forms: Sequence[Taken]) -> list[Line]:
    """The forms that were taken, newest first."""
    return [
        Line(
            one.id,
            f"{one.effective_from.isoformat()} 起用",
            f"{one.taken_on.isoformat()} {one.taken_by} 换上",
            f"{one.approver} {one.decided_on.isoformat()} 批准{f'，{one.number}' if one.number else ''}",
        )
        for one in forms
    ]


def faults(edited: Edited) -> list[Line]:
    """Every fault, with its place."""
    told = ((one, _PLACE.match(one)) for one in edited.faults)
    return [Line(place["line"], place["words"]) if place else Line("整张表", one) for one, place in told]


def changes(edited: Edited) -> list[Line]:
    """What the edited form changes."""
    return [Line(one.what, one.before, one.after) for one in edited.changes]


def turned(told: Trial) -> list[Line]:
    """Of whom it would say something else, and why."""
    return [
        Line(
            "　".join(filter(None, (one.name, one.village))),
            one.before,
            f"{one.after}（{one.way}）",
            "；".join(one.why),
            one.no,
        )
        for one in told.turned
    ]


def counts(told: Trial) -> list[Line]:
    """How many, by what was and would be suggested; those who could not be scored, and for want of what."""
    lines = [Line(f"{many} 人", before, after) for before, after, many in told.counts]
    if told.unscored:
        lines.append(Line(f"{told.unscored} 人", "答案不全，不能试评"))
    lines += [Line(f"{many} 人", f"缺“{item}”的答案") for item, many in told.lacking]
    if told.without:
        lines.append(Line(f"{told.without} 人", "没有用这种表评过"))
    return lines


def named(found: Sequence[Line], codes: CodeBook) -> list[Line]:
    """The lines with the names of kinds of assessment and of help instead of their codes."""
    names = [(one.code, one.name) for key in ("assessment_kind", "help_type") for one in codes[key]]

    def words(text: str) -> str:
        for code, name in names:
            text = text.replace(code, name)
        return text

    return [replace(one, before=words(one.before), after=words(one.after)) for one in found]


def columns() -> list[Column[Line]]:
    """In the order of WIDTHS; no name goes on paper."""
    return [
        Column[Line](
            "哪一项", lambda one: one.what, lambda one: one.what, on_paper=lambda one: one.no or one.what
        ),
        Column[Line]("现在", lambda one: one.before, lambda one: one.before),
        Column[Line]("换了以后", lambda one: one.after, lambda one: one.after),
        Column[Line]("原因", lambda one: one.why, lambda one: one.why),
    ]


def out_as(model: RecordsModel[Line], narrowed: Callable[[], str]) -> Listed[Line]:
    """On paper and in a workbook: lines, not people."""
    listed = of_model("instruments", "评估表", model, lambda line: line.no, narrowed)
    return replace(listed, unit="条", people=False)
