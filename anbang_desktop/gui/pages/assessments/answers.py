"""What was answered so far: agreed values, members' sheets, notes, needs, in the words that the services
take.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anbang_desktop.domain.instrument import UNKNOWN, Instrument, Item

Answer = str | None  # an option's words; None = 说不清


@dataclass(slots=True)
class Answers:
    """Changes while the group talks; an item that is absent has not been answered."""

    agreed: dict[str, Answer] = field(default_factory=dict)
    sheets: dict[str, dict[str, Answer]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)

    def agree(self, code: str, answer: str | None) -> None:
        """Keep an answer as the entry gives it: None = not answered, UNKNOWN = 说不清."""
        keep(self.agreed, code, answer)

    def same_for_all(self, instrument: Instrument) -> dict[str, str]:
        """Items on which every sheet says the same: nothing to talk about."""
        found = {}
        for item in instrument.items:
            given = [sheet[item.code] for sheet in self.sheets.values() if item.code in sheet]
            if len(given) == len(self.sheets) and len(set(given)) == 1 and given[0] is not None:
                found[item.code] = str(given[0])
        return found

    def record(self) -> dict[str, object]:
        """The keys of the record that are not plain fields."""
        return {
            "sheets": [{"member": name, "values": sheet} for name, sheet in self.sheets.items()],
            "agreed": self.agreed,
            "spread_note": {code: words for code, words in self.notes.items() if words.strip()},
            "needs": self.needs,
        }


def keep(answers: dict[str, Answer], code: str, answer: str | None) -> None:
    """Put one answer into a sheet, or take it out."""
    if answer is None:
        answers.pop(code, None)
    else:
        answers[code] = None if answer == UNKNOWN else answer


def choices(item: Item, *, points: bool) -> Sequence[tuple[str, str]]:
    """The answers of an item, and 说不清; without ``points`` for a member, so that nobody aims at a sum
    (as on the paper sheet).
    """
    said = (
        (one.label, f"{one.label}　{one.points} 分".replace("-", "−") if points else one.label)
        for one in item.options
    )
    return [*said, (UNKNOWN, UNKNOWN)]


def shown(answers: Mapping[str, Answer], code: str) -> str | None:
    """An answer as the entry takes it."""
    return None if code not in answers else answers[code] or UNKNOWN
