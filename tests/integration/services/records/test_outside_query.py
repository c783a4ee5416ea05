"""records/outside_query.py: who may be told, by whose word, and no more than was asked."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.pdf import preview
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import gate, write
from tests.integration.services.cases.test_sealing import CHILD, form

ASKED = {
    "unit": "安平县人民检察院",
    "unit_kind": "PROCURATORATE",
    "received_on": "2026-11-25",
    "letter_no": "安检函〔2026〕15号",
    "ground": "刑事诉讼法第二百八十六条第二款",
    "purpose": "办理审查起诉案件",
    "officers": [{"name": "张正", "badge": "检01"}, {"name": "李明", "badge": "检02"}],
    "asked": ["OFFENCE", "TERM"],
}
YES = {
    "head": "王所长",
    "county": "刘志远",
    "county_no": "安司〔2026〕30号",
    "decision": "ANSWER",
    "decided_on": "2026-11-26",
    "answered": ["OFFENCE"],
    "answer_no": "青司函〔2026〕3号",
    "answered_on": "2026-11-27",
}
NO = {"head": "王所长", "decision": "REFUSE", "decided_on": "2026-11-26", "answered_on": "2026-11-27"}
SENTENCE = {"offences": ["抢夺罪"], "term": "有期徒刑1年6个月", "court": "安平县人民法院"}


@pytest.fixture
def no(empty_desk: Desk) -> str:
    return advance.register_walk_in(empty_desk, form(5, {**CHILD, **SENTENCE}))


def answer(desk: Desk, no: str) -> str:
    return "".join(preview.text(papers.form(desk, no, papers.QUERY_ANSWER)).split())


def test_only_what_was_asked_and_approved_is_answered(empty_desk: Desk, no: str) -> None:
    query = write.record(empty_desk, no, "query", ASKED)
    with pytest.raises(UserError, match="还没有决定"):
        papers.form(empty_desk, no, papers.QUERY_ANSWER)
    write.correct(empty_desk, no, "query", query, YES)
    said = answer(empty_desk, no)
    assert "安平县人民检察院：" in said
    assert "抢夺罪" in said
    assert "有期徒刑" not in said
    assert "人民法院" not in said
    assert "应当对被封存的犯罪记录的情况予以保密" in said
    assert "安检函〔2026〕15号" in said


def test_a_refusal_has_the_rules_text_and_says_of_nobody_whether_there_is_a_record(
    empty_desk: Desk, no: str
) -> None:
    employer = {**ASKED, "unit": "某公司", "unit_kind": "EMPLOYER", "letter_no": None, "officers": []}
    write.record(empty_desk, no, "query", {**employer, **NO})
    said = answer(empty_desk, no)
    assert "犯罪记录被封存的，不得向任何单位和个人提供" in said
    assert "免除前款规定的报告义务" in said
    assert "不表示所询的人有或者没有犯罪记录" in said
    name = str(form(5, {})["name"])
    assert name not in said
    assert no not in said
    assert "抢夺" not in said


@pytest.mark.parametrize(
    ("said", "words", "field"),
    [
        ({"unit_kind": "EMPLOYER"}, "对用人单位、学校不能提供", "decision"),
        ({"unit_kind": "PERSON"}, "免除报告义务", "decision"),
        ({"county": None}, "还没有填县局审批人", "county"),
        ({"county": "王所长"}, "同一个人", "county"),
        ({"head": None}, "还没有填所长", "head"),
        ({"decided_on": None}, "还没有填决定日期", "decided_on"),
        ({"ground": None}, "还没有填法律依据", "ground"),
        ({"letter_no": None}, "还没有填来函文号", "letter_no"),
        ({"officers": [{"name": "张正", "badge": "检01"}]}, "两名工作人员", "officers"),
        ({"officers": [{"name": "张正", "badge": "检01"}, {"name": "李明"}]}, "证件号", "officers"),
        ({"answered": []}, "还没有选答复内容", "answered"),
        ({"answered": ["OFFENCE", "PRISON"]}, "超出了来函请求的范围：服刑场所", "answered"),
        ({"decision": None}, "还没有决定，不能答复", "decision"),
        ({"decision": "REFUSE"}, "又选了答复内容", "answered"),
        ({"decided_on": "2026-11-24"}, "决定日期 2026-11-24 早于前一步的 2026-11-25", "decided_on"),
        ({"answered_on": "2026-11-25"}, "答复日期 2026-11-25 早于前一步的 2026-11-26", "answered_on"),
        ({"answered_on": "2099-01-01"}, "晚于今天", "answered_on"),
    ],
)
def test_what_is_refused_names_the_field(
    empty_desk: Desk, no: str, said: dict[str, object], words: str, field: str
) -> None:
    with pytest.raises(UserError, match=words) as refused:
        write.record(empty_desk, no, "query", {**ASKED, **YES, **said})
    assert refused.value.field in (field, "on")


def test_the_form_of_a_query_is_the_offices_own(empty_desk: Desk, no: str) -> None:
    write.record(empty_desk, no, "query", ASKED)
    assert not gate.is_closed(empty_desk, no), "whoever registers goes on"
    with pytest.raises(UserError, match="没有对外件"):
        papers.form(empty_desk, no, "query")
    assert "检02" in preview.text(papers.form(empty_desk, no, "query", inner=True))
