"""What the words of a county's blank mean in this program: the dictionary, the lines, the sets, the codes."""

from collections.abc import Callable, Mapping
from functools import cache

from anbang_desktop import paths
from anbang_desktop.domain.codes import CodeBook, CodeTableName, parse_codes
from anbang_desktop.domain.column_words import fold
from anbang_desktop.domain.sheet_meanings import Meanings, Texts, parse_meanings
from anbang_desktop.domain.sheet_sets import SheetSets
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.kinds import table_of
from anbang_desktop.services.records.registry import KINDS

# columns that show a code of a record other than the form
_OF_RECORDS: Mapping[str, CodeTableName] = {
    "level": "level",
    "placement_way": "placement_way",
    "none_reason": "placement_none_reason",
}


@cache
def code_tables() -> Mapping[str, CodeTableName]:
    """The code table of every column that shows one, by its field."""
    of_kinds = {
        f"{kind.name}.{one.name}": table
        for kind in KINDS
        for one in kind.fields.fields
        if (table := table_of(one.kind))
    }
    of_form = {one.name: table for one in (*CLIENT_FIELDS, *CASE_FIELDS) if (table := table_of(one.kind))}
    return {**of_kinds, **of_form, **_OF_RECORDS}


def code_of(codes: CodeBook, field: str) -> Callable[[str], str | None] | None:
    """What gives the code of a word in a column; None for one without codes."""
    table = code_tables().get(field)
    return codes[table].code if table else None


@cache
def request() -> Texts:
    """The files and codes as they are handed to the child that learns a blank."""
    shipped = parse_codes(paths.seed("codes.toml").read_text("utf-8"))
    codes = {
        field: {fold(word): item.name for item in shipped[table] for word in (*item.synonyms, item.name)}
        for field, table in code_tables().items()
    }
    return Texts(
        columns=paths.resources("columns.toml").read_text("utf-8"),
        lines=paths.resources("report", "numbers.toml").read_text("utf-8"),
        labels=paths.resources("report", "labels.toml").read_text("utf-8"),
        sets=paths.resources("report", "sets.toml").read_text("utf-8"),
        codes=codes,
    )


@cache
def meanings() -> Meanings:
    """The same, read."""
    return parse_meanings(request())


def sets() -> SheetSets:
    """Whom a sheet may list."""
    return meanings().sets
