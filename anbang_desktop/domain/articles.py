"""Articles of the Regulation (山西省安置帮教工作办法, in force 2025-02-01): their text and how they are
cited.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

TITLE = "《山西省安置帮教工作办法》"
_DIGITS = "零一二三四五六七八九"
_HEAD = re.compile(r"第([一二三四五六七八九十]+)条\s+(.*)", re.DOTALL)
_ITEM = re.compile(r"\(([一二三四五六七八九十]+)\)(.*)", re.DOTALL)
_CITED = re.compile(r"A(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_NAMED = re.compile(r"第([一二三四五六七八九十]+)条")
_IN_FORCE = re.compile(r"自(\d+年\d+月\d+日)起施行")
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its paragraphs, each a sentence and its numbered items."""

    number: int
    paragraphs: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def text(self) -> str:
        """The whole article, one line for each paragraph and item."""
        return "\n".join(line for head, items in self.paragraphs for line in (head, *items))

    def part(self, paragraph: int = 0, item: int = 0) -> str:
        """The words of a paragraph or of one of its items; 0 means the whole."""
        if not paragraph:
            return self.text
        head, items = self.paragraphs[paragraph - 1]
        return items[item - 1] if item else head


class Articles(Mapping[int, Article]):
    """All articles by number."""

    def __init__(self, articles: Mapping[int, Article]) -> None:
        """Take the articles by their number."""
        self._articles = dict(articles)

    def __getitem__(self, number: int) -> Article:
        """The article of a number; KeyError where there is none."""
        return self._articles[number]

    def __iter__(self) -> Iterator[int]:
        """The numbers, in the order of the Regulation."""
        return iter(self._articles)

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._articles)

    def quote(self, basis: str) -> tuple[str, ...]:
        """The words behind each article named in a basis such as ``A12.2.2 A13；通用默认``."""
        return tuple(
            f"{cite(int(number), int(paragraph or 0), int(item or 0))}："
            f"{self[int(number)].part(int(paragraph or 0), int(item or 0))}"
            for number, paragraph, item in _CITED.findall(basis)
            if int(number) in self
        )

    def short(self, number: int) -> str:
        """The beginning of an article, for a line of the window."""
        words = self[number].text.replace("\n", "")
        return words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"


def parse_articles(text: str) -> Articles:
    """Read the Regulation: one paragraph or item a line, articles beginning with 第…条, chapter heads left
    out.
    """
    found: dict[int, list[tuple[str, list[str]]]] = {}
    number = 0
    for line in (line.strip() for line in text.splitlines()):
        if head := _HEAD.fullmatch(line):
            number = _number(head[1])
            found[number] = [(head[2], [])]
        elif item := _ITEM.fullmatch(line):
            found[number][-1][1].append(item[2])
        elif number and line and not re.match(r"第[一二三四五六七八九十]+章", line):
            found[number].append((line, []))
    return Articles(
        {
            key: Article(key, tuple((head, tuple(items)) for head, items in parts))
            for key, parts in found.items()
        }
    )


def title_and_day(text: str) -> tuple[str, str]:
    """How the Regulation is called (in its marks) and since when it is in force (2025年2月1日), as its text
    says; ValueError where it doesn't.
    """
    day = _IN_FORCE.search(text)
    if day is None:
        raise ValueError("no day from which it is in force")
    return f"《{text.strip().splitlines()[0].strip()}》", day[1]


def cite(number: int, paragraph: int = 0, item: int = 0) -> str:
    """第十二条第二款第二项."""
    words = f"第{chinese_number(number)}条"
    words += f"第{chinese_number(paragraph)}款" if paragraph else ""
    return words + (f"第{chinese_number(item)}项" if item else "")


def spell_basis(basis: str) -> str:
    """``A12.2.2 A13；通用默认`` in words:
    《山西省安置帮教工作办法》第十二条第二款第二项、第十三条；通用默认.
    """
    first = True
    words = []
    for part in basis.split("；"):
        cited = [cite(int(a), int(b or 0), int(c or 0)) for a, b, c in _CITED.findall(part)]
        rest = _CITED.sub("", part).strip()
        words.append((TITLE if cited and first else "") + "、".join(cited) + rest)
        first = first and not cited
    return "；".join(words)


def cited_articles(words: str) -> list[int]:
    """The numbers of the Regulation's articles that a basis in words names, without those of other laws."""
    own = (part for part in words.split("；") if TITLE in part)
    return list(dict.fromkeys(_number(found) for part in own for found in _NAMED.findall(part)))


def chinese_number(number: int) -> str:
    """1–99 in Chinese words."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def _number(words: str) -> int:
    tens, mark, ones = words.rpartition("十")
    if not mark:
        return _DIGITS.index(words)
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)
