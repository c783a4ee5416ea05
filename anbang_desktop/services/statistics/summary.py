"""季度小结, 半年小结, 年度小结 and 工作计划: texts with the numbers of a period in them, to be
written on, then printed or saved. The texts are data (``resources/report/texts``).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.domain.period_steps import after, before, span_around, year_before
from anbang_desktop.errors import UserError
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.outputs import safe_name, write_beside
from anbang_desktop.services.statistics import figures as counting
from anbang_desktop.services.statistics import summary_values as values
from anbang_desktop.services.statistics.figures import Figures

if TYPE_CHECKING:
    from anbang_desktop.pdf.forms import summary as paper
else:
    paper = lazy_import("anbang_desktop.pdf.forms.summary")  # ReportLab, Jinja2

Kind = Literal["quarter", "half", "year", "plan"]
KINDS: dict[Kind, str] = {"quarter": "季度小结", "half": "半年小结", "year": "年度小结", "plan": "工作计划"}
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a paragraph; ``ours`` names the number that was put there, empty for words."""

    text: str
    ours: str = ""


ParagraphKind = Literal["title", "heading", "right", "body"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph and what it is."""

    kind: ParagraphKind
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(one.text for one in self.words)


@dataclass(frozen=True, slots=True)
class Summary:
    """A text about a period. Of a plan ``period`` is what is planned."""

    kind: Kind
    period: Period
    paragraphs: tuple[Paragraph, ...]

    @property
    def name(self) -> str:
        """季度小结, 工作计划."""
        return KINDS[self.kind]

    @property
    def called(self) -> str:
        """2026年第四季度小结, 2027年第一季度工作计划."""
        return f"{self.period.label}{self.name if self.kind == 'plan' else self.name[-2:]}"

    @property
    def title(self) -> str:
        """Its own title, or the name of its kind."""
        return next((one.text for one in self.paragraphs if one.kind == "title"), self.name)

    @property
    def plain(self) -> str:
        """Plain text for the clipboard."""
        return "\n".join(
            one.text if one.kind in ("title", "heading", "right") else f"　　{one.text}"
            for one in self.paragraphs
        )


def kind_of(told: object) -> ParagraphKind:
    """The kind of a paragraph as it was kept; anything else is body."""
    return next((one for one in get_args(ParagraphKind) if one == told), "body")


def period_for(kind: str, text: str) -> Period:
    """The period of a text: a quarter for 季度小结 and so on; any for a plan. UserError says which is
    wanted.
    """
    if kind not in get_args(Kind):
        known = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
        raise UserError(f"没有名为“{kind}”的小结。", f"可以写：{known}。", field="kind")
    try:
        period = parse_period(text)
    except ValueError as reason:
        raise UserError(str(reason), field="period") from None
    if kind not in ("plan", period.kind):
        raise UserError(
            f"{KINDS[kind]}不能写{period.label}。",  # type: ignore[index]
            f"请写{_EXAMPLES[kind]}。",
            field="period",
        )
    return period


_EXAMPLES = {"quarter": "一个季度，例如 2026Q4", "half": "一个半年，例如 2026H2", "year": "一年，例如 2026"}


def period_around(kind: Kind, period: Period, desk: Desk) -> Period:
    """The period of a text of this kind, seen from a period: its quarter, half or year; for a plan
    the quarter that follows.
    """
    day = min(period.end, desk.today)
    if kind != "plan":
        return span_around(day, kind)
    wide = period.kind if period.kind in ("quarter", "half", "year") else "quarter"
    return after(span_around(day, wide))


def write(desk: Desk, kind: Kind, period: Period, progress: Progress | None = None) -> Summary:
    """Count, and fill the text; UserError for a period that has not begun (of a plan: whose time before has
    not).
    """
    steps = progress or Progress()
    told = before(period) if kind == "plan" else period
    if told.start > desk.today:
        raise UserError(
            f"{told.label}还没有开始，写不了{period.label}的{KINDS[kind]}。",
            "请选已经开始的期间；工作计划选现在这一期或者下一期。",
            field="period",
        )
    earlier = {"_change": before(told), "_year_change": year_before(told)}
    counted: dict[str, Figures] = {}
    wanted = values.lines_of(paper.used(kind))
    for at, (name, span) in enumerate({"": told, **earlier}.items()):
        said = partial(_counting, steps, at, span.label)
        counted[name] = counting.figures(desk, span, wanted, said)
    steps.step(_STEPS - 1, _STEPS, "写成文字")
    filled = values.plain(desk, told, period) | values.ahead(desk, period, counted[""])
    filled |= values.of_lines(counted, "比上年" if told.kind == "year" else "比上期")
    slots = values.slots()
    lines = paper.filled(kind, slots, filled)
    numbers = {label for name, label in slots.items() if name not in values.PLAIN}
    made = tuple(
        Paragraph(
            kind_of(line.kind),
            tuple(Words(one.text, one.ours if one.ours in numbers else "") for one in line.words),
        )
        for line in lines
    )
    steps.step(_STEPS, _STEPS)
    return Summary(kind, period, made)


def _counting(steps: Progress, at: int, label: str, read: int) -> None:
    steps.step(at, _STEPS, f"计算{label}，已看 {read} 人")


# on its way out ---------------------------------------------------------------------------------


def lay_out(desk: Desk, summary: Summary) -> bytes:
    """The text on A4 (GB/T 9704) as PDF bytes."""
    lines = [
        paper.Line(one.kind, tuple(paper.Words(each.text) for each in one.words))
        for one in summary.paragraphs
    ]
    code = spelled(desk.store.fingerprint("paper", f"summary/{summary.kind}/{summary.period.text}"))
    return paper.make(lines, summary.title, desk.office.name, code)


def note_print(desk: Desk, summary: Summary) -> None:
    """Record in the audit that it went to the printer."""
    with desk.store.work(desk.clock) as work:
        work.note("print", _object(summary), f"打印{summary.called}，只有人数")


def save(desk: Desk, summary: Summary, file: Path) -> Path:
    """Write it as a PDF, whole or not at all, with its audit."""
    data = lay_out(desk, summary)
    with desk.store.work(desk.clock) as work, write_beside(file, data):
        hashed = hashlib.sha256(data).hexdigest()
        work.note(
            "export",
            _object(summary),
            f"导出{summary.called}，只有人数，SHA-256 {hashed}",
        )
    return file


def file_name(desk: Desk, summary: Summary) -> str:
    """单位_期间小结.pdf."""
    return safe_name(desk.office.name, f"{summary.called}", ending=".pdf")


def to_plain(paragraphs: Sequence[Paragraph]) -> list[list[object]]:
    """Paragraphs as a draft keeps them."""
    return [[one.kind, [[words.text, words.ours] for words in one.words]] for one in paragraphs]


def from_plain(kept: Sequence[Sequence[object]]) -> tuple[Paragraph, ...]:
    """The paragraphs that ``to_plain`` wrote."""
    return tuple(Paragraph(kind_of(kind), _kept_words(words)) for kind, words in kept)


def _kept_words(kept: object) -> tuple[Words, ...]:
    return tuple(Words(str(text), str(ours)) for text, ours in kept) if isinstance(kept, Sequence) else ()


def _object(summary: Summary) -> str:
    return f"summary/{summary.kind}/{summary.period.text}"
