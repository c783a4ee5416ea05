"""批准起用: who approved a version and from when; whose preview is shown; who must sign again."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.fields.field import Section, names
from anbang_desktop.fields.templates import OWN_TEXT_FIELDS, OwnText
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Sheet
from anbang_desktop.gui.parts.cells import Cell, QuietCell, StrongCell
from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.parts.table import Rows, table
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_texts
from anbang_desktop.services.documents.template_signing import SignAgain
from anbang_desktop.services.documents.templates import AGREEMENT
from anbang_desktop.services.worklist import people

ITS = names(OwnText)
FORM = "template_approval"
HIGH = 300


def form_of(text_id: int) -> str:
    """The name of the draft of an approval."""
    return f"{FORM}::{text_id}"


class ApproveDialog(RecordDialog):
    """Asks for the word of the second person; a lost clause is told above the entries."""

    @classmethod
    def ask_for(cls, parent: QWidget | None, desk: Desk, one: OwnText, lost: Sequence[str]) -> bool:
        """Whether the version was approved."""
        unasked = {
            ITS.lacking: bool(lost),
            ITS.sign_again: one.paper == AGREEMENT,
        }
        fields = tuple(field for field in OWN_TEXT_FIELDS if unasked.get(field.name, True))
        words = f"批准后，从起用日期起按这一版出具{one.title}；已经出具的不变。起用以前可以撤销。"
        if lost:
            words += f"\n少了必备的条款——{'；'.join(lost)}。"
        sheet = Sheet(
            f"批准起用本所第 {one.version} 版",
            words,
            (Section("", fields),),
            {ITS.approved_on: desk.today, ITS.effective_from: desk.today},
            Kept(desk, form_of(one.id)),
            "批准起用",
            across=1,
            wide=640,
        )

        def keep(values: Mapping[str, object | None]) -> None:
            template_texts.approve(desk, one.id, values)

        return cls(parent, sheet, entry_context(desk), keep).run() is not None


class PersonDialog(Dialog[str]):
    """Whose data the paper is shown with; the answer is the number of the case, empty for the invented
    person.
    """

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Nobody is listed before something is typed."""
        super().__init__(parent, "用谁的资料看样张")
        self._desk = desk
        self._numbers: list[str] = []
        self.entry = QLineEdit()
        self.entry.setAccessibleName("找人")
        self.line = FormRow("找人", self.entry, hint="打姓名、拼音或者档案编号")
        self.model = Rows(("姓名", "村居", "档案编号"), ())
        cells: dict[int, Cell] = {0: StrongCell(), 1: QuietCell(), 2: QuietCell()}
        self.list = table(self.model, cells, (140, 160, 200), 2, name="找到的人")
        self.list.setFixedHeight(HIGH)
        self.list.opened.connect(lambda at: self._choose(at.row()))
        self.entry.textChanged.connect(self._search)
        self.entry.returnPressed.connect(lambda: self._choose(0))
        nobody = button("用虚构的人", act=partial(self.finish, ""))
        self.lay(
            self.line,
            text("样张只在屏幕上看，不保存，不打印。", "small"),
            self.list,
            buttons=(nobody, button("取消", act=self.reject)),
            wide_by=560,
        )
        nobody.setDefault(False)
        nobody.setAutoDefault(False)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> str | None:
        """The number of a case, empty for nobody real, None where nothing was chosen."""
        return cls(parent, desk).run()

    def _search(self, words: str) -> None:
        found = [hit.row for hit in people.search(self._desk, words, 8)]
        self._numbers = [row.no for row in found]
        self.model.set_rows([(row.name, row.village, row.no) for row in found])

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self._numbers):
            self.finish(self._numbers[at])


class AgainDialog(Dialog[str]):
    """Who must sign again, and why; the answer is the number of the one to open."""

    def __init__(self, parent: QWidget | None, again: Sequence[SignAgain]) -> None:
        """Everybody, in village order."""
        super().__init__(parent, f"要重签协议的 {len(again)} 人")
        self._again = again
        rows = [
            (one.signed.name, one.signed.village or "", one.signed.worker or "", one.reason) for one in again
        ]
        cells: dict[int, Cell] = {0: StrongCell(), 1: QuietCell(), 2: QuietCell()}
        self.list = table(
            Rows(("姓名", "村居", "责任人", "为什么"), rows),
            cells,
            (110, 120, 100, 380),
            3,
            (1, 2),
            name="要重签的人",
        )
        self.list.setFixedHeight(HIGH)
        self.list.opened.connect(self._open)
        self.lay(
            text("重拟新版、签字以后，就从这里消失。不重签的，原来的协议继续有效。", "small", wrap=True),
            self.list,
            buttons=(button("关闭", "primary", act=self.reject), button("打开这份协议", act=self._open)),
            wide_by=860,
        )
        self.list.selectRow(0)

    @classmethod
    def ask(cls, parent: QWidget | None, again: Sequence[SignAgain]) -> str | None:
        """Whose agreement to open, or None."""
        return cls(parent, again).run()

    def _open(self) -> None:
        """The row of the cursor."""
        at: int = max(self.list.currentIndex().row(), 0)
        self.finish(self._again[at].signed.no)
