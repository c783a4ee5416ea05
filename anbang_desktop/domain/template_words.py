"""The wording of a paper as a clerk sees it: fields and conditions stand in wide braces, in words, and are
put there from a list. A line stays a line, so a fault of the one is a fault of the other.
"""

import re

_FIELD = re.compile(r"\{\{[ \t]*([\w.]+)[ \t]*(\|[ \t]*横线[ \t]*)?\}\}")
_TAG = re.compile(r"\{%[ \t]*(if|elif|else|endif|for|endfor)\b[ \t]*([^%{}｛｝\n]*?)[ \t]*%\}")
_EACH = re.compile(r"([\w.]+) in ([\w.]+)")
_SAID = re.compile(r"｛([^｛｝\n]*)｝")
_LINE = "｜留线"
_IF, _OR_IF, _ELSE, _END_IF, _FOR, _END_FOR = "如果", "否则如果", "否则", "如果结束", "逐项", "逐项结束"
_EACH_SAID = re.compile(rf"{_FOR} ([\w.]+) 作 ([\w.]+)")
_LOGIC = (("not", "没有"), ("and", "并且"), ("or", "或者"))
_MARKUP = re.compile(r"^(\s*)(#+|\||->|::|\[\[)")
_WIDE = str.maketrans("#|:[", "＃｜：［")


def field_words(name: str, *, line: bool = False) -> str:
    """A field as it stands in the wording; ``line``: where it is empty, a line to write on is printed."""
    return f"｛{name}{_LINE if line else ''}｝"


def to_words(source: str) -> str:
    """The wording of a text. What isn't understood stays as it is, for the check to name."""
    return _TAG.sub(_tag_words, _FIELD.sub(_field, source))


def _field(found: re.Match[str]) -> str:
    return field_words(found[1], line=bool(found[2]))


def _tag_words(found: re.Match[str]) -> str:
    verb, rest = found[1], found[2]
    if verb in ("if", "elif") and rest:
        return f"｛{_IF if verb == 'if' else _OR_IF} {_swapped(rest, 0, 1)}｝"
    if verb == "for" and (each := _EACH.fullmatch(rest)):
        return f"｛{_FOR} {each[2]} 作 {each[1]}｝"
    alone = {"else": _ELSE, "endif": _END_IF, "endfor": _END_FOR}
    return f"｛{alone[verb]}｝" if verb in alone and not rest else found[0]


def to_source(words: str) -> str:
    """The text of a wording."""
    return _SAID.sub(_said, words)


def _said(found: re.Match[str]) -> str:
    inside = found[1].strip()
    alone = {_ELSE: "else", _END_IF: "endif", _END_FOR: "endfor"}
    if inside in alone:
        return f"{{% {alone[inside]} %}}"
    for word, verb in ((f"{_OR_IF} ", "elif"), (f"{_IF} ", "if")):
        if inside.startswith(word):
            return f"{{% {verb} {_swapped(inside.removeprefix(word), 1, 0)} %}}"
    if each := _EACH_SAID.fullmatch(inside):
        return f"{{% for {each[2]} in {each[1]} %}}"
    name = inside.removesuffix(_LINE)
    return f"{{{{ {name} | 横线 }}}}" if name != inside else f"{{{{ {name} }}}}"


def _swapped(expression: str, from_: int, to: int) -> str:
    """The little logic of a condition, from one language into the other."""
    spelled = {pair[from_]: pair[to] for pair in _LOGIC}
    return " ".join(spelled.get(word, word) for word in expression.split(" "))


def as_data(line: str) -> str:
    """A line of somebody else's file as plain wording: nothing in it is a field, a condition or markup."""
    plain = line.translate(str.maketrans("{}｛｝", "〔〕〔〕"))
    plain = "".join(char for char in plain if not "\ue000" <= char <= "\uf8ff")
    return _MARKUP.sub(lambda found: found[1] + found[2].translate(_WIDE).replace("->", "→"), plain)
