"""documents/listing.py: a list on paper and in a workbook, read back; what is covered, what is audited."""

import io
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from sqlalchemy import select

from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import listing
from anbang_desktop.services.documents.listing import COVERED, ID_NO, Line, Numbers, SeenList
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from anbang_desktop.storage import outgoing, tables
from anbang_desktop.storage.tables_core import audit

HEADS = ("姓名", "村居", "证件号", "释放日期", "年龄")
ID_AT = 2


@pytest.fixture
def seen(desk: Desk) -> SeenList:
    """All people of the sample list; the first has a telephone."""
    rows = people.first_page(desk, people.PeopleFilter(), "no", 200)
    write.record(desk, rows[0].no, "registration", {"phone": "13812345678"})
    lines = tuple(
        Line(row.no, (row.name, row.village, row.id_no_masked, row.release_date or "", row.age or ""))
        for row in rows
    )
    return SeenList("people", "人员名单", "人", "在册，村：石桥村", HEADS, lines, {ID_AT: ID_NO})


def many(seen: SeenList, rows: int) -> SeenList:
    lines = tuple(seen.lines[at % len(seen.lines)] for at in range(rows))
    return SeenList(seen.key, seen.name, seen.unit, seen.narrowed, seen.heads, lines, seen.numbers)


def pages(pdf: bytes) -> list[str]:
    """The words of each page, as poppler reads them, without blanks."""
    command = ["pdftotext", "-layout", "-", "-"]
    said = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return ["".join(one.split()) for one in said.split("\f")[:-1]]


def notes(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.store.read() as connection:
        wanted = select(audit.c.action, audit.c.object, audit.c.summary).where(
            audit.c.action.in_(("print", "export"))
        )
        return [(row[0], row[1], row[2]) for row in connection.execute(wanted.order_by(audit.c.seq))]


def test_a_hundred_rows_on_paper_repeat_their_heads_and_count_their_pages(desk: Desk, seen: SeenList) -> None:
    said = pages(listing.lay_out(desk, many(seen, 100)))
    assert len(said) == 3
    for number, page in enumerate(said, 1):
        assert "序号姓名村居证件号释放日期年龄" in page
        assert f"第{number}页，共3页" in page
        assert f"{desk.user}打印" in page
    assert f"{desk.office.name}人员名单" in said[0]
    assert "共100人筛选：在册，村：石桥村" in said[0]
    assert f"{desk.office.name}人员名单" not in said[1]
    shown = [str(line.cells[ID_AT]) for line in many(seen, 100).lines]
    assert sum(page.count("**********") for page in said) == sum(map(bool, shown)), "each row once"
    assert all(str(line.cells[0]) in "".join(said) for line in seen.lines)


def test_few_narrow_columns_stand_upright_and_many_lie_across(desk: Desk, seen: SeenList) -> None:
    def shape(pdf: bytes) -> bool:
        box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
        return bool(box.width > box.height)

    assert not shape(listing.lay_out(desk, seen))
    wide = tuple(Line(one.no, one.cells * 4) for one in seen.lines)
    assert shape(listing.lay_out(desk, SeenList("people", "名单", "人", "", HEADS * 4, wide)))


def test_a_long_text_is_wrapped_and_no_row_is_cut_in_two(desk: Desk, seen: SeenList) -> None:
    said_long = "砖厂活少，想学电焊，家里人都支持，镇上也愿意帮忙联系。" * 6
    lines = tuple(Line(one.no, (f"甲{at}", said_long)) for at, one in enumerate(seen.lines))
    said = pages(listing.lay_out(desk, SeenList("visits", "走访名单", "人", "", ("姓名", "内容"), lines)))
    assert len(said) > 1
    assert sum(page.count("想学电焊") for page in said) == 6 * len(lines)
    assert all(page.count("想学电焊") % 6 == 0 for page in said), "a page ends with a whole row"


def test_the_workbook_holds_title_filter_frozen_heads_and_text_as_text(
    desk: Desk, seen: SeenList, tmp_path: Path
) -> None:
    out = tmp_path / listing.file_name(desk, seen.name)
    assert out.name == f"{desk.office.name}_人员名单_{desk.today:%Y%m%d}.xlsx"
    listing.export(desk, seen, COVERED, out)
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith((".xlsx", ".partial"))] == [out.name]
    sheet: Any = openpyxl.load_workbook(out)["人员名单"]
    assert sheet["A1"].value == f"{desk.office.name}　人员名单"
    assert "筛选：在册，村：石桥村" in sheet["A2"].value
    assert f"共 {len(seen.lines)} 人" in sheet["A2"].value
    assert [cell.value for cell in sheet[3]] == ["序号", *HEADS]
    assert sheet.freeze_panes == "C4"
    assert sheet.max_row == 3 + len(seen.lines)
    for row, line in zip(sheet.iter_rows(min_row=4), seen.lines, strict=True):
        assert row[1].value == line.cells[0]
        assert row[3].value == line.cells[ID_AT]
        assert (row[3].number_format, row[3].data_type) == ("@", "s")
        if isinstance(line.cells[3], date):
            assert row[4].value.date() == line.cells[3], "a day stays a day: it can be sorted"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
    assert "&P" in sheet.oddFooter.right.text


