"""What can be done on the page 诉求: a new one, a step, the answer, the clue and its letter."""

from collections.abc import Callable

from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import names
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.wish import WISH
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.pages.wishes.dialogs import (
    CLUE_FORM,
    STEP_FORM,
    AnswerDialog,
    ClueDialog,
    WhoDialog,
    WishStepDialog,
)
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.opener import Records
from anbang_desktop.gui.records.printouts import Printouts
from anbang_desktop.gui.records.wish_dialog import WishDialog
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.services.records.letter import clue_letter
from anbang_desktop.services.records.letter_book import CLUE
from anbang_desktop.services.records.wish import refuse_bare_clue
from anbang_desktop.services.worklist import overview, people
from anbang_desktop.services.worklist.wishes import WishLine

ITS = names(Letter)


class WishActs:
    """``here`` is the wish that is shown; ``saved`` reads the page again and says so, ``registered`` shows
    the new one first.
    """

    def __init__(
        self,
        page: Page,
        here: Callable[[], WishLine | None],
        saved: Callable[[str], object],
        registered: Callable[[str], object],
    ) -> None:
        """Every dialog lies over ``page``."""
        self._page, self._here, self._saved, self._registered = page, here, saved, registered
        self._desk, self._window = page.desk, page.window_
        self._printouts = Printouts(page, self._desk, self._window, lambda: True)
        self._records = Records(page, self._desk, self._window, self._printouts, page.refresh)

    def begin(self) -> None:
        """登记诉求: whose, then its form."""
        no = WhoDialog.ask(self._page, self._desk)
        if no is None:
            return
        one = people.show(self._desk, no)
        if WishDialog.ask(self._page, self._desk, one, self._context(no)):
            self._registered(f"已{Verb.RECORD_WISH}：{one.row.name}")

    def turn(self, no: str, contact_id: int) -> None:
        """转为诉求: what was said on a visit."""
        one = people.show(self._desk, no)
        said = next((found for found in one.file.contacts if found.id == contact_id), None)
        if said is not None and WishDialog.ask_from(self._page, self._desk, one, self._context(no), said):
            self._registered(f"已{Verb.RECORD_WISH}：{one.row.name}")

    def note_step(self) -> None:
        """记一步."""
        line = self._here()
        if line is not None and line.open and WishStepDialog.ask_step(self._page, self._desk, line):
            self._saved("已记下一步")

    def answer(self, line: WishLine, words: str, then: Callable[[], object]) -> None:
        """How it ended; ``then`` is called once it was answered."""
        if AnswerDialog.ask(self._page, self._desk, line, words):
            then()
            self._saved(f"已答复并办结：{line.row.name}，{line.category}")

    def note_clue(self) -> None:
        """填写线索 of a discrimination."""
        line = self._here()
        if line is not None and ClueDialog.ask_clue(self._page, self._desk, line):
            self._saved("线索已保存")

    def letter(self) -> None:
        """The letter to the labour authority: written, then printed, sent and answered as any letter."""
        line = self._here()
        if line is None:
            return
        one = people.show(self._desk, line.row.no)
        written = clue_letter(one.file, line.wish)
        if written is not None and written.sent_on is None:
            self._printouts.show(line.row.no, LETTER.name, "移送函", written.id)
            return
        if written is not None:  # sent and answered beside the other letters
            self._window.go("person", no=line.row.no, section=PersonSection.HELP)
            return
        refuse_bare_clue(line.wish)
        given = {ITS.letter_type: CLUE, ITS.wish_id: line.wish.id}
        if LetterDialog.ask(self._page, self._desk, one, self._context(one.no), given):
            self._saved("移送函已写好，可以打印、登记发出")

    def print_sheet(self) -> None:
        """打印诉求登记表."""
        line = self._here()
        if line is not None:
            self._printouts.show(line.row.no, WISH.name, "诉求登记表", line.wish.id)

    def view(self) -> None:
        """查看, and from there 更正, 作废, 历史, 打印."""
        line = self._here()
        if line is not None:
            self._records.open(line.row.no, line.wish)

    def to_person(self) -> None:
        """打开人员页."""
        line = self._here()
        if line is not None:
            self._window.go("person", no=line.row.no, section=PersonSection.WISH)

    def resume(self) -> None:
        """A draft of a dialog that is gone on with."""
        dialogs = {STEP_FORM: self.note_step, CLUE_FORM: self.note_clue}
        for form in sorted(self._page.resuming):
            try:
                dialogs.get(form.split(":")[0], lambda: None)()
            except UserError as wrong:
                self._window.trouble(wrong)

    def _context(self, no: str) -> EntryContext:
        return entry_context(self._desk, lambda name: overview.reveal(self._desk, no, name))
