"""pdf/book: a book with contents, notes, tables and pictures; only embedded faces."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from anbang_desktop.domain.manual import parse_chapter
from anbang_desktop.pdf import book
from anbang_desktop.progress import Progress
from tests.unit.pdf.conftest import Reader

TEXT = """# 第一篇
开头。
## 步骤 {#steps}
1. 先**看**，按 `F1`。
- 再看[那里](a.end)
> 留心这里
![一张图](x.png)
| 甲 | 乙 |
|---|---|
| 一 | 二 |
## 末尾 {#end}
完。
"""


def make(tmp_path: Path, *, contents: bool) -> bytes:
    file = tmp_path / "x.png"
    Image.new("RGB", (300, 200), "white").save(file)
    return book.make(
        "手册", "版本 1", [parse_chapter("a", TEXT)], {"x.png": file}, Progress(), contents=contents
    )


def test_everything_written_is_on_paper(tmp_path: Path, text_of: Reader) -> None:
    read = text_of(make(tmp_path, contents=True)).replace("\n", "").replace(" ", "")
    for wanted in (
        "手册",
        "版本1",
        "目录",
        "第一篇",
        "步骤",
        "1.先看，按F1。",
        "再看那里",
        "注意",
        "留心这里",
        "图：一张图",
        "甲",
        "二",
        "末尾",
    ):
        assert wanted in read, wanted
    assert "第3页，共3页" in read


def test_without_contents_it_begins_at_once(tmp_path: Path, text_of: Reader) -> None:
    read = text_of(make(tmp_path, contents=False)).replace("\n", "").replace(" ", "")
    assert "目录" not in read
    assert "第1页，共1页" in read


def test_only_embedded_subsets(tmp_path: Path, fonts_of: Callable[[bytes], list[list[str]]]) -> None:
    fonts = fonts_of(make(tmp_path, contents=True))
    assert fonts
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts), fonts
