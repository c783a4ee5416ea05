"""A letter on the page of GB/T 9704 with its return slip on a page of its own (domain.md §4.10, F12). It
shows what it is handed and nothing else of the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import PageBreak
from reportlab.platypus.flowables import Flowable

from anbang_desktop import paths
from anbang_desktop.pdf import page
from anbang_desktop.pdf.flow import flowables, sealed_end
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.page import LEADING
from anbang_desktop.pdf.template import Slot, Text, fill, load

SLOTS = (
    Slot("标题"),
    Slot("收函单位"),
    Slot("对外", required=False),
    Slot("条款", required=False),
    Slot("帮扶类型", required=False),
    Slot("开头", required=False),
    Slot("多人", required=False),
    Slot("姓名", person=True),
    Slot(
        "名单",
        required=False,
        parts=(
            Slot("序号"),
            Slot("姓名", person=True),
            Slot("号码", required=False),
            Slot("住址", required=False),
        ),
    ),
    Slot("资料", required=False, parts=(Slot("名称"), Slot("内容", required=False))),
    Slot("事项"),
    Slot("附件", required=False),
    Slot("同意", required=False),
    Slot("要回复", required=False),
    Slot("回复日期", required=False),
    Slot("经办人", required=False, person=True),
    Slot("电话", required=False),
    Slot("司法所"),
    Slot("成文日期"),
    Slot("文号"),
)
_LINES = 6


@dataclass(frozen=True, slots=True)
class Listed:
    """One of several people that a letter is about."""

    name: str
    id_no: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """``about`` are captions with words of the person, no more than the receiver may know; ``several`` are
    listed instead; ``answers``: a return slip goes with it; ``outside``: it doesn't say why the office helps.
    """

    text: str
    title: str
    office: str
    phone: str
    number: str
    code_id: str
    receiver: str
    name: str
    about: Sequence[tuple[str, str]]
    matter: str
    opening: str = ""
    several: Sequence[Listed] = ()
    answers: bool = True
    help: str = ""
    article: str = ""
    papers: str = ""
    consent: str = ""
    reply_due: str = ""
    worker: str = ""
    on: str = ""
    outside: bool = False


class ToWriteOn(Flowable):  # type: ignore[misc, unused-ignore]
    """Empty ruled lines."""

    def __init__(self, lines: int) -> None:
        """How many."""
        super().__init__()
        self._lines = lines

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - ReportLab's names
        """Full width, all lines."""
        self.width, self.height = aW, LEADING * 1.2 * self._lines
        return self.width, self.height

    def draw(self) -> None:
        """From the top."""
        self.canv.setLineWidth(0.6)
        for at in range(self._lines):
            y = self.height - LEADING * 1.2 * (at + 1) + 4
            self.canv.line(0, y, self.width, y)


def make(paper: Letter, source: Text | None = None) -> bytes:
    """The letter as PDF bytes; ``source`` is another wording than the one that ships."""
    source = source or load(paths.resources("letters", paper.text))
    values = {
        "标题": paper.title,
        "收函单位": paper.receiver,
        "对外": "是" if paper.outside else "",
        "条款": paper.article,
        "帮扶类型": paper.help,
        "开头": paper.opening,
        "多人": "是" if paper.several else "",
        "姓名": paper.name,
        "名单": [
            {"序号": str(at), "姓名": one.name, "号码": one.id_no, "住址": one.address}
            for at, one in enumerate(paper.several, start=1)
        ],
        "资料": [{"名称": caption, "内容": words} for caption, words in paper.about],
        "事项": paper.matter,
        "附件": paper.papers,
        "同意": paper.consent,
        "要回复": "是" if paper.answers else "",
        "回复日期": paper.reply_due,
        "经办人": paper.worker,
        "电话": paper.phone,
        "司法所": paper.office,
        "成文日期": paper.on,
        "文号": paper.number,
    }
    fixed: dict[str, Flowable] = {
        "另起一页": PageBreak(),
        "空行": ToWriteOn(_LINES),
        "回执签名": Signatures((Signer("经办人（签名）："), Signer("单位（盖章）："))),
    }
    blocks, end = sealed_end(fill(source, SLOTS, values))
    story = flowables(blocks, {**fixed, **end})
    edges = page.Edges(
        f"{paper.title} {paper.number}", paper.office, paper.number, paper.code_id, subject=paper.name
    )
    return page.build(story, edges)
