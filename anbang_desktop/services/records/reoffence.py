"""重新犯罪: what the program works out itself: the months since the release and the level of that day."""

from dataclasses import replace

from anbang_desktop.domain.reckoning import whole_months
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.reoffence import ReOffence
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future

ITS = names(ReOffence)


def complete(desk: Desk, about: CaseFile, record: ReOffence) -> ReOffence:
    """UserError for a judgment of a day to come, before the release, or before its own detention."""
    refuse_future(desk, record.judged_on)
    released = about.case.release_date
    if released is not None and record.judged_on < released:
        what = f"判决生效日期 {record.judged_on.isoformat()} 早于释放日期 {released.isoformat()}。"
        raise UserError(what, "请核对日期；释放以前的判决写在登记表里。", field=name_of(ITS.judged_on))
    if record.detained_on is not None and record.detained_on > record.judged_on:
        raise UserError("被羁押日期晚于判决生效日期。", "请核对日期。", field=name_of(ITS.detained_on))
    months = whole_months(released, record.judged_on) if released else None
    return replace(record, months_since_release=months, level_then=about.case.level)
