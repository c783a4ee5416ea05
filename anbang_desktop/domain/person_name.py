"""Names of people: the one middle dot, no stray blanks, no characters that other computers cannot show."""

import re
import unicodedata
from dataclasses import dataclass

from anbang_desktop.domain.half_width import without_invisible

DOT = "\u00b7"
MAX_LENGTH = 50
_DOTS = "・•∙‧․⋅●．｡\uff65"
_HAN = r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_BLANKS = re.compile(r"\s+")
_HAN_GAP = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_HAN_POINT = re.compile(rf"(?<={_HAN})\s*[.。·{_DOTS}]\s*(?={_HAN})")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class NameReading:
    """A clean name and what was tidied up in it."""

    name: str
    changed: tuple[str, ...] = ()


def read_name(value: object) -> NameReading:
    """Clean a name; ValueError (Chinese) when it is empty, too long or holds a character nobody else can
    read.
    """
    raw = without_invisible("" if value is None else str(value)).strip()
    if not raw:
        raise ValueError("姓名为空，请填写。")
    _refuse_unreadable(raw)
    dotted = _HAN_POINT.sub(DOT, raw.translate(dict.fromkeys(map(ord, _DOTS), DOT)))
    spaced = _BLANKS.sub(" ", _HAN_GAP.sub("", dotted))
    if len(spaced) > MAX_LENGTH:
        raise ValueError(f"姓名有 {len(spaced)} 个字，最多 {MAX_LENGTH} 个，请核对。")
    return NameReading(spaced, _notes(raw, dotted, spaced))


def clean_name(value: object) -> str:
    """The clean name alone."""
    return read_name(value).name


def mask_name(name: str) -> str:
    """王某, 王某某: how a paper names somebody whose name does not belong on it."""
    return f"{name[:1]}{'某' if len(name) == 2 else '某某'}" if len(name) > 1 else "某"


def _refuse_unreadable(raw: str) -> None:
    for char in raw:
        kind = unicodedata.category(char)
        if kind == "Co" or char == _REPLACEMENT:
            raise ValueError("姓名里有别的电脑显示不了的自造字或乱码，请按身份证上的字重新输入。")
        if kind in {"Cc", "Cs", "Cn"} and char not in "\t\r\n":
            raise ValueError("姓名里有看不见的控制字符，请删掉后重新输入。")


def _notes(raw: str, dotted: str, spaced: str) -> tuple[str, ...]:
    notes = []
    if dotted != raw:
        notes.append("间隔号统一为“·”")
    if spaced != dotted:
        notes.append("去掉姓名里的空格")
    return tuple(notes)
