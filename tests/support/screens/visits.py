"""Pictures of 走访补录: the villages, a line a person half way, and the paper that is taken along."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from anbang_desktop.gui.pages.visits.page import VisitsPage
from anbang_desktop.gui.records.visit_pack import PackDialog
from anbang_desktop.services.documents import papers
from anbang_desktop.services.worklist import visits
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 100


def _page(stage: Stage) -> VisitsPage:
    stage.shell().go("visits")
    shown = stage.shell().page()
    assert isinstance(shown, VisitsPage)
    shown._choose_villages()
    return shown


def _villages(stage: Stage) -> Picture:
    _page(stage)
    return stage.grab()


def _begun(stage: Stage, *, words: bool = False) -> Picture:
    """Two finished and one begun, as by a clerk without a mouse."""
    shown = _page(stage)
    shown._take_villages([name for name, _number in visits.village_counts(stage.desk)[:4]])
    grid = shown.grid
    grid.list.setFocus()
    for _person in range(2):
        for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, *(Qt.Key.Key_1,) * 3):
            QTest.keyClick(grid.list, key)
        grid.strip.entry.insert("砖厂活少，想学电焊；母亲买药")
        QTest.keyClick(grid.strip.entry, Qt.Key.Key_Return)
    QTest.keyClick(grid.list, Qt.Key.Key_1)
    QTest.keyClick(grid.list, Qt.Key.Key_1)
    if words:
        grid.write_words()
    made = stage.grab()
    grid.show_lines(grid.model.lines(), {})
    shown._drafting.done()
    return made


def _pack(stage: Stage) -> Picture:
    return stage.over(PackDialog(_page(stage), 12))


def _sheets(stage: Stage) -> Picture:
    ids = visits.of_villages(stage.desk, [visits.village_counts(stage.desk)[0][0]])
    numbers = [line.row.no for line in visits.lines(stage.desk, ids)]
    pdf = papers.visit_pack(stage.desk, numbers, "masked")
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


VISITS = (
    Shot("12_villages", _villages),
    Shot("12_backfill", _begun),
    Shot("12_backfill_words", lambda stage: _begun(stage, words=True)),
    Shot("12_pack", _pack),
    Shot("paper_visit_pack", _sheets, ("标准",)),
)
