"""查询答复函: what another unit is told of a person, no more than was approved; or the rule's text, which
says nothing of anybody (domain.md §10.3 point 5).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables
from anbang_desktop.pdf.template import Slot, Text, fill, load

_LETTER = (
    Slot("收函单位"),
    Slot("来函"),
    Slot("文号", required=False),
    Slot("经办人", required=False, person=True),
    Slot("电话", required=False),
    Slot("司法所"),
    Slot("成文日期", required=False),
)
REFUSED = _LETTER
ANSWERED = (
    *_LETTER,
    Slot("姓名", person=True),
    Slot("依据", required=False),
    Slot("答复", parts=(Slot("名称"), Slot("内容", required=False))),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """``told``: captions with their words; none for a refusal, which doesn't name the person either."""

    office: str
    phone: str
    number: str
    code_id: str
    receiver: str
    letter: str
    name: str
    ground: str
    told: Sequence[tuple[str, str]]
    worker: str = ""
    on: str = ""


def make(paper: Answer, source: Text | None = None) -> bytes:
    """The letter as PDF bytes."""
    told = bool(paper.told)
    text = source or load(paths.resources("letters", f"{'query' if told else 'query_refused'}-1.txt"))
    values: dict[str, object] = {
        "收函单位": paper.receiver,
        "来函": paper.letter,
        "文号": paper.number,
        "经办人": paper.worker,
        "电话": paper.phone,
        "司法所": paper.office,
        "成文日期": paper.on,
    }
    if told:
        values |= {"姓名": paper.name, "依据": paper.ground}
        values["答复"] = [{"名称": caption, "内容": words} for caption, words in paper.told]
    story = flowables(fill(text, ANSWERED if told else REFUSED, values), {})
    number = f"文号：{paper.number}" if paper.number else ""
    return page.build(story, page.Edges(text.title, paper.office, number, paper.code_id))
