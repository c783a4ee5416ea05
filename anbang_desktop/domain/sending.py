"""How far a sheet for the county has come, from the first count to the corrected version (domain.md §5.5)."""

from collections.abc import Mapping
from enum import StrEnum

from anbang_desktop.domain.states import Mark
from anbang_desktop.errors import UserError


class RunState(StrEnum):
    """One step of a sheet's way."""

    DRAFT = "draft"
    CHECKED = "checked"
    FROZEN = "frozen"
    EXPORTED = "made"  # the word that offices have kept since the first version
    DELIVERED = "delivered"
    RETURNED = "returned"
    CORRECTED = "corrected"


WORDS: Mapping[RunState, tuple[str, Mark]] = {
    RunState.DRAFT: ("草稿", "todo"),
    RunState.CHECKED: ("已核对", "todo"),
    RunState.FROZEN: ("已定稿", "doing"),
    RunState.EXPORTED: ("已导出", "soon"),
    RunState.DELIVERED: ("已送达", "done"),
    RunState.RETURNED: ("退回", "overdue"),
    RunState.CORRECTED: ("已更正", "paused"),
}
_R = RunState
_NEXT: Mapping[RunState, frozenset[RunState]] = {
    _R.DRAFT: frozenset({_R.CHECKED}),
    _R.CHECKED: frozenset({_R.FROZEN}),
    _R.FROZEN: frozenset({_R.EXPORTED, _R.CORRECTED}),
    _R.EXPORTED: frozenset({_R.EXPORTED, _R.DELIVERED, _R.RETURNED, _R.CORRECTED}),
    _R.DELIVERED: frozenset({_R.RETURNED, _R.CORRECTED}),
    _R.RETURNED: frozenset({_R.RETURNED, _R.CORRECTED}),  # the county may send more remarks
    _R.CORRECTED: frozenset(),
}
LEFT = frozenset({_R.EXPORTED, _R.DELIVERED, _R.RETURNED, _R.CORRECTED})  # the file is out of the house
_REMEDIES: Mapping[RunState, str] = {
    _R.DRAFT: "数据变了请另出一版。",
    _R.CHECKED: "核对只在定稿以前做；数据变了请另出一版。",
    _R.FROZEN: "请先核对，再定稿。",
    _R.EXPORTED: "要再拿一份请用“再存一份”；数据变了请另出一版。",
    _R.DELIVERED: "请先导出，再登记送达；已经登记过的不用再登记。",
    _R.RETURNED: "请选县局手里的那一版：已导出或已送达、还没有更正的。",
    _R.CORRECTED: "请在最新的一版上更正。",
}


def may(state: RunState, to: RunState) -> bool:
    """Whether a sheet may take that step now."""
    return to in _NEXT[state]


def refuse_step(state: RunState, to: RunState) -> None:
    """UserError where a sheet can't take that step, naming where it stands and what to do."""
    if not may(state, to):
        raise UserError(
            f"这张表现在是“{WORDS[state][0]}”，不能改为“{WORDS[to][0]}”。", _REMEDIES[to], field="state"
        )


def needs_reason(state: RunState) -> bool:
    """Whether a new version needs a reason: the county holds the old one."""
    return state in {RunState.DELIVERED, RunState.RETURNED}
