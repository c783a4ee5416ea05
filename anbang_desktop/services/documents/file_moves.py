"""Where the files are: lent and brought back (借阅), handed over (移交), destroyed after their time (销毁).
All of it is written down and can be undone until it was carried out; no data are deleted by any of it.

``move_papers`` brings ReportLab.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from anbang_desktop.domain.states import State, state
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.field import Field, name_of, names, take
from anbang_desktop.fields.file_moves import LOAN_FIELDS, FileList, ListedFile, ListKind, Loan
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.office.archive_rules import FOR_EVER
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.unit import begin
from anbang_desktop.storage.queries import file_moves as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.services.documents import move_papers
else:
    move_papers = lazy_import("anbang_desktop.services.documents.move_papers")

_ITS = names(Loan)


class Lent(NamedTuple):
    """A file that is out, and whose it is."""

    loan: Loan
    no: str
    name: str

    def overdue(self, today: date) -> bool:
        """It should be back."""
        return self.loan.due_on < today


@dataclass(frozen=True, slots=True)
class Shown:
    """A list with its files."""

    list: FileList
    files: tuple[ListedFile, ...]


# ---- lending


def lend(
    desk: Desk, no: str, borrower: str, reason: str, due: date, unit: str = "", on: date | None = None
) -> int:
    """借阅: somebody takes a file until ``due``; its id. UserError where it is out already, and for days that
    can't be.
    """
    day = refuse_future(desk, on or desk.today, name_of(_ITS.lent_on))
    if due < day:
        raise UserError(f"应还日期 {due} 早于借出日期 {day}。", "请核对日期。", field=name_of(_ITS.due_on))
    said = {_ITS.borrower: borrower, _ITS.reason: reason, _ITS.unit: unit}
    read = {str(name): take(_field(name), value, desk.read_context) for name, value in said.items()}
    for name in (_ITS.borrower, _ITS.reason):
        if not read[name_of(name)]:
            raise UserError(f"还没有填{_field(name).label}。", "请补上。", field=name_of(name))
    with begin(desk, "借出档案") as made:
        about = made.open(no)
        _refuse_gone(made.work.connection, about)
        out = _out(made.work.connection, about)
        if out is not None:
            raise UserError(
                f"{about.no} 已经借给{out.borrower}（{out.lent_on}），还没有归还。",
                "收回以后再借。",
                field="no",
            )
        loan = Loan(
            case_id=about.case_id,
            borrower=str(read[name_of(_ITS.borrower)]),
            unit=str(read[name_of(_ITS.unit)] or "") or None,
            reason=str(read[name_of(_ITS.reason)]),
            lent_on=day,
            due_on=due,
            entered_at=desk.clock.now(),
            entered_by=desk.user,
        )
        return made.add(loan, f"借出档案 {about.no}").id


def _field(attribute: object) -> Field:
    return next(one for one in LOAN_FIELDS if one.name == name_of(attribute))


def give_back(desk: Desk, no: str, on: date | None = None) -> Loan:
    """归还; UserError where the file isn't out."""
    day = refuse_future(desk, on or desk.today)
    with begin(desk, "归还档案") as made:
        about = made.open(no)
        out = _out(made.work.connection, about)
        if out is None:
            raise UserError(f"{about.no} 没有借出。", "请核对档案编号。", field="no")
        if day < out.lent_on:
            raise UserError(f"归还日期 {day} 早于借出日期 {out.lent_on}。", "请核对日期。", field="on")
        return made.change(out, replace(out, returned_on=day), f"归还档案 {about.no}")


def _out(connection: Connection, about: CaseFile) -> Loan | None:
    return next((one for one in query.of_case(connection, about.case_id) if one.returned_on is None), None)


def loans(desk: Desk, no: str) -> list[Loan]:
    """Every time a file was lent, newest first."""
    with desk.store.read() as connection:
        return query.of_case(connection, case_file.by_no(connection, no).case_id)[::-1]


