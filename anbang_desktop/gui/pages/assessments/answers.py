"""What was answered so far: agreed values, members' sheets, notes, needs, in the words that the services
take.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypedDict

from anbang_desktop.domain.instrument import UNKNOWN, Instrument, Item
from anbang_desktop.fields.assessment import Assessment, MemberSheet
from anbang_desktop.fields.field import name_of, names

Answer = str | None  # an option's words; None = 说不清
ITS = names(Assessment)


class Draft(TypedDict, total=False):
    """What is kept of an assessment that was begun and not saved."""

    agreed: dict[str, Answer]
    sheets: dict[str, dict[str, Answer]]
    notes: dict[str, str]
    needs: dict[str, str]
    meeting: dict[str, Any]  # as the form gives it
    end: dict[str, Any]
    form: str  # the id of the instrument


@dataclass(slots=True)
class Answers:
    """Changes while the group talks; an item that is absent has not been answered."""

    agreed: dict[str, Answer] = field(default_factory=dict)
    sheets: dict[str, dict[str, Answer]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, instrument: Instrument, record: Assessment) -> Self:
        """What was answered in an assessment, in the words of its instrument."""
        return cls(
            agreed=_in_words(instrument, record.agreed),
            sheets=sheets_in_words(instrument, record.sheets),
            notes=dict(record.spread_note),
            needs=dict(record.needs),
        )

    def take(self, instrument: Instrument, draft: Draft) -> None:
        """A draft over what stands there; answers to another instrument are left."""
        known = {item.code: {UNKNOWN, *(one.label for one in item.options)} for item in instrument.items}
        for code, answer in draft.get("agreed", {}).items():
            if code in known and (answer or UNKNOWN) in known[code]:
                self.agreed[code] = answer
        self.notes.update({code: words for code, words in draft.get("notes", {}).items() if code in known})
        self.needs.update(draft.get("needs", {}))

    def agree(self, code: str, answer: str | None) -> None:
        """Keep an answer as the entry gives it: None = not answered, UNKNOWN = 说不清."""
        keep(self.agreed, code, answer)

    def same_for_all(self, instrument: Instrument) -> dict[str, str]:
        """Items on which every sheet says the same: nothing to talk about."""
        found = {}
        for item in instrument.items:
            given = [sheet[item.code] for sheet in self.sheets.values() if item.code in sheet]
            if given and len(given) == len(self.sheets) and len(set(given)) == 1 and given[0] is not None:
                found[item.code] = str(given[0])
        return found

    def record(self) -> dict[str, object]:
        """The keys of the record that are not plain fields; its sheets come of the round."""
        return {
            name_of(ITS.agreed): self.agreed,
            name_of(ITS.spread_note): {code: words for code, words in self.notes.items() if words.strip()},
            name_of(ITS.needs): self.needs,
        }


def sheets_in_words(instrument: Instrument, sheets: Sequence[MemberSheet]) -> dict[str, dict[str, Answer]]:
    """Sheets by member, in the words of the options."""
    return {one.member: _in_words(instrument, one.values) for one in sheets}


def _in_words(instrument: Instrument, points: Mapping[str, int | None]) -> dict[str, Answer]:
    """Stored points as the words of the options."""
    known = {
        item.code: {one.points: one.label for one in reversed(item.options)} for item in instrument.items
    }
    return {code: None if value is None else known[code][value] for code, value in points.items()}


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
