"""storage/frozen.py: what is made without ``__init__`` is what the class itself would have made."""

from dataclasses import MISSING, fields, replace
from datetime import date
from typing import Any

import pytest

from anbang_desktop.fields.field import Stored
from anbang_desktop.storage.frozen import Maker, altered
from anbang_desktop.storage.shapes import SHAPES

DAY = date(2026, 11, 30)


@pytest.mark.parametrize("record", SHAPES, ids=lambda record: record.__name__)
def test_a_row_makes_the_record_that_its_class_makes(record: type[Stored]) -> None:
    names = [one.name for one in fields(record)]
    needed = {one.name: DAY for one in fields(record) if one.default is one.default_factory is MISSING}
    given: dict[str, Any] = {**needed, "id": 7}
    made = Maker(record, names).make([given.get(name) for name in names])
    assert made == record(**given)


@pytest.mark.parametrize("record", SHAPES, ids=lambda record: record.__name__)
def test_attributes_that_are_not_read_are_empty(record: type[Stored]) -> None:
    optional = [one.name for one in fields(record) if one.default is not MISSING and one.name != "id"]
    needed = [one.name for one in fields(record) if one.default is one.default_factory is MISSING]
    made = Maker(record, ["id", *needed], optional[:1]).make([7, *[DAY] * len(needed)], {optional[0]: DAY})
    whole = record(id=7, **dict.fromkeys(needed, DAY), **{optional[0]: DAY})
    assert isinstance(made, record)
    assert [getattr(made, one.name) for one in fields(record)] == [
        getattr(whole, one.name) for one in fields(record)
    ]


def test_a_file_that_lacks_what_every_record_has_is_told() -> None:
    record, shape = next((record, shape) for record, shape in SHAPES.items() if record.__name__ == "Contact")
    with pytest.raises(ValueError, match="the file holds no at"):
        Maker(record, shape.names).make([None] * len(shape.names))


@pytest.mark.parametrize("record", SHAPES, ids=lambda record: record.__name__)
def test_a_copy_with_other_values_is_the_one_that_replace_makes(record: type[Stored]) -> None:
    needed = {one.name: DAY for one in fields(record) if one.default is one.default_factory is MISSING}
    given: dict[str, Any] = {**needed, "id": 7}
    made = record(**given)
    assert altered(made, id=8) == replace(made, id=8)
    assert made.id == 7
    with pytest.raises(KeyError):
        altered(made, no_such_attribute=1)
