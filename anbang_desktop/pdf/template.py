"""Texts with placeholders: sandboxed Jinja2 cut to an allow-list, a line markup, and values that are
always data.

A value enters the text as a numbered token, the markup is parsed, and only then does the token become the
value: a name beginning
with ``#`` stays a name.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from anbang_desktop.errors import UserError

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: refused in every template and in every value
_TOKEN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
_PRINTABLE = (nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter)
_MARKS = (("### ", "subheading"), ("## ", "heading"), ("# ", "title"), ("-> ", "right"), (":: ", "flush"))
_BLANK = "　" * 6
FILTER = "横线"  # an empty value becomes a line to write on
LONGEST = 60_000  # characters; an agreement has two thousand
_MOST_OPEN = 200  # conditions that wait for their end
_ONLY_NAMES = "双花括号里只能写字段名"
_STILL_OPEN = re.compile(r"needs to be closed is '(if|for)'")
_WORDS_OF = {"if": "如果", "for": "逐项"}
_WHOLE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_HALF = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_UNREADABLE = re.compile(
    r"\{%[-+]?\s*(\w*)(?:(?!%\}).)*(?:%\}|$)|\{\{(?:(?!\}\}).)*(?:\}\}|$)|\{#.*?(?:#\}|$)"
)


class TemplateRefused(UserError):
    """The text itself is wrong; ``problems`` are whole Chinese sentences, each with its line."""

    def __init__(self, title: str, problems: Sequence[str]) -> None:
        """``title`` is what the text is called."""
        self.problems = tuple(problems)
        super().__init__(f"文书范本“{title}”不能使用：{'；'.join(problems)}。", "请改正范本后再出具。")


@dataclass(frozen=True, slots=True)
class Slot:
    """A value that a text may name; ``parts`` makes it a list of rows; ``person`` is set whole in one
    face.
    """

    name: str
    label: str = ""
    required: bool = True
    person: bool = False
    parts: tuple["Slot", ...] = ()

    @property
    def said(self) -> str:
        """What a complaint calls it."""
        return self.label or self.name


_STAND_IN = Slot("占位", required=False)
_STAND_IN_LIST = Slot("占位列", required=False, parts=(Slot("项"),))


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a block; ``where`` is set for a value and names its field."""

    text: str
    person: bool = False
    where: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One line of markup: title, heading, subheading, right, flush, body, space, table or fixed."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    widths: tuple[float, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text file: its front part and its source; ``offset`` is the number of lines before the source."""

    id: str
    version: str
    title: str
    source: str
    offset: int = 0
    meta: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """By which an issued paper names its wording: agreement-1."""
        return f"{self.id}-{self.version}"


def load(path: Path) -> Text:
    """Read a text with its TOML front part between two lines of ``+++``."""
    return parse_text(path.read_text(encoding="utf-8"))


