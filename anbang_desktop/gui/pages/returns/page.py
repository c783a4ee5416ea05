"""扫描件归位: scans are read, each paper says whether it is whole, the clerk confirms one or all; what nobody
knows is placed by hand beside its picture.
"""

from array import array
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Unpack

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.gui import questions
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.pages.returns.columns import LEAVE, PAPER, WIDTHS, ReturnLine, cells, columns, out_as
from anbang_desktop.gui.pages.returns.dialogs import FileDialog, PlaceDialog, throwing_away
from anbang_desktop.gui.pages.returns.faces import nothing, refused
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, text
from anbang_desktop.gui.parts.dialog import head
from anbang_desktop.gui.parts.empty import EmptyFace
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.preview import Preview
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.gui.records.sealed import admits
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import beside, roomy
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import returns, scan_filing, scan_reading
from anbang_desktop.services.documents.returns import ReturnedPaper, Standing, Waiting
from anbang_desktop.services.documents.scan_reading import TakenIn
from anbang_desktop.services.records.gate import Closed

QUICK = (("papers", "待确认"), ("tray", "认不出"))
KINDS = f"扫描件 ({' '.join(f'*{one}' for one in scan_reading.SUFFIXES)})"
LOOKED_AT = 20  # pages of one paper that are looked at


