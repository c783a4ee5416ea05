"""Agreement from draft to signature, assessment with its live score, and the file with its gaps."""

import re
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved
from anbang_desktop.gui.pages.agreements.dialogs import RefuseDialog, SignDialog
from anbang_desktop.gui.pages.agreements.page import AgreementsPage
from anbang_desktop.gui.pages.archives.dialogs import AddPaperDialog
from anbang_desktop.gui.pages.archives.page import ArchivesPage
from anbang_desktop.gui.pages.assessments.one import AssessOne
from anbang_desktop.gui.pages.assessments.page import AssessmentsPage
from anbang_desktop.gui.pages.assessments.sheet_dialog import MemberSheet, SheetDialog
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements as agreeing
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people
from tests.gui.person.conftest import ToldWindow
from tests.support.makers import TODAY

MEMBERS = ("李文静", "王建国", "周大勇")


def words(widget: object) -> str:
    """Everything a clerk reads on it."""
    labels = [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]  # type: ignore[attr-defined]
    return "\n".join(labels + [one.text() for one in widget.findChildren(QPushButton)])  # type: ignore[attr-defined]


def pressed(self: RecordDialog) -> Saved | None:
    """Instead of waiting: press the verb with what is given."""
    self.save()
    return self.answer


# ---------------------------------------------------------------- agreement
@pytest.fixture
def agreements(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> AgreementsPage:
    page = AgreementsPage(desk, window)
    qtbot.addWidget(page)
    page.resize(1194, 680)
    return page


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
    one.terms.rows["offers"].editor.set_value(["H06"])
    one.mark_printed()
    assert one.state == "PRINTED"
    assert people.show(desk, registered).records["agreement"][-1]["offers"] == ["H06"]
    monkeypatch.setattr(SignDialog, "run", pressed)
    one.sign()
    record = people.show(desk, registered).records["agreement"][-1]
    assert record["state"] == "SIGNED"
    assert record["signed_on"] == TODAY
    assert "已签" in window.toasts[-1] or "签字" in window.toasts[-1]


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
    assert later.person.records["agreement"][-1]["extra"] == "每月第一周来所谈话"
    assert drafts.find(desk, form) is None


def test_a_name_typed_without_its_ending_gets_it(
    painted: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(self: QFileDialog) -> int:
        assert self.selectedFiles()[0].endswith("协议书_1.pdf"), "the name that is proposed"
        self.selectFile(str(tmp_path / "给他本人"))
        return 1

    monkeypatch.setattr(QFileDialog, "exec", typed)
    assert (
        questions.save_file(None, "保存协议书", "协议书_1.pdf", "PDF 文件 (*.pdf)")
        == tmp_path / "给他本人.pdf"
    )


# ---------------------------------------------------------------- assessment
@pytest.fixture
def assessments(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> AssessmentsPage:
    page = AssessmentsPage(desk, window)
    qtbot.addWidget(page)
    page.resize(1194, 680)
    return page


def agree_on_the_first_answers(one: AssessOne, desk: Desk) -> None:
    for item in desk.instrument.items:
        one.items[item.code].entry.choose(item.options[0].label)


def test_there_is_no_score_before_all_items_are_agreed(
    assessments: AssessmentsPage, desk: Desk, registered: str
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    assert "还有 17 项没有议定" in words(one.card)
    assert "分" not in words(one.card).replace("评分", "")
    assert "建议" not in words(one.card)
    agree_on_the_first_answers(one, desk)
    assert "0 分" in words(one.card)
    assert "建议：一般" in words(one.card)
    worst = desk.instrument.item("B1").options[-1]
    one.items["B1"].entry.choose(worst.label)
    assert f"{worst.points} 分" in words(one.card)
    one.items["B1"].entry.choose(None)
    assert "还有 1 项没有议定" in words(one.card)


def test_a_trigger_counts_only_once_the_group_has_confirmed_it(
    assessments: AssessmentsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.record(desk, registered, "registration", {"recidivist": True})
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    agree_on_the_first_answers(one, desk)
    assert "建议：一般" in words(one.card), "the file only proposes"
    assert "累犯" in words(one.end.rows["triggers"])
    asked: list[str] = []

    def keep(_parent: object, _title: str, said: str, **_verbs: str) -> bool:
        asked.append(said)
        return False

    monkeypatch.setattr(questions, "sure", keep)
    one.end.rows["decided"].editor.set_value("GENERAL")
    one.save()
    assert "累犯" in asked[0], "what the file says is not passed over in silence"
    assert people.show(desk, registered).records["assessment"] == []
    one.end.rows["triggers"].editor.set_value(["RECIDIVIST"])
    one.end.rows["triggers"].editor.changed.emit()
    assert "建议：重点" in words(one.card)
    assert "有重点触发项：累犯" in words(one.card), "the reason stands beside the suggestion"


def test_a_member_sees_no_points(
    assessments: AssessmentsPage, qtbot: QtBot, desk: Desk, context: EntryContext
) -> None:
    sheet = SheetDialog(assessments, desk.instrument, context, MEMBERS[0], {})
    qtbot.addWidget(sheet)
    assert not [one.text() for one in sheet.findChildren(QRadioButton) if " 分" in one.text()]


def test_the_spread_is_shown_only_when_all_sheets_are_in(
    assessments: AssessmentsPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    scored = [item for block in desk.instrument.blocks if block.kind != "static" for item in block.items]

    def sheet(self: SheetDialog) -> MemberSheet:
        place = -1 if self._member == MEMBERS[0] else 0
        return MemberSheet(
            self._member,
            {item.code: item.options[place if item.code == "B1" else 0].label for item in scored},
        )

    monkeypatch.setattr(SheetDialog, "run", sheet)
    for name in MEMBERS[:2]:
        one._enter(name)
    assert one.items["B1"]._lie.count() == 0, "nobody sees the others' answers before all are in"
    one._enter(MEMBERS[2])
    assert one.items["B1"]._lie.count() > 0
    assert all(name not in words(one.items["B1"]) for name in MEMBERS), "dots have no names"
    assert one.items["B1"].item.code not in one.answers.agreed, "what differs is talked about"
    assert one.answers.agreed["B2"] == scored[1].options[0].label, "what all said alike is taken over"


def test_deviating_from_the_suggestion_needs_a_reason(
    assessments: AssessmentsPage, desk: Desk, registered: str, window: ToldWindow
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    one.end.rows["decided"].editor.set_value("KEY")
    one.save()
    assert "没有填" in one._trouble.text(), "the items must be agreed first"
    agree_on_the_first_answers(one, desk)
    one.save()
    assert "理由" in one.end.rows["reason"].complaint
    assert people.show(desk, registered).records["assessment"] == []
    one.end.rows["reason"].editor.set_raw("家属反映近期情绪不稳")
    one.save()
    record = people.show(desk, registered).records["assessment"][-1]
    assert record["decided"] == "KEY"
    assert record["suggested"] == "GENERAL"
    assert people.show(desk, registered).row.level == desk.codes["level"].label("KEY")
    assert window.went[-1] == ("person", {"no": registered, "section": "group"})


def test_an_assessment_in_hand_survives_a_new_text_size(
    assessments: AssessmentsPage, desk: Desk, registered: str
) -> None:
    assessments.open(no=registered)
    one = assessments.one
    assert one is not None
    first = desk.instrument.items[0]
    one.items[first.code].entry.choose(first.options[1].label)
    assessments.open(**assessments.keep())
    assert assessments.one is not None
    assert assessments.one is not one
    assert assessments.one.answers.agreed == {first.code: first.options[1].label}


# ---------------------------------------------------------------- archive
@pytest.fixture
def archives(painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow) -> ArchivesPage:
    page = ArchivesPage(desk, window)
    qtbot.addWidget(page)
    page.resize(1194, 680)
    return page


def test_a_missing_paper_is_added(
    archives: ArchivesPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archives.open()
    assert archives.model.rowCount() == 1
    archives.open(no=registered)
    one = archives.one
    assert one is not None
    missing = next(line for line in one.gaps() if line.section == "archive")
    before = len(one.gaps())
    monkeypatch.setattr(AddPaperDialog, "run", pressed)
    one._add(missing)
    assert len(one.gaps()) == before - 1


def test_binding_names_what_is_missing_first(
    archives: ArchivesPage,
    registered: str,
    tmp_path: Path,
    window: ToldWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def yes(_parent: object, _title: str, said: str, **_verbs: str) -> bool:
        asked.append(said)
        return True

    target = tmp_path / "档案.pdf"
    monkeypatch.setattr(questions, "yes", yes)
    monkeypatch.setattr(questions, "save_file", lambda *_: target)
    archives.open(no=registered)
    one = archives.one
    assert one is not None
    one.bind()
    assert "还缺" in asked[0]
    assert target.read_bytes().startswith(b"%PDF")
    assert "合订成册" in window.toasts[-1]
