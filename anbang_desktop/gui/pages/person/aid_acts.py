"""What can be done for the needs of the person in front: ask, assign, a measure, a letter and what
follows.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.help_facts import Policy
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.field import Record, names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.records.aid_dialogs import (
    FinishDialog,
    LetterReplyDialog,
    LetterSendDialog,
    NeedOwnerDialog,
)
from anbang_desktop.gui.records.letter_types_dialog import LetterTypesDialog
from anbang_desktop.gui.records.needs_dialog import NeedsDialog
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.services.aid import board, data, policies
from anbang_desktop.services.aid.board import NeedLine
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist.people import Person

MEASURE = names(HelpMeasure)


class AidActs:
    """Opens the dialogs of help over the page; ``done`` says what was saved."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        *,
        person: Callable[[], Person],
        context: Callable[[], EntryContext],
        done: Callable[[str], object],
        section: Callable[[PersonSection], object],
    ) -> None:
        """``person`` is the one in front now."""
        self._parent, self._desk, self._person, self._context = parent, desk, person, context
        self._done, self._section = done, section

    def ask(self, *, unasked: bool = False) -> None:
        """去问: the needs that nobody asked for, or all of them."""
        one = self._person()
        all_asked = not board.of(self._desk, one.file).unasked
        if NeedsDialog.ask(self._parent, self._desk, one, self._context(), unasked=unasked and not all_asked):
            self._done(f"需求已保存：{one.row.name}")

    def assign(self, line: NeedLine) -> None:
        """指定责任人."""
        if NeedOwnerDialog.ask(self._parent, self._desk, self._person(), line, self._context()):
            self._done(f"已指定责任人：{line.label}")

    def measure(self, line: NeedLine) -> None:
        """A measure for a need."""
        self._new(HelpMeasure, {MEASURE.help: line.code, MEASURE.until: line.until})

    def refer(self, code: str) -> None:
        """A referral for a need, by the first policy that is about it."""
        found = next((one for one in data.policies() if one.help == code), None)
        self._new(Letter, policies.referral(found) if found else {names(Letter).help: code})

    def refer_by(self, policy: Policy) -> None:
        """The referral that a policy leads to."""
        self._new(Letter, policies.referral(policy))

    def write(self, letter_type: str) -> None:
        """A letter of that type."""
        self._new(Letter, {names(Letter).letter_type: letter_type})

    def write_other(self) -> None:
        """写函: which one is asked first."""
        chosen = LetterTypesDialog.ask(self._parent, self._desk, self._person())
        if chosen is not None:
            self.write(chosen)

    def _new(self, record: type[Record], given: Values) -> None:
        one, kind = self._person(), kind_for(record)
        if ask_new(self._parent, self._desk, one, self._context(), kind, given):
            self._done(f"{kind.label}已保存：{one.row.name}")

    def send(self, letter: Letter) -> None:
        """登记发出."""
        if LetterSendDialog.ask(self._parent, self._desk, self._person(), letter, self._context()):
            self._done(f"已登记发出：{letter.receiver}")

    def answer(self, letter: Letter) -> None:
        """登记回执."""
        if LetterReplyDialog.ask(self._parent, self._desk, self._person(), letter, self._context()):
            self._done(f"已登记回执：{letter.receiver}")

    def finish(self, measure: HelpMeasure) -> None:
        """登记结果."""
        if FinishDialog.ask(self._parent, self._desk, self._person(), measure, self._context()):
            self._done(f"结果已保存：{measure.item}")

    # by a verb of the work list: the one that has waited longest -----------------------------------

    def send_next(self) -> None:
        """登记发出."""
        self._first([one for one in self._person().file.of(Letter) if one.sent_on is None], self.send)

    def answer_next(self) -> None:
        """登记回执."""
        waiting = [
            one
            for one in self._person().file.of(Letter)
            if one.sent_on is not None and one.replied_on is None
        ]
        self._first(sorted(waiting, key=_due), self.answer)

    def finish_next(self) -> None:
        """登记结果."""
        found = self._person().file.of(HelpMeasure)
        self._first([one for one in found if one.state in help_measure.OPEN], self.finish)

    def _first(self, waiting: list[Letter] | list[HelpMeasure], act: Callable[..., object]) -> None:
        if waiting:
            act(waiting[0])
        else:
            self._section(PersonSection.HELP)


def _due(letter: Letter) -> str:
    return letter.reply_due.isoformat() if letter.reply_due else ""
