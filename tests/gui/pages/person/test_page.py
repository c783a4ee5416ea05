"""The person page of a fresh import, its verbs, what is saved and what is refused."""

import inspect
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from anbang_desktop.domain import guards
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.states import STEP_VERBS
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.verification import VERIFICATION, CheckedItem
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_covered import CoveredEditor
from anbang_desktop.gui.entry.editor_rows import RowsEditor
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.pages.people.new_person import RegisterPage
from anbang_desktop.gui.pages.person.page import SECTIONS, PersonPage
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.gui.parts.ring import Ring
from anbang_desktop.gui.parts.score import BlockBar
from anbang_desktop.gui.records import verification_dialog
from anbang_desktop.gui.records.contact_dialog import ContactDialog
from anbang_desktop.gui.records.group_dialog import GroupDialog
from anbang_desktop.gui.records.printouts import PaperDialog
from anbang_desktop.gui.records.verification_dialog import VerificationDialog
from anbang_desktop.gui.theme import dress
from anbang_desktop.services.cases import advance, duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.records import write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import overview, people
from anbang_desktop.storage.tables_core import audit
from tests.gui.pages.conftest import ToldWindow
from tests.support.clerk import press
from tests.support.dialogs import filled
from tests.support.makers import TODAY, person
from tests.support.printer import plug_in
from tests.support.widgets import words

CHECKED = {"result": "01", "checker": "李文静", "methods": ["VILLAGE"], "replied_on": TODAY}


def test_a_fresh_import_shows_who_and_what_comes_next(page: PersonPage, desk: Desk, fresh: str) -> None:
    page.open(no=fresh)
    row = people.show(desk, fresh).row
    said = words(page)
    assert row.name in said
    assert row.id_no_masked in said
    assert "待核查" in said
    assert "登记核查" in said
    assert "开始核查" not in said
    assert all(name in said for _key, name in SECTIONS)
    assert not page.unsaved()


def test_the_whole_number_is_shown_only_when_asked(page: PersonPage, desk: Desk, fresh: str) -> None:
    page.open(no=fresh)
    number = str(people.show(desk, fresh).values["id_no"])
    assert number not in words(page)
    assert page._acts.reveal() == number


def test_saving_writes_only_what_changed(
    page: PersonPage, desk: Desk, fresh: str, window: ToldWindow
) -> None:
    page.open(no=fresh)
    page.in_hand.edit("phone").rows["phone"].editor.set_raw("13900001234")
    assert page.in_hand.save()
    assert people.show(desk, fresh).values["phone"] == "13900001234"
    assert window.saves == 1
    assert not page.unsaved()


def test_what_is_specially_sensitive_lies_under_a_cover(page: PersonPage, desk: Desk, fresh: str) -> None:
    code = desk.codes["special_disease"].items[0].code
    write.record(desk, fresh, "registration", {"special_disease": [code]})
    page.open(no=fresh)
    covered = page.in_hand.edit("special_disease").rows["special_disease"].editor
    assert isinstance(covered, CoveredEditor)
    assert covered.inner.isHidden()
    assert page.in_hand.edit("special_disease").changes() == {}, "looking away changes nothing"
    covered.reveal()
    assert not covered.inner.isHidden()
    assert covered.value() == (code,)


def test_bad_input_saves_nothing(page: PersonPage, desk: Desk, fresh: str, window: ToldWindow) -> None:
    page.open(no=fresh)
    form = page.in_hand.edit("phone")
    form.rows["phone"].editor.set_raw("139000")
    form.rows["contact_other"].editor.set_raw("微信")
    assert not page.in_hand.save()
    assert form.rows["phone"].complaint
    assert people.show(desk, fresh).values["contact_other"] is None
    assert window.saves == 0


