"""The kinds of datum: how each is read from what a clerk typed and how it is shown again."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from anbang_desktop.domain.codes import CodeBook, CodeTableName
from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.id_number import read_id_number
from anbang_desktop.domain.person_name import clean_name
from anbang_desktop.domain.phone import read_phone

YES, NO = "是", "否"
UNREADABLE = frozenset(
    {"empty", "lost", "characters", "length"}
)  # an ID number with one of these is no number at all
CENT = Decimal("0.01")  # of a yuan
MOST = 10**12  # a larger count or sum is a slip of the keys
_LAST_ID = 2**63 - 1  # rows are numbered with 63 bits
_YES_WORDS = {YES, "有", "1", "true", "y", "yes", "√"}
_NO_WORDS = {NO, "无", "没有", "0", "false", "n", "no", "×"}


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading needs to know: the code tables and today's date."""

    codes: CodeBook
    today: date


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of datum. ``parse`` raises ValueError with a Chinese reason; an empty entry is None."""

    word: ClassVar[str] = ""

    def parse(self, text: str, context: ReadContext) -> object | None:
        """The value of what was typed, None when nothing was."""
        return self._read(text, context) if text.strip() else None

    def take(self, value: object, context: ReadContext) -> object | None:
        """The value of something already typed (a JSON file, a cell, another record)."""
        if isinstance(value, str):
            return self.parse(value, context)
        if isinstance(value, bool | Mapping | Sequence):
            raise ValueError(f"应是一项{self.word}，不是列表、对象或者真假值")  # noqa: TRY004 - a complaint about what was entered
        return None if value is None else self.parse(str(value), context)

    def show(self, value: object | None, context: ReadContext) -> str:
        """The words a clerk reads; empty for None."""
        return "" if value is None else self._words(value, context)

    @property
    def verbatim(self) -> bool:
        """Whether the words a clerk reads are the value itself."""
        return type(self).show is Kind.show and type(self)._words is Kind._words  # noqa: SLF001 - our own

    def _read(self, text: str, context: ReadContext) -> object:
        raise NotImplementedError

    def _words(self, value: object, context: ReadContext) -> str:  # noqa: ARG002 - the plain kinds need no world
        return str(value)


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """One line; length is counted in characters, not in UTF-16 units."""

    word: ClassVar[str] = "文字"
    longest: int = 200

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        line = " ".join(text.split())
        return _not_longer(_printable(line), self.longest)


@dataclass(frozen=True, slots=True)
class LongText(Kind):
    """Several lines."""

    word: ClassVar[str] = "长文字"
    longest: int = 8000

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        return _not_longer(_printable(lines), self.longest)


@dataclass(frozen=True, slots=True)
class PersonName(Kind):
    """A person's name; the dot is stored as U+00B7, control and private characters are refused."""

    word: ClassVar[str] = "姓名"
    longest: int = 50
    source: str = ""  # of the names that are offered

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        return _not_longer(clean_name(text), self.longest)


@dataclass(frozen=True, slots=True)
class IdNumber(Kind):
    """公民身份号码 (GB 11643). A wrong check character is kept: the record marks it 未核实."""

    word: ClassVar[str] = "身份号码"

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        reading = read_id_number(text)
        if reading.fault in UNREADABLE:
            raise ValueError(reading.problem)
        return reading.number


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A mobile or fixed line number."""

    word: ClassVar[str] = "电话"

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        return read_phone(text)


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A date, typed in any of the office's ways."""

    word: ClassVar[str] = "日期"

    def _read(self, text: str, context: ReadContext) -> object:
        return read_day(text, context.today)

    def take(self, value: object, context: ReadContext) -> object | None:
        """As for every kind; values of its own type are taken as they are."""
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else Kind.take(self, value, context)

    def _words(self, value: object, context: ReadContext) -> str:  # noqa: ARG002
        return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Moment(Kind):
    """A day with an optional time of day (midnight = no time given)."""

    word: ClassVar[str] = "时间"

    def _read(self, text: str, context: ReadContext) -> object:
        day, _, clock = (
            _plain(text.replace("T", " ")).rpartition(" ") if ":" in _plain(text) else (_plain(text), "", "")
        )
        return datetime.combine(read_day(day or "今天", context.today), _time_of_day(clock))

    def take(self, value: object, context: ReadContext) -> object | None:
        """As for every kind; values of its own type are taken as they are."""
        if isinstance(value, datetime):
            return value
        return datetime.combine(value, time()) if isinstance(value, date) else Kind.take(self, value, context)

    def _words(self, value: object, context: ReadContext) -> str:  # noqa: ARG002
        if not isinstance(value, datetime):
            return str(value)
        return value.strftime("%Y-%m-%d %H:%M") if value.time() != time() else value.date().isoformat()


@dataclass(frozen=True, slots=True)
class Month(Kind):
    """A calendar month, stored as 2026-11."""

    word: ClassVar[str] = "月份"

    def _read(self, text: str, context: ReadContext) -> object:
        short = _plain(text).replace("年", "-").replace("月", "").replace(".", "-").replace("/", "-")
        return read_day(f"{short}-1", context.today).strftime("%Y-%m")


