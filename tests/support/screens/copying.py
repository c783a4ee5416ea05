"""Pictures of 照录: its narrow window at the right edge, 排次序; and of 导出数据."""

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from anbang_desktop.gui.copying.order_dialog import OrderDialog
from anbang_desktop.gui.copying.window import CopyWindow, at_the_edge
from anbang_desktop.gui.pages.reports.machine_dialog import MachineDialog
from anbang_desktop.gui.window_test import settle
from anbang_desktop.services.worklist import copy_systems, copying, people
from tests.support.screens.casework import ACTIVE, caught
from tests.support.screens.stage import Picture, Shot, Stage

COPIED = 6
OLD = ("基本信息/居住地详址", "基本信息/联系电话")  # what the other system has otherwise


def _known(stage: Stage, no: str) -> None:
    """As if somebody had been copied before, and two lines had changed since."""
    sheet = copying.show(stage.desk, no, "national")
    copying.remember(stage.desk, sheet, {one.key for one in sheet.values})
    other = replace(sheet, values=tuple(replace(one, words="旧") for one in sheet.values))
    copying.remember(stage.desk, other, OLD)


def _opened(stage: Stage) -> CopyWindow:
    no = stage.no(ACTIVE)
    stage.page("person", no=no)
    _known(stage, no)
    ids = list(people.list_ids(stage.desk, people.PeopleFilter(), "no"))
    rows = people.rows(stage.desk, ids)
    stage.shell().copy_out(ids, next(at for at, row in enumerate(rows) if row.no == no))
    made = stage.program._copying
    assert made is not None
    return made


def _beside(stage: Stage, made: CopyWindow) -> Picture:
    """The window where it stands, over what lies under it."""
    screen = QRect(0, 0, stage.frame.width(), stage.frame.height())
    made.setGeometry(at_the_edge(screen, made.width()))
    settle()
    stage.look(made)
    under, shot = stage.grab(), made.grab()
    painter = QPainter(under)
    painter.drawPixmap(made.geometry().topLeft(), shot)
    painter.drawRect(made.geometry())
    painter.end()
    sheet = made.sheet
    assert sheet is not None
    stage.program._end_copying()
    copying.forget(stage.desk, sheet)
    return under


def _copying(stage: Stage) -> Picture:
    made = _opened(stage)
    made.list.selectRow(1)
    for _line in range(COPIED):
        made.copy_line()
    return _beside(stage, made)


def _changed(stage: Stage) -> Picture:
    """As it opens: at the first line that has changed."""
    return _beside(stage, _opened(stage))


def _order(stage: Stage) -> Picture:
    system = copy_systems.system(stage.desk, "grid")
    return caught(stage, OrderDialog, lambda over: OrderDialog.ask(over, system))


def _data(stage: Stage) -> Picture:
    """导出数据, before anything is typed."""
    stage.page("reports")
    return caught(stage, MachineDialog, lambda over: MachineDialog.ask(over, stage.desk))


COPYING: tuple[Shot, ...] = (
    Shot("4_copying", _copying),
    Shot("4_copying_changed", _changed),
    Shot("4_copying_order", _order),
    Shot("7_reports_data", _data),
)
