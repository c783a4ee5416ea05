"""恢复单: the recovery key of an office on paper; painted to the printer from memory, saved only where the command line asks."""

from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from anbang_desktop.pdf import page
from anbang_desktop.pdf.page import OFFICIAL, Edges
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style

_KEY = Style(size=26, leading=46, align="center", stack="song", autospace=0)
_HEAD = Style(size=14, leading=26, align="left", stack="hei")
_TEXT = Style(size=14, leading=26, indent=2)
_LINE = Style(size=14, leading=28, align="left")
_PER_LINE = 3

_ADVICE = (
    "1. 本单是忘记口令时打开数据库的唯一办法。没有它，任何人都无法恢复数据。",
    "2. 装入信封密封，骑缝签名，由所长保管，放在与电脑不同的地方；打印两份，另一份报县（市、区）司法行政部门保管。",
    "3. 不拍照，不存入电脑，不通过网络发送。",
    "4. 使用一次后，程序会生成新的恢复单，本单随即作废，应当场销毁。",
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
    lines = [groups[start : start + _PER_LINE] for start in range(0, len(groups), _PER_LINE)]
    key: list[Flowable] = [Paragraph([Span("　".join(line), "song")], _KEY) for line in lines]
    story: list[Flowable] = [
        Paragraph("数据库恢复单", page.TITLE),
        Spacer(1, 16),
        Paragraph([Span(f"单　　位：{sheet.office}", where="单位")], _LINE),
        Paragraph(f"数据库号：{sheet.db_id[:8]}", _LINE),
        Paragraph(f"生成日期：{sheet.on}", _LINE),
        Spacer(1, 14),
        Paragraph("恢复钥匙", _HEAD),
        Spacer(1, 6),
        *key,
        Spacer(1, 14),
        Paragraph("保管要求", _HEAD),
        *(Paragraph(text, _TEXT) for text in _ADVICE),
        Spacer(1, 20),
        Paragraph("保管人（签名）：　　　　　　　　　　日期：　　　　　　　　", _LINE),
    ]
    return page.build(story, Edges("数据库恢复单", sheet.office, page_numbers=False), OFFICIAL)
