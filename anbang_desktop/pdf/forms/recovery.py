"""恢复钥匙: the recovery key of an office on paper; painted to the printer from memory, saved only where
the command line asks.
"""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import black
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from anbang_desktop.pdf import page
from anbang_desktop.pdf.fonts import book
from anbang_desktop.pdf.page import OFFICIAL, Edges
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style

_GROUP = Style(size=11, leading=15, align="center", stack="hei")
_KEY = Style(size=26, leading=34, align="center", stack="song", autospace=0)
_HEAD = Style(size=14, leading=26, align="left", stack="hei")
_TEXT = Style(size=14, leading=26, indent=2)
_LINE = Style(size=14, leading=28, align="left")
_PER_LINE = 3

_ADVICE = (
    "1. 忘记口令时，只有恢复钥匙能打开资料库。没有它，任何人都无法恢复资料。",
    "2. 打印两份，分别装入信封密封，骑缝签名，由所长保管，放在两个地方，都不与电脑放在一起。",
    "3. 不拍照，不存入电脑和手机，不通过网络发送。",
    "4. 用过一次，程序会给一把新的恢复钥匙，本纸随即作废，应当场销毁。",
    "5. 每年核对一次：能认清每一组字符。字母 O 和数字 0、字母 I 和数字 1 通用。",
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet; ``code`` is the whole key, its groups parted by dashes or spaces."""

    office: str
    db_id: str
    on: str
    code: str


def make(sheet: RecoverySheet) -> bytes:
    """The sheet as PDF bytes: nothing of the database's content is on it."""
    groups = sheet.code.replace("-", " ").split()
    story: list[Flowable] = [
        Paragraph("资料库恢复钥匙", page.TITLE),
        Spacer(1, 10),
        Paragraph([Span(f"单　　位：{sheet.office}", where="单位")], _LINE),
        Paragraph(f"资料库号：{sheet.db_id[:8]}", _LINE),
        Paragraph(f"生成日期：{sheet.on}", _LINE),
        Spacer(1, 8),
        _key(groups),
        Spacer(1, 8),
        Paragraph("保管要求", _HEAD),
        *(Paragraph(text, _TEXT) for text in _ADVICE),
        Spacer(1, 12),
        Paragraph("保管人（签名）：　　　　　　　　　　日期：　　　　　　　　", _LINE),
    ]
    return page.build(story, Edges("资料库恢复钥匙", sheet.office, page_numbers=False), OFFICIAL)


def _key(groups: list[str]) -> Flowable:
    """The groups in a table of equal boxes, each under the name that the program asks for."""
    names = [f"第 {at} 组" for at in range(1, len(groups))] + ["校验组"]
    boxes = [
        [Paragraph(name, _GROUP), Paragraph([Span(group, "song")], _KEY)]
        for name, group in zip(names, groups, strict=True)
    ]
    lines = [boxes[start : start + _PER_LINE] for start in range(0, len(boxes), _PER_LINE)]
    lines[-1] += [[] for _ in range(_PER_LINE - len(lines[-1]))]
    everywhere = ((0, 0), (-1, -1))
    ruled: list[Any] = [
        ("GRID", *everywhere, 0.6, black),
        ("TOPPADDING", *everywhere, 4),
        ("BOTTOMPADDING", *everywhere, 6),
        ("FONT", *everywhere, book().base(), 9),
    ]
    return Table(lines, colWidths=[OFFICIAL.width / _PER_LINE] * _PER_LINE, style=TableStyle(ruled))
