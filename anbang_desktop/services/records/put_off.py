"""暂缓: not for longer than the rules allow, so that nothing is put out of sight for good (domain.md §11)."""

from anbang_desktop.domain import reckoning
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.put_off import PutOff
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

ITS = names(PutOff)


def complete(desk: Desk, about: CaseFile, record: PutOff) -> PutOff:  # noqa: ARG001 - all kinds alike
    """UserError for a day that is not after the one on which it was put off, or too far away."""
    if record.until <= record.on:
        what = f"暂缓到的 {record.until.isoformat()} 不晚于 {record.on.isoformat()}。"
        raise UserError(what, "请填以后的一天。", field=name_of(ITS.until))
    last = reckoning.deadline(desk.rules.on(record.on), "putoff.most.days", "暂缓日期", record.on)
    if record.until > last.result:
        raise UserError(
            f"{last.rule}，最晚到 {last.result.isoformat()}。",
            "请填早一些的一天，到时候再看。",
            field=name_of(ITS.until),
        )
    return record
