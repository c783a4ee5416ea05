"""One version: the wording at the left with what there is to say of it, the paper at the right."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLayout
from shiboken6 import isValid

from anbang_desktop.domain.template_blanks import fill_blank
from anbang_desktop.domain.template_words import to_words
from anbang_desktop.errors import UserError
from anbang_desktop.gui import printing, questions
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.pages.templates.columns import MARKS, Hint, Part, hints
from anbang_desktop.gui.pages.templates.dialogs import ApproveDialog, PersonDialog
from anbang_desktop.gui.pages.templates.wording import LOOKS, WordingEdit, look_of
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.cells import Cell, StrongCell
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import box, button, column, row, scroll, text
from anbang_desktop.gui.parts.picker import Picker
from anbang_desktop.gui.parts.preview import Preview
from anbang_desktop.gui.parts.records_model import Column, RecordsModel
from anbang_desktop.gui.parts.segments import Segments
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.reason_dialog import Asking, ReasonDialog
from anbang_desktop.gui.records.to_printer import send
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.gui.theme import beside, grow, roomy
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers, template_check, template_file, template_texts
from anbang_desktop.services.documents.template_texts import Standing, Version
from anbang_desktop.services.documents.templates import AGREEMENT

FORM = "template"
SCREEN_DPI = 120
WAIT_MS = 400
HINTS_HIGH, WORDING_HIGH, PAPER_HIGH = 70, 200, 360
PARTS = tuple(Part)
TEXTS = "文字文件 (*.txt)"


def form_of(text_id: int) -> str:
    """The name of the draft of what was typed."""
    return f"{FORM}::{text_id}"


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages of a sample for the screen, or why there are none."""

    pixels: tuple[Any, ...] = ()
    why: str = ""


