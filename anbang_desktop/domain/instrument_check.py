"""Everything that is wrong with an office's own instrument, at once: each fault names its item and its line.

``parse_instrument`` says whether a file can be read; this says whether people may be assessed by it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TypeVar

from anbang_desktop.domain import instrument_file as file
from anbang_desktop.domain.instrument import UNKNOWN, Block, Instrument, Item, Thresholds
from anbang_desktop.domain.instrument_text import family_of
from anbang_desktop.domain.instrument_words import InstrumentWords
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.rule_pack_file import KnownNames
from anbang_desktop.domain.toml_table import Table, TomlFault, read_toml

T = TypeVar("T")
_MOST_POINTS = 100
_OPTIONS = range(2, 9)  # how many answers an item may have
_LONGEST_LABEL, _LONGEST_ANSWER = 40, 30  # signs that still stand in the sheet's columns
_MOST_ITEMS = 60


@dataclass(slots=True)
class _Check:
    """What is known while the file is walked, and the faults so far."""

    known: KnownNames
    pack: RulePack
    words: InstrumentWords
    before: Instrument | None
    faults: list[TomlFault] = field(default_factory=list)

    def tried(self, read: Callable[[], T]) -> T | None:
        """What ``read`` gives; None where it is at fault, which is noted."""
        try:
            return read()
        except TomlFault as fault:
            self.faults.append(fault)
            return None

    def note(self, table: Table, at: str | tuple[str | int, ...], words: str) -> None:
        """Something is wrong with the value of a key."""
        self.faults.append(table.fault(at, words))

    def said(self, table: Table, at: str | tuple[str | int, ...], text: str | None, longest: int) -> None:
        """A text that people read: there, short enough, and without words that stand nowhere."""
        if text is None:
            return
        if not text.strip() or text != text.strip():
            self.note(table, at, "不能空着，前后也不要有空格。")
        if len(text) > longest:
            self.note(table, at, f"“{text}”有 {len(text)} 个字，最多 {longest} 个，印不下。")
        for subject, word in self.words.unwanted(text):
            self.note(table, at, f"“{text}”里有“{word}”（{subject.name}）：{subject.reason}")


def find_faults(
    text: str, known: KnownNames, pack: RulePack, words: InstrumentWords, before: Instrument | None = None
) -> tuple[TomlFault, ...]:
    """Every fault in the order of the lines; none: people may be assessed by it. ``before`` is the instrument
    that it follows: an item's code keeps its question.
    """
    check = _Check(known, pack, words, before)
    try:
        read_toml(text, "评估表", partial(_walk, check))
    except TomlFault as fault:
        if not check.faults:  # what nobody asked for, where a key before it could not be read, is no news
            check.faults.append(fault)
    once = {str(one): one for one in check.faults}
    return tuple(sorted(once.values(), key=lambda one: one.line))


def _walk(check: _Check, root: Table) -> None:
    id_ = check.tried(lambda: root.text("id"))
    if id_ is not None and family_of(id_) is None:
        check.note(root, "id", f"编号“{id_}”要写成 instrument-名字-own-数字，名字用小写字母。")
    for key in ("name", "version"):
        check.said(root, key, check.tried(partial(root.text, key)), _LONGEST_LABEL)
    if "note" in root:
        note = check.tried(lambda: root.text("note"))
        for subject, word in check.words.unwanted(note or ""):
            check.note(root, "note", f"有“{word}”（{subject.name}）：{subject.reason}")
    scored = not check.tried(lambda: root.flag("unscored"))
    check.tried(lambda: file.read_use(root, check.known))
    needs = check.tried(lambda: file.read_needs(root, check.known))
    triggers = check.tried(lambda: file.read_triggers(root.table("triggers"), check.known))
    if triggers is not None:
        _triggers(check, root.table("triggers"), triggers)
    scale = check.tried(lambda: file.read_thresholds(root.table("thresholds"), kept=False))
    every_need = needs if needs is not None else check.known.of("help_type")
    tables = check.tried(lambda: root.tables("blocks")) or ()
    blocks = [_block(check, table, every_need, scored=scored) for table in tables]
    _codes(check, tables)
    whole = [one for one in blocks if one is not None]
    points = (option.points for block in whole for item in block.items for option in item.options)
    sane = all(abs(one) <= _MOST_POINTS for one in points)
    if scale is not None and whole and len(whole) == len(blocks) and sane:
        _scale(check, root.table("thresholds"), whole, scale, scored=scored)


def _block(check: _Check, table: Table, needs: tuple[str, ...], *, scored: bool) -> Block | None:
    """The block where it can be read, so that its limit is looked at beside faults of its items."""
    check.said(table, "label", _word(table, "label"), _LONGEST_LABEL)
    kind = _word(table, "kind") or ""
    items = [(one, check.tried(partial(file.read_item, one, needs))) for one in _tables(table, "items")]
    for at, item in items:
        if item is not None:
            _item(check, at, item, kind, scored=scored)
    block = check.tried(lambda: file.read_block(table, needs))
    if block is not None and scored:
        _limit(check, table, block)
    return block


def _item(check: _Check, table: Table, item: Item, kind: str, *, scored: bool) -> None:
    named = f"“{item.code} {item.label}”"
    check.said(table, "label", item.label, _LONGEST_LABEL)
    if len(item.options) not in _OPTIONS:
        check.note(table, "options", f"{named}有 {len(item.options)} 个答案，应有 2 到 {_OPTIONS[-1]} 个。")
    for at, option in enumerate(item.options):
        check.said(table, ("options", at), option.label, _LONGEST_ANSWER)
        if option.label in (one.label for one in item.options[:at]) or option.label == UNKNOWN:
            check.note(table, ("options", at), f"{named}的答案“{option.label}”已经有了。")
        if abs(option.points) > _MOST_POINTS:
            words = f"{named}的“{option.label}”写了 {option.points} 分，最多 {_MOST_POINTS} 分。"
            check.note(table, ("options", at), words)
    _order(check, table, item, named, falls=scored and kind == "protective", scored=scored)
    if scored and item.full_when:
        check.note(table, "full_when", f"{named}：full_when 只用于不计分的表（unscored = true）。")
    text = "".join((item.label, *(one.label for one in item.options)))
    for subject in check.words.restricted:
        if not item.restricted and (word := subject.found(text)):
            check.note(table, "label", f"{named}里有“{word}”：{subject.reason}")
    _question(check, table, item, named)


def _order(check: _Check, table: Table, item: Item, named: str, *, falls: bool, scored: bool) -> None:
    """From the mildest answer on each weighs more; of what speaks for somebody each takes off more."""
    if scored and item.options and item.options[0].points != 0:
        words = f"{named}的第一个答案“{item.options[0].label}”应是 0 分，现在是 {item.options[0].points} 分。"
        check.note(table, ("options", 0), words)
    for at, (one, after) in enumerate(pairwise(item.options), start=1):
        if (after.points >= one.points) if falls else (after.points <= one.points):
            way = "越往后减得越多（如 0、-3）" if falls else "从轻到重，分数一个比一个高"
            words = (
                f"{named}的“{after.label}”{after.points} 分，前面的“{one.label}”{one.points} 分：应{way}。"
            )
            check.note(table, ("options", at), words)


def _question(check: _Check, table: Table, item: Item, named: str) -> None:
    """A code that was in use stands for the same question: old answers are read by it."""
    old = next((one for one in check.before.items if one.code == item.code), None) if check.before else None
    if old is not None and not same_question(old, item):
        words = f"{named}的编号原来是“{old.label}”，现在是另一个问题：请给它一个没有用过的编号。"
        check.note(table, "code", words)


def same_question(old: Item, new: Item) -> bool:
    """Whether two items of one code ask the same: by their name, or by an answer that stayed."""
    return old.label == new.label or bool(
        {one.label for one in old.options} & {one.label for one in new.options}
    )


def _limit(check: _Check, table: Table, block: Block) -> None:
    takes_off = block.kind == "protective"
    weights = [max((abs(one.points) for one in item.options), default=0) for item in block.items]
    limit = -block.limit if takes_off else block.limit
    named, sign = f"“{block.code} {block.label}”", "-" if takes_off else ""
    if limit <= 0:
        words = "应是负数，有利因素是减分的。" if takes_off else "应大于 0。"
        check.note(table, "limit", f"{named}的上限 {block.limit} {words}")
    elif limit > sum(weights):
        words = f"{named}的上限 {block.limit} 分达不到：各项加起来最多 {sign}{sum(weights)} 分。"
        check.note(table, "limit", words)
    elif limit < max(weights):
        item = block.items[weights.index(max(weights))]
        words = (
            f"{named}的上限 {block.limit} 分不到“{item.code} {item.label}”一项的 {sign}{max(weights)} 分。"
        )
        check.note(table, "limit", words)


def _codes(check: _Check, blocks: Sequence[Table]) -> None:
    items = [one for block in blocks for one in _tables(block, "items")]
    for what, tables in (("部分", blocks), ("项目", items)):
        for key, name in (("code", "编号"), ("label", "名称")):
            seen: set[str] = set()
            for table in tables:
                value = _word(table, key)
                if value is not None and value in seen:
                    check.note(table, key, f"{what}的{name}“{value}”写了两次。")
                if key == "code" and value is not None and not (value.isascii() and value.isalnum()):
                    check.note(table, key, f"{what}的编号“{value}”只能用字母和数字，如 B7。")
                seen.add(value or "")
    if len(items) > _MOST_ITEMS:
        check.note(items[_MOST_ITEMS], "code", f"共 {len(items)} 项，最多 {_MOST_ITEMS} 项。")


def _tables(table: Table, key: str) -> Sequence[Table]:
    """Those that are there; that there are none is told elsewhere."""
    try:
        return table.tables(key)
    except TomlFault:
        return ()


def _word(table: Table, key: str) -> str | None:
    """A text that is there; that it is missing is told elsewhere."""
    try:
        return table.text(key)
    except TomlFault:
        return None


def _triggers(check: _Check, table: Table, triggers: dict[str, str]) -> None:
    labels = table.table("labels")
    for code, label in triggers.items():
        check.said(labels, code, label, _LONGEST_LABEL)
        if list(triggers.values()).count(label) > 1:
            check.note(labels, code, f"重点触发项“{label}”写了两次。")
    lost = [one.label for one in check.pack.key_triggers if one.core and one.code not in triggers]
    if lost:
        check.note(table, "codes", f"少了全国统一的重点触发项：{'、'.join(lost)}，请补上。")


def _scale(check: _Check, table: Table, blocks: Sequence[Block], scale: Thresholds, *, scored: bool) -> None:
    asked = [item for block in blocks if block.kind != "static" for item in block.items]
    if not any(block.kind == "dynamic" for block in blocks) or not asked:
        check.note(table, (), '没有一部分由小组来评（kind = "dynamic"）。')
        return
    most = max(len(item.options) for item in asked) - 1
    if not 1 <= scale.discuss_steps <= most:
        check.note(
            table,
            "discuss_steps",
            f"相差 {scale.discuss_steps} 档才讨论：应在 1 到 {most} 之间，答案最多差 {most} 档。",
        )
    if not 1 <= scale.apart_items <= len(asked):
        check.note(
            table,
            "apart_items",
            f"{scale.apart_items} 项：应在 1 到 {len(asked)} 之间，小组评的共 {len(asked)} 项。",
        )
    if scored:
        for at, words in _unreachable(check.pack, blocks, scale):
            check.note(table, at, words)
    elif not any(item.full_when for item in asked):
        check.note(table, (), "不计分的表要有哪一项的 full_when，说明什么情况要完整评估。")


def _unreachable(pack: RulePack, blocks: Sequence[Block], scale: Thresholds) -> Iterator[tuple[str, str]]:
    if scale.lowest > 0 or scale.highest <= 0:
        at = "lowest" if scale.lowest > 0 else "highest"
        yield at, f"总分从 {scale.lowest} 到 {scale.highest} 分：最低应不大于 0，最高应大于 0。"
        return
    totals = {min(max(one, scale.lowest), scale.highest) for one in _totals(blocks)}
    if max(totals) < scale.highest:
        yield "highest", f"最高 {scale.highest} 分达不到：各部分加起来最多 {max(totals)} 分。"
    bands = pack.levels.bands
    reached = {pack.levels.band(one).start for one in totals}
    for band in bands:
        if band.start not in reached:
            words = f"没有人会列为“{band.words}”（{band.start} 分起）：怎样回答也得不到这一段的分数。"
            yield "highest", words


def _totals(blocks: Sequence[Block]) -> set[int]:
    """Every sum that some answers give."""
    totals = {0}
    for block in blocks:
        sums = {0}
        for item in block.items:
            sums = {one + option.points for one in sums for option in item.options} or sums
        capped = {
            max(one, block.limit) if block.kind == "protective" else min(one, block.limit) for one in sums
        }
        totals = {one + more for one in totals for more in capped}
    return totals
