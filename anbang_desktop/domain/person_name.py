"""Names of people: the one middle dot, no stray blanks, no characters that other computers cannot show."""

import re
import unicodedata
from dataclasses import dataclass

from anbang_desktop.domain.half_width import half_width, without_invisible
from anbang_desktop.domain.old_signs import fold_signs
from anbang_desktop.domain.roster_body import DITTO

DOT = "\u00b7"
MAX_LENGTH = 50
_DOTS = "・•∙‧․⋅●．｡\uff65"
_HAN = r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_BLANKS = re.compile(r"\s+")
_HAN_GAP = re.compile(rf"(?<={_HAN})\s+(?={_HAN})")
_HAN_POINT = re.compile(rf"(?<={_HAN})\s*[.。·{_DOTS}]\s*(?={_HAN})")
_TO_DOT = dict.fromkeys(map(ord, _DOTS), DOT)
_REPLACEMENT = "\ufffd"


_NUMBERED = re.compile(r"[(]?\d{1,5}[)]?[.、,)\s]?")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_ALSO = re.compile(r"[(,;、\s·]*(?:曾用名|又名|别名|化名|原名|小名|绰号)[:为叫]?")
_SEVERAL = re.compile(r"[、,;/+&\n]|(?<=..)[和及与](?=..)")
_NOT_SHOWN = frozenset("?*□■○●×〓#＃_")
_MASKED = re.compile(r".某{1,3}|某+|.\*+|.[xX×]+")
_NUMBER_AT_END = re.compile(
    r"(?<=[^0-9])[0-9]{1,3}$"
)  # 张三2: told, since two people of one name are kept apart so
_MARKS = re.compile(r"[0-9!@$%^&=<>:\"'\[\]{}|\\~-]")
_SHORTEST = 2
# The hundred commonest surnames: one of them alone is a name that lost its other sign.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟"
    "汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)


# What stands in the place of a name that nobody knew, and answers and sexes that slid into the column.
_NO_NAME = re.compile(
    "[无空否是有男女]|不[详明知]|未[知填]|待[查核补定]|待核实|待补充|保密|暂无|无名氏?|姓名|本人|[该某此]人|[合小共总]计"
)


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """Why what stands there is perhaps not a name (Chinese), and the name and earlier name in it, if any."""

    what: str
    name: str = ""
    former: str = ""


def question_name(text: str) -> NameDoubt | None:
    """Whether somebody must look at a name before it is taken: a number before it, brackets, another name,
    two people, signs that were not shown. None for a name like any other.
    """
    plain = half_width(text.strip())
    if text.strip() in DITTO or _NO_NAME.fullmatch(plain):
        return NameDoubt(f"姓名写的是“{plain}”")
    if _NOT_SHOWN & set(plain) or _MASKED.fullmatch(plain):
        return NameDoubt("姓名里有没显示出来或被遮住的字")
    numbered = _NUMBERED.match(plain)
    if numbered and plain[numbered.end() :]:
        return NameDoubt("姓名前面带着序号", plain[numbered.end() :].strip())
    also = _ALSO.search(plain)
    if also and also.start():
        return NameDoubt("姓名后面写着另一个名字", plain[: also.start()].strip(), _other(plain[also.end() :]))
    bracket = _BRACKETS.search(plain)
    if bracket or "(" in plain or ")" in plain:
        return NameDoubt("姓名里有括号", _BRACKETS.sub("", plain).strip(" ()"))
    return _plainly_wrong(plain)


def _other(rest: str) -> str:
    return rest.strip(" ()、,;:")


def _plainly_wrong(plain: str) -> NameDoubt | None:
    if _SEVERAL.search(plain):
        return NameDoubt("这一格像是不止一个人")
    if _MARKS.search(_NUMBER_AT_END.sub("", plain)):
        return NameDoubt("姓名里有数字或符号")
    return NameDoubt("姓名只有姓") if plain in _SURNAMES else None


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
    folded = fold_signs(raw)
    dotted = _HAN_POINT.sub(DOT, folded.translate(_TO_DOT))
    spaced = _BLANKS.sub(" ", _HAN_GAP.sub("", dotted))
    if len(spaced) > MAX_LENGTH:
        raise ValueError(f"姓名有 {len(spaced)} 个字，最多 {MAX_LENGTH} 个，请核对。")
    folding = ("换成通用的字形",) if folded != raw else ()
    counted = ("末尾有数字，请与身份证核对",) if _NUMBER_AT_END.search(spaced) else ()
    short = ("只有一个字，请与身份证核对",) if len(spaced) < _SHORTEST else ()
    return NameReading(spaced, (*folding, *_notes(folded, dotted, spaced), *counted, *short))


def clean_name(value: object) -> str:
    """The clean name alone."""
    return read_name(value).name


def mask_name(name: str) -> str:
    """王某, 王某某: how a paper names somebody whose name does not belong on it."""
    return f"{name[:1]}{'某' if len(name) == 2 else '某某'}" if len(name) > 1 else "某"


def _refuse_unreadable(raw: str) -> None:
    if raw.isprintable() and _REPLACEMENT not in raw:
        return
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
