"""Pictures of 统计: the page of a year and of a quarter, numbers, how rates are reckoned, the paper."""

from anbang_desktop.domain.period import parse_period
from anbang_desktop.domain.period_steps import span_around
from anbang_desktop.gui.pages.statistics.dialogs import PeriodDialog, RatesDialog
from anbang_desktop.gui.pages.statistics.page import StatisticsPage
from anbang_desktop.gui.pages.statistics.summary_dialog import SummaryDialog
from anbang_desktop.services.documents import papers
from anbang_desktop.services.statistics import outgoing, summary
from anbang_desktop.services.statistics.overview import Kept, Statistics
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 90


def page_of(stage: Stage, text: str = "") -> StatisticsPage:
    """The page, on a period (this year where none is said)."""
    shell = stage.shell()
    shell.go("statistics")
    page = shell.findChild(StatisticsPage)
    assert page is not None
    page.choose(parse_period(text or f"{stage.desk.today.year}"))
    return page


def _seen(stage: Stage) -> Statistics:
    return Kept(stage.desk).read(f"{stage.desk.today.year}", "month")


def _year(stage: Stage) -> Picture:
    page = page_of(stage)
    assert page.trend is not None
    page.trend.view.setFocus()
    page.trend.view.go(page.trend.view.at - 1)
    return stage.grab()


def _where(stage: Stage) -> Picture:
    page = page_of(stage)
    page._choose_tab("去向")
    return stage.grab()


def _how(stage: Stage) -> Picture:
    page_of(stage)
    return stage.over(RatesDialog(stage.shell(), _seen(stage).rates))


def _period(stage: Stage) -> Picture:
    page_of(stage)
    return stage.over(PeriodDialog(stage.shell(), stage.desk, parse_period(f"{stage.desk.today.year}")))


def _paper(stage: Stage) -> Picture:
    pdf = outgoing.lay_out(stage.desk, _seen(stage))
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


def _summary(stage: Stage) -> Picture:
    page_of(stage)
    filled = summary.write(stage.desk, "quarter", span_around(stage.desk.today, "quarter"))
    return stage.over(SummaryDialog(stage.shell(), stage.desk, filled))


def _summary_paper(stage: Stage) -> Picture:
    filled = summary.write(stage.desk, "quarter", span_around(stage.desk.today, "quarter"))
    pdf = summary.lay_out(stage.desk, filled)
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


STATISTICS = [
    Shot("13_statistics", _year),
    Shot("13_statistics_where", _where),
    Shot("13_statistics_how", _how),
    Shot("13_statistics_period", _period),
    Shot("13_statistics_paper", _paper),
    Shot("13_summary", _summary),
    Shot("13_summary_paper", _summary_paper),
]
