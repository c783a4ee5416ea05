"""records/gate.py: a withheld record is on no list and in no search; the same record, decided not to be
sealed, is on each of them. One person goes through everything that lists people.
"""

import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.assistance import agree, group_and_assess, visit_and_settle
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.run import NUMBERS, ROSTER, blank
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing, papers
from anbang_desktop.services.documents.listing import Line, Numbers, SeenList
from anbang_desktop.services.health import alike, examine
from anbang_desktop.services.merging import already_here
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import gate, undoing, write
from anbang_desktop.services.records.gate import Closed
from anbang_desktop.services.reports import learning, ledger, making, returned
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.takeover import reassign
from anbang_desktop.services.takeover import sheet as takeover
from anbang_desktop.services.worklist import (
    begun,
    campaigns,
    copy_systems,
    copying,
    due,
    letters,
    lists,
    people,
    verification,
    visits,
    wishes,
)
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.integration.services.cases.test_left_open import LETTER
from tests.support import desks

LIST = desks.LIST
WISH = {
    "raised_on": date(2026, 11, 27),
    "way": "VISIT_OFFICE",
    "category": "H05",
    "content": "想找一份活",
    "urgency": "NORMAL",
    "handler": "李文静",
}


def names_and_number(desk: Desk) -> tuple[str, str, int]:
    """The minor of the sample list: name, ID number and row; read from the list, not from the office."""
    plan = roster.plan(desk, LIST)
    (row,) = [one for one in plan.rows if "未满" in one.sentence and one.verdict is not Verdict.ERROR]
    return row.name, str(row.values["id_no"]), row.number


@pytest.fixture(scope="module")
def worked(
    imported_office: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bytes]:
    """An office that has worked on the minor of its list as on anybody: a file with everything in it."""
    folder = shutil.copytree(imported_office[0], tmp_path_factory.mktemp("worked") / "office")
    with desks.opened(folder, imported_office[1]) as desk:
        _, id_no, row = names_and_number(desk)
        ((_, no),) = _of_id(desk, id_no)
        assert gate.is_closed(desk, no), "proposed by the import, before anybody looked"
        gate.open_one(desk, no, "办理核查、登记")
        month = Month(desk, load(), {row: no})
        verify(month, row)
        receive(month, row)
        group_and_assess(month, row)
        agree(month, row, folder.parent)
        visit_and_settle(month, row)
        write.record(desk, no, "wish", WISH)
        write.record(desk, no, "letter", {**LETTER, "written_on": desk.today})
        drafts.keep(desk, f"contact:{no}", {"content": "写了一半"})
    return folder, imported_office[1]


@pytest.fixture
def desk(worked: tuple[Path, bytes], tmp_path: Path) -> Iterator[Desk]:
    """That office, unlocked anew."""
    with desks.opened(shutil.copytree(worked[0], tmp_path / "office"), worked[1]) as desk:
        yield desk


@pytest.fixture
def sealed(desk: Desk) -> tuple[str, str]:
    """Name of the minor and number of the case."""
    name, id_no, _ = names_and_number(desk)
    ((_, no),) = _of_id(desk, id_no)
    return name, no


def _of_id(desk: Desk, id_no: str) -> Sequence[tuple[str, str]]:
    return [(hit.row.name, hit.row.no) for hit in people.search(desk, id_no)]


def _lock(desk: Desk) -> None:
    """What was opened is closed again, as after the lock."""
    with desk.store.read() as connection:
        connection.info.clear()


def _rows(desk: Desk, quick: str) -> object:
    return people.rows(desk, people.list_ids(desk, PeopleFilter(quick=quick)))


def _found(desk: Desk, words: str) -> object:
    return people.search(desk, words)


def _campaign(desk: Desk) -> object:
    return campaigns.show(desk, campaigns.listed(desk)[0].id)


def _wishes(desk: Desk) -> object:
    return wishes.lines(desk, wishes.board(desk).ids["all"])


def _letters(desk: Desk) -> object:
    return letters.lines(desk, letters.board(desk).ids["all"])


def _verified(desk: Desk) -> object:
    return [verification.lines(desk, one.ids()) for one in verification.batches(desk)]


