"""What all ruled forms share: a title, a line with office and number, rows of captioned values, one page
or as many as needed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, PageBreak, Spacer

from anbang_desktop.pdf import page
from anbang_desktop.pdf.grid import Cell, Look, Row, grid, label, long_text, natural_height, stacked, value
from anbang_desktop.pdf.page import TABLE, Edges
from anbang_desktop.pdf.paragraph import Paragraph, Span, Style
from anbang_desktop.pdf.seal import DATE, Place
from anbang_desktop.pdf.signs import HAN_FROM

Values = Mapping[str, str]
Lines = Sequence[Mapping[str, str]]
Item = (
    tuple[str, str] | tuple[str, str, int, int]
)  # caption, identifier; columns of caption and value where not a third of the row

COLUMNS = 24
_THIRD = (3, 5)
EVEN = (1.0,) * COLUMNS
NAMES = frozenset({"name", "former_name", "emergency_name"})
_SMALLEST, _SMALL = 8.0, 9.0
_WITH_SEAL = 500  # characters of an opinion that still stand beside the seal
_EMS = 1.75  # what a column of the even grid holds; longer values run from the left
_TITLE = Style(size=20, leading=30, align="center", stack="title")
_SUBLINE = Style(size=10.5, leading=16, align="left", autospace=0.1)


@dataclass(frozen=True, slots=True)
class Head:
    """The top of a form: its title, the office that fills it, its number or date, and the id in its page
    code.
    """

    title: str
    office: str
    number: str = ""
    code_id: str = ""
    watermark: str = ""
    subject: str = ""  # whose form it is


def items(values: Values, *wanted: Item, least: float = 0.0) -> Row:
    """A row of captioned values."""
    cells: list[Cell] = []
    for item in wanted:
        caption, identifier, label_span, value_span = item if len(item) == 4 else (*item, *_THIRD)
        cells += [label(caption, label_span), datum(values, identifier, caption, value_span)]
    return Row(tuple(cells), least)


def datum(values: Values, identifier: str, caption: str, span: int) -> Cell:
    """The cell of one value; personal names are set whole, long values from the left."""
    text = values.get(identifier, "")
    ems = sum(1.0 if ord(char) >= HAN_FROM else 0.55 for char in text)
    align = "left" if ems > span * _EMS else "center"
    return value(text, span, caption.replace("\n", ""), name=identifier in NAMES, align=align)


def section(text: str) -> Row:
    """A row that names the part of the form below it."""
    return Row((Cell(text, COLUMNS, stack="hei", align="left", shade=True),))


def long_item(caption: str, text: str, *, least: float = 48.0, grow: float = 0.0, span: int = 3) -> list[Row]:
    """A caption and a text of any length over the whole width."""
    return [long_text(caption, text, COLUMNS, least=least, label_span=span, grow=grow)]


def signing(
    caption: str,
    *places: Place,
    text: str = "",
    day: str = DATE,
    span: int = 3,
    least: float = 36.0,
    grow: float = 1.0,
) -> Row:
    """Who signs or seals, in their order, and one day; ``text`` is what they sign."""
    return Row(
        (label(caption, span), signed(COLUMNS - span, *places, text=text, day=day, where=caption)),
        least,
        grow,
    )


def signed(span: int, *places: Place, text: str = "", day: str = DATE, where: str = "") -> Cell:
    """The same as a cell of a row."""
    return Cell(text, span, places=places, day=day, where=where.replace("\n", ""))


def opinion(caption: str, text: str, *places: Place, day: str = DATE, grow: float = 1.0) -> list[Row]:
    """An opinion beside its seal, or above it where it is long."""
    if len(text) <= _WITH_SEAL:
        return [signing(caption, *places, text=text, day=day, grow=grow)]
    return [*long_item(caption, text), signing("", *places, day=day, grow=grow)]


def table_rows(
    captions: Sequence[tuple[str, str, int]], lines: Lines, least_lines: int, *, names: frozenset[str] = NAMES
) -> list[Row]:
    """A head and one row per line, padded with empty rows: (caption, key, columns) each."""
    padded = [*lines, *({} for _ in range(least_lines - len(lines)))]
    head = Row(tuple(label(caption, span) for caption, _key, span in captions), heads=len(padded))
    body = [
        Row(
            tuple(
                value(line.get(key, ""), span, caption, name=key in names) for caption, key, span in captions
            )
        )
        for line in padded
    ]
    return [head, *body]


def top(head: Head) -> list[Flowable]:
    """Title and the line below it."""
    left = f"单位：{head.office}"
    line = Paragraph([Span(left, "song", where="单位")], _SUBLINE)
    return [Paragraph(head.title, _TITLE), Spacer(1, 4), line, Spacer(1, 3)]


_TOP_HEIGHT = 30 + 4 + 16 + 3


def edges(head: Head, foot: str = "", *, numbers: bool = True) -> Edges:
    """The edges of a form's pages."""
    title = f"{head.title} {head.number}".strip()
    return Edges(
        title,
        head.office,
        f"编号：{head.number}" if head.number else "",
        head.code_id,
        head.watermark,
        numbers,
        foot,
        subject=head.subject,
    )


