"""练习模式: reached from the unlock, told everywhere, and the real office is as it was afterwards."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from anbang_desktop import paths
from anbang_desktop.gui import questions
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.pages.settings.page import SettingsPage
from anbang_desktop.gui.printing import Pixels
from anbang_desktop.gui.questions import Sure
from anbang_desktop.gui.session import Program
from anbang_desktop.gui.shell.practice_line import LONG, SHORT
from anbang_desktop.gui.shell.preferences import OFFICE, USER
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.gui.theme import colour, dress, practising
from anbang_desktop.gui.window_test import settle
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.demo import practice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.worklist import people
from tests.support import desks, vaults
from tests.support.clerk import answering, escape, press
from tests.support.fits import misfits
from tests.support.widgets import words


@pytest.fixture
def asked() -> list[bool]:
    """Whether each practice was wanted anew."""
    return []


@pytest.fixture
def real(program: Program, tmp_path: Path, asked: list[bool]) -> Program:
    """The unlock of the real office; the practice office behind it is a small one."""

    def open_small(anew: bool, _progress: Progress) -> Desk:
        asked.append(anew)
        folder, office = tmp_path / "_practice", practice.office()
        if folder.exists():
            return opening.unlock(folder, office.head, practice.PASSPHRASE, vaults.CLOCK)
        desk = opening.create(
            folder,
            office.name,
            office.code,
            office.county,
            office.head,
            practice.PASSPHRASE,
            vaults.CLOCK,
            practice=True,
        ).desk
        desks.import_sample(desk)
        return desk

    program._doors = replace(program._doors, practice=open_small, practised=(tmp_path / "_practice").exists)
    return program


@pytest.fixture
def trying(real: Program) -> Shell:
    """In practice."""
    press("练习模式")(real.frame)
    shell = real.shell()
    assert shell is not None
    return shell


def test_it_is_told_by_title_colour_line_and_name(trying: Shell, real: Program) -> None:
    assert real.frame.windowTitle().startswith("练习模式")
    assert practising()
    assert colour("primary").name().upper() == "#6A2C70"
    assert {SHORT, LONG} <= set(words(trying).split("\n"))
    assert trying.status.standing.office == "练习司法所"


def test_leaving_returns_to_the_real_unlock_and_nothing_of_it_has_changed(
    real: Program, qtbot: QtBot
) -> None:
    before = {key: choices().value(key) for key in (USER, OFFICE)}
    office = real._offices[0]
    press("练习模式")(real.frame)
    press("结束练习")(real.frame)
    shown = real.frame.content()
    assert isinstance(shown, Unlock)
    assert not practising()
    assert real.frame.windowTitle() == "安帮桌面"
    assert colour("primary").name().upper() == "#17566B"
    assert real._offices == [office]
    assert {key: choices().value(key) for key in (USER, OFFICE)} == before
    assert shown.who.currentText() == vaults.USER
    shown.entry.setText(vaults.PASSPHRASE)
    shown.go.click()
    assert real.desk is not None
    assert real.desk.office.name == "青山司法所"


def test_the_second_time_one_may_go_on_or_begin_anew(real: Program, asked: list[bool]) -> None:
    answers: list[Callable[[Sure], None]] = [press("接着练"), press("重新开始"), escape]
    press("练习模式")(real.frame)
    for answer in answers:
        real.lock()
        with answering((Sure, answer)):
            press("练习模式")(real.frame)
    assert asked == [False, False, True], "Esc stays at the unlock"
    assert isinstance(real.frame.content(), Unlock)


def test_closing_asks_for_no_backup_of_invented_people(trying: Shell, real: Program) -> None:
    assert real._may_close()


def test_its_passphrase_and_key_stay_what_they_are(trying: Shell) -> None:
    trying.go("settings")
    page = trying.page()
    assert isinstance(page, SettingsPage)
    shown = words(page)
    assert "更换口令" not in shown
    assert "换新钥匙" not in shown
    assert "现在备份" in shown


def test_files_and_papers_carry_the_word(trying: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed: list[str] = []
    monkeypatch.setattr(QFileDialog, "selectFile", lambda _self, name: proposed.append(name))
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 0)
    questions.save_file(trying, "导出", "名单.xlsx", "", questions.Folder.LISTS_IN)
    assert proposed == ["练习_名单.xlsx"]
    one = people.first_page(trying.desk, people.PeopleFilter(), limit=1)[0]
    marked = papers.form(trying.desk, one.no, papers.NOTICE)
    real = replace(trying.desk.office, name="东河镇司法所")
    monkeypatch.setattr(type(trying.desk), "office", property(lambda _desk: real))
    plain = papers.form(trying.desk, one.no, papers.NOTICE)
    dark = [sum(page.data) / len(page.data) for page in map(_first_page, (marked, plain))]
    assert dark[0] < dark[1], "the word lies under the text"


def _first_page(pdf: bytes) -> Pixels:
    return papers.render_pages(pdf, 40)[0]


def test_there_is_a_place_for_it_that_no_office_can_have() -> None:
    assert paths.practice_folder().parent == paths.data_root()
    with pytest.raises(Exception, match="机构代码"):
        paths.data_folder(paths.practice_folder().name)


@pytest.mark.parametrize("size", ["标准", "特大"])
def test_it_fits_the_harshest_screen(real: Program, painted: QApplication, size: str, qtbot: QtBot) -> None:
    dress(painted, size, shipped=True)
    real.frame.resize(1024, 614)
    settle()
    real.show_unlock()
    settle()
    assert misfits(real.frame) == []
    real.practise()
    shell = real.shell()
    assert shell is not None
    for place in ("today", "people", "register", "settings"):
        shell.go(place)
        settle()
        assert misfits(real.frame) == [], place
    assert [one for one in shell.findChildren(QPushButton) if one.text() == "结束练习" and one.isVisible()]
