"""Parts of a workbook that nobody changed leave as they came, even as they were compressed."""

import zipfile
from io import BytesIO

import pytest

from anbang_desktop.excel.package import STYLES, WORKBOOK, Package
from tests.support.many_parts import MAIN, packed, parts


def _read(data: bytes) -> zipfile.ZipFile:
    book = zipfile.ZipFile(BytesIO(data))
    assert book.testzip() is None
    return book


class _Pipe(BytesIO):
    """What can't go back: a writer tells the sizes of parts behind them."""

    def tell(self) -> int:
        raise OSError("a pipe")


def test_an_unchanged_package_holds_the_same_entries() -> None:
    data = packed(parts())
    before, after = _read(data), _read(Package(data).save())
    for one in before.infolist():
        other = after.getinfo(one.filename)
        assert (one.CRC, one.compress_size, one.date_time, one.compress_type) == (
            other.CRC,
            other.compress_size,
            other.date_time,
            other.compress_type,
        )
        assert before.read(one) == after.read(other)


def test_sizes_told_behind_the_data_and_stored_parts_are_taken_over() -> None:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts().items():
            how = zipfile.ZIP_STORED if name.endswith("png") else zipfile.ZIP_DEFLATED
            target.writestr(name, content, how)
    made = _read(Package(pipe.getvalue()).save())
    for name, content in parts().items():
        assert made.read(name) == (content.encode() if isinstance(content, str) else content)


def test_a_changed_a_streamed_a_new_and_a_dropped_part() -> None:
    package = Package(packed({name: one for name, one in parts().items() if name != STYLES}))
    assert not package.has(STYLES)
    package.tree(WORKBOOK).set("x", "1")
    package.stream("XL/theme/THEME1.xml", lambda: (piece for piece in (b"<a", b"/>")))
    package.add(STYLES, f'<styleSheet xmlns="{MAIN}"/>'.encode(), "kind", WORKBOOK, "styles")
    package.drop("xl/calcChain.xml", WORKBOOK)
    assert package.has("XL/Styles.xml")
    assert package.read(STYLES).endswith(f'<styleSheet xmlns="{MAIN}"/>'.encode())
    assert [one.target for one in package.relations(WORKBOOK) if one.kind == "styles"] == [STYLES] * 2
    made = _read(package.save())
    assert made.read("xl/theme/theme1.xml") == b"<a/>"
    assert b'x="1"' in made.read(WORKBOOK)
    assert b'PartName="/xl/styles.xml" ContentType="kind"' in made.read("[Content_Types].xml")
    assert "xl/calcChain.xml" not in made.namelist()
    assert b"calcChain" not in made.read("xl/_rels/workbook.xml.rels")


@pytest.mark.parametrize("name", ["文件.xml", "a b.xml"])
def test_names_of_any_letters(name: str) -> None:
    made = _read(Package(packed({**parts(), f"customXml/{name}": "<a/>"})).save())
    assert made.read(f"customXml/{name}") == b"<a/>"


def test_parts_named_with_backslashes() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in parts().items():
            info = zipfile.ZipInfo("a")
            info.filename = name.replace("/", "\\")
            target.writestr(info, content)
    assert Package(stream.getvalue()).read(WORKBOOK) == str(parts()[WORKBOOK]).encode()
