"""The unit of work of a service: cases opened in it are read once, every write keeps them up to date, and it
closes through the steps that the composition root handed to the desk (the card, and whatever else follows
from a case).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import TypeVar

from anbang_desktop.domain.states import state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Record, Stored, name_of, names
from anbang_desktop.fields.stage import Stage
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage import undo
from anbang_desktop.storage.history import Unit as Taken
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.queries import drafts
from anbang_desktop.storage.tables_core import settings
from anbang_desktop.storage.work import RULES, Work

S = TypeVar("S", bound=Stored)
_AT_ONCE = 400  # cases read in one go when a unit closes over many


class Unit:
    """What one verb changes. ``work`` is for rows that belong to no case (attachments, settings, notes)."""

    def __init__(self, desk: Desk, work: Work) -> None:
        """Made by ``begin``."""
        self.desk, self.work = desk, work
        self.gone: set[int] = set()
        self.takes_back = False
        self.rules_hold = False  # other rules hold from today on, taken some time ago
        self._rules_back = False
        self._files: dict[int, CaseFile] = {}
        self._touched: set[int] = set()
        self._opened_for: set[int] = set()  # people for whom a case was opened, or who got another number

    @property
    def rules_changed(self) -> bool:
        """Whether it took rules for the office, or took that back."""
        return self._rules_back or any(key.startswith(RULES) for key in self.work.set_keys)

    def open(self, no: str) -> CaseFile:
        """The case that this unit is about; UserError when there is no such number."""
        return self._opened(case_file.by_no(self.work.connection, no))

    def is_about(self, case_ids: Iterable[int]) -> None:
        """The cases that a unit over several is about: it stands in the list of what was done with each,
        also where it only adds records.
        """
        several = sorted(set(case_ids))
        self.work.case_id = several[0] if len(several) == 1 else None
        for case_id in several if len(several) > 1 else ():
            self.work.note("several", f"cases/{case_id}", self.work.label)

    def _opened(self, about: CaseFile) -> CaseFile:
        self.work.case_id = self.work.case_id or about.case_id
        self._files[about.case_id] = about
        return about

    def about(self, case_id: int) -> CaseFile:
        """A case by its id, as this unit has left it so far."""
        if case_id not in self._files:
            self._files[case_id] = case_file.by_id(self.work.connection, case_id)
        return self._files[case_id]

    def now(self, about: CaseFile) -> CaseFile:
        """The case as this unit has left it so far."""
        return self._files[about.case_id]

    def add(self, record: S, summary: str) -> S:
        """Store a new record, stage, case or person; as stored, with its id."""
        stored = replace(record, id=self.work.add(record, summary))
        self._added(stored)
        return stored

    def add_many(self, records: Sequence[S], summary: str | Callable[[S], str]) -> list[S]:
        """Store many new ones of one class quickly; as stored, with their ids."""
        stored = self.work.add_many(records, summary)
        for one in stored:
            self._added(one)
        return stored

    def _added(self, stored: Stored) -> None:
        self._keep(stored)
        if isinstance(stored, Case):
            self._opened_for.add(stored.client_id)

    def change(self, before: S, after: S, summary: str) -> S:
        """Bring a stored row into a new state."""
        self.work.change(before, after, summary)
        self._keep(after)
        match before, after:
            case Case(), Case() if state(before.state).ended and not state(after.state).ended:
                self._opened_for.add(after.client_id)
            case Client(), Client() if after.id_no and before.id_no != after.id_no:
                self._opened_for.add(after.id)
        if isinstance(after, Client):
            self._touched.update(query.open_cases_of_client(self.work.connection, after.id))
        return after

    def change_person(self, about: CaseFile, after: Client, summary: str) -> None:
        """Bring the person of a case into a new state. Of a case that has ended it is what was kept of the
        person; today's values follow as far as they were the same.
        """
        kept = query.snapshot(self.work.connection, about.case_id) if state(about.state).ended else None
        if kept is None:
            self.change(about.client, after, summary)
            return
        query.change_snapshot(self.work, about.case_id, after)
        now = query.client_by_id(self.work.connection, after.id)
        names = (one.name for one in fields(Client) if getattr(now, one.name) == getattr(kept, one.name))
        self.change(now, replace(now, **{name: getattr(after, name) for name in names}), summary)
        self.hold([replace(self.now(about), client=after)])

    def touch(self, *case_ids: int) -> None:
        """These cases have to be read and closed anew: they were changed beneath their records."""
        for case_id in case_ids:
            self._files.pop(case_id, None)
            self._touched.add(case_id)

    def hold(self, files: Iterable[CaseFile]) -> None:
        """Cases of which everything is at hand (they were just made): closed without reading them."""
        for about in files:
            self._files[about.case_id] = about
            self._touched.add(about.case_id)

    def close(self) -> None:
        """Bring what was touched so far to its end (``desk.closing``) and let go of it: who writes thousands
        of cases closes one portion after the other.
        """
        for step in self.desk.closing:
            step(self)
        self._files.clear()
        self._touched.clear()

    def take_back(self, taken: Taken, summary: str, progress: Progress | None = None) -> None:
        """Bring everything that another unit changed to what it was; the caller has seen that nothing stands
        in the way. Cases that it made are gone then, and what anybody has begun to type about them with
        them.
        """
        self.takes_back = True
        rows = undo.touched(self.work.connection, taken)
        self._rules_back = any(row.table is settings and str(row.key).startswith(RULES) for row in rows)
        made = undo.made_by(self.work.connection, taken, "cases")
        numbers = query.numbers_of(self.work.connection, made)
        concerned = undo.take_back(self.work, taken, summary, progress)
        drafts.drop_of(self.work.connection, set(numbers.values()))
        self.gone |= set(made)
        self.touch(*concerned)
        self._opened_for |= query.clients_of(self.work.connection, sorted(concerned))

    def refuse_two_open(self) -> None:
        """Whatever a unit did (registered, imported, reopened, took back): UserError where it leaves a
        person, by row or by number, with two cases that have not ended.
        """
        for name, numbers in query.open_twice(self.work.connection, sorted(self._opened_for)):
            raise UserError(
                f"{name}会同时有两份未办结的档案：{'、'.join(numbers)}。",
                "一个人只能有一份，请先办结其中一份，或者在那一份里继续办理。",
                field=name_of(names(Client).id_no),
            )

    def _keep(self, stored: Stored) -> None:
        for case_id in self._concerned(stored):
            self._touched.add(case_id)
            if case_id in self._files:
                self._files[case_id] = self._files[case_id].with_stored(stored)

    def _concerned(self, stored: Stored) -> list[int]:
        match stored:
            case Record() | Stage():
                return [stored.case_id]
            case Case():
                return [stored.id]
            case Client():
                return [id_ for id_, about in self._files.items() if _follows(about, stored)]
            case _:
                return []

    def touched(self) -> Iterator[CaseFile]:
        """Every case that was changed, from the values at hand where they are."""
        wanted = sorted(self._touched - self.gone)
        for at in range(0, len(wanted), _AT_ONCE):
            part = wanted[at : at + _AT_ONCE]
            unread = [case_id for case_id in part if case_id not in self._files]
            self.hold(case_file.of_cases(self.work.connection, unread) if unread else ())
            yield from (self._files[case_id] for case_id in part)


def _follows(about: CaseFile, client: Client) -> bool:
    """A case that has ended keeps the person as of then."""
    return about.client.id == client.id and not state(about.state).ended


@contextmanager
def begin(desk: Desk, label: str) -> Iterator[Unit]:
    """One transaction under the name by which it is undone (登记走访); closes through ``desk.closing``."""
    made: Unit | None = None
    try:
        with desk.store.work(desk.clock, label) as work:
            made = Unit(desk, work)
            yield made
            made.refuse_two_open()
            made.close()
    except BaseException:
        if made is not None and made.rules_changed:  # nothing of it was written
            desk.shelf.forget()
        raise
