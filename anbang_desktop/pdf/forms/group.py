"""F06 帮教小组成员表 (domain.md §4.5; art. 12)."""

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    Lines,
    Values,
    flowing,
    items,
    long_item,
    section,
    table_rows,
)
from anbang_desktop.pdf.grid import Look, Row, label, note

_MEMBERS = (
    ("小组\n职务", "role", 2),
    ("姓　名", "name", 3),
    ("类　型", "kind", 3),
    ("性别\n年龄", "sex_age", 2),
    ("单位职务", "post", 4),
    ("电　话", "phone", 4),
    ("职　责", "duty", 3),
    ("保密承诺", "pledge_on", 3),
)
_LOOK = Look(9.5, 13, 21)


def make(head: Head, values: Values, members: Lines) -> bytes:
    """The list as PDF bytes; it names nobody's offence, so that outsiders may hold it."""
    shown = [
        {**line, "sex_age": "　".join(one for one in (line.get("sex"), line.get("age")) if one)}
        for line in members
    ]
    rows = [
        items(
            values,
            ("帮教对象", "name"),
            ("成立日期", "formed_on"),
            ("帮教\n责任人", "responsible_worker"),
            least=28,
        ),
        section("小组成员"),
        *(
            Row(row.cells, 30 if index else 26, 1 if index else 0)
            for index, row in enumerate(table_rows(_MEMBERS, shown, 8))
        ),
        *long_item("备　注", values.get("remark", ""), _LOOK),
        Row((label("保密承诺", 3), note(_PLEDGE, COLUMNS - 3, top=False)), least=110, grow=1),
    ]
    return flowing(head, rows, look=_LOOK)


_PLEDGE = (
    "本人自愿参加帮教小组，对知悉的帮教对象及其家庭成员的身份信息和个人隐私保密，不向他人谈论，不复制、不传播有关材料；"
    "平等相待，不歧视。\n\n成员签名：\n\n\n　　　　　　　　　　　　　　　　　　　　　　　　　　年　　月　　日"
)
