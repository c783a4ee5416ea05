"""How figures are said: 12, 96.67%, — for a rate of nobody; a change; the name of a step."""

from decimal import ROUND_HALF_UP, Decimal

from anbang_desktop.domain.period_steps import StepKind

NOBODY = "—"
_CENTS = Decimal("0.01")
STEP_NAMES: dict[StepKind, str] = {"month": "月", "quarter": "季度", "year": "年"}


def figure_words(value: int | Decimal | None) -> str:
    """A number as it stands on a sheet; a rate (between 0 and 1) in per cent with two decimals, half up."""
    if value is None:
        return NOBODY
    return f"{percent(value)}%" if isinstance(value, Decimal) else str(value)


def percent(value: Decimal) -> Decimal:
    """Per cent with two decimals, half up (domain.md §5.4)."""
    return (value * 100).quantize(_CENTS, ROUND_HALF_UP)


def step_name(kind: StepKind) -> str:
    """月, 季度 or 年."""
    return STEP_NAMES[kind]


def change_words(now: int | Decimal | None, then: int | Decimal | None) -> str:
    """增加 3, 减少 2, 持平; of rates 上升 1.20 个百分点; empty where one of them is a rate of nobody."""
    if now is None or then is None:
        return ""
    if isinstance(now, Decimal) or isinstance(then, Decimal):
        points = percent(Decimal(now)) - percent(Decimal(then))
        return f"{'上升' if points > 0 else '下降'} {abs(points)} 个百分点" if points else "持平"
    return f"{'增加' if now > then else '减少'} {abs(now - then)}" if now != then else "持平"
