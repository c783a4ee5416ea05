"""统计 on paper: the rates with what they are made of, the charts, every number as a table. Counts only, no
name; brings ReportLab.
"""

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from anbang_desktop.domain import chart
from anbang_desktop.domain.chart import Chart, Look
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.statistics import Structure
from anbang_desktop.pdf.charts import Picture
from anbang_desktop.pdf.forms import parts_list
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.parts_list import Listing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.statistics import figures as counting
from anbang_desktop.services.statistics import outgoing
from anbang_desktop.services.statistics.overview import Statistics
from anbang_desktop.services.statistics.words import figure_words, step_name

_TREND_HIGH = 190.0  # points
_LEFT, _RIGHT = ("level", "sex", "age"), ("release", "offence")
_RATES = (("项　目", 4), ("比　率", 3), ("分　子", 4), ("分　母", 4), ("怎么算", 9))
_STEP = (("时　间", 4), ("期末在册", 4), ("新增", 2), ("减少", 2))
_LINES = (("统计项目", 8), ("数　量", 4)) * 2
_SHARE = (("分　组", 8), ("人　数", 4))
HIDDEN = "＊"


def draw(desk: Desk, seen: Statistics) -> bytes:
    """The paper as PDF bytes."""
    code = spelled(desk.store.fingerprint("paper", f"statistics/{seen.period.text}/{seen.until}"))
    so_far = "" if seen.until == seen.period.end else f"，只算到{chinese(seen.until)}"
    facts = [
        (
            "统计期间",
            f"{seen.period.label}（{chinese(seen.period.start)}至{chinese(seen.period.end)}{so_far}）",
        ),
        ("期末在册", f"{len(seen.on_books)} 人"),
    ]
    parts: list[Listing | Picture] = [
        _rates(seen),
        Picture(
            f"在册人数，{len(seen.steps)} 个{step_name(seen.kind)}",
            "上面是期末在册人数；下面是新增（实心，向上）和减少（斜线，向下）。",
            [partial(_trend, seen)],
        ),
        Picture(
            f"期末在册 {len(seen.on_books)} 人的结构",
            "",
            [partial(_bars, [one for one in seen.structures if one.id in side]) for side in (_LEFT, _RIGHT)],
        ),
        *(_shares(one) for one in seen.structures if one.id == "way"),
        _villages(seen),
        _steps(seen),
        _lines(seen),
    ]
    closing = f"以上人数截至{chinese(seen.until)}，由本所台账算出，不含姓名和证件号。"
    head = Head(f"{seen.period.label}{outgoing.TITLE}", desk.office.name, "", code)
    return parts_list.make(head, facts, parts, closing, ["填报人", "审核人"])


def _trend(seen: Statistics, wide: float, look: Look) -> Chart:
    return chart.trend(seen.steps, seen.period, wide, _TREND_HIGH, look)


def _bars(structures: list[Structure], wide: float, look: Look) -> Chart:
    return chart.bars(structures, wide, look)


def _rates(seen: Statistics) -> Listing:
    rows = [
        (
            one.name,
            figure_words(one.value),
            f"{one.words.part} {len(one.part)}",
            f"{one.words.whole} {len(one.whole)}",
            one.words.how,
        )
        for one in seen.rates
    ]
    return Listing("各项比率", "分母为 0 的写“—”。", _RATES, rows)


def _shares(one: Structure) -> Listing:
    rows = [(group.label, f"{len(group.cases)} 人") for group in one.groups]
    return Listing(f"期末在册人员：{one.name}", "", _SHARE * 2, _two(rows))


def _villages(seen: Statistics) -> Listing:
    plan = counting.plan()
    lines = counting.lines()
    names = [lines[one].name.removeprefix("其中：") for one in plan.broken_down]
    share = 14 // len(names)
    heads = [("村　居", 24 - 3 - share * len(names)), ("在　册", 3), *((name, share) for name in names)]
    rows = [
        (one.name, str(one.people), *(HIDDEN if part is None else str(part) for part in one.parts))
        for one in seen.villages
    ]
    hidden = any(None in one.parts for one in seen.villages)
    note = (
        f"不到 {plan.least} 人的村居不再细分（写“{HIDDEN}”），免得从数字认出是谁；"
        "只有一个这样的村居时，人数最少的另一个也不细分。"
        if hidden
        else ""
    )
    return Listing("期末在册人员：村居", note if rows else "没有", heads, rows)


def _steps(seen: Statistics) -> Listing:
    rows = [(one.period.label, str(one.stock), str(one.came), str(one.left)) for one in seen.steps]
    return Listing(f"在册人数和进出，每{step_name(seen.kind)}", "", _STEP * 2, _two(rows))


def _lines(seen: Statistics) -> Listing:
    lines = counting.lines()
    told = [(lines[one].name, figure_words(seen.numbers[one].value)) for one in counting.plan().told]
    return Listing("统计表各项", "", _LINES, _two(told))


def _two(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows in two columns of them: the first half at the left."""
    half = -(-len(rows) // 2)
    none = ("",) * len(rows[0]) if rows else ()
    return [(*left, *right) for left, right in zip_longest(rows[:half], rows[half:], fillvalue=none)]