LISTS: dict[str, Callable[[Desk], object]] = {
    "人员": lambda desk: _rows(desk, "all"),
    "在册": lambda desk: _rows(desk, "on_books"),
    "人员第一页": lambda desk: people.first_page(desk, PeopleFilter(), limit=99),
    "评估": lambda desk: lists.assess_rows(desk, lists.assess_ids(desk)),
    "协议": lambda desk: lists.agreement_rows(desk, lists.agreement_ids(desk)),
    "档案": lambda desk: lists.file_rows(desk, lists.file_ids(desk, gaps=False)),
    "诉求": _wishes,
    "函件": _letters,
    "核查": _verified,
    "今天要办": due.work,
    "走访": lambda desk: visits.lines(desk, visits.of_villages(desk, people.villages(desk))),
    "交接班": lambda desk: takeover.read(desk, takeover.EVERYBODY, desk.today),
    "责任人的": lambda desk: [reassign.held_by(desk, name) for name, _ in reassign.workers(desk)],
    "重点时段": _campaign,
    "写了一半的": begun.listed,
    "最近的操作": undoing.last_acts,
}


def test_she_is_on_no_list_and_on_each_once_it_is_decided_that_nothing_is_sealed(
    desk: Desk, sealed: tuple[str, str]
) -> None:
    name, no = sealed
    span = {"name": "两会", "starts": desk.today, "ends": desk.today, "ways": ["PHONE"]}
    gate.open_one(desk, no, "所长审核")
    sealing.decide(desk, no, Sealing.OPEN, "王所长", "县局批复不封存")
    campaigns.start(desk, span)
    absent = [what for what, read in LISTS.items() if name not in repr(read(desk))]
    assert absent == [], "the twin is found"
    sealing.decide(desk, no, Sealing.SEALED, "王所长", "重新决定封存")
    _lock(desk)
    shown = {what: repr(read(desk)) for what, read in {**LISTS, "数据体检": examine.examine}.items()}
    assert [what for what, words in shown.items() if name in words or no in words] == []


def test_she_is_found_by_no_part_and_by_her_whole_numbers_without_a_name(
    desk: Desk, sealed: tuple[str, str]
) -> None:
    name, no = sealed
    _, id_no, _ = names_and_number(desk)
    for words in (name, name[0], "ch", id_no[-4:], id_no[:-1], no[:-1]):
        assert not [hit for hit in people.search(desk, words) if no == hit.row.no or name in hit.row.name], (
            words
        )
    for words in (no, id_no):
        (hit,) = people.search(desk, words)
        assert (hit.row.name, hit.row.village, hit.row.id_no_masked) == (gate.SEALED_FILE, "", "")


def test_she_opens_by_her_number_for_a_reason_that_is_kept(desk: Desk, sealed: tuple[str, str]) -> None:
    name, no = sealed
    with pytest.raises(Closed, match="封存"):
        people.show(desk, no)
    with pytest.raises(UserError, match="还没有写事由"):
        gate.open_one(desk, no, "  ")
    gate.open_one(desk, no, "办理本月走访")
    assert people.show(desk, no).row.name == name
    with desk.store.read() as connection:
        told = connection.exec_driver_sql("SELECT action, summary FROM audit ORDER BY seq DESC LIMIT 1").one()
    assert tuple(told) == ("reveal", "打开封存的档案，事由：办理本月走访")
    assert name not in repr(_rows(desk, "all")), "it is open, and still on no list"
    assert desk.store.check().ok


def test_they_are_listed_for_a_reason_and_never_leave(
    desk: Desk, sealed: tuple[str, str], tmp_path: Path
) -> None:
    name, no = sealed
    assert people.counts(desk)["sealed"] == gate.count(desk) == 1
    assert not people.list_ids(desk, PeopleFilter(quick=people.SEALED))
    gate.open_all(desk, "所长检查")
    assert [
        row.no for row in people.rows(desk, people.list_ids(desk, PeopleFilter(quick=people.SEALED)))
    ] == [no]
    seen = SeenList("people", "人员名单", "人", "", ("姓名",), (Line(no, (name,)),))
    for leave in (
        lambda: listing.export(desk, seen, Numbers(), tmp_path / "名单.xlsx"),
        lambda: listing.lay_out(desk, seen),
    ):
        with pytest.raises(UserError, match="不能打印，也不能导出"):
            leave()
    assert not (tmp_path / "名单.xlsx").exists()


def test_the_work_on_her_goes_on_and_names_nobody(desk: Desk, sealed: tuple[str, str]) -> None:
    (line,) = [one for one in due.work(desk) if one.kind == "sealed"]
    assert (line.name, line.no, line.quick) == ("封存的档案 1 件", "", people.SEALED)
    assert line.until is not None


