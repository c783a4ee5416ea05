"""Opens a record of a person and does what is asked of it: 查看, 更正, 作废, 历史, 打印."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record, Stored
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.records.as_of_dialog import AsOfDialog
from anbang_desktop.gui.records.correct_dialog import CorrectDialog
from anbang_desktop.gui.records.history_dialog import Hands, HistoryDialog, Subject
from anbang_desktop.gui.records.printouts import Printouts
from anbang_desktop.gui.records.reason_dialog import ReasonDialog, voiding
from anbang_desktop.gui.records.units_dialog import UnitsDialog
from anbang_desktop.gui.records.view_dialog import About, Act, ViewDialog, about, note_reveal
from anbang_desktop.gui.records.wish_dialog import WishDialog
from anbang_desktop.gui.records.words import day_words
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history, revisions, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import overview, people
from anbang_desktop.services.worklist.people import Person


class Records:
    """Every dialog lies over ``over``; ``changed`` reads the page again."""

    def __init__(
        self,
        over: QWidget,
        desk: Desk,
        window: Window,
        printouts: Printouts,
        changed: Callable[[], object],
    ) -> None:
        """The same for every page that shows records."""
        self._over, self._desk, self._window = over, desk, window
        self._printouts, self._changed = printouts, changed

    def open(self, no: str, record: Record) -> None:
        """查看, and what follows from it, until it is closed."""
        while (found := self._read(no, record)) is not None:
            one, now = found
            act = ViewDialog.ask(self._over, self._desk, one, now)
            if act is None or not self._do(one, now, act):
                return

    def do(self, no: str, record: Record, act: Act) -> None:
        """One act on a record."""
        if act is Act.VIEW:
            self.open(no, record)
        elif (found := self._read(no, record)) is not None:
            self._do(*found, act)

    def _read(self, no: str, record: Record) -> tuple[Person, Record] | None:
        """The person and the record as they are now; None when it was taken back meanwhile."""
        one = people.show(self._desk, no)
        now = _found(one.file, record)
        return None if now is None else (one, now)

    def _do(self, one: Person, record: Record, act: Act) -> bool:
        """Whether the record is looked at again afterwards."""
        match act:
            case Act.PRINT:
                return self._print(one, record)
            case Act.CORRECT:
                return self._correct(one, record)
            case Act.VOID:
                return self._void(one, record)
            case Act.TURN:
                return self._turn(one, record)
            case Act.HISTORY:
                following = self._history(one, record)
                return self._do(one, record, following) if following else True
            case _:
                return True

    def _correct(self, one: Person, record: Record) -> bool:
        if isinstance(record, Assessment):
            self._window.go("assessments", no=one.no, record=record.id)
            return False
        if CorrectDialog.ask_record(self._over, self._desk, one, record, self._context(one)):
            self._done(f"已更正：{about(self._desk, one, record).what}")
        return True

    def _turn(self, one: Person, record: Record) -> bool:
        if isinstance(record, Contact) and WishDialog.ask_from(
            self._over, self._desk, one, self._context(one), record
        ):
            self._done(f"已转为诉求：{one.row.name}")
        return True

    def _void(self, one: Person, record: Record) -> bool:
        what = about(self._desk, one, record).what
        went_out = write.went_out(self._desk, record)
        reason = ReasonDialog.ask(self._over, voiding(what, went_out=went_out))
        if reason is None:
            return True
        write.void(self._desk, one.no, kind_for(type(record)).name, record.id, reason)
        self._done(f"已作废：{what}")
        return False

    def _print(self, one: Person, record: Record) -> bool:
        kind = kind_for(type(record))
        if isinstance(record, Agreement):
            self._window.go("agreements", no=one.no)
        else:
            self._printouts.show(one.no, kind.name, kind.label, record.id)
        return False

    def _history(self, one: Person, record: Record) -> Act | None:
        kind, named = kind_for(type(record)), about(self._desk, one, record)
        subject = Subject(
            no=one.no,
            title=f"{kind.label}的历史",
            said="　".join((named.name, f"{named.day}{named.title}")),
            kind=kind.fields,
            read=lambda: revisions.of_record(self._desk, one.no, record),
            now=lambda name: getattr(self._now(one.no, record), name, None),
            may=() if record.voided_at else (Act.VOID, Act.CORRECT),
            foot=self._foot(record),
            then=lambda unit: _found(revisions.as_of_unit(self._desk, one.no, unit), record),
        )
        return HistoryDialog.ask(self._over, self._desk, subject, self._hands(one, named))

    def registration_history(self, no: str) -> None:
        """What was changed of person and case."""
        one = people.show(self._desk, no)
        subject = Subject(
            no=no,
            title="登记表的历史",
            said=f"{one.row.name}　档案 {no}",
            kind=REGISTRATION,
            read=lambda: revisions.of_registration(self._desk, no),
            now=lambda name: self._value_now(no, name),
        )
        named = About("登记表", "", one.row.name)
        HistoryDialog.ask(self._over, self._desk, subject, self._hands(one, named))

    def _value_now(self, no: str, name: str) -> object:
        return people.show(self._desk, no).values.get(name)

    def units(self, no: str) -> None:
        """办理记录."""
        name = people.show(self._desk, no).row.name
        UnitsDialog.ask(self._over, self._desk, no, name, self._window.take_back)

    def as_of(self, no: str) -> None:
        """看某一天的情况."""
        AsOfDialog.ask(self._over, self._desk, people.show(self._desk, no))

    def _hands(self, one: Person, named: About) -> Hands:
        return Hands(
            take_back=self._window.take_back,
            saved=self._done,
            show=lambda over, stored: self._show_then(over, one, stored),
            revealed=note_reveal(self._desk, one, named.what),
        )

    def _show_then(self, over: QWidget, one: Person, stored: Stored) -> None:
        if isinstance(stored, Record):
            ViewDialog(over, self._desk, one, stored, then=True).run()

    def _foot(self, record: Record) -> str:
        corrected = history.corrected_on(self._desk, record)
        if corrected is None:
            return ""
        return f"打印以后更正过，重新打印的注明“{day_words(corrected, self._desk.today)}更正”。"

    def _now(self, no: str, record: Record) -> Record | None:
        return _found(people.show(self._desk, no).file, record)

    def _context(self, one: Person) -> EntryContext:
        made = entry_context(self._desk, lambda name: overview.reveal(self._desk, one.no, name))
        return replace(made, cover=True)

    def _done(self, words: str) -> None:
        self._changed()
        self._window.done(words)


def _found(about_: CaseFile, record: Record) -> Record | None:
    return next((one for one in about_.all_of(type(record)) if one.id == record.id), None)
