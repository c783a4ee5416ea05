"""services/documents/returns.py: mixed scans find their papers, nothing is filed unasked, nothing is lost."""

import io
import os
import random
import shutil
import signal
import struct
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.fields.issued import Issued
from anbang_desktop.pdf import page as paper_page
from anbang_desktop.pdf import preview
from anbang_desktop.pdf.page import Edges
from anbang_desktop.pdf.paragraph import Paragraph
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import (
    agreements,
    archive,
    issued,
    papers,
    returns,
    scan_filing,
    scan_reading,
)
from anbang_desktop.services.documents.returns import Standing
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.queries import withheld
from tests.support import desks, scanner
from tests.support.at_once import read_at_once
from tests.support.scanner import Way

VISIT = {"contact_type": "NOT_MET", "workers": ["李文静"], "abnormal": False, "content": "未遇。"}


def kept(desk: Desk, no: str) -> list[Issued]:
    with desk.store.read() as connection:
        return issued.of_case(connection, people.show(desk, no).file.case_id)


def paper_of(desk: Desk, no: str, kind: str) -> tuple[Issued, bytes]:
    """The newest paper of that kind that went out."""
    one = [paper for paper in kept(desk, no) if paper.kind == kind][-1]
    return one, desk.store.attachment(one.attachment_id).data


def printed_agreement(desk: Desk, no: str) -> tuple[Issued, bytes]:
    agreements.draw(desk, no)
    agreements.mark_printed(desk, no)
    return paper_of(desk, no, "agreement")


def form(desk: Desk, no: str, kind: str) -> tuple[Issued, bytes]:
    papers.note_print(desk, no, kind)
    return paper_of(desk, no, kind)


