"""The agreement from draft to signature, with its paper beside it."""

import re
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved
from anbang_desktop.gui.pages.agreements.dialogs import (
    NOBODY,
    PartiesDialog,
    RefuseDialog,
    SignDialog,
    Taking,
)
from anbang_desktop.gui.pages.agreements.page import AgreementsPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements as agreeing
from anbang_desktop.services.documents.agreements import Proposal
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import button as pressable
from tests.support.makers import TODAY
from tests.support.printer import plug_in
from tests.support.widgets import pressed, words


@pytest.fixture
def agreements(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> AgreementsPage:
    page = AgreementsPage(desk, window)
    qtbot.addWidget(page)
    page.resize(1194, 680)
    return page


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> list[Proposal]:
    """Whoever is asked who takes part says: nobody."""
    asked: list[Proposal] = []

    def ask(*told: object) -> Taking:
        assert isinstance(told[-1], Proposal)
        asked.append(told[-1])
        return Taking(family="", guardian="")

    monkeypatch.setattr(PartiesDialog, "ask", ask)
    return asked


def test_an_empty_filter_says_what_to_try(agreements: AgreementsPage) -> None:
    agreements.open(quick="signed")
    assert "没有这一类协议" in words(agreements)


def test_printing_waits_for_a_printer_and_says_so(
    agreements: AgreementsPage, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    agreements.open(no=registered)
    assert agreements.one is not None
    with pytest.raises(UserError, match="打印机"):
        agreements.one.print_paper()
    assert agreements.one.state == "NONE", "nothing was issued"


def test_from_draft_to_signature(
    agreements: AgreementsPage,
    desk: Desk,
    registered: str,
    window: ToldWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    agreements.open()
    assert agreements.model.rowCount() == 1
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    assert one.preview._pages, "the paper is shown"
    one.terms.rows["offers"].editor.set_value(("H06",))
    one.mark_printed()
    assert one.state == "PRINTED"
    assert agreements.focusWidget() is pressable(agreements, "登记签字"), "the next act"
    printed = agreeing.issued(desk, registered)
    assert one._pdf == printed, "what lies on the table, without 草稿 under it"
    one.terms.rows["offers"].editor.set_value(("H06", "H07"))
    one.draw_preview()
    assert one._pdf != printed, "a draft again as soon as it is changed"
    one.terms.load({"offers": ("H06",)})
    assert people.show(desk, registered).file.agreements[-1].offers == ("H06",)
    monkeypatch.setattr(SignDialog, "run", pressed)
    one.sign()
    record = people.show(desk, registered).file.agreements[-1]
    assert record.state == "SIGNED"
    assert record.signed_on == TODAY
    assert "已签" in window.toasts[-1] or "签字" in window.toasts[-1]
    assert agreements.focusWidget() is pressable(agreements, "补扫描件"), "not the search"


def test_a_refusal_needs_a_reason_and_a_witness(
    agreements: AgreementsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    met: list[RecordDialog] = []

    def fill(self: RecordDialog) -> Saved | None:
        met.append(self)
        self.save()
        assert self.form.rows["witness"].complaint
        self.form.rows["unable"].editor.set_value(True)
        self.form.rows["refusal_reason"].editor.set_value(desk.codes["refusal_reason"].items[0].code)
        self.form.rows["witness"].editor.set_raw("王建国")
        self.save()
        return self.answer

    monkeypatch.setattr(RefuseDialog, "run", fill)
    one.refuse()
    assert one.state == "UNABLE"
    assert met


def test_the_pdf_is_written_where_the_clerk_says(
    agreements: AgreementsPage, registered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "协议.pdf"
    monkeypatch.setattr(questions, "save_file", lambda *_: target)
    agreements.open(no=registered)
    assert agreements.one is not None
    agreements.one.save_pdf()
    assert target.read_bytes().startswith(b"%PDF")


def test_saving_what_was_printed_leaves_it_printed(
    agreements: AgreementsPage, desk: Desk, registered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "协议.pdf"
    monkeypatch.setattr(questions, "save_file", lambda *_: target)
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    one.mark_printed()
    one.save_pdf()
    assert one.state == "PRINTED"
    assert target.read_bytes() == agreeing.issued(desk, registered)


def test_a_pdf_that_cannot_be_replaced_stays_whole_and_a_free_name_is_named(
    agreements: AgreementsPage, registered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "协议.pdf"
    target.parent.mkdir()
    target.write_bytes(b"old")

    def held(self: Path, other: Path) -> Path:
        raise PermissionError(13, "in use", str(other))

    monkeypatch.setattr(questions, "save_file", lambda *_: target)
    monkeypatch.setattr(Path, "replace", held)
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    with pytest.raises(UserError, match=re.escape("另存为“协议 (2).pdf”")):
        one.save_pdf()
    assert [file.name for file in target.parent.iterdir()] == ["协议.pdf"]
    assert target.read_bytes() == b"old"
    assert one.state == "NONE", "a paper that could not be saved was not issued either"


def test_terms_not_yet_drawn_are_kept_over_a_lock_and_gone_with_the_paper(
    agreements: AgreementsPage, desk: Desk, registered: str
) -> None:
    form = f"agreement:{registered}"
    agreements.show()
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    one.terms.rows["extra"].editor.set_raw("每月第一周来所谈话")
    one.terms.rows["extra"].editor.changed.emit()
    agreements.hide()
    kept = drafts.find(desk, form)
    assert kept is not None
    assert kept.values == {"extra": "每月第一周来所谈话"}
    agreements.open(no=registered)
    later = agreements.one
    assert later is not None
    assert later.terms.draft() == {}, "nothing is filled in without being asked"
    later.drafting.go_on()
    later.mark_printed()
    assert later.person.file.agreements[-1].extra == "每月第一周来所谈话"
    assert drafts.find(desk, form) is None


def test_who_takes_part_is_asked_once_and_stands_on_the_paper(
    agreements: AgreementsPage,
    desk: Desk,
    registered: str,
    nobody: list[Proposal],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write.record(desk, registered, "registration", {"emergency_name": "孙丽", "emergency_relation": "10"})
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    assert "还没有问" in words(agreements)
    assert "丁方" not in words(one), "whom to call in an emergency is no party by that"
    before = one._pdf
    monkeypatch.setattr(PartiesDialog, "ask", lambda *_: Taking(family="孙丽", guardian=""))
    pressable(agreements, "选谁参加").click()
    assert "孙丽" in words(one)
    assert one._pdf != before, "the paper shows it"
    assert one.changed
    one.mark_printed()
    assert [one.name for one in people.show(desk, registered).file.agreements[-1].parties][-1] == "孙丽"
    assert not nobody, "it was answered already"


def test_nothing_is_drawn_while_nobody_says_who_takes_part(
    agreements: AgreementsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.record(desk, registered, "registration", {"emergency_name": "孙丽", "emergency_relation": "10"})
    monkeypatch.setattr(PartiesDialog, "ask", lambda *_: None)
    agreements.open(no=registered)
    assert agreements.one is not None
    for act in (agreements.one.mark_printed, agreements.one.sign, agreements.one.renew):
        act()
    assert not people.show(desk, registered).file.agreements


def test_the_question_names_relatives_with_what_they_are(
    agreements: AgreementsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    write.record(desk, registered, "registration", {"emergency_name": "孙丽", "emergency_relation": "10"})
    shown: list[str] = []

    def answer(self: RecordDialog) -> Saved | None:
        shown.append(" ".join(one.text() for one in self.findChildren(QRadioButton)))
        assert self.form.rows["family"].editor.value() == NOBODY, "unless somebody is chosen"
        self.form.rows["family"].editor.set_value("孙丽")
        self.save()
        return self.answer

    monkeypatch.setattr(PartiesDialog, "run", answer)
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    assert one.ask_parties()
    assert "孙丽（配偶）" in shown[0]
    assert "没有亲属参加" in shown[0]
    assert one._terms().family == "孙丽"
    assert one._terms().guardian == ""


def test_it_is_printed_on_a3_to_be_folded(
    agreements: AgreementsPage,
    desk: Desk,
    registered: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    printer = plug_in(monkeypatch, tmp_path)
    agreements.open(no=registered)
    one = agreements.one
    assert one is not None
    pressable(agreements, "A3 对折打印").click()
    assert (printer.names, printer.a3, printer.across) == (["协议书"], [True], [True])
    assert printer.pages() == [4], "five pages on two sheets, both sides"
    assert one.state == "PRINTED"
