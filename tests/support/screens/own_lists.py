"""Pictures of the office's own lists and details."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import names
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import SuggestEditor
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.own_lists.page import OwnListsPage
from anbang_desktop.gui.pages.settings.office_dialog import OFFICE, OfficeDialog
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.window_test import settle
from anbang_desktop.services.office import drafts
from anbang_desktop.services.office.own_lists import Line
from tests.support.screens.stage import Picture, Shot, Stage

OFFICERS = (
    Line("周勇", "城关派出所", "13900000001"),
    Line("孙文", "城关派出所", "13900000002"),
    Line("韩梅", "柳湾派出所", "0350-1234567", active=False, used=3),
)


def _page(stage: Stage, kind: OwnList) -> OwnListsPage:
    stage.shell().go("own_lists", name=kind)
    shown = stage.shell().page()
    assert isinstance(shown, OwnListsPage)
    shown.grid.list.setFocus()
    settle()
    return shown


def _villages(stage: Stage) -> Picture:
    _page(stage, OwnList.VILLAGE)
    return stage.grab()


def _officers(stage: Stage) -> Picture:
    shown = _page(stage, OwnList.OFFICER)
    shown.grid.commit(close=True)
    shown.grid.model.show_lines(OwnList.OFFICER, (), OFFICERS)
    shown.grid.go(2)
    settle()
    made = stage.grab()
    shown.grid.commit(close=True)
    shown.grid.model.show_lines(OwnList.OFFICER, ())
    shown._drafting.done()
    return made


def _details(stage: Stage) -> Picture:
    stage.page("settings")
    dialog = OfficeDialog(stage.shell(), stage.desk)
    dialog.line("code").setText("LW02")
    dialog.line("address").setText("柳湾镇新街 3 号")
    made = stage.over(dialog)
    drafts.drop(stage.desk, OFFICE)
    return made


class _Form(Dialog[bool]):
    """The section of the registration form that holds the village."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.shell(), "帮教")
        self.form = FieldsForm((REGISTRATION.section(names(Case).village),), entry_context(stage.desk))
        self.form.load({})
        self.lay(self.form, buttons=(), wide_by=700)


def _offers(stage: Stage) -> Picture:
    """The hits under an entry, painted beside it: a popup is a window of its own."""
    dialog = _Form(stage)
    village = dialog.form.row(names(Case).village).editor
    assert isinstance(village, SuggestEditor)
    dialog.show()
    village.line.setFocus()
    QTest.keyClicks(village.line, "x")
    settle()
    assert village.offers is not None
    popup = village.offers.popup()
    assert popup is not None
    made = popup.grab()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    dialog.done(0)
    dialog.deleteLater()
    QApplication.processEvents()
    return made


OWN_LISTS = (
    Shot("13_own_lists", _villages),
    Shot("13_own_lists_officers", _officers),
    Shot("13_own_lists_offers", _offers, ("标准", "特大")),
    Shot("9_office_details", _details),
)
