"""暂缓: something that is due and can't be done now is put off to a day, with the reason; it is counted,
comes back on its day, and can be taken up earlier. A record of the case: seen on the time line, corrected,
voided, undone.
"""

from dataclasses import replace
from datetime import date

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names, take
from anbang_desktop.fields.put_off import PUT_OFF, PutOff
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import put_off as rules
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist.due_item import DueItem

ITS = names(PutOff)
UNTIL, REASON = name_of(ITS.until), name_of(ITS.reason)


def latest(desk: Desk) -> Reckoning:
    """Until when something may be put off today, and why not longer."""
    return reckoning.deadline(desk.pack, "putoff.most.days", "暂缓日期", desk.today)


def put_off(desk: Desk, item: DueItem, until: date | None, reason: str) -> int:
    """Put off what a line of 今天要办 says; the id of the record. UserError without day or reason, for a day
    that is too far away, and for what can't wait: what the county set, a release.
    """
    if not item.duty:
        raise UserError(f"“{item.what}”不能暂缓。", "到期前办完；办不了的，向县司法局说明。", field=UNTIL)
    if until is None:
        raise UserError("还没有填暂缓到哪天。", "请填一个以后的日子。", field=UNTIL)
    why = str(take(PUT_OFF.field(ITS.reason), reason, desk.read_context) or "")
    if not why:
        raise UserError("暂缓要写明原因。", "请写一句为什么现在办不了。", field=REASON)
    with begin(desk, f"{Verb.PUT_OFF}：{item.what}") as unit:
        about = unit.open(item.no)
        record = PutOff(
            case_id=about.case_id,
            on=desk.today,
            entered_at=desk.clock.now(),
            entered_by=desk.user,
            what=item.what,
            until=until,
            reason=why,
            duty=item.duty,
            about=item.about or None,
        )
        return unit.add(rules.complete(desk, about, record), f"暂缓 {about.no}").id


def take_up(desk: Desk, item: DueItem) -> None:
    """What was put off is to be done now."""
    before = item.put_off
    if before is None:
        raise UserError(f"“{item.what}”没有暂缓。", "请刷新后再看。", field="record")
    with begin(desk, f"不再暂缓：{before.what}") as unit:
        about = unit.open(item.no)
        unit.change(before, replace(before, taken_up=desk.today), f"不再暂缓 {about.no}")
