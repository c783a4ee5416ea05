"""Agreements over a real encrypted office: drawn, printed, signed, refused; and whole or not at all."""

import hashlib
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.pdf import scans
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, paper_values, papers
from anbang_desktop.services.documents.agreements import Terms
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import lists, people


def _no(desk: Desk, name: str) -> str:
    return next(hit.row.no for hit in people.search(desk, name) if hit.row.name == name)


def _newest(desk: Desk, no: str) -> Agreement:
    return people.show(desk, no).file.agreements[-1]


def _roles(desk: Desk, no: str) -> set[str]:
    return {one.role for one in _newest(desk, no).parties}


def _text(pdf: bytes) -> str:
    document = PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def _actions(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]


def _scan(folder: Path) -> Path:
    file = folder / "scan.png"
    Image.new("RGB", (600, 800), "white").save(file)
    return file


@pytest.fixture
def no(desk: Desk) -> str:
    """The person with the rarest name of the sample list."""
    return _no(desk, "王𬖸龘")


def test_drawing_keeps_the_paper_and_writes_the_file(desk: Desk, no: str, tmp_path: Path) -> None:
    drawn = agreements.draw(desk, no, tmp_path / "out")
    row = _newest(desk, no)
    (file,) = (tmp_path / "out").iterdir()
    assert [str(file)] == drawn.files
    assert file.name == f"协议书_{no}.pdf"
    assert file.read_bytes() == drawn.pdf == agreements.issued(desk, no)
    assert (row.state, row.version, row.agr_no, row.pages) == (
        "DRAFT",
        1,
        drawn.number,
        drawn.pages,
    )
    assert row.pdf_sha256 == hashlib.sha256(drawn.pdf).hexdigest()
    assert "export" in _actions(desk)


def test_an_unsigned_agreement_is_drawn_anew_under_its_number(desk: Desk, no: str) -> None:
    first = agreements.draw(desk, no)
    code = _newest(desk, no).document_id
    second = agreements.draw(desk, no, terms=Terms(offers=["H01"], extra="一起办理户口登记。", visit_days=30))
    row = _newest(desk, no)
    assert (second.agreement_id, second.number) == (first.agreement_id, first.number)
    assert (row.document_id, row.state, row.offers, row.visit_interval) == (
        code,
        "DRAFT",
        ("H01",),
        30,
    )


def test_numbers_follow_one_another_and_leave_none_out(desk: Desk, no: str) -> None:
    numbers = [agreements.draw(desk, one).number for one in (no, _no(desk, "周燕"), _no(desk, "何勇"))]
    assert numbers == [
        desk.pack.agreement_no(desk.office.code, desk.today.year, serial) for serial in (1, 2, 3)
    ]


def test_a_preview_writes_nothing(desk: Desk, no: str) -> None:
    before = _actions(desk)
    assert papers.page_count(agreements.preview(desk, no)) == agreements.draw(desk, no).pages
    assert before == _actions(desk)[: len(before)]
    assert len(people.show(desk, no).file.agreements) == 1


def test_the_fourth_party_is_asked_and_stays_until_it_is_asked_again(desk: Desk, no: str) -> None:
    write.record(
        desk,
        no,
        "registration",
        {"emergency_name": "买买提·艾合买提", "emergency_relation": "父亲", "responsible_worker": "李文静"},
    )
    agreements.draw(desk, no)
    assert _roles(desk, no) == {"OFFICE", "CLIENT", "VILLAGE"}, "nobody was asked"
    agreements.draw(desk, no, terms=Terms(family="买买提·艾合买提"))
    assert _roles(desk, no) == {"OFFICE", "CLIENT", "VILLAGE", "FAMILY"}
    agreements.draw(desk, no, terms=Terms(extra="一起办理户口登记。"))
    parties = {one.role: one for one in _newest(desk, no).parties}
    assert parties["FAMILY"].name == "买买提·艾合买提", "as it was asked"
    assert parties["OFFICE"].person == "李文静"
    agreements.draw(desk, no, terms=Terms(family=""))
    assert "FAMILY" not in _roles(desk, no)
    assert _newest(desk, no).template_id == "agreement-2"


