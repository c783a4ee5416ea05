"""The file of one person over a real encrypted office: what is in it, what is missing, all of it bound."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.errors import UserError
from anbang_desktop.pdf import scans
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive, case_binder, issued, papers
from anbang_desktop.services.documents.agreements import Terms
from anbang_desktop.services.documents.archive import FileLine
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.office.archive_rules import ArchiveRules
from anbang_desktop.services.records import case_file, filing, write
from anbang_desktop.services.worklist import lists, people
from tests.support import desks

MEMBERS = [
    {"name": "李文静", "kind": "OFFICE", "role": "LEADER", "pledge_on": "2026-11-28"},
    {"name": "赵兰", "kind": "VILLAGE", "role": "MEMBER"},
    {"name": "买买提·艾合买提", "kind": "FAMILY", "role": "MEMBER"},
]


@pytest.fixture(scope="module")
def registered_office(
    imported_office: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bytes, str]:
    """王𬖸龘 verified, released and registered, with one contact that met nobody; folder, key, number."""
    folder = shutil.copytree(imported_office[0], tmp_path_factory.mktemp("registered") / "office")
    with desks.opened(folder, imported_office[1]) as desk:
        number = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
        _bring_to_registered(desk, number)
    return folder, imported_office[1], number


@pytest.fixture
def desk(registered_office: tuple[Path, bytes, str], tmp_path: Path) -> Iterator[Desk]:
    """A desk of one's own over that office."""
    with desks.opened(
        shutil.copytree(registered_office[0], tmp_path / "office"), registered_office[1]
    ) as desk:
        yield desk


@pytest.fixture
def no(registered_office: tuple[Path, bytes, str]) -> str:
    """The number of that case."""
    return registered_office[2]


def _bring_to_registered(desk: Desk, number: str) -> None:
    days = [date(2026, 11, day) for day in (16, 19, 21, 23)]
    advance.advance(desk, number, "S20", days[0])
    checked = {"methods": ["VILLAGE"], "result": "01", "checker": "李文静", "replied_on": "2026-11-19"}
    write.record(desk, number, "verification", checked, days[1])
    advance.advance(desk, number, "S30", days[1])
    advance.advance(desk, number, "S40", days[2])
    write.record(
        desk,
        number,
        "handover",
        {"mode": "01", "relatives": [{"name": "买买提·艾合买提", "post": "父亲"}]},
        days[2],
    )
    write.record(
        desk, number, "registration", {"release_cert_no": "1", "privacy_notice_on": "2026-11-23"}, days[3]
    )
    advance.advance(desk, number, "S50", days[3])
    write.record(desk, number, "group", {"members": MEMBERS}, days[3])
    write.record(
        desk,
        number,
        "contact",
        {"contact_type": "NOT_MET", "workers": ["李文静"], "abnormal": False, "content": "未遇。"},
        days[3],
    )


def _line(desk: Desk, no: str, key: str) -> FileLine:
    return next(line for line in archive.contents(desk, no) if line.key == key)


