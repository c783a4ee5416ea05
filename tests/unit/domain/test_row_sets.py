"""R01 to R16 of domain.md §5.2: each names a set of people, or records with their days, and both exist."""

import tomllib

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.named_sets import SETS
from anbang_desktop.domain.row_sets import ROW_SETS, RowKind, RowSet
from anbang_desktop.fields.field import kept_of
from anbang_desktop.fields.records import RECORDS

DICTIONARY = tomllib.loads(paths.resources("columns.toml").read_text("utf-8"))["column"]


def test_all_sets_of_the_text_are_there() -> None:
    whole = [one for one in ROW_SETS if "." not in one]
    assert whole == [f"R{number:02}" for number in range(1, 18)], "R17: people in prison"


def test_a_part_stands_behind_its_whole_and_has_rows_of_its_kind() -> None:
    listed = list(ROW_SETS)
    for one in (one for one in ROW_SETS.values() if "." in one.id):
        whole = ROW_SETS[one.id.partition(".")[0]]
        assert (one.lists, listed.index(one.id) > listed.index(whole.id)) == (whole.lists, True)


@pytest.mark.parametrize("one", ROW_SETS.values(), ids=ROW_SETS)
def test_a_set_names_people_or_records_that_exist(one: RowSet) -> None:
    if one.lists is RowKind.FIGURES:
        assert not one.people
        assert not one.record
    elif one.record:
        known = kept_of(RECORDS[one.record].record)
        assert {*one.days, *filter(None, [one.open_until])} <= known.keys()
        assert one.days
    else:
        assert one.people in SETS
    assert one.told


def test_a_column_belongs_to_kinds_of_rows_that_exist() -> None:
    kinds = {one.value for one in RowKind}
    for entry in DICTIONARY:
        assert set(entry.get("rows", ["person"])) <= kinds, entry["field"]
