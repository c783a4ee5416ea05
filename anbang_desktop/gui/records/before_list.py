"""The registration form of somebody still in prison whom no list has named: a release that is expected."""

from dataclasses import replace

from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import SOON, Field, Section, name_of, names

_CASE = names(Case)
LATER = {  # what may still come, as it is called until then
    name_of(_CASE.release_date): "预计释放日期",
    name_of(_CASE.release_type): "释放类别",
}


def before_list(section: Section) -> Section:
    """A section with what may still come no must."""
    return replace(section, fields=tuple(expected(field) for field in section.fields))


def expected(field: Field) -> Field:
    """A datum as it is asked before the list has come."""
    label = LATER.get(field.name)
    return replace(field, label=label, need=SOON) if label else field


def same(section: Section) -> Section:
    """A section as it is."""
    return section