def test_a_draft_survives_a_new_text_size(
    page: PersonPage, fresh: str, qtbot: QtBot, desk: Desk, window: ToldWindow
) -> None:
    page.open(no=fresh)
    page.in_hand.edit("nickname").rows["nickname"].editor.set_raw("老周")
    kept = page.keep()
    again = PersonPage(desk, window)
    qtbot.addWidget(again)
    again.open(**kept)
    assert again.in_hand.edit("nickname").rows["nickname"].editor.raw() == "老周"
    assert again.in_hand.registration.draft() == {"nickname": "老周"}


def test_what_is_left_to_do_stands_there_with_its_verbs_and_a_return_asks_for_its_day(
    page: PersonPage, desk: Desk, fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open(no=fresh)
    said = words(page)
    assert "还差 2 项，办齐后自动转为“待释放”" in said
    assert "还没有核查结论" in said, "what is missing is named"
    assert "登记核查" in said, "with the verb that mends it"
    write.record(desk, fresh, "verification", {**CHECKED, "result": "04"})
    page.refresh()

    def fill(dialog: RecordDialog) -> None:
        day = dialog.form.rows["on"].editor
        assert day.value() == TODAY
        day.set_raw("2026-12-24")
        dialog.save()
        assert "晚于今天" in dialog.form.rows["on"].complaint, "the future is refused, under its entry"
        day.set_value(TODAY)

    filled(monkeypatch, StepDialog, fill)
    page._acts.do(Verb.RETURN)
    assert people.show(desk, fresh).state_code == "S35_RETURNED"


def test_confirming_a_release_asks_for_its_day_and_shows_the_period(
    page: PersonPage, desk: Desk, fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write.record(desk, fresh, "verification", CHECKED)
    page.open(no=fresh)
    before = people.show(desk, fresh).row
    assert "释放后起算" in words(page), "no bar runs while somebody is inside"
    assert not page.findChildren(Ring), "and there is no file yet"
    assert sum(one.text() == "确认释放" for one in page.findChildren(QPushButton)) == 2, (
        "in the head and with the step"
    )
    other = TODAY - timedelta(days=1) if before.release_date == TODAY else TODAY
    told: list[str] = []

    def fill(dialog: RecordDialog) -> None:
        line = dialog.form.rows["release_date"]
        assert line.editor.value() == before.release_date
        line.editor.set_value(other)
        dialog.form.changed.emit()
        told.append(words(line))

    filled(monkeypatch, StepDialog, fill)
    page._acts.do(Verb.CONFIRM_RELEASE)
    after = people.show(desk, fresh)
    assert (after.state_code, after.row.release_date) == ("S40_AWAIT_HANDOVER", other)
    assert f"帮教期 {other} 至 {after.row.period_end}" in told[0]


def test_nobody_is_visited_who_was_returned(page: PersonPage, desk: Desk, fresh: str) -> None:
    write.record(desk, fresh, "verification", {**CHECKED, "result": "04"})
    advance.advance(desk, fresh, "S35", said=StepFacts(reason="非本辖区"))
    page.open(no=fresh)
    assert page._acts.main_buttons() == []
    assert not page.findChildren(QProgressBar)


def test_what_the_step_needs_is_not_said_a_second_time_above_it(page: PersonPage, registered: str) -> None:
    page.open(no=registered)
    assert page._story is not None
    buttons = page._holders[PersonSection.CONTACT].findChildren(QPushButton)
    verbs = [one.text() for one in buttons if one.text() in set(Verb) and not page._story.isAncestorOf(one)]
    assert sorted(verbs) == sorted(set(verbs))
    assert {"签协议", "登记走访"} <= set(verbs)
    assert "之后：做评估" in words(page), "what comes later is named, not pressed on the clerk"


def test_the_check_is_recorded_line_by_line(
    page: PersonPage, desk: Desk, fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: RecordDialog) -> None:
        checks = dialog.form.rows["item_result"].editor
        assert isinstance(checks, verification_dialog.ChecksEditor)
        for result in checks._results.values():
            result.choose("SAME")
        dialog.form.rows["family_accepts"].editor.set_value("YES")
        dialog.form.rows["methods"].editor.set_value(("VILLAGE",))
        dialog.form.rows["result"].editor.set_value("01")
        dialog.form.rows["replied_on"].editor.set_value(TODAY)

    filled(monkeypatch, VerificationDialog, fill)
    page.open(no=fresh, do=Verb.VERIFY)
    record = people.show(desk, fresh).file.verifications[-1]
    assert record.result == "01"
    assert record.batch_no == "预释放人员名单_2026年11月", "the list says where it came from"
    checked = record.item_result
    assert [row.item for row in checked] == [name for name, _fields in verification_dialog.CHECKS]
    assert people.show(desk, fresh).state_code == "S30_AWAIT_RELEASE", "it was done with the record"
    assert Verb.VERIFY not in [duty.verb for duty in overview.show(desk, fresh).duties]


def test_a_line_without_a_claim_asks_whether_it_is_known(context: EntryContext) -> None:
    field = VERIFICATION.field("item_result")
    past = (CheckedItem(item="现住址", result="SAME"), CheckedItem(item="接纳意愿", result="SAME"))
    checks = verification_dialog.ChecksEditor(field, context, {"身份": "王𬖸龘"}, past)
    offered = {name: [*result._answers.values()] for name, result in checks._results.items()}
    assert offered["身份"] == ["SAME", "DIFFERENT", "UNVERIFIABLE"]
    assert offered["联系方式"] == ["KNOWN", "UNVERIFIABLE"]
    assert "接纳意愿" not in offered, "asked once, as family_accepts"
    checks.set_value(past)
    assert checks.value() == past, "what was kept before stays"
    checks._results["联系方式"].choose("KNOWN")
    assert not checks._actual["联系方式"].isHidden()
    checks.deleteLater()


def test_a_contact_keeps_last_time_visible_but_not_filled(
    page: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = {
        "work": [item.code for item in desk.codes["work_state"].items],
        "way": [item.code for item in desk.codes["contact_type"].items],
    }

    def fill(dialog: RecordDialog) -> None:
        dialog.form.rows["contact_type"].editor.set_value(codes["way"][0])
        dialog.form.rows["work"].editor.set_value(codes["work"][0])
        dialog.form.rows["abnormal"].editor.set_value(False)

    filled(monkeypatch, ContactDialog, fill)
    page.open(no=registered, do=Verb.RECORD_CONTACT)
    assert len(people.show(desk, registered).file.contacts) == 1

    def second(dialog: RecordDialog) -> None:
        assert isinstance(dialog, ContactDialog)
        assert dialog.form.rows["work"].editor.value() is None, "nothing is filled silently"
        dialog.as_last_time()
        assert dialog.form.rows["work"].editor.value() == codes["work"][0]
        dialog.form.rows["contact_type"].editor.set_value(codes["way"][0])
        dialog.form.rows["abnormal"].editor.set_value(True)

    met = filled(monkeypatch, ContactDialog, second)
    page._acts.do(Verb.RECORD_CONTACT)
    assert "需要关心的情况" in met[0].form.rows["abnormal_detail"].complaint, (
        "the services say what is missing, under its entry"
    )
    assert len(people.show(desk, registered).file.contacts) == 1
    met[0].close()


def test_a_group_says_what_it_lacks_while_it_is_entered(
    page: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def fill(dialog: RecordDialog) -> None:
        assert isinstance(dialog, GroupDialog)
        members = dialog.form.rows["members"].editor
        told.append(dialog._lacks.text())
        assert isinstance(members, RowsEditor)
        members.set_value(members.rows()[:2])
        members.changed.emit()
        told.append(dialog._lacks.text())
        why = dialog.form.rows["gap_reason"].editor
        why.set_value("村里正在换届")
        why.changed.emit()
        told.append(dialog._lacks.text())

    filled(monkeypatch, GroupDialog, fill)
    page.open(no=registered, do=Verb.FORM_GROUP)
    assert "已经写明原因" in told[2]
    assert "已经写明原因" not in told[1]
    assert people.show(desk, registered).file.groups[-1].gap_reason == "村里正在换届"
    assert "符合要求" in told[0]
    assert "还差" in told[1]
    assert str(desk.pack.number("group.min_size")) in told[1]


def test_who_left_the_group_is_told_below_its_members(page: PersonPage, desk: Desk, registered: str) -> None:
    last = people.show(desk, registered).file.groups[-1]
    *first, gone = last.members
    members = [*first, replace(gone, left=desk.today, left_reason="搬到县城")]
    write.record(desk, registered, "group", {"formed_on": last.formed_on, "members": members})
    page.open(no=registered, section=PersonSection.GROUP)
    shown = [one.text() for one in page.findChildren(QLabel)]
    assert "成员变动" in shown
    assert f"{gone.name}　退出" in shown
    assert "搬到县城" in shown


def test_the_known_mother_is_offered_for_the_group(
    page: PersonPage, desk: Desk, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kin = next(item.code for item in desk.codes["relation"].items if item.name == "母亲")
    told = {"emergency_name": "赵桂兰", "emergency_relation": kin, "emergency_phone": "13900001234"}
    write.record(desk, registered, "registration", told)

    def fill(dialog: RecordDialog) -> None:
        press("赵桂兰（母亲）")(dialog)
        assert "赵桂兰" not in [
            one.text()[:3] for one in dialog.findChildren(QPushButton) if one.isVisibleTo(dialog)
        ]

    filled(monkeypatch, GroupDialog, fill)
    page.open(no=registered, do=Verb.FORM_GROUP)
    mother = people.show(desk, registered).file.members[-1]
    assert (mother.name, mother.kind, mother.role, mother.post) == ("赵桂兰", "FAMILY", "MEMBER", "母亲")
    assert mother.phone == "13900001234"


def test_what_another_answer_asks_for_says_so_before_it_is_refused(
    page: PersonPage, registered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: RecordDialog) -> None:
        detail = dialog.form.rows["abnormal_detail"]
        assert "必填" not in [one.text() for one in detail.findChildren(QLabel) if one.isVisibleTo(detail)]
        care = dialog.form.rows["abnormal"].editor
        care.set_value(True)
        care.changed.emit()
        assert "必填" in [one.text() for one in detail.findChildren(QLabel) if one.isVisibleTo(detail)]
        care.set_value(False)
        care.changed.emit()
        assert "必填" not in [one.text() for one in detail.findChildren(QLabel) if one.isVisibleTo(detail)]

    met = filled(monkeypatch, ContactDialog, fill)
    page.open(no=registered, do=Verb.RECORD_CONTACT)
    met[0].close()


def test_previous_and_next_person(page: PersonPage, desk: Desk, window: ToldWindow) -> None:
    listed = people.list_ids(desk, people.PeopleFilter())
    first = people.rows(desk, listed[:2])
    page.open(no=first[0].no, among=listed, at=0)
    page.move_by(-1)
    assert window.went == [], "there is nobody before the first"
    page.move_by(1)
    assert window.went[-1][0] == "person"
    assert window.went[-1][1]["no"] == first[1].no


def test_a_walk_in_is_registered_and_opened(
    painted: QApplication, qtbot: QtBot, desk: Desk, window: ToldWindow
) -> None:
    page = RegisterPage(desk, window)
    qtbot.addWidget(page)
    someone = person(7, name="李建国")
    for name in ("name", "id_no", "sex", "birth_date", "release_type", "release_date"):
        page.form.rows[name].editor.set_value(getattr(someone, name))
    page.save()
    assert "证明书" in words(page), "the release paper must be seen"
    assert window.went == []
    page.form.rows["release_cert_no"].editor.set_raw("晋监释〔2026〕9号")
    page.save()
    target = window.went[-1]
    assert target[0] == "person"
    assert people.show(desk, str(target[1]["no"])).state_code == "S50_REGISTERED"


def _audited(desk: Desk, after: int) -> list[tuple[str, str]]:
    """Each act that the audit got since, and the table it is about."""
    with desk.store.read() as connection:
        wanted = select(audit.c.action, audit.c.object).where(audit.c.seq > after).order_by(audit.c.seq)
        return [(row[0], row[1].split("/")[0]) for row in connection.execute(wanted)]


def test_forms_are_looked_at_then_printed(
    page: PersonPage,
    desk: Desk,
    registered: str,
    window: ToldWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    shown: list[PaperDialog] = []

    def run(self: PaperDialog) -> bool | None:
        shown.append(self)
        self._print()
        return self.answer

    printer = plug_in(monkeypatch, tmp_path)
    monkeypatch.setattr(PaperDialog, "run", run)
    page.open(no=registered)
    menu = page._acts.printouts.menu(people.show(desk, registered))
    names = [action.text() for action in menu.actions()]
    assert "登记表" in names
    assert "衔接表" in names
    assert "评估表" not in names, "there is no assessment yet"
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    with pytest.raises(UserError, match="打印机"):
        page._acts.printouts.show(registered, "handover", "衔接表")
    assert printer.names == []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["A4"]))
    before = desk.store.head().seq
    menu.actions()[names.index("登记表")].trigger()
    assert printer.pages() == [len(shown[-1].preview._pages)]
    kept = [("insert", "attachments"), ("insert", "issued_papers")]
    noted = {("print", "clients"), ("print", "cases"), ("unit", "units")}
    audited = _audited(desk, before)
    assert audited[:2] == kept, "the very paper that went out"
    assert set(audited[2:]) == noted, "the audit knows what was printed: person and case"
    (blanks,) = [action.menu() for action in menu.actions() if action.text() == "空白表格"]
    assert isinstance(blanks, QMenu)
    told = desk.store.head().seq
    blanks.actions()[[one.text() for one in blanks.actions()].index("安置帮教走访谈话记录")].trigger()
    assert printer.pages() == [len(one.preview._pages) for one in shown[1:]]
    assert desk.store.head().seq == told, "a paper with nobody on it is nobody's"
    menu.actions()[names.index("个人资料（交给本人）")].trigger()
    assert desk.store.head().seq == told + 1, "that the person got what is stored is kept"
    for dialog in shown:
        qtbot.addWidget(dialog)


def test_unsaved_entries_are_not_forgotten_on_paper(
    page: PersonPage, desk: Desk, fresh: str, window: ToldWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PaperDialog, "run", lambda _self: None)
    page.open(no=fresh)
    page.in_hand.edit("nickname").rows["nickname"].editor.set_raw("老周")
    monkeypatch.setattr(questions, "yes", lambda *_said, **_verbs: False)
    page._acts.printouts.show(fresh, "registration", "登记表")
    assert page.unsaved()
    monkeypatch.setattr(questions, "yes", lambda *_said, **_verbs: True)
    page._acts.printouts.show(fresh, "registration", "登记表")
    assert people.show(desk, fresh).values["nickname"] == "老周"


def test_the_keyboard_goes_from_a_section_to_its_verb(
    page: PersonPage, qtbot: QtBot, registered: str, window: ToldWindow
) -> None:
    page.open(no=registered)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    verb = page.focusWidget()
    assert isinstance(verb, QPushButton)
    assert verb.text() == "签协议"
    qtbot.keyClick(verb, Qt.Key.Key_Return)
    assert window.went[-1] == ("agreements", {"no": registered})


def test_enter_on_a_page_just_opened_does_what_comes_next(
    page: PersonPage, qtbot: QtBot, registered: str, window: ToldWindow
) -> None:
    page.open(no=registered)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first = page.first()
    assert first is not None
    first.setFocus()
    assert page._next is not None
    assert page._next.button is not None
    assert page._next.button.text() == "签协议"
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert window.went[-1] == ("agreements", {"no": registered})


def test_the_keyboard_goes_from_a_signed_agreement_to_its_paper(
    page: PersonPage, desk: Desk, qtbot: QtBot, registered: str, window: ToldWindow
) -> None:
    agreements.draw(desk, registered)
    agreements.mark_printed(desk, registered)
    agreements.sign(desk, registered, TODAY)
    page.open(no=registered)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert window.went[-1] == ("agreements", {"no": registered, "do": Verb.VIEW})


@pytest.mark.parametrize(("apart", "said"), [(1, "没有需要讨论的分歧"), (2, "B2 就业与生计")])
def test_only_answers_that_lie_far_apart_are_listed(
    page: PersonPage, desk: Desk, registered: str, apart: int, said: str
) -> None:
    items = desk.instrument.items
    first = {item.code: item.options[0].label for item in items}
    sheets = [
        {"member": "李文静", "values": first},
        {"member": "王建国", "values": first | {"B2": desk.instrument.item("B2").options[apart].label}},
    ]
    given = {"meeting_on": TODAY, "kind": "INITIAL", "present": ["李文静", "王建国"], "decided": "GENERAL"}
    write.record(
        desk,
        registered,
        "assessment",
        {**given, "sheets": sheets, "agreed": first, "spread_note": {"B2": "已当面问清"}},
    )
    page.open(no=registered)
    shown = words(page)
    assert said in shown
    assert ("没有需要讨论的分歧" in shown) == (apart == 1)


def test_an_old_assessment_is_shown_in_the_terms_of_its_own_instrument(
    painted: QApplication, qtbot: QtBot, desk: Desk, registered: str, window: ToldWindow
) -> None:
    """Another instrument changes nothing; where the old one was not kept, the page says so and opens."""
    first = {item.code: item.options[0].label for item in desk.instrument.items}
    given = {"meeting_on": TODAY, "kind": "INITIAL", "present": ["李文静"], "decided": "GENERAL"}
    write.record(desk, registered, "assessment", {**given, "agreed": first})

    def shown(by: Desk) -> str:
        page = PersonPage(by, window)
        qtbot.addWidget(page)
        page.open(no=registered)
        return "\n".join([words(page), *(bar.accessibleName() for bar in page.findChildren(BlockBar))])

    before = shown(desk)
    assert all(block.label in before for block in desk.instrument.blocks)
    forms = (*desk.short_forms, _later(desk.instrument))
    later = replace(desk, forms=lambda _day: forms)
    assert shown(later) == before
    with desk.store.raw() as raw:
        raw.execute("UPDATE assessments SET instrument_text = NULL")
    with begin(later, "别的事"):  # what the store remembers of the case is told again
        pass
    assert "这次评估用的评估表这里没有" in shown(later)


def _later(instrument: Instrument) -> Instrument:
    """The same questions under other codes and names."""
    blocks = tuple(
        replace(
            block,
            label=f"新{block.label}",
            items=tuple(replace(one, code=f"Z{one.code}") for one in block.items),
        )
        for block in instrument.blocks
    )
    return replace(instrument, blocks=blocks, text="")


def test_the_page_fits_a_small_screen_at_the_largest_letters(
    painted: QApplication, qtbot: QtBot, desk: Desk, registered: str, window: ToldWindow
) -> None:
    write.record(desk, registered, "registration", {"grid": "石桥村西大街北段第十二网格（含新建小区）"})
    dress(painted, "特大", shipped=True)
    try:
        for no in (registered, *(row.no for row in people.first_page(desk, people.PeopleFilter(), limit=5))):
            big = PersonPage(desk, window)
            qtbot.addWidget(big)
            big.open(no=no)
            assert big.minimumSizeHint().width() <= 1366 - 216
    finally:
        dress(painted, "标准", shipped=True)


def test_every_verb_that_leads_to_the_person_page_is_known_there(page: PersonPage, desk: Desk) -> None:
    """A verb that no act stands behind would be a button that does nothing."""
    said = "".join(inspect.getsource(one) for one in (guards, duties))
    led = {Verb[name] for name in re.findall(r"Verb\.([A-Z_]+)", said)} | set(STEP_VERBS.values())
    led |= {paper.verb for paper in desk.pack.papers if paper.verb}
    assert led <= set(page._acts._verbs)