def save(folder: Path, name: str, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(data)
    return file


def scans_of(folder: Path, name: str, pdf: bytes, *pages: int, way: Way | None = None) -> Path:
    """A file of these pages (from 1) of a paper."""
    sheets = [scanner.scanned(pdf, page - 1, way or Way(100)) for page in pages]
    return save(folder, f"{name}.pdf", scanner.pdf_of(sheets))


@pytest.fixture
def other(desk: Desk) -> str:
    """Somebody who has an agreement printed, and who hasn't come yet."""
    return next(hit.row.no for hit in people.search(desk, "周燕"))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process."""
    read_at_once(monkeypatch)


def test_twenty_mixed_scans_are_all_placed(
    desk: Desk, registered: str, other: str, tmp_path: Path, at_once: None
) -> None:
    agreement, agreed = printed_agreement(desk, registered)
    theirs, their_pdf = printed_agreement(desk, other)
    notice, notice_pdf = form(desk, registered, papers.NOTICE)
    registration, registration_pdf = form(desk, registered, papers.REGISTRATION_FORM)
    visit = write.record(desk, registered, "contact", VISIT)
    old, old_pdf = form(desk, registered, "contact")
    write.correct(desk, registered, "contact", visit, {"content": "见到本人。"}, "记错了")
    new, new_pdf = form(desk, registered, "contact")
    check, check_pdf = form(desk, registered, "verification")
    assert registration.pages == 2

    chance = random.Random(20)
    finest = Way(300, 90, 2, 30, 60)  # once: it takes a second
    ways = (
        Way(200, 180, -3, 40, 50),
        Way(150, 270, 2, 60, 50, 0.7),
        Way(100, 0, 3, 30, 50),
        Way(100, 180, -2, 50, 50, 0.5),
        Way(120, 90, 2.5, 40, 50),
    )
    wanted = [
        *((agreed, at) for at in range(agreement.pages)),
        *((their_pdf, at) for at in range(theirs.pages)),
        (their_pdf, 0),  # the same page twice
        *((notice_pdf, at) for at in range(notice.pages)),
        (registration_pdf, 0),  # its second page is missing
        (old_pdf, 0),
        (new_pdf, 0),
        *((check_pdf, at) for at in range(check.pages)),
    ]
    sheets = [
        scanner.scanned(pdf, at, ways[n % len(ways)] if n else finest) for n, (pdf, at) in enumerate(wanted)
    ]
    strange = paper_page.build(
        [Paragraph("别的单位的通知", paper_page.BODY)], Edges("通知", code_id="ABCDEFGH")
    )
    plain = paper_page.build([Paragraph("没有码的一页", paper_page.BODY)], Edges("没有码"))
    sheets += [
        scanner.scanned(strange, 0, Way()),
        scanner.scanned(plain, 0, Way(150, 90)),
        scanner.smeared(scanner.scanned(agreed, 0, Way(150))),
    ]
    backs = 2
    sheets += [Image.new("RGB", (1240, 1754), (252, 252, 250)) for _ in range(backs)]
    assert len(sheets) >= 20
    chance.shuffle(sheets)
    feeder, flatbed = sheets[: len(sheets) // 2], sheets[len(sheets) // 2 :]
    save(tmp_path / "in", "双面.pdf", scanner.pdf_of(feeder))
    tiff = io.BytesIO()
    flatbed[0].save(tiff, "TIFF", save_all=True, append_images=flatbed[1:3])
    save(tmp_path / "in", "多页.tif", tiff.getvalue())
    for at, sheet in enumerate(flatbed[3:]):
        one = io.BytesIO()
        sheet.convert("L").save(one, "JPEG" if at % 2 else "PNG", quality=60, compress_level=1)
        save(tmp_path / "in", f"{at}.{'jpg' if at % 2 else 'png'}", one.getvalue())

    taken = scan_reading.take_in(desk, [tmp_path / "in"])
    assert (taken.placed, taken.tray, taken.blank, taken.refused) == (len(wanted), 3, backs, ())
    told = returns.waiting(desk)
    standing = {one.code: (one.standing, one.missing, len(one.pages), len(one.spare)) for one in told.papers}
    assert standing == {
        agreement.code: (Standing.COMPLETE, (), agreement.pages, 0),
        theirs.code: (Standing.COMPLETE, (), theirs.pages, 1),
        notice.code: (Standing.COMPLETE, (), notice.pages, 0),
        registration.code: (Standing.MISSING, (2,), 1, 0),
        old.code: (Standing.OLD, (), 1, 0),
        new.code: (Standing.COMPLETE, (), 1, 0),
        check.code: (Standing.COMPLETE, (), check.pages, 0),
    }
    assert [[page.page for page in one.pages] for one in told.papers if one.code == agreement.code] == [
        list(range(1, agreement.pages + 1))
    ]
    words = {one.code: one.words for one in told.papers}
    assert words[registration.code] == "缺第 2 页"
    assert words[old.code] == "旧版：第 1 版，现在是第 2 版；齐，1 页"
    assert words[theirs.code].endswith("第 1 页扫了不止一次，用后一次的")
    assert len(told.tray) == 3

    again = scan_reading.take_in(desk, [tmp_path / "in"])
    assert (again.placed, again.tray, again.again) == (0, 0, len(wanted) + 3), "the same files bring nothing"


def test_what_is_confirmed_is_signed_kept_and_bound(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    agreement, agreed = printed_agreement(desk, registered)
    notice, notice_pdf = form(desk, registered, papers.NOTICE)
    scans_of(tmp_path / "in", "a", agreed, *range(agreement.pages, 0, -1))
    scans_of(tmp_path / "in", "b", notice_pdf, *range(1, notice.pages + 1))
    scan_reading.take_in(desk, [tmp_path / "in"])
    signed_on = desk.today
    filed = scan_filing.file_papers(desk, [agreement.code, notice.code], signed_on)
    assert {one.must_sign for one in filed if one.code == agreement.code} == {True}
    version = people.show(desk, registered).file.agreements[-1]
    assert (version.state, version.signed_on) == ("SIGNED", signed_on)
    media_type, scan = agreements.scan_of(desk, registered)
    assert (media_type, preview.page_count(scan)) == ("application/pdf", agreement.pages)
    back = {one.code: one for one in kept(desk, registered)}
    assert back[agreement.code].scan_attachment_id == version.scan
    assert (back[notice.code].returned_on, back[notice.code].why) == (signed_on, "SIGNED")
    assert returns.waiting(desk).papers == ()
    assert archive.bind(desk, registered).pages > agreement.pages


def test_a_missing_page_is_named_and_filed_only_on_his_word(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    paper, pdf = form(desk, registered, papers.REGISTRATION_FORM)
    scan_reading.take_in(desk, [scans_of(tmp_path, "a", pdf, 1)])
    with pytest.raises(UserError, match="缺第 2 页"):
        scan_filing.file_papers(desk, [paper.code])
    assert kept(desk, registered)[-1].scan_attachment_id is None
    scan_filing.file_papers(desk, [paper.code], anyway=True)
    first = kept(desk, registered)[-1].scan_attachment_id
    assert first is not None
    scan_reading.take_in(desk, [scans_of(tmp_path, "b", pdf, 2)])
    (one,) = returns.waiting(desk).papers
    assert (one.standing, one.missing, [page.page for page in one.pages]) == (Standing.THERE, (), [1, 2])
    assert one.words == "齐，2 页；已经有扫描件，归位后换成这一份"
    scan_filing.file_papers(desk, [paper.code])
    second = kept(desk, registered)[-1].scan_attachment_id
    assert second is not None
    assert second != first
    assert preview.page_count(desk.store.attachment(second).data) == 2


def test_an_old_version_and_a_page_scanned_twice_are_filed_on_his_word(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    visit = write.record(desk, registered, "contact", VISIT)
    old, old_pdf = form(desk, registered, "contact")
    write.correct(desk, registered, "contact", visit, {"content": "见到本人。"}, "记错了")
    new, _new_pdf = form(desk, registered, "contact")
    scans_of(tmp_path / "in", "a", old_pdf, 1)
    scans_of(tmp_path / "in", "b", old_pdf, 1, way=Way(150))
    scan_reading.take_in(desk, [tmp_path / "in"])
    with pytest.raises(UserError, match="旧版：第 1 版，现在是第 2 版"):
        scan_filing.file_papers(desk, [old.code])
    scan_filing.file_papers(desk, [old.code], anyway=True)
    back = {one.code: one for one in kept(desk, registered)}
    assert back[old.code].scan_attachment_id is not None
    assert back[new.code].scan_attachment_id is None
    assert returns.count_waiting(desk) == 0, "the other scan of the page waits no longer"
    assert returns.case_no(desk, old.code) == registered
    assert returns.case_no(desk, "00000000") == ""


def test_one_that_cannot_be_filed_stops_them_all(
    desk: Desk, registered: str, other: str, tmp_path: Path, at_once: None
) -> None:
    agreement, agreed = printed_agreement(desk, registered)
    theirs, their_pdf = printed_agreement(desk, other)
    scans_of(tmp_path / "in", "a", agreed, *range(1, agreement.pages + 1))
    scans_of(tmp_path / "in", "b", their_pdf, *range(1, theirs.pages + 1))
    scan_reading.take_in(desk, [tmp_path / "in"])
    with pytest.raises(UserError, match="不能登记签订"):
        scan_filing.file_papers(desk, [agreement.code, theirs.code], desk.today)
    assert people.show(desk, registered).file.agreements[-1].state == "PRINTED"
    assert len(returns.waiting(desk).papers) == 2


def test_a_page_of_the_tray_is_placed_by_hand(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    notice, pdf = form(desk, registered, papers.NOTICE)
    spoilt = scanner.smeared(scanner.scanned(pdf, 0, Way(150)))
    rest = [scanner.scanned(pdf, at, Way(100)) for at in range(1, notice.pages)]
    scan_reading.take_in(desk, [save(tmp_path, "a.pdf", scanner.pdf_of([spoilt, *rest]))])
    (lost,) = returns.waiting(desk).tray
    assert returns.picture(desk, lost).startswith(b"\xff\xd8")
    (choice,) = [one for one in returns.candidates(desk, registered) if one.code == notice.code]
    assert (choice.title, choice.pages, choice.version) == ("个人信息处理告知书", notice.pages, 1)
    with pytest.raises(UserError, match=f"没有第 {notice.pages + 1} 页"):
        scan_filing.place(desk, lost.id, choice.code, notice.pages + 1)
    scan_filing.place(desk, lost.id, choice.code, 1)
    (one,) = returns.waiting(desk).papers
    assert (one.standing, one.pages[0].by_hand, returns.waiting(desk).tray) == (Standing.COMPLETE, True, ())


def test_what_is_thrown_away_has_a_reason_and_can_be_taken_back(
    desk: Desk, tmp_path: Path, at_once: None
) -> None:
    plain = paper_page.build([Paragraph("没有码的一页", paper_page.BODY)], Edges("没有码"))
    scan_reading.take_in(desk, [scans_of(tmp_path, "a", plain, 1)])
    (lost,) = returns.waiting(desk).tray
    since = desk.store.head().seq
    with pytest.raises(UserError, match="还没有写"):
        scan_filing.discard(desk, [lost.id], " ")
    assert scan_filing.discard(desk, [lost.id], "不是本所的文书") == 1
    assert returns.waiting(desk).tray == ()
    with pytest.raises(UserError, match="已经归位，或者已经不要了"):
        scan_filing.discard(desk, [lost.id], "再来一次")
    done = history.last_done(desk, since)
    assert done is not None
    history.undo(desk, done.id)
    assert [one.id for one in returns.waiting(desk).tray] == [lost.id]


def test_stopped_in_the_middle_nothing_was_read(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    _paper, pdf = form(desk, registered, papers.NOTICE)
    for name in "abc":
        scans_of(tmp_path / "in", name, pdf, 1, way=Way(100, skew=ord(name) % 3))
    progress = Progress(lambda done, _total, _what: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        scan_reading.take_in(desk, [tmp_path / "in"], progress)
    assert returns.count_waiting(desk) == 0


KILLED = """
import os, signal, sys
from pathlib import Path
from anbang_desktop.excel import child
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import scan_reading
from tests.support import desks
from tests.support.at_once import run
child.run = run
def step(done, _total, _what):
    if done == 2:
        print("two files were read", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
with desks.opened(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as desk:
    scan_reading.take_in(desk, [Path(sys.argv[3])], Progress(step))
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")
def test_killed_in_the_middle_nothing_is_half(
    imported_office: tuple[Path, bytes], tmp_path: Path, at_once: None
) -> None:
    folder = shutil.copytree(imported_office[0], tmp_path / "office")
    key = imported_office[1]
    with desks.opened(folder, key) as desk:
        no = next(hit.row.no for hit in people.search(desk, "周燕"))
        notice, pdf = form(desk, no, papers.NOTICE)
    for name in "abc":
        scans_of(tmp_path / "in", name, pdf, 1, way=Way(100, skew=ord(name) % 3))
    words = [sys.executable, "-c", KILLED, str(folder), key.hex(), str(tmp_path / "in")]
    died = subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert (died.returncode, died.stdout) == (-signal.SIGKILL, "two files were read\n"), died.stderr
    with desks.opened(folder, key) as desk:
        assert returns.count_waiting(desk) == 0
        taken = scan_reading.take_in(desk, [tmp_path / "in"])
        assert (taken.placed, taken.again) == (3, 0)
        (one,) = returns.waiting(desk).papers
        assert (one.code, len(one.spare)) == (notice.code, 2)


def _bomb() -> bytes:
    """A PNG of a few kilobytes that says it has 60,000 × 60,000 points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 2_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_hostile_file_is_a_sentence_and_the_others_are_read(
    desk: Desk, registered: str, tmp_path: Path
) -> None:
    _notice, pdf = form(desk, registered, papers.NOTICE)
    save(tmp_path / "in", "炸弹.png", _bomb())
    save(tmp_path / "in", "坏的.pdf", b"%PDF-1.7 nothing")
    save(tmp_path / "in", "空的.jpg", b"")
    scans_of(tmp_path / "in", "好的", pdf, 1)
    taken = scan_reading.take_in(desk, [tmp_path / "in"])
    told = {one.file: one.words for one in taken.refused}
    assert sorted(told) == ["坏的.pdf", "炸弹.png", "空的.jpg"]
    assert "图片太大" in told["炸弹.png"]
    assert all(words.endswith("。") for words in told.values())
    assert (taken.files, taken.placed) == (4, 1)


def test_a_folder_without_scans_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有扫描件"):
        scan_reading.take_in(desk, [tmp_path])
    with pytest.raises(UserError, match="打不开文件夹"):
        scan_reading.files_in(tmp_path / "nowhere")


def test_a_code_of_nobody_and_a_page_that_the_paper_lacks_go_to_the_tray(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    notice, _pdf = form(desk, registered, papers.NOTICE)
    story = [Paragraph("页", paper_page.BODY) for _ in range(22 * (notice.pages + 1))]
    longer = paper_page.build(story, Edges("长", code_id=notice.code))
    scan_reading.take_in(desk, [scans_of(tmp_path, "a", longer, notice.pages + 1)])
    told = returns.waiting(desk)
    assert (told.papers, [one.page for one in told.tray]) == ((), [notice.pages + 1])


def test_nothing_to_file_is_a_sentence(desk: Desk) -> None:
    with pytest.raises(UserError, match="没有要归位的文书"):
        scan_filing.file_papers(desk, ["7K3M9QXR"])
    with pytest.raises(UserError, match="晚于今天"):
        scan_filing.file_papers(desk, [], date(2030, 1, 1))


def test_a_withheld_case_is_not_named_and_not_filed_unasked(
    desk: Desk, registered: str, tmp_path: Path, at_once: None
) -> None:
    notice, pdf = form(desk, registered, papers.NOTICE)
    scan_reading.take_in(desk, [scans_of(tmp_path, "a", pdf, *range(1, notice.pages + 1))])
    sealing.decide(desk, registered, Sealing.SEALED, "王所长", "作案时未满十八周岁")
    with desk.store.read() as connection:
        withheld.opened(connection).clear()  # as a lock does
    (one,) = returns.waiting(desk).papers
    assert (one.sealed, one.name, one.no) == (True, "封存的档案", "")
    assert registered not in repr(returns.waiting(desk))
    with pytest.raises(UserError, match="已封存"):
        scan_filing.file_papers(desk, [notice.code])
    with pytest.raises(UserError, match="已封存"):
        returns.picture(desk, one.pages[0])
