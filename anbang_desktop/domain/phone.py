"""Chinese phone numbers: tidying, checking, masking."""

import re
from dataclasses import dataclass

from anbang_desktop.domain.half_width import half_width, without_invisible

_MOBILE = re.compile(r"1[3-9]\d{9}")
_FIXED = re.compile(r"(0(?:10|2\d|[3-9]\d\d))-?([1-9]\d{6,7})(?:(?:-|转)(\d{1,5}))?")
_SERVICE = re.compile(r"[48]00-?\d{3}-?\d{4}")
_SEVERAL = re.compile(r"[、,;/，；]+")
_MOBILE_DIGITS = 11


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """One read entry (perhaps two numbers joined by “、”); ``problem`` is a Chinese sentence or empty."""

    number: str
    valid: bool
    problem: str = ""
    changed: tuple[str, ...] = ()


def read_phone(value: object) -> str:
    """The tidy number of an entry; ValueError (Chinese) when it cannot be dialled."""
    reading = judge_phone(value)
    if not reading.valid:
        raise ValueError(reading.problem)
    return reading.number


def judge_phone(value: object) -> PhoneReading:
    """Read a phone entry without refusing it (imports keep what the county sent); an empty one is valid
    and empty.
    """
    raw = "" if value is None else _as_text(value)
    if raw.isascii() and _MOBILE.fullmatch(raw):
        return PhoneReading(raw, valid=True)
    text = half_width(without_invisible(raw)).strip()
    if not text:
        return PhoneReading("", valid=True)
    parts = [_tidy(part) for part in _SEVERAL.split(text) if part.strip()]
    problem = next((said for said in map(_problem, parts) if said), "")
    number = "、".join(map(_shape, parts))
    changed = ("全角转半角",) if half_width(raw) != raw else ()
    return PhoneReading(number, not problem, problem, changed)


def mask_phone(number: str) -> str:
    """138****5678 for a mobile; a fixed line keeps its area code and the last three digits."""
    return "、".join(_mask_one(part) for part in number.split("、")) if number else ""


def _as_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def _tidy(part: str) -> str:
    text = re.sub(r"[\s()]", "", part)
    text = re.sub(r"^(\+|00)86-?", "", text)
    if re.fullmatch(r"861[3-9]\d{9}", text):
        text = text[2:]
    bare = text.replace("-", "")
    return bare if _MOBILE.fullmatch(bare) else text


def _shape(part: str) -> str:
    fixed = _FIXED.fullmatch(part)
    if not fixed:
        return part
    return f"{fixed[1]}-{fixed[2]}" + (f"转{fixed[3]}" if fixed[3] else "")


def _problem(part: str) -> str:
    if _MOBILE.fullmatch(part) or _FIXED.fullmatch(part) or _SERVICE.fullmatch(part):
        return ""
    digits = part.replace("-", "")
    if not digits.isdigit():
        return "电话里有数字以外的字符，请只填号码。"
    if re.fullmatch(r"[2-8]\d{6,7}", digits):
        return "座机没有区号，请在前面加上区号，例如 0351-1234567。"
    if digits.startswith("1") and len(digits) != _MOBILE_DIGITS:
        few = "只有" if len(digits) < _MOBILE_DIGITS else "有"
        verb = "补全" if len(digits) < _MOBILE_DIGITS else "改正"
        return f"手机号{few} {len(digits)} 位，请核对后{verb}；座机请加区号。"
    return "不像手机号，也不像带区号的座机号，请核对。"


def _mask_one(part: str) -> str:
    if _MOBILE.fullmatch(part):
        return f"{part[:3]}****{part[-4:]}"
    fixed = _FIXED.fullmatch(part)
    if fixed:
        return f"{fixed[1]}-{'*' * (len(fixed[2]) - 3)}{fixed[2][-3:]}"
    return "*" * max(len(part) - 3, 0) + part[-3:] if len(part) > 5 else "*" * len(part)
