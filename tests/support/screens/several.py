"""Pictures of several people at once: ticked, and previewed."""

from PySide6.QtGui import QPainter

from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.records.assign_dialog import AssignDialog
from anbang_desktop.services.worklist.assign import WORKER
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.screens.casework import caught
from tests.support.screens.stage import Picture, Shot, Stage


def _ticked(stage: Stage) -> PeoplePage:
    stage.page("people", filter=PeopleFilter(quick="on_books"))
    page = stage.shell().page()
    assert isinstance(page, PeoplePage)
    page.list.selectRow(1)
    page.ticks.tick(page.model.ids()[1:6])
    return page


def _people(stage: Stage) -> Picture:
    page = _ticked(stage)
    made = stage.grab()
    page.ticks.clear()
    return made


def _more(stage: Stage) -> Picture:
    page = _ticked(stage)
    ground, menu = stage.grab(), page.foot.rest()
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    shot = menu.grab()
    menu.deleteLater()
    painter = QPainter(ground)
    painter.drawPixmap(ground.width() // 2, max(0, ground.height() - shot.height() - 60), shot)
    painter.end()
    page.ticks.clear()
    return ground


def _assign(stage: Stage) -> Picture:
    page = _ticked(stage)

    def write(dialog: AssignDialog) -> None:
        dialog._editor.set_raw("赵敏")
        dialog._editor.changed.emit()

    made = caught(
        stage,
        AssignDialog,
        lambda over: AssignDialog.ask_for(over, stage.desk, WORKER, page.ticks.chosen()),
        write,
    )
    page.ticks.clear()
    return made


SEVERAL = (
    Shot("3_people_several", _people),
    Shot("3_people_several_more", _more),
    Shot("3_assign", _assign),
)
