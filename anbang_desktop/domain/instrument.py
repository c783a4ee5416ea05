"""The assessment instrument as data, its score with the points behind it, and a suggestion that a group
may overrule. ``instrument_file`` reads one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from anbang_desktop.domain.levels import Levels, place_in_words

BlockKind = Literal["static", "dynamic", "protective"]
UNKNOWN = "说不清"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer and its points."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Item:
    """One question; ``need`` is the help type it hints at, ``restricted`` hides it from most when the
    record is sealed.
    """

    code: str
    label: str
    options: tuple[Option, ...]
    need: str = ""
    restricted: bool = False
    full_when: tuple[str, ...] = ()  # of a short form: the answers that ask for the long one


@dataclass(frozen=True, slots=True)
class Block:
    """A group of questions; ``limit`` caps its points (for protective blocks from below)."""

    code: str
    label: str
    kind: BlockKind
    limit: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The ends of the scale, how far apart members may be without talking, and from how many such items on
    their sheets are called far apart; which score suggests which level is the rule pack's.
    """

    lowest: int
    highest: int
    discuss_steps: int
    apart_items: int = 1


@dataclass(frozen=True, slots=True)
class Use:
    """For which assessments an instrument is meant: their kinds (none named: all) and whether of people in
    an urgent level (None: of everybody).
    """

    kinds: tuple[str, ...] = ()
    urgent: bool | None = None

    def fits(self, kind: str, *, urgent: bool) -> bool:
        """Whether it is meant for an assessment of this kind, of somebody in an urgent level or not."""
        return (not self.kinds or kind in self.kinds) and self.urgent in (None, urgent)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole instrument; a record keeps the ``id`` and the points of the day it was made. One that is not
    ``scored`` (简表) gives no number and leaves the level: it says whether the long one is wanted.
    """

    id: str
    name: str
    version: str
    note: str
    thresholds: Thresholds
    blocks: tuple[Block, ...]
    needs: tuple[str, ...]
    key_triggers: Mapping[str, str]
    text: str = ""  # as it was read: an assessment keeps it, so that a later one changes nothing old
    scored: bool = True
    use: Use = Use()

    @property
    def items(self) -> tuple[Item, ...]:
        """All questions in order."""
        return tuple(item for block in self.blocks for item in block.items)

    @property
    def asked(self) -> tuple[Block, ...]:
        """What a member answers on a sheet: what the file answers is not asked."""
        return tuple(block for block in self.blocks if block.kind != "static")

    @property
    def needed(self) -> tuple[Item, ...]:
        """What has to be agreed: what speaks for somebody may be left out."""
        return tuple(item for block in self.blocks if block.kind != "protective" for item in block.items)

    def item(self, code: str) -> Item:
        """The question of a code; KeyError for an unknown one."""
        found = next((item for item in self.items if item.code == code), None)
        if found is None:
            raise KeyError(code)
        return found


@dataclass(frozen=True, slots=True)
class Points:
    """One line behind the score; ``points`` is None where the group could not tell or has not answered."""

    code: str
    label: str
    answer: str
    points: int | None


@dataclass(frozen=True, slots=True)
class BlockScore:
    """The points of a block and what it could have been."""

    code: str
    label: str
    points: int
    limit: int


@dataclass(frozen=True, slots=True)
class Score:
    """Total (None: no number is given), the points behind it, the suggestion and why; a person decides."""

    total: int | None
    blocks: tuple[BlockScore, ...]
    points: tuple[Points, ...]
    suggested: str  # the code of a level
    words: str  # the same for the reader: 一般，适当多走访
    reasons: tuple[str, ...]
    triggers: tuple[str, ...]
    unknown: tuple[str, ...]
    unanswered: tuple[str, ...]
    full: bool = False  # the long form is wanted


@dataclass(frozen=True, slots=True)
class Spread:
    """How the members' answers to one question lie: heads per option, without names."""

    code: str
    label: str
    counts: tuple[int, ...]
    unknown: int
    steps: int
    discuss: bool


