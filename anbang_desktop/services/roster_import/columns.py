"""What each column of a list is in this office: known by its name, offered, said by a hand, or kept in the
remark.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from anbang_desktop import paths
from anbang_desktop.domain import roster_columns
from anbang_desktop.domain.column_guess import IGNORED, NOBODY_KNOWS, Guess
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.column_values import looks_like, spread, suits
from anbang_desktop.domain.column_words import BOOK, LIST, SHEET, ColumnWords, fold, parse_column_words
from anbang_desktop.domain.roster_columns import IN_REMARK, Found, Header
from anbang_desktop.domain.roster_plan import Level, Treatment
from anbang_desktop.domain.roster_words import RosterWords, parse_roster_words
from anbang_desktop.domain.sheet import Sheet
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.services.cases.on_books import Opening
from anbang_desktop.services.roster_import.opening import FIELDS as OPENED
from anbang_desktop.services.roster_import.opening import likely, opening_words
from anbang_desktop.services.roster_import.plan import (
    BY_HAND,
    TREATMENT_WORDS,
    ImportPlan,
    PlannedColumn,
)
from anbang_desktop.services.roster_import.row_reading import (
    FIELDS,
    OUTER_NO,
    OUTER_NUMBERS,
    Problem,
    RowReading,
)

SAMPLES = 3
HELD = 40  # cells of a column held against every field
LEAVE_OUT = "不导入"
_LATER = "导入不登记“{name}”，原文记入备注"
_RECKONED = "“{name}”由程序算出，不登记"
# one column, several fields
TOGETHER = {
    "emergency_contact": ("emergency_name", "emergency_relation"),
    "term_span": ("term_start", "term_end"),
    OUTER_NO: (OUTER_NUMBERS,),
}


@cache
def roster_words() -> RosterWords:
    """What headings, footers and words of lists mean (``resources/import/columns.toml``)."""
    return parse_roster_words(paths.resources("import", "columns.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Use:
    """For what a list is read: the words of the dictionary that hold, and the fields that it writes."""

    words_of: tuple[str, str]
    written: str
    further: frozenset[str] = frozenset()

    @property
    def words(self) -> ColumnWords:
        """The dictionary of column words for this use."""
        return _column_words(self)

    @property
    def reader(self) -> roster_columns.ListReader:
        """What finds such lists in a workbook."""
        return _list_reader(self)

    def fills(self, field: str | None) -> bool:
        """Whether such a list writes that field; what belongs to another use is known, but not written."""
        meaning = self.words.meaning(field or "")
        if meaning is None:
            return False
        own = self.written in meaning.use and (field in FIELDS or field in TOGETHER)
        return own or field in self.further

    def targets(self) -> list[tuple[str, str]]:
        """What a column can be matched to: (identifier, Chinese name), in the order of the registration
        form.
        """
        form = [(one.name, one.label) for one in (*CLIENT_FIELDS, *CASE_FIELDS) if self.fills(one.name)]
        known = {name for name, _label in form}
        more = [one for one in self.words.meanings if one.field not in known]
        return form + [(one.field, one.label or one.name) for one in more if self.fills(one.field)]


FROM_ABOVE = Use((LIST, BOOK), LIST)
ON_BOOKS = Use((BOOK, SHEET), BOOK, OPENED)  # 建账: a roster has the words of the sheets that go out


def use_of(opening: Opening | None) -> Use:
    """How a list is read, as a roster of people on the books or not."""
    return FROM_ABOVE if opening is None else ON_BOOKS


@cache
def _column_words(use: Use) -> ColumnWords:
    return parse_column_words(paths.resources("columns.toml").read_text(encoding="utf-8"), *use.words_of)


@cache
def _list_reader(use: Use) -> roster_columns.ListReader:
    return roster_columns.ListReader(roster_words(), use.words)


def looks_like_opening(found: Found) -> bool:
    """Whether it may be a roster of people on the books already: then somebody is asked."""
    return likely([(guess.field, guess.certainty) for guess in found.guesses])


def label(field: str | None) -> str:
    """What the clerk calls a field."""
    if field is not None and field in FIELDS:
        return FIELDS[field].label
    meaning = FROM_ABOVE.words.meaning(field or "") or ON_BOOKS.words.meaning(field or "")
    return meaning.label or meaning.name if meaning else ""


def remembered(
    header: Header, guesses: Sequence[Guess], layout: Mapping[str, str | None]
) -> dict[str, str | None]:
    """What a saved layout says of these columns. One of the time when a part of a name was enough holds
    guesses too: of it, what the dictionary doesn't confirm and a part of a name explains is asked again.
    """
    if BY_HAND in layout:
        return {key: field for key, field in layout.items() if not key.startswith(BY_HAND)}
    own = dict(zip(header.keys, guesses, strict=True))
    return {key: field for key, field in layout.items() if _by_hand(key, field, own.get(key, NOBODY_KNOWS))}


def treated(layout: Mapping[str, str | None]) -> dict[str, Treatment]:
    """What a saved layout says that fields may do to people whom the office has."""
    said = {key.removeprefix(BY_HAND): one for key, one in layout.items() if key.startswith(BY_HAND)}
    return {field: Treatment(one) for field, one in said.items() if one}


def _by_hand(key: str, field: str | None, guess: Guess) -> bool:
    known = guess.certainty is Certainty.KNOWN
    if field is None or (known and field == guess.field):
        return known and field != guess.field
    return not _explained(key, field)


def _explained(key: str, field: str) -> bool:
    """Whether a word of the field stands inside the heading, which was once enough."""
    meaning = FROM_ABOVE.words.meaning(field)
    return meaning is not None and any(len(word) > 1 and word in fold(key) for word in meaning.words)


def planned(
    found: Found,
    told: Mapping[str, str | None],
    people: Sequence[int],
    treatments: Mapping[str, Treatment],
    use: Use = FROM_ABOVE,
) -> tuple[PlannedColumn, ...]:
    """The columns of a list as the clerk sees them; ``told`` is what a hand said of them."""
    guesses = roster_columns.apply_mapping(found.header, found.guesses, told)
    made = []
    for at, (key, guess, own) in enumerate(zip(found.header.keys, guesses, found.guesses, strict=True)):
        texts = spread(found.sheet, people, at, roster_words().nothing)
        if key.strip("#0123456789") or texts:
            made.append(_planned(found, at, guess, own, texts, treatments, use))
    return tuple(made)


def _planned(
    found: Found,
    at: int,
    guess: Guess,
    own: Guess,
    texts: Sequence[str],
    treatments: Mapping[str, Treatment],
    use: Use,
) -> PlannedColumn:
    fillable, words = use.fills(guess.field), use.words
    taken = guess.taken if fillable or guess.taken in IGNORED else None
    later = guess.field is not None and not fillable and guess.field not in IGNORED
    reckoned = use is ON_BOOKS and later and guess.field in opening_words().reckoned
    left_out = guess.told and guess.field is None and guess.certainty is Certainty.KNOWN
    default = Treatment.FILL if guess.told else Treatment.UPDATE
    return PlannedColumn(
        index=at,
        key=found.header.keys[at],
        header=found.header.name(at),
        field=taken,
        label=label(guess.field),
        certainty=guess.certainty,
        why=(_RECKONED if reckoned else _LATER).format(name=label(guess.field)) if later else guess.why,
        samples=tuple(texts[:SAMPLES]),
        offered=guess.field if guess.certainty is Certainty.SUGGESTED and not later else None,
        kept=taken is None and not left_out and not reckoned and bool(texts),
        told=guess.told,
        guess=own.field,
        guess_certainty=own.certainty,
        suits=_suiting(texts[:HELD], words),
        treatment=next((treatments[one] for one in _written(taken) if one in treatments), default),
    )


def _suiting(texts: Sequence[str], words: ColumnWords) -> frozenset[str]:
    """The fields that the cells of a column look like."""
    return frozenset(one.field for one in words.meanings if suits(one, texts, words))


def _written(field: str | None) -> tuple[str, ...]:
    """What a column writes: itself, or the fields that share it."""
    return TOGETHER.get(field or "", (field or "",))


def treatments_of(columns: Iterable[PlannedColumn]) -> dict[str, Treatment]:
    """What each field may do to people whom the office has."""
    return {field: one.treatment for one in columns if one.field for field in _written(one.field)}


def keep_words(row: RowReading, sheet: Sheet, columns: Iterable[PlannedColumn]) -> None:
    """What no field takes goes to the remark in the words of the list: 名单原文：户籍地派出所“西坡派出所”."""
    for one in columns:
        text = " ".join(sheet.cell(row.number - 1, one.index).text.split()) if one.kept else ""
        silent = one.guess is not None and opening_words().says_nothing(one.guess, text)
        if text and text.lower() not in roster_words().nothing and not silent:
            row.unplaced.append(f"名单原文：{one.header or f'第 {one.index + 1} 列'}“{text}”")
    row.write_remark()


def doubt(row: RowReading, columns: Iterable[PlannedColumn]) -> None:
    """A column that a hand chose is believed where its cells look like it; where they don't, the row asks."""
    for one in columns:
        if not one.told:
            continue
        words = (ON_BOOKS if one.field in OPENED else FROM_ABOVE).words
        meaning = words.meaning(one.field or "")
        text = row.shown.get(one.field or "", "")
        if meaning is None or not text or text.lower() in roster_words().nothing:
            continue
        grave = (Level.ASK, Level.ERROR)
        asked = any(said.field == one.field and said.level in grave for said in row.problems)
        if not asked and not looks_like(meaning, text, words):
            what = f"这一列是手工指定为“{label(one.field)}”的，但“{text}”不像，请核对；确是的，勾选后登记"
            row.problems.append(Problem(str(one.field), one.header, Level.ASK, what))