class TextOne(QFrame):
    """A draft is edited; a version that was approved or that ships is looked at. ``changed``: typed."""

    changed = Signal()
    asks_file, asks_again = Signal(), Signal()  # 读入县局文本, 看要重签的人

    def __init__(self, desk: Desk, window: Window, version: Version, left_out: tuple[str, ...] = ()) -> None:
        """``left_out`` is what didn't come along from a file."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._window, self.version = desk, window, version
        self.draft = version.standing is Standing.DRAFT
        self._person = ""
        self._part = Part.FIELDS if self.draft else Part.CHANGES
        self._saved = to_words(template_texts.find(desk, version.paper, version.key).source)
        self._base = version.own.base if version.own else version.key
        self._fields = template_check.field_choices(version.paper)
        self._blocks = template_check.blocks(version.paper)
        self._shown: list[Hint] = []
        self.edit = WordingEdit(f"{version.name}的正文")
        self.edit.setPlainText(self._saved)
        self.edit.setReadOnly(not self.draft)
        self._look = Picker("这一行的样子", self._set_look)
        self._parts = Segments([one.value for one in PARTS], self._part.value, self._choose_part)
        self.model = RecordsModel(
            [
                Column[Hint]("哪里", lambda one: one.where, lambda one: one.where),
                Column[Hint]("说明", lambda one: one.words, lambda one: one.words),
            ],
            lambda places: [self._shown[at] for at in places],
            window.busy,
            self,
        )
        cells: dict[int, Cell] = {0: StrongCell()}
        self.list = table(self.model, cells, (128, 300), 1, name="字段、错误、条款、改动、留空")
        self.preview = Preview(self._zoom)
        self.drafting = Drafting(self, desk, self.typed, self._restore, window.busy)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.examine)
        self._lay(left_out)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.cursorPositionChanged.connect(self._on_moved)
        self.edit.left.connect(self.draw_sample)
        self.list.opened.connect(lambda at: self._use(at.row()))
        self.list.clicked.connect(lambda at: self._lead(at.row()))
        self._on_moved()
        self.examine()
        self.draw_sample()

    # what it looks like -------------------------------------------------------------------------

    def _lay(self, left_out: tuple[str, ...]) -> None:
        self._line = text("", "small")
        tools = [text("这一行", "label"), self._look.button] if self.draft else []
        self._told = column(gap=0)
        lines: list[Any] = [(f"{one}。", "", None) for one in left_out]
        if self.version.again:
            lines.append((f"要重签协议的有 {self.version.again} 人", "看名单", self.asks_again.emit))
        if lines:
            self._told.addWidget(banner(lines))
        self.list.setMinimumHeight(round(HINTS_HIGH * grow()))
        below = column(row(self._parts, None), (self.list, 1), gap=8)
        tool = row(*tools, None, self._line, gap=8)
        left = column(self.drafting.offer, self._told, tool, (self.edit, 8), (below, 5), gap=8)
        self._left = box(left, "scroll")
        whose = row(self._whose(), None, gap=8)
        right = column(whose, (self.preview, 1), gap=8)
        if beside():
            body: QLayout = row((self._left, 1), (box(right, "scroll"), 1), gap=16, pad=(24, 0, 24, 16))
        else:
            self.edit.setMinimumHeight(round(WORDING_HIGH * grow()))
            self.preview.setMinimumHeight(round(PAPER_HIGH * grow()))
            inside = column(self._left, box(right, "scroll"), gap=12, pad=(24, 0, 24, 16))
            body = column(scroll(inside), gap=0)
        self.setLayout(column(self._title(), (body, 1), gap=0))

    def _whose(self) -> QLayout:
        self._who = text("样张：虚构的人", "small")
        choose = button("换人", "link", tip="用谁的资料看样张", act=self.choose_person)
        again = button("看样张", "link", tip="F8", act=self.draw_sample)
        return row(self._who, choose, again, gap=8)

    def _title(self) -> QLayout:
        version = self.version
        name = row(
            text(version.name, "title"), Chip(MARKS[version.standing], version.standing.value), None, gap=10
        )
        facts = "　".join(
            filter(
                None,
                (
                    version.called,
                    f"{version.begins} 起用" if version.begins else "",
                    version.approved,
                    version.remark,
                ),
            )
        )
        about = text(facts, "small", wrap=True)
        verbs = self._verbs()
        if roomy():
            return row((column(name, about, gap=2), 1), *verbs, gap=8, pad=(24, 16, 24, 12))
        return column(column(name, about, gap=2), row(*verbs, None, gap=8), gap=8, pad=(24, 16, 24, 12))

    def _verbs(self) -> list[Any]:
        back = button("回到范本", "link", act=lambda: self._window.go("templates"))
        out = button("导出文本", act=self.export)
        if self.draft:
            return [
                back,
                button("删去草稿", act=self.drop),
                out,
                button("保存", tip="Ctrl+S", act=self.save),
                button("批准起用", "primary", "check", tip="F9", act=self.approve),
            ]
        ends = self.version.own is not None and self.version.standing is not Standing.ENDED
        more = [button("停用", act=self.end)] if ends else []
        reads = button("读入县局文本", sign="file", act=self.asks_file.emit)
        if self.version.paper == AGREEMENT and self.version.own is None:
            more.append(button("打印依据对照表", sign="print", act=self.print_basis))
        return [back, *more, out, reads, button("起草新的一版", "primary", act=self.begin)]

    # what there is to say -----------------------------------------------------------------------

    def words(self) -> str:
        """The wording as it stands."""
        return self.edit.toPlainText()

    def dirty(self) -> bool:
        """Whether something was typed that isn't saved."""
        return self.draft and self.words() != self._saved

    def typed(self) -> Mapping[str, Any]:
        """What was typed, for its draft."""
        return {"text": self.words()} if self.dirty() else {}

    def examine(self) -> None:
        """Look at the wording anew and show what there is to say."""
        if self._window.busy():
            self._timer.start()
            return
        found = template_check.examine(self._desk, self.version.paper, self.words(), self._base)
        self.found = found
        self.edit.mark([one.line for one in found.faults])
        counts = {part: len(hints(part, found, self._fields, self._blocks)) for part in PARTS}
        self._parts.rename([f"{part.value} {counts[part]}" for part in PARTS])
        self._show_part()

    def _show_part(self) -> None:
        at = self.list.currentIndex().row()
        self._shown = hints(self._part, self.found, self._fields, self._blocks)
        self.model.show_ids(array("q", range(len(self._shown))))
        if self._shown:
            self.list.selectRow(min(max(at, 0), len(self._shown) - 1))

    def _choose_part(self, words: str) -> None:
        self._part = Part(words)
        self._parts.show_chosen(PARTS.index(self._part))
        self._show_part()
        self.list.setFocus()

    def swap(self) -> None:
        """F6: between the wording and the lines under it."""
        other = self.list if self.focusWidget() is self.edit else self.edit
        other.setFocus()

    def _lead(self, at: int) -> None:
        """A click leads to the line; what is put in waits for Enter."""
        hint = self._shown[at]
        if hint.line:
            self.edit.go_to(hint.line)

    def _use(self, at: int) -> None:
        hint = self._shown[at]
        if not self.draft:
            self._lead(at)
        elif hint.blank is not None and hint.blank.field:
            self.edit.replace_all(fill_blank(self.words(), hint.blank, hint.blank.field))
            self.draw_sample()
        elif hint.put:
            self.edit.put(hint.put)
            self.draw_sample()
        else:
            self._lead(at)

    def _on_typed(self) -> None:
        self._timer.start()
        self.drafting.touch()
        self.changed.emit()

    def _on_moved(self) -> None:
        self._line.setText(f"第 {self.edit.line()} 行，共 {self.edit.blockCount()} 行")
        self._look.show_options(LOOKS, look_of(self.edit.textCursor().block().text()))

    def _set_look(self, mark: str) -> None:
        self.edit.set_look(mark)
        self._on_moved()

    # the paper ----------------------------------------------------------------------------------

    def draw_sample(self) -> None:
        """Lay the paper out as the wording stands, on the worker."""
        if self._window.busy():
            return
        self.examine()
        if self.found.faults:
            self.preview.show_words("改好左边的错误后，这里显示样张。")
            return
        words, no = self.words(), self._person

        def lay_out(progress: Progress) -> Paper:
            try:
                pdf = template_check.sample(self._desk, self.version.paper, words, no)
            except UserError as refused:
                return Paper(why=str(refused))
            return Paper(tuple(papers.render_pages(pdf, SCREEN_DPI, progress, "样张")))

        self._window.run_job("正在排版", lay_out, self._show_paper, unit="页")

    def _show_paper(self, paper: Paper) -> None:
        if not isValid(self):
            return
        if paper.why:
            self.preview.show_words(paper.why)
        else:
            self.preview.show_pages([printing.to_image(one) for one in paper.pixels])

    def choose_person(self) -> None:
        """换人: the invented one, or one of the office's."""
        chosen = PersonDialog.ask(self, self._desk)
        if chosen is not None:
            self._person = chosen
            self._who.setText(f"样张：{chosen or '虚构的人'}")
            self.draw_sample()

    def _zoom(self) -> None:
        self._left.setVisible(not self.preview.large)

    # verbs --------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S: the draft as it stands, faults and all."""
        if not self.dirty():
            self._window.toast("没有要保存的内容")
            return
        self._save()
        self._window.done("范本草稿已保存")
        self.draw_sample()

    def _save(self) -> None:
        template_texts.save(self._desk, self._own_id(), self.words())
        self._saved = self.words()
        self.drafting.done()
        self.changed.emit()

    def approve(self) -> None:
        """F9 批准起用, once it can be used."""
        if not self.draft:
            self._window.toast("这一版不是草稿")
            return
        self.examine()
        if self.found.faults:
            self._choose_part(Part.FAULTS)
            raise UserError(f"还有 {len(self.found.faults)} 处错误，不能批准。", "请按下面列的逐条改好。")
        if self.dirty():
            self._save()
        own = template_texts.show(self._desk, self._own_id())
        if ApproveDialog.ask_for(self, self._desk, own, self.found.lost):
            self._window.done(f"{self.version.name}本所第 {own.version} 版已批准")
            self._window.go("templates", name=self.version.key)

    def end(self) -> None:
        """停用, with its reason."""
        asking = Asking(
            f"停用{self.version.called}？",
            ("从今天起改用前面的一版。已经出具的文书不变，这一版仍留着。",),
            "为什么停用",
            "例如：县局发了新的文本。",
            "停用这一版",
            "不停用",
            danger=True,
        )
        reason = ReasonDialog.ask(self, asking)
        if reason is not None:
            template_texts.end(self._desk, self._own_id(), reason)
            self._window.done("范本已停用")
            self._window.go("templates", name=self.version.key)

    def drop(self) -> None:
        """删去草稿."""
        words = f"{self.version.name}{self.version.called}的草稿会删去。删去以后可以撤销。"
        if questions.sure(self, "删去这份草稿？", words, danger="删去草稿", keep="留着"):
            template_texts.drop(self._desk, self._own_id())
            self.drafting.done()
            self._window.done("草稿已删去")
            self._window.go("templates")

    def begin(self) -> None:
        """起草新的一版 of this one."""
        made = template_texts.begin(self._desk, self.version.paper, self.version.key)
        self._window.done("已起草新的一版")
        self._window.go("templates", record=made)

    def export(self) -> None:
        """导出文本."""
        if self.dirty():
            raise UserError("草稿还没有保存。", "请先保存（Ctrl+S），再导出。")
        name = f"{self.version.name}_{self.version.called}.txt"
        file = questions.save_file(self, "导出范本的文本", name, TEXTS, questions.Folder.PAPERS_OUT)
        if file is not None:
            template_file.export(self._desk, self.version.paper, self.version.key, file)
            self._window.toast(f"已导出：{file.name}")

    def print_basis(self) -> None:
        """协议条款依据对照表: which clause stands on which article, for the county's lawyer."""
        printing.require_printer()
        send(self, self._window, "协议条款依据对照表", template_check.basis(self._desk), lambda: None)

    def _own_id(self) -> int:
        return self.version.own.id if self.version.own is not None else 0

    def open_draft(self, *, restored: bool) -> None:
        """Offer what was typed before."""
        if self.draft:
            self.drafting.open(form_of(self._own_id()), restored=restored)

    def _restore(self, entries: Mapping[str, Any]) -> None:
        if (kept := entries.get("text")) is not None:
            self.edit.replace_all(str(kept))
            self.draw_sample()
