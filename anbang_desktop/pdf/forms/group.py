"""F06 帮教小组成员表 (domain.md §4.5; art. 12)."""

from collections.abc import Sequence
from dataclasses import replace

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
from anbang_desktop.pdf.grid import Look, Row, label, note, value

_MEMBERS = (
    ("小组\n职务", "role", 2),
    ("姓　名", "name", 3),
    ("类　型", "kind", 3),
    ("性别\n年龄", "sex_age", 2),
    ("单位职务", "post", 5),
    ("电　话", "phone", 4),
    ("职　责", "duty", 5),
)
_CHANGES = (("日　期", "on", 5), ("姓　名", "name", 4), ("变　动", "what", 3), ("说　明", "why", 12))
_LOOK = Look(9.5, 13, 21)
_LEAST = 6
_PHOTO = 74.0  # a row that takes a small photograph of 20 by 25 mm, and a finger print


def make(head: Head, values: Values, members: Lines, changes: Lines = ()) -> bytes:
    """The list as PDF bytes, of those who are in the group; ``changes``: who came and left since it was
    formed (``on``, ``name``, ``what``, ``why``). It names nobody's offence, so that outsiders may hold it.
    """
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
            replace(row, least=24 if at else 26, grow=1 if at else 0)
            for at, row in enumerate(table_rows(_MEMBERS, shown, _LEAST))
        ),
        *(long_item("缺　人\n的原因", values["gap_reason"], least=30) if values.get("gap_reason") else ()),
        *long_item("备　注", values.get("remark", ""), least=30),
        *((section("成员变动"), *table_rows(_CHANGES, changes, 0)) if changes else ()),
        section("保密承诺"),
        Row((note(_PLEDGE, COLUMNS, top=False),), least=34),
        *_signatures([line.get("name", "") for line in members]),
    ]
    return flowing(head, rows, look=_LOOK)


def _signatures(names: Sequence[str]) -> list[Row]:
    """Two members a row, each with room for a photograph, the name by hand, a finger print and the day. No
    picture of a member is kept in the vault, so the photograph is pasted.
    """
    half = (("成　员", 3), ("照　片", 3), ("签　名", 3), ("捺印、日期", 3))
    head = Row(tuple(label(caption, span) for caption, span in (*half, *half)), heads=_LEAST // 2)
    padded = [*names, *[""] * (_LEAST - len(names))]
    padded += [""] * (len(padded) % 2)
    body = [
        Row(
            tuple(
                cell
                for name in padded[at : at + 2]
                for cell in (value(name, 3, "成员", name=True), *(value("", span) for _, span in half[1:]))
            ),
            least=_PHOTO,
            grow=0.3,
        )
        for at in range(0, len(padded), 2)
    ]
    return [replace(head, heads=len(body)), *body]


_PLEDGE = (
    "　　本人自愿参加帮教小组，对知悉的帮教对象及其家庭成员的身份信息和个人隐私保密，不向他人谈论，不复制、"
    "不传播有关材料；平等相待，不歧视。"
)