def test_who_is_not_in_the_file_takes_no_part_and_nothing_is_drawn(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match=r"没有“王大山”.*家庭") as told:
        agreements.draw(desk, no, terms=Terms(family="王大山"))
    assert told.value.field == "family"
    assert not people.show(desk, no).file.agreements


def test_an_open_agreement_of_the_first_text_has_nobody_asked(desk: Desk, no: str) -> None:
    from anbang_desktop.storage import tables  # noqa: PLC0415 - only to set the version

    write.record(desk, no, "registration", {"emergency_name": "孙丽", "emergency_relation": "配偶"})
    agreements.draw(desk, no, terms=Terms(family="孙丽"))
    assert agreements.proposal(desk, no).asked
    with desk.store.work(desk.clock) as work:
        work.update(tables.agreements, _newest(desk, no).id, {"template_id": "agreement-1"}, "试验")
    assert not agreements.proposal(desk, no).asked
    assert "FAMILY" in {one.role for one in _newest(desk, no).parties}, "as it was printed"
    agreements.draw(desk, no)
    assert "FAMILY" not in _roles(desk, no)


def test_what_is_needed_is_proposed_and_stays_what_the_clerk_chose(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"employment": "09", "special_disease": ["01"]})
    offered = agreements.proposal(desk, no).offers
    assert [one.help for one in offered] == ["H06"], "of a disease only the person himself may tell"
    agreements.draw(desk, no)
    assert _newest(desk, no).offers == ("H06",)
    agreements.draw(desk, no, terms=Terms(offers=[]))
    assert _newest(desk, no).offers == ()
    agreements.draw(desk, no)
    assert _newest(desk, no).offers == (), "as the open version says"


def test_the_paper_of_a_withheld_record_is_neutral(desk: Desk, no: str) -> None:
    open_ = _text(agreements.draw(desk, no).pdf)
    file = people.show(desk, no).file
    withheld = replace(file, case=replace(file.case, sealing="SEALED"))
    closed = _text(paper_values.agreement_paper(desk, withheld, _newest(desk, no), draft=True))
    for word in ("安置帮教", "帮教期限", "《办法》"):
        assert word in open_
        assert word not in closed
    assert "关爱帮扶协议书" in closed


def test_the_agreement_promises_what_the_rules_do(desk: Desk, registered: str) -> None:
    assert agreements.proposal(desk, registered).visits == "登记后第一年约每60天，以后约每90天"
    agreements.draw(desk, registered)
    assert _newest(desk, registered).visit_interval is None, "nothing else was agreed"


def test_printed_signed_with_scan(desk: Desk, registered: str, tmp_path: Path) -> None:
    agreements.draw(desk, registered)
    agreements.mark_printed(desk, registered)
    agreements.mark_printed(desk, registered)
    agreements.sign(desk, registered, desk.today, _scan(tmp_path))
    row = _newest(desk, registered)
    media_type, data = agreements.scan_of(desk, registered)
    assert (row.state, row.signed_on, row.printed_on) == ("SIGNED", desk.today, desk.today)
    assert media_type == scans.JPEG
    with Image.open(io.BytesIO(data)) as kept:
        assert kept.size == (600, 800)
    assert _actions(desk).count("print") == 2


def test_after_a_signature_the_next_version_replaces_it_when_signed(desk: Desk, registered: str) -> None:
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    with pytest.raises(UserError, match="已经登记为“已签订”"):
        agreements.sign(desk, registered, desk.today)
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    states = [(row.version, row.state) for row in people.show(desk, registered).file.agreements]
    assert states == [(1, "REPLACED"), (2, "SIGNED")]


@pytest.mark.parametrize(("unable", "state"), [(False, "REFUSED"), (True, "UNABLE")])
def test_a_refusal_is_kept_with_its_reason_and_noted_on_paper(
    desk: Desk, registered: str, tmp_path: Path, *, unable: bool, state: str
) -> None:
    agreements.refuse(desk, registered, desk.today, "不想让邻居知道", "赵兰", unable=unable)
    row = _newest(desk, registered)
    assert row.offers == (), "no paper promised anything"
    note = agreements.refusal_note(desk, registered, tmp_path)
    assert (row.state, row.refusal_reason, row.refusal_note, row.witness) == (
        state,
        "OTHER",
        "不想让邻居知道",
        "赵兰",
    )
    assert row.explained_by == desk.user
    assert (tmp_path / f"拒签情况说明_{registered}.pdf").read_bytes() == note


