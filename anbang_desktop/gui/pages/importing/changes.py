"""Import, in the preview: which columns are kept in the remark or still offered, and what the list says
otherwise of people whom the office has: old and new, and for each column whether to change it.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QWidget

from anbang_desktop.domain.roster_plan import Treatment
from anbang_desktop.gui.pages.importing.columns import some
from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, rule, text, wide
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.services.roster_import.plan import TREATMENT_WORDS, Change, ImportPlan, PlannedRow

EXAMPLES = 2
NAME_WIDE, CHOICE_WIDE, DIALOG_WIDE = 132, 112, 720
ABOUT = "名单上空着的不会清掉本所的内容；备注只添不改。"


class KnownChanges(Dialog[dict[str, Treatment]]):
    """One line per field: how many people it is about, examples old → new, and 更新, 只填空 or 跳过."""

    def __init__(self, parent: QWidget | None, plan: ImportPlan) -> None:
        """``plan`` is the preview as it stands."""
        super().__init__(parent, "本所已有的人：名单与本所不同的")
        self._plan = plan
        self.choices: dict[str, QComboBox] = {}
        lines: list[Item] = [text(ABOUT, "small", wrap=True)]
        for field, found in plan.changed_columns().items():
            lines += [rule(), self._line(field, found)]
        go = verb("照这样预览", self._done, "primary")
        self.lay(*lines, buttons=(go, verb("取消", self.reject)), wide_by=DIALOG_WIDE)
        self.save_by(go)

    @classmethod
    def ask(cls, parent: QWidget, plan: ImportPlan) -> dict[str, Treatment] | None:
        """What differs from before, by field; None when left."""
        return cls(parent, plan).run()

    def _line(self, field: str, found: list[tuple[PlannedRow, Change]]) -> Item:
        label = found[0][1].label
        choice = QComboBox()
        choice.setAccessibleName(f"{label}与名单不同时怎么办")
        for treatment, words in TREATMENT_WORDS.items():
            choice.addItem(words, treatment)
        now = self._plan.treatments.get(field, Treatment.UPDATE)
        choice.setCurrentIndex(choice.findData(now))
        self.choices[field] = choice
        name = column(text(label, "strong", wrap=True), text(f"{len(found)} 人", "hint"), gap=0)
        holder = QWidget()
        holder.setLayout(name)
        examples = [
            text(_example(planned, change), "small", wrap=True) for planned, change in found[:EXAMPLES]
        ]
        return row(
            wide(holder, NAME_WIDE), (column(*examples, None, gap=2), 1), wide(choice, CHOICE_WIDE), gap=16
        )

    def _done(self) -> None:
        told = {field: Treatment(choice.currentData()) for field, choice in self.choices.items()}
        before = self._plan.treatments
        self.finish({field: one for field, one in told.items() if one != before.get(field, Treatment.UPDATE)})


def _example(planned: PlannedRow, change: Change) -> str:
    old, new = change.said
    return f"{planned.name}：{old or '（空）'} → {new}"


def notice(plan: ImportPlan, columns: Callable[[], object], changes: Callable[[], object]) -> QFrame | None:
    """What is to be known before the import: columns still offered, columns kept in the remark, people whom
    the office has; None when there is nothing.
    """
    offered = [one.header for one in plan.columns if one.offered]
    kept = [one.header or f"第 {one.index + 1} 列" for one in plan.unplaced if not one.offered]
    known = len({planned.number for found in plan.changed_columns().values() for planned, _change in found})
    told = [
        f"{len(offered)} 列没有采用：{some(offered)}" if offered else "",
        f"{len(kept)} 列按原文记入备注：{some(kept)}" if kept else "",
        f"本所已有的 {known} 人与名单不同" if known else "",
    ]
    verbs: list[QPushButton] = []
    if offered or kept:
        verbs.append(button("看各列", "link", act=columns))
    if known:
        verbs.append(button("逐项看旧和新", "link", act=changes))
    words = "；".join(filter(None, told))
    if not words:
        return None
    sign = glyph("info", "primary", "icon_small")
    return box(
        row(sign, (text(f"{words}。", "small", wrap=True), 1), *verbs, gap=8, pad=(16, 2, 8, 2)), "infobanner"
    )
