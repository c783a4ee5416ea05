"""services/reports/changes: fifty people sent, three changed: a sheet of those three."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.services.cases import advance, sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.reports import changes, difference, learning, ledger, making
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.services.reports.ledger import Delivered
from anbang_desktop.services.worklist import people
from tests.support import makers

BLANKS = paths.resources("report", "blanks")
PEOPLE, PERIOD = 50, "2026-11"
WHOLE = Leaving(whole_ids=True)


def at(desk: Desk, day: date) -> Desk:
    return replace(desk, clock=FixedClock(day))


def register(desk: Desk, number: int, day: date = date(2026, 10, 12)) -> str:
    one = makers.people(60, seed=5)[number]
    values = {
        **one.values(),
        "release_cert_no": f"（2026）释字第 {number} 号",
        "release_type": "01",
        "release_date": day,
    }
    return advance.register_walk_in(at(desk, day), values, "PRISON", day)


@pytest.fixture
def office(empty_desk: Desk) -> tuple[Desk, list[str]]:
    """Fifty on the books, the blanks learned."""
    numbers = [register(empty_desk, number) for number in range(PEOPLE)]
    for name in ("花名册", "统计表"):
        learning.learn(empty_desk, BLANKS / f"{name}.xlsx", name)
    return empty_desk, numbers


def sent(desk: Desk, folder: Path, name: str = "花名册") -> Path:
    made = making.make(desk, name, PERIOD, folder, leaving=WHOLE)
    ledger.deliver(desk, ledger.find(desk, name).id, Delivered(desk.today, "专人送达"))
    return Path(made.files[0])


def test_three_of_fifty_changed_are_a_sheet_of_three(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, numbers = office
    sent(desk, tmp_path)
    placed = {"placed": True, "way": "01", "placed_from": "2026-11-05"}
    write.record(desk, numbers[3], "placement", placed)
    write.record(desk, numbers[7], "registration", {"name": "孟改名"})
    write.record(desk, numbers[30], "registration", {"live_addr": "柳湾村新居 8 号"})
    seen = changes.since_last(desk, "花名册", PERIOD)
    assert (seen.people, {one.way for one in seen.rows}) == (3, {"changed"})
    assert seen.base == "2026年11月第 1 版，2026-11-30 送达"
    by_no = {one.no: {cell.field: (cell.old, cell.new) for cell in one.cells} for one in seen.rows}
    assert set(by_no) == {numbers[3], numbers[7], numbers[30]}
    assert by_no[numbers[7]]["name"][1] == "孟改名"
    assert by_no[numbers[3]]["placement_way"] == ("", "落实责任田")
    written = difference.write(desk, "花名册", PERIOD, tmp_path / "变化", said=WHOLE)
    (file,) = (tmp_path / "变化").iterdir()
    assert written.files == (str(file),)
    assert file.name == "青山司法所_花名册_2026年11月_变化3人.xlsx"
    sheet = load_workbook(file).worksheets[0]
    names = [sheet.cell(row, 2).value for row in range(5, 9)]
    assert [name for name in names if name and "填表人" not in str(name)] == [one.name for one in seen.rows]
    notes = [str(sheet.cell(row, 19).value or "") for row in range(5, 8)]
    assert any("姓名：" in note and "→孟改名" in note for note in notes)
    shaded = {
        cell.coordinate
        for row in sheet.iter_rows(min_row=5, max_row=7, max_col=18)
        for cell in row
        if cell.fill.patternType == "solid"
    }
    assert len(shaded) == sum(len(one.cells) for one in seen.rows)
    assert all(sheet[place].font.b for place in shaded)


def test_who_came_and_who_left_is_told_and_the_numbers_too(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, _ = office
    for name in ("花名册", "统计表"):
        sent(desk, tmp_path, name)
    register(desk, PEOPLE, date(2026, 11, 30))
    seen = changes.since_last(desk, "花名册", PERIOD)
    assert [(one.way, one.words) for one in seen.rows] == [("new", "新增")]
    numbers_ = {one.header: (one.old, one.new) for one in changes.since_last(desk, "统计表", PERIOD).numbers}
    assert numbers_["期末在册人数"] == ("50", "51")
    book = load_workbook(
        difference.write(desk, "统计表", PERIOD, tmp_path / "数", said=WHOLE).files[0]
    ).worksheets[0]
    marked = {cell.row for row in book.iter_rows() for cell in row if cell.fill.patternType == "solid"}
    assert len(marked) >= len(numbers_)


def test_who_left_the_books_stands_last_with_what_the_county_holds(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, numbers = office
    sent(desk, tmp_path)
    said = StepFacts(reason="死亡", proof="死亡证明复印件", left_open="不再办")
    advance.advance(desk, numbers[0], "S86", said=said, approved_by="所长")
    register(desk, PEOPLE, date(2026, 11, 30))
    found = difference.write(desk, "花名册", PERIOD, tmp_path / "变化", said=WHOLE)
    assert sorted(one.way for one in found.rows) == ["gone", "new"]
    sheet = load_workbook(found.files[0]).worksheets[0]
    listed = [(sheet.cell(row, 4).value, sheet.cell(row, 19).value) for row in (5, 6)]
    people = makers.people(60, seed=5)
    assert listed == [(people[PEOPLE].id_no, "新增"), (people[0].id_no, "减少")]


def test_who_was_sealed_since_is_no_change_and_what_named_him_leaves_no_more(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    """As gone he would stand on the sheet with all that the county held; the twin is a change."""
    desk, numbers = office
    sent(desk, tmp_path)
    name, id_no = (makers.people(60, seed=5)[3].values()[one] for one in ("name", "id_no"))
    for no in (numbers[3], numbers[4]):
        write.record(desk, no, "registration", {"live_addr": "柳湾村新居 8 号"})
    write.record(desk, numbers[3], "registration", {"minor_at_offence": True})
    seen = changes.since_last(desk, "花名册", PERIOD)
    assert [one.no for one in seen.rows] == [numbers[4]]
    assert seen.people == 1
    difference.write(desk, "花名册", PERIOD, tmp_path / "变化", said=WHOLE)
    (file,) = (tmp_path / "变化").iterdir()
    told = "".join(str(cell.value) for row in load_workbook(file).worksheets[0] for cell in row)
    assert [word for word in (name, id_no) if str(word) in told] == []
    run = ledger.find(desk, "花名册").id
    with pytest.raises(UserError, match="有 1 人，犯罪记录后来封存"):
        ledger.save_again(desk, run, tmp_path / "再次", WHOLE)
    assert not (tmp_path / "再次").exists()
    sealing.decide(desk, numbers[3], Sealing.OPEN, "王所长", "裁定不封存")
    assert {one.no for one in changes.since_last(desk, "花名册", PERIOD).rows} == {numbers[3], numbers[4]}
    assert ledger.save_again(desk, run, tmp_path / "再次", WHOLE).file.exists()


def test_the_corrections_of_who_was_sealed_are_not_told(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, numbers = office
    placed = {"placed": True, "way": "01", "placed_from": "2026-11-05"}
    for no in numbers[3:5]:
        write.record(desk, no, "placement", placed)
    sent(desk, tmp_path)
    for no in numbers[3:5]:
        (record,) = people.show(desk, no).file.placements
        write.correct(desk, no, "placement", record.id, {"way": "02"}, f"写错了 {no}")
    assert len(changes.since_last(desk, "花名册", PERIOD).corrected) == 2
    write.record(desk, numbers[3], "registration", {"minor_at_offence": True})
    (told,) = changes.since_last(desk, "花名册", PERIOD).corrected
    assert numbers[4] in told


def test_nothing_sent_or_nothing_changed_is_said(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, _ = office
    with pytest.raises(UserError, match="还没有报送过"):
        changes.since_last(desk, "花名册", PERIOD)
    assert making.preview(desk, "花名册", PERIOD).changes is None
    sent(desk, tmp_path)
    seen = making.preview(desk, "花名册", PERIOD).changes
    assert seen is not None
    assert seen.people == 0
    with pytest.raises(UserError, match="没有变化"):
        difference.write(desk, "花名册", PERIOD, tmp_path / "变化")
    assert not (tmp_path / "变化").exists()


def test_the_base_is_what_the_county_holds_not_what_was_only_exported(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, numbers = office
    making.make(desk, "花名册", "2026-10", tmp_path)
    assert changes.since_last(desk, "花名册", PERIOD).base.startswith("2026年10月第 1 版，2026-11-30 导出")
    sent(desk, tmp_path)
    write.record(desk, numbers[7], "registration", {"name": "孟改名"})
    later = at(desk, date(2026, 12, 3))
    making.make(later, "花名册", "2026-12", tmp_path)
    assert changes.since_last(later, "花名册", "2026-12").people == 1, "December was not delivered"
    assert changes.since_last(later, "花名册", PERIOD).base.startswith("2026年11月第 1 版")


def test_what_was_corrected_or_voided_since_is_named(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, numbers = office
    visit = {
        "contact_type": "HOME_VISIT",
        "at": datetime(2026, 11, 20, 9, 0),  # noqa: DTZ001 - the office's clock has no zone
        "workers": ["李文静"],
        "met": "SELF",
        "abnormal": False,
        "content": "在家务农",
    }
    wrong = write.record(desk, numbers[5], "contact", visit)
    sent(desk, tmp_path)
    write.void(desk, numbers[5], "contact", wrong, "记错了人")
    (said,) = changes.since_last(desk, "花名册", PERIOD).corrected
    assert said.startswith(makers.people(60, seed=5)[5].name)
    assert said.endswith("（记错了人）")


def test_numbers_are_covered_in_the_difference_sheet_until_whole_ones_are_confirmed(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, numbers = office
    making.make(desk, "花名册", PERIOD, tmp_path)
    other = makers.people(60, seed=5)[55].id_no
    write.record(desk, numbers[7], "registration", {"id_no": other})
    file = difference.write(desk, "花名册", PERIOD, tmp_path / "变化").files[0]
    texts = [str(cell.value) for row in load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert not any(other in text for text in texts)
    assert any(f"{other[:4]}**********{other[-4:]}" in text for text in texts)
