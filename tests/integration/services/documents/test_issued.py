"""services/documents/issued.py: what went out is kept as it was, by version, and found by its code."""

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from anbang_desktop.domain.paper_code import read_payload
from anbang_desktop.errors import Refused
from anbang_desktop.fields.issued import Issued, Why
from anbang_desktop.pdf import finish, preview
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, issued, papers
from anbang_desktop.services.documents.page_code import code_of
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people

VISIT = {"contact_type": "NOT_MET", "workers": ["李文静"], "abnormal": False, "content": "未遇。"}


def _kept(desk: Desk, no: str) -> list[Issued]:
    with desk.store.read() as connection:
        return issued.of_case(connection, people.show(desk, no).file.case_id)


def _paper(desk: Desk, one: Issued) -> bytes:
    return desk.store.attachment(one.attachment_id).data


def test_what_was_printed_is_kept_and_printed_again_as_it_was(desk: Desk, registered: str) -> None:
    visit = write.record(desk, registered, "contact", VISIT)
    pdf = papers.form(desk, registered, "contact", visit)
    papers.note_print(desk, registered, "contact", visit, pdf)
    (one,) = _kept(desk, registered)
    row = f"contacts/{visit}"
    assert (one.kind, one.row, one.version, one.why, one.pages) == ("contact", row, 1, Why.PRINTED, 1)
    assert (_paper(desk, one), one.code) == (finish.archival(pdf), code_of(desk, row, 1))
    assert papers.form(desk, registered, "contact", visit) == pdf, "nothing on it has changed"
    papers.note_print(desk, registered, "contact", visit)
    assert _kept(desk, registered) == [one], "the same paper once more is no new version"


def test_a_correction_makes_the_next_version_and_the_old_paper_stays(desk: Desk, registered: str) -> None:
    visit = write.record(desk, registered, "contact", VISIT)
    papers.note_print(desk, registered, "contact", visit)
    (first,) = _kept(desk, registered)
    before = _paper(desk, first)
    write.correct(desk, registered, "contact", visit, {"content": "见到本人。"}, "记错了")
    papers.note_print(desk, registered, "contact", visit)
    old, new = _kept(desk, registered)
    assert old == first
    assert _paper(desk, old) == before
    assert (new.version, new.code != old.code) == (2, True)
    with desk.store.read() as connection:
        assert issued.by_code(connection, old.code) == old
        assert issued.by_code(connection, f" {new.code.lower()} ") == new
        assert issued.by_code(connection, "00000000") is None
    assert finish.archival(papers.form(desk, registered, "contact", visit)) == _paper(desk, new)


def test_the_second_paper_of_a_record_and_those_of_the_case_have_versions_of_their_own(
    desk: Desk, registered: str
) -> None:
    for kind in ("verification", papers.REPLY, papers.NOTICE, papers.REGISTRATION_FORM):
        papers.note_print(desk, registered, kind)
    case_id = people.show(desk, registered).file.case_id
    rows = [one.row for one in _kept(desk, registered)]
    assert rows[0] + "/reply" == rows[1]
    assert rows[2:] == [f"cases/{case_id}/notice", f"cases/{case_id}/registration"]
    assert len({one.code for one in _kept(desk, registered)}) == 4


def test_printing_is_no_act_that_ctrl_z_takes_back_and_holds_what_it_shows(
    desk: Desk, registered: str
) -> None:
    since = desk.store.head().seq
    visit = write.record(desk, registered, "contact", VISIT)
    made = history.done_with(desk, registered)[0]
    papers.note_print(desk, registered, "contact", visit)
    last = history.last_done(desk, since)
    assert last is not None
    assert last.id == made.id
    with pytest.raises(Refused, match="已经打印或者导出过"):
        history.undo(desk, made.id)


def test_an_agreement_is_kept_under_the_code_of_its_pages_and_takes_its_scan(
    desk: Desk, registered: str, tmp_path: Path
) -> None:
    drawn = agreements.draw(desk, registered)
    assert not _kept(desk, registered), "a draft has not gone out"
    agreements.mark_printed(desk, registered)
    (one,) = _kept(desk, registered)
    (version,) = people.show(desk, registered).file.agreements
    assert (one.code, one.why, one.pages) == (version.document_id, Why.PRINTED, drawn.pages)
    assert _paper(desk, one) == drawn.pdf
    again = agreements.draw(desk, registered, terms=agreements.Terms(extra="一起办理户口登记。"))
    agreements.mark_printed(desk, registered)
    assert [known.version for known in _kept(desk, registered)] == [1, 2]
    scan = tmp_path / "a.png"
    Image.new("L", (400, 600), 200).save(scan)
    agreements.sign(desk, registered, desk.today, scan)
    first, second = _kept(desk, registered)
    assert first.code != second.code, "two papers that say something else never carry one code"
    assert (second.why, second.returned_on, first.scan_attachment_id) == (Why.SIGNED, desk.today, None)
    assert second.scan_attachment_id is not None
    assert _paper(desk, second) == again.pdf
    with desk.store.read() as connection:
        assert issued.by_code(connection, str(version.document_id)) == first


def test_a_refusal_that_was_written_down_is_kept(desk: Desk, registered: str) -> None:
    agreements.refuse(desk, registered, desk.today, "PRIVACY", "赵兰")
    agreements.refusal_note(desk, registered)
    (one,) = _kept(desk, registered)
    assert (one.kind, one.row.endswith("/refusal"), one.pages > 0) == ("refusal", True, True)
    agreements.refusal_note(desk, registered)
    assert _kept(desk, registered) == [one]


def test_the_code_that_is_kept_is_the_one_on_the_page(desk: Desk, registered: str) -> None:
    zxing = pytest.importorskip("zxingcpp")
    visit = write.record(desk, registered, "contact", VISIT)
    papers.note_print(desk, registered, "contact", visit)
    write.correct(desk, registered, "contact", visit, {"content": "见到本人。"}, "记错了")
    papers.note_print(desk, registered, "contact", visit)
    for one in _kept(desk, registered):
        (picture,) = preview.jpegs(_paper(desk, one), 200, 90)
        (found,) = zxing.read_barcodes(Image.open(io.BytesIO(picture)))
        assert read_payload(found.text) == (one.code, 1)


def test_what_comes_back_signed_is_noted_with_its_day(desk: Desk, registered: str) -> None:
    papers.note_print(desk, registered, papers.NOTICE)
    (one,) = _kept(desk, registered)
    with desk.store.work(desk.clock, "收回告知书") as work:
        scan = work.attach("告知书.jpg", "image/jpeg", b"scan")
        issued.returned(work, one, scan, date(2026, 11, 29))
    (back,) = _kept(desk, registered)
    assert (back.scan_attachment_id, back.returned_on, back.why) == (scan, date(2026, 11, 29), Why.SIGNED)
