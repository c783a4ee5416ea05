"""services/documents/neutral.py: one person, of whom every record tells what was done, goes through every
paper there is; not a word of it stands on what leaves. The same person, decided not to be sealed, is the twin
on whose papers the same search finds it.
"""

import io
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.kinds import LongText
from anbang_desktop.pdf import preview
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.assistance import agree, group_and_assess, visit_and_settle
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive, neutral, papers
from anbang_desktop.services.records import gate, write
from anbang_desktop.services.records import sealing as withheld
from anbang_desktop.services.records.case_file import by_no
from anbang_desktop.services.records.registry import KINDS, Kind, kind_of
from anbang_desktop.services.worklist import copying, people, story_paper
from anbang_desktop.services.worklist.story_paper import StoryChoice
from tests.integration.services.cases.test_left_open import LETTER
from tests.integration.services.cases.test_sealing import CHILD, register
from tests.integration.services.records.test_gate import names_and_number
from tests.support import desks
from tests.support.sample_records import sample

TELLS = "他说起那次抢夺，判了一年半，在管教所过的十七岁生日。释放那天没有人来接。"
STAYS = "愿意去学修车。"
OFFENCE = {
    "offences": ["抢夺罪"],
    "court": "安平县人民法院",
    "judgment_no": "（2023）安刑初91号",
    "judgment_date": "2023-02-14",
    "penalty_main": "13",
    "term": "有期徒刑1年6个月",
    "term_start": "2022-01-15",
    "offence_first": "2021-12-20",
    "minor_at_offence": True,
    "custody_unit": "省未成年犯管教所",
    "release_cert_no": "释字第77号",
    "recidivist": False,
    "prior_count": 1,
    "remark": TELLS,
}
OWN = ("抢夺", "安平县人民法院", "刑初", "2023-02-14", "有期徒刑", "管教所", "释字第77", "2022-01-15")
NEVER = (
    *OWN,
    "罪",
    "刑",
    "狱",
    "犯",
    "判",
    "释放",
    "帮教",
    "矫正",
    "累犯",
    "前科",
    "封存",
    "十六周岁",
    "16周岁",
    "十七岁",
)
NOT_OF_HER = {"termination"}  # her help goes on
ANSWER = "query_answer"  # says to whom the law lets ask what was approved
INNER = {
    "reoffence",
    "approval",
    "inside_check",
    "prison_meeting",
    "query",
}  # they are about the offence or the sealing
Papers = dict[str, bytes]


def _number(desk: Desk) -> tuple[str, int]:
    _, id_no, row = names_and_number(desk)
    ((hit),) = people.search(desk, id_no)
    return hit.row.no, row


def _tell(desk: Desk, no: str, kind: Kind) -> None:
    """A record of which each long text tells; of a kind that doesn't take all of them at once, those that it
    asks for.
    """
    values = sample(kind.fields, desk.codes)
    long = {field.name for field in kind.fields.fields if isinstance(field.kind, LongText)}
    try:
        write.record(desk, no, kind.name, {**values, **dict.fromkeys(long, TELLS + STAYS)})
    except UserError:
        write.record(desk, no, kind.name, {**values, **dict.fromkeys(long & set(values), TELLS + STAYS)})


@pytest.fixture(scope="module")
def full(
    imported_office: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, bytes, str]:
    """An office in which the minor of the list has a record of every kind."""
    folder = shutil.copytree(imported_office[0], tmp_path_factory.mktemp("full") / "office")
    with desks.opened(folder, imported_office[1]) as desk:
        no, row = _number(desk)
        gate.open_one(desk, no, "办理核查、登记")
        month = Month(desk, load(), {row: no})
        verify(month, row)
        receive(month, row)
        group_and_assess(month, row)
        write.record(desk, no, "registration", OFFENCE)
        agree(month, row, folder.parent)
        visit_and_settle(month, row)
        for kind in KINDS:
            if kind.paper and kind.recorded and kind.name not in ("assessment", "letter"):
                _tell(desk, no, kind)
        write.record(desk, no, "letter", {**LETTER, "written_on": desk.today})
        scan = folder.parent / "判决书.jpg"
        Image.new("RGB", (300, 400), "white").save(scan)
        archive.add(desk, no, "judgment", "刑事判决书", date(2026, 11, 27), scan)
    return folder, imported_office[1], no


