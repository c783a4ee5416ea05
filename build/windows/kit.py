"""What is handed over with the installer: checksums, a one-page 安装说明 and the manual, set by the program's
own paper code.
"""

import hashlib
import sys
from pathlib import Path

from tools import DIST, ROOT, megabytes

sys.path.insert(0, str(ROOT))  # the program itself draws the page

from reportlab.platypus import Flowable, Spacer

from anbang_desktop.pdf import page
from anbang_desktop.pdf.page import OFFICIAL, Edges
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style
from anbang_desktop.services.help.paper import FILE_NAME, write

SUMS, GUIDE = "SHA256SUMS.txt", "安装说明.pdf"
_HEAD = Style(size=14, leading=25, align="left", stack="hei", before=4)
_TEXT = Style(size=12, leading=20, indent=2)
_SMALL = Style(size=9, leading=14, align="left")
PARTS = (
    (
        "一、需要什么",
        (
            (
                "64 位的 Windows 10（1809 版或更新）或 Windows 11，内存 4 GB 以上，系统盘空闲 1 GB 以上。"
                "不需要联网，不需要另装别的软件。"
            ),
        ),
    ),
    (
        "二、安装",
        (
            (
                "1. 把安装文件拷到电脑上，双击。系统问“是否允许更改”时点“是”；"
                "没有管理员口令的，请找本单位管电脑的人。"
            ),
            "2. 如果出现“Windows 已保护你的电脑”，先按第五条核对校验码，对得上再点“更多信息”“仍要运行”。",
            "3. 一路点“下一步”。装好后桌面上有“安帮桌面”。第一次打开时按提示建立资料库，打印恢复钥匙并封存。",
        ),
    ),
    (
        "三、升级",
        ("先在程序里备份，关闭程序，再运行新版本的安装文件，会就地升级，单位数据不动。",),
    ),
    (
        "四、数据放在哪里",
        (
            (
                r"单位数据在 C:\ProgramData\AnbangDesktop，已加密，没有口令或恢复钥匙谁也打不开。"
                "卸载程序不会删除它。"
            ),
            "换电脑时不要直接拷这个文件夹：装好程序，打开“命令提示符”，输入下面一行，把备份恢复到这里，再打开程序。",
        ),
    ),
    (
        "五、核对校验码",
        (
            (
                "在安装文件所在的文件夹里按住 Shift 点鼠标右键，打开 PowerShell，"
                "输入 Get-FileHash 加空格再加安装文件名，结果应与下面相同："
            ),
        ),
    ),
    (
        "六、装完自检",
        (r"打开“命令提示符”，输入下面一行，不出现“没有通过”即为正常：",),
    ),
)
CLI = r'"C:\Program Files\AnbangDesktop\anbang-cli.exe"'
COMMANDS = {
    "四": rf"{CLI} office restore 备份文件 C:\ProgramData\AnbangDesktop\单位代码",
    "六": f"{CLI} self-test",
}


def make(setup: Path, version: str) -> list[str]:
    """The names of what lies beside the installer now."""
    digest = hashlib.sha256(setup.read_bytes()).hexdigest()
    guide = DIST / GUIDE
    guide.write_bytes(paper(setup, version, digest))
    manual = DIST / FILE_NAME
    write(manual)
    sums = {setup.name: digest}
    sums |= {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (guide, manual)}
    (DIST / SUMS).write_text("".join(f"{value}  {name}\n" for name, value in sums.items()), encoding="utf-8")
    return [setup.name, SUMS, GUIDE, FILE_NAME]


def paper(setup: Path, version: str, digest: str) -> bytes:
    """One page."""
    story: list[Flowable] = [Paragraph("安帮桌面安装说明", page.TITLE), Spacer(1, 6)]
    story.append(
        Paragraph(
            f"版本 {version}，安装文件 {setup.name}，{megabytes(setup.stat().st_size)}",
            Style(size=10.5, leading=18, align="center"),
        )
    )
    for head, lines in PARTS:
        story.append(Paragraph(head, _HEAD))
        story += [Paragraph(line, _TEXT) for line in lines]
        if head.startswith("五"):
            story.append(Paragraph([Span(digest, "song")], _SMALL))
        if head[0] in COMMANDS:
            story.append(Paragraph([Span(COMMANDS[head[0]], "song")], _SMALL))
    return page.build(story, Edges("安帮桌面安装说明", "", page_numbers=False), OFFICIAL)
