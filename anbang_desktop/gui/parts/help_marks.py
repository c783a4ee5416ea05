"""Mark and word of each state of a need, a measure and a letter."""

from collections.abc import Mapping

from anbang_desktop.domain.letters import LetterState

NEEDS: Mapping[str, tuple[str, str]] = {  # 急需 is amber: red stays for what is overdue
    "URGENT": ("soon", "急需"),
    "SOME": ("todo", "有"),
    "DOING": ("doing", "办理中"),
    "DONE": ("done", "已落实"),
    "DECLINED": ("paused", "本人放弃"),
}
MEASURES: Mapping[str, str] = {
    "OPEN": "todo",
    "IN_PROCESS": "doing",
    "DONE": "done",
    "NOT_ELIGIBLE": "paused",
    "DECLINED": "paused",
    "FAILED": "paused",
}
LETTERS: Mapping[LetterState, tuple[str, str]] = {
    "written": ("todo", "还没发出"),
    "sent": ("doing", "等回执"),
    "late": ("overdue", "回执逾期"),
    "told": ("done", "已告知"),
    "answered": ("done", "有回执"),
}
FITS: Mapping[str, str] = {"符合": "done", "差一项": "soon", "资料不足": "todo"}
