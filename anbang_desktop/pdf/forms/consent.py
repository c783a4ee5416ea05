"""同意书: what the person may allow or not beside the statutory task (photo, call at an employer, referral to
outsiders, a story), each for itself and to be taken back (个人信息保护法第十四条至第十六条、第二十九条).
"""

from dataclasses import dataclass

from reportlab.platypus import KeepTogether

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import WritingLines, flowables
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, Text, fill, load

SLOTS = (
    Slot("司法所"),
    Slot("单位", "用人单位", required=False),
    Slot("机构", "企业、社会组织", required=False),
    Slot("责任人", required=False, person=True),
    Slot("司法所电话", required=False),
    Slot("截止日期", "帮教截止日期", required=False),
)


@dataclass(frozen=True, slots=True)
class Consent:
    """Values as they are printed; ``guardian``: somebody acts for the person and signs too."""

    office: str
    number: str
    code_id: str
    employer: str = ""
    worker: str = ""
    phone: str = ""
    until: str = ""
    guardian: bool = False


def text() -> Text:
    """The newest text that ships."""
    return load(paths.resources("agreements", "consent-1.txt"))


def make(paper: Consent, source: Text | None = None) -> bytes:
    """The sheet as PDF bytes; ``source``: another text than the newest that ships."""
    chosen = source or text()
    values = {
        "司法所": paper.office,
        "单位": paper.employer,
        "机构": "",
        "责任人": paper.worker,
        "司法所电话": paper.phone,
        "截止日期": paper.until,
    }
    guardian = (Signer("监护人（签名）：", "未成年、不能完全辨认自己行为的"),) if paper.guardian else ()
    signers = (Signer("本人（签名）：", "签名、捺印"), *guardian, Signer("说明人（签名）：", "已逐项说明"))
    fixed = {"签名": Signatures(signers), "手写行": WritingLines(1)}
    story = flowables(fill(chosen, SLOTS, values), fixed)
    edges = page.Edges(
        f"{chosen.title} {paper.number}", paper.office, f"档案编号：{paper.number}", paper.code_id
    )
    return page.build([*story[:-2], KeepTogether(story[-2:])], edges)