# ---- what a command line says of columns
def mapping_of(plan: ImportPlan, words: Sequence[str]) -> dict[str, str | None]:
    """``--map 列=字段``: the heading in the list, and an identifier, a Chinese name or 不导入. UserError when
    either isn't there.
    """
    use = use_of(plan.opening)
    return {key: _field(said, use) for key, said in (_pair(plan, one) for one in words)}


def treatments_said(plan: ImportPlan, words: Sequence[str]) -> dict[str, Treatment]:
    """``--known 列=跳过``: what a column does to people whom the office has."""
    named = {name: one for one, name in TREATMENT_WORDS.items()} | {one.value: one for one in Treatment}
    fields = {one.key: one.field for one in plan.columns}
    told = {}
    for key, said in (_pair(plan, one) for one in words):
        if said not in named or fields[key] is None:
            raise UserError(
                f"“{said}”不能用在这一列。", "请写 更新、只填空 或 跳过，并且这一列要有对应的字段。"
            )
        told[str(fields[key])] = named[said]
    return told


def _pair(plan: ImportPlan, said: str) -> tuple[str, str]:
    header, mark, what = said.partition("=")
    named = {fold(name): one.key for one in reversed(plan.columns) for name in (one.key, one.header)}
    leaves = {fold(one.header.rpartition("／")[2]): one.key for one in reversed(plan.columns)}
    key = named.get(fold(header)) or leaves.get(fold(header))
    if not mark or key is None:
        listed = "、".join(one.header for one in plan.columns if one.header)
        raise UserError(f"名单里没有列“{header}”。", f"请写成 列=字段，列名照名单：{listed}。")
    return key, what.strip()


def _field(said: str, use: Use) -> str | None:
    if said in ("", LEAVE_OUT):
        return None
    if said == IN_REMARK:
        return IN_REMARK
    offered = use.targets()
    named = {word: field for field, name in offered for word in (field, name)}
    exact = use.words.exact.get(fold(said), ())
    known = named.get(said) or next((one.field for one in exact), None)
    if not use.fills(known):
        listed = "、".join(name for _field, name in offered)
        raise UserError(f"没有可以导入的字段“{said}”。", f"可以写：{listed}。")
    return known
