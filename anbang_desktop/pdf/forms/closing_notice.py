"""帮教期满告知书 (F16) to the person."""

from collections.abc import Mapping

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, Text, fill, load

_OFFICE = (
    Slot("司法所"),
    Slot("责任人", required=False, person=True),
    Slot("司法所电话", required=False),
    Slot("司法所地址", required=False),
)
SLOTS = (
    *_OFFICE,
    Slot("姓名", person=True),
    Slot("开始"),
    Slot("截止"),
    Slot("解除", required=False),
)


def make(head: Head, values: Mapping[str, str], source: Text | None = None) -> bytes:
    """The notice that help has ended, as PDF bytes; nothing the person must show. ``source`` is another
    wording than the one that ships.
    """
    source = source or load(paths.resources("agreements", "closing-1.txt"))
    signers = (Signer("告知人（签名）：", "司法所工作人员"), Signer("本人（签名）：", "已收到"))
    story = flowables(fill(source, SLOTS, values), {"签名": Signatures(signers)})
    return page.build(story, _edges(source.title, head))


def _edges(title: str, head: Head) -> page.Edges:
    return page.Edges(
        f"{title} {head.number}", head.office, f"档案编号：{head.number}", head.code_id, subject=head.subject
    )
