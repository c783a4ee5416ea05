"""个人信息处理告知书: who processes what and why, and the rights of the person (personal information
protection law, art. 17).
"""

from dataclasses import dataclass

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, Text, fill, load

SLOTS = (
    Slot("司法所"),
    Slot("姓名", person=True),
    Slot("责任人", required=False, person=True),
    Slot("司法所电话", required=False),
    Slot("司法所地址", required=False),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Values as they are printed."""

    office: str
    number: str
    code_id: str
    name: str
    worker: str = ""
    phone: str = ""
    address: str = ""


def make(paper: Notice, source: Text | None = None) -> bytes:
    """The notice as PDF bytes; ``source`` is another wording than the one that ships."""
    source = source or load(paths.resources("agreements", "notice-1.txt"))
    values = {
        "司法所": paper.office,
        "姓名": paper.name,
        "责任人": paper.worker,
        "司法所电话": paper.phone,
        "司法所地址": f"　地址：{paper.address}" if paper.address else "",
    }
    signers = (Signer("告知人（签名）：", "司法所工作人员"), Signer("本人（签名）：", "已收到并了解上述内容"))
    story = flowables(fill(source, SLOTS, values), {"签名": Signatures(signers)})
    return page.build(
        story,
        page.Edges(
            f"{source.title} {paper.number}", paper.office, f"档案编号：{paper.number}", paper.code_id
        ),
    )
