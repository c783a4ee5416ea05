"""F10 诉求登记表 (domain.md §4.9; art. 12): own words, every step, the answer."""

from anbang_desktop.pdf.forms.form import (
    Head,
    Lines,
    Values,
    flowing,
    items,
    long_item,
    section,
    signing,
    table_rows,
)
from anbang_desktop.pdf.grid import Row
from anbang_desktop.pdf.seal import Place

_STEPS = (
    ("日期", "on", 5),
    ("做了什么", "act", 4),
    ("部门或单位", "unit", 5),
    ("说明", "note", 7),
    ("经手人", "by", 3),
)
_LEAST = 4


def make(head: Head, values: Values, steps: Lines, *, clue: bool) -> bytes:
    """The sheet as PDF bytes; ``clue``: with what is known of a discrimination."""
    rows = [
        items(values, ("姓　名", "name"), ("诉求编号", "wish_no", 3, 13)),
        items(values, ("提出日期", "raised_on"), ("提出方式", "way"), ("类　别", "category")),
        items(values, ("缓　急", "urgency"), ("经办人", "handler"), ("答复期限", "due")),
        *long_item("本人的话", values.get("content", ""), least=90, grow=2),
        *long_item("想要的\n结　果", values.get("wanted", ""), least=40, grow=1),
        section("经过"),
        *table_rows(_STEPS, steps, _LEAST, names=frozenset({"by"})),
        section("答复"),
        *long_item("答复内容", values.get("answer", ""), least=90, grow=2),
        items(values, ("答复日期", "answered_on"), ("答复方式", "answer_way"), ("办理结果", "outcome")),
        items(values, ("本人是否\n满　　意", "satisfied"), ("登记人", "entered_by", 3, 13)),
        *(_clue(values) if clue else ()),
        signing("签　名", Place("经办人："), Place("本人：")),
    ]
    return flowing(head, rows)


def _clue(values: Values) -> list[Row]:
    return [
        section("就业歧视线索"),
        items(values, ("用人单位", "employer", 3, 13), ("岗　位", "post")),
        *long_item("招聘内容\n或原话", values.get("words", ""), least=40, grow=1),
        *long_item("证　据", values.get("evidence_note", ""), least=34),
        items(values, ("本人同意", "consent_on"), ("移送单位", "referred_to", 3, 13)),
        items(values, ("移送日期", "referred_on"), ("回复日期", "replied_on", 3, 13)),
        *long_item("处理结果", values.get("reply", ""), least=34),
    ]