def _text(pdf: bytes, folder: Path) -> str:
    tool = shutil.which("pdftotext")
    assert tool, "这项测试需要 pdftotext，请安装软件包 poppler-utils。"
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        [tool, "-raw", str(file), "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_the_catalogue_says_what_is_there_and_what_is_missing(desk: Desk, no: str) -> None:
    there, missing = _line(desk, no, "registration"), _line(desk, no, "agreement")
    assert (there.present, there.pages, there.note, there.verb) == (True, 2, "最近 2026-11-23", None)
    assert (missing.needed, missing.present, missing.verb) == (True, False, "签协议")
    assert _line(desk, no, "cover").made
    assert not _line(desk, no, "closing").needed


def test_adding_a_scan_closes_a_gap(desk: Desk, no: str, tmp_path: Path) -> None:
    before = archive.completeness(desk, no).percent
    scan = tmp_path / "a.png"
    Image.new("L", (400, 600), 200).save(scan)
    archive.add(desk, no, "release_certificate", "释放证明书", date(2026, 11, 20), scan)
    line = _line(desk, no, "release_certificate")
    assert (line.present, line.count, line.pages) == (True, 1, 1)
    assert archive.completeness(desk, no).percent > before


def test_what_is_only_on_paper_is_noted_with_its_place_and_binding_with_an_export(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    archive.add(desk, no, "judgment", "判决书", shelf="3 柜 2 层")
    line = _line(desk, no, "judgment")
    assert "纸质件存放于3 柜 2 层" in line.note
    assert (line.present, line.on_paper) == (True, True)
    bound = archive.bind(desk, no)
    assert not [one for one in bound.missing if "判决书" in one], "what lies on the shelf is not missing"
    listed = _text(bound.pdf, tmp_path).split("\f")[1]
    assert "判决书" in listed
    assert "纸质，3" in listed
    with desk.store.read() as connection:
        action, summary = connection.exec_driver_sql(
            "SELECT action, summary FROM audit ORDER BY seq DESC LIMIT 1"
        ).one()
    assert (action, summary) == ("export", f"装订档案 {no}")


def test_a_paper_of_no_kind_is_refused(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match="没有“diary”这一类"):
        archive.add(desk, no, "diary", "日记")


def test_a_paper_of_a_day_to_come_is_refused(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match="晚于今天"):
        archive.add(desk, no, "judgment", "判决书", date(2026, 12, 1))


def test_the_bound_file_holds_everything_recorded(desk: Desk, no: str, tmp_path: Path) -> None:
    agreements.draw(desk, no, terms=Terms(family="买买提·艾合买提"))
    agreements.sign(desk, no, desk.today)
    archive.add(desk, no, "notice", "刑满释放人员通知书", date(2026, 11, 16), _picture(tmp_path))
    bound = archive.bind(desk, no, tmp_path / "out" / "档案.pdf")
    assert bound.files == [str(tmp_path / "out" / "档案.pdf")]
    assert (tmp_path / "out" / "档案.pdf").read_bytes() == bound.pdf
    assert bound.pages == papers.page_count(bound.pdf)
    read = _text(bound.pdf, tmp_path)
    titles = [
        "刑满释放人员通知书",
        "信息核查表",
        "信息核查回执",
        "衔接登记表",
        "安置帮教对象登记表",
        "个人信息处理告知书",
        "安置帮教协议书",
    ]
    titles += ["帮教小组成员表", "走访谈话记录"]
    catalogue = read[read.index("卷内文件目录") :]
    places = [catalogue.index(title) for title in titles]
    assert places == sorted(places)
    assert read.count("王𬖸龘") > 8
    assert "买买提·艾合买提" in read
    assert "评估表、类别决定（尚未形成；《山西省安置帮教工作办法》第十二条第二款第三项）" in bound.missing
    brought = "释放证明书或解除社区矫正证明书、身份证件复印件（尚未放入；"
    assert any(one.startswith(brought) for one in bound.missing)
    assert people.show(desk, no).file.agreements[0].agr_no in read.replace("\n", "")


HELPED: dict[str, tuple[str, dict[str, object]]] = {  # kind → the line of its paper, its values
    "measure": ("measure", {"help": "H06", "item": "学电焊", "owner": "李文静", "state": "IN_PROCESS"}),
    "letter": (
        "measure",
        {
            "letter_type": "REFERRAL",
            "help": "H06",
            "receiver_kind": "DEPARTMENT",
            "receiver": "人社局",
            "matter": "请安排培训。",
            "written_on": "2026-11-30",
        },
    ),
    "relief": ("measure", {"kind": "TEMPORARY", "reason": "NO_INCOME"}),
    "base_stay": ("measure", {"base": "安平基地", "base_kind": "GOV", "reason": "NO_HOME"}),
    "plan": (
        "help_plan",
        {
            "aim": "有活干",
            "items": [
                {
                    "need": "H06",
                    "measure": "学电焊",
                    "owner": "李文静",
                    "until": "2027-02-28",
                    "state": "OPEN",
                }
            ],
        },
    ),
    "wish": (
        "wish",
        {
            "way": "PHONE",
            "category": "W05",
            "content": "厂里不要我。",
            "urgency": "NORMAL",
            "handler": "李文静",
            "employer": "砖瓦厂",
            "words": "不用",
            "consent_on": "2026-11-30",
            "referred_to": "人社局",
            "referred_on": "2026-11-30",
        },
    ),
    "incident": ("event", {"place": "司法所", "persons": ["李文静"], "what": "拍桌子。"}),
    "whereabouts": ("event", {"state": "AWAY_WORKING"}),
    "search": ("transfer", {"way": "POLICE", "result": "没有消息", "found": False}),
    "dual_listing": (
        "transfer",
        {
            "role": "LEAD",
            "lead_office": "甲所",
            "assist_office": "乙所",
            "reason": "人户分离",
            "exchange_days": 90,
        },
    ),
}


def test_everything_that_is_done_for_somebody_has_its_place_in_the_file(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    for kind, (_key, values) in HELPED.items():
        write.record(desk, no, kind, values)
    for matter in ("LEVEL_KEY", "CLOSING"):
        told = {"matter": matter, "approver": "县局", "decided_on": "2026-11-30", "granted": True}
        write.record(desk, no, "approval", told)
    said = StepFacts(
        receiving_office="邻县东关司法所", new_addr="东关街12号", cause="01", letter_no="转〔2026〕1号"
    )
    advance.advance(desk, no, "S70", said=said)
    lines = {line.key: line.count for line in archive.contents(desk, no)}
    counted = Counter(key for key, _values in HELPED.values())
    assert {key: lines[key] for key in counted} == {**counted, "transfer": counted["transfer"] + 1}
    assert lines["closing"] == 0, "an approval alone is no closing form"
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    bound = {key: {kind.name for kind, _record in filing.under(about, key)} for key in lines}
    for kind, (key, _values) in HELPED.items():
        assert kind in bound[key]
    assert "approval" in bound["assessment"] & bound["closing"]
    listed = _text(archive.bind(desk, no).pdf, tmp_path).replace("\n", "")
    listed = listed[listed.index("卷内文件目录") :]
    titles = (
        "帮教方案（一人一策）",
        "诉求登记表",
        "帮扶措施落实表",
        "函件",
        "困难救助申请表",
    )
    more = (
        "过渡性安置登记表",
        "转出函",
        "查找记录",
        "双列管审批表",
        "现场情况记录",
        "联系状态登记",
        "审批意见",
    )
    missed = [title for title in (*titles, *more) if title not in listed]
    assert missed == []


def test_a_signature_that_is_only_on_paper_is_no_gap_and_not_whole_either(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    agreements.draw(desk, no)
    agreements.sign(desk, no, desk.today)
    line = _line(desk, no, "agreement")
    assert (line.present, line.on_paper) == (True, True)
    place = [key for key, _title in lists.papers(desk)].index("agreement")
    row = people.rows(desk, [people.show(desk, no).id])[0]
    assert lists.file_rows(desk, [row.id])[0].cells[place] == "纸质"
    agreements.attach_scan(desk, no, _picture(tmp_path))
    assert not _line(desk, no, "agreement").on_paper
    assert lists.file_rows(desk, [row.id])[0].cells[place] == "齐"


def test_a_refusal_is_bound_with_its_note_and_a_draft_is_not(desk: Desk, no: str, tmp_path: Path) -> None:
    agreements.draw(desk, no)
    assert "自愿、平等、互信" not in _text(archive.bind(desk, no).pdf, tmp_path)
    agreements.refuse(desk, no, desk.today, "担心隐私", "赵兰")
    assert "安置帮教协议拒签情况说明" in _text(archive.bind(desk, no).pdf, tmp_path)


def test_the_signed_scan_is_bound_in_place_of_the_print(desk: Desk, no: str, tmp_path: Path) -> None:
    agreements.draw(desk, no)
    agreements.sign(desk, no, desk.today, _picture(tmp_path))
    read = _text(archive.bind(desk, no).pdf, tmp_path)
    assert "扫描件" in read
    assert "自愿、平等、互信" not in read.replace("\n", "")


def test_a_name_no_font_has_leaves_no_file(desk: Desk, no: str, tmp_path: Path) -> None:
    write.record(desk, no, "registration", {"name": "王\U00030ede"})
    with pytest.raises(UserError, match=r"U\+30EDE"):
        archive.bind(desk, no, tmp_path / "out" / "档案.pdf")
    assert not (tmp_path / "out").exists()


def _picture(folder: Path) -> Path:
    file = folder / "scan.jpg"
    Image.new("RGB", (600, 800), "white").save(file)
    return file


# ---- what went out is bound as it was


def _pages_of(desk: Desk, no: str, folder: Path) -> list[str]:
    return _text(archive.bind(desk, no).pdf, folder).split("\f")


def test_the_file_takes_the_paper_that_was_printed_and_what_it_says_since_beside_it(
    desk: Desk, no: str, tmp_path: Path
) -> None:
    visit = people.show(desk, no).file.contacts[-1]
    assert "打印稿" in _pages_of(desk, no, tmp_path)[1]
    papers.note_print(desk, no, "contact", visit.id)
    write.correct(desk, no, "contact", visit.id, {"content": "后来见到了本人。"}, "补记")
    sheets = _pages_of(desk, no, tmp_path)
    whole = "".join(sheets).replace("\n", "")
    assert "打印件" in sheets[1]
    assert ("未遇。" in whole, "后来见到了本人。" in whole) == (True, True)
    assert "走访谈话记录（更正后）" in whole
    assert "已经打印、签字的文书原样装订" in whole


def test_the_file_takes_the_scan_of_a_paper_that_came_back(desk: Desk, no: str, tmp_path: Path) -> None:
    papers.note_print(desk, no, papers.REGISTRATION_FORM)
    with desk.store.work(desk.clock, "收回登记表") as work:
        (form,) = issued.of_case(work.connection, people.show(desk, no).file.case_id)
        kept = work.attach("登记表.jpg", "image/jpeg", scans.accept(_picture(tmp_path).read_bytes()).data)
        issued.returned(work, form, kept, desk.today)
    bound = archive.bind(desk, no)
    (span,) = [one for one in _spans(bound.pdf, tmp_path) if "安置帮教对象登记表" in one]
    assert "扫描件" in span


def _spans(pdf: bytes, folder: Path) -> list[str]:
    return _text(pdf, folder).split("\f")[1].splitlines()


def test_pages_on_paper_are_counted_and_numbered(desk: Desk, no: str, tmp_path: Path) -> None:
    archive.add(desk, no, "judgment", "判决书", shelf="3 柜 2 层", pages=6)
    assert _line(desk, no, "judgment").pages == 6
    with pytest.raises(UserError, match="页数 0 不对"):
        archive.add(desk, no, "judgment", "判决书", pages=0)
    sheets = _pages_of(desk, no, tmp_path)
    said = "".join(sheets[-2:]).replace("\n", "")
    assert "只有纸质件、没有扫描的 1 件" in said
    assert "6 页" in said
    assert "没有点页数" not in said


def test_how_the_office_files_stands_on_cover_and_labels(desk: Desk, no: str, tmp_path: Path) -> None:
    archive_rules.change(desk, ArchiveRules("0112", "3", 30, both_sides=True, by_piece=True))
    sheets = _pages_of(desk, no, tmp_path)
    for word in ("0112", "30年", f"0112-3-{no}", "王𬖸龘安置帮教卷宗"):
        assert word in sheets[0].replace("\n", "")
    assert not sheets[1].strip(), "the back of the cover is empty"
    file = people.show(desk, no).file
    spine, box = (_text(case_binder.labels(desk, [file], box=one), tmp_path) for one in (False, True))
    assert ("0112" in spine, "0112" in box, "卷" in box) == (True, True, True)
