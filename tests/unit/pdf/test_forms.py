"""pdf/forms: every form is made, embeds its fonts, gives the names back exactly and is PDF/A-2b."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from anbang_desktop.pdf import finish, preview
from anbang_desktop.pdf.fonts import MissingGlyph
from anbang_desktop.pdf.forms import agreement, contact, group, refusal, registration, visit_sheet, wish
from anbang_desktop.pdf.forms.agreement import Party
from tests.unit.pdf import papers
from tests.unit.pdf.conftest import Reader

NAMELESS = {"recovery", "agreement", "consent", "labels"}  # a label is set from top to bottom
WITH_NAME = sorted(set(papers.FORMS) - NAMELESS)


@pytest.mark.parametrize("name", sorted(papers.FORMS))
def test_every_form_is_archival_with_embedded_subsets_only(
    name: str, fonts_of: Callable[[bytes], list[list[str]]]
) -> None:
    pdf = finish.archival(papers.FORMS[name]())
    fonts = fonts_of(pdf)
    assert fonts
    for font in fonts:
        assert font[-5:-2] == ["yes", "yes", "yes"], font  # embedded, subset, to Unicode
        assert "+" in font[0]


@pytest.mark.parametrize("name", WITH_NAME)
def test_rare_names_come_back_exactly(name: str, text_of: Reader) -> None:
    assert papers.NAME in text_of(papers.FORMS[name]())


def test_the_agreement_names_all_parties(text_of: Reader) -> None:
    read = text_of(papers.FORMS["agreement"]())
    for wanted in (
        papers.NAME,
        papers.RELATIVE,
        papers.ID_NO,
        papers.OFFICE,
        "南村",
        "QS01帮协〔2026〕1号",
        "电焊培训",
    ):
        assert wanted in read


def test_the_agreement_promises_help_and_threatens_nothing(text_of: Reader) -> None:
    read = text_of(papers.FORMS["agreement"]()).replace("\n", "")
    for wanted in (
        "各方自愿签订",
        "完整公民权利",
        "没有定期报告的义务",
        "不承担任何不利后果",
        "第三十三条禁止的行为，才依照《办法》第三十六条处理",
        "自2025年2月1日起施行",
        "不是监督管理",
        "90天",
    ):
        assert wanted in read.replace(" ", "")
    for unwanted in ("处罚", "警告", "管控", "罪犯", "监管对象", "应当定期报告"):
        assert unwanted not in read


def test_a_draft_carries_no_readable_watermark(text_of: Reader) -> None:
    draft = agreement.make(replace(papers.AGREEMENT, draft=True))
    assert len(draft) > len(papers.FORMS["agreement"]())
    assert "稿" not in text_of(draft)


def test_without_a_relative_there_are_three_parties(text_of: Reader) -> None:
    read = text_of(agreement.make(replace(papers.AGREEMENT, relative=None)))
    assert "丁方" not in read
    assert "一式三份" in read
    assert "代读人签名" in read


def test_the_signatures_stand_on_one_page(text_of: Reader) -> None:
    for extra in range(0, 400, 80):
        read = text_of(agreement.make(replace(papers.AGREEMENT, extra="帮" * extra)))
        last = read.rstrip("\f").split("\f")[-1] if "\f" in read else read
        assert "甲方（盖章）" in last
        assert "丁方（签名、捺印）" in last
        assert "自各方签名或者盖章之日起生效" in last.replace("\n", ""), "it doesn't stand alone"


def test_no_heading_stands_alone_at_the_foot_of_a_page(text_of: Reader) -> None:
    for extra in range(0, 700, 70):
        for sheet in text_of(agreement.make(replace(papers.AGREEMENT, extra="帮" * extra))).split("\f"):
            lines = [
                line
                for line in sheet.splitlines()
                if line.strip() and not line.startswith(("— ", "协议编号"))
            ]
            assert not lines or lines[-1][:2] not in (
                "一、",
                "二、",
                "三、",
                "四、",
                "五、",
                "六、",
                "七、",
                "八、",
                "九、",
            )


@pytest.mark.parametrize("field", ["client", "relative", "village"])
def test_a_character_no_font_has_refuses_the_agreement(field: str) -> None:
    with pytest.raises(MissingGlyph, match=r"U\+30EDE"):
        agreement.make(replace(papers.AGREEMENT, **{field: Party("王\U00030ede")}))  # type: ignore[arg-type]


def test_the_registration_form_has_two_pages_however_much_is_said() -> None:
    long = {
        **papers.VALUES,
        "initial_wishes": "希望学一门手艺。" * 40,
        "remark": "情况说明。" * 40,
        "custody_risk": "低风险。" * 40,
    }
    family = [{"name": papers.RELATIVE, "relation": "父亲", "employer": "南村务农"}] * 8
    children = [{"name": "王小明", "age": "8", "school": "南村小学"}] * 4
    assert preview.page_count(registration.make(papers.HEAD, papers.VALUES, [], [])) == 2
    assert preview.page_count(registration.make(papers.HEAD, long, family, children)) == 2


def test_the_form_that_the_person_signs_tells_nothing_of_the_police(text_of: Reader) -> None:
    read = text_of(
        registration.make(papers.HEAD, {**papers.VALUES, "police_controlled": "是", "farmland": "2"}, [], [])
    )
    assert "管控" not in read
    assert "2 亩" in read


def test_a_very_long_record_runs_on_and_loses_nothing(text_of: Reader) -> None:
    said = "".join(f"第{number}句话。" for number in range(900))
    pdf = contact.make(papers.HEAD, {**papers.VALUES, "content": said})
    read = text_of(pdf).replace("\n", "").replace(" ", "")
    assert preview.page_count(pdf) > 2
    assert all(f"第{number}句话" in read for number in (0, 100, 450, 899))


def _pages(text: str) -> list[str]:
    """The text of each page without blanks."""
    return ["".join(page.split()) for page in text.rstrip("\f").split("\f")]


@pytest.mark.parametrize(
    "name", ["agreement", "registration", "assessment", "letter", "refusal", "parts_list"]
)
def test_a_loose_page_says_which_paper_it_is_whose_and_of_how_many(name: str, text_of: Reader) -> None:
    pages = _pages(text_of(papers.FORMS[name]()))
    assert f"共{len(pages)}页" in pages[0]
    for at, page in enumerate(pages[1:], 2):
        assert f"{papers.NAME}第{at}页，共{len(pages)}页" in page


def test_the_parts_of_a_file_count_their_own_pages(text_of: Reader) -> None:
    long = visit_sheet.Sheet(papers.HEAD, {**papers.VALUES, "last": "说过的话。" * 400}, [])
    short = visit_sheet.Sheet(papers.HEAD, papers.VALUES, [])
    pages = _pages(text_of(visit_sheet.make([long, short], "走访记录单")))
    assert len(pages) == 3
    assert "第2页，共2页" in pages[1]
    assert "共1页" in pages[2]


def test_a_table_says_its_head_again_and_a_text_its_caption(text_of: Reader) -> None:
    steps = [{"on": "2026年11月19日", "act": "受理", "note": f"第{at}步"} for at in range(70)]
    said = {**papers.VALUES, "content": "本人的话。" * 300, "answer": "答复的话。" * 300}
    pages = _pages(text_of(wish.make(papers.HEAD, said, steps, clue=False)))
    rows = [page for page in pages if "受理" in page]
    assert len(rows) > 1
    assert all("做了什么" in page and "经过" in page for page in rows)
    assert any("（续）" in page for page in pages[1:])


def test_a_text_that_is_shrunk_is_broken_at_its_own_size(text_of: Reader) -> None:
    """A record that fits one page only in small type fills its lines: the text is broken when it is set."""
    pdf = contact.make(papers.HEAD, {**papers.VALUES, "content": "说" * 800, "problems": "难" * 300})
    lines = [line for line in text_of(pdf).splitlines() if set(line) == {"说"}]
    assert preview.page_count(pdf) == 1
    assert len({len(line) for line in lines[:-1]}) == 1
    assert len(lines[0]) > 41, "more than 10.5 points would hold"


def test_every_member_of_a_group_has_a_place_to_sign(text_of: Reader) -> None:
    many = [{"name": f"成员{word}"} for word in "甲乙丙丁戊己庚辛壬癸"]
    read = text_of(group.make(papers.HEAD, papers.VALUES, many)).replace("\n", "")
    assert all(read.count(one["name"]) == 2 for one in many)
    assert "捺印、日期" in read


def test_who_cannot_sign_is_not_said_to_refuse(text_of: Reader) -> None:
    note = refusal.Refusal(
        papers.OFFICE, "1号", "7K3M9QXR", papers.NAME, "", "2026年11月25日", "李文静", "住院", unable=True
    )
    read = text_of(refusal.make(note))
    assert "未能签订情况说明" in read
    assert "拒签" not in read


def test_the_recovery_sheet_names_each_group_as_the_program_asks_for_it(text_of: Reader) -> None:
    read = text_of(papers.FORMS["recovery"]())
    for wanted in ("K7QD", "8ZRC", "第 4 组", "校验组", "a1b2c3d4", papers.OFFICE, "由所长保管"):
        assert wanted in read
    assert "a1b2c3d4e" not in read
    assert "第 5 组" not in read


def test_a_page_becomes_pixels() -> None:
    pixels = preview.render(papers.FORMS["cover"](), 0, 72)
    assert (pixels.width, pixels.height) == (596, 842)
    assert len(pixels.data) == pixels.stride * pixels.height
    assert pixels.stride // pixels.width == 4
    assert pixels.data[:3] == b"\xff\xff\xff"


def test_the_second_page_of_an_assessment_says_whose_it_is(text_of: Reader) -> None:
    second = text_of(papers.FORMS["assessment"]()).rstrip("\f").split("\f")[1]
    assert "安置帮教评估表（续）" in second
    assert papers.NAME in second


def test_a_long_part_says_its_title_and_head_again_and_signatures_stay_together(text_of: Reader) -> None:
    pages = text_of(papers.FORMS["parts_list"]()).split("\f")
    long = [page for page in pages if f"{papers.RELATIVE}的事" in page.replace("\n", "").replace(" ", "")]
    assert len(long) > 1
    assert all("没有责任人的" in page and "为什么在此" in page for page in long)
    (last,) = [page for page in pages if "交班人" in page]
    assert "接班人" in last
    assert "以上 60 件事已当面交接清楚" in last
