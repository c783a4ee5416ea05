"""Which sheet and which period somebody asks for, and what is known of the sheet of that period."""

from anbang_desktop.domain.period import Period, parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.fields.reports import ReportProfile
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details
from anbang_desktop.services.reports.learning import profiles
from anbang_desktop.storage.queries import reports as query


def period_of(desk: Desk, text: str) -> Period:
    """A period that has begun; UserError says what to write instead."""
    try:
        period = parse_period(text)
    except ValueError as reason:
        raise UserError(str(reason), field="period") from None
    if period.start > desk.today:
        raise UserError(f"{period.label}还没有开始。", "请选已经开始的期间。", field="period")
    return period


def asked_for(desk: Desk, name: str, period: str) -> tuple[ReportProfile, Period]:
    """The newest version of a learned blank and the period; UserError for an unknown or coming one."""
    span = period_of(desk, period)
    with desk.store.read() as connection:
        row = query.profile(connection, " ".join(name.split()))
    if row is None:
        known = "、".join(one.name for one in profiles(desk))
        raise UserError(
            f"没有名为“{name}”的报表。",
            f"现有的报表：{known}。" if known else "请先学习县局发的空白表。",
            field="name",
        )
    return row, span


def details_of(desk: Desk, span: Period) -> Details:
    """What is known about a sheet of a period."""
    return Details(
        desk.office.name,
        span.start,
        span.end,
        span.label,
        desk.today,
        filled_by=desk.user,
        phone=details.phone(desk),
    )
