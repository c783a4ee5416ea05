"""政策匹配: what the articles 14–26 offer this person, what is still missing for it, and the referral that
asks for it. It never refuses: whoever decides is the department.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from anbang_desktop.domain.conditions import AGE
from anbang_desktop.domain.help_facts import Asked, Fit, Policy, fit_of
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import board, data
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

ITS = names(Letter)
_ORDER = tuple(Fit)


@dataclass(frozen=True, slots=True)
class Match:
    """One policy for one person; ``lacking`` is what is not met or not known, with the proof that shows
    it.
    """

    policy: Policy
    fit: Fit
    lacking: tuple[Asked, ...]

    @property
    def words(self) -> str:
        """What is missing, in words."""
        return "；".join(f"还要：{one.words}（{one.proof}）" for one in self.lacking)


def of(desk: Desk, about: CaseFile) -> tuple[Match, ...]:
    """The policies that may be meant for this person, those that fit first."""
    values = {**about.values, AGE: board.age_of(desk, about)}
    number = desk.pack.number
    found = []
    for policy in data.policies():
        if policy.concerned(values, number):
            lacking = policy.lacking(values, number)
            found.append(Match(policy, fit_of(lacking), lacking))
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.fit), one.policy.code)))


def referral(policy: Policy) -> Mapping[str, object]:
    """What stands in a referral for it before anybody types."""
    return {
        name_of(ITS.letter_type): "REFERRAL",
        name_of(ITS.help): policy.help,
        name_of(ITS.receiver_kind): policy.receiver_kind,
        name_of(ITS.receiver): policy.receiver,
        name_of(ITS.matter): policy.matter,
    }
