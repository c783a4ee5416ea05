"""Facts of a file as data ask for them: ``housing_state:03|07``, ``children:any``, ``age<minor.age``. A fact
that nobody has written down is not known, which is neither yes nor no.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from anbang_desktop.domain.rule_keys import RuleKey

ANY, TRUE = "any", "true"
AGE = "age"


@dataclass(frozen=True, slots=True)
class Condition:
    """``codes`` are those that make it hold; with ``below`` it is the age, under the number of a rule."""

    datum: str
    codes: tuple[str, ...] = ()
    below: RuleKey | None = None

    def holds(self, values: Mapping[str, object], number: Callable[[RuleKey], int]) -> bool | None:
        """Whether it does; None while the datum is not known."""
        value = values.get(self.datum)
        if value in (None, "", ()):
            return None
        if self.below is not None:
            return isinstance(value, int) and value < number(self.below)
        said = value if isinstance(value, tuple) else (value,)
        words = {TRUE if one is True else str(one) for one in said}
        return ANY in self.codes or bool(words & set(self.codes))


def parse_condition(text: str, data: Mapping[str, object]) -> Condition:
    """Read one; ValueError with a sentence for a datum or rule that does not exist."""
    name, mark, rest = text.partition("<")
    if mark:
        found: dict[str, RuleKey] = {key: key for key in get_args(RuleKey)}
        if name != AGE or rest not in found:
            raise ValueError(f"没有“{text}”这种写法：年龄写成 age<规则。")
        return Condition(AGE, below=found[rest])
    name, mark, rest = text.partition(":")
    if not mark or name not in data:
        raise ValueError(f"没有“{name}”这一项资料。")
    return Condition(name, tuple(rest.split("|")))
