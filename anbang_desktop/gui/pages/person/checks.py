"""核查与衔接: what was checked before the release and how the person was handed over."""

from PySide6.QtWidgets import QFrame

from anbang_desktop.domain.states import State, state
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.pages.person.context import PersonContext, Record, day_of, short_day
from anbang_desktop.gui.pages.person.lines import nothing
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.facts import facts
from anbang_desktop.gui.theme import roomy

WAITING = (State.S10_NOTICE, State.S20_VERIFYING)
CHECKED = (
    "checker", "second_checker", "methods", "item_result", "family_accepts", "housing_plan", "work_plan",
    "conditions", "suggest_escort", "reply_no", "reply_way", "remark",
)  # fmt: skip
HANDED = (
    "route", "mode", "custody_unit", "must_escort", "workers", "relatives", "police", "village", "headcount",
    "papers", "state_note", "account", "failed_reason", "failed_action", "remark",
)  # fmt: skip


def checks(subject: PersonContext) -> QFrame:
    """The newest verification and hand-over; older ones are counted."""
    return box(column(_verification(subject), _handover(subject), gap=8), "scroll")


def _verification(subject: PersonContext) -> QFrame:
    found = subject.records("verification")
    if not found:
        waiting = state(subject.person.state_code) in WAITING
        return nothing(
            "还没有核查记录。" if waiting else "没有核查记录（直接登记的人可以没有）。", Verb.VERIFY, subject
        )
    one = found[-1]
    word = subject.words("verification", one, "result")
    replied = day_of(one.get("replied_on"))
    chips: list[Item] = [Chip("done", word)]
    chips.append(
        Chip("done", f"{short_day(replied, subject.today)}已回执") if replied else Chip("soon", "还没有回执")
    )
    return _record(
        subject, "信息核查", "verification", one, len(found), CHECKED, chips, Verb.VERIFY, "checked_on"
    )


def _handover(subject: PersonContext) -> QFrame:
    found = subject.records("handover")
    if not found:
        return nothing("还没有衔接记录。", Verb.HAND_OVER, subject)
    one = found[-1]
    chips: list[Item] = [Chip("done", subject.words("handover", one, "mode") or "已衔接")]
    return _record(
        subject, "衔接登记", "handover", one, len(found), HANDED, chips, Verb.HAND_OVER, "handover_date"
    )


def _record(
    subject: PersonContext,
    title: str,
    kind: str,
    one: Record,
    count: int,
    names: tuple[str, ...],
    chips: list[Item],
    verb: Verb,
    day: str,
) -> QFrame:
    when = short_day(day_of(one.get(day)) or day_of(one.get("on")), subject.today)
    older = f"共 {count} 次，显示最近一次" if count > 1 else ""
    head = row(
        text(title, "strong"),
        text(when),
        *chips,
        text(older, "hint"),
        None,
        button("再登记", "link", act=lambda: subject.acts.do(verb)),
        gap=10,
    )
    labels = {field.name: field.label for field in subject.acts.fields(kind)}
    pairs = [(labels[name], subject.words(kind, one, name)) for name in names if name in labels]
    return box(column(head, facts(pairs, 2 if roomy() else 1), gap=8, pad=(24, 12, 16, 12)))
