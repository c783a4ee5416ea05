"""查看: one record to read, and from here 打印, 历史, 作废, 更正."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.domain.states import state
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Field, Record
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, button, column, scroll, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.records.reading import Revealed, reading
from anbang_desktop.gui.records.words import day_words, moment_words, title_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.records.wish_acts import turned
from anbang_desktop.services.worklist import overview
from anbang_desktop.services.worklist.people import Person

WIDE = 760


class Act(StrEnum):
    """What can be done with a record, by the word on the button."""

    VIEW = "查看"
    CORRECT = "更正"
    VOID = "作废"
    HISTORY = "历史"
    PRINT = "打印"
    TURN = "转为诉求"


@dataclass(frozen=True, slots=True)
class About:
    """A record as its dialogs name it."""

    title: str  # 入户走访
    day: str  # 11月12日
    name: str  # of the person

    @property
    def what(self) -> str:
        """11月12日的入户走访（周启明）."""
        return f"{self.day}的{self.title}（{self.name}）"


def about(desk: Desk, one: Person, record: Record) -> About:
    """How a record of a person is named."""
    kind = kind_for(type(record))
    return About(title_of(desk, kind, record), day_words(record.on, desk.today), one.row.name)


def note_reveal(desk: Desk, one: Person, what: str) -> Revealed:
    """Tells the audit that somebody looked under a cover."""

    def noted(field: Field) -> None:
        overview.note_reveal(desk, one.no, f"{what}：{field.label}")

    return noted


class ViewDialog(Dialog[Act]):
    """Closed by 关闭 or Esc; the answer is what shall be done next."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, one: Person, record: Record, *, then: bool = False
    ) -> None:
        """Draw the record as it stands now, or (``then``) as it was: nothing can be done with that."""
        kind = kind_for(type(record))
        super().__init__(parent, kind.label)
        named = about(desk, one, record)
        entered = f"{record.entered_by} {moment_words(record.entered_at, desk.today)} 登记"
        inside = column(
            *(_then() if then else (*_marks(desk, record), *_turned(one, record))),
            reading(desk, record, note_reveal(desk, one, named.what)),
            None,
            gap=12,
            pad=(0, 4, 8, 4),
        )
        self.area = scroll(inside)
        close = button("关闭", "primary", act=self.reject)
        acts = [] if then else [self._verb(act) for act in _acts(kind.paper, one, record)]
        said = "　".join((named.name, named.day, named.title, entered))
        told = text(said, "small", wrap=True)
        self.lay(told, (self.area, 1), buttons=(*acts, close), area=self.area, wide_by=WIDE)
        close.setDefault(True)
        close.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, record: Record) -> Act | None:
        """Until something is chosen or it is closed."""
        return cls(parent, desk, one, record).run()

    def _verb(self, act: Act) -> QPushButton:
        return button(act, sign="print" if act is Act.PRINT else "", act=lambda: self.finish(act))


def _acts(paper: str, one: Person, record: Record) -> list[Act]:
    if record.voided_at is not None:
        return [Act.HISTORY]
    turn = [Act.TURN] if _to_turn(one, record) else []
    return [*turn, *([Act.PRINT] if paper else []), Act.HISTORY, Act.VOID, Act.CORRECT]


def _to_turn(one: Person, record: Record) -> bool:
    """Something was asked for on a visit and is no wish yet."""
    said = isinstance(record, Contact) and bool(record.wish)
    return said and state(one.state_code).accepts_records and not turned(one.file, record.id)


def _then() -> list[Item]:
    return [banner([("这是登记时的样子，只能看。", "", None)], "infobanner")]


def _turned(one: Person, record: Record) -> list[Item]:
    """The wish that a visit became."""
    made = turned(one.file, record.id) if isinstance(record, Contact) else ()
    said = "、".join(wish.wish_no for wish in made)
    return [banner([(f"已转为诉求 {said}", "", None)], "infobanner")] if made else []


def _marks(desk: Desk, record: Record) -> list[Item]:
    """That it was voided and why; that it was corrected after its paper went out."""
    if record.voided_at is not None:
        said = f"{record.voided_by} {moment_words(record.voided_at, desk.today)} 作废：{record.void_reason}"
        return [banner([(said, "", None)], "errorbanner", title="已作废，不再计入")]
    corrected = history.corrected_on(desk, record)
    if corrected is None:
        return []
    said = f"{day_words(corrected, desk.today)}更正过，那之前打印的还是原来的内容；重新打印的注明更正日期。"
    return [banner([(said, "", None)], "warnbanner", title="已更正")]