def test_a_known_reason_is_kept_as_its_code(desk: Desk, registered: str) -> None:
    agreements.draw(desk, registered)
    agreements.refuse(desk, registered, desk.today, "担心隐私", "赵兰")
    row = _newest(desk, registered)
    assert (row.version, row.refusal_reason, row.refusal_note) == (1, "PRIVACY", None)


@pytest.mark.parametrize(("reason", "witness", "what"), [("", "赵兰", "原因"), ("担心隐私", " ", "见证人")])
def test_a_refusal_needs_reason_and_witness(
    desk: Desk, registered: str, reason: str, witness: str, what: str
) -> None:
    with pytest.raises(UserError, match=what):
        agreements.refuse(desk, registered, desk.today, reason, witness)


def test_what_is_signed_cannot_be_refused(desk: Desk, registered: str) -> None:
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    with pytest.raises(UserError, match="第 1 版协议已经登记为“已签订”"):
        agreements.refuse(desk, registered, desk.today, "担心隐私", "赵兰")


@pytest.mark.parametrize("unable", [False, True])
def test_a_version_is_refused_once_and_the_next_one_may_be_refused_again(
    desk: Desk, registered: str, *, unable: bool
) -> None:
    agreements.refuse(desk, registered, desk.today, "担心隐私", "赵兰")
    before = _actions(desk)
    with pytest.raises(UserError, match=r"第 1 版协议已经登记为“拒签”.*请先生成新的一版") as told:
        agreements.refuse(desk, registered, desk.today, "不需要", "赵兰", unable=unable)
    assert told.value.field == "state"
    assert _actions(desk) == before
    agreements.draw(desk, registered)
    agreements.refuse(desk, registered, desk.today, "不需要", "赵兰", unable=unable)
    rows = people.show(desk, registered).file.agreements
    assert [(row.version, row.refusal_reason) for row in rows] == [(1, "PRIVACY"), (2, "NO_NEED")]


@pytest.mark.parametrize(
    ("state", "remedy"),
    [
        ("S10_NOTICE", "请先办理衔接和报到登记"),
        ("S30_AWAIT_RELEASE", "请先办理衔接和报到登记"),
        ("S40_AWAIT_HANDOVER", "请先办理衔接和报到登记"),
        ("S35_RETURNED", "请核对档案编号"),
        ("S85_EXPIRED", "请核对档案编号"),
    ],
)
def test_who_was_not_registered_or_is_no_longer_with_us_cannot_refuse_or_sign(
    desk: Desk, registered: str, state: str, remedy: str
) -> None:
    from anbang_desktop.storage import tables  # noqa: PLC0415 - only to set the state

    agreements.draw(desk, registered)
    with desk.store.work(desk.clock) as work:
        work.update(tables.cases, people.show(desk, registered).id, {"state": state}, "试验")
    with pytest.raises(UserError, match=f"不能登记拒签或者无法签订。{remedy}"):
        agreements.refuse(desk, registered, desk.today, "担心隐私", "赵兰")
    with pytest.raises(UserError, match=f"不能登记签订。{remedy}"):
        agreements.sign(desk, registered, desk.today)
    assert _newest(desk, registered).state == "DRAFT"


def test_a_refusal_before_the_release_is_a_wrong_day(desk: Desk, registered: str) -> None:
    release = people.show(desk, registered).values["release_date"]
    with pytest.raises(UserError, match=r"拒签日期.*早于释放"):
        agreements.refuse(desk, registered, release - timedelta(days=1), "担心隐私", "赵兰")  # type: ignore[operator, arg-type]


