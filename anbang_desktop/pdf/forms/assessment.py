"""F07 评估表 (domain.md §4.6; art. 12): items, agreed values, points, the suggestion with its reasons, the
human decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop.pdf.forms.form import Head, Values, items, long_item, opinion, pages, section, signing
from anbang_desktop.pdf.forms.minutes import signature_cells
from anbang_desktop.pdf.grid import Cell, Row, label, value
from anbang_desktop.pdf.seal import Place


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the instrument: what was agreed and its points, as printed; ``remark`` is the note on a
    spread.
    """

    name: str
    agreed: str
    points: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the instrument with its sum."""

    name: str
    points: str
    items: tuple[Item, ...]


def make(
    head: Head,
    values: Values,
    blocks: Sequence[Block],
    reasons: Sequence[str],
    needs: Sequence[tuple[str, str]] = (),
    signers: Sequence[str] = (),
) -> bytes:
    """The form as PDF bytes. ``needs``: pairs of need and urgency; ``signers``: who was there. The number
    only suggests: the decision has its own rows.
    """
    return pages(head, [_front(values, blocks), _back(values, reasons, needs, signers)])


def _front(values: Values, blocks: Sequence[Block]) -> list[Row]:
    """What was looked at: the meeting, the person's own words, every item."""
    return [
        items(values, ("姓　名", "name"), ("评估种类", "kind"), ("会议日期", "meeting_on")),
        items(values, ("参加人", "present", 3, 13), ("缺　席", "absent")),
        *(long_item("触发事件", values["event"], least=24) if values.get("event") else ()),
        *long_item("本人陈述", values.get("self_statement", ""), least=34),
        Row((label("评估项目", 8), label("小组议定", 8), label("分值", 2), label("说　明", 6))),
        *(row for block in blocks for row in _block(block)),
    ]


def _back(
    values: Values, reasons: Sequence[str], needs: Sequence[tuple[str, str]], signers: Sequence[str]
) -> list[Row]:
    """What came of it: sum and suggestion with reasons, the decision that people take, who signs."""
    wanted = "；".join(f"{need}（{urgency}）" for need, urgency in needs)
    return [
        section("安置帮教评估表（续）"),
        items(values, ("姓　名", "name"), ("评估种类", "kind"), ("会议日期", "meeting_on")),
        items(values, ("总　分", "score"), ("重点触发", "triggers", 3, 13)),
        *long_item("参考意见\n及 依 据", "\n".join([values.get("suggested", ""), *reasons]), least=80),
        *long_item("帮扶需求", wanted, least=44),
        section("小组决定（参考意见按分数和重点触发项得出，由小组集体决定）"),
        items(values, ("决定类别", "decided"), ("生效日期", "effective_on"), ("下次评估", "next_on")),
        *long_item("决定理由", values.get("reason", ""), least=80, grow=1),
        *_members(signers),
        signing("司法所\n负责人\n意　见", Place("签名："), least=70),
        *opinion("县（区）\n司法行政\n部门意见", "", Place("（盖章）", seal=True, line=False)),
    ]


def _members(signers: Sequence[str]) -> list[Row]:
    """A cell for each who was there; an empty place where nobody is named."""
    if not signers:
        return [signing("小组成员\n签　　名", Place("", line=False), least=110)]
    return [section("小组成员签名"), *signature_cells(signers)]


def _block(block: Block) -> list[Row]:
    """A head with the sum, then the items."""
    shaded = Cell(block.name, 16, stack="hei", align="left", shade=True)
    total = Cell(block.points, 2, stack="hei", shade=True)
    return [Row((shaded, total, Cell("", 6, shade=True))), *(_item(item) for item in block.items)]


def _item(item: Item) -> Row:
    name, agreed = (Cell(text, 8, align="left") for text in (item.name, item.agreed))
    return Row((name, agreed, value(item.points, 2), Cell(item.remark, 6, align="left", where="分歧说明")))
