"""历史: what was done with a record, newest first; old and new side by side, and 恢复这一项."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.fields.field import Field, Record, RecordKind, Stored, name_of, names
from anbang_desktop.fields.kinds import Text
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, tag, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.records.changed_line import DROP, changed_line
from anbang_desktop.gui.records.cover import Cover, cover_or_words
from anbang_desktop.gui.records.restore_dialog import RestoreDialog
from anbang_desktop.gui.records.view_dialog import Act
from anbang_desktop.gui.records.words import day_words, moment_words, value_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.history import Change, Done
from anbang_desktop.services.records.revisions import Revision

WIDE = 760
EMPTY = "（空）"
VOIDED = name_of(names(Record).voided_at)
CORRECTED = str(Act.CORRECT)  # how the name of such a unit begins


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose history it is: read again after each restoring and undoing."""

    no: str
    title: str  # 走访谈话记录的历史
    said: str  # 周启明　11月12日入户走访
    kind: RecordKind
    read: Callable[[], Sequence[Revision]]
    now: Callable[[str], object]  # the present value of an attribute
    may: tuple[Act, ...] = ()
    foot: str = ""
    then: Callable[[int], Stored | None] | None = None  # the record as a unit left it


@dataclass(frozen=True, slots=True)
class Hands:
    """What the dialog lets others do: undo a unit, read the page again, show the record as it was."""

    take_back: Callable[[Done], bool]
    saved: Callable[[str], object]
    show: Callable[[QWidget, Stored], object]
    revealed: Callable[[Field], object]


class HistoryDialog(Dialog[Act]):
    """Closed by 关闭 or Esc; the answer is 更正 or 作废."""

    def __init__(self, parent: QWidget | None, desk: Desk, subject: Subject, hands: Hands) -> None:
        """Read and draw it."""
        super().__init__(parent, subject.title)
        self._desk, self._subject, self._hands = desk, subject, hands
        self._fields = {field.name: field for field in subject.kind.fields}
        self._said = text("", "small", wrap=True)
        self._lines = column(gap=0, pad=(0, 0, 8, 0))
        self.area = scroll(self._lines)
        foot: list[Item] = [text(subject.foot, "small", wrap=True)] if subject.foot else []
        close = button("关闭", "primary", act=self.reject)
        words = {Act.VOID: "作废这条"}
        acts = [button(words.get(act, act), act=partial(self.finish, act)) for act in subject.may]
        self.lay(self._said, (self.area, 1), *foot, buttons=(*acts, close), area=self.area, wide_by=WIDE)
        close.setDefault(True)
        self._draw()
        close.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, subject: Subject, hands: Hands) -> Act | None:
        """Until something is chosen or it is closed."""
        return cls(parent, desk, subject, hands).run()

    def _draw(self) -> None:
        clear(self._lines)
        found = self._subject.read()
        self._said.setText(f"{self._subject.said}　{_times(found)}")
        newest: dict[str, Revision] = {}
        for one in found:
            self._lines.addWidget(self._group(one, newest, top=one is found[0]))
            for change in one.changes:
                newest.setdefault(change.field, one)
        if not found:
            self._lines.addWidget(text("没有留下记录。", "label"))
        self._lines.addStretch(1)

    def _group(self, one: Revision, newest: dict[str, Revision], *, top: bool) -> QFrame:
        done = one.done
        head: list[Item] = [
            tag(_word(one)),
            text(moment_words(done.at, self._desk.today), "strong"),
            text(done.by),
            (text(done.why, "small", wrap=True), 1),
        ]
        if done.undone:
            head.append(text("已撤销", "hint"))
        elif not done.lasting and not _is_undo(one):
            head.append(button("撤销这一次", "link", act=lambda: self._take_back(done)))
        if one.made and self._subject.then is not None and len(newest) > 0:
            head.append(button("看当时的样子", "link", act=lambda: self._show_then(done)))
        lines = [self._line(change, newest.get(change.field)) for change in one.changes]
        return box(
            column(row(*head, gap=10), *lines, gap=2, pad=(0, 8, 0, 8)), "scroll" if top else "rowline"
        )

    def _line(self, change: Change, later: Revision | None) -> QFrame:
        field = self._fields.get(change.field)
        told = field or Field(change.field, change.label, Text(), privacy=change.privacy)
        old = cover_or_words(told, change.old, "struck")
        new = cover_or_words(told, change.new, revealed=lambda: self._hands.revealed(told))
        if isinstance(new, Cover) and isinstance(old, Cover):
            new.also.append(old)
        elif isinstance(old, Cover):  # emptied: only the old value is covered
            old = cover_or_words(told, change.old, "struck", revealed=lambda: self._hands.revealed(told))
        before: QWidget | str = old if change.old else EMPTY
        after: QWidget | str = new if change.new else EMPTY
        return changed_line(
            change.label, before, after, self._verb(change, field, later), old_struck=bool(change.old)
        )

    def _verb(self, change: Change, field: Field | None, later: Revision | None) -> Item:
        if field is None or change.old == history.ERASED:
            return 0
        if later is not None:
            said = text(f"{day_words(later.done.at.date(), self._desk.today)}又改过", "hint")
            return column(DROP, said, gap=0)
        return button(
            "恢复这一项",
            "link",
            "undo",
            tip=f"恢复：{change.label}",
            act=lambda: self._restore(change, field),
        )

    def _restore(self, change: Change, field: Field) -> None:
        now = value_words(self._desk, field, self._subject.now(field.name))
        if RestoreDialog.ask(self, self._desk, self._subject.no, change, field, now):
            self._hands.saved(f"已恢复：{change.label}")
            self._draw()

    def _take_back(self, done: Done) -> None:
        if self._hands.take_back(done):
            self._draw()

    def _show_then(self, done: Done) -> None:
        then = self._subject.then(done.id) if self._subject.then else None
        if then is not None:
            self._hands.show(self, then)


def _times(found: Sequence[Revision]) -> str:
    corrected = sum(one.done.label.startswith(CORRECTED) for one in found)
    if corrected:
        return f"更正过 {corrected} 次"
    changed = sum(bool(one.changes) for one in found)
    return f"改过 {changed} 次" if changed else "没有改过"


def _word(one: Revision) -> str:
    """What the unit did with the record: 登记, 更正, 作废, 撤销; another act by its own name (打印协议书)."""
    if _is_undo(one):
        return "撤销"
    if one.made:
        return "登记"
    if any(change.field == VOIDED for change in one.changes):
        return "作废"
    return CORRECTED if one.done.label.startswith(CORRECTED) else one.done.label


def _is_undo(one: Revision) -> bool:
    return one.done.undoes
