"""A workbook for another program: sheets of plain rows under one line of heads, streamed into the file row by
row.

Nothing is held but the row at hand, and nothing of it lies anywhere else than in the file that was asked for.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from xml.sax.saxutils import escape, quoteattr

from anbang_desktop.errors import UserError
from anbang_desktop.excel.list_text import escaped, is_formula_like, wide
from anbang_desktop.excel.scan import column_letters

Value = str | int | Decimal | date | None
MOST_ROWS = 1_048_576  # of a sheet, the heads among them
_LONGEST_NAME = 31
_DIGITS = 15  # that Excel keeps of a number
_ZERO, _FIRST = date(1899, 12, 30), date(1900, 3, 1)  # before that day Excel counts one that never was
_WIDEST, _LEAST = 40, 8
_TEXT, _QUOTED, _DAY, _HEAD = 1, 2, 3, 4  # places in the styles
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CHUNK = 1 << 16
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/>'
    '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="164" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Book:
    """One workbook in the making; as a context it is whole when it is left without an error."""

    def __init__(self, file: Path, foot: str) -> None:
        """``foot`` is printed under every page."""
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._foot = foot
        self.counts: dict[str, int] = {}  # rows below the heads, by the name of the sheet

    def __enter__(self) -> "Book":
        """Add sheets inside."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The parts that name the others; after an error the file is only closed."""
        try:
            if kind is None:
                self._finish()
        finally:
            self._archive.close()

    def add(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
        """A sheet; how many rows it got. UserError where they are more than a sheet can hold."""
        if name in self.counts or len(name) > _LONGEST_NAME:
            raise ValueError(f"no name for another sheet: {name}")
        number, count = len(self.counts) + 1, 0
        with self._archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
            part.write(_opening(heads).encode())
            part.write(_row(1, heads, _HEAD).encode())
            for count, row in enumerate(rows, 1):
                if count >= MOST_ROWS:
                    raise UserError(
                        f"“{name}”多于 {MOST_ROWS - 1} 行，一张表放不下。", "请分几段期间导出。", field="from"
                    )
                part.write(_row(count + 1, row).encode())
            part.write(_closing(self._foot, len(heads), count).encode())
        self.counts[name] = count
        return count

    def _finish(self) -> None:
        """The last sheet stands first: it tells of the others."""
        names = list(self.counts)
        order = [len(names), *range(1, len(names))]
        listed = "".join(
            f'<sheet name={quoteattr(names[at - 1])} sheetId="{at}" r:id="rId{at}"/>' for at in order
        )
        ids = range(1, len(names) + 1)
        related = "".join(
            f'<Relationship Id="rId{at}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{at}.xml"/>'
            for at in ids
        )
        styles = f'<Relationship Id="rId0" Type="{_DOCUMENT}/styles" Target="styles.xml"/>'
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_KIND}.worksheet+xml"/>'
            for at in ids
        )
        book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>'
        relations = f'<Relationships xmlns="{_PACKAGE}/relationships">'
        root = f'<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>'
        types = (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>{parts}</Types>'
        )
        for name, text in {
            "xl/styles.xml": _STYLES,
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": f"{relations}{related}{styles}</Relationships>",
            "_rels/.rels": f"{relations}{root}</Relationships>",
            "[Content_Types].xml": types,
        }.items():
            self._archive.writestr(name, f"{_XML}{text}")


def count_rows(file: Path) -> list[int]:
    """The rows of each sheet, heads among them, read back from the file as they were written; BadZipFile
    where what is read is not what was written.
    """
    with zipfile.ZipFile(file) as archive:
        names = (one for one in archive.namelist() if one.startswith("xl/worksheets/"))
        return [sum(_rows_in(archive, name)) for name in names]


def _rows_in(archive: zipfile.ZipFile, name: str) -> Iterator[int]:
    """Chunk by chunk; a tag that two chunks share is counted with the second."""
    tag, rest = b"<row ", b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield (rest + chunk).count(tag)
            rest = chunk[-(len(tag) - 1) :]


def _opening(heads: Sequence[str]) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{min(_WIDEST, max(_LEAST, wide(head) + 4))}" customWidth="1"/>'
        for at, head in enumerate(heads, 1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
    )


def _closing(foot: str, columns: int, count: int) -> str:
    told = escape(f"&L{foot.replace('&', '&&')}&R第 &P 页，共 &N 页")
    return (
        f'</sheetData><autoFilter ref="A1:{column_letters(columns)}{count + 1}"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{told}</oddFooter></headerFooter></worksheet>"
    )


def _row(number: int, values: Sequence[Value], style: int = 0) -> str:
    cells = (
        _cell(f"{column_letters(at)}{number}", value, style)
        for at, value in enumerate(values, 1)
        if value is not None and value != ""
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Value, style: int) -> str:
    if isinstance(value, date):
        if value < _FIRST:
            return _cell(place, value.isoformat(), style)
        return f'<c r="{place}" s="{_DAY}"><v>{(value - _ZERO).days}</v></c>'
    if isinstance(value, Decimal) or (isinstance(value, int) and abs(value) < 10**_DIGITS):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = str(value)
    kept = style or (_QUOTED if is_formula_like(text) else _TEXT)
    return (
        f'<c r="{place}" s="{kept}" t="inlineStr"><is><t xml:space="preserve">{escape(escaped(text))}</t>'
        "</is></c>"
    )
