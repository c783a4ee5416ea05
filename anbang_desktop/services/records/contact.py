"""走访、谈话、电话: what asks for special care is said in words (domain.md §4.8; art. 12)."""

from dataclasses import replace
from typing import Final

from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

AGREED: Final = "AGREED"  # code table day_reason


def complete(desk: Desk, about: CaseFile, record: Contact) -> Contact:  # noqa: ARG001 - all kinds alike
    """With the reason of a day that was set: one that nobody explains was agreed with the person. UserError
    where special care is ticked and nothing is said of it.
    """
    if record.abnormal and not record.abnormal_detail:
        what = "选了“需要特别关心”，还没有写需要关心的情况。"
        raise UserError(what, "请写明是什么情况。", field=name_of(names(Contact).abnormal_detail))
    why = (record.next_why or AGREED) if record.next_due else None
    return replace(record, next_why=why)
