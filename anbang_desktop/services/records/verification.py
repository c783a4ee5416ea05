"""信息核查: what its result asks for (domain.md §4.2; art. 12 and 13)."""

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.verification import Verification
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile


def complete(desk: Desk, about: CaseFile, record: Verification) -> Verification:  # noqa: ARG001 - all kinds alike
    """Some results need two people; the rule pack in force on that day says which."""
    pack = desk.rules.on(record.on)
    if record.result in pack.verification.second_checker and not record.second_checker:
        label = desk.codes["verification_result"].label(record.result)
        what = f"核查结论是“{label}”时要两人核查。"
        raise UserError(what, "请填写复核人。", field=name_of(names(Verification).second_checker))
    return record
