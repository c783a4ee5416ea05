"""Whether the cells of a column look like what its heading says: an ID number, a day, a prison, a village."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from anbang_desktop.domain.column_words import ColumnMeaning, ColumnWords
from anbang_desktop.domain.half_width import half_width, without_invisible
from anbang_desktop.domain.sheet import Sheet

ENOUGH = 0.5  # of the filled cells; a list has its faults
LOOKED_AT = 200  # cells of a column, spread over the list
_ID = re.compile(r"[0-9a-z*.+() -]{6,24}")
_PHONE = re.compile(r"(?<!\d)(?:\d[\d -]{5,13}\d|\d{3,4}[- ]?\d{7,8})(?!\d)")
_DAY = re.compile(
    r"\D{0,6}(?:\d{2,4} ?[年./-] ?\d{1,2}(?!\d).*|\d{5,8}|\d{1,2}[月./-]\d{1,2}日?"
    r"|[\d年月日号零〇○元正冬腊闰初廿卅一二三四五六七八九十 ]+)"
)
_SERIAL = re.compile(r"[(（]?\d{1,5}[)）.、]?|[一二三四五六七八九十百]{1,4}")
_COUNT = re.compile(r"[约近]?(?:\d{1,4}|[零一二两三四五六七八九十百]{1,4})(?:\.\d+)?.{0,3}")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\d_]")
_LONGEST = {"name": 40, "code": 16, "village": 24, "sex": 4, "yesno": 8}
LOOKED_INTO = 200  # signs of a text: what comes after them changes no shape
_FEW = 5  # more digits than these are a number of some kind


def spread(sheet: Sheet, rows: Sequence[int], column: int, nothing: Iterable[str]) -> tuple[str, ...]:
    """Up to LOOKED_AT texts of a column that say something, from the top; formulas and faults say nothing."""
    step = max(1, len(rows) // LOOKED_AT)
    silent = {*nothing, "", "同上", "〃"}
    cells = (sheet.cell(row, column) for row in rows[::step])
    texts = (
        cell.text[:LOOKED_INTO].strip() for cell in cells if cell.kind not in ("formula", "error", "empty")
    )
    return tuple(text for text in texts if text.lower() not in silent)


def suits(meaning: ColumnMeaning, texts: Sequence[str], words: ColumnWords) -> bool:
    """Whether enough of a column's texts look like this datum; an empty column contradicts nothing."""
    if not texts:
        return True
    return sum(looks_like(meaning, text, words) for text in texts) >= ENOUGH * len(texts)


def looks_like(meaning: ColumnMeaning, text: str, words: ColumnWords) -> bool:
    """Whether one text looks like this datum: generously, a cell may be faulty and still be meant."""
    plain = half_width(without_invisible(text[:LOOKED_INTO])).strip().lower()
    if meaning.values and not plain.isdecimal():
        return any(word in plain for word in meaning.values)
    return _shape(meaning.holds, plain, words)


def _shape(holds: str, text: str, words: ColumnWords) -> bool:
    shape = _SHAPES.get(holds)
    return shape is None or shape(text, words)


def _is_id(text: str, _words: ColumnWords) -> bool:
    return bool(_ID.fullmatch(text)) and sum(map(str.isdigit, text)) > _FEW


def _is_phone(text: str, _words: ColumnWords) -> bool:
    return bool(_PHONE.search(text)) and not _long_number(text)


def _is_day(text: str, _words: ColumnWords) -> bool:
    return bool(_DAY.fullmatch(text)) and not _long_number(text)


def _is_span(text: str, _words: ColumnWords) -> bool:
    return len(re.findall(r"\d+", text)) > 1


def _is_serial(text: str, _words: ColumnWords) -> bool:
    return bool(_SERIAL.fullmatch(text))


def _is_count(text: str, words: ColumnWords) -> bool:
    return bool(_COUNT.fullmatch(text)) or text in words.looks["answers"]


def _is_sex(text: str, words: ColumnWords) -> bool:
    return text.startswith(words.looks["sexes"])


def _is_answer(text: str, words: ColumnWords) -> bool:
    return text.startswith(words.looks["answers"]) or len(text) <= _LONGEST["yesno"]


def _is_code(text: str, _words: ColumnWords) -> bool:
    return len(text) <= _LONGEST["code"] and not _number_or_day(text)


def _is_name(text: str, _words: ColumnWords) -> bool:
    return bool(_WORD.search(text)) and len(text) <= _LONGEST["name"] and not _number_or_day(text)


def _is_offence(text: str, words: ColumnWords) -> bool:
    return bool(_CJK.search(text)) and text not in words.looks["answers"] and not _number_or_day(text)


def _is_term(text: str, words: ColumnWords) -> bool:
    named = any(one in text for one in words.looks["term"])
    return (named and not _two_days(text)) or (text.isdecimal() and len(text) < _FEW)


def _is_prison(text: str, words: ColumnWords) -> bool:
    return any(one in text for one in words.looks["prison"]) and not _number_or_day(text)


def _is_police(text: str, words: ColumnWords) -> bool:
    return any(one in text for one in words.looks["police"])


def _is_village(text: str, words: ColumnWords) -> bool:
    return _is_offence(text, words) and len(text) <= _LONGEST["village"]


def _is_address(text: str, words: ColumnWords) -> bool:
    named = any(one in text for one in words.looks["address"])
    return named and _is_offence(text, words) and not text.endswith(words.looks["police"])


_SHAPES: Mapping[str, Callable[[str, ColumnWords], bool]] = {
    "id": _is_id,
    "phone": _is_phone,
    "day": _is_day,
    "span": _is_span,
    "serial": _is_serial,
    "count": _is_count,
    "sex": _is_sex,
    "yesno": _is_answer,
    "code": _is_code,
    "name": _is_name,
    "offence": _is_offence,
    "term": _is_term,
    "prison": _is_prison,
    "police": _is_police,
    "village": _is_village,
    "address": _is_address,
}


def _number_or_day(text: str) -> bool:
    """A text that can only be a number of some kind or a day."""
    return not _CJK.search(re.sub("[年月日号]", "", text)) and sum(map(str.isdigit, text)) > _FEW - 1


def _long_number(text: str) -> bool:
    return bool(re.search(r"\d{14}", text))


def _two_days(text: str) -> bool:
    return len(re.findall(r"\d{4}\D\d{1,2}", text)) > 1
