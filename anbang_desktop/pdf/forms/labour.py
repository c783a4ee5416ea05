"""移送就业歧视线索的函: to the labour authority, with what the person agreed to and nothing else; never why
somebody was in prison (art. 20, 35).
"""

from dataclasses import dataclass

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.template import Slot, fill, load

SLOTS = (
    Slot("移送单位"),
    Slot("反映日期", "提出日期"),
    Slot("姓名", person=True),
    Slot("司法所"),
    Slot("用人单位"),
    Slot("岗位", required=False),
    Slot("原话", "招聘内容或者对方的话"),
    Slot("想要的结果", required=False),
    Slot("证据", "有什么证据", required=False),
    Slot("同意日期", "本人同意移送的日期"),
    Slot("经办人", person=True),
    Slot("司法所电话", required=False),
    Slot("本人电话", required=False),
    Slot("日期", "移送日期"),
)


@dataclass(frozen=True, slots=True)
class Clue:
    """Values as they are printed."""

    office: str
    number: str
    code_id: str
    to: str
    raised_on: str
    name: str
    employer: str
    words: str
    consent_on: str
    worker: str
    on: str
    post: str = ""
    wanted: str = ""
    evidence: str = ""
    office_phone: str = ""
    phone: str = ""


def make(paper: Clue) -> bytes:
    """The letter as PDF bytes."""
    source = load(paths.resources("agreements", "labour-1.txt"))
    values = {
        "移送单位": paper.to,
        "反映日期": paper.raised_on,
        "姓名": paper.name,
        "司法所": paper.office,
        "用人单位": paper.employer,
        "岗位": paper.post,
        "原话": paper.words,
        "想要的结果": paper.wanted,
        "证据": paper.evidence,
        "同意日期": paper.consent_on,
        "经办人": paper.worker,
        "司法所电话": paper.office_phone,
        "本人电话": paper.phone,
        "日期": paper.on,
    }
    story = flowables(fill(source, SLOTS, values), {})
    edges = page.Edges(
        f"{source.title} {paper.number}", paper.office, f"诉求编号：{paper.number}", paper.code_id
    )
    return page.build(story, edges)
