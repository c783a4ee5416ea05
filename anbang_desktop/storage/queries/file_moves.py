"""Which files are lent, on which list a file stands, which are closed long enough."""

from datetime import date

from sqlalchemy import func, select

from anbang_desktop.domain.states import State
from anbang_desktop.fields.file_moves import FileList, ListedFile, ListKind, Loan
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.question import Question
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.shapes import FILE_LISTS, FILE_LOANS, LISTED_FILES, Reader
from anbang_desktop.storage.tables_papers import file_lists, file_loans, listed_files
from anbang_desktop.storage.work import Work

_OF_CASE = Reader(FILE_LOANS, "case_id", ("id",))
_OUT = Question(
    FILE_LOANS.select(file_loans.c.returned_on.is_(None), listed(file_loans.c.case_id)).order_by(
        file_loans.c.due_on, file_loans.c.id
    ),
    FILE_LOANS.loads,
)
_LIST = Reader(FILE_LISTS, "id", ("id",))
_FILES = Reader(LISTED_FILES, "list_id", ("id",))
_ALL_LISTS = Question(FILE_LISTS.select().order_by(file_lists.c.id.desc()), FILE_LISTS.loads)


def of_case(connection: Connection, case_id: int) -> list[Loan]:
    """Every time a file was lent, oldest first."""
    return _OF_CASE.read(connection, case_id)


def out_now(connection: Connection) -> list[Loan]:
    """What is lent and not back, the one that is due first at the top; withheld files left out."""
    return [FILE_LOANS.make(row, {}) for row in _OUT.rows(connection)]


def all_lists(connection: Connection) -> list[FileList]:
    """The lists of the office, newest first."""
    return [FILE_LISTS.make(row, {}) for row in _ALL_LISTS.rows(connection)]


def find_list(connection: Connection, list_id: int) -> FileList | None:
    """One list."""
    return next(iter(_LIST.read(connection, list_id)), None)


def files_on(connection: Connection, list_id: int) -> list[ListedFile]:
    """The files on a list, in its order."""
    return _FILES.read(connection, list_id)


def listed_as(connection: Connection, case_id: int) -> list[ListKind]:
    """On which lists a file stands."""
    wanted = (
        select(file_lists.c.kind)
        .join(listed_files, listed_files.c.list_id == file_lists.c.id)
        .where(listed_files.c.about_id == case_id)
    )
    return [ListKind(kind) for kind in connection.execute(wanted).scalars()]


def closed_before(connection: Connection, day: date) -> list[str]:
    """The numbers of the cases that ended before a day and are closed still, without those that stand on a
    list; withheld ones left out.
    """
    case, stage = tables.cases.c, tables.stages.c
    ended = [one.code for one in State if one.ended and one is not State.S35_RETURNED]
    ways = [code for code in ended if code != State.S90_ARCHIVED]
    last = (
        select(stage.case_id, func.max(stage.on).label("on"))
        .where(stage.state.in_(ways))
        .group_by(stage.case_id)
        .subquery()
    )
    wanted = (
        select(case.no)
        .join(last, last.c.case_id == case.id)
        .where(case.state.in_(ended), last.c.on < day, listed(case.id))
        .where(case.id.not_in(select(listed_files.c.about_id)))
        .order_by(case.no)
    )
    return list(connection.execute(wanted).scalars())


def move(work: Work, gone: int, kept: int, summary: str) -> None:
    """Two cases become one."""
    for table, column in ((file_loans, "case_id"), (listed_files, "about_id")):
        wanted = select(table.c.id).where(table.c[column] == gone)
        for id_ in work.connection.execute(wanted).scalars().all():
            work.update(table, id_, {column: kept}, summary)
