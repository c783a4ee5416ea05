"""文书范本: versions listed, a draft edited beside its paper, faults led to, approved, taken out of use; a
file read; who must sign again.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.pages.templates.columns import Part
from anbang_desktop.gui.pages.templates.dialogs import ITS, AgainDialog, ApproveDialog, PersonDialog
from anbang_desktop.gui.pages.templates.one import TextOne
from anbang_desktop.gui.pages.templates.page import TemplatesPage
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, template_texts, templates
from anbang_desktop.services.office import drafts
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import answering, press
from tests.support.documents import docx, paragraph
from tests.support.own_texts import APPROVER, approved, drafted


@pytest.fixture
def page(painted: QApplication, desk: Desk, window: ToldWindow, qtbot: QtBot) -> TemplatesPage:
    made = TemplatesPage(desk, window)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.open()
    made.show()
    return made


def opened(page: TemplatesPage, text_id: int) -> TextOne:
    """A draft that is open."""
    page.open(record=text_id)
    assert page.one is not None
    return page.one


def test_every_version_is_listed_and_opened_by_the_keyboard(page: TemplatesPage, window: ToldWindow) -> None:
    assert page.model.rowCount() == sum(len(templates.all_shipped(one)) for one in templates.names())
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    key = templates.in_force(page.desk, "agreement", page.desk.today).key
    assert window.went[-1] == ("templates", {"name": key})
    page.open(name=key)
    assert page.one is not None
    assert page.one.edit.isReadOnly()
    assert "｛姓名｝" in page.one.words()
    assert page.one.preview._pages, "its paper stands beside it"
    press("起草新的一版")(page)
    drafted_id = int(window.went[-1][1]["record"])
    page.open()
    page._choose("draft")
    assert page.model.rowCount() == 1
    page.open(record=drafted_id)
    assert page.one is not None
    assert not page.one.edit.isReadOnly()


def test_a_field_is_put_in_from_the_list_and_goes_as_a_whole(page: TemplatesPage, desk: Desk) -> None:
    one = opened(page, drafted(desk, "notice"))
    one.edit.go_to(4)
    before = one.words()
    one._choose_part(Part.FIELDS)
    at = next(place for place, hint in enumerate(one._shown) if hint.where == "责任人")
    one.list.selectRow(at)
    QTest.keyClick(one.list, Qt.Key.Key_Return)
    assert one.words().split("\n")[3].startswith("｛责任人｜留线｝")
    QTest.keyClick(one.edit, Qt.Key.Key_Backspace)
    assert one.words() == before
    QTest.keyClick(one.edit, Qt.Key.Key_End)
    for _ in range(2):
        one.edit.undo()
    one.edit.redo()
    one.edit.redo()
    assert one.words() == before
    one._set_look("## ")
    assert one.words().split("\n")[3].startswith("## ")
    one._set_look("")
    assert one.words() == before


def test_all_faults_are_told_and_a_click_leads_there(page: TemplatesPage, desk: Desk) -> None:
    one = opened(page, drafted(desk, "agreement"))
    wrong = one.words().replace("｛截止日期｝", "｛到期日｝").replace("自愿", "同意")
    one.edit.setPlainText(f"{wrong}｛x\n乙方：____")
    one.draw_sample()
    assert not one.preview._pages
    one._choose_part(Part.FAULTS)
    assert [hint.line for hint in one._shown] == list(one.edit.marked())
    one._lead(0)
    assert "｛到期日｝" in one.edit.textCursor().block().text()
    one._choose_part(Part.CLAUSES)
    assert any("自愿" in hint.words for hint in one._shown)
    one._choose_part(Part.BLANKS)
    one._use(0)
    assert "乙方：｛姓名｜留线｝" in one.words()
    one._choose_part(Part.CHANGES)
    assert len(one._shown) > 3
    with pytest.raises(UserError, match="处错误，不能批准"):
        page._approve()


def test_what_is_typed_survives_and_is_saved(page: TemplatesPage, desk: Desk, window: ToldWindow) -> None:
    text_id = drafted(desk, "notice")
    one = opened(page, text_id)
    assert not page.unsaved()
    one.edit.put("新的一段。")
    assert page.unsaved()
    form = page.begun()
    assert page.set_aside()
    assert drafts.find(desk, form) is not None
    page.open(**page.keep())
    assert page.one is not None
    assert page.one.words().startswith("新的一段。")
    page.open(record=text_id)
    assert page.one is not None
    assert not page.one.words().startswith("新的一段。")
    page.one.drafting.go_on()
    assert page.one.words().startswith("新的一段。")
    page.save_now()
    assert window.toasts[-1] == "范本草稿已保存"
    assert template_texts.show(desk, text_id).source.startswith("新的一段。")
    assert drafts.find(desk, form) is None
    page.save_now()
    assert window.toasts[-1] == "没有要保存的内容"


def test_a_draft_is_approved_and_taken_out_of_use(
    page: TemplatesPage, desk: Desk, window: ToldWindow
) -> None:
    text_id = drafted(desk, "agreement", "歧视", "区别对待")
    one = opened(page, text_id)
    one.edit.go_to(2)
    one.edit.put("［第一段］")

    def decide(dialog: QWidget) -> None:
        assert isinstance(dialog, ApproveDialog)
        dialog.form.row(ITS.approver).editor.set_value(APPROVER)
        press("批准起用")(dialog)
        assert "少了必备的条款" in dialog._trouble.text() or dialog.form.row(ITS.lacking).editor.isVisible()
        dialog.form.row(ITS.lacking).editor.set_value("换了说法，在第一条")
        press("批准起用")(dialog)

    with answering((ApproveDialog, decide)):
        page._approve()
    kept = template_texts.show(desk, text_id)
    assert (kept.approver, kept.lacking) == (APPROVER, "换了说法，在第一条")
    assert "［第一段］" in kept.source, "what was typed is approved with it"
    page.open(name="agreement-own-1")
    assert page.one is not None
    page._approve()
    assert window.toasts[-1] == "这一版不是草稿"

    def why(dialog: ReasonDialog) -> None:
        dialog.entry.setText("写错了")
        press("停用这一版")(dialog)

    with answering((ReasonDialog, why)):
        page.one.end()
    assert template_texts.show(desk, text_id).end_reason == "写错了"
    page.open()
    page._approve()
    assert window.toasts[-1] == "先打开一份草稿"


def test_a_draft_goes_after_a_question(
    page: TemplatesPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_id = drafted(desk, "notice")
    one = opened(page, text_id)
    monkeypatch.setattr(questions, "sure", lambda *_a, **_k: False)
    one.drop()
    assert template_texts.show(desk, text_id)
    monkeypatch.setattr(questions, "sure", lambda *_a, **_k: True)
    one.drop()
    with pytest.raises(UserError):
        template_texts.show(desk, text_id)


def test_a_county_s_file_becomes_a_draft_and_goes_out_again(
    page: TemplatesPage, desk: Desk, window: ToldWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, out = tmp_path / "县局.docx", tmp_path / "告知书.txt"
    file.write_bytes(docx(paragraph("告知书", "center") + paragraph("姓名：______", numbered=True)))
    monkeypatch.setattr(questions, "open_file", lambda *_about: file)
    row = next(one for one in template_texts.versions(desk) if one.paper == "notice")
    page.import_file(row)
    page.open(record=window.went[-1][1]["record"])
    one = page.one
    assert one is not None
    assert one.words() == "# 告知书\n姓名：______\n"
    assert one._told.count() == 1, "what didn't come along is said"
    assert one.version.remark == "从“县局.docx”读入"
    monkeypatch.setattr(questions, "save_file", lambda *_about: out)
    one.export()
    assert out.read_text("utf-8").startswith("+++\n")
    one.edit.put("x")
    with pytest.raises(UserError, match="还没有保存"):
        one.export()


def test_the_paper_is_seen_with_somebody_s_data(page: TemplatesPage, desk: Desk, registered: str) -> None:
    one = opened(page, drafted(desk, "notice"))

    def find(dialog: PersonDialog) -> None:
        dialog.entry.setText(registered)
        QTest.keyClick(dialog.entry, Qt.Key.Key_Return)

    with answering((PersonDialog, find)):
        one.choose_person()
    assert one._who.text() == f"样张：{registered}"
    assert one.preview._pages
    with answering((PersonDialog, press("用虚构的人"))):
        one.choose_person()
    assert one._who.text() == "样张：虚构的人"
    page._sample()
    page._swap()
    first = page.focusWidget()
    page._swap()
    assert {first, page.focusWidget()} == {one.list, one.edit}


def test_who_must_sign_again_is_shown_with_the_reason(
    page: TemplatesPage, desk: Desk, window: ToldWindow, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    tomorrow = FixedClock(desk.today + timedelta(days=1))
    monkeypatch.setattr(type(desk), "today", property(lambda _self: tomorrow.today()))
    approved(desk, "agreement", sign_again=True)
    page.open()
    first = page.model.row_of(0)
    assert first is not None
    assert first.again == 1

    page._choose("again")
    assert page.model.rowCount() == 1
    page._choose("draft")
    assert page.nobody.isVisible(), "there is none, and what to do is said"

    def look(dialog: AgainDialog) -> None:
        assert "出厂第" in dialog._again[0].reason
        press("打开这份协议")(dialog)

    with answering((AgainDialog, look)):
        page.show_again()
    assert window.went[-1] == ("agreements", {"no": registered})
