"""季度小结, 半年小结, 年度小结 and 工作计划: texts with the numbers of a period in them, to be
written on, then printed or saved. The texts are data (``resources/report/texts``).
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.domain.period_steps import after, before, span_around, year_before
from anbang_desktop.domain.report_words import ReportLine
from anbang_desktop.domain.states import STATES, Standing
from anbang_desktop.errors import UserError
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.outputs import safe_name, write_beside
from anbang_desktop.services.statistics import figures as counting
from anbang_desktop.services.statistics.figures import Figures
from anbang_desktop.services.statistics.overview import BOOK_END
from anbang_desktop.services.statistics.words import change_words, figure_words
from anbang_desktop.storage.queries import statistics as query

if TYPE_CHECKING:
    from anbang_desktop.pdf.forms import summary as paper
else:
    paper = lazy_import("anbang_desktop.pdf.forms.summary")  # ReportLab, Jinja2

Kind = Literal["quarter", "half", "year", "plan"]
KINDS: dict[Kind, str] = {"quarter": "季度小结", "half": "半年小结", "year": "年度小结", "plan": "工作计划"}
_STEPS = 4
_UNIT = re.compile(r"（(.+)）$")  # of 走访（人次）
_PLAIN = {
    "单位": "单位",
    "期间": "期间",
    "计划期": "计划期",
    "截至": "截至哪天",
    "成文日期": "成文日期",
}
_AHEAD = {"预计释放": "预计释放人数", "将期满": "将期满人数"}
_ANY, _HELPS = "_any", "帮扶_parts"
_ENDINGS = ("", _ANY, "_change", "_year_change", "_parts")


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a paragraph; ``ours`` names the number that was put there, empty for words."""

    text: str
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``kind`` is title, heading, right or body."""

    kind: str
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
    wanted = _lines_of(kind)
    for at, (name, span) in enumerate({"": told, **earlier}.items()):
        said = partial(_counting, steps, at, span.label)
        counted[name] = counting.figures(desk, span, wanted, said)
    steps.step(_STEPS - 1, _STEPS, "写成文字")
    values = _plain_values(desk, told, period) | _ahead(desk, period, counted[""])
    values |= _values(counted, "比上年" if told.kind == "year" else "比上期")
    lines = paper.filled(kind, slots(), values)
    numbers = {label for name, label in slots().items() if name not in _PLAIN}
    made = tuple(
        Paragraph(
            line.kind,
            tuple(Words(one.text, one.ours if one.ours in numbers else "") for one in line.words),
        )
        for line in lines
    )
    steps.step(_STEPS, _STEPS)
    return Summary(kind, period, made)


def slots() -> Mapping[str, str]:
    """What a text may name: each line of the number sheet by its id, what it is called; ``X_change`` and
    ``X_year_change`` say how it differs from the period before and from the year before, ``X_parts`` what it
    is made of, ``X_any`` is empty where it is 0.
    """
    made = {**_PLAIN, _HELPS: "落实的帮扶"}
    for name, label in _AHEAD.items():
        made |= {name: label, f"{name}{_ANY}": label}
    for line in counting.lines().values():
        name = line.name.removeprefix("其中：")
        made |= {
            line.id: name,
            f"{line.id}_change": f"{name}比上期",
            f"{line.id}_year_change": f"{name}比去年同期",
        }
        made |= {f"{line.id}{_ANY}": name}
        if line.adds:
            made |= {f"{line.id}_parts": f"{name}的组成"}
    return made


def _counting(steps: Progress, at: int, label: str, read: int) -> None:
    steps.step(at, _STEPS, f"计算{label}，已看 {read} 人")


def _lines_of(kind: Kind) -> set[str]:
    """The lines that a text names, with what they add up from."""
    used, lines = paper.used(kind), counting.lines()
    named = {line for line in lines if any(f"{line}{ending}" in used for ending in _ENDINGS)}
    helps = counting.plan().helps if _HELPS in used else ()
    return {*named, *helps, BOOK_END, *(part for line in named for part in lines[line].adds)}


def _plain_values(desk: Desk, told: Period, period: Period) -> dict[str, str]:
    return {
        "单位": desk.office.name,
        "期间": told.label,
        "计划期": period.label,
        "截至": chinese(min(told.end, desk.today)),
        "成文日期": chinese(desk.today),
    }


def _ahead(desk: Desk, period: Period, now: Figures) -> dict[str, str]:
    """What the period that is planned brings, as far as it is known today."""
    there = frozenset(now[BOOK_END].cases)
    coming = frozenset(one.code for one in STATES if one.standing is Standing.COMING)
    with desk.store.read() as connection:
        ending = sum(one in there for one in query.ending_in(connection, period.start, period.end))
        released = query.released_in(connection, max(period.start, desk.today), period.end, coming)
    found = {"预计释放": released, "将期满": ending}
    return {name: str(count) for name, count in found.items()} | {
        f"{name}{_ANY}": str(count or "") for name, count in found.items()
    }


def _values(counted: Mapping[str, Figures], than: str) -> dict[str, str]:
    now, words = counted[""], {"_change": than, "_year_change": "比去年同期"}
    made: dict[str, str] = {}
    lines = counting.lines()
    for line in (lines[one] for one in now if one in lines):
        value = now[line.id].value
        made[line.id] = "" if value is None else figure_words(value)
        made[f"{line.id}{_ANY}"] = made[line.id] if value else ""
        unit = "" if line.rate else _unit(line)
        for which, compared in words.items():
            then = counted[which]
            made[f"{line.id}{which}"] = (
                _change(value, then[line.id].value, compared, unit) if _known(then) else ""
            )
        if line.adds:
            parts = ((lines[part].name, now[part].value) for part in line.adds if part in now)
            made[f"{line.id}_parts"] = "、".join(
                f"{name.rpartition('：')[2]}{count}人" for name, count in parts if count
            )
    given = ((lines[one], now[one].value) for one in counting.plan().helps if one in now)
    made[_HELPS] = "、".join(
        f"{_UNIT.sub('', line.name)}{count}{_unit(line)}" for line, count in given if count
    )
    return made


def _unit(line: ReportLine) -> str:
    """What its number counts: 人, 人次, 件."""
    return (_UNIT.findall(line.name) or ["人"])[0]


def _change(now: int | Decimal | None, then: int | Decimal | None, compared: str, unit: str) -> str:
    said = change_words(now, then).replace(" ", "")
    if not said:
        return ""
    if said == "持平":
        return f"{compared.replace('比', '与', 1)}持平"
    return f"{compared}{said}{unit}"


def _known(figures: Figures) -> bool:
    """Whether the office had anything at all then: before it began nothing is compared."""
    return any(one.cases for one in figures.values())


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
    return tuple(Paragraph(str(kind), _kept_words(words)) for kind, words in kept)


def _kept_words(kept: object) -> tuple[Words, ...]:
    return tuple(Words(str(text), str(ours)) for text, ours in kept) if isinstance(kept, Sequence) else ()


def _object(summary: Summary) -> str:
    return f"summary/{summary.kind}/{summary.period.text}"
