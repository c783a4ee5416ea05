"""The filter of the list: words, states, villages; and how it is said."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from anbang_desktop.domain.levels import Levels
from anbang_desktop.domain.states import STATES
from anbang_desktop.gui.parts.compose import column, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.theme import token
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter

_QUICK = {
    "all": "全部",
    "mine": "我负责的",
    "on_books": "在册",
    "overdue": "事项逾期",
    "gaps": "档案有缺",
    "unowned": "无人负责",
    "sealed": "封存的档案",
}


def quick(levels: Levels) -> dict[str, str]:
    """The quick filters by their names; the level that comes first is called as the rule pack says."""
    urgent = "、".join(level.name for level in levels if level.urgent)
    named = {**_QUICK, "key": urgent}
    return {key: named[key] for key in people.QUICK if named[key]}


def in_force(chosen: PeopleFilter) -> list[tuple[str, str]]:
    """The conditions beside the quick one, by their names, as short as a chip."""
    labels = [
        ("text", f"姓名等：{chosen.text}" if chosen.text else ""),
        ("states", f"状态：{len(chosen.states)} 种" if chosen.states else ""),
        ("villages", _some("村", chosen.villages, "个")),
        ("workers", _some("责任人", chosen.workers, "人")),
    ]
    return [(key, words) for key, words in labels if words]


def filter_words(chosen: PeopleFilter, levels: Levels) -> str:
    """The filter as paper and workbook say it: every state, village and worker by its name."""
    states = [one.label for one in STATES if one.code in chosen.states]
    words = (
        "" if chosen.quick == "all" else quick(levels).get(chosen.quick, ""),
        f"姓名等：{chosen.text}" if chosen.text else "",
        f"状态：{'、'.join(states)}" if states else "",
        f"村居：{'、'.join(sorted(chosen.villages))}" if chosen.villages else "",
        f"责任人：{'、'.join(sorted(chosen.workers))}" if chosen.workers else "",
    )
    return "；".join(filter(None, words))


class FilterDialog(Dialog[PeopleFilter]):
    """States and villages are lists to tick, with Space."""

    def __init__(
        self,
        parent: QWidget | None,
        villages: Sequence[str],
        states: Sequence[tuple[str, str]],
        now: PeopleFilter,
    ) -> None:
        """``villages`` and ``states`` (code, words) are offered; ``now`` is the filter in force."""
        super().__init__(parent, "筛选人员")
        self._now = now
        self._words = QLineEdit(now.text)
        self._states = _ticks("状态", states, now.states)
        self._villages = _ticks("村居", [(name, name) for name in villages], now.villages)
        lists = row(
            (column(text("状态", "label"), self._states, gap=4), 1),
            (column(text("村居", "label"), self._villages, gap=4), 1),
            gap=16,
        )
        show = verb("筛选", self._done, "primary")
        leave = verb("取消", self.reject)
        self.lay(
            FormRow("姓名等", self._words, hint="姓名、拼音首字母或身份证后几位"),
            lists,
            buttons=(show, leave),
            wide_by=560,
        )
        self.save_by(show)
        self._words.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, now: PeopleFilter) -> PeopleFilter | None:
        """The new filter, or None when left."""
        return cls.over(parent, desk, now).run()

    @classmethod
    def over(cls, parent: QWidget, desk: Desk, now: PeopleFilter) -> "FilterDialog":
        """With the states and villages that there are."""
        counted = people.states_counted(desk)
        states = [(one.code, f"{one.label} {counted[one.code]}") for one in STATES if counted.get(one.code)]
        return cls(parent, people.villages(desk), states, now)

    def _done(self) -> None:
        self.finish(
            replace(
                self._now,
                text=self._words.text().strip(),
                states=_ticked(self._states),
                villages=_ticked(self._villages),
            )
        )


def _ticks(name: str, choices: Sequence[tuple[str, str]], ticked: frozenset[str]) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setMinimumHeight(6 * token("row") + 14)
    for key, words in choices:
        item = QListWidgetItem(words, made)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setSizeHint(QSize(0, token("row")))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
        )
        item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
    return made


def _ticked(ticks: QListWidget) -> frozenset[str]:
    items = [ticks.item(at) for at in range(ticks.count())]
    return frozenset(
        item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
    )


def _some(name: str, chosen: frozenset[str], unit: str) -> str:
    if not chosen:
        return ""
    return f"{name}：{next(iter(chosen))}" if len(chosen) == 1 else f"{name}：{len(chosen)} {unit}"
