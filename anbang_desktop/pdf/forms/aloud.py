"""念给本人听: the agreement and the notice in plain words, in large type, with who read them aloud."""

from collections.abc import Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from anbang_desktop.pdf import page
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.signing import Signatures, Signer
from anbang_desktop.pdf.page import LEADING, TITLE
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style

_SIZE, _LEADING = 18.0, 31.0
_BODY = Style(size=_SIZE, leading=_LEADING, indent=2, stack="song", least_end=2)
_HEADING = Style(size=_SIZE, leading=_LEADING, stack="hei", align="left", before=6)
_NAMED = Style(size=_SIZE, leading=_LEADING, stack="song")


def make(head: Head, name: str, parts: Sequence[tuple[str, Sequence[str]]]) -> bytes:
    """The words as PDF bytes: a heading for each part, a paragraph for each sentence."""
    story: list[Flowable] = [Paragraph(head.title, TITLE), Spacer(1, LEADING / 2)]
    story.append(Paragraph([Span(name, "song", name=True, where="姓名"), Span("：", "song")], _NAMED))
    for title, lines in parts:
        story += [CondPageBreak(_LEADING * 3), Paragraph(title, _HEADING)]
        story += [Paragraph(line, _BODY) for line in lines]
    story.append(
        Signatures((Signer("念的人（签名）：", "已经念过、讲过"), Signer("本人（签名）：", "听明白了")))
    )
    edges = page.Edges(f"{head.title} {head.number}", head.office, f"档案编号：{head.number}", head.code_id)
    return page.build(story, edges)
