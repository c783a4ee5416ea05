"""服刑期核查: the minor children that were found are the person's children from then on (domain.md A.14)."""

from dataclasses import replace

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit

_CHILDREN = name_of(names(InsideCheck).children)


def complete(desk: Desk, about: CaseFile, record: InsideCheck) -> InsideCheck:  # noqa: ARG001 - all kinds alike
    """Who has minor children and nothing new is said of them: those that are known. UserError where there are
    none, or where the two answers contradict each other.
    """
    if not record.has_children and record.children:
        raise UserError("写了未成年子女，又选了没有。", "请核对这两项。", field=_CHILDREN)
    if not record.has_children or record.children:
        return record
    if not about.client.children:
        raise UserError(
            "还没有写未成年子女。", "请写每个孩子的姓名，监护人和就学能写的也写。", field=_CHILDREN
        )
    return replace(record, children=about.client.children)


def keep_children(unit: Unit, record: InsideCheck) -> InsideCheck:
    """The list of the person follows what was found."""
    about = unit.about(record.case_id)
    if about.client.children != record.children:
        unit.change(about.client, replace(about.client, children=record.children), f"未成年子女 {about.no}")
    return record
