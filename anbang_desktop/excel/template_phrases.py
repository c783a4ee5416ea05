"""Completes the words around a table as a clerk would type them: 填报单位, 统计时间, 填表人, 填报日期, 年
月 日.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Details:
    """What is known about this sheet; an empty text leaves its blank as it is."""

    unit: str
    start: date
    end: date
    period: str  # 2026年11月, 2026年第四季度
    day: date
    filled_by: str = ""
    reviewed_by: str = ""
    head: str = ""
    phone: str = ""


_LABELS = {
    "unit": (
        "填报单位名称",
        "填报单位",
        "报送单位",
        "填表单位",
        "编报单位",
        "单位名称",
        "填报机关",
        "司法所名称",
        "司法所",
        "单位",
    ),
    "span": (
        "统计时间段",
        "统计时间",
        "统计期间",
        "统计时段",
        "统计期",
        "报告期",
        "报表期间",
        "填报期间",
        "起止时间",
        "期间",
    ),
    "day": ("填报日期", "填表日期", "报出日期", "制表日期", "上报日期", "填报时间", "填表时间", "日期"),
    "filled_by": ("填表人", "填报人", "制表人", "经办人", "报送人", "统计人"),
    "reviewed_by": ("审核人", "复核人", "审核", "复核"),
    "head": ("单位负责人", "主要负责人", "负责人", "所长"),
    "phone": ("联系电话", "联系方式", "电话"),
}
_KIND = {word: kind for kind, words in _LABELS.items() for word in words}
_LABEL = re.compile(
    rf"(?P<word>{'|'.join(sorted(_KIND, key=len, reverse=True))})"
    r"(?:\s*[(（](?:盖章|公章|签章|签字|签名|章)[)）])?\s*(?P<colon>[:：])"
)
_RANGE = r"(?:\d[\d\s]*)?年[\d\s]*月[\d\s]*日?\s*(?:至|到|—+|-+|~|－|–)\s*(?:[\d\s]*年)?[\d\s]*月[\d\s]*日"
_DAY = r"(?:\d[\d\s]*)?年[\d\s]*月[\d\s]*日"
_SPAN = (
    r"(?:\d[\d\s]*)?年(?:[\s第]*[一二三四\d\s/]*季度|\s*[(（]?[上下、/\s]*[)）]?\s*半年度?|[\d\s]*月份?|度)"
)
_SKELETON = re.compile(f"(?P<range>{_RANGE})|(?P<day>{_DAY})|(?P<span>{_SPAN})")
_NARROWEST, _ROOMY = 2, 4  # spaces between two answers; spaces that an answer is to be written on
_UNNUMBERED = re.compile(  # a place for a number without one
    r"(?:^|[年月至到—\-~－–])[\s第]*(?:20\s*)?[年月日季]|(?:^|\s)20\s*年|年\s+(?:季度|月份?|半年度?|度|[上下、/（）()])"
)
_WHOLE = re.compile(f"[(（]?(?:{_RANGE}|{_DAY}|{_SPAN})[)）]?")  # a date and nothing else
_DAYS = ("span", "day")  # labels with a date behind them
_ROOM = " \u3000\t\n_＿—-"
_MEASURES = frozenset(
    ("人", "元", "万元", "件", "次", "人次", "个", "户", "%", "％", "人、元", "人/次", "人、次")
)
_NUMBER_OF = re.compile(
    r"^(?P<room>[\s＿_]*(?:\d+(?:[.,]\d+)*)?[\s＿_]*)(?P<unit>[^\s\d＿_.,]{1,3})[\s＿_]*$"
)
_LONGEST_ANSWER, _SENTENCE = 24, re.compile(r"[，,。；;《》]|填写|须|必须|应当|不得|按照|依据")


def has_blank(text: str) -> bool:
    """Whether there is anything to complete."""
    labels = list(_LABEL.finditer(text))
    cuts = [*(label.start() for label in labels), len(text)]
    return any(map(_open, _SKELETON.finditer(text[: cuts[0]]))) or any(
        _is_answer(label, text[label.end() : cut])
        or any(map(_open, _SKELETON.finditer(text[label.end() : cut])))
        for label, cut in zip(labels, cuts[1:], strict=True)
    )


def _open(match: re.Match[str]) -> bool:
    """An empty place for a date: no printed day, nor the words 年月 or 年度 alone inside a title."""
    before = match.string[match.start() - 1 : match.start()] if match.start() else ""
    spaced = bool(re.search(r"\s", match[0])) or before.isspace()
    return spaced and bool(_UNNUMBERED.search(match[0]))


def _is_answer(label: re.Match[str], content: str) -> bool:
    """Whether what stands behind a label is its answer (empty, or of an earlier use) and no other words: a
    note that begins like a label, the 人 behind 单位.
    """
    kind, plain = _KIND[label["word"]], content.strip(_ROOM)
    if not plain:
        return True
    if kind in _DAYS:
        return bool(_WHOLE.fullmatch(plain))
    measured = label["word"] == "单位" and plain in _MEASURES
    return not measured and len(plain) <= _LONGEST_ANSWER and not _SENTENCE.search(plain)


def complete(text: str, details: Details) -> str:
    """The text with every blank filled that is known."""
    labels = list(_LABEL.finditer(text))
    cuts = [*(label.start() for label in labels), len(text)]
    pieces = [_dates(text[: cuts[0]], details, "")]
    for label, cut in zip(labels, cuts[1:], strict=True):
        content = text[label.end() : cut]
        answer = _is_answer(label, content)
        done = _content(_KIND[label["word"]], content, details, last=cut == len(text), answer=answer)
        pieces.append(label[0] + done)
    return "".join(pieces)


def unit_in(text: str) -> str:
    """The unit behind room for a number (　　人, ____%, 12人); empty where other words stand there."""
    found = _NUMBER_OF.match(text)
    return found["unit"] if found else ""


def number_before_unit(number: str, text: str) -> str:
    """A number typed into its room before a printed unit."""
    return f"{number}{unit_in(text)}"


def lone_label(text: str) -> str:
    """The kind of label a text ends with, when nothing but that label stands in it and no room is left (its
    value belongs into the next cell).
    """
    match = _LABEL.fullmatch(text.strip())
    roomy = len(text) - len(text.rstrip()) >= _ROOMY
    return _KIND[match["word"]] if match and not roomy else ""


def value_of(kind: str, details: Details) -> str:
    """What is typed after a label of that kind."""
    if kind == "span":
        return (
            f"{chinese_day(details.start)}至{chinese_day(details.end)}"
            if not details.period
            else details.period
        )
    return chinese_day(details.day) if kind == "day" else str(getattr(details, kind))


def chinese_day(day: date) -> str:
    """2026年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _content(kind: str, content: str, details: Details, *, last: bool, answer: bool) -> str:
    """What stands after a label, completed: its value, then any date skeleton."""
    found = list(_SKELETON.finditer(content))
    skeleton = next((match for match in found if _open(match) or not content[: match.start()].strip()), None)
    if skeleton is None or not (answer or _open(skeleton)):
        value = value_of(kind, details)
        return _typed(value, content, last=last) if value and answer else content
    own = kind in {"span", "day"}
    head = "" if own else _typed(value_of(kind, details), content[: skeleton.start()], last=False)
    filled = _dates(content[skeleton.start() :], details, kind)
    return head + (_typed(filled.rstrip(), content, last=last) if own else filled)