class ReturnsPage(Page):
    """``open()`` shows what waits; a folder or files may be dropped anywhere on it."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Nothing is read before ``open``."""
        super().__init__(desk, window)
        self._quick = "papers"
        self._waiting = Waiting((), ())
        self._lines: Sequence[ReturnLine] = ()
        self._top, self._told = column(gap=0), column(gap=12)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose("papers"))
        self.model = RecordsModel(columns(), self._fetch, window.busy, self)
        self.list = table(self.model, cells(), WIDTHS, PAPER, LEAVE, name="待归位的文书")
        self.list.opened.connect(lambda _at: self._settle())
        self.list.selectionModel().currentRowChanged.connect(self._show_chosen)
        listed = out_as(self.model, lambda: dict(QUICK)[self._quick])
        self.acts = ListActs(self, listed, self.list, self.model.row_of, self._row_verbs, arranged=False)
        self.preview = Preview()
        self._words = text("", "small", wrap=True)
        self._away = button("不要…", tip="F8", act=self._throw_away)
        self._go = button("", "soft", tip="F9", act=self._settle)
        verbs, low, pad = row(None, self._away, self._go), (16, 10, 16, 10), (24, 0, 24, 16)
        foot = column(self._words, verbs, pad=low) if beside() else row((self._words, 1), verbs, pad=low)
        right = column((self.preview, 1), box(foot))
        self._body = QWidget()
        self._body.setLayout(
            row((self.list, 6), (right, 5), gap=16, pad=pad)
            if beside()
            else column((self.list, 1), (right, 1), gap=8, pad=pad)
        )
        self._line = box(row(self._filters, pad=(24, 0, 24, 12)), "scroll")
        self.nobody = EmptyFace(self._body)
        self.setLayout(column(self._top, self._told, self._line, (self._body, 1), (self.nobody, 1), gap=0))
        self.setAcceptDrops(True)
        bind(
            self,
            Where.RETURNS,
            {
                "Ctrl+O": self._read_folder,
                "F8": self._throw_away,
                "F9": self._settle,
                "Ctrl+Return": self._file_all,
                "Ctrl+Enter": self._file_all,
            },
        )

    # the page -----------------------------------------------------------------------------------

    def open(self, **target: Unpack[Target]) -> None:
        """What waits, under the filter that was shown."""
        self._quick = target.get("quick", self._quick)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        if not self.window_.busy():
            self._waiting = returns.waiting(self.desk)
            self._show()

    def keep(self) -> Target:
        """The filter."""
        return {"quick": self._quick}

    def first(self) -> QWidget | None:
        """The list, or what leads on."""
        return self.list if self._lines else self.nobody.first()

    def print_paper(self) -> None:
        """Ctrl+P: the list."""
        self.acts.print_list()

    def export_list(self) -> None:
        """Ctrl+E."""
        self.acts.export()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.read(files)

    # what is shown ------------------------------------------------------------------------------

    def _show(self) -> None:
        papers, tray = self._waiting.papers, self._waiting.tray
        whole = self._whole()
        clear(self._top)
        facts = f"{len(papers)} 份等着确认，{len(tray)} 页认不出" if papers or tray else ""
        verbs: list[Item] = [button("读文件", sign="file", act=self._read_files)] if roomy() else []
        verbs.append(button("读文件夹", "soft" if whole else "primary", tip="Ctrl+O", act=self._read_folder))
        if whole:
            words = f"归位齐的 {len(whole)} 份"
            verbs.append(button(words, "primary", tip="Ctrl+回车", act=self._file_all))
        more: list[Item] = [self.acts.more_button()] if papers or tray else []
        self._top.addLayout(head("扫描件归位", facts, *more, *verbs))
        counts = {"papers": f"{len(papers)}", "tray": f"{len(tray)}"}
        self._filters.show_filters([(key, f"{name} {counts[key]}") for key, name in QUICK], self._quick)
        self._line.setVisible(bool(papers or tray))
        if self._quick == "papers":
            self._lines = [ReturnLine(at, one) for at, one in enumerate(papers)]
        else:
            self._lines = [ReturnLine(at, None, one) for at, one in enumerate(tray)]
        at = max(self.list.currentIndex().row(), 0)
        self.model.show_ids(array("q", range(len(self._lines))))
        self.nobody.say(
            None if self._lines else nothing(self._quick, self._waiting, self._choose, self._read_folder)
        )
        if self._lines:
            self.list.selectRow(min(at, len(self._lines) - 1))
        self._show_chosen()

    def _show_chosen(self) -> None:
        line = self._here()
        for part in (self._away, self._go):
            part.setEnabled(line is not None)
        if line is None:
            self.preview.show_words("")
            self._words.setText("")
            return
        self._words.setText(line.words)
        self._go.setText("归位这一份" if line.paper is not None else "指定是哪一份…")
        if not self.window_.busy():
            self._show_pages(line)

    def _show_pages(self, line: ReturnLine) -> None:
        try:
            images = [self._image(page) for page in line.pages[:LOOKED_AT]]
        except Closed:
            self.preview.show_words("这一份是封存的档案，先写明事由才能看。点“归位这一份”时会问。")
        else:
            self.preview.show_pages(images)

    def _image(self, page: ReturnedPage) -> QImage:
        return QImage.fromData(returns.picture(self.desk, page))

    def _fetch(self, places: Sequence[int]) -> list[ReturnLine]:
        return [self._lines[at] for at in places]

    def _here(self) -> ReturnLine | None:
        at = self.list.currentIndex().row()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self._again()

    def _row_verbs(self, line: ReturnLine) -> list[RowVerb]:
        verbs: list[RowVerb] = [(self._go.text(), self._settle)]
        if line.paper is not None and line.paper.no:
            verbs.append(("打开人员页", partial(self.window_.go, "person", no=line.paper.no)))
        return [*verbs, ("不要…", self._throw_away)]

    # reading ------------------------------------------------------------------------------------

    def _read_folder(self) -> None:
        folder = questions.save_folder(self, "放扫描件的文件夹", questions.Folder.SCANS_IN)
        if folder is not None:
            self.read([folder])

    def _read_files(self) -> None:
        files = questions.open_files(self, "签好字的扫描件", KINDS, questions.Folder.SCANS_IN)
        if files:
            self.read(files)

    def read(self, files: Sequence[Path]) -> None:
        """Read these files and folders; stopped, nothing was read."""

        def take_in(progress: Progress) -> TakenIn:
            return scan_reading.take_in(self.desk, files, progress)

        self.window_.run_job("正在读扫描件", take_in, self._taken, unit="个", stopped=self._stopped)

    def _stopped(self) -> None:
        if isValid(self):
            self.window_.toast("停下了，一页也没有读进来")

    def _taken(self, taken: TakenIn) -> None:
        if not isValid(self):
            return
        self._quick = "papers" if taken.placed or not taken.tray else "tray"
        clear(self._told)
        if taken.refused:  # in view until the next are read
            self._told.addLayout(row((refused(taken), 1), pad=(24, 0, 24, 12)))
        words = [f"认出 {taken.placed} 页", f"认不出 {taken.tray} 页" if taken.tray else ""]
        words += [f"空白 {taken.blank} 页没有收" if taken.blank else ""]
        words += [f"{taken.again} 页以前读过" if taken.again else ""]
        self.window_.done("，".join(filter(None, words)))
        self.refresh()
        self.list.setFocus()

    # verbs --------------------------------------------------------------------------------------

    def _whole(self) -> list[ReturnedPaper]:
        return [one for one in self._waiting.papers if one.standing is Standing.COMPLETE and not one.sealed]

    def _file_all(self) -> None:
        whole = self._whole()
        if whole:
            self._file(whole)

    def _settle(self) -> None:
        """归位这一份, or 指定是哪一份."""
        line = self._here()
        if line is None:
            return
        if line.page is not None:
            self._place(line.page)
        elif line.paper is not None and self._admitted(line.paper):
            self._file([line.paper])

    def _admitted(self, paper: ReturnedPaper) -> bool:
        return not paper.sealed or admits(self, self.desk, returns.case_no(self.desk, paper.code))

    def _file(self, papers: Sequence[ReturnedPaper]) -> None:
        on = FileDialog.ask(self, self.desk, papers)
        if on is None:
            return
        scan_filing.file_papers(self.desk, [one.code for one in papers], on, anyway=len(papers) == 1)
        self.window_.done(f"已归位 {len(papers)} 份")
        self._again()

    def _place(self, page: ReturnedPage) -> None:
        found = PlaceDialog.ask(self, self.desk, self._image(page))
        if found is None:
            return
        scan_filing.place(self.desk, page.id, *found)
        self.window_.done(f"已指定：第 {found[1]} 页")
        self._again()

    def _throw_away(self) -> None:
        line = self._here()
        if line is None:
            return
        waiting = [*line.pages, *(line.paper.spare if line.paper is not None else ())]
        ids = [one.id for one in waiting if one.state is PageState.WAITING]
        reason = ReasonDialog.ask(self, throwing_away(len(ids)))
        if reason is None:
            return
        scan_filing.discard(self.desk, ids, reason)
        self.window_.done(f"不要了 {len(ids)} 页")
        self._again()

    def _again(self) -> None:
        """Read again, and the keyboard goes to what is next."""
        self.refresh()
        first = self.first()
        if first is not None:
            first.setFocus()


PLACE = Place("returns", "扫描件归位", "archive", ReturnsPage, under="archives", short="归位")
