"""In which words the papers of a withheld record are set (刑事诉讼法第二百八十六条; domain.md §10.3): neutral
ones instead of what names the office's help, and nothing that tells of the offence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from anbang_desktop.domain.toml_table import Table, read_toml

LEFT_OUT = "（略）"  # stands where a sentence was taken away, so that whoever signs sees that there was one
_SENTENCE = re.compile(r"[^。！？；;\n]*[。！？；;\n]*")


@dataclass(frozen=True, slots=True)
class NeutralWords:
    """``words``: pairs of what stands there (``*``: whatever) and what is printed; ``telling``: never
    printed.
    """

    words: tuple[tuple[re.Pattern[str], str], ...]
    telling: tuple[str, ...]

    def also(self, telling: Iterable[str]) -> "NeutralWords":
        """With more words that are never printed: those of one person's file."""
        more = (word for one in telling if (word := _close(one)))
        return replace(self, telling=(*self.telling, *more))

    def says(self, text: str) -> bool:
        """Whether a text, as it stands, tells of the offence or of the office's help. Spaces and line ends
        between the characters hide nothing.
        """
        said = _close(text)
        return any(word in said for word in self.telling)

    def tells(self, text: str) -> bool:
        """Whether a text would still tell of the offence when it is reworded."""
        return self.says(self._reworded(text))

    def told(self, text: str) -> str:
        """The text as it may be read: reworded, without the sentences that tell."""
        said = self._reworded(text)
        if not self.tells(said):
            return said
        kept: list[str] = []
        for sentence in _SENTENCE.findall(said):
            if not self.tells(sentence):
                kept.append(sentence)
            elif not kept or kept[-1] != LEFT_OUT:
                kept.append(LEFT_OUT)
        whole = "".join(kept)
        return LEFT_OUT if self.tells(whole) else whole

    def _reworded(self, text: str) -> str:
        for pattern, word in self.words:
            text = pattern.sub(word, text)
        return text


def _close(text: str) -> str:
    """Without spaces, in one case of letters."""
    return "".join(text.split()).casefold()


def parse_neutral_words(text: str) -> NeutralWords:
    """Read ``neutral.toml``; TomlFault names the line of what is wrong."""
    return read_toml(text, "对外文书用语", _words)


def _words(root: Table) -> NeutralWords:
    root.text("id")
    pairs = root.pairs("words", str, str)
    return NeutralWords(
        tuple((_pattern(before), after) for before, after in pairs),
        tuple(map(_close, root.texts("telling"))),
    )


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("[^《》]*".join(map(re.escape, text.split("*"))))
