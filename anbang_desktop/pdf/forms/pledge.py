"""小组成员保密承诺书: what every member promises, on one paper that all sign and that is bound into the file
(domain.md §4.5; art. 12).
"""

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    Lines,
    Values,
    flowing,
    items,
    section,
    signing,
    table_rows,
)
from anbang_desktop.pdf.grid import Look, Row, note
from anbang_desktop.pdf.seal import Place

_SIGNED = (
    ("姓　名", "name", 5),
    ("单位职务", "post", 6),
    ("签　名", "", 5),
    ("捺　印", "", 3),
    ("日　期", "", 5),
)
_LEAST = 3
_HAND = 44.0  # a row that takes a name by hand and a finger print
_LOOK = Look(11, 17, 26)


def make(head: Head, values: Values, members: Lines) -> bytes:
    """The paper as PDF bytes, with a row to sign for each of these members."""
    first, *rows = table_rows(_SIGNED, members, _LEAST)
    tall = [Row(one.cells, least=_HAND, grow=0.2) for one in rows]
    return flowing(
        head,
        [
            items(values, ("受助人", "name", 3, 9), ("成立日期", "formed_on", 3, 9), least=32),
            section("本人承诺"),
            Row((note(_WORDS, COLUMNS, top=False),), least=190),
            section("承诺人"),
            first,
            *tall,
            signing("说明人", Place("司法所（签名）："), text="以上各项已经逐条说明。", grow=0),
        ],
        look=_LOOK,
    )


_WORDS = (
    "　　一、自愿参加小组，按分工帮助，平等相待，不歧视。\n"
    "　　二、对知悉的本人及其家庭成员的身份信息、住址、电话、健康和其他个人隐私保密。\n"
    "　　三、不向无关的人谈论，不复制、不拍照、不传播有关材料，不发到网上和聊天群里。\n"
    "　　四、各人单独评分的内容、会上的发言和分歧，不对外说，也不告诉本人是谁说的。\n"
    "　　五、有人来打听或者索要材料，不自行答复，请他找司法所。\n"
    "　　六、退出小组时交回手里的全部材料；退出以后仍然保密。\n"
    "　　七、泄露造成损害的，依法承担责任（个人信息保护法第六十九条；民法典第一千零三十二条、"
    "第一千零三十四条）。"
)