def parse_text(content: str) -> Text:
    """A text from its content."""
    _, front, source = content.split("+++\n", 2)
    meta = tomllib.loads(front)
    return Text(meta["id"], meta["version"], meta["title"], source, front.count("\n") + 2, meta)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with a text: its line in the file, from 1, and what."""

    line: int
    what: str

    @property
    def sentence(self) -> str:
        """A whole Chinese sentence."""
        return f"第 {self.line} 行：{self.what}"


def lint(text: Text, slots: Sequence[Slot]) -> list[str]:
    """Everything wrong with a text, before any case uses it: Chinese sentences with the line in the file."""
    return [fault.sentence for fault in find_faults(text, slots)]


def find_faults(text: Text, slots: Sequence[Slot]) -> list[Fault]:
    """The same by line. A line whose placeholders can't be read is told and set aside, so that what stands
    behind it is looked at too.
    """
    if len(text.source) > LONGEST:
        return [Fault(text.offset + 1, f"全文超过 {LONGEST} 字，请分成几份文书")]
    told = _Told(text.offset)
    lines = text.source.split("\n")
    for at, line in enumerate(lines):
        if _OPEN in line or _CLOSE in line:
            told.add(at + 1, "有不可用的私用区字符")
        if _HALF.search(_WHOLE.sub("", line)):
            told.add(at + 1, "占位符写法有误：一个占位符要在一行里写完")
            lines[at] = _HALF.sub("", line)
            told.set_aside = True
    try:
        tree = _read_around(lines, told)
        known = [*slots, _STAND_IN, _STAND_IN_LIST] if told.set_aside else slots
        if tree is not None:
            for fault in _Linter(text.offset, known).walk(tree):
                told.add(fault.line - text.offset, fault.what)
        if not told.faults:
            _environment(_itself).compile("\n".join(lines))
    except TemplateSyntaxError as error:
        told.add(error.lineno, "占位符写法有误")
    except RecursionError:
        told.add(1, "一层套一层的“如果”太多")
    return sorted(told.faults)


class _Told:
    """The faults found so far, each once."""

    def __init__(self, offset: int) -> None:
        self._offset = offset
        self.faults: dict[Fault, None] = {}
        self.set_aside = False

    def add(self, line: int, what: str) -> None:
        """``line`` is counted in the source."""
        self.faults[Fault(line + self._offset, what)] = None


def _read_around(lines: list[str], told: _Told) -> nodes.Template | None:
    """The syntax tree; lines that can't be read lose their placeholders and are told. None where that does
    not help.
    """
    environment = _environment(_itself)
    for _ in range(len(lines) + _MOST_OPEN):
        try:
            return environment.parse("\n".join(lines))
        except TemplateSyntaxError as error:
            at = min(max(error.lineno, 1), len(lines)) - 1
            open_ = _STILL_OPEN.search(error.message or "")
            if open_ and "Unexpected end" in (error.message or ""):
                verb = _WORDS_OF[open_[1]]
                told.add(at + 1, f"“{verb}”还没有写“{verb}结束”")
                lines[-1] += f"{{% end{open_[1]} %}}"
                continue
            told.add(at + 1, "占位符写法有误")
            calmed = _UNREADABLE.sub(_stand_in, lines[at])
            if calmed == lines[at]:
                calmed = _WHOLE.sub("", lines[at])
            if calmed == lines[at]:
                return None
            lines[at] = calmed
            told.set_aside = True
    return None


def _stand_in(found: re.Match[str]) -> str:
    """What may stand for a placeholder that can't be read, so that its end finds it."""
    verb = found[1]
    if verb == "if":
        return "{% if " + _STAND_IN.name + " %}"
    if verb in ("else", "endif", "endfor"):
        return found[0]
    return "{% for 占 in " + _STAND_IN_LIST.name + " %}" if verb == "for" else ""


def _itself(value: object) -> object:
    return value


class _Linter:
    """Walks the syntax tree; what is not on the list is refused."""

    def __init__(self, offset: int, slots: Sequence[Slot]) -> None:
        self._offset = offset
        self._slots = {slot.name: slot for slot in slots}
        self._loops: dict[str, str] = {}  # of the loops that are open: variable and list

    def walk(self, node: nodes.Node) -> Iterator[Fault]:
        """The problems of a node and what is below it."""
        problem = self._problem(node)
        if problem:
            yield Fault(node.lineno + self._offset, problem)
            return
        outside = dict(self._loops)
        if (
            isinstance(node, nodes.For)
            and isinstance(node.target, nodes.Name)
            and isinstance(node.iter, nodes.Name)
        ):
            self._loops[node.target.name] = node.iter.name
        for child in self._children(node):
            yield from self.walk(child)
        self._loops = outside

    @staticmethod
    def _children(node: nodes.Node) -> Iterable[nodes.Node]:
        """What is below a node and not already judged with it."""
        if isinstance(node, nodes.Getattr):
            return ()
        return node.body if isinstance(node, nodes.For) else node.iter_child_nodes()

    def _problem(self, node: nodes.Node) -> str:
        if not isinstance(node, _ALLOWED):
            return f"不允许的写法（{type(node).__name__}）"
        if isinstance(node, nodes.Filter):
            return self._filter(node)
        if isinstance(node, nodes.Output):
            return "" if all(isinstance(child, _PRINTABLE) for child in node.nodes) else _ONLY_NAMES
        if isinstance(node, nodes.Name):
            return self._name(node.name)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node)
        return self._loop(node) if isinstance(node, nodes.For) else ""

    @staticmethod
    def _filter(node: nodes.Filter) -> str:
        if node.name != FILTER or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return f"没有名为“{node.name}”的转换"
        return "" if isinstance(node.node, nodes.Name | nodes.Getattr | nodes.Filter) else _ONLY_NAMES

    def _name(self, name: str) -> str:
        slot = self._slots.get(name)
        if slot is None:
            return f"没有名为“{name}”的字段"
        return f"“{name}”是列表，要逐项写" if slot.parts else ""

    def _attribute(self, node: nodes.Getattr) -> str:
        base = node.node.name if isinstance(node.node, nodes.Name) else ""
        slot = self._slots.get(self._loops.get(base, ""))
        known = slot is not None and node.attr in {part.name for part in slot.parts}
        return "" if known else f"没有名为“{base}.{node.attr}”的字段"

    def _loop(self, node: nodes.For) -> str:
        slot = self._slots.get(node.iter.name) if isinstance(node.iter, nodes.Name) else None
        if (
            slot is None
            or not slot.parts
            or not isinstance(node.target, nodes.Name)
            or node.test
            or node.recursive
            or node.else_
        ):
            return "循环只能写成“逐项 列表字段 作 项”"
        return "" if node.target.name not in self._slots else f"循环变量“{node.target.name}”与字段同名"


