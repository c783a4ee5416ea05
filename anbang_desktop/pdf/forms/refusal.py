"""拒签情况说明: the note that an agreement was explained and not signed, and that nothing is lost by that."""

from dataclasses import dataclass

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, Text, fill, load

SLOTS = (
    Slot("标题"),
    Slot("姓名", person=True),
    Slot("证件号码", required=False),
    Slot("协议编号", required=False),
    Slot("日期", "说明日期"),
    Slot("说明人", required=False, person=True),
    Slot("地点", required=False),
    Slot("不能签订", required=False),
    Slot("原因", "拒签原因", required=False),
    Slot("说明", required=False),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """``unable``: the person could not sign, which is no refusal and is not called one."""

    office: str
    number: str
    code_id: str
    name: str
    id_no: str
    on: str
    explained_by: str
    reason: str
    note: str = ""
    place: str = ""
    unable: bool = False


def make(paper: Refusal, source: Text | None = None) -> bytes:
    """The note as PDF bytes; ``source``: another text than the newest that ships."""
    source = source or load(paths.resources("agreements", "refusal-1.txt"))
    title = "安置帮教协议未能签订情况说明" if paper.unable else source.title
    values = {
        "标题": title,
        "姓名": paper.name,
        "证件号码": paper.id_no,
        "协议编号": paper.number,
        "日期": paper.on,
        "说明人": paper.explained_by,
        "地点": paper.place,
        "不能签订": "是" if paper.unable else "",
        "原因": paper.reason,
        "说明": paper.note,
    }
    captions = (
        ("说明人（签名）：", ""),
        ("见证人（签名）：", ""),
        ("司法所（盖章）：", ""),
        ("本人意见：", "愿意写的可以写，也可以不写"),
    )
    signers = tuple(Signer(caption, hint) for caption, hint in captions)
    story = flowables(fill(source, SLOTS, values), {"签名": Signatures(signers)})
    return page.build(
        story,
        page.Edges(
            f"{title} {paper.number}",
            paper.office,
            f"协议编号：{paper.number}",
            paper.code_id,
            subject=paper.name,
        ),
    )
