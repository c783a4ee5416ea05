"""The file of one person: what is there, what is missing, a verb for each, and 合订成册."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLayout, QMenu, QPushButton

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.pages.archives.dialogs import AddPaperDialog, ask_loan, ask_rules
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.marks import on_paper
from anbang_desktop.gui.parts.ring import Ring
from anbang_desktop.gui.records.opener import Records
from anbang_desktop.gui.records.printouts import Printouts, print_pdf
from anbang_desktop.gui.records.view_dialog import Act, about
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive, file_moves
from anbang_desktop.services.documents.archive import BoundFile, FileLine
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.records import sealing
from anbang_desktop.services.worklist import people

PDF = "PDF 文件 (*.pdf)"
SCANS = (
    PersonSection.ARCHIVE
)  # section of papers that somebody brings; the others are made by a verb of the person page


class FileOne(QFrame):
    """The catalogue as lines; ``refresh`` reads it anew."""

    def __init__(self, desk: Desk, window: Window, no: str) -> None:
        """``no`` is the number of the case."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._window, self._no = desk, window, no
        self._head, self._lines = column(gap=0), column(gap=0, pad=(0, 4, 0, 4))
        self._records = Records(self, desk, window, Printouts(self, desk, window, lambda: True), self.refresh)
        body = column(box(self._lines), None, gap=0, pad=(24, 0, 24, 24))
        self.setLayout(column(self._head, (scroll(body), 1), gap=0))
        self.refresh()

    def refresh(self) -> None:
        """Read the catalogue anew."""
        self.person = people.show(self._desk, self._no)
        self.contents = archive.contents(self._desk, self._no)
        clear(self._head)
        self._head.addLayout(self._title())
        clear(self._lines)
        for place, line in enumerate(self.contents):
            self._lines.addWidget(self._line(line, top=place == 0))

    def gaps(self) -> list[FileLine]:
        """What is missing now."""
        return [line for line in self.contents if line.needed and not line.present]

    def bind(self, *, inner: bool = False) -> None:
        """One PDF of everything; what is missing is named first. How the office files is asked once. Of a
        sealed record 对外件, or 存档件.
        """
        if not archive_rules.said(self._desk) and not ask_rules(self, self._desk):
            return
        missing = self.gaps()
        if missing:
            names = "、".join(line.title for line in missing)
            words = f"还缺 {len(missing)} 件：{names}。合订后目录里注明缺件。"
            if not questions.yes(self, "档案还不齐，现在合订吗？", words, do="现在合订", leave="先补齐"):
                return
        name = f"档案_{self._no}{'_存档件' if inner else ''}.pdf"
        file = questions.save_file(self, "合订成册", name, PDF, questions.Folder.PAPERS_OUT)
        if file is None:
            return

        def job(progress: Progress) -> BoundFile:
            return archive.bind(self._desk, self._no, file, progress, inner=inner)

        self._window.run_job("正在合订成册", job, self._bound, unit="件")

    def _bound(self, made: BoundFile) -> None:
        self._window.saved()
        self._window.toast(f"已合订成册，共 {made.pages} 页")

    def do(self, verb: Verb) -> None:
        """What another page asked for."""
        if verb == Verb.BIND:
            self.bind()

    def add(self, paper: str) -> None:
        """放入材料 of a line of the catalogue."""
        line = next((line for line in self.contents if line.key == paper), None)
        if line is not None:
            self._add(line)

    def _title(self) -> QLayout:
        one, missing = self.person.row, len(self.gaps())
        needed = sum(line.needed and not line.made for line in self.contents)
        said = f"{one.state}　档案 {one.no}　应有 {needed} 件，" + (f"缺 {missing} 件" if missing else "已齐")
        back = button(
            "回到人员页",
            "link",
            act=lambda: self._window.go("person", no=self._no, section=PersonSection.ARCHIVE),
        )
        bind = button(Verb.BIND, "primary", "archive", act=self.bind)
        out = file_moves.lent(self._desk, self._no)
        if out is not None:
            said += f"　借给{out.borrower}，{out.due_on} 应还"
        lend = button("归还", act=self._give_back) if out else button("借出", act=self._lend)
        more = button("标签等", tip="卷脊标签、借阅单、归档设置")
        more.clicked.connect(lambda _on=False: self._more(more))
        inner: list[Item] = []
        if sealing.is_withheld(self._desk, self.person.file):
            tip = "全部内容，每页有红色标志，只留本所；“合订成册”合订的是对外件，不写罪名、刑期"
            inner = [button("合订存档件", tip=tip, act=partial(self.bind, inner=True))]
        name = column(text(f"档案：{one.name}", "title"), text(said, "small", wrap=True), gap=2)
        return row(
            Ring(one.completeness, 52),
            (name, 1),
            back,
            lend,
            more,
            *inner,
            bind,
            gap=12,
            pad=(24, 16, 24, 16),
        )

    def _lend(self) -> None:
        if ask_loan(self, self._desk, self._no):
            self.refresh()
            self._window.done(f"已借出：{self._no}")

    def _give_back(self) -> None:
        file_moves.give_back(self._desk, self._no)
        self.refresh()
        self._window.done(f"已归还：{self._no}")

    def _more(self, under: QPushButton) -> None:
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.addAction("卷脊标签", self._labels)
        if file_moves.loans(self._desk, self._no):
            made.addAction("借阅单（最近一次）", self._slip)
        made.addAction("归档设置", lambda: ask_rules(self, self._desk))
        made.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))
        made.setActiveAction(made.actions()[0])

    def _labels(self) -> None:
        self._print("卷脊标签", lambda: archive.labels(self._desk, [self._no]))

    def _slip(self) -> None:
        self._print("借阅单", lambda: file_moves.slip(self._desk, self._no))

    def _print(self, name: str, make: Callable[[], bytes]) -> None:
        note = partial(file_moves.note_out, self._desk, f"打印{name} {self._no}")
        print_pdf(self, self._window, name, lambda _progress: make(), note)

    def _line(self, line: FileLine, *, top: bool) -> QFrame:
        missing = line.needed and not line.present
        state = wide(box(row(*_state(line), None, gap=6), "scroll"), 176)
        told = column(
            None,
            text(line.title, "strong" if missing else "body", wrap=True),
            text("　".join(filter(None, (line.note, line.article if missing else ""))), "hint", wrap=True),
            None,
            gap=1,
        )
        number = wide(text(line.no, "hint"), 28)
        verbs = wide(box(row(None, *self._verbs(line), gap=4), "scroll"), 200)
        made = box(
            row(number, (told, 1), state, verbs, gap=12, pad=(24, 4, 16, 4)), "scroll" if top else "rowline"
        )
        made.setToolTip(line.article)
        return made

    def _verbs(self, line: FileLine) -> list[Item]:
        made: list[Item] = []
        if line.made:
            return made
        if archive.behind(self.person.file, line.key):
            see = button(Act.VIEW, "link", tip=f"{line.title}：查看、更正、作废、历史")
            see.clicked.connect(lambda _on=False: self._see(line, see))
            made.append(see)
        missing = line.needed and not line.present
        if line.section and line.section != SCANS and line.verb:
            made.append(button(line.verb, "soft" if missing else "link", act=lambda: self._make(line)))
            return made
        look = "soft" if missing else "link"
        made.append(
            button(
                line.verb or "放入材料",
                look,
                tip=f"{line.title}：放入扫描件或注明纸质件",
                act=lambda: self._add(line),
            )
        )
        return made

    def _see(self, line: FileLine, under: QPushButton) -> None:
        """The record behind a line, or a menu where there are several."""
        found = archive.behind(self.person.file, line.key)
        if len(found) == 1:
            self._records.open(self._no, found[0])
            return
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for record in found:
            named = about(self._desk, self.person, record)
            voided = "（已作废）" if record.voided_at else ""
            said = f"{named.day}　{named.title}{voided}"
            made.addAction(said, partial(self._records.open, self._no, record))
        made.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))
        made.setActiveAction(made.actions()[0])

    def _make(self, line: FileLine) -> None:
        self._window.go("person", no=self._no, section=line.section, do=line.verb)

    def _add(self, line: FileLine) -> None:
        if AddPaperDialog.ask(self, self._desk, self._no, line, entry_context(self._desk)):
            self.refresh()
            self._window.done(f"已放入：{line.title}")


def _state(line: FileLine) -> list[Item]:
    """The mark and the words of what is there; a gap is not a fault, so it is not red."""
    if line.made:
        return [text("装订时生成", "hint")]
    if line.on_paper:
        return on_paper(line.key)
    if line.present:
        counted = "，".join(
            f"{number} {unit}" for number, unit in ((line.count, "件"), (line.pages, "页")) if number
        )
        return [column(None, Mark("done"), None), text(counted, "small")]
    if line.needed:
        return [column(None, Mark("todo"), None), text("缺", "strong")]
    return [text("暂不需要", "hint")]