def fill(text: Text, slots: Sequence[Slot], values: Mapping[str, object]) -> list[Block]:
    """The blocks of a text with a case's values; every value a str, or a list of mappings for a slot with
    parts.
    """
    problems = lint(text, slots)
    if problems:
        raise TemplateRefused(text.title, problems)
    unknown = set(values) - {slot.name for slot in slots}
    if unknown:
        raise KeyError(f"values without a slot: {sorted(unknown)}")
    for slot in slots:
        if slot.required and not values.get(slot.name):
            raise UserError(f"“{slot.said}”还没有填写，不能出具{text.title}。", "请先补填。", field=slot.name)
    store: list[Piece] = []
    environment = _environment(_Keeper(store).keep)
    context = {slot.name: _wrapped(slot, values.get(slot.name, "")) for slot in slots}
    return _blocks(environment.from_string(text.source).render(context), store)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value on its way through Jinja: knows its slot, and is false when empty."""

    text: str
    slot: Slot
    blank: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)


class _Keeper:
    """Takes each printed value out of the text and leaves a numbered token."""

    def __init__(self, store: list[Piece]) -> None:
        self._store = store

    def keep(self, value: object) -> str:
        """The token that stands for ``value`` in the rendered text."""
        if not isinstance(value, _Value):
            raise TypeError(f"not a value of a slot: {value!r}")
        empty = value.blank and not value.text
        self._store.append(Piece(_BLANK if empty else value.text, value.slot.person, value.slot.said, empty))
        return f"{_OPEN}{len(self._store) - 1}{_CLOSE}"


def _wrapped(slot: Slot, value: object) -> object:
    """Values of a slot as Jinja may see them."""
    if not slot.parts:
        return _Value(str(value or ""), slot)
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [{part.name: _Value(str(row.get(part.name) or ""), part) for part in slot.parts} for row in rows]


def _environment(finalize: Callable[[object], object]) -> ImmutableSandboxedEnvironment:
    """Jinja without globals, tests and filters but ours."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, finalize=finalize
    )
    environment.globals = {}
    environment.tests = {}
    environment.filters = {FILTER: _on_a_line}
    return environment


def _on_a_line(value: object) -> object:
    """Where the value is empty, print a line to write on."""
    return _Value(value.text, value.slot, blank=True) if isinstance(value, _Value) else value


def _blocks(rendered: str, store: Sequence[Piece]) -> list[Block]:
    """Parse the line markup of the rendered text; tokens become their pieces."""
    found: list[Block] = []
    widths: tuple[float, ...] = ()
    for line in rendered.split("\n"):
        mark = line.strip()
        if mark.startswith("|="):
            widths = tuple(float(number) for number in mark[2:].split())
        elif mark.startswith("|"):
            row = tuple(_pieces(cell.strip(), store) for cell in mark.strip("|").split("|"))
            rows = found.pop().rows if found and found[-1].kind == "table" else ()
            found.append(Block("table", rows=(*rows, row), widths=widths))
        elif mark:
            found.append(_block(mark, store))
    return found


def _block(mark: str, store: Sequence[Piece]) -> Block:
    """A line that is no table row."""
    if mark.startswith("[[") and mark.endswith("]]"):
        return Block("fixed", name=mark[2:-2])
    if mark == "::":
        return Block("space")
    for prefix, kind in _MARKS:
        if mark.startswith(prefix):
            return Block(kind, _pieces(mark.removeprefix(prefix), store))
    return Block("body", _pieces(mark, store))


def _pieces(text: str, store: Sequence[Piece]) -> tuple[Piece, ...]:
    """Plain text and values in their order."""
    found: list[Piece] = []
    for index, part in enumerate(_TOKEN.split(text)):
        if index % 2:
            found.append(store[int(part)])
        elif part:
            found.append(Piece(part))
    return tuple(found)