def pages(head: Head, sides: Sequence[Sequence[Row]], widths: Sequence[float] = EVEN) -> bytes:
    """Exactly one page per side: type steps down until each fits, then the rows fill the page. Only what
    fits nowhere runs on.
    """
    look = _fitting(sides, widths)
    story: list[Flowable] = []
    for index, rows in enumerate(sides):
        above = top(head) if not index else []
        room = _room(first=not index)
        fits = natural_height(rows, widths, TABLE.width, look) <= room
        laid = (
            [grid(rows, widths, TABLE.width, look=look, height=room)]
            if fits
            else stacked(rows, widths, TABLE.width, look)
        )
        story += [*above, *laid]
        if index + 1 < len(sides):
            story.append(PageBreak())
    return page.build(story, edges(head), TABLE)


def _room(*, first: bool) -> float:
    return TABLE.height - (_TOP_HEIGHT if first else 0) - 1


def _fitting(sides: Sequence[Sequence[Row]], widths: Sequence[float]) -> Look:
    look = Look()
    while look.size > _SMALLEST:
        if all(
            natural_height(rows, widths, TABLE.width, look) <= _room(first=not index)
            for index, rows in enumerate(sides)
        ):
            return look
        look = look.smaller()
    return look


def _one_page(rows: Sequence[Row], room: float, look: Look) -> Look | None:
    """The largest type in which the rows fit on one page, or None where even 9 points do not do."""
    steps = [look]
    while steps[-1].smaller().size >= _SMALL:
        steps.append(steps[-1].smaller())
    fits = [step for step in (steps[0], steps[-1]) if natural_height(rows, EVEN, TABLE.width, step) <= room]
    if steps[0] in fits or not fits:
        return fits[0] if fits else None
    return next(step for step in steps[1:] if natural_height(rows, EVEN, TABLE.width, step) <= room)


def flowing(
    head: Head, rows: Sequence[Row], *, repeat: int = 0, fill: bool = True, look: Look | None = None
) -> bytes:
    """One page filled to the foot where the rows fit on it, else as many pages as they take."""
    part = sheet(head, rows, repeat=repeat, fill=fill, look=look)
    return page.build(part.story, part.edges, TABLE)


def sheet(
    head: Head, rows: Sequence[Row], *, repeat: int = 0, fill: bool = True, look: Look | None = None
) -> page.Part:
    """The same as one of several papers in a file."""
    room = _room(first=True)
    small = _one_page(rows, room, look or Look())
    if small is not None or repeat:
        high = room if fill and small is not None else 0
        return page.Part(
            [*top(head), grid(rows, EVEN, TABLE.width, look=small or look, height=high, head=repeat)],
            edges(head),
        )
    return page.Part([*top(head), *stacked(rows, EVEN, TABLE.width, look or Look())], edges(head))


def sheets(parts: Sequence[page.Part], title: str) -> bytes:
    """Papers of one kind in one file."""
    return page.build_parts(parts, title, TABLE)
