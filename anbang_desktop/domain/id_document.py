"""Papers other than the resident identity number, told apart by how their numbers are written."""

import re
from dataclasses import dataclass

from anbang_desktop.domain.half_width import half_width, without_invisible

# Code of the table id_type, what it is called, how its number is written (GA/T 704, the immigration
# administration's notices on the permits' numbers). The first that fits is it.
_PASSPORT, _HONG_KONG_MACAO, _TAIWAN, _OLD_FOREIGNER = "30", "40", "50", "L01"
_WRITTEN: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (_OLD_FOREIGNER, "外国人永久居留身份证（15 位）", re.compile(r"[A-Z]{3}\d{12}")),
    (_HONG_KONG_MACAO, "港澳居民来往内地通行证", re.compile(r"[HM]\d{8}(?:\d{2})?")),
    (_TAIWAN, "台湾居民来往大陆通行证", re.compile(r"\d{8}|\d{10}(?:[A-Z]|\([A-Z]\))")),
    (_PASSPORT, "护照", re.compile(r"[A-Z]{1,2}\d{7,8}|1[45]\d{7}")),
)
_BLANKS = re.compile(r"[\s'‘’`\-]")


@dataclass(frozen=True, slots=True)
class IdDocument:
    """Another paper: its code in the table of papers, its name and its number."""

    code: str
    name: str
    number: str


def read_id_document(text: str) -> IdDocument | None:
    """The paper whose number this may be; None when it is written like none of them."""
    number = _BLANKS.sub("", half_width(without_invisible(text))).upper()
    found = ((code, name) for code, name, form in _WRITTEN if form.fullmatch(number))
    return next((IdDocument(code, name, number) for code, name in found), None)
