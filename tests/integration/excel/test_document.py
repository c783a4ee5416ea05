"""excel/document.py: a county's wording from a Word document or a text, read in the child."""

from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.excel.document import Document, read_document
from tests.support.documents import docx, paragraph, table
from tests.support.hostile import workbook


def _read(folder: Path, data: bytes, name: str = "协议.docx") -> Document:
    file = folder / name
    file.write_bytes(data)
    return read_document(file)


def _lines(found: Document) -> list[tuple[str, list[str]]]:
    return [(one["look"], one["cells"]) for one in found.paragraphs]


def test_paragraphs_tables_and_where_they_stand(tmp_path: Path) -> None:
    body = paragraph("安置帮教协议书", "center") + table(("甲方", "______"), ("乙方", "张&lt;三&gt;"))
    body += paragraph("第一条　自愿。") + "<w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/></w:r></w:p>"
    body += paragraph("2026年", "right")
    assert _lines(_read(tmp_path, docx(body))) == [
        ("title", ["安置帮教协议书"]),
        ("row", ["甲方", "______"]),
        ("row", ["乙方", "张<三>"]),
        ("body", ["第一条　自愿。"]),
        ("body", ["上"]),
        ("body", ["下　"]),
        ("right", ["2026年"]),
    ]


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    body = paragraph("自动编号", numbered=True)
    body += "<w:p><w:del><w:r><w:delText>删</w:delText><w:t>删</w:t></w:r></w:del>"
    body += "<w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    body += '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>'
    body += "<w:r><w:footnoteReference/></w:r><w:r><w:drawing/></w:r></w:p>"
    body += "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>一次</w:t></w:r></mc:Choice>"
    body += "<mc:Fallback><w:r><w:t>一次</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    found = _read(tmp_path, docx(body))
    assert _lines(found) == [("body", ["自动编号"]), ("body", ["加见"]), ("body", ["一次"])]
    assert len(found.left_out) == 5
    assert "自动编号的有 1 段" in found.left_out[0]


def test_a_text_box_brings_paragraphs_of_its_own(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>前</w:t><w:txbxContent>{paragraph('框')}</w:txbxContent><w:t>后</w:t></w:r></w:p>"
    assert [cells for _look, cells in _lines(_read(tmp_path, docx(body)))] == [["框"], ["前后"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    found = _read(tmp_path, "协议\r\n甲方：__".encode(encoding), "a.txt")
    assert [one["cells"] for one in found.paragraphs] == [["协议"], ["甲方：__"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02", "不是 Word 文档"),
        (b"<html><body>x</body></html>", "不是 Word 文档"),
        (b"{\\rtf1 x}", "不是 Word 文档"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"W\0o\0r\0d\0", "旧格式"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (docx("")[:80], "已损坏"),
        (docx("<w:p>"), "已损坏"),
        (docx("", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DOCTYPE"),
        (docx("<w:p></w:p>"), "没有文字"),
        (docx(paragraph("字" * 60_001)), "太长"),
        (docx(paragraph("字") * 3001), "太长"),
        (docx("", bomb=b" " * 30_000_000), "大得不合常理"),
        ("字".encode() * 60_001, "太长"),
        (docx("", "", **{"../x": b""}), "已损坏"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UserError) as refused:
        _read(tmp_path, data)
    assert said in refused.value.what
    assert refused.value.remedy


def test_a_workbook_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不是 Word 文档"):
        _read(tmp_path, workbook(("姓名",)))
