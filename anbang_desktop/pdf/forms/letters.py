"""帮教期满告知书 (F16) to the person, and 转出函 (F17) with its return slip to another office."""

from collections.abc import Mapping

from reportlab.platypus import PageBreak

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, fill, load

_OFFICE = (
    Slot("司法所"),
    Slot("责任人", required=False, person=True),
    Slot("司法所电话", required=False),
    Slot("司法所地址", required=False),
)
_CLOSING = (
    *_OFFICE,
    Slot("姓名", person=True),
    Slot("开始"),
    Slot("截止"),
    Slot("解除", required=False),
)
_TRANSFER = (
    *_OFFICE,
    Slot("姓名", person=True),
    Slot("接收单位"),
    Slot("文号", required=False),
    Slot("身份号码", required=False),
    Slot("电话", required=False),
    Slot("原因"),
    Slot("新住址", required=False),
    Slot("类别", required=False),
    Slot("开始", required=False),
    Slot("截止", required=False),
    Slot("材料", required=False),
    Slot("期限"),
    Slot("日期"),
)
_REPLY = (Slot("司法所"), Slot("姓名", person=True), Slot("接收单位"))


def closing_notice(head: Head, values: Mapping[str, str]) -> bytes:
    """The notice that help has ended, as PDF bytes; nothing the person must show."""
    source = load(paths.resources("agreements", "closing-1.txt"))
    signers = (Signer("告知人（签名）：", "司法所工作人员"), Signer("本人（签名）：", "已收到"))
    story = flowables(fill(source, _CLOSING, values), {"签名": Signatures(signers)})
    return page.build(story, _edges(source.title, head))


def transfer_letter(head: Head, values: Mapping[str, str]) -> bytes:
    """The letter to the office that takes over, and its return slip on a page of its own, as PDF bytes."""
    letter, slip = (
        load(paths.resources("agreements", f"{name}-1.txt")) for name in ("transfer", "transfer_reply")
    )
    story = [
        *flowables(fill(letter, _TRANSFER, values), {}),
        PageBreak(),
        *flowables(fill(slip, _REPLY, {one.name: values[one.name] for one in _REPLY}), {}),
    ]
    return page.build(story, _edges(letter.title, head))


def _edges(title: str, head: Head) -> page.Edges:
    return page.Edges(f"{title} {head.number}", head.office, f"档案编号：{head.number}", head.code_id)
