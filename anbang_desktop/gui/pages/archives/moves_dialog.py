"""借阅、移交、销毁: what is out, the lists there are, and the next step of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.fields.field import MUST, Datum, given, names, sections_of
from anbang_desktop.fields.file_moves import ListKind
from anbang_desktop.fields.kinds import LongText, PersonName, Text
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.pages.archives.dialogs import ask_rules
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import file_moves
from anbang_desktop.services.documents.file_moves import Lent, Shown

WIDE = 820
SIGNERS = {
    ListKind.HANDOVER: ("移交人", "接收人"),
    ListKind.DESTRUCTION: ("批准人", "监销人"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewList:
    """What is asked for a list; the numbers are those that may stand on it until somebody takes one out."""

    numbers: Annotated[str, Datum("案卷号", LongText(), MUST, help="每行一个，不列的删去", begins="案卷")]
    receiver: Annotated[str, Datum("接收单位", Text(100))] = ""
    reason: Annotated[str, Datum("说明", Text(200))] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who signed."""

    who: Annotated[str, Datum("姓名", PersonName(), MUST, begins="签字")]


LIST, SIGN = names(NewList), names(Signed)


class MovesDialog(Dialog[bool]):
    """Closed by 关闭 or Esc."""

    def __init__(self, parent: QWidget | None, desk: Desk, window: Window) -> None:
        """Read and draw it."""
        super().__init__(parent, "借阅、移交、销毁")
        self._desk, self._window = desk, window
        self._lines = column(gap=0, pad=(0, 0, 8, 0))
        self.area = scroll(self._lines)
        told = text("借出、移交、销毁都要留下记录；程序不删除任何数据。", "small", wrap=True)
        close = button("关闭", "primary", act=self.reject)
        more = [button(f"列{kind.label}", act=partial(self._new, kind)) for kind in ListKind]
        rules = button("归档设置", act=lambda: ask_rules(self, self._desk))
        self.lay(told, (self.area, 1), buttons=(close, *more, rules), area=self.area, wide_by=WIDE)
        self._draw()
        close.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, window: Window) -> None:
        """Show it until it is closed."""
        cls(parent, desk, window).run()

    def _draw(self) -> None:
        clear(self._lines)
        out, lists = file_moves.out_now(self._desk), file_moves.lists(self._desk)
        self._lines.addWidget(text(f"借出未还 {len(out)} 卷", "head"))
        for one in out:
            self._lines.addWidget(self._lent(one))
        if not out:
            self._lines.addWidget(text("没有借出的档案。借阅在每个人的档案里登记。", "hint"))
        self._lines.addWidget(text(f"清单 {len(lists)} 份", "head"))
        for shown in lists:
            self._lines.addWidget(self._list(shown))
        if not lists:
            self._lines.addWidget(text("还没有列过移交清单或者销毁清册。", "hint"))
        self._lines.addStretch(1)

    def _lent(self, one: Lent) -> QFrame:
        loan = one.loan
        late = "，已逾期" if one.overdue(self._desk.today) else ""
        who = "　".join(filter(None, (loan.unit, loan.borrower)))
        said = f"{who}　{loan.lent_on} 借出，{loan.due_on} 应还{late}"
        back = button("归还", "soft", tip=f"{one.no} 已经归还", act=lambda: self._back(one))
        return _line(f"{one.no}　{one.name}", said, [back])

    def _back(self, one: Lent) -> None:
        file_moves.give_back(self._desk, one.no)
        self._did(f"已归还：{one.no}")

    def _list(self, shown: Shown) -> QFrame:
        one = shown.list
        first, second = SIGNERS[one.kind]
        signed = [
            f"{caption}{who}"
            for caption, who in ((first, one.first_by), (second, one.second_by))
            if who is not None
        ]
        state = f"{one.done_on} 已办结" if one.done_on else "，".join(signed) or "还没有签字"
        said = "　".join(filter(None, (one.made_on.isoformat(), one.receiver, state)))
        verbs: list[Item] = [button("打印", "link", "print", act=lambda: self._print(shown))]
        if one.done_on is None:
            missing = first if one.first_by is None else second if one.second_by is None else ""
            verbs.append(
                button(f"登记{missing}签字", "soft", act=lambda: self._sign(shown, missing))
                if missing
                else button("办结", "soft", act=lambda: self._finish(shown))
            )
        return _line(f"{one.kind.label}　{len(shown.files)} 卷", said, verbs)

    def _new(self, kind: ListKind) -> None:
        may = file_moves.candidates(self._desk, kind)
        about = (
            "下面是已经办结、还没有列过清单的案卷。"
            if kind is ListKind.HANDOVER
            else "下面是保管期限已满的案卷；列入清册不等于销毁，要两个人同意并在场。"
        )
        sheet = Sheet(
            f"列{kind.label}",
            about if may else "现在没有可以列入的案卷。",
            sections_of(NewList),
            {LIST.numbers: "\n".join(may)},
            Kept(self._desk, f"file list {kind}"),
            "列清单",
            across=1,
            wide=640,
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = NewList(**given(NewList, values))
            file_moves.make_list(
                self._desk, kind, said.numbers.split(), said.receiver or "", said.reason or ""
            )

        if self._asked(sheet, save):
            self._did(f"已列{kind.label}")

    def _asked(self, sheet: Sheet, save: object) -> Saved | None:
        return RecordDialog.ask(self, sheet, entry_context(self._desk), save)  # type: ignore[arg-type]

    def _sign(self, shown: Shown, who: str) -> None:
        sheet = Sheet(
            f"登记{who}签字",
            f"{shown.list.kind.label}，{len(shown.files)} 卷；{who}已在纸上签字。",
            sections_of(Signed),
            {},
            Kept(self._desk, f"file list signed {shown.list.id}"),
            "登记签字",
            across=1,
            wide=520,
        )

        def save(values: Mapping[str, object | None]) -> None:
            file_moves.say(self._desk, shown.list.id, Signed(**given(Signed, values)).who)

        if self._asked(sheet, save):
            self._did(f"已登记{who}签字")

    def _finish(self, shown: Shown) -> None:
        kind = shown.list.kind
        did = "移交" if kind is ListKind.HANDOVER else "销毁"
        words = f"{len(shown.files)} 卷已经{did}，登记以后不能撤销。电子数据不删除。"
        if questions.sure(self, f"{kind.label}办结？", words, danger=f"已{did}", keep="还没有"):
            file_moves.finish(self._desk, shown.list.id)
            self._did(f"已登记{did}")

    def _print(self, shown: Shown) -> None:
        title = shown.list.kind.label
        note = partial(file_moves.note_out, self._desk, f"打印{title}")
        print_pdf(
            self,
            self._window,
            title,
            lambda _progress: file_moves.list_paper(self._desk, shown.list.id),
            note,
        )

    def _did(self, words: str) -> None:
        self._window.done(words)
        self._draw()


def _line(title: str, said: str, verbs: list[Item]) -> QFrame:
    told = column(None, text(title, "strong", wrap=True), text(said, "small", wrap=True), None, gap=1)
    end = wide(box(row(None, *verbs, gap=4), "scroll"), 220)
    return box(row((told, 1), end, gap=12, pad=(0, 6, 0, 6)), "rowline")
