"""Which facts say that help is needed before anybody has asked, and what the articles 14–26 offer to whom
(``resources/help``): data, read and checked whole.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from anbang_desktop.domain.conditions import Condition, parse_condition
from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.toml_table import Table, read_toml

Numbers = Callable[[RuleKey], int]


@dataclass(frozen=True, slots=True)
class Hint:
    """A fact that says that help of a type is needed."""

    help: str
    when: Condition
    words: str


@dataclass(frozen=True, slots=True)
class Hints:
    """The facts of the registration form and those of a visit."""

    registration: tuple[Hint, ...]
    visit: tuple[Hint, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a policy asks for; met when any of ``when`` holds, never by the file alone where there is none."""

    words: str
    when: tuple[Condition, ...]
    proof: str

    def met(self, values: Mapping[str, object], number: Numbers) -> bool | None:
        """True, False, or None while the file does not say."""
        answers = [one.holds(values, number) for one in self.when]
        if True in answers:
            return True
        return None if None in answers or not answers else False


class Fit(StrEnum):
    """How far somebody fits a policy, in words that never refuse."""

    FITS = "符合"
    ONE_SHORT = "差一项"
    UNKNOWN = "资料不足"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an article offers, and to whom a referral for it goes."""

    code: str
    article: int
    help: str
    name: str
    receiver_kind: str
    receiver: str
    matter: str
    concerns: tuple[Condition, ...]
    conditions: tuple[Asked, ...]

    def concerned(self, values: Mapping[str, object], number: Numbers) -> bool:
        """Whether it may be meant for this person: a fact that is not known may be."""
        answers = [one.holds(values, number) for one in self.concerns]
        return not answers or True in answers or (None in answers and False not in answers)

    def lacking(self, values: Mapping[str, object], number: Numbers) -> tuple[Asked, ...]:
        """What is not met or not known."""
        return tuple(one for one in self.conditions if one.met(values, number) is not True)


def fit_of(lacking: Iterable[Asked]) -> Fit:
    """Nothing lacking, one thing, or more."""
    count = len(tuple(lacking))
    return (Fit.FITS, Fit.ONE_SHORT, Fit.UNKNOWN)[min(count, 2)]


def parse_hints(text: str, form: Mapping[str, object], visit: Mapping[str, object]) -> Hints:
    """Read ``needs.toml``; ``form`` and ``visit`` are the data that it may name."""
    return read_toml(text, "需求提示", partial(_hints, form=form, visit=visit))


def parse_policies(text: str, form: Mapping[str, object]) -> tuple[Policy, ...]:
    """Read ``policies.toml``."""
    return read_toml(text, "政策匹配", partial(_policies, form=form))


def _hints(root: Table, form: Mapping[str, object], visit: Mapping[str, object]) -> Hints:
    root.text("id")
    return Hints(
        tuple(_hint(one, form) for one in root.tables("registration")),
        tuple(_hint(one, visit) for one in root.tables("visit")),
    )


def _hint(table: Table, data: Mapping[str, object]) -> Hint:
    return Hint(table.text("help"), _condition(table, "when", table.text("when"), data), table.text("words"))


def _condition(table: Table, key: str, text: str, data: Mapping[str, object]) -> Condition:
    try:
        return parse_condition(text, data)
    except ValueError as reason:
        raise table.fault(key, str(reason)) from None


def _policies(root: Table, form: Mapping[str, object]) -> tuple[Policy, ...]:
    root.text("id")
    return tuple(_policy(one, form) for one in root.tables("policies"))


def _policy(table: Table, form: Mapping[str, object]) -> Policy:
    return Policy(
        table.text("code"),
        table.number("article"),
        table.text("help"),
        table.text("name"),
        table.text("receiver_kind"),
        table.text("receiver"),
        table.text("matter"),
        _conditions(table, "concerns", form),
        tuple(_asked(one, form) for one in table.tables("conditions")),
    )


def _asked(table: Table, form: Mapping[str, object]) -> Asked:
    return Asked(table.text("words"), _conditions(table, "when", form), table.text("proof"))


def _conditions(table: Table, key: str, form: Mapping[str, object]) -> tuple[Condition, ...]:
    listed = table.texts(key) if key in table else ()
    return tuple(_condition(table, key, one, form) for one in listed)