def lent(desk: Desk, no: str) -> Loan | None:
    """The loan of a file that is out now."""
    return next((one for one in loans(desk, no) if one.returned_on is None), None)


def out_now(desk: Desk) -> list[Lent]:
    """The files that are out, the one that is due first at the top."""
    with desk.store.read() as connection:
        found = query.out_now(connection)
        files = {one.case_id: one for one in case_file.of_cases(connection, [one.case_id for one in found])}
    return [Lent(one, files[one.case_id].no, files[one.case_id].client.name) for one in found]


def slip(desk: Desk, no: str) -> bytes:
    """借阅单 of the last loan, to be signed by who takes and who brings back."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = query.of_case(connection, about.case_id)
    if not found:
        raise UserError(f"{about.no} 没有借阅记录。", "请先登记借阅。", field="no")
    return move_papers.slip(desk, about, found[-1])


# ---- lists


def candidates(desk: Desk, kind: ListKind) -> list[str]:
    """The numbers of the closed files that a list of that kind may take now: for a destruction those whose
    time is over. Whoever stands on a list already and what is withheld is left out.
    """
    rules = archive_rules.read(desk)
    with desk.store.read() as connection:
        if kind is ListKind.HANDOVER:
            return query.closed_before(connection, date.max)
        if rules.years is None or rules.years == FOR_EVER:
            return []
        return query.closed_before(connection, date(desk.today.year - rules.years, 1, 1))


def make_list(
    desk: Desk, kind: ListKind, numbers: Sequence[str], receiver: str = "", reason: str = ""
) -> int:
    """移交清单 or 销毁清册 of these files; its id. Refused names every file that can't be on it."""
    if not numbers:
        raise UserError("没有选档案。", "请写上档案编号，或者先看可以列入的有哪些。", field="no")
    if kind is ListKind.HANDOVER and not receiver.strip():
        raise UserError("还没有填接收单位。", "请写明移交给谁，例如县档案馆。", field="receiver")
    rules = archive_rules.read(desk)
    if kind is ListKind.DESTRUCTION and rules.years is None:
        raise UserError(
            "本所还没有定档案的保管期限，不能列销毁清册。", "请先在归档设置里填保管期限。", field="years"
        )
    with begin(desk, f"列{kind.label}") as made:
        files = [case_file.by_no(made.work.connection, no) for no in dict.fromkeys(numbers)]
        wrong = [said for one in files if (said := _hindrance(made.work.connection, desk, kind, one))]
        if wrong:
            raise Refused(wrong)
        made.is_about([one.case_id for one in files])
        new = FileList(
            kind=kind,
            made_on=desk.today,
            receiver=receiver.strip() or None,
            reason=reason.strip() or None,
            entered_at=desk.clock.now(),
            entered_by=desk.user,
        )
        stored = made.add(new, f"列{kind.label}")
        listed = [
            ListedFile(
                list_id=stored.id,
                about_id=one.case_id,
                no=one.no,
                title=move_papers.title(desk, one),
                closed_on=closed_on(one),
                keeping=rules.keeping or None,
            )
            for one in files
        ]
        made.add_many(listed, f"列{kind.label}")
        return stored.id


def _hindrance(connection: Connection, desk: Desk, kind: ListKind, about: CaseFile) -> str:
    """Why a file can't be on a list; empty where it can."""
    ended = closed_on(about)
    if ended is None:
        return f"{about.no} 还没有办结（现在是“{state(about.state).label}”）。"
    if _out(connection, about) is not None:
        return f"{about.no} 借出去了，还没有归还。"
    known = query.listed_as(connection, about.case_id)
    if known:
        return f"{about.no} 已经列在{known[-1].label}里。"
    if kind is ListKind.DESTRUCTION:
        until = kept_until(desk, about)
        if until is None:
            return f"{about.no} 永久保管，不能销毁。"
        if until > desk.today:
            return f"{about.no} 要保管到 {until}，现在不能销毁。"
    return ""


