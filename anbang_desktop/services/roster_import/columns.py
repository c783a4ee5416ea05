"""What each column of a list is in this office: known by its name, offered, said by a hand, or kept in the
remark.
"""

from collections.abc import Iterable, Mapping, Sequence
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


@cache
def column_words(*, opening: bool = False) -> ColumnWords:
    """The dictionary of column words, as incoming lists use it; a roster for 建账 has the words of the sheets
    that go out.
    """
    uses = (BOOK, SHEET) if opening else (LIST, BOOK)
    return parse_column_words(paths.resources("columns.toml").read_text(encoding="utf-8"), *uses)


@cache
def list_reader(*, opening: bool = False) -> roster_columns.ListReader:
    """What finds lists in a workbook."""
    return roster_columns.ListReader(roster_words(), column_words(opening=opening))


def fills(field: str | None, *, opening: bool = False) -> bool:
    """Whether 导入名单 writes that field; what belongs to 建账 is known, but not written here."""
    meaning = column_words(opening=opening).meaning(field or "")
    if meaning is None:
        return False
    use, further = (BOOK, OPENED) if opening else (LIST, frozenset[str]())
    return (use in meaning.use and (field in FIELDS or field in TOGETHER)) or field in further


def targets(*, opening: bool = False) -> list[tuple[str, str]]:
    """What a column can be matched to: (identifier, Chinese name), in the order of the registration form."""
    form = [
        (one.name, one.label) for one in (*CLIENT_FIELDS, *CASE_FIELDS) if fills(one.name, opening=opening)
    ]
    known = {name for name, _label in form}
    more = [one for one in column_words(opening=opening).meanings if one.field not in known]
    return form + [(one.field, one.label or one.name) for one in more if fills(one.field, opening=opening)]


def looks_like_opening(found: Found) -> bool:
    """Whether it may be a roster of people on the books already: then somebody is asked."""
    return likely([(guess.field, guess.certainty) for guess in found.guesses])


def label(field: str | None) -> str:
    """What the clerk calls a field."""
    if field is not None and field in FIELDS:
        return FIELDS[field].label
    meaning = column_words().meaning(field or "") or column_words(opening=True).meaning(field or "")
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
    meaning = column_words().meaning(field)
    return meaning is not None and any(len(word) > 1 and word in fold(key) for word in meaning.words)


def planned(
    found: Found,
    told: Mapping[str, str | None],
    people: Sequence[int],
    treatments: Mapping[str, Treatment],
    *,
    opening: bool = False,
) -> tuple[PlannedColumn, ...]:
    """The columns of a list as the clerk sees them; ``told`` is what a hand said of them."""
    guesses = roster_columns.apply_mapping(found.header, found.guesses, told)
    made = []
    for at, (key, guess, own) in enumerate(zip(found.header.keys, guesses, found.guesses, strict=True)):
        texts = spread(found.sheet, people, at, roster_words().nothing)
        if key.strip("#0123456789") or texts:
            made.append(_planned(found, at, guess, own, texts, treatments, opening=opening))
    return tuple(made)


def _planned(
    found: Found,
    at: int,
    guess: Guess,
    own: Guess,
    texts: Sequence[str],
    treatments: Mapping[str, Treatment],
    *,
    opening: bool,
) -> PlannedColumn:
    fillable, words = fills(guess.field, opening=opening), column_words(opening=opening)
    taken = guess.taken if fillable or guess.taken in IGNORED else None
    later = guess.field is not None and not fillable and guess.field not in IGNORED
    reckoned = opening and later and guess.field in opening_words().reckoned
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
        words = column_words(opening=one.field in OPENED)
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
    opening = plan.opening is not None
    return {key: _field(said, opening=opening) for key, said in (_pair(plan, one) for one in words)}


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


def _field(said: str, *, opening: bool) -> str | None:
    if said in ("", LEAVE_OUT):
        return None
    if said == IN_REMARK:
        return IN_REMARK
    offered = targets(opening=opening)
    named = {word: field for field, name in offered for word in (field, name)}
    exact = column_words(opening=opening).exact.get(fold(said), ())
    known = named.get(said) or next((one.field for one in exact), None)
    if not fills(known, opening=opening):
        listed = "、".join(name for _field, name in offered)
        raise UserError(f"没有可以导入的字段“{said}”。", f"可以写：{listed}。")
    return known
