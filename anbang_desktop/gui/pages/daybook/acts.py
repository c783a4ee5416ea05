"""What is done with a line of 工作台账: written, read, put right, voided, its history, its list to sign, its
file.
"""

from collections.abc import Callable
from functools import partial

from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.fields.field import RecordKind
from anbang_desktop.gui import questions
from anbang_desktop.gui.lists.acts import RowVerb
from anbang_desktop.gui.pages.daybook.dialogs import (
    PEOPLE,
    CorrectEntryDialog,
    EntryAct,
    EntryDialog,
    EntryView,
    acts_of,
)
from anbang_desktop.gui.records.history_dialog import Hands, HistoryDialog, Subject
from anbang_desktop.gui.records.printouts import print_pdf
from anbang_desktop.gui.records.reason_dialog import ReasonDialog, voiding
from anbang_desktop.gui.records.view_dialog import Act
from anbang_desktop.gui.records.words import day_words
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.progress import Progress
from anbang_desktop.services.daybook import entries, past, receipt

ANY_FILE = "所有文件 (*)"


class DaybookActs:
    """``saved`` reads the page again, shows a line (0: the one that was shown) and says what was done."""

    def __init__(self, page: Page, saved: Callable[[int, str], object]) -> None:
        """Its dialogs lie over the page."""
        self._page, self._desk, self._window, self._saved = page, page.desk, page.window_, saved

    def begin(self, label: str, people: PEOPLE = ()) -> None:
        """A new line of a kind."""
        made = EntryDialog.ask_new(self._page, self._desk, label, people)
        if made:
            self._saved(made, f"已登记{label}")

    def open(self, one: DaybookEntry) -> None:
        """Read it, and what is chosen there."""
        act = EntryView.ask(self._page, self._desk, one)
        if act is not None:
            self.do(act, one)

    def verbs(self, one: DaybookEntry) -> list[RowVerb]:
        """The menu of a row."""
        acts = [(str(act), partial(self.do, act, one)) for act in acts_of(self._desk, one)]
        return [("打开", partial(self.open, one)), *acts]

    def do(self, act: EntryAct, one: DaybookEntry) -> None:
        """One of the acts of a line."""
        match act:
            case EntryAct.CORRECT:
                self.correct(one)
            case EntryAct.VOID:
                self._void(one)
            case EntryAct.HISTORY:
                self._history(one)
            case EntryAct.RECEIPT:
                self._receipt(one)
            case EntryAct.FILE:
                self._file(one)

    def correct(self, one: DaybookEntry) -> None:
        """更正."""
        if CorrectEntryDialog.ask_entry(self._page, self._desk, one):
            self._saved(one.id, f"已更正：{one.title}")

    def _void(self, one: DaybookEntry) -> None:
        went_out = bool(entries.reason_needed(self._desk, one.id))
        reason = ReasonDialog.ask(self._page, voiding(f"“{one.title}”", went_out=went_out))
        if reason is not None:
            entries.void(self._desk, one.id, reason)
            self._saved(0, f"已作废：{one.title}")

    def _history(self, one: DaybookEntry) -> None:
        subject = Subject(
            no="",
            title=f"“{one.title}”的历史",
            said=f"{one.kind}　{day_words(one.on, self._desk.today)}",
            kind=RecordKind("", one.kind, ()),  # a value is not put back by itself: it is corrected
            read=lambda: past.of_entry(self._desk, one.id),
            now=lambda name: getattr(one, name, None),
            may=() if one.voided_at else (Act.VOID, Act.CORRECT),
        )
        hands = Hands(
            take_back=self._window.take_back,
            saved=lambda words: self._saved(0, words),
            show=lambda _over, _stored: None,
            revealed=lambda _field: None,
        )
        following = HistoryDialog.ask(self._page, self._desk, subject, hands)
        self._page.refresh()
        if following is not None:
            self.do(EntryAct(following), one)

    def _receipt(self, one: DaybookEntry) -> None:
        def make(_progress: Progress) -> bytes:
            return receipt.make(self._desk, one.id)

        note = partial(receipt.note_print, self._desk, one.id)
        print_pdf(self._page, self._window, f"{one.kind}签收单", make, note)

    def _file(self, one: DaybookEntry) -> None:
        name = entries.attachment_name(self._desk, one)
        out = questions.save_file(self._page, "取出附件", name, ANY_FILE, questions.Folder.PAPERS_OUT)
        if out is not None:
            entries.take_out(self._desk, one.id, out)
            self._window.toast(f"已取出附件：{out.name}")
