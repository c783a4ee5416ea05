"""Each clause of the agreement that ships stands on its articles, and each article that is owed has its
clause (arts. 14–26, 29, 30, 32, 33, 35–37).
"""

import re
from pathlib import Path

import pytest

from anbang_desktop.domain.articles import Articles, spell_basis, title_and_day
from anbang_desktop.domain.clauses import Grounds, clauses_of, parse_grounds
from anbang_desktop.domain.codes import CodeBook
from tests.unit.domain.conftest import ROOT, RULES

TEXTS = ROOT / "resources" / "agreements"
OWED = {*range(14, 27), 29, 30, 33, 35, 36, 37, 1, 2, 3, 12, 32, 38}
WORDS = {  # what must be said for an article, in the words of the clause that stands on it
    14: "未满十六周岁且没有完成义务教育",
    15: "平等权益",
    16: "公共法律服务",
    17: "社会救助",
    18: "养老、工伤、失业保险",
    19: "技能培训",
    20: "平等的就业机会和公平的就业条件",
    21: "住房保障",
    22: "疾病检查治疗",
    23: "经营登记",
    24: "基本医疗保障",
    25: "妇联、残联",
    26: "企业、社会组织提供的岗位",
    29: "过渡性安置",
    30: "心理咨询",
    32: "身份信息和个人隐私保密",
    33: "正确、合理表达",
    35: "由其依法处理",
    36: "第三十六条处理",
    37: "滥用职权、玩忽职守、徇私舞弊",
    38: "办法施行日期",
}


def _text(name: str) -> str:
    return (TEXTS / name).read_text("utf-8").split("+++\n")[2]


@pytest.fixture(scope="module")
def grounds() -> Grounds:
    return parse_grounds((TEXTS / "agreement-2.articles.toml").read_text("utf-8"))


def _cited(basis: str) -> set[int]:
    return {int(number) for number in re.findall(r"A(\d+)", basis)}


def test_every_clause_has_its_ground_and_every_ground_its_clause(grounds: Grounds) -> None:
    clauses = [one.at for one in clauses_of(_text("agreement-2.txt"))]
    assert len(clauses) == len(set(clauses)), "each clause has a place of its own"
    assert set(clauses) == set(grounds.by_clause)


def test_every_ground_names_articles_that_exist(grounds: Grounds, articles: Articles) -> None:
    for at, ground in grounds.by_clause.items():
        cited = re.findall(r"A(\d+)(?:\.(\d+))?(?:\.(\d+))?", ground.basis)
        assert cited, at
        for number, paragraph, item in cited:
            assert articles[int(number)].part(int(paragraph or 0), int(item or 0)), (at, ground.basis)
        assert "A" not in spell_basis(ground.basis), at


def test_every_article_that_is_owed_has_a_clause_that_says_it(grounds: Grounds) -> None:
    cited = set().union(*(_cited(one.basis) for one in grounds.by_clause.values()))
    assert not OWED - cited
    for number, words in WORDS.items():
        saying = [one for one in clauses_of(_text("agreement-2.txt")) if words in one.words]
        assert saying, f"article {number}: {words}"
        assert any(number in _cited(grounds.by_clause[one.at].basis) for one in saying), (number, words)


def test_no_clause_lays_a_duty_on_the_person_that_the_law_does_not(grounds: Grounds) -> None:
    """domain.md §4.4 §6 and §2.4: no report, no leave, no penalty, no words of supervision."""
    source = _text("agreement-2.txt")
    for unwanted in (
        "处罚",
        "警告",
        "管控",
        "考核",
        "罪犯",
        "监管对象",
        "矫正",
        "应当定期",
        "必须",
        "不得外出",
    ):
        assert unwanted not in source
    (own,) = [one for one in clauses_of(source) if one.at == "六（一）"]
    assert "没有定期报告的义务" in own.words
    assert {33} == _cited(grounds.by_clause["六（二）"].basis)


def test_what_only_the_person_may_tell_are_types_of_help(grounds: Grounds, codes: CodeBook) -> None:
    assert all(codes["help_type"].item(code) for code in grounds.own_word)
    assert grounds.own_word


def test_the_name_and_the_day_come_from_the_regulation() -> None:
    told = title_and_day((RULES / "regulation.txt").read_text("utf-8"))
    assert told == ("《山西省安置帮教工作办法》", "2025年2月1日")
    with pytest.raises(ValueError, match="in force"):
        title_and_day("某办法\n第一条 没有日期")


def test_fields_and_conditions_are_readable() -> None:
    said = clauses_of(
        "# {{ 标题 }}\n:: \n|= 1 2\n| 甲 | {{ 司法所 | 横线 }} |\n{% if 丁 %}\n| 丁 | 亲属 |\n{% endif %}\n"
        "开头{% if 丁 %}、丁方{% endif %}。\n## 一、标题\n"
        "（一）甲{% if not 丁 %}乙{% else %}丙{% endif %}。\n"
        "接着说。\n## 二、空\n[[手写行]]\n本协议一式三份。"
    )
    assert [(one.at, one.words) for one in said] == [
        ("各方", "甲｜〔司法所〕\n丁｜亲属"),
        ("首部", "开头［丁的：、丁方］。"),
        ("一（一）", "甲［不是丁的：乙；否则：丙］。"),
        ("一", "接着说。"),
        ("尾部", "本协议一式三份。"),
    ]


def test_a_text_of_the_first_version_is_read_too() -> None:
    assert {"一（一）", "六（三）"} <= {one.at for one in clauses_of(_text("agreement-1.txt"))}


def test_a_clause_named_twice_is_refused(tmp_path: Path) -> None:
    twice = 'own_word = []\n[[clause]]\nat = "一"\nbasis = "A1"\nwhy = "x"\n' * 1
    doubled = twice + '[[clause]]\nat = "一"\nbasis = "A1"\nwhy = "x"\n'
    with pytest.raises(ValueError, match="一"):
        parse_grounds(doubled)