def closed_on(about: CaseFile) -> date | None:
    """结卷日期: the day on which help ended; None while it goes on."""
    ways = [one.on for one in about.stages if state(one.state).ended and one.state != State.S90_ARCHIVED]
    return ways[-1] if ways and state(about.state).ended else None


def kept_until(desk: Desk, about: CaseFile) -> date | None:
    """The first day on which a file may be destroyed: its years count from the first of January after it was
    closed; None: for ever, or nobody has said how long.
    """
    years, ended = archive_rules.read(desk).years, closed_on(about)
    if years is None or years == FOR_EVER or ended is None:
        return None
    return date(ended.year + 1 + years, 1, 1)


def lists(desk: Desk) -> list[Shown]:
    """Every list, newest first."""
    with desk.store.read() as connection:
        found = query.all_lists(connection)
        return [Shown(one, tuple(query.files_on(connection, one.id))) for one in found]


def show_list(desk: Desk, list_id: int) -> Shown:
    """One list; UserError when there is none of that number."""
    with desk.store.read() as connection:
        return _shown(connection, list_id)


def _shown(connection: Connection, list_id: int) -> Shown:
    found = query.find_list(connection, list_id)
    if found is None:
        raise UserError(f"没有 {list_id} 号清单。", "请核对编号。", field="list")
    return Shown(found, tuple(query.files_on(connection, list_id)))


def say(desk: Desk, list_id: int, who: str, on: date | None = None) -> FileList:
    """The word of one of the two people, the first one first (移交人 or 批准人, then 接收人 or 监销人):
    another person each time.
    """
    day, name = refuse_future(desk, on or desk.today), who.strip()
    if not name:
        raise UserError("还没有写是谁同意的。", "请填姓名。", field="who")
    with begin(desk, "登记清单签字") as made:
        known = _open(made.work, list_id)
        if known.first_by is None:
            after = replace(known, first_by=name, first_on=day)
        elif known.second_by is None:
            if name == known.first_by:
                raise UserError(
                    f"{name}已经签过，第二人要是另一个人。", "请由另一人签字后登记。", field="who"
                )
            after = replace(known, second_by=name, second_on=day)
        else:
            raise UserError("两个人都已经签过字。", "可以登记办结了。", field="who")
        return made.change(known, after, "登记清单签字")


def finish(desk: Desk, list_id: int, on: date | None = None) -> FileList:
    """The files were handed over, or destroyed: only with the word of both. Nothing is deleted here; it can't
    be undone.
    """
    day = refuse_future(desk, on or desk.today)
    with begin(desk, "清单办结") as made:
        known = _open(made.work, list_id)
        if known.second_by is None:
            missing = "两个人的" if known.first_by is None else "第二个人的"
            raise UserError(f"{known.kind.label}还缺{missing}签字，不能办结。", "请先登记签字。", field="who")
        made.work.lasting = True
        return made.change(known, replace(known, done_on=day), f"{known.kind.label}办结")


def _open(work: Work, list_id: int) -> FileList:
    known = _shown(work.connection, list_id).list
    if known.done_on is not None:
        raise UserError(f"这份{known.kind.label}已经在 {known.done_on} 办结。", "不能再改。", field="list")
    return known


def list_paper(desk: Desk, list_id: int) -> bytes:
    """The list on paper, with places for both to sign."""
    return move_papers.list_paper(desk, show_list(desk, list_id))


def note_out(desk: Desk, what: str, action: str = "print") -> None:
    """Record in the audit that a list or a slip left. It shows no record, so nothing is held by it."""
    with desk.store.work(desk.clock) as work:
        work.note(action, "lists/archive", what)


def _refuse_gone(connection: Connection, about: CaseFile) -> None:
    known = query.listed_as(connection, about.case_id)
    if known:
        raise UserError(f"{about.no} 已经列在{known[-1].label}里。", "要查阅的，请找接收单位。", field="no")
