"""A shelf of workbooks that nobody sends in good faith, and of those that are only broken; made on the
spot.
"""

import io
import struct
import zipfile
from collections.abc import Callable

from openpyxl import Workbook

HEAD = ("序号", "姓名", "身份证号码", "释放日期")
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT = RELATIONS.replace('worksheet"', 'officeDocument"').replace("worksheets/sheet1.xml", "xl/workbook.xml")
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData>{}</worksheet>"
)


SPREADSHEET_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A plain, honest workbook."""
    book = Workbook()
    sheet = book.create_sheet() if book.active is None else book.worksheets[0]
    for row in rows:
        sheet.append(row)  # type: ignore[arg-type]  # also what openpyxl has no type for
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def package(sheet: str, *, more: dict[str, str | bytes] | None = None, workbook_xml: str = WORKBOOK) -> bytes:
    """A hand-made .xlsx around one sheet's XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("xl/workbook.xml", workbook_xml)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return stream.getvalue()


def inline(reference: str, text: str) -> str:
    """One text cell."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def one_row(cells: str, tail: str = "") -> str:
    """A sheet of one row."""
    return SHEET.format(f'<row r="1">{cells}</row>', tail)


def ole(*streams: str) -> bytes:
    """The head of a compound file whose directory names these streams: enough to be told apart, too little
    to be read.
    """
    body = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    return body + b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", len(name) * 2 + 2) + bytes(62)
        for name in streams
    )


def zip_bomb() -> bytes:
    """300 MB of spaces in 300 KB."""
    return package(
        SHEET.format("", ""),
        more={
            "xl/sharedStrings.xml": b" " * (99 << 20),
            "xl/a.xml": b" " * (99 << 20),
            "xl/b.xml": b" " * (99 << 20),
        },
    )


def doctype() -> bytes:
    """Entities that would grow to gigabytes."""
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    return package(
        one_row(inline("A1", "&b;")).replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{entities}')
    )


def protected_member() -> bytes:
    """A zip whose members are marked as encrypted."""
    data = bytearray(workbook(HEAD))
    for at in _find_all(bytes(data), b"PK\x01\x02"):
        data[at + 8] |= 1
    return bytes(data)


def _find_all(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def truncated() -> bytes:
    """A download that broke off."""
    data = workbook(HEAD, *((n, "张三", "x", "2026-11-01") for n in range(50)))
    return data[: len(data) // 2]


# file name, content, a word of the sentence the clerk reads
SHELF: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("炸弹.xlsx", zip_bomb, "展开后大得不合常理"),
    ("实体.xlsx", doctype, "DOCTYPE"),
    (
        "远处一格.xlsx",
        lambda: package(SHEET.format(f'<row r="1048576">{inline("XFD1048576", "x")}</row>', "")),
        "第 1048576 行 XFD 列",
    ),
    (
        "大合并.xlsx",
        lambda: package(
            one_row(inline("A1", "x"), '<mergeCells><mergeCell ref="A1:XFD20000"/></mergeCells>')
        ),
        "合并单元格",
    ),
    ("文字.xlsx", "请各司法所于月底前核查并反馈。\n".encode, "不是 Excel 工作簿"),
    ("图片.csv", lambda: b"\x89PNG\r\n\x1a\n\x00\x00,", "不是完整的文字"),
    ("网页.xls", "<html><table><tr><td>姓名</td></tr></table></html>".encode, "其实是网页"),
    ("旧XML.xls", SPREADSHEET_2003.encode, "XML 电子表格 2003"),
    ("压缩包.xlsx", lambda: _zip({"名单.txt": b"x"}), "不是 Excel 工作簿"),
    ("带密码.xlsx", lambda: ole("EncryptionInfo", "EncryptedPackage"), "有打开密码"),
    ("带密码的包.xlsx", protected_member, "有打开密码"),
    ("旧文档.xls", lambda: ole("WordDocument"), "不是 Excel 工作簿"),
    ("坏的旧表.xls", lambda: ole("Workbook"), "已损坏"),
    ("宏.xlsx", lambda: package(one_row(inline("A1", "x")), more={"xl/vbaProject.bin": b"x"}), "带有宏"),
    (
        "外链.xlsx",
        lambda: package(one_row(inline("A1", "x")), more={"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "链接着别的工作簿",
    ),
    (
        "嵌入.xlsx",
        lambda: package(one_row(inline("A1", "x")), more={"xl/embeddings/oleObject1.bin": b"x"}),
        "嵌着别的文件",
    ),
    ("二进制.xlsx", lambda: package(one_row(""), more={"xl/workbook.bin": b"x"}), "二进制工作簿"),
    ("越界.xlsx", lambda: package(one_row(""), more={"../../evil.xml": "<x/>"}), "已损坏"),
    ("两个同名.xlsx", lambda: package(one_row(""), more={"XL/WORKBOOK.xml": "<x/>"}), "已损坏"),
    ("半截.xlsx", truncated, "已损坏"),
    ("断了的XML.xlsx", lambda: package("<worksheet><sheetData><row>"), "已损坏"),
    ("长文字.xlsx", lambda: package(one_row(inline("A1", "字" * 40_000))), "文字太长"),
    (
        "新错误值.xlsx",
        lambda: package(one_row('<c r="B1" t="e"><v>#SPILL!</v></c>')),
        "第 1 行 B 列是错误值 #SPILL!",
    ),
    (
        "很多成员.xlsx",
        lambda: package(one_row(""), more={f"xl/x{n}.xml": "<x/>" for n in range(300)}),
        "展开后大得不合常理",
    ),
    ("空.xlsx", lambda: b"", "0 字节"),
    ("什么也没有.xlsx", lambda: workbook(()), "没有任何内容"),
)


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()
