"""services/reports/returned: the county's file comes back with comments, marks and other values."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.domain.sending import RunState
from anbang_desktop.errors import UserError
from anbang_desktop.excel.encrypted import encrypt
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.reports import learning, ledger, making, returned
from anbang_desktop.services.reports.leaving import Leaving
from tests.integration.services.reports.test_changes import BLANKS, PERIOD, register, sent
from tests.support import makers


@pytest.fixture
def office(empty_desk: Desk) -> tuple[Desk, list[str]]:
    """Six on the books, the blanks learned."""
    numbers = [register(empty_desk, number) for number in range(6)]
    for name in ("花名册", "统计表"):
        learning.learn(empty_desk, BLANKS / f"{name}.xlsx", name)
    return empty_desk, numbers


def county(file: Path, change: Callable[[Worksheet], object], name: str = "退回.xlsx") -> Path:
    """The file as a person at the county saves it again."""
    book = load_workbook(file)
    change(book.worksheets[0])
    back = file.with_name(name)
    book.save(back)
    return back


def test_two_comments_open_their_fields_and_lead_to_a_second_version(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, numbers = office
    file = sent(desk, tmp_path)

    def comment(sheet: Worksheet) -> None:
        sheet["O6"].comment = Comment("安置方式不对，请核实", "县局 刘科长")
        sheet["B9"].comment = Comment("县局 刘科长:\n名字写错了", "县局 刘科长")

    back = returned.take(desk, "花名册", county(file, comment))
    assert not back.same
    assert not back.elsewhere
    said = {(one.no, one.remark.field): (one.remark.text, one.remark.author) for one in back.remarks}
    assert said == {
        (numbers[1], "placement_way"): ("安置方式不对，请核实", "县局 刘科长"),
        (numbers[4], "name"): ("名字写错了", "县局 刘科长"),
    }
    run = ledger.find(desk, "花名册")
    assert (run.step, run.opinion) == (RunState.RETURNED, "安置方式不对，请核实、名字写错了")
    with pytest.raises(UserError, match="要写更正的原因"):
        making.make(desk, "花名册", PERIOD, tmp_path)
    write.record(desk, numbers[4], "registration", {"name": "孟改名"})
    said_ = "县局退回：名字写错了"
    making.make(desk, "花名册", PERIOD, tmp_path, leaving=Leaving(reason=said_))
    way = ledger.way(desk, ledger.find(desk, "花名册").id)
    assert [(one.version, one.state, one.reason) for one in way.versions] == [
        (1, "已更正", ""),
        (2, "已导出", said_),
    ]
    first = ledger.way(desk, way.versions[0].id)
    assert [one.state for one in first.steps] == [
        "草稿",
        "已核对",
        "已定稿",
        "已导出",
        "已送达",
        "退回",
        "已更正",
    ]
    assert len(first.remarks) == 2


def test_what_the_county_changed_is_found_though_it_sorted_the_rows(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, numbers = office
    file = sent(desk, tmp_path)

    def sort_and_change(sheet: Worksheet) -> None:
        rows = [[sheet.cell(row, column).value for column in range(1, 19)] for row in range(5, 11)]
        rows[2][6] = "城关街道 9 号"
        for at, values in enumerate(reversed(rows)):
            for column, value in enumerate(values, 1):
                sheet.cell(5 + at, column).value = value
        sheet["S4"].value, sheet["S5"].value = "县局意见", "请补材料"
        sheet["K7"].fill = PatternFill("solid", fgColor="FFFFFF00")

    back = returned.take(desk, "花名册", county(file, sort_and_change))
    found = {(one.remark.kind, one.no, one.remark.header): one.remark for one in back.remarks}
    changed = next(one for one in found.values() if one.kind == "changed")
    assert set(found) == {
        ("changed", numbers[2], changed.header),
        ("mark", numbers[3], "帮教类别"),
        ("comment", numbers[5], "县局意见"),
    }
    assert changed.new == "城关街道 9 号"
    assert found["comment", numbers[5], "县局意见"].text == "请补材料"


def test_rows_that_went_and_came_are_told(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, numbers = office
    file = sent(desk, tmp_path)

    def cut_and_add(sheet: Worksheet) -> None:
        sheet["B7"].value, sheet["D7"].value = "陈新来", "110101199001011237"

    back = returned.take(desk, "花名册", county(file, cut_and_add))
    rows = [(one.no, one.remark.text) for one in (*back.remarks, *back.elsewhere) if one.remark.kind == "row"]
    assert sorted(rows) == sorted(
        [(numbers[2], "县局的表里没有这一行了"), ("", "县局的表里多了一行：陈新来")]
    )


def test_the_very_file_is_recognised_and_a_number_sheet_is_compared_cell_by_cell(
    office: tuple[Desk, list[str]], tmp_path: Path
) -> None:
    desk, _ = office
    file = sent(desk, tmp_path, "统计表")
    same = returned.take(desk, "统计表", file)
    assert (same.same, same.remarks, same.elsewhere) == (True, (), ())
    labels = [row[1].value for row in load_workbook(file).worksheets[0].iter_rows()]
    line = labels.index("本期新增") + 1
    back = returned.take(desk, "统计表", county(file, lambda sheet: sheet.cell(line, 3, 7)))
    (one,) = back.remarks
    assert (one.remark.header, one.remark.old, one.remark.new, one.remark.field) == (
        "本期新增",
        "0",
        "7",
        "new",
    )


def test_threads_are_read_and_their_stand_ins_are_not(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, numbers = office
    file = sent(desk, tmp_path)
    back = county(
        file, lambda sheet: setattr(sheet["B5"], "comment", Comment("[Threaded comment] …", "tc={1}"))
    )
    back.write_bytes(_with_thread(back.read_bytes()))
    (one,) = returned.take(desk, "花名册", back).remarks
    assert (one.no, one.remark.author, one.remark.text) == (numbers[0], "刘科长", "同音字，请核对")


def _with_thread(data: bytes) -> bytes:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    said = '<threadedComment ref="B5" personId="{9}" id="{1}"><text>同音字，请核对</text></threadedComment>'
    thread = f'<ThreadedComments xmlns="{space}">{said}</ThreadedComments>'
    people = f'<personList xmlns="{space}"><person displayName="刘科长" id="{{9}}"/></personList>'
    target = "../threadedComments/threadedComment1.xml"
    relation = f'<Relationship Id="rT" Type="{kind}" Target="{target}"/></Relationships>'
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                content = content.replace(b"</Relationships>", relation.encode())
            made.writestr(name, content)
        made.writestr("xl/threadedComments/threadedComment1.xml", thread)
        made.writestr("xl/persons/person.xml", people)
    return out.getvalue()


def test_a_file_under_a_password_is_read_with_it(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, numbers = office
    file = sent(desk, tmp_path)
    back = county(file, lambda sheet: setattr(sheet["B5"], "comment", Comment("请核对", "县局")))
    back.write_bytes(encrypt(back.read_bytes(), "一二三"))
    with pytest.raises(UserError, match="密码"):
        returned.take(desk, "花名册", back)
    with pytest.raises(UserError, match="密码不对"):
        returned.take(desk, "花名册", back, password="三二一")
    assert ledger.find(desk, "花名册").step is RunState.DELIVERED
    (one,) = returned.take(desk, "花名册", back, password="一二三").remarks
    assert one.no == numbers[0]


@pytest.mark.parametrize(("name", "period"), [("统计表", ""), ("花名册", "2026-09")])
def test_what_was_never_sent_has_nothing_to_come_back(
    office: tuple[Desk, list[str]], tmp_path: Path, name: str, period: str
) -> None:
    desk, _ = office
    file = sent(desk, tmp_path)
    with pytest.raises(UserError, match="还没有导出过"):
        returned.take(desk, name, file, period=period)


def test_covered_numbers_still_find_their_people(office: tuple[Desk, list[str]], tmp_path: Path) -> None:
    desk, numbers = office
    made = making.make(desk, "花名册", PERIOD, tmp_path)
    name = makers.people(60, seed=5)[2].name
    back = county(
        Path(made.files[0]), lambda sheet: setattr(sheet["O7"], "comment", Comment("请核对", "县局"))
    )
    (one,) = returned.take(desk, "花名册", back).remarks
    assert (one.no, one.name) == (numbers[2], name)
