"""安置情况登记: the way of placement, since when, or the reason why there is none."""

from anbang_desktop.pdf.forms.form import Head, Values
from anbang_desktop.pdf.forms.one_page import make as one_page


def make(head: Head, values: Values) -> bytes:
    """The sheet as PDF bytes."""
    return one_page(head, [(caption, values.get(identifier, "")) for caption, identifier in _ROWS])


_ROWS = (
    ("姓　名", "name"),
    ("是否安置", "placed"),
    ("安置方式", "way"),
    ("安置日期", "placed_from"),
    ("单位或地点", "place"),
    ("未安置原因", "none_reason"),
    ("备　注", "remark"),
)
