"""Pictures of what every list can do: out on paper and in a workbook, its columns, its menu, kept filters."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDialog, QMenu

from anbang_desktop.gui.lists.acts import ListActs
from anbang_desktop.gui.lists.columns_dialog import ColumnsDialog
from anbang_desktop.gui.lists.out_dialog import OutDialog
from anbang_desktop.gui.pages.people.columns import VILLAGE
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.people.saved import NameDialog, SavedDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.shell.page import Page, PageKey
from anbang_desktop.gui.window_test import settle
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import listing, papers
from anbang_desktop.services.documents.listing import COVERED
from anbang_desktop.services.worklist import saved_filters
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.screens.stage import Picture, Shot, Stage

KEY = PeopleFilter(quick="key")


def _acts(stage: Stage, key: PageKey = "people") -> ListActs[Any]:
    stage.page(key)
    page = stage.shell().page()
    acts = getattr(page, "acts", None)
    assert isinstance(acts, ListActs)
    return acts


def _asked(
    stage: Stage, kind: type[Any], ask: Callable[[], object], first: Callable[[Any], object]
) -> Picture:
    """The dialog that is asked, pictured instead of waiting."""
    made: list[Any] = []

    def picture(self: QDialog) -> None:
        first(self)
        made.append(stage.over(self))

    waiting = kind.run
    kind.run = picture
    try:
        ask()
    finally:
        kind.run = waiting
    assert made
    shown: Picture = made[0]
    return shown


def _out(stage: Stage) -> Picture:
    def refused(dialog: OutDialog) -> None:
        dialog.phones.setChecked(True)
        dialog.whole.setChecked(True)
        dialog._done()

    return _asked(stage, OutDialog, _acts(stage).export, refused)


def _columns(stage: Stage) -> Picture:
    return _asked(stage, ColumnsDialog, _acts(stage).choose_columns, lambda _dialog: None)


def _keep(stage: Stage) -> Picture:
    stage.page("people", filter=KEY)
    return stage.over(NameDialog(stage.shell(), "存下现在的筛选", "柳湾村重点", lambda _name: None))


def _saved(stage: Stage) -> Picture:
    stage.page("people")
    for name in ("柳湾村重点", "本月到期"):
        saved_filters.save(stage.desk, name, KEY)
    return stage.over(SavedDialog(stage.shell(), stage.desk))


def _menu(stage: Stage) -> Picture:
    acts = _acts(stage)
    page = stage.shell().page()
    assert isinstance(page, PeoplePage)
    made: QMenu = acts.menu(page.model.row_of(2), str(page.model.index(2, VILLAGE).data()))
    ground = stage.grab()
    made.ensurePolished()
    made.resize(made.sizeHint())
    shot = made.grab()
    made.deleteLater()
    painter = QPainter(ground)
    painter.drawPixmap(ground.width() // 3, ground.height() // 3, shot)
    painter.end()
    return ground


def _mine(stage: Stage) -> Picture:
    made = stage.page("today", quick="mine")
    stage.shell().go("today", quick="all")
    return made


def _pdf(stage: Stage, key: PageKey) -> bytes:
    acts = _acts(stage, key)
    seen = acts.listed.seen(acts.shown(), list(acts.listed.wanted()), Progress())
    return listing.lay_out(stage.desk, seen, COVERED)


def _paper(key: PageKey) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        pdf = _pdf(stage, key)
        return stage.paper([papers.render(pdf, at, 80) for at in range(papers.page_count(pdf))])

    return make


def _look(stage: Stage) -> Picture:
    pdf = _pdf(stage, "people")
    images = stage.paper(papers.render_pages(pdf, 80))
    page = stage.shell().page()
    assert isinstance(page, Page)
    dialog = PaperDialog(page, f"人员名单，共 {len(images)} 页", images)
    settle()
    return stage.over(dialog)


LISTS: tuple[Shot, ...] = (
    Shot("16_list_out", _out),
    Shot("16_list_look", _look),
    Shot("16_list_columns", _columns),
    Shot("16_list_menu", _menu),
    Shot("16_filter_keep", _keep),
    Shot("16_filters_kept", _saved),
    Shot("16_today_mine", _mine),
    *(
        Shot(f"paper_list_{key}", _paper(key), ("标准",))
        for key in ("today", "people", "verification", "agreements", "assessments", "archives")
    ),
)