def test_days_that_cannot_be_are_refused(desk: Desk, registered: str) -> None:
    agreements.draw(desk, registered)
    with pytest.raises(UserError, match="晚于今天"):
        agreements.sign(desk, registered, desk.today + timedelta(days=1))
    release = people.show(desk, registered).values["release_date"]
    with pytest.raises(UserError, match="早于释放"):
        agreements.sign(desk, registered, release - timedelta(days=1))  # type: ignore[operator, arg-type]


def test_nothing_can_be_signed_that_was_not_drawn(desk: Desk, no: str) -> None:
    for act in (
        lambda: agreements.sign(desk, no, desk.today),
        lambda: agreements.mark_printed(desk, no),
        lambda: agreements.issued(desk, no),
    ):
        with pytest.raises(UserError, match="还没有生成协议书"):
            act()


def test_a_name_no_font_has_is_refused_and_nothing_is_written(desk: Desk, no: str, tmp_path: Path) -> None:
    write.record(desk, no, "registration", {"name": "王\U00030ede"})
    before = _actions(desk)
    with pytest.raises(UserError, match=r"U\+30EDE"):
        agreements.draw(desk, no, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not people.show(desk, no).file.agreements
    assert _actions(desk) == before


def test_an_unwritable_place_leaves_no_record_and_no_file(desk: Desk, no: str, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    with pytest.raises(UserError, match="建不了文件夹"):
        agreements.draw(desk, no, tmp_path / "out")
    assert not people.show(desk, no).file.agreements


def test_a_full_disk_leaves_no_record_and_no_file(
    desk: Desk, no: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("anbang_desktop.services.outputs.os.fsync", full)
    with pytest.raises(UserError, match="写不了文件"):
        agreements.draw(desk, no, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())
    assert not people.show(desk, no).file.agreements


def test_a_file_that_is_no_scan_leaves_the_agreement_unsigned(desk: Desk, no: str, tmp_path: Path) -> None:
    agreements.draw(desk, no)
    (tmp_path / "scan.pdf").write_bytes(b"no scan")
    for file in (tmp_path / "scan.pdf", tmp_path / "missing.pdf"):
        with pytest.raises(UserError, match="扫描件"):
            agreements.sign(desk, no, desk.today, file)
    assert _newest(desk, no).state == "DRAFT"


def test_without_a_period_nothing_is_drawn(desk: Desk, no: str) -> None:
    from anbang_desktop.storage import tables  # noqa: PLC0415 - only to take the day away

    with desk.store.work(desk.clock) as work:
        work.update(tables.cases, people.show(desk, no).id, {"period_start": None}, "试验")
    with pytest.raises(UserError, match="算不出帮教期限"):
        agreements.draw(desk, no)


def test_who_waits_is_listed_with_the_last_day_and_the_number_turns_late(desk: Desk, registered: str) -> None:
    line = lists.agreement_rows(desk, lists.agreement_ids(desk, ("NONE",)))[0]
    assert (line.no, line.on) == (registered, None), "nothing was signed: no day"
    assert line.until is not None
    last = replace(desk, clock=FixedClock(line.until))
    assert lists.agreements_to_do(last) == (1, False)
    late = replace(desk, clock=FixedClock(line.until + timedelta(days=1)))
    assert lists.agreements_to_do(late) == (1, True)
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    line = next(one for one in lists.agreement_rows(desk, lists.agreement_ids(desk)) if one.no == registered)
    assert (line.on, line.until) == (desk.today, None)


def test_the_list_shows_the_newest_of_each_case(desk: Desk, registered: str) -> None:
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    agreements.draw(desk, registered)
    agreements.draw(desk, _no(desk, "周燕"))
    lines = {line.no: line for line in lists.agreement_rows(desk, lists.agreement_ids(desk))}
    assert len(lines) == 2
    assert (lines[registered].version, lines[registered].state_code, lines[registered].name) == (
        2,
        "DRAFT",
        "王𬖸龘",
    )
    assert lists.agreements_counted(desk) == {"NONE": 0, "DRAFT": 2}
    assert not lists.agreement_ids(desk, ("SIGNED",)), "what counts is the newest version"
    assert len(lists.agreement_ids(desk, ("DRAFT",))) == 2
    assert sorted(lists.agreement_ids(desk)) == sorted(lists.agreement_ids(desk, ("DRAFT",)))
