"""What was read of one row so far: its values, its words, and everything there is to say about them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anbang_desktop.domain.id_number import IdReading, read_id_number
from anbang_desktop.domain.roster_plan import Level
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, Case, Client
from anbang_desktop.fields.field import Field, name_of, names

FIELDS: Mapping[str, Field] = {one.name: one for one in (*CLIENT_FIELDS, *CASE_FIELDS)}
_CLIENT, _CASE = names(Client), names(Case)
NAME, ID_NO, SEX, BIRTH_DATE = map(name_of, (_CLIENT.name, _CLIENT.id_no, _CLIENT.sex, _CLIENT.birth_date))
FORMER_NAME, ID_TYPE, ID_OTHER_NO = map(name_of, (_CLIENT.former_name, _CLIENT.id_type, _CLIENT.id_other_no))
UNVERIFIED, BIRTH_REASON = map(name_of, (_CLIENT.id_unverified, _CLIENT.birth_reason))
RELEASE_TYPE, RELEASE_DATE, REMARK = map(name_of, (_CASE.release_type, _CASE.release_date, _CASE.remark))
TERM, TERM_START, TERM_END = map(name_of, (_CASE.term, _CASE.term_start, _CASE.term_end))
CUSTODY = name_of(_CASE.custody_unit)
VILLAGE = name_of(_CASE.village)
OWN = (NAME, ID_NO)  # whoever shares a cell of these is one person
OUTER_NUMBERS = name_of(_CLIENT.outer_numbers)
OUTER_NO = "external_no"  # a column that is no datum: the number of another system, which the heading names
TERM_SPAN = "term_span"  # a column of the lists that is no datum: both days of the term in one cell
DECISIVE = frozenset({NAME, ID_NO, BIRTH_DATE, TERM_START, TERM_END, RELEASE_DATE, TERM_SPAN})
_LONGEST_REMARK = 7_900  # the remark's 8,000 less the words that say so
_UNFIT, NOT_KEPT = frozenset({"Cc", "Cs", "Co", "Cn"}), "□"
_OWN_LABELS = {TERM_SPAN: "刑期起止", OUTER_NO: "其他系统的编号"}

NO_NUMBER = read_id_number("")


@dataclass(frozen=True, slots=True)
class Problem:
    """Which cell, how grave, and a Chinese sentence: which, why, what to do. ``column`` is the heading in
    the file. ``ours``: it tells of what the office holds.
    """

    field: str
    column: str
    level: Level
    what: str
    ours: bool = False


@dataclass(slots=True)
class RowReading:
    """Filled in place while the row is read, then frozen into a planned row."""

    number: int
    headers: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    derived: set[str] = field(default_factory=set)  # filled by the program: never overwrites what is known
    unplaced: list[str] = field(default_factory=list)  # what has no place of its own, for the remark
    months: dict[str, date] = field(default_factory=dict)  # days of which only the month stands there
    doubts: dict[str, str] = field(default_factory=dict)  # days that were read, and why somebody must look
    identity: IdReading = NO_NUMBER

    def take(self, other: "RowReading") -> None:
        """What one cell says, read for another row before."""
        self.values.update(other.values)
        self.shown.update(other.shown)
        if other.problems:
            self.problems.extend(other.problems)
        if other.unplaced:
            self.unplaced.extend(other.unplaced)
        if other.months or other.doubts:
            self.months.update(other.months)
            self.doubts.update(other.doubts)

    def say(self, name: str, level: Level, what: str) -> None:
        """Note a problem of a field of this row."""
        self.problems.append(Problem(name, self.headers.get(name) or label_of(name), level, what))

    def said_of(self, name: str) -> bool:
        """Whether anything was said of a field."""
        return bool(self.problems) and any(problem.field == name for problem in self.problems)

    def refused(self, name: str) -> bool:
        """Whether a field can't be taken as it is."""
        return bool(self.problems) and any(
            one.field == name and one.level is Level.ERROR for one in self.problems
        )

    def derive(self, name: str, value: object, shown: str = "") -> None:
        """A value the list doesn't give itself; what it does give stays."""
        if self.values.get(name) is None:
            self.values[name] = value
            self.derived.add(name)
            if shown:
                self.shown[name] = shown

    def take_day(self, name: str, day: date) -> None:
        """A day that was read."""
        self.values[name] = day
        self.shown[name] = day.isoformat()

    def keep(self, name: str, text: str) -> None:
        """What has no place of its own isn't lost: the remark says it in the list's words."""
        label = label_of(name) if name in FIELDS or name in _OWN_LABELS else self.headers.get(name, name)
        self.unplaced.append(f"名单原文：{label}“{text.strip()}”")

    def write_remark(self) -> None:
        """What has no place of its own stands behind the list's own remark."""
        if not self.unplaced:
            return
        told = (_printable(one) for one in self.unplaced)
        remark = "；".join(filter(None, (str(self.values.get(REMARK) or ""), *told)))
        self.unplaced.clear()
        if len(remark) > _LONGEST_REMARK and not self.said_of(REMARK):
            self.say(REMARK, Level.NOTE, "备注太长，只记下前面的部分，全文在名单原件里")
        cut = len(remark) > _LONGEST_REMARK
        self.values[REMARK] = f"{remark[:_LONGEST_REMARK]}……（余下的见名单原件）" if cut else remark


def _printable(text: str) -> str:
    """The list's words with a box for every sign that can't be kept."""
    if text.isprintable():
        return text
    kinds = ((sign, unicodedata.category(sign)) for sign in text)
    shown = (
        NOT_KEPT if kind in _UNFIT and sign not in "\n\t" else sign for sign, kind in kinds if kind != "Cf"
    )
    return "".join(shown)


def label_of(name: str) -> str:
    """What a clerk calls a column's meaning."""
    return FIELDS[name].label if name in FIELDS else _OWN_LABELS.get(name, name)