def _typed(value: str, content: str, *, last: bool) -> str:
    """A value typed over blanks so that what follows keeps its place."""
    if not value:
        return content
    room = _width(content) - _width(value)
    return value if last else value + " " * max(room, _NARROWEST)


def _dates(text: str, details: Details, kind: str) -> str:
    """Every date skeleton of a text filled; spaces before it shrink by what is typed."""
    done, at = "", 0
    for match in _SKELETON.finditer(text):
        if not (_open(match) or kind in _DAYS):
            continue
        done += _shrunk(text[at : match.start()]) + _date(match, details, kind, text[: match.start()])
        at = match.end()
    return done + text[at:]


def _shrunk(text: str) -> str:
    spaces = len(text) - len(text.rstrip())
    kept = 0 if text.rstrip()[-1:] in {"(", "（", ":", "："} else min(spaces, max(spaces - 4, 1))
    return text.rstrip() + " " * kept


def _date(match: re.Match[str], details: Details, kind: str, before: str) -> str:
    if match["range"]:
        return f"{chinese_day(details.start)}至{chinese_day(details.end)}"
    if match["day"]:
        at_end = kind == "span" or bool(re.search(r"截[至止]\s*$", before))
        return chinese_day(details.end if at_end else details.day)
    whole_year = match["span"].endswith("度") and re.fullmatch(r"\d{4}年", details.period)
    return f"{details.period}度" if whole_year else details.period


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
