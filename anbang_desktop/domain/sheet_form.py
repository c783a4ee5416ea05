"""How a value is written in a column of a county's sheet, as its heading and its cells ask: 2026.11.30,
1985.03, √, 是/否, a code or its name, a share of a hundred, 万元.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from anbang_desktop.domain.id_number import mask_id

Value = str | int | Decimal | date | None
DayStyle = Literal["", "dot", "dash", "slash", "compact", "chinese"]
Answer = Literal["", "yesno", "has", "tick", "flag"]
Mask = Literal["", "masked", "last4"]
CodeOf = Callable[[str], str | None]
TICK = "√"
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_MONTH = re.compile(r"年、?-?\.?月$")
_DAY_HINTS: tuple[tuple[DayStyle, re.Pattern[str]], ...] = (
    ("dot", re.compile(r"年[.．]月|y{4}\.m|\d{4}\.\d{1,2}", re.IGNORECASE)),
    ("slash", re.compile(r"年/月|y{4}/m|\d{4}/\d{1,2}", re.IGNORECASE)),
    ("dash", re.compile(r"年-月|y{4}-m|\d{4}-\d{1,2}", re.IGNORECASE)),
    (
        "compact",
        re.compile(r"y{4}mm|8位|八位|(?<!\d)(?:19|20)\d{6}(?!\d)|(?<!\d)(?:19|20)\d{4}(?!\d)", re.IGNORECASE),
    ),
    ("chinese", re.compile(r"(?:\d{4}|[x×]+|y{4})年(?:\d{1,2}|[x×]+|m{1,2})月|某年某月", re.IGNORECASE)),
)
_NOT, _HAS = ("否", "不", "未", "无", "没", "拒"), {"是": "有", "否": "无"}
_FLAG = {"是": "1", "否": "0"}
_PER = {100: re.compile(r"[%％]|百分"), 1000: re.compile(r"‰|千分")}
_WAN = 10_000
_LAST = 4  # places of a number that a heading with 后四位 asks for


@dataclass(frozen=True, slots=True)
class Form:
    """How one column is written; the empty form writes what is there.

    ``day`` and ``month``: a date as text, a month only. ``answer``: how yes and no are said. ``ticks``: the
    column stands for these words and gets √. ``code``: the code, or code and name. ``mask``: how a number is
    covered. ``per``: a rate as so many of a hundred or a thousand. ``wan``: money in 万元. ``also``: fields
    that stand in the same cell, in brackets or joined by ``between``.
    """

    day: DayStyle = ""
    month: bool = False
    answer: Answer = ""
    ticks: tuple[str, ...] = ()
    code: Literal["", "code", "both"] = ""
    mask: Mask = ""
    per: int = 0
    wan: bool = False
    also: tuple[str, ...] = ()
    between: str = ""

    @property
    def masked(self) -> bool:
        """Whether the heading asks for a covered number."""
        return bool(self.mask)


PLAIN = Form()


def form_of(heading: str, holds: str, *, dated: bool = False, percent: bool = False) -> Form:
    """The form that a heading asks for a datum of that kind (``holds`` of the dictionary).

    ``dated``: the cells below are formatted as dates, so a date stays one; ``percent``: they show a share, so
    it stays a fraction.
    """
    text = unicodedata.normalize("NFKC", heading).replace(" ", "").replace("\n", "")
    if holds in ("day", "span"):
        return PLAIN if dated else _form_of_days(text, holds)
    if holds == "rate":
        per = next((times for times, sign in _PER.items() if sign.search(text)), 0)
        return Form(per=0 if percent else per)
    if holds == "id":
        return Form(mask=_mask(text))
    if holds == "money":
        return Form(wan="万元" in text)
    answer = _answer_of(text, holds)
    return Form(answer=answer) if answer else Form(code=_code_of(text, holds))


def _form_of_days(text: str, holds: str) -> Form:
    style: DayStyle = next((name for name, sign in _DAY_HINTS if sign.search(text)), "")
    base = _BRACKETS.sub("", text)
    month = holds == "day" and (bool(_MONTH.search(base)) or "年月)" in text or "精确到月" in text)
    if month and not style:
        style = "dot"
    return Form(day=style, month=month)


def _mask(text: str) -> Mask:
    if re.search(r"后(?:四|4)位", text):
        return "last4"
    return "masked" if re.search(r"隐去|脱敏|打码|掩码|部分隐藏|遮盖|屏蔽|隐藏", text) else ""


def _answer_of(text: str, holds: str) -> Answer:
    if re.search(r"√|打勾|打钩|划勾|打对", text):
        return "tick"
    if holds not in ("yesno", "text", "code"):
        return ""
    if (
        re.search(r"[(（](?:1[/、是]|0[/、否]|1或0|0或1)|1[是-]?,?0[否-]?|1为是|填1", text)
        and holds == "yesno"
    ):
        return "flag"
    if re.search(r"有[/、或]?无", text):
        return "has"
    asked = (
        text.startswith("是否") or re.search(r"是[/、或]否", text) or _BRACKETS.sub("", text).endswith("与否")
    )
    return "yesno" if holds == "yesno" or asked else ""


def _code_of(text: str, holds: str) -> Literal["", "code", "both"]:
    if holds not in ("code", "sex") or not re.search("代码|编码|代号", text):
        return ""
    return (
        "both"
        if re.search(
            r"(?:代码|编码|代号)(?:及|和|\+|、|-|与)名称|名称(?:及|和|\+|、|-|与)(?:代码|编码)", text
        )
        else "code"
    )


def written(value: Value, form: Form, code_of: CodeOf | None = None) -> Value:
    """What is written into a cell of that form; ``code_of`` gives the code of a word of its table."""
    if value is None or value == "":
        return None
    if form.ticks:
        return _answer("是" if _words(value) & {*form.ticks} else "否", form.answer or "tick")
    if isinstance(value, date):
        return format_in(value, form)
    return _number(value, form) if isinstance(value, int | Decimal) else _text(value, form, code_of)


def _text(value: str, form: Form, code_of: CodeOf | None) -> Value:
    if form.answer:
        return _answer(value, form.answer)
    if form.code and code_of is not None:
        return _code(value, form, code_of)
    if form.mask:
        return _covered(value, form.mask)
    return _ISO.sub(lambda found: str(format_in(_day(found), form)), value) if form.day else value


def joined(values: Sequence[Value], form: Form) -> Value:
    """Several data in one cell: 张某（149901…）; what is missing leaves nothing behind."""
    first, *more = ("" if value is None else str(value) for value in values)
    kept = [one for one in more if one]
    if form.between:
        return form.between.join(one for one in (first, *kept) if one) or None
    return f"{first}（{'，'.join(kept)}）" if kept else first or None


def format_in(day: date, form: Form) -> Value:
    """A day or a month as a text of that style; without one the day itself, for cells that hold dates."""
    if not form.day:
        return day
    parts: Mapping[DayStyle, tuple[str, str]] = {
        "dot": (f"{day.year}.{day.month:02}", f".{day.day:02}"),
        "dash": (f"{day.year}-{day.month:02}", f"-{day.day:02}"),
        "slash": (f"{day.year}/{day.month:02}", f"/{day.day:02}"),
        "compact": (f"{day.year}{day.month:02}", f"{day.day:02}"),
        "chinese": (f"{day.year}年{day.month}月", f"{day.day}日"),
    }
    month, rest = parts[form.day]
    return month if form.month else month + rest


def _day(found: re.Match[str]) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _words(value: Value) -> set[str]:
    return {one.strip() for one in str(value).split("、")}


def per(value: int | Decimal, form: Form) -> Decimal:
    """A share as so many of a hundred (or of what the form says), two decimals, half up."""
    return (Decimal(value) * form.per).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _number(value: int | Decimal, form: Form) -> Value:
    if form.per:
        return per(value, form)
    return Decimal(value) / _WAN if form.wan else value


def _answer(value: str, answer: Answer) -> Value:
    """是 and 否 in the sheet's own way; 拒签 under 是否签订 is 否."""
    said = "否" if value.startswith(_NOT) else "是"
    if answer == "tick":
        return TICK if said == "是" else None
    return {"has": _HAS[said], "flag": _FLAG[said]}.get(answer, said)


def _code(value: str, form: Form, code_of: CodeOf) -> Value:
    listed = [(code_of(one) or "", one) for one in value.split("、")]
    told = (coded(code, one, both=form.code == "both") for code, one in listed)
    return "、".join(one for one in told if one) or None


def coded(code: str, name: str, *, both: bool) -> str:
    """A code, or code and name: 01 落实责任田; without a code the name alone where both are wanted."""
    return f"{code} {name}".strip() if both else code


def _covered(value: str, mask: Mask) -> str:
    return value[-_LAST:] if mask == "last4" else mask_id(value)
