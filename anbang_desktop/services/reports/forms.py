"""Values in the form that a county's sheet asks for: what the office holds becomes what is written."""

from collections.abc import Mapping

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.sheet_form import Value, joined, per, written
from anbang_desktop.excel.template import Column, Figure
from anbang_desktop.services.reports.words import code_of


def cell(column: Column, row: Mapping[str, Value], codes: CodeBook) -> Value:
    """What is written into a roster's column for one row of raw values by field."""
    value = row.get(column.field)
    if column.form.also:
        return joined([value, *(row.get(field) for field in column.form.also)], column.form)
    return written(value, column.form, code_of(codes, column.field) if column.form.code else None)


def figure(column: Column, value: Figure) -> Figure:
    """What is written into a cell of numbers: a rate as so many of a hundred where that is asked."""
    if value is None or not column.form.per:
        return value
    return per(value, column.form)