@pytest.fixture(params=[Sealing.SEALED, Sealing.OPEN], ids=["her", "twin"])
def either(
    full: tuple[Path, bytes, str], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Desk, str, bool]]:
    """The desk after the decision, the number, and whether the record is sealed."""
    with desks.opened(shutil.copytree(full[0], tmp_path / "office"), full[1]) as desk:
        gate.open_one(desk, full[2], "所长审核")
        sealing.decide(desk, full[2], request.param, "王所长", "犯罪时十六周岁")
        yield desk, full[2], request.param is Sealing.SEALED


@pytest.fixture
def her(full: tuple[Path, bytes, str], tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    """The desk and the number while nobody has decided: withheld since it was proposed."""
    with desks.opened(shutil.copytree(full[0], tmp_path / "office"), full[1]) as desk:
        gate.open_one(desk, full[2], "办理本月走访")
        yield desk, full[2]


def said(pdf: bytes) -> str:
    """Everything that a file says: text, title and author, XMP, bookmarks, names of what is inside."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        info = [str(value) for value in opened.docinfo.values()]
        marks = [str(one.title) for one in outline.root]
        xmp = opened.open_metadata() if "/Metadata" in opened.Root else {}
        more = [*info, *marks, *(str(value) for value in dict(xmp).values()), *map(str, opened.attachments)]
    return re.sub(r"\s", "", "".join([preview.text(pdf), *more]))


def found(pdf: bytes, but: str = "") -> set[str]:
    """Which of the words stand in a file; ``but`` is said once, on its cover."""
    text = said(pdf).replace(but, "", 1) if but else said(pdf)
    return {word for word in NEVER if word.replace(" ", "") in text}


def every_paper(desk: Desk, no: str) -> Papers:
    """Whatever can be printed of one person: each kind that there is, of each record."""
    with desk.store.read() as connection:
        about = by_no(connection, no)
    sealed, made = withheld.is_withheld(desk, about), Papers()
    for kind in (*papers.OF_CASE, *papers.OF_RECORD):
        if kind == ANSWER:
            continue
        if kind in NOT_OF_HER or (sealed and kind in INNER):
            with pytest.raises(UserError):
                papers.form(desk, no, kind)
            continue
        known = kind_of(kind)
        for record in about.of(known.fields.record) if known and known.fields.table else (None,):
            made[f"{kind} {record.id}" if record else kind] = papers.form(
                desk, no, kind, record.id if record else None
            )
    made["agreement"] = agreements.preview(desk, no, agreements.Terms(extra=TELLS + STAYS))
    made["drawn"] = agreements.draw(desk, no).pdf
    made["visit pack"] = papers.visit_pack(desk, [no], "whole")
    made["story"] = story_paper.make(desk, no, StoryChoice(purpose="报县司法局审批"))
    return made


def test_no_paper_of_hers_tells_and_the_twins_do(either: tuple[Desk, str, bool]) -> None:
    desk, no, sealed = either
    made = every_paper(desk, no)
    told = {name: words for name, pdf in made.items() if (words := found(pdf))}
    assert ("外单位查询" in said(made["story"])) is not sealed, "that somebody asked tells too"
    if sealed:
        assert told == {}
        kept = {name.split()[0] for name, pdf in made.items() if STAYS.rstrip("。") in said(pdf)}
        assert kept >= {"wish", "contact", "handover", "plan", "agreement"}, "what tells nothing stays"
    else:
        assert set().union(*told.values()) >= {*OWN, "罪", "刑", "释放", "帮教", "累犯"}
        wanted = {"registration", "agreement", "assessment", "contact", "wish", "letter", "story"}
        assert wanted <= {name.split()[0] for name in told}


def test_the_bound_file_has_the_mark_on_its_cover_and_nothing_inside(either: tuple[Desk, str, bool]) -> None:
    desk, no, sealed = either
    bound = archive.bind(desk, no, progress=Progress())
    text = said(bound.pdf)
    if sealed:
        assert found(bound.pdf, "犯罪记录封存") == set()
        assert text.count("犯罪记录封存") == 1
        assert "外单位" not in text
        assert "另存" in text, "the copy of the judgment stands on the catalogue, without its pages"
    else:
        assert found(bound.pdf) >= {*OWN, "判"}
        assert "犯罪记录封存" in text, "the approval says that it is not"


def test_the_offices_own_copy_is_whole_and_marked_on_each_page(her: tuple[Desk, str]) -> None:
    desk, no = her
    pdf = papers.form(desk, no, "registration", inner=True)
    assert set(OWN) <= found(pdf)
    assert said(pdf).count("待定封存存档件") == preview.page_count(pdf) == 2
    bound = archive.bind(desk, no, inner=True)
    assert set(OWN) <= found(bound.pdf)
    assert "另存" not in said(bound.pdf)
    assert "重新犯罪登记表" in said(papers.form(desk, no, "reoffence", inner=True))


def test_what_is_about_the_sealing_has_no_copy_that_leaves(either: tuple[Desk, str, bool]) -> None:
    desk, no, sealed = either
    if sealed:
        with pytest.raises(UserError, match="没有对外件"):
            papers.form(desk, no, "approval")
    assert "封存" in said(papers.form(desk, no, "approval", inner=True))


def test_a_paper_from_before_is_not_saved_as_it_is(full: tuple[Path, bytes, str], tmp_path: Path) -> None:
    with desks.opened(shutil.copytree(full[0], tmp_path / "office"), full[1]) as desk:
        no = full[2]
        gate.open_one(desk, no, "所长审核")
        sealing.decide(desk, no, Sealing.OPEN, "王所长", "裁定不封存")
        agreements.draw(desk, no)
        sealing.decide(desk, no, Sealing.SEALED, "王所长", "复核后封存")
        with pytest.raises(UserError, match="封存以前生成"):
            agreements.save(desk, no, tmp_path / "协议书.pdf")
        assert not (tmp_path / "协议书.pdf").exists()
        assert found(archive.bind(desk, no).pdf, "犯罪记录封存") == set()
        agreements.draw(desk, no)
        agreements.save(desk, no, tmp_path / "协议书.pdf")
        assert found((tmp_path / "协议书.pdf").read_bytes()) == set()


def test_the_agreement_is_called_otherwise(either: tuple[Desk, str, bool]) -> None:
    desk, no, sealed = either
    with desk.store.read() as connection:
        about = by_no(connection, no)
    title = neutral.title(desk, about, "安置帮教协议书")
    assert title == ("关爱帮扶协议" if sealed else "安置帮教协议书")
    assert title in said(agreements.preview(desk, no))
    queue = [papers.printed_as(desk, no, one) for one in ("帮教期满告知书", "重新犯罪登记表")]
    assert queue == (["帮扶期满告知书", "有关材料"] if sealed else ["帮教期满告知书", "重新犯罪登记表"])


def test_an_assessment_has_neither_the_past_nor_a_sum_to_reckon_it_from(her: tuple[Desk, str]) -> None:
    desk, no = her
    with desk.store.read() as connection:
        about = by_no(connection, no)
    shown = neutral.of(desk, about)
    (before,), (after,) = about.assessments, shown.assessments
    assert {one.code[0] for one in before.points} == set("ABCDP")
    assert {one.code for one in before.points} - {one.code for one in after.points} == {
        *(f"A{number}" for number in range(1, 6)), "C1", "B6",
    }  # fmt: skip
    assert (after.score, after.suggested, after.triggers, after.why, after.sheets) == (None, None, (), (), ())
    assert after.decided == before.decided


def test_a_mixed_case_is_neutral_until_the_county_has_decided(empty_desk: Desk) -> None:
    no = register(empty_desk, {**CHILD, **OFFENCE, "offence_last": "2026-04-01", "release_cert_no": "释2"})
    assert found(papers.form(empty_desk, no, "registration")) == set()
    sealing.decide(empty_desk, no, Sealing.OPEN, "刘志远", "主要行为在十八周岁以后", number="安司〔2026〕9号")
    assert found(papers.form(empty_desk, no, "registration")) >= {"抢夺", "管教所", "累犯"}


def test_nobody_elses_file_changes(desk: Desk) -> None:
    no = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    with desk.store.read() as connection:
        about = by_no(connection, no)
    assert neutral.of(desk, about) is about
    assert neutral.title(desk, about, "安置帮教协议书") == "安置帮教协议书"
    assert papers.form(desk, no, "registration", inner=True) == papers.form(desk, no, "registration")


def test_nothing_is_copied_to_another_system(her: tuple[Desk, str]) -> None:
    desk, no = her
    with pytest.raises(UserError, match="不能照录"):
        copying.show(desk, no, "national")


@pytest.mark.parametrize("kind", ["NGO", "MASS", "DEPARTMENT"])
def test_no_letter_of_hers_says_why_the_office_helps(her: tuple[Desk, str], kind: str) -> None:
    desk, no = her
    values = {
        **LETTER,
        "letter_type": "REFERRAL",
        "receiver_kind": kind,
        "matter": "请协助帮教。",
        "written_on": desk.today,
    }
    with pytest.raises(UserError, match="帮教"):
        write.record(desk, no, "letter", values)
