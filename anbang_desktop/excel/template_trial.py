"""A blank that was learned is filled once for trial, in the child: what stands in the way is told before
anybody relies on it.
"""

from datetime import date

from anbang_desktop.excel.template import Content, Layout, SheetLayout
from anbang_desktop.excel.template_fill import fill
from anbang_desktop.excel.template_open import check_blank, open_blank
from anbang_desktop.excel.template_phrases import Details

_MORE = 3  # rows beyond those prepared
_DETAILS = Details("试填", date(2026, 11, 1), date(2026, 11, 30), "2026年11月", date(2026, 11, 30))


def trial(data: bytes, layout: Layout) -> None:
    """Fill the blank with rows beyond those prepared and read it; UserError names what can't follow."""
    contents = {sheet.name: _content(sheet) for sheet in layout.sheets}
    made = fill(data, layout, contents, _DETAILS)
    check_blank(made)
    open_blank(made)


def _content(sheet: SheetLayout) -> Content:
    if sheet.kind == "numbers":
        return Content(figures={(line.at, line.into): 1 for line in sheet.known})
    count = sheet.prepared + _MORE
    return Content([["试填"] * len(sheet.known)] * count, count)