def test_numbers_are_covered_unless_chosen_and_a_purpose_is_given(
    desk: Desk, seen: SeenList, tmp_path: Path
) -> None:
    first = seen.lines[0]
    client = people.show(desk, first.no).file.client
    covered, whole = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    listing.export(desk, seen, Numbers(phones=True), covered)
    cells = [cell.value for cell in openpyxl.load_workbook(covered).active[4]]  # type: ignore[index]
    assert cells[3] == first.cells[ID_AT] != client.id_no
    assert cells[-1] == "138****5678"
    with pytest.raises(UserError, match="用途") as refused:
        listing.export(desk, seen, Numbers(whole=True), whole)
    assert refused.value.field == "purpose"
    assert not whole.exists()
    listing.export(desk, seen, Numbers(phones=True, whole=True, purpose="报县司法局核对"), whole)
    cells = [cell.value for cell in openpyxl.load_workbook(whole).active[4]]  # type: ignore[index]
    assert (cells[3], cells[-1]) == (client.id_no, "13812345678")


def test_the_audit_keeps_what_left_for_what_and_with_whom(desk: Desk, seen: SeenList, tmp_path: Path) -> None:
    pdf = listing.lay_out(desk, seen)
    assert notes(desk) == [], "a look is no print"
    listing.note_print(desk, seen, COVERED, pdf)
    (only,) = notes(desk)
    assert only[:2] == ("print", "lists/people")
    assert f"打印人员名单 {len(seen.lines)} 人，号码遮住，SHA-256 " in only[2]
    listing.export(desk, seen, Numbers(whole=True, purpose="报县司法局核对"), tmp_path / "a.xlsx")
    later = notes(desk)[1:]
    assert "号码完整，用途：报县司法局核对，SHA-256 " in later[0][2]
    assert len(later) == 1 + len(seen.lines), "each whose number left"
    assert all("用途：报县司法局核对" in summary for _action, _object, summary in later)


def test_a_list_with_nobody_in_it_is_refused(desk: Desk) -> None:
    nobody = SeenList("people", "人员名单", "人", "", HEADS, ())
    with pytest.raises(UserError, match="没有可以打印的内容"):
        listing.lay_out(desk, nobody)


def test_it_stops_and_leaves_nothing(desk: Desk, seen: SeenList, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        listing.export(desk, seen, COVERED, tmp_path / "a.xlsx", progress)
    with pytest.raises(Cancelled):
        listing.lay_out(desk, seen, progress=progress)
    assert notes(desk) == []
    assert not list(tmp_path.glob("*.xlsx*"))


def test_what_was_printed_in_a_list_can_still_be_taken_back(
    desk: Desk, seen: SeenList, tmp_path: Path
) -> None:
    """A list is no paper of a record: correcting a telephone after it was printed needs no reason."""
    listing.export(desk, seen, Numbers(whole=True, purpose="核对"), tmp_path / "a.xlsx")
    about = people.show(desk, seen.lines[0].no).file
    with desk.store.read() as connection:
        assert not outgoing.went_out(connection, tables.cases, about.case_id)
