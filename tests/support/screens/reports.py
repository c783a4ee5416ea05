"""Pictures of 报送: empty, home, numbers, roster with gaps, made, learning, people behind a number,
delivery.
"""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from anbang_desktop import paths
from anbang_desktop.domain.sending import RunState
from anbang_desktop.fields.reports import Remark
from anbang_desktop.gui.pages.reports.deliver_dialog import DeliverDialog
from anbang_desktop.gui.pages.reports.due_dialog import DueDialog
from anbang_desktop.gui.pages.reports.leaving_dialog import LeavingDialog
from anbang_desktop.gui.pages.reports.own_dialog import OwnDialog
from anbang_desktop.gui.pages.reports.page import ReportsPage
from anbang_desktop.gui.parts.counted_people import Behind
from anbang_desktop.services.reports import leaving, ledger, making, own
from anbang_desktop.services.reports.changes import ChangedCell, ChangedRow, Changes
from anbang_desktop.services.reports.ledger import Named
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


def _own(stage: Stage) -> Picture:
    """An office without sheets is offered ours."""
    _page(stage)
    return stage.over(OwnDialog(stage.shell(), own.offered(stage.desk), none=True))


def _unsure(stage: Stage) -> Picture:
    """A blank of which nobody knows whom it lists, with columns that are only likely."""
    page = _page(stage)
    page.study(Path(__file__).parents[2] / "data" / "learn_blanks" / "b06_帮扶信息采集.xlsx")
    made = stage.grab()
    page.home()
    return made


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
    return stage.over(DeliverDialog(stage.shell(), stage.desk, ledger.history(stage.desk)[0]))


def _leaving(stage: Stage) -> Picture:
    _page(stage)
    asked = leaving.asking(stage.desk, f"导出：{ROSTER}", ROSTER, "", numbered=True)
    return stage.over(LeavingDialog(stage.shell(), asked))


def _due(stage: Stage) -> Picture:
    _page(stage)
    return stage.over(DueDialog(stage.shell(), ROSTER, "每月25日前", lambda rule: rule))


def _run(stage: Stage) -> Picture:
    page = _page(stage)
    page.sending.open_run(ledger.find(stage.desk, ROSTER))
    return stage.grab()


def _returned(stage: Stage) -> Picture:
    """A version that came back: two comments and a value that the county changed."""
    page = _page(stage)
    way = ledger.way(stage.desk, ledger.find(stage.desk, ROSTER).id)
    told = [
        Named(
            Remark(
                kind="comment",
                sheet="Sheet",
                cell="O6",
                text="安置方式不对，请核实",
                author="刘科长",
                header="安置方式",
            ),
            "1",
            "孟庆林",
        ),
        Named(
            Remark(
                kind="changed",
                sheet="Sheet",
                cell="G9",
                old="城关街道 3 号",
                new="城关街道 9 号",
                header="现居住地",
            ),
            "2",
            "赵小兰",
        ),
        Named(Remark(kind="comment", sheet="Sheet", cell="A29", text="请盖章", author="刘科长"), "", ""),
    ]
    page.sending.way = replace(
        way, run=replace(way.run, step=RunState.RETURNED, state="退回", mark="overdue"), remarks=tuple(told)
    )
    page._go("run")
    return stage.grab()


def _changes(stage: Stage) -> Picture:
    page = _page(stage)
    cells = (
        ChangedCell("placement_way", "安置方式", "", "落实责任田"),
        ChangedCell("live_addr", "现居住地", "柳湾村 3 号", "柳湾村新居 8 号"),
    )
    rows = (
        ChangedRow("Sheet", 3, 1, "1", "孟庆林", "changed", cells),
        ChangedRow("Sheet", 7, 2, "2", "赵小兰", "new", ()),
        ChangedRow("Sheet", 9, 3, "3", "陈家旺", "gone", ()),
    )
    said = ("孟庆林：11月28日 作废走访（记错了人）",)
    base = "2026年10月第 1 版，2026-10-28 送达"
    page.sending.show_changes(Changes(ROSTER, "2026年11月", base, 1, 3, rows, (), said))
    return stage.grab()


REPORTS = (
    Shot("7_reports", _home),
    _look(NUMBERS),
    _look(ROSTER),
    _look(ROSTER, made=True),
    Shot("7_reports_learn", _learn),
    Shot("7_reports_unsure", _unsure),
    Shot("7_reports_own", _own),
    Shot("7_reports_people", _behind),
    Shot("7_reports_sent", _sent),
    Shot("7_reports_leaving", _leaving),
    Shot("7_reports_due", _due),
    Shot("7_reports_run", _run),
    Shot("7_reports_returned", _returned),
    Shot("7_reports_changes", _changes),
)
