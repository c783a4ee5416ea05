"""The person page of an office, by itself."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.services.desk import Desk
from tests.gui.pages.conftest import ToldWindow


@pytest.fixture
def page(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> PersonPage:
    made = PersonPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1194, 680)
    return made
