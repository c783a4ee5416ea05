"""The reader: contents, links, search, back, narrow windows, printing and the PDF."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.manual import parse_chapter
from anbang_desktop.gui import questions
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.help.html import chapter_html
from anbang_desktop.gui.help.reader import Reader
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.shell.window import Frame
from anbang_desktop.gui.theme import dress, set_window_wide
from anbang_desktop.services.help import books
from tests.support.clerk import press
from tests.support.fits import misfits
from tests.support.printer import plug_in
from tests.support.widgets import words

SIZES = ("标准", "大", "特大")
SCREENS = ((1024, 614), (1093, 614), (1366, 768))


@pytest.fixture
def frame(painted: QApplication, qtbot: QtBot) -> Iterator[Frame]:
    made = Frame()
    made.may_close = lambda: True
    qtbot.addWidget(made)
    made.resize(1366, 768)
    set_window_wide(1366)
    made.show()
    yield made
    set_window_wide(0)
    dress(painted, "标准", shipped=True)


def opened(frame: Frame, qtbot: QtBot, *anchors: str) -> Reader:
    made = Reader(frame, Jobs(frame, at_once=True), Trouble(lambda: frame), anchors)
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()
    return made


def line(reader: Reader) -> str:
    now = reader.contents.currentItem()
    return now.text(0) if now is not None else ""


def test_it_opens_at_the_section_and_offers_what_is_near(frame: Frame, qtbot: QtBot) -> None:
    made = opened(frame, qtbot, "entry.day", "contacts.record", "person")
    assert made.shown.toPlainText().startswith("怎么填表")
    assert made.shown.verticalScrollBar().value() > 0
    assert line(made) == "日期和时间"
    press("也看：登记走访")(made)
    assert made.anchor == "contacts.record"


def test_an_unknown_anchor_opens_the_beginning(frame: Frame, qtbot: QtBot) -> None:
    assert opened(frame, qtbot, "no.such").anchor == "start"


def test_contents_are_walked_by_the_keyboard(frame: Frame, qtbot: QtBot) -> None:
    made = opened(frame, qtbot, "start")
    made.contents.setFocus()
    QTest.keyClick(made.contents, Qt.Key.Key_Down)
    assert made.anchor == "start.screen"
    QTest.keyClick(made.contents, Qt.Key.Key_End)
    assert made.anchor.startswith("trouble")
    assert "出错" in made.shown.toPlainText()


def test_links_lead_on_and_back_leads_to_where_it_was_left(frame: Frame, qtbot: QtBot) -> None:
    made = opened(frame, qtbot, "correct.undo")
    at = made.shown.verticalScrollBar().value()
    assert at > 0
    made.shown.anchorClicked.emit(QUrl("law.a3"))
    assert made.book().key == "law"
    assert "第三条" in made.shown.toPlainText()
    QTest.keyClick(made.shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert (made.anchor, made.shown.verticalScrollBar().value()) == ("correct.undo", at)
    assert not made.back_button.isEnabled()


def test_search_lists_sections_marks_the_words_and_says_when_there_is_nothing(
    frame: Frame, qtbot: QtBot
) -> None:
    made = opened(frame, qtbot, "start")
    QTest.keyClick(made.shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert made.entry.hasFocus()
    made.entry.setText("备份")
    listed = [made.contents.topLevelItem(at) for at in range(made.contents.topLevelItemCount())]
    assert len(listed) > 3
    assert all(one is not None and "备份" in one.text(0) for one in listed)
    QTest.keyClick(made.entry, Qt.Key.Key_Return)
    assert made.isVisible()
    assert made.anchor.startswith("backup")
    assert made.shown.extraSelections()
    made.entry.setText("没有这个词")
    assert "没有找到“没有这个词”" in words(made)
    made.entry.clear()
    assert "没有找到" not in words(made)
    assert made.contents.topLevelItemCount() == len(books.manual().chapters)


def test_the_three_books_are_chosen_by_a_button(frame: Frame, qtbot: QtBot) -> None:
    made = opened(frame, qtbot, "today")
    press("办法条文")(made)
    QApplication.processEvents()
    assert made.book().title.startswith("《")
    press("更新说明")(made)
    QApplication.processEvents()
    assert made.book().key == "news"
    press("使用手册")(made)
    assert made.anchor == "start"


def test_every_chapter_is_laid_out_with_its_pictures_in_the_window(frame: Frame, qtbot: QtBot) -> None:
    made = opened(frame, qtbot, "start")
    for book in books.books():
        for chapter in book.chapters:
            made.go(chapter.sections[0].anchor)
            QApplication.processEvents()
            assert made.shown.horizontalScrollBar().maximum() == 0, chapter.key
            for section in chapter.sections:
                assert (section.title or chapter.title) in made.shown.toPlainText()
                for block in section.blocks:
                    if block.picture:
                        assert not made.shown._image(block.picture).isNull(), block.picture


def test_words_of_a_text_never_become_markup(frame: Frame, qtbot: QtBot) -> None:
    made = opened(frame, qtbot, "start")
    chapter = parse_chapter("x", "# <b>题\n一 & 二 <i>\n")
    made.shown.setHtml(chapter_html(chapter, made.shown.fitting))
    assert made.shown.toPlainText() == "<b>题\n一 & 二 <i>"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_it_fits_every_screen(
    painted: QApplication, frame: Frame, qtbot: QtBot, size: str, screen: tuple[int, int]
) -> None:
    dress(painted, size, shipped=True)
    frame.resize(*screen)
    set_window_wide(screen[0])
    made = opened(frame, qtbot, "entry.day", "contacts.record")
    for anchor in ("today", "visits.fill", "law.a12", "news"):
        made.go(anchor)
        QApplication.processEvents()
        assert misfits(made) == []
    assert made.height() <= screen[1]


def test_in_a_narrow_window_contents_and_text_take_turns(
    painted: QApplication, frame: Frame, qtbot: QtBot
) -> None:
    dress(painted, "特大", shipped=True)
    frame.resize(1024, 614)
    set_window_wide(1024)
    made = opened(frame, qtbot, "today")
    assert made.shown.isVisible()
    press("目录")(made)
    assert made.contents.isVisible()
    assert not made.shown.isVisible()
    QTest.keyClick(made.contents, Qt.Key.Key_Down)
    QTest.keyClick(made.contents, Qt.Key.Key_Return)
    assert made.shown.isVisible()


def test_without_a_printer_it_says_so(frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = opened(frame, qtbot, "news")
    told: list[BaseException] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(made._trouble, "show", told.append)
    QTest.keyClick(made.shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "没有可用的打印机" in str(told[0])


def test_ctrl_p_prints_the_chapter(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = opened(frame, qtbot, "news")
    printer = plug_in(monkeypatch, tmp_path)
    QTest.keyClick(made.shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert printer.names == ["更新说明"]
    assert printer.pages()[0] >= 1


def test_the_whole_manual_is_saved_as_a_pdf(
    frame: Frame, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "手册.pdf"
    made = opened(frame, qtbot, "news")
    monkeypatch.setattr(questions, "save_file", lambda *_words: file)
    press("手册存成 PDF")(made)
    assert file.read_bytes().startswith(b"%PDF")
    assert "手册已存好" in words(made)
