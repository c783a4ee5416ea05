"""The line at the foot of the pages of a county's blank."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break

from anbang_desktop.excel.footer import with_footer
from tests.support.blanks import ROSTER, shipped

WORDS = "青山司法所　王所长　2026-11-30 09:00　第1版 3f2a9c1d"


def _book(*, breaks: bool = False, own: str = "") -> bytes:
    book = Workbook()
    for sheet in (book.worksheets[0], book.create_sheet("统计")):
        sheet["A1"] = "姓名"
        if breaks:
            sheet.row_breaks.append(Break(3))
        if own:
            sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text=own))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _left(data: bytes, name: str) -> str:
    foot = load_workbook(BytesIO(data))[name].oddFooter
    return (foot.left.text or "") if foot and foot.left else ""


def test_office_user_and_time_stand_at_the_foot_of_the_filled_sheets_only() -> None:
    made = with_footer(_book(breaks=True), ["Sheet"], f"{WORDS} A&B")
    assert (_left(made, "Sheet"), _left(made, "统计")) == (f"{WORDS} A&&B", "")
    with ZipFile(BytesIO(made)) as parts:
        assert "&amp;R&#31532; &amp;P" in parts.read("xl/worksheets/sheet1.xml").decode()


def test_a_footer_of_the_countys_own_stays_and_so_does_every_byte() -> None:
    blank = _book(own="县局制")
    assert with_footer(blank, ["Sheet", "统计"], WORDS) == blank


def test_all_other_parts_stay_byte_for_byte_and_the_sheet_around_it() -> None:
    blank = shipped(ROSTER)
    name = load_workbook(BytesIO(blank)).sheetnames[0]
    made = with_footer(blank, [name], WORDS)
    with ZipFile(BytesIO(blank)) as before, ZipFile(BytesIO(made)) as after:
        assert before.namelist() == after.namelist()
        changed = [one for one in before.namelist() if before.read(one) != after.read(one)]
        (sheet,) = changed or [""]
        if sheet:
            old, new = before.read(sheet), after.read(sheet)
            start = next(at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
            assert new[:start] == old[:start]
            assert new.endswith(old[start:])
    assert _left(made, name) in (WORDS, "")


def test_a_long_line_is_cut_to_what_the_format_holds() -> None:
    assert 200 < len(_left(with_footer(_book(), ["Sheet"], "长" * 400), "Sheet")) < 255


def test_a_prefixed_sheet_gets_a_prefixed_footer_and_one_in_wide_letters_none() -> None:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    prefixed = b'<x:worksheet xmlns:x="%s"><x:sheetData/><x:drawing/></x:worksheet>' % space
    plain = b'<worksheet xmlns="%s"><sheetData/></worksheet>' % space
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{plain.decode()}'.encode("utf-16")
    for part, told in ((prefixed, b"<x:sheetData/><x:headerFooter><x:oddFooter>&amp;L"), (wide, wide)):
        blank = _with_sheet(part)
        with ZipFile(BytesIO(with_footer(blank, ["Sheet"], WORDS))) as made:
            assert told in made.read("xl/worksheets/sheet1.xml")


def _with_sheet(part: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(_book())) as source, ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, part if name.endswith("sheet1.xml") else source.read(name))
    return out.getvalue()
