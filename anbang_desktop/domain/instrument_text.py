"""An instrument as the text that the head of the office edits: what ``parse_instrument`` reads again."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from anbang_desktop.domain.instrument import Block, Instrument, Item

_ID = re.compile(r"(?P<family>instrument-[a-z0-9]+(?:-[a-z0-9]+)*?)-(?:v|own-)(?P<number>\d{1,4})")
_HEAD = """# {name}。用记事本改好以后保存，再在“评估表”里选这个文件；# 后面是说明，程序不读。
# 改内容只改引号里的字和分数；不用的项目整行删去，新的项目照样子加一行，编号不和别的重复。"""
_BLOCKS = """
# 一部分一个 [[blocks]]。kind：static 从档案来，dynamic 由小组评，protective 有利因素（减分）。
# limit 是这一部分最多计多少分。options：答案和分数，从轻到重；第一个答案 0 分。
# need 是帮扶类型编号；restricted = true 的项目，封存的记录只有责任人看得到。"""
_SHORT = "# full_when：选了这些答案，就要用完整的评估表再评一次。"
_USE = "\n# 这张表用于哪几种评估（kinds）；urgent = true 只用于重点的人，false 只用于其他人。"
_THRESHOLDS = """
# 总分最低、最高多少；各人评分相差几档要讨论（discuss_steps）；
# 这样的项目从几项起叫分歧较大（apart_items）。"""


def family_of(id_: str) -> str | None:
    """Which instrument an id is a version of (instrument-general-v1 → instrument-general); None for an id
    that is written otherwise.
    """
    found = _ID.fullmatch(id_)
    return found["family"] if found else None


def write_instrument(instrument: Instrument, needs: Sequence[str] = ()) -> str:
    """The whole instrument as TOML with notes for who edits it; ``needs``: which code means which help."""
    return "\n".join(_lines(instrument, needs)) + "\n"


def next_id(id_: str, used: Iterable[str]) -> tuple[str, str]:
    """Id and version of the next one of the office's own after an instrument."""
    family = family_of(id_) or id_
    found = (_ID.fullmatch(one) for one in used)
    taken = [int(one["number"]) for one in found if one and one["family"] == family and "-own-" in one[0]]
    number = 1 + max(taken, default=0)
    return f"{family}-own-{number}", f"本所第 {number} 版"


def _lines(instrument: Instrument, needs: Sequence[str]) -> Iterator[str]:
    yield _HEAD.format(name=instrument.name.replace("\n", " "))
    yield ""
    for key in ("id", "name", "version", "note"):
        yield f"{key} = {_quoted(getattr(instrument, key))}"
    if not instrument.scored:
        yield "unscored = true # 不计分"
    use = instrument.use
    if use.kinds or use.urgent is not None:
        yield _USE
        yield "[use]"
        yield from (f"kinds = {_listed(use.kinds)}",) if use.kinds else ()
        yield from (f"urgent = {_flag(use.urgent)}",) if use.urgent is not None else ()
    yield _THRESHOLDS
    yield "[thresholds]"
    for key in ("lowest", "highest", "discuss_steps", "apart_items"):
        yield f"{key} = {getattr(instrument.thresholds, key)}"
    yield _BLOCKS
    if not instrument.scored:
        yield _SHORT
    for block in instrument.blocks:
        yield from _block(block)
    yield "\n# 问到的需求，写帮扶类型的编号。"
    yield from (f"# {one}" for one in needs)
    yield "[needs]"
    yield f"codes = {_listed(instrument.needs)}"
    yield "\n# 问到的重点触发项；全国统一的不能少。"
    yield "[triggers]"
    yield f"codes = {_listed(tuple(instrument.key_triggers))}"
    yield "[triggers.labels]"
    for code, label in instrument.key_triggers.items():
        yield f"{code} = {_quoted(label)}"


def _block(block: Block) -> Iterator[str]:
    yield ""
    yield "[[blocks]]"
    for key in ("code", "label", "kind"):
        yield f"{key} = {_quoted(getattr(block, key))}"
    yield f"limit = {block.limit}"
    yield "items = ["
    yield from (f"    {{ {_item(one)} }}," for one in block.items)
    yield "]"


def _item(item: Item) -> str:
    options = ", ".join(f"[{_quoted(one.label)}, {one.points}]" for one in item.options)
    parts = [f"code = {_quoted(item.code)}", f"label = {_quoted(item.label)}"]
    parts += [f"need = {_quoted(item.need)}"] if item.need else []
    parts += ["restricted = true"] if item.restricted else []
    parts += [f"options = [{options}]"]
    parts += [f"full_when = {_listed(item.full_when)}"] if item.full_when else []
    return ", ".join(parts)


def _listed(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _flag(value: bool | None) -> str:  # noqa: FBT001 - a value, not a switch
    return "true" if value else "false"
