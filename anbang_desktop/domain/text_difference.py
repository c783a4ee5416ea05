"""What changed between two wordings, in words: per line what went and what came, no more than differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_SAME = 0.4  # as alike as two states of one line are
_NEAR = 4  # characters on both sides


@dataclass(frozen=True, slots=True)
class Changed:
    """One place: the line in the new wording (in the old one where it went), what stood, what stands."""

    line: int
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """As a clerk reads it."""
        if not self.before:
            return f"第 {self.line} 行 加了“{self.after}”"
        if not self.after:
            return f"第 {self.line} 行 去掉“{self.before}”"
        return f"第 {self.line} 行 “{self.before}”改为“{self.after}”"


def text_differences(before: str, after: str) -> list[Changed]:
    """The places in which two wordings differ, by the lines of the new one; empty lines say nothing."""
    old, new = before.split("\n"), after.split("\n")
    found: list[Changed] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _block(old[a:b], new[c:d], min(c, len(new) - 1))
    return found


def _block(old: list[str], new: list[str], at: int) -> Iterator[Changed]:
    """Lines that took the place of others: pair by pair where they are alike."""
    for offset in range(max(len(old), len(new))):
        was = old[offset].strip() if offset < len(old) else ""
        becomes = new[offset].strip() if offset < len(new) else ""
        line = at + min(offset, max(len(new) - 1, 0)) + 1
        if was and becomes and SequenceMatcher(None, was, becomes, autojunk=False).ratio() >= _SAME:
            yield from (Changed(line, *pair) for pair in _within(was, becomes))
        else:
            yield from (Changed(line, *pair) for pair in ((was, ""), ("", becomes)) if any(pair))


def _within(was: str, becomes: str) -> Iterator[tuple[str, str]]:
    """The parts of a line that differ, each with a little of what stands around it."""
    matched = SequenceMatcher(None, was, becomes, autojunk=False)
    for tag, a, b, c, d in matched.get_opcodes():
        if tag == "insert":
            yield "", becomes[c:d]
        elif tag == "delete":
            yield was[a:b], ""
        elif tag == "replace":
            yield _around(was, a, b), _around(becomes, c, d)


def _around(line: str, start: int, end: int) -> str:
    return line[max(start - _NEAR, 0) : end + _NEAR]
