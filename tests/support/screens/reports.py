"""Pictures of 报送: empty, home, numbers, roster with gaps, made, learning, people behind a number,
delivery.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from anbang_desktop import paths
from anbang_desktop.gui.pages.reports.counted_people import Sent
from anbang_desktop.gui.pages.reports.page import ReportsPage
from anbang_desktop.gui.parts.counted_people import Behind
from anbang_desktop.services.reports import ledger, making
from anbang_desktop.services.worklist import people
from tests.support.screens.stage import Picture, Shot, Stage

ROSTER, NUMBERS = "花名册", "统计表"


def _page(stage: Stage) -> ReportsPage:
    shell = stage.shell()
    shell.go("reports")
    page = shell.findChild(ReportsPage)
    assert page is not None
    page.home()
    return page


def _home(stage: Stage) -> Picture:
    _page(stage)
    return stage.grab()


def _look(name: str, *, made: bool = False) -> Shot:
    def make(stage: Stage) -> Picture:
        page = _page(stage)
        page.look(name)
        if made and page.seen is not None:
            with TemporaryDirectory() as folder:
                done = making.make(stage.desk, name, page.seen.period.text, Path(folder))
            page.made = replace(done, files=tuple(f"报送/2026年/{Path(file).name}" for file in done.files))
            page.refresh()
        return stage.grab()

    return Shot(f"7_reports_{'made' if made else 'numbers' if name == NUMBERS else 'roster'}", make)


def _learn(stage: Stage) -> Picture:
    page = _page(stage)
    page.study(paths.resources("report", "blanks", f"{ROSTER}.xlsx"))
    made = stage.grab()
    page.home()
    return made


def _behind(stage: Stage) -> Picture:
    _page(stage)
    seen = making.preview(stage.desk, NUMBERS, f"{stage.desk.today:%Y-%m}")
    line = max(seen.lines, key=lambda one: len(one.cases))
    rows = people.rows(stage.desk, list(dict.fromkeys(line.cases)))
    return stage.over(Behind(stage.shell(), f"{line.label} {line.text}", rows, line.cases))


def _sent(stage: Stage) -> Picture:
    _page(stage)
    return stage.over(Sent(stage.shell(), ledger.history(stage.desk)[0], stage.desk.today))


REPORTS = (
    Shot("7_reports", _home),
    _look(NUMBERS),
    _look(ROSTER),
    _look(ROSTER, made=True),
    Shot("7_reports_learn", _learn),
    Shot("7_reports_people", _behind),
    Shot("7_reports_sent", _sent),
)
