"""What the clerk decides of scans that came back: the day of signing, and where a lost page belongs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from anbang_desktop.fields.field import MUST, Datum, given, names, sections_of
from anbang_desktop.fields.kinds import Day
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import column, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.parts.preview import Preview
from anbang_desktop.gui.parts.veil import room_for
from anbang_desktop.gui.records.person_search import PersonSearch
from anbang_desktop.gui.records.reason_dialog import Asking
from anbang_desktop.gui.records.sealed import admits
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import returns
from anbang_desktop.services.documents.returns import Candidate, ReturnedPaper, Standing

NAMED = 8  # papers that are named before they are filed; the others are counted
ROOM, LOWEST = 220, 240
UNDOABLE = "登记为已签订的协议不能撤销，只能更正、作废。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What is asked of papers that came back."""

    on: Annotated[date, Datum("签字的日期", Day(), MUST)]


class FileDialog(Dialog[date]):
    """归位: the day once for all; a set that isn't whole, or an old version, is named and not the default."""

    def __init__(self, parent: QWidget | None, desk: Desk, papers: Sequence[ReturnedPaper]) -> None:
        """``papers`` are those that will be filed."""
        super().__init__(parent, f"归位 {len(papers)} 份文书")
        self.form = FieldsForm(sections_of(Signed), entry_context(desk), across=1, cards=False)
        self.form.load({names(Signed).on: desk.today})
        lines = [text(_named(one), wrap=True) for one in papers[:NAMED]]
        if len(papers) > NAMED:
            lines.append(text(f"…… 一共 {len(papers)} 份", "small"))
        told = [text("扫描件加密存入，跟着登记一起显示、装订。", "small", wrap=True)]
        signing = sum(one.must_sign for one in papers)
        if signing:
            told.append(text(f"其中 {signing} 份协议同时登记为已签订。{UNDOABLE}", "small", wrap=True))
        doubtful = any(one.standing in (Standing.OLD, Standing.MISSING) for one in papers)
        leave = verb("先不归位", self.reject, "primary" if doubtful else "plain")
        words = f"仍然归位这 {len(papers)} 份" if doubtful else f"归位 {len(papers)} 份"
        go = verb(words, self._go, "plain" if doubtful else "primary")
        buttons = (leave, go) if doubtful else (go, leave)
        self.lay(*lines, *told, 4, self.form, buttons=buttons, wide_by=560)
        self.save_by(go)
        self.form.at_end = go.setFocus if doubtful else go.click
        self.form.go_to("")

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, papers: Sequence[ReturnedPaper]) -> date | None:
        """The day, or None."""
        return cls(parent, desk, papers).run()

    def _go(self) -> None:
        values = self.form.read()
        if values is not None:
            self.finish(Signed(**given(Signed, values)).on)


def _named(one: ReturnedPaper) -> str:
    return f"{one.name}　{one.title}：{one.words}"


class PlaceDialog(Dialog[tuple[str, int]]):
    """指定是哪一份: somebody, one of the papers that went out, the page; the scan stands beside."""

    def __init__(self, parent: QWidget, desk: Desk, image: QImage) -> None:
        """``image`` is the page."""
        super().__init__(parent, "这一页是哪一份文书")
        self._desk = desk
        self._candidates: list[Candidate] = []
        self.search = PersonSearch(desk, "没有找到。换个字再找。")
        self.papers = QListWidget()
        self.papers.setAccessibleName("发出去的文书")
        self.page = QLineEdit("1")
        self.page.setAccessibleName("第几页")
        self.line = FormRow("第几页", self.page)
        self._said = text("", "small", wrap=True)
        self._go = verb("就是这一页", self._take, "primary")
        preview = Preview()
        preview.setMinimumHeight(max(LOWEST, room_for(self).height() - ROOM))
        left = column(
            (self.search, 1),
            text("哪一份（新的在前）", "label"),
            (self.papers, 1),
            self._said,
            self.line,
            gap=8,
        )
        self.lay(
            row((left, 1), (preview, 1), gap=16), buttons=(self._go, verb("取消", self.reject)), wide_by=1000
        )
        preview.show_pages([image])
        self.search.chosen.connect(self._show)
        self.search.taken.connect(self.papers.setFocus)
        self.papers.itemActivated.connect(lambda _item: self.page.setFocus())
        self.page.returnPressed.connect(self._take)
        self._show("")
        self.search.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, image: QImage) -> tuple[str, int] | None:
        """Code and page, or None."""
        return cls(parent, desk, image).run()

    def _show(self, no: str) -> None:
        """The papers of whoever is under the cursor."""
        self.papers.clear()
        self._candidates = returns.candidates(self._desk, no) if no and admits(self, self._desk, no) else []
        for one in self._candidates:
            version = f"，第 {one.version} 版" if one.version > 1 else ""
            self.papers.addItem(f"{one.title}{version}，{one.pages} 页，{one.on.isoformat()}")
        if self._candidates:
            self.papers.setCurrentRow(0)
        self._said.setText("这个人还没有打印、发出过文书。" if no and not self._candidates else "")
        self._said.setVisible(bool(self._said.text()))
        self._go.setEnabled(bool(self._candidates))

    def _take(self) -> None:
        at = self.papers.currentRow()
        if not 0 <= at < len(self._candidates):
            return
        one, typed = self._candidates[at], self.page.text().strip()
        if not (typed.isdecimal() and 1 <= int(typed[:4]) <= one.pages):
            self.line.complain(f"这份文书一共 {one.pages} 页，请填 1 到 {one.pages}。")
            self.page.setFocus()
            return
        self.finish((one.code, int(typed)))


def throwing_away(count: int) -> Asking:
    """不要: why, and that it can be taken back."""
    return Asking(
        f"不要这 {count} 页扫描件？",
        ("不再等着归位，不进任何人的档案。按错了可以撤销。",),
        "为什么不要",
        "例如：不是本所的文书、扫糊了已经重扫。",
        f"不要这 {count} 页",
        "留着",
        danger=True,
    )
