"""疑似重复: the queue of those who look registered twice, and “不是同一人”, which is remembered as long as
nothing more speaks for it.
"""

from collections.abc import Sequence

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health import explained, shared
from anbang_desktop.services.health.finding import Finding

NOT_SAME = "不是同一人"


def queue(desk: Desk) -> list[Finding]:
    """The pairs that nobody has looked at yet, or that have changed since; the strongest reason first."""
    said = explained.read(desk)
    return [one for one in shared.people(desk) if one.key not in said]


def not_same(desk: Desk, no: str, other: str, reason: str = "") -> None:
    """These two are two people and aren't named together again. UserError where they aren't in the queue."""
    wanted = {no.strip(), other.strip()}
    found = [one for one in queue(desk) if {one.no, one.other} == wanted]
    if not found:
        raise UserError(
            f"{no} 和 {other} 不在疑似重复里，或者已经说明过。", "请用 people alike 核对。", field="other"
        )
    explain(desk, found, reason)


def explain(desk: Desk, found: Sequence[Finding], reason: str = "") -> None:
    """One unit of work, undone like every explanation."""
    explained.explain(desk, found, reason.strip() or NOT_SAME)
