"""个人信息处理告知书: who processes what and why, sensitive data with what follows for the person, how long,
and where to complain (personal information protection law, arts. 17, 30, 35).
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
    Slot("中性", required=False),
    Slot("办法名称"),
    Slot("责任人", required=False, person=True),
    Slot("司法所电话", required=False),
    Slot("司法所地址", required=False),
    Slot("县局", "县司法局", required=False),
    Slot("县局电话", "县司法局电话", required=False),
    Slot("起始日期", "帮教起始日期", required=False),
    Slot("截止日期", "帮教截止日期", required=False),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Values as they are printed. ``law``: the Regulation in its marks; ``neutral``: nothing lets anybody
    infer a release.
    """

    office: str
    number: str
    code_id: str
    name: str
    law: str
    worker: str = ""
    phone: str = ""
    address: str = ""
    bureau: str = ""
    bureau_phone: str = ""
    start: str = ""
    end: str = ""
    neutral: bool = False


def text() -> Text:
    """The newest text that ships."""
    return load(paths.resources("agreements", "notice-2.txt"))


def make(paper: Notice, source: Text | None = None) -> bytes:
    """The notice as PDF bytes; ``source``: another text than the newest that ships."""
    chosen = source or text()
    values = {
        "司法所": paper.office,
        "姓名": paper.name,
        "中性": "是" if paper.neutral else "",
        "办法名称": paper.law,
        "责任人": paper.worker,
        "司法所电话": paper.phone,
        "司法所地址": f"，地址：{paper.address}" if paper.address else "",
        "县局": paper.bureau,
        "县局电话": paper.bureau_phone,
        "起始日期": paper.start,
        "截止日期": paper.end,
    }
    signers = (Signer("告知人（签名）：", "司法所工作人员"), Signer("本人（签名）：", "收到一份"))
    story = flowables(fill(chosen, SLOTS, values), {"签名": Signatures(signers)})
    edges = page.Edges(
        f"{chosen.title} {paper.number}",
        paper.office,
        f"档案编号：{paper.number}",
        paper.code_id,
        subject=paper.name,
    )
    return page.build(story, edges)
