"""Formats of cells are added behind those that are there, only where something differs."""

import pytest

from anbang_desktop.excel.cell_styles import DAY, PERCENT, TEXT, Change, Styles
from anbang_desktop.excel.package import STYLES, Package
from tests.support.many_parts import MAIN, packed, parts


def _styles(formats: str = "", numbers: str = "") -> tuple[Package, Styles]:
    part = (
        f'<styleSheet xmlns="{MAIN}">{numbers}<fonts count="2"><font><sz val="11"/></font>'
        '<font><b/><sz val="14"/></font></fonts>'
        f'<cellXfs count="9"><xf fontId="0"/>{formats}</cellXfs></styleSheet>'
    )
    package = Package(packed({**parts(), STYLES: part}))
    return package, Styles(package)


def test_a_format_that_is_there_is_used() -> None:
    package, styles = _styles('<xf numFmtId="49" fontId="0"/>')
    assert styles.changed("1", Change(TEXT, quoted=False)) == "1"
    assert len(package.tree(STYLES).find("{*}cellXfs")) == 2


def test_changes_are_made_once() -> None:
    package, styles = _styles('<xf fontId="1" applyFont="1"><alignment horizontal="center"/></xf>')
    first = styles.changed("1", Change(TEXT, quoted=True, wrapped=True, bold=False))
    assert styles.changed("1", Change(TEXT, quoted=True, wrapped=True, bold=False)) == first == "2"
    made = package.tree(STYLES).find("{*}cellXfs")[2]
    assert (made.get("numFmtId"), made.get("quotePrefix"), made.get("fontId")) == ("49", "1", "2")
    assert dict(made[0].attrib) == {"horizontal": "center", "wrapText": "1"}
    assert styles.look("1") == (14.0, False)
    assert styles.look("2") == (14.0, True)
    assert package.tree(STYLES).find("{*}fonts")[2].find("{*}b") is None


@pytest.mark.parametrize(
    ("number", "code", "day", "percent"),
    [
        ("0", "", False, False),
        ("14", "", True, False),
        ("31", "", True, False),
        ("57", "", True, False),
        ("9", "", False, True),
        ("164", 'yyyy"年"m"月"', True, False),
        ("164", "[$-804]yyyy/m/d;@", True, False),
        ("164", '0.0" 天 d"', False, False),
        ("164", "[Red]0.00%", False, True),
        ("164", "#,##0.00_);[Red](#,##0.00)", False, False),
        ("164", "General", False, False),
    ],
)
def test_days_and_percents_are_known(number: str, code: str, day: bool, percent: bool) -> None:
    escaped = code.replace('"', "&quot;")
    numbers = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escaped}"/></numFmts>' if code else ""
    _package, styles = _styles(f'<xf numFmtId="{number}"/>', numbers)
    assert (styles.is_day("1"), styles.is_percent("1")) == (day, percent)


def test_own_codes_of_numbers_get_their_own_places() -> None:
    numbers = '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>'
    package, styles = _styles("", numbers)
    made = styles.changed("0", Change(DAY))
    assert styles.number_format(made) == DAY
    listed = package.tree(STYLES).find("{*}numFmts")
    assert [node.get("numFmtId") for node in listed] == ["170", "171"]
    assert styles.changed("0", Change(PERCENT)) != made


def test_a_workbook_without_formats_gets_some() -> None:
    package = Package(packed({name: one for name, one in parts().items() if name != STYLES}))
    styles = Styles(package)
    assert styles.look("3") == (11.0, False)
    assert not styles.is_day("0")
    made = styles.changed("7", Change(TEXT))
    assert styles.number_format(made) == TEXT
    assert package.has(STYLES)