@dataclass(frozen=True, slots=True)
class Money(Kind):
    """Yuan to the cent (分), whether typed, in a file or in the program; only the database counts in
    cents.
    """

    word: ClassVar[str] = "金额"

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        digits = _plain(text).replace(",", "").removesuffix("元")
        try:
            yuan = Decimal(digits)
        except InvalidOperation:
            raise ValueError(f"“{text.strip()}”不是金额，请写数字，例如 800 或 800.50") from None
        if not yuan.is_finite() or not -MOST <= yuan <= MOST:
            raise ValueError(f"“{text.strip()}”不是合理的金额，请核对")
        if yuan < 0 or yuan * 100 != (yuan * 100).to_integral_value():
            raise ValueError("金额最多到分，且不能是负数")
        return yuan.quantize(CENT)

    def _words(self, value: object, context: ReadContext) -> str:  # noqa: ARG002
        return f"{value:,.2f}"


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number with its unit (月, 人, 次 …)."""

    word: ClassVar[str] = "数目"
    unit: str = ""

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        digits = _plain(text).removesuffix(self.unit).strip()
        if not digits.isdecimal():
            raise ValueError(f"“{text.strip()}”不是数目，请写整数")
        if len(digits) > len(str(MOST)):
            raise ValueError(f"“{text.strip()}”不是合理的数目，请核对")
        return int(digits)


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """Yes or no; not asked yet is None."""

    word: ClassVar[str] = "是否"

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        answer = _plain(text).lower()
        if answer in _YES_WORDS:
            return True
        if answer in _NO_WORDS:
            return False
        raise ValueError(f"“{text.strip()}”不清楚，请写“是”或“否”")

    def take(self, value: object, context: ReadContext) -> object | None:
        """As for every kind; values of its own type are taken as they are."""
        return value if isinstance(value, bool) else Kind.take(self, value, context)

    def _words(self, value: object, context: ReadContext) -> str:  # noqa: ARG002
        return YES if value else NO


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One code of a code table; the code, its name or a synonym may be typed."""

    word: ClassVar[str] = "选项"
    table: CodeTableName

    def _read(self, text: str, context: ReadContext) -> object:
        code = context.codes[self.table].code(_plain(text)) or context.codes[self.table].code(text.strip())
        if code is None:
            raise ValueError(
                f"“{text.strip()}”不在“{context.codes[self.table].label_of_table}”里，请从列表中选"
            )
        return code

    def _words(self, value: object, context: ReadContext) -> str:
        return context.codes[self.table].label(str(value))


@dataclass(frozen=True, slots=True)
class Choices(Kind):
    """Any number of codes of one table, kept as a tuple in the table's order."""

    word: ClassVar[str] = "多选"
    table: CodeTableName

    def _read(self, text: str, context: ReadContext) -> object:
        one = Choice(self.table)
        words = [word for word in text.replace("，", "、").replace(",", "、").split("、") if word.strip()]
        return self._ordered([str(one.parse(word, context)) for word in words], context)

    def take(self, value: object, context: ReadContext) -> object | None:
        """As for every kind; values of its own type are taken as they are."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return self._ordered(
                [str(Choice(self.table).take(word, context)) for word in _filled(value)], context
            )
        return Kind.take(self, value, context)

    def _ordered(self, codes: list[str], context: ReadContext) -> tuple[str, ...]:
        order = [item.code for item in context.codes[self.table].items]
        return tuple(sorted(set(codes), key=order.index))

    def _words(self, value: object, context: ReadContext) -> str:
        return "、".join(context.codes[self.table].label(str(code)) for code in _sequence(value))


def table_of(kind: Kind) -> CodeTableName | None:
    """The code table of a coded kind; None for any other."""
    return kind.table if isinstance(kind, Choice | Choices) else None


@dataclass(frozen=True, slots=True)
class Lookup(Kind):
    """Free words with suggestions from a named list (监所, 村居, 工作人员 …)."""

    word: ClassVar[str] = "文字"
    source: str = ""
    longest: int = 200

    def _read(self, text: str, context: ReadContext) -> object:
        return Text(self.longest).parse(text, context) or ""


@dataclass(frozen=True, slots=True)
class Words(Kind):
    """A list of free words (罪名, 技能, 在场人员), separated by 、"""

    word: ClassVar[str] = "词列"
    source: str = ""

    def _read(self, text: str, context: ReadContext) -> object:
        parts = (
            text.replace("，", "、").replace(",", "、").replace("；", "、").replace("\n", "、").split("、")
        )
        return tuple(str(Text().parse(part, context)) for part in parts if part.strip())

    def take(self, value: object, context: ReadContext) -> object | None:
        """As for every kind; values of its own type are taken as they are."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(str(Text().take(part, context)) for part in _filled(value))
        return Kind.take(self, value, context)

    def _words(self, value: object, context: ReadContext) -> str:  # noqa: ARG002
        return "、".join(str(part) for part in _sequence(value))


@dataclass(frozen=True, slots=True)
class Attachment(Kind):
    """A scan or photo in the vault, named by its number there."""

    word: ClassVar[str] = "附件"

    def _read(self, text: str, context: ReadContext) -> object:  # noqa: ARG002
        digits = _plain(text)
        if not digits.isdecimal() or len(digits) > len(str(_LAST_ID)) or int(digits) > _LAST_ID:
            raise ValueError(f"“{text.strip()}”不是附件的编号")
        return int(digits)


def _filled(value: Sequence[object]) -> list[object]:
    return [one for one in value if one is not None and str(one).strip()]


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _time_of_day(text: str) -> time:
    if not text:
        return time()
    try:
        hour, minute = (int(part) for part in text.split(":")[:2])
        return time(hour, minute)
    except ValueError:
        raise ValueError(f"“{text}”不是时间，请写成 14:30") from None


def _printable(text: str) -> str:
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn") and sign not in "\n\t":
            raise ValueError(f"含有不能使用的字符 U+{ord(sign):04X}，请重新录入这几个字")
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _not_longer(text: str, longest: int) -> str:
    if len(text) > longest:
        raise ValueError(f"有 {len(text)} 个字，最多 {longest} 个字，请缩短")
    return text
