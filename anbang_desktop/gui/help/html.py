"""A chapter as the text that Qt shows: looks and measures come from the tokens."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from anbang_desktop.domain.manual import OURS, Block, Chapter, Run, Section
from anbang_desktop.gui.theme import colour, token

Size = Callable[[str], tuple[int, int]]  # of a picture as it is to be shown
_BOXED = {"note": "<b>注意</b>　", OURS: ""}  # what stands on a coloured ground, and how it begins
_RUNS = {
    "": "{}",
    "strong": "<b>{}</b>",
    "key": '<span class="key">&nbsp;{}&nbsp;</span>',
    "link": '<a href="{to}">{}</a>',
}


def style() -> str:
    """The style sheet of the text, for the text size in force."""
    ink, quiet, line = (colour(name).name() for name in ("ink", "quiet", "line"))
    return (
        f"body {{ color: {ink}; }}"
        f"h1 {{ font-size: {token('t_title')}px; font-weight: 600; margin: 0 0 12px 0; }}"
        f"h2 {{ font-size: {token('t_head')}px; font-weight: 600; margin: 24px 0 8px 0; }}"
        "p, h1, h2 { white-space: pre-wrap; } p { margin: 0 0 8px 0; line-height: 150%; }"
        "li { margin: 0 0 6px 0; line-height: 150%; }"
        "ol, ul { margin: 0 0 8px 0; } b { font-weight: 600; }"
        f".key {{ background-color: {quiet}; color: {colour('primary').name()}; font-weight: 600; }}"
        f".note {{ background-color: {colour('soon_bg').name()}; }}"
        f".ours {{ background-color: {quiet}; }}"
        f".caption {{ color: {colour('ink_2').name()}; font-size: {token('t_small')}px; }}"
        f"th {{ background-color: {quiet}; font-weight: 600; text-align: left; }}"
        f"table.grid {{ border-color: {line}; border-style: solid; border-collapse: collapse; }}"
        "table { margin: 4px 0 12px 0; }"
        f"a {{ color: {colour('primary').name()}; }}"
    )


def chapter_html(chapter: Chapter, size: Size) -> str:
    """The chapter with an anchor at each section."""
    return "".join(_section(chapter, section, size) for section in chapter.sections)


def _section(chapter: Chapter, section: Section, size: Size) -> str:
    head = "h2" if section.title else "h1"
    title = escape(section.title or chapter.title)
    mark = f'<a name="{section.anchor}"></a>'
    return f"<{head}>{mark}{title}</{head}>" + "".join(_blocks(section.blocks, size))


def _blocks(blocks: Sequence[Block], size: Size) -> Iterator[str]:
    for kind, group in groupby(blocks, lambda one: "row" if one.kind == "head" else one.kind):
        same = list(group)
        if kind == "step":
            yield f'<ol start="{same[0].number}">{_items(same)}</ol>'
        elif kind == "point":
            yield f"<ul>{_items(same)}</ul>"
        elif kind == "row":
            yield _table(same)
        else:
            yield from (_alone(one, size) for one in same)


def _items(blocks: Sequence[Block]) -> str:
    return "".join(f"<li>{_runs(one.runs)}</li>" for one in blocks)


def _alone(block: Block, size: Size) -> str:
    if block.kind == "picture":
        wide, high = size(block.picture)
        picture = f'<img src="{block.picture}" width="{wide}" height="{high}"/>'
        return f'<p align="center">{picture}<br/><span class="caption">图：{_runs(block.runs)}</span></p>'
    if block.kind in _BOXED:
        inside = f'<td class="{block.kind}">{_BOXED[block.kind]}{_runs(block.runs)}</td>'
        return f'<table width="100%" cellpadding="8" cellspacing="0"><tr>{inside}</tr></table>'
    return f"<p>{_runs(block.runs)}</p>"


def _table(rows: Sequence[Block]) -> str:
    lines = []
    for one in rows:
        tag = "th" if one.kind == "head" else "td"
        lines.append(f"<tr>{''.join(f'<{tag}>{_runs(cell)}</{tag}>' for cell in one.cells)}</tr>")
    return f'<table class="grid" border="1" cellpadding="6" cellspacing="0">{"".join(lines)}</table>'


def _runs(runs: Sequence[Run]) -> str:
    return "".join(_RUNS[run.look].format(escape(run.text), to=run.to) for run in runs)