def score(
    instrument: Instrument,
    agreed: Mapping[str, int | None],
    triggers: Iterable[str] = (),
    *,
    levels: Levels,
    present: str | None = None,
) -> Score:
    """Add up the agreed answers (option index, None = 说不清, absent = not answered) and suggest a level
    with reasons. An instrument that is not scored suggests the level of today (``present``).

    ValueError (Chinese) for an item, answer or trigger that the instrument does not have.
    """
    _check(instrument, agreed, fired := tuple(dict.fromkeys(triggers)))
    unknown = tuple(
        item.code for item in instrument.items if item.code in agreed and agreed[item.code] is None
    )
    unanswered = tuple(item.code for item in instrument.items if item.code not in agreed)
    points = tuple(_points(item, agreed, scored=instrument.scored) for item in instrument.items)
    if not instrument.scored:
        stays, wanted = levels.of(present), _wants_full(instrument, agreed)
        reasons = _short_reasons(instrument, stays.name, wanted, fired, unknown)
        full = bool(wanted or fired)
        words = f"{stays.name}，{'请作完整评估' if full else '不变'}"
        return Score(None, (), points, stays.code, words, reasons, fired, unknown, unanswered, full)
    blocks = tuple(
        BlockScore(block.code, block.label, _block_points(block, agreed), block.limit)
        for block in instrument.blocks
    )
    total = _clamp(sum(block.points for block in blocks), instrument.thresholds)
    level = levels.suggested(total, triggered=bool(fired))
    band = levels.band(total)
    words = band.words if band in level.bands else level.name
    reasons = _reasons(instrument, levels, agreed, total, blocks, points, fired)
    return Score(total, blocks, points, level.code, words, reasons, fired, unknown, unanswered)


def spread(instrument: Instrument, sheets: Sequence[Mapping[str, int | None]]) -> tuple[Spread, ...]:
    """Per question how far the members' sheets lie apart (in answers, not points); two steps or more need
    a talk.
    """
    given = {
        item.code: [sheet[item.code] for sheet in sheets if item.code in sheet] for item in instrument.items
    }
    return tuple(_spread(item, given[item.code], instrument.thresholds) for item in instrument.items)


Agreement = Literal["一致", "基本一致", "分歧较大"]


def agreement(instrument: Instrument, spreads: Iterable[Spread]) -> Agreement:
    """How far the members agree, in one word. 一致: every item has the same answer on all sheets. 分歧较大:
    at least ``apart_items`` items have answers so far apart (``discuss_steps``) that the group talks about
    them. Everything between: 基本一致. Who could not tell counts for no item.
    """
    steps = [one.steps for one in spreads]
    apart = sum(one >= instrument.thresholds.discuss_steps for one in steps)
    if apart >= instrument.thresholds.apart_items:
        return "分歧较大"
    return "基本一致" if any(steps) else "一致"


def agreed_where_equal(instrument: Instrument, sheets: Sequence[Mapping[str, int | None]]) -> dict[str, int]:
    """Answers all members gave alike: what the meeting need not talk about."""
    given = {
        item.code: [sheet[item.code] for sheet in sheets if sheet.get(item.code) is not None]
        for item in instrument.items
    }
    return {
        code: values[0]
        for code, values in given.items()
        if values and values[0] is not None and len(set(values)) == 1
    }


def _check(instrument: Instrument, agreed: Mapping[str, int | None], triggers: tuple[str, ...]) -> None:
    items = {item.code: item for item in instrument.items}
    for code, value in agreed.items():
        if code not in items:
            raise ValueError(f"评估表里没有“{code}”这一项，请核对评估表版本。")
        if value is not None and not 0 <= value < len(items[code].options):
            raise ValueError(f"“{items[code].label}”没有第 {value + 1} 个选项，请重新选择。")
    for code in triggers:
        if code not in instrument.key_triggers:
            raise ValueError(f"没有“{code}”这一重点触发项，请从列表中选。")


def _answer(item: Item, agreed: Mapping[str, int | None]) -> Option | None:
    value = agreed.get(item.code)
    return None if value is None else item.options[value]


def _block_points(block: Block, agreed: Mapping[str, int | None]) -> int:
    answers = (_answer(item, agreed) for item in block.items)
    total = sum(answer.points for answer in answers if answer)
    return max(total, block.limit) if block.kind == "protective" else min(total, block.limit)


