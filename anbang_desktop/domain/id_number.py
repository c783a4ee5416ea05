"""Resident identity numbers of GB 11643-1999: reading, checking, explaining, masking."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from anbang_desktop.domain.half_width import half_width, without_invisible
from anbang_desktop.domain.phone import mask_phone

__all__ = [
    "Fault",
    "IdReading",
    "age_on",
    "check_character",
    "converted",
    "mask_id",
    "mask_phone",
    "read_id_number",
]

Fault = Literal["", "empty", "lost", "characters", "length", "old", "birth", "check"]

LENGTH = 18
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLDEST_YEAR = 1900
_EXCEL_DIGITS = 10**15  # a number cell keeps 15 significant digits, the rest becomes zeros
_ZEROS = "000"  # what it makes of the 16th to 18th digit
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_PRESENT, _FORMER = re.compile(r"[0-9]{17}[0-9X]"), re.compile(r"[0-9]{15}")
_SEPARATORS = re.compile(r"[\s'‘’`\-]")


@dataclass(frozen=True, slots=True)
class IdReading:
    """One read number; ``problem`` is a Chinese sentence, empty when all is right; ``changed`` says what
    was tidied up.
    """

    number: str
    valid: bool
    problem: str = ""
    birth_date: date | None = None
    sex: str = ""
    changed: tuple[str, ...] = ()
    fault: Fault = ""


def read_id_number(value: object, today: date | None = None) -> IdReading:
    """Read what stands in a field or a cell; a number-typed cell of more than 15 digits has lost its end
    and is refused.
    """
    if value is None or value == "":
        return IdReading(
            "", valid=False, problem="身份证号为空，请补填；确实没有的，注明“未核实”。", fault="empty"
        )
    if isinstance(value, int | float):
        return _read_number_cell(value, today)
    text, changed = _tidy(str(value))
    if not text:
        return IdReading(
            "", valid=False, problem="身份证号为空，请补填；确实没有的，注明“未核实”。", fault="empty"
        )
    if _SCIENTIFIC.fullmatch(text):
        return _lost(text)
    return _judge(text, tuple(changed), today)


def check_character(first17: str) -> str:
    """The 18th character that belongs to 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def converted(old: str) -> str:
    """What a number of 15 digits became in 1999: the century and the check character added."""
    return f"{old[:6]}19{old[6:]}{check_character(f'{old[:6]}19{old[6:]}')}"


def mask_id(number: str) -> str:
    """First four and last four characters, as lists, papers and ``id_no_masked`` show it."""
    if len(number) <= 8:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def age_on(birth: date, day: date) -> int:
    """Full years on a day; somebody born on 29 February completes a year on 1 March of other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _tidy(raw: str) -> tuple[str, list[str]]:
    changed = []
    visible = without_invisible(raw)
    text = half_width(visible)
    if text != visible:
        changed.append("全角转半角")
    compact = _SEPARATORS.sub("", text)
    if compact != text:
        changed.append("去掉空格或符号")
    if compact.endswith("x"):
        changed.append("小写 x 改为大写 X")
        compact = compact[:-1] + "X"
    return compact, changed


def _read_number_cell(value: float, today: date | None) -> IdReading:
    if value >= _EXCEL_DIGITS or value != value:  # noqa: PLR0124 - not a number
        return _lost(f"{value:g}")
    if value == int(value):
        return _judge(str(int(value)), (), today)
    return IdReading(
        f"{value:g}", valid=False, problem="身份证号不是整数，请核对原件后按文本填写。", fault="characters"
    )


def _lost(shown: str) -> IdReading:
    problem = (
        f"这个身份证号曾被当成数字存（{shown}），Excel 已丢掉后几位，无法恢复；"
        "请从原表把该列改为文本后重发，或按原件重填。"
    )
    return IdReading("", valid=False, problem=problem, fault="lost")


def _judge(text: str, changed: tuple[str, ...], today: date | None) -> IdReading:
    if _looks_old(text):
        return _old(text, changed)
    if len(text) != LENGTH:
        few = "只有" if len(text) < LENGTH else "有"
        return IdReading(
            text,
            valid=False,
            problem=f"身份证号{few} {len(text)} 位，应为 18 位，请核对原件。",
            changed=changed,
            fault="length",
        )
    if not _PRESENT.fullmatch(text):
        return IdReading(
            text,
            valid=False,
            problem=f"身份证号里有不该有的字符“{_stranger(text)}”，请核对原件。",
            changed=changed,
            fault="characters",
        )
    return _judge_18(text, changed, today)


def _judge_18(text: str, changed: tuple[str, ...], today: date | None) -> IdReading:
    birth, trouble = _birth(text[6:14], today)
    sex = "1" if int(text[16]) % 2 else "2"
    if trouble:
        return IdReading(text, valid=False, problem=trouble, sex=sex, changed=changed, fault="birth")
    expected = check_character(text[:17])
    if text[17] != expected and text.endswith(_ZEROS):
        return _lost("后三位是 000，第 18 位又对不上")
    if text[17] != expected:
        return IdReading(
            text,
            valid=False,
            problem=f"身份证号第 18 位应为 {expected}，请核对原件。",
            birth_date=birth,
            sex=sex,
            changed=changed,
            fault="check",
        )
    return IdReading(text, valid=True, birth_date=birth, sex=sex, changed=changed)


def _looks_old(text: str) -> bool:
    """15 digits with a birth date in them; without one it is a present number that lost digits."""
    return bool(_FORMER.fullmatch(text)) and _birth(f"19{text[6:12]}", None)[0] is not None


def _old(text: str, changed: tuple[str, ...]) -> IdReading:
    birth, _ = _birth("19" + text[6:12], None)
    sex = "1" if int(text[14]) % 2 else "2"
    return IdReading(
        text,
        valid=False,
        problem="这是 15 位的旧号码，现在应为 18 位，请按现用身份证填写。",
        birth_date=birth,
        sex=sex,
        changed=changed,
        fault="old",
    )


def _birth(digits: str, today: date | None) -> tuple[date | None, str]:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        birth = date(year, month, day)
    except ValueError:
        return None, f"身份证号里的出生日期 {digits} 不存在，请核对原件。"
    if year < _OLDEST_YEAR:
        return None, f"身份证号里的出生年份 {year} 太早，请核对原件。"
    if today is not None and birth > today:
        return None, f"身份证号里的出生日期 {birth:%Y-%m-%d} 晚于今天，请核对原件。"
    return birth, ""


def _stranger(text: str) -> str:
    found = re.search(r"[^0-9](?!$)|[^0-9X]$", text)
    return found[0] if found else ""
