"""安置情况登记: the way of placement, since when, or the reason why there is none; no official form
prescribes it.
"""

from anbang_desktop.pdf.forms.form import Head, Values, flowing, items, long_item, signing
from anbang_desktop.pdf.grid import Look
from anbang_desktop.pdf.seal import Place

_LOOK = Look(12, 17, 32)


def make(head: Head, values: Values) -> bytes:
    """The sheet as PDF bytes."""
    rows = [
        items(values, ("姓　名", "name"), ("公民身份\n号　　码", "id_no", 3, 13)),
        items(values, ("是否安置", "placed"), ("安置方式", "way", 3, 13)),
        items(values, ("安置日期", "placed_from"), ("单位或者\n地　　点", "place", 3, 13)),
        items(values, ("未安置\n原　因", "none_reason", 3, 21)),
        *long_item("备　注", values.get("remark", "")),
        items(values, ("填表人", "entered_by", 3, 9), ("填表日期", "on", 3, 9)),
        signing("签　名", Place("本人："), Place("司法所（盖章）", seal=True, line=False)),
    ]
    return flowing(head, rows, fill=False, look=_LOOK)