def _clamp(total: int, thresholds: Thresholds) -> int:
    return min(max(total, thresholds.lowest), thresholds.highest)


def _wants_full(instrument: Instrument, agreed: Mapping[str, int | None]) -> list[str]:
    """What was answered that asks for the long form: 工作（无业）."""
    given = ((item, _answer(item, agreed)) for item in instrument.items)
    return [f"{item.label}（{one.label}）" for item, one in given if one and one.label in item.full_when]


def _short_reasons(
    instrument: Instrument,
    level: str,
    wanted: Sequence[str],
    triggers: Sequence[str],
    unknown: Sequence[str],
) -> tuple[str, ...]:
    why = []
    if triggers:
        why.append(f"有重点触发项：{'、'.join(instrument.key_triggers[code] for code in triggers)}")
    if wanted:
        why.append(f"需要留意：{'、'.join(wanted)}")
    doubt = (f"有 {len(unknown)} 项{UNKNOWN}。",) if unknown else ()
    if why:
        return (f"{'；'.join(why)}。请用完整评估表再评一次，类别由那一次决定。", *doubt)
    return (f"简表不计分，没有要重新评估的情况，类别仍为{level}。", *doubt)


def _points(item: Item, agreed: Mapping[str, int | None], *, scored: bool) -> Points:
    answer = _answer(item, agreed)
    if answer:
        return Points(item.code, item.label, answer.label, answer.points if scored else None)
    return Points(item.code, item.label, UNKNOWN if item.code in agreed else "", None)


def _reasons(
    instrument: Instrument,
    levels: Levels,
    agreed: Mapping[str, int | None],
    total: int,
    blocks: tuple[BlockScore, ...],
    points: tuple[Points, ...],
    triggers: tuple[str, ...],
) -> tuple[str, ...]:
    said = []
    if triggers:
        said.append(
            f"有重点触发项：{'、'.join(instrument.key_triggers[code] for code in triggers)}，"
            f"不论分数都建议列为{levels.suggested(total, triggered=True).name}。"
        )
    said.append(_total_sentence(levels, total))
    said.append(_heavy_words(points) + _relief_words(blocks, instrument) + "。")
    doubt = _doubt_sentence(instrument, levels, agreed, total)
    return (*said, doubt) if doubt else tuple(said)


def _total_sentence(levels: Levels, total: int) -> str:
    return f"总分 {total} 分，{place_in_words(levels.bands, total)}，按分数为{levels.band(total).words}。"


def _heavy_words(points: tuple[Points, ...]) -> str:
    heavy = sorted(
        (one for one in points if one.points and one.points > 0), key=lambda one: -(one.points or 0)
    )[:3]
    listed = "、".join(f"{one.label}（{one.answer}，{one.points} 分）" for one in heavy)
    return f"分数主要来自{listed}" if heavy else "没有加分的项目"


def _relief_words(blocks: tuple[BlockScore, ...], instrument: Instrument) -> str:
    minus = sum(
        one.points for one, block in zip(blocks, instrument.blocks, strict=True) if block.kind == "protective"
    )
    return f"；有利因素减 {-minus} 分" if minus else ""


def _doubt_sentence(
    instrument: Instrument, levels: Levels, agreed: Mapping[str, int | None], total: int
) -> str:
    doubtful = [item for item in instrument.items if item.code in agreed and agreed[item.code] is None]
    if not doubtful:
        return ""
    worst = total + sum(max(option.points for option in item.options) for item in doubtful)
    words = f"有 {len(doubtful)} 项{UNKNOWN}，未计分"
    if levels.suggested(worst, triggered=False) != levels.suggested(total, triggered=False):
        words += f"；若都按最高分计会到 {_clamp(worst, instrument.thresholds)} 分，建议先了解清楚"
    return f"{words}。"


def _spread(item: Item, values: Sequence[int | None], thresholds: Thresholds) -> Spread:
    known = [value for value in values if value is not None]
    steps = max(known) - min(known) if known else 0
    counts = tuple(known.count(index) for index in range(len(item.options)))
    return Spread(
        item.code, item.label, counts, len(values) - len(known), steps, steps >= thresholds.discuss_steps
    )
