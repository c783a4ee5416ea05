"""Makes blanks of counties from a number, as three writers would: openpyxl, a package written by hand (other
prefixes, parts left out), LibreOffice (whatever of the others it saved anew). The same number makes the same
file, but for LibreOffice's.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from tests.support.many_parts import MAIN, OFFICE, PACKAGE, packed, types
from tests.support.office_suite import convert

COLUMNS = (
    "姓名", "性别", "身份证号码", "出生日期", "户籍地址", "现住址", "联系电话", "罪名", "原判刑期",
    "释放日期", "衔接日期", "帮教责任人", "安置方式", "是否重新犯罪", "备注", "本县自编栏", "民族",
    "文化程度",
)  # fmt: skip
LINES = (
    "期初在册人数", "本期新增", "其中：监狱释放", "看守所释放", "本期减少", "期末在册人数", "已帮教人数",
    "帮教率", "走访（人次）", "自编一项",
)  # fmt: skip
NOTES = (
    "注：1.本表依据2025年2月1日起施行的办法填报。",
    "说明：此表一式两份，司法所、县局各存一份。",
    "填表说明：统计时间为上年12月26日至本年12月25日。",
)
FOOTERS = (
    "填表人：            审核人：            填报日期：    年   月   日",
    "制表人：",
    "填表人:        负责人:        联系电话:",
)
_THIN = Side("thin")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)


def by_openpyxl(number: int) -> bytes:
    """A roster or a sheet of numbers with whatever counties put around it."""
    chance = Random(number)
    book = Workbook()
    sheet: Any = book.active
    sheet.title = chance.choice(("名册", "Sheet1", "附件 1", "花名册'甲'", "2026年11月"))
    draw = _draw_numbers if chance.random() < 0.2 else _draw_roster
    draw(sheet, chance)
    if chance.random() < 0.4:
        other: Any = book.create_sheet("汇总")
        quoted = sheet.title.replace("'", "''")
        other["A1"], other["B1"] = "人数", f"=COUNTA('{quoted}'!B5:B9)+'{quoted}'!C30"
        other.sheet_state = chance.choice(("visible", "hidden"))
        book.defined_names["区域"] = DefinedName("区域", attr_text=f"'{quoted}'!$A$5:$C$9")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _draw_roster(sheet: Any, chance: Random) -> None:
    heads = ["序号", "姓名", "身份证号码", *chance.sample(COLUMNS[3:], chance.randint(2, 12))]
    width, row = len(heads), 1
    sheet["A1"] = "安置帮教对象花名册"
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    if chance.random() < 0.8:
        row += 1
        sheet.cell(row, 1, chance.choice(("填报单位：", "填报单位（盖章）：        统计时间：    年  月")))
    row += 1
    top = row
    if chance.random() < 0.4:  # two storeys
        row += 1
        for at in range(1, width + 1):
            if at in (3, 4):
                continue
            sheet.cell(top, at, heads[at - 1])
            sheet.merge_cells(start_row=top, end_row=row, start_column=at, end_column=at)
        sheet.cell(top, 3, "基本情况")
        sheet.merge_cells(start_row=top, end_row=top, start_column=3, end_column=4)
        sheet.cell(row, 3, heads[2])
        sheet.cell(row, 4, heads[3])
    else:
        for at, head in enumerate(heads, 1):
            sheet.cell(top, at, head).font = Font(bold=True)
    first, prepared = row + 1, chance.choice((0, 1, 2, 3, 10, 20))
    last = first + prepared - 1
    for at in range(first, last + 1):
        for column in range(1, width + 1):
            cell = sheet.cell(at, column)
            cell.border = _BORDER
            cell.alignment = Alignment(wrap_text=chance.random() < 0.5)
        if chance.random() < 0.3:
            sheet.cell(at, 1, at - first + 1)
        if chance.random() < 0.2:
            sheet.cell(at, width + 1, f'=IF(B{at}="","",ROW()-{first - 1})')
    if prepared:
        _put_around(sheet, chance, (top, first, last, width))


def _put_around(sheet: Any, chance: Random, place: tuple[int, int, int, int]) -> None:
    """A footer and notes below, rules and marks over the rows, and how it prints."""
    top, first, last, width = place
    row = last + 1
    area = f"A{first}:{get_column_letter(width)}{last}"
    if chance.random() < 0.3:
        sheet.cell(row, 1, "合计")
        sheet.cell(row, 2, f"=COUNTA(B{first}:B{last})")
        sheet.cell(row, width, f"=SUM({get_column_letter(width)}{first}:{get_column_letter(width)}{last})")
        row += 1
    sheet.cell(row, 1, chance.choice(FOOTERS))
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    for note in chance.sample(NOTES, chance.randint(0, 3)):
        row += 1
        sheet.cell(row, 1, note)
    if chance.random() < 0.4:
        rule = DataValidation(type="list", formula1='"男,女"', sqref=f"D{first}:D{last}")
        sheet.add_data_validation(rule)
    if chance.random() < 0.3:
        sheet.conditional_formatting.add(area, CellIsRule(operator="equal", formula=[f"$A${row}"]))
    if chance.random() < 0.3:
        sheet.cell(top, 2).comment = Comment("必填", "县局")
        sheet.cell(row, 1).comment = Comment("签字", "县局")
    _put_marks(sheet, chance, (top, first, last, width), row)


def _put_marks(sheet: Any, chance: Random, place: tuple[int, int, int, int], row: int) -> None:
    """Charts, filters, what is printed, tables: all that names places."""
    top, first, last, width = place
    if chance.random() < 0.3:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=first, max_row=last))
        sheet.add_chart(chart, f"A{row + 2}")
    if chance.random() < 0.3:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(width)}{last}"
    if chance.random() < 0.3:
        sheet.print_area = f"A1:{get_column_letter(width)}{row}"
        sheet.print_title_rows = f"1:{first - 1}"
    if chance.random() < 0.3:
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.sheet_properties.pageSetUpPr.fitToPage = chance.random() < 0.5
    if chance.random() < 0.2:
        sheet.row_breaks.append(Break(id=last))
    _lock(sheet, chance, (top, first, last, width), row)


def _lock(sheet: Any, chance: Random, place: tuple[int, int, int, int], row: int) -> None:
    """Protection, links, what stands still when one scrolls, a table below."""
    _top, first, last, _width = place
    if chance.random() < 0.3:
        sheet.protection.enable()
        sheet.cell(first, 2).protection = Protection(locked=False)
    if chance.random() < 0.2:
        sheet.cell(row, 1).hyperlink = "https://example.invalid/"
    if chance.random() < 0.3:
        sheet.freeze_panes = f"C{first}"
    if chance.random() < 0.2:
        sheet.cell(row + 20, 2, "科目")
        sheet.cell(row + 21, 2, "甲")
        sheet.add_table(Table(displayName="表", ref=f"B{row + 20}:B{row + 21}"))
    if chance.random() < 0.08 and last > first:
        sheet.merge_cells(start_row=first, end_row=first + 1, start_column=2, end_column=2)


def _draw_numbers(sheet: Any, chance: Random) -> None:
    sheet["A1"] = "安置帮教工作统计表(    年  月)"
    sheet.append(["填报单位："])
    sheet.append(["序号", "统计项目", "数量", "备注"])
    for at, line in enumerate(LINES, 1):
        sheet.append([at, line, None, None])
        for column in range(1, 5):
            sheet.cell(at + 3, column).border = _BORDER
    if chance.random() < 0.5:
        sheet["C9"] = "=C4+C5-C8"
    if chance.random() < 0.5:
        sheet["C11"].number_format = "0.0%"
    sheet.append([chance.choice(FOOTERS)])


# ---- a package written by hand


def by_hand(number: int) -> bytes:
    """What the many little writers of this world make: prefixes, addresses left out, parts left out."""
    chance = Random(number)
    prefix = chance.choice(("", "x:"))
    space = f'xmlns{":x" if prefix else ""}="{MAIN}"'
    heads = ["序号", "姓名", "身份证号码", *chance.sample(COLUMNS[3:], chance.randint(2, 8))]
    addressed, shared = chance.random() < 0.6, chance.random() < 0.5
    strings: list[str] = []

    def row(number: int, texts: Sequence[str], style: str = "") -> str:
        cells = []
        for at, text in enumerate(texts, 1):
            place = f' r="{get_column_letter(at)}{number}"' if addressed else ""
            if not text:
                cells.append(f"<{prefix}c{place}{style}/>")
            elif shared:
                strings.append(text)
                cells.append(f'<{prefix}c{place} t="s"><{prefix}v>{len(strings) - 1}</{prefix}v></{prefix}c>')
            else:
                inside = f"<{prefix}is><{prefix}t>{escape(text)}</{prefix}t></{prefix}is>"
                cells.append(f'<{prefix}c{place} t="inlineStr">{inside}</{prefix}c>')
        told = f' r="{number}"' if addressed else ""
        return f"<{prefix}row{told}>{''.join(cells)}</{prefix}row>"

    prepared = chance.choice((1, 2, 5))
    rows = [row(1, ["花名册"]), row(2, ["填报单位："]), row(3, heads)]
    rows += [row(4 + at, [""] * len(heads)) for at in range(prepared)]
    rows.append(row(4 + prepared, [chance.choice(FOOTERS)]))
    parts: dict[str, str | bytes] = {
        "xl/worksheets/sheet1.xml": f"<{prefix}worksheet {space}><{prefix}sheetData>{''.join(rows)}"
        f"</{prefix}sheetData></{prefix}worksheet>"
    }
    relations = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if shared:
        listed = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{listed}</sst>'
        relations.append(("rId2", "sharedStrings", "sharedStrings.xml"))
    if chance.random() < 0.4:
        parts["xl/theme/theme1.xml"] = "<a:theme xmlns:a='urn:a'/>"
        relations.append(("rId3", "theme", "theme/theme1.xml"))
    listed = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{chance.choice(("", "/xl/"))}{target}"/>'
        for name, kind, target in relations
    )
    whole = f'<Relationships xmlns="{PACKAGE}/relationships">'
    return packed(
        {
            "[Content_Types].xml": types(
                {
                    "xl/workbook.xml": "spreadsheetml.sheet.main",
                    "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
                    **({"xl/sharedStrings.xml": "spreadsheetml.sharedStrings"} if shared else {}),
                }
            ),
            "_rels/.rels": f'{whole}<Relationship Id="a" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="名册" sheetId="7" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"{whole}{listed}</Relationships>",
            **parts,
        }
    )


def by_libreoffice(numbers: Sequence[int], folder: Path) -> Iterator[tuple[str, bytes]]:
    """The blanks of openpyxl as LibreOffice saves them, all in one start."""
    source = folder / "source"
    source.mkdir(parents=True, exist_ok=True)
    files = []
    for number in numbers:
        files.append(source / f"{number}.xlsx")
        files[-1].write_bytes(by_openpyxl(number))
    for file in convert(files, "xlsx", folder):
        yield f"libreoffice {file.stem}", file.read_bytes()
