"""LibreOffice opens what we fill, shows what we typed and reckons the county's formulas."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from anbang_desktop.excel.template_phrases import Details
from tests.support.blanks import NUMBERS, ROSTER, blank, filled, put, shipped
from tests.support.many_parts import packed, parts
from tests.support.office_suite import convert, rows

DETAILS = Details(
    "柳湾镇司法所",
    date(2026, 10, 1),
    date(2026, 12, 31),
    "2026年第四季度",
    date(2026, 12, 31),
    filled_by="李文静",
)
HOSTILE = ["=1+1", "+cmd|'/c calc'!A0", "@SUM(A1)", "-3", "00123", "_x0041_", '"引号"', "两\n行"]


def _write(tmp_path: Path, name: str, people: list[dict[str, object]], numbers: dict[str, object]) -> Path:
    data = shipped(name)
    file = tmp_path / name
    file.write_bytes(filled(data, people, numbers, DETAILS))  # type: ignore[arg-type]
    return file


def test_a_roster_of_thirty_comes_back_cell_by_cell(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [
        {
            "name": f"买买提·艾合买提{at}",
            "id_no": f"14990119900101{at:04}",
            "remark": HOSTILE[at % len(HOSTILE)],
        }
        for at in range(30)
    ]
    shown = rows(_write(tmp_path, ROSTER, people, {}), tmp_path)
    body = [row for row in shown if row and row[0].isdecimal()]
    assert [row[1] for row in body] == [person["name"] for person in people]
    assert [row[3] for row in body] == [person["id_no"] for person in people]
    assert [row[17].replace("\n", "") for row in body] == [
        str(person["remark"]).replace("\n", "") for person in people
    ]
    assert shown[-1][0] == "填表人:李文静      审核人:            填报日期:2026年12月31日"


def test_the_number_sheet_is_reckoned_by_the_countys_formula(tmp_path: Path) -> None:
    numbers: dict[str, object] = {
        "book_start": 30,
        "new": 12,
        "left": 5,
        "help_rate": Decimal(35) / 37,
        "place_rate": None,
    }
    shown = {row[1]: row[2] for row in rows(_write(tmp_path, NUMBERS, [], numbers), tmp_path) if len(row) > 2}
    assert shown["期末在册人数"] == "37"
    assert shown["帮教率"] == "94.59%"
    assert shown["安置率"] == "—"


def test_saved_again_by_libreoffice_id_numbers_and_set_up_are_still_there(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [
        {"name": "张三", "id_no": "14990119900101123X", "hukou_addr": "=1+1"} for _ in range(25)
    ]
    made = convert(_write(tmp_path, ROSTER, people, {}), "xlsx", tmp_path)
    sheet = load_workbook(made[0]).worksheets[0]
    assert (sheet["D29"].value, sheet["D29"].data_type, sheet["D29"].number_format) == (
        "14990119900101123X",
        "s",
        "@",
    )
    assert (sheet["E29"].value, sheet["E29"].data_type) == ("=1+1", "s")
    assert "A30:R30" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.print_title_rows == "$1:$4"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["Q5:Q29"]


def test_a_blank_of_many_parts_opens_and_is_reckoned(tmp_path: Path) -> None:
    people: list[dict[str, object]] = [
        {"name": f"王某{at}", "id_no": f"1499011990010{at:05}", "age": 30 + at} for at in range(10)
    ]
    file = tmp_path / "a.xlsx"
    file.write_bytes(filled(packed(parts()), people, {}, DETAILS))  # type: ignore[arg-type]
    shown = rows(file, tmp_path)
    assert [row[5] for row in shown[4:14]] == [str(2 * (30 + at)) for at in range(10)]
    assert shown[14][4:6] == ["345", "691"]


def test_a_roster_of_many_prints_on_few_pages(tmp_path: Path) -> None:
    """Without print set-up it took 62 pages."""

    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "花名册"
        put(
            sheet, 2, ["序号", "姓名", "性别", "身份证号码", "户籍地址", "现住址", "罪名", "释放日期", "备注"]
        )
        put(sheet, 3, [None] * 9)

    people: list[dict[str, object]] = [
        {
            "name": f"王某{at}",
            "sex": "男",
            "id_no": f"1499011990010{at:05}",
            "hukou_addr": f"某县西坡乡西村{at}号院内东屋二层",
            "offences": "盗窃罪、抢劫罪",
            "release_date": date(2026, 11, 3),
        }
        for at in range(152)
    ]
    file = tmp_path / "a.xlsx"
    file.write_bytes(filled(blank(draw), people, {}, DETAILS))  # type: ignore[arg-type]
    (pdf,) = convert(file, "pdf", tmp_path)
    book = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in book]
    book.close()
    assert len(pages) <= 8
    assert all("149901" in page for page in pages)
    assert sum(page.count("1499011990010") for page in pages) == 152, "no number is broken"
