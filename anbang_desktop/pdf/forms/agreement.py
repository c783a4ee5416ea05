"""F05 安置帮教协议书: the four-party agreement on the page of GB/T 9704, from the text in
``resources/agreements``.
"""

from dataclasses import dataclass

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.template import Slot, Text, fill, load

DRAFT = "草　稿"

SLOTS = (
    Slot("司法所"),
    Slot("责任人", required=False, person=True),
    Slot("责任人职务", required=False),
    Slot("司法所电话", required=False),
    Slot("姓名", person=True),
    Slot("证件号码", required=False),
    Slot("本人电话", required=False),
    Slot("村居", required=False),
    Slot("村居职务", required=False),
    Slot("村居电话", required=False),
    Slot("有亲属", required=False),
    Slot("亲属姓名", required=False, person=True),
    Slot("亲属关系", required=False),
    Slot("亲属电话", required=False),
    Slot("起始日期", "帮教起始日期"),
    Slot("截止日期", "帮教截止日期"),
    Slot("走访间隔"),
    Slot("答复期限", "诉求答复期限"),
    Slot("帮扶承诺", required=False, parts=(Slot("内容", "帮扶承诺"),)),
    Slot("另行约定", required=False),
    Slot("份数"),
)


@dataclass(frozen=True, slots=True)
class Party:
    """One party: name, what it is (post, number or relation), phone; empty values become lines to write
    on.
    """

    name: str = ""
    capacity: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an agreement says of a case; every value as it is printed."""

    number: str
    code_id: str
    office: Party
    worker: str
    client: Party
    village: Party
    relative: Party | None
    start: str
    end: str
    visits: str
    reply_workdays: str
    offers: tuple[str, ...] = ()
    extra: str = ""
    draft: bool = True


def text() -> Text:
    """The text in force."""
    return load(paths.resources("agreements", "agreement-1.txt"))


def make(paper: Agreement, source: Text | None = None) -> bytes:
    """The agreement as PDF bytes, with 草稿 under the text while it is a draft; ``source`` is another wording
    than the one that ships.
    """
    relative = paper.relative or Party()
    values = {
        "司法所": paper.office.name,
        "责任人": paper.worker,
        "责任人职务": paper.office.capacity,
        "司法所电话": paper.office.phone,
        "姓名": paper.client.name,
        "证件号码": paper.client.capacity,
        "本人电话": paper.client.phone,
        "村居": paper.village.name,
        "村居职务": paper.village.capacity,
        "村居电话": paper.village.phone,
        "有亲属": "是" if paper.relative else "",
        "亲属姓名": relative.name,
        "亲属关系": relative.capacity,
        "亲属电话": relative.phone,
        "起始日期": paper.start,
        "截止日期": paper.end,
        "走访间隔": paper.visits,
        "答复期限": paper.reply_workdays,
        "帮扶承诺": [{"内容": offer} for offer in paper.offers],
        "另行约定": paper.extra,
        "份数": "四" if paper.relative else "三",
    }
    source = source or text()
    story = flowables(fill(source, SLOTS, values), {"签名": Signatures(_signers(paper))})
    edges = page.Edges(
        f"{source.title} {paper.number}",
        paper.office.name,
        f"协议编号：{paper.number}",
        paper.code_id,
        DRAFT if paper.draft else "",
    )
    return page.build(story, edges)


def _signers(paper: Agreement) -> tuple[Signer, ...]:
    """Who signs, in the order of the parties."""
    four = (Signer("丁方（签名）：", "亲属"),) if paper.relative else ()
    return (
        Signer("甲方（盖章）：", "司法所，经办人签名并加盖印章"),
        Signer("乙方（签名）：", "安置帮教对象，签名并按指印"),
        Signer("丙方（盖章）：", "村（居）民委员会，经办人签名并加盖印章"),
        *four,
    )
