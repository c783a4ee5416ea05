"""F05 安置帮教协议书: the agreement of three or four parties on the page of GB/T 9704, from the text in
``resources/agreements``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, KeepTogether

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import WritingLines, flowables
from anbang_desktop.pdf.forms.party_signing import PartySignatures, PartySigner
from anbang_desktop.pdf.template import Slot, Text, fill, load

DRAFT = "草　稿"
TITLE, NEUTRAL_TITLE = "安置帮教协议书", "关爱帮扶协议书"
_TABLE_ROWS = 4  # of what is agreed on at least: what comes later is written in by hand
_HAND_LINES = 1  # for another agreement

SLOTS = (
    Slot("标题"),
    Slot("中性", required=False),
    Slot("办法名称"),
    Slot("办法施行日期"),
    Slot("司法所"),
    Slot("责任人", required=False, person=True),
    Slot("责任人职务", required=False),
    Slot("司法所电话", required=False),
    Slot("姓名", person=True),
    Slot("证件号码", required=False),
    Slot("本人电话", required=False),
    Slot("有监护人", required=False),
    Slot("监护人姓名", required=False, person=True),
    Slot("监护人关系", required=False),
    Slot("监护人电话", required=False),
    Slot("村居", required=False),
    Slot("村居职务", required=False),
    Slot("村居电话", required=False),
    Slot("有亲属", required=False),
    Slot("亲属姓名", required=False, person=True),
    Slot("亲属关系", required=False),
    Slot("亲属电话", required=False),
    Slot("剥夺政治权利", required=False),
    Slot("起始日期", "帮教起始日期"),
    Slot("截止日期", "帮教截止日期"),
    Slot("走访间隔"),
    Slot("答复期限", "诉求答复期限"),
    Slot("帮扶承诺", required=False, parts=(Slot("内容", "帮扶承诺"),)),
    Slot(
        "帮扶事项",
        required=False,
        parts=(
            Slot("需要", "帮扶事项"),
            Slot("措施", "帮扶措施"),
            Slot("部门", "办理部门"),
            Slot("日期", "办到哪天"),
            Slot("电话", "部门电话"),
        ),
    ),
    Slot("县局", "县司法局", required=False),
    Slot("县局电话", "县司法局电话", required=False),
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
class HelpLine:
    """What was agreed on: what is needed, how it is helped, by which department, until when, its phone."""

    need: str
    measure: str = ""
    department: str = ""
    until: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """The Regulation as the agreement cites it: its name in its marks, and since when it is in force."""

    name: str
    in_force: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an agreement says of a case; every value as it is printed. ``guardian``: signs for who is under
    age or can't act alone; an empty one becomes lines. ``rights_taken``: a judgment still takes political
    rights. ``neutral``: nothing in it lets anybody infer a release.
    """

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
    law: Law
    guardian: Party | None = None
    offers: tuple[HelpLine, ...] = ()
    extra: str = ""
    bureau: str = ""
    bureau_phone: str = ""
    rights_taken: bool = False
    neutral: bool = False
    title: str = TITLE
    draft: bool = True


def text() -> Text:
    """The newest text that ships."""
    return load(paths.resources("agreements", "agreement-2.txt"))


def make(paper: Agreement, source: Text | None = None) -> bytes:
    """The agreement as PDF bytes, with 草稿 under the text while it is a draft; ``source``: another text than
    the newest that ships.
    """
    return _build(paper, source, PartySignatures(*signers(paper)))


def _build(paper: Agreement, source: Text | None, block: PartySignatures) -> bytes:
    blocks = fill(source or text(), SLOTS, _values(paper))
    story = flowables(blocks, {"签名": block, "手写行": WritingLines(_HAND_LINES)})
    edges = page.Edges(
        f"{paper.title} {paper.number}",
        paper.office.name,
        f"协议编号：{paper.number}",
        paper.code_id,
        DRAFT if paper.draft else "",
        subject=paper.client.name,
        seam=True,
    )
    return page.build(_with_its_signatures(story, block), edges)


def _with_its_signatures(story: list[Flowable], block: Flowable) -> list[Flowable]:
    """The block takes the paragraph before it along: no page holds nothing but signatures."""
    at = story.index(block) if block in story else 0
    if not at:  # a text of somebody else's, without them or with nothing before them
        return story
    return [*story[: at - 1], KeepTogether(story[at - 1 : at + 1]), *story[at + 1 :]]


def _values(paper: Agreement) -> dict[str, object]:
    relative, guardian = paper.relative or Party(), paper.guardian or Party()
    return {
        "标题": paper.title,
        "中性": _yes(paper.neutral),
        "办法名称": paper.law.name,
        "办法施行日期": paper.law.in_force,
        "司法所": paper.office.name,
        "责任人": paper.worker,
        "责任人职务": paper.office.capacity,
        "司法所电话": paper.office.phone,
        "姓名": paper.client.name,
        "证件号码": paper.client.capacity,
        "本人电话": paper.client.phone,
        "有监护人": _yes(paper.guardian),
        "监护人姓名": guardian.name,
        "监护人关系": guardian.capacity,
        "监护人电话": guardian.phone,
        "村居": paper.village.name,
        "村居职务": paper.village.capacity,
        "村居电话": paper.village.phone,
        "有亲属": _yes(paper.relative),
        "亲属姓名": relative.name,
        "亲属关系": relative.capacity,
        "亲属电话": relative.phone,
        "剥夺政治权利": _yes(paper.rights_taken and not paper.neutral),
        "起始日期": paper.start,
        "截止日期": paper.end,
        "走访间隔": paper.visits,
        "答复期限": paper.reply_workdays,
        "帮扶承诺": [{"内容": offer.need} for offer in paper.offers],
        "帮扶事项": _lines(paper.offers),
        "县局": paper.bureau,
        "县局电话": paper.bureau_phone,
        "另行约定": paper.extra,
        "份数": "四" if paper.relative else "三",
    }


def _yes(there: object) -> str:
    return "是" if there else ""


def _lines(offers: Sequence[HelpLine]) -> list[dict[str, str]]:
    """A row for each, and empty ones to write on: at least one."""
    blank = max(_TABLE_ROWS - len(offers), 1)
    return [
        {"需要": one.need, "措施": one.measure, "部门": one.department, "日期": one.until, "电话": one.phone}
        for one in (*offers, *(HelpLine("") for _ in range(blank)))
    ]


def signers(paper: Agreement) -> tuple[PartySigner, ...]:
    """Who signs, in the order of the parties."""
    acting = "经办人签名"
    own = ("本人签名", *(("监护人签名",) if paper.guardian else ()))
    client = PartySigner("乙方（签名、捺印）", paper.client.name, own, person=True)
    four = paper.relative
    return (
        PartySigner("甲方（盖章）", paper.office.name, (acting,)),
        client,
        PartySigner("丙方（盖章）", paper.village.name, (acting,)),
        *((PartySigner("丁方（签名、捺印）", four.name, ("本人签名",), person=True),) if four else ()),
    )
