"""“不是错误”: what the office has looked at and explained, by whom, when and why.

Kept as settings of the office, one for each check and case: audited, undone like everything else, without a
table of its own. An explanation names what was found by a keyed hash, so it ends by itself when that changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.checks import CheckId, check_of
from anbang_desktop.services.health.finding import Finding
from anbang_desktop.services.records.entry import as_reason
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import health as query

_PREFIX = "health.explained."
_NAMES = frozenset(one.value for one in CheckId)
Key = tuple[CheckId, int, str]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why something is no mistake; ``on`` is an ISO day."""

    why: str
    by: str
    on: str


def read(desk: Desk) -> dict[Key, Explained]:
    """Everything that was explained; of a check that there is no more, nothing."""
    with desk.store.read() as connection:
        kept = query.settings_under(connection, _PREFIX)
    found: dict[Key, Explained] = {}
    for name, marks in kept.items():
        check, _, case_id = name.partition(".")
        if check in _NAMES:
            found |= {(CheckId(check), int(case_id), mark): Explained(**one) for mark, one in marks.items()}
    return found


def explain(desk: Desk, findings: Sequence[Finding], reason: str) -> None:
    """These are no mistakes, and why: one unit of work. UserError without a reason or without any of them."""
    why = as_reason(desk, reason)
    if not why:
        raise UserError("“不是错误”要写明理由。", "请写一句为什么，检查时就不用再解释。", field="reason")
    said = Explained(why, desk.user, desk.today.isoformat())
    _write(desk, findings, "说明不是错误", {one.key: said for one in findings})


def withdraw(desk: Desk, findings: Sequence[Finding]) -> None:
    """These are to be looked at again: one unit of work."""
    _write(desk, findings, "收回说明", {})


def _write(desk: Desk, findings: Sequence[Finding], label: str, said: Mapping[Key, Explained]) -> None:
    if not findings:
        raise UserError("没有选中要说明的事项。", "请先在名单里选一条，或者勾选几条。", field="findings")
    cases = {one.case_id for one in findings}
    many = f" {len(findings)} 处" if len(findings) > 1 else ""
    with begin(desk, f"{label}{many}") as unit:
        unit.work.case_id = next(iter(cases)) if len(cases) == 1 else None
        for check, case_id in sorted({(one.check, one.case_id) for one in findings}):
            mine = [one for one in findings if (one.check, one.case_id) == (check, case_id)]
            _write_one(unit, label, mine, said)


def _write_one(unit: Unit, label: str, mine: Sequence[Finding], said: Mapping[Key, Explained]) -> None:
    one = mine[0]
    name = f"{one.check}.{one.case_id}"
    kept = query.settings_under(unit.work.connection, f"{_PREFIX}{name}").get("", {})
    marks = {mark: words for mark, words in kept.items() if mark not in {each.mark for each in mine}}
    marks |= {each.mark: asdict(said[each.key]) for each in mine if each.key in said}
    unit.work.set(f"{_PREFIX}{name}", marks, f"{label}：{check_of(one.check).what} {one.no}")