def test_lists_say_how_much_they_leave_out(desk: Desk, sealed: tuple[str, str]) -> None:
    _, no = sealed
    gate.open_one(desk, no, "所长审核")
    sealing.decide(desk, no, Sealing.OPEN, "王所长", "县局批复不封存")
    campaigns.start(desk, {"name": "两会", "starts": desk.today, "ends": desk.today, "ways": ["PHONE"]})

    def left_out() -> tuple[int, int, int]:
        shown = campaigns.show(desk, campaigns.listed(desk)[0].id)
        return wishes.board(desk).withheld, letters.board(desk).withheld, shown.withheld

    listed = len(wishes.board(desk).ids["all"])
    assert left_out() == (0, 0, 0)
    sealing.decide(desk, no, Sealing.SEALED, "王所长", "重新决定封存")
    gone = listed - len(wishes.board(desk).ids["all"])
    assert left_out() == (gone, 1, 1)
    assert gone > 0


def test_she_is_copied_and_taken_along_by_nobody_who_gave_no_reason(
    desk: Desk, sealed: tuple[str, str]
) -> None:
    name, no = sealed
    system = copy_systems.systems(desk)[0].id
    for read in (lambda: copying.show(desk, no, system), lambda: papers.visit_pack(desk, [no], "whole")):
        with pytest.raises(Closed) as refused:
            read()
        assert name not in str(refused.value)
    gate.open_one(desk, no, "所长审核")
    sealing.decide(desk, no, Sealing.OPEN, "王所长", "县局批复不封存")
    _lock(desk)
    assert copying.show(desk, no, system).name == name
    assert papers.visit_pack(desk, [no], "whole").startswith(b"%PDF")


def test_what_the_county_wrote_at_her_row_is_told_nobody_once_she_is_sealed(
    desk: Desk, sealed: tuple[str, str], tmp_path: Path
) -> None:
    name, no = sealed
    gate.open_one(desk, no, "所长审核")
    sealing.decide(desk, no, Sealing.OPEN, "王所长", "县局批复不封存")
    learning.learn(desk, blank(ROSTER), ROSTER)
    made = making.make(desk, ROSTER, "2026-11", tmp_path)
    book = load_workbook(made.files[0])
    sheet = book.worksheets[0]
    (row,) = [at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 2).value == name]
    sheet.cell(row, 2).value = f"{name}红"
    book.save(tmp_path / "退回.xlsx")
    back = returned.take(desk, ROSTER, tmp_path / "退回.xlsx")
    assert [one.no for one in back.remarks] == [no], "the twin is named"
    sealing.decide(desk, no, Sealing.SEALED, "王所长", "重新决定封存")
    _lock(desk)
    way = ledger.way(desk, back.run)
    assert name not in repr(way.remarks)
    assert no not in repr(way.remarks)


def test_who_types_her_again_is_not_told_of_her(desk: Desk, sealed: tuple[str, str]) -> None:
    name, no = sealed
    _, id_no, _ = names_and_number(desk)
    assert not [one for one in already_here.find(desk, name, id_no) if one.no == no]
    assert not [one for one in alike.queue(desk) if no in (one.no, one.other)]


def test_numbers_count_her_and_no_part_of_a_sheet_names_her(
    desk: Desk, sealed: tuple[str, str], tmp_path: Path
) -> None:
    name, _ = sealed
    _, id_no, _ = names_and_number(desk)
    for blank_name in (ROSTER, NUMBERS):
        learning.learn(desk, blank(blank_name), blank_name)
    period = "2026-11"
    roster_made = making.make(desk, ROSTER, period, tmp_path, Progress())
    numbers = making.preview(desk, NUMBERS, period, Progress())
    (end,) = [line for line in numbers.lines if "期末在册" in line.label]
    assert int(end.text) == roster_made.people + 1
    assert all(check.ok for check in roster_made.checks)
    (said,) = [check.what for check in roster_made.checks if check.what.startswith("花名册")]
    assert "按规定不列名 1 人" in said
    assert name not in said
    told = _bytes_of(Path(roster_made.files[0]))
    for secret in (name, id_no, id_no[6:14]):
        assert secret.encode() not in told, secret


def _bytes_of(book: Path) -> bytes:
    with zipfile.ZipFile(book) as parts:
        return b"".join(parts.read(part) for part in parts.namelist())
