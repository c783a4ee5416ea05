"""新登记: where somebody comes from decides what is asked, and what becomes of the file."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.guards import OPENING
from anbang_desktop.fields.field import name_of
from anbang_desktop.gui.pages.people.new_person import ARRIVAL, CASE, CLIENT, LISTED, RegisterPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from tests.gui.pages.conftest import ToldWindow
from tests.support import makers

WHO = makers.person(seed=77)
BASE = {
    CLIENT.name: WHO.name,
    CLIENT.id_no: WHO.id_no,
    CLIENT.sex: WHO.sex,
    CLIENT.birth_date: WHO.birth_date,
    CASE.release_type: "02",
    CASE.release_date: date(2025, 3, 8),
    ARRIVAL.on: date(2026, 11, 1),
}
SO_FAR = {ARRIVAL.level: "KEY", ARRIVAL.agreement: "SIGNED", ARRIVAL.agreement_on: date(2025, 3, 12)}


@pytest.fixture
def page(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> RegisterPage:
    made = RegisterPage(desk, window)
    qtbot.addWidget(made)
    made.show()
    made.open()
    return made


@pytest.mark.parametrize(
    ("source", "more", "state", "kept"),
    [
        (OPENING, SO_FAR, "S50_REGISTERED", "OPENING"),
        (LISTED, {}, "S10_NOTICE", "DETENTION"),
        ("CORRECTION", {CASE.release_cert_no: "解矫字第 3 号"}, "S50_REGISTERED", "CORRECTION"),
    ],
)
def test_each_way_of_coming_leads_to_its_state(
    page: RegisterPage,
    window: ToldWindow,
    desk: Desk,
    source: str,
    more: dict[str, object],
    state: str,
    kept: str,
) -> None:
    page.form.load({**BASE, **more, ARRIVAL.source: source})
    page._ask()
    assert page.form.row(ARRIVAL.level).isVisibleTo(page) == (source == OPENING)
    page.save()
    assert not page._trouble.isVisibleTo(page), page._trouble.text()
    with desk.store.read() as connection:
        about = case_file.by_no(connection, window.went[-1][1]["no"])
    assert (about.state, about.case.source, about.case.state_on) == (state, kept, date(2026, 11, 1))
    assert about.agreement_state == ("SIGNED" if source == OPENING else "NONE")


def test_nobody_new_is_registered_without_the_paper(page: RegisterPage) -> None:
    page.form.load({**BASE, ARRIVAL.source: "WALK_IN"})
    page._ask()
    page.save()
    assert "没填好" in page._trouble.text()
    assert page.form.row(name_of(CASE.release_cert_no)).complaint
