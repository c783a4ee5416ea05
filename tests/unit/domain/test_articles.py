"""The Regulation and how it is cited."""

import pytest

from anbang_desktop.domain.articles import Articles, chinese_number, cite, cited_articles, spell_basis
from anbang_desktop.domain.rule_pack import RulePack


def test_all_thirty_eight_articles_are_read(articles: Articles) -> None:
    assert list(articles) == list(range(1, 39))
    assert articles[38].text == "本办法自2025年2月1日起施行。"


def test_paragraphs_and_items_of_article_12(articles: Articles) -> None:
    assert articles[12].part(2, 2).startswith("登记、核查安置帮教对象的信息")
    assert articles[12].part(3) == "村民委员会、居民委员会应当协助和配合司法所做好安置帮教工作。"
    assert "成立安置帮教小组" in articles[12].text


def test_chapter_heads_belong_to_no_article(articles: Articles) -> None:
    assert not any("第二章" in article.text or "附则" in article.text for article in articles.values())


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("A13", "《山西省安置帮教工作办法》第十三条"),
        ("A12.2.2 A13；通用默认", "《山西省安置帮教工作办法》第十二条第二款第二项、第十三条；通用默认"),
        ("通用默认", "通用默认"),
        ("A12.3；A30", "《山西省安置帮教工作办法》第十二条第三款；第三十条"),
    ],
)
def test_bases_are_spelled(basis: str, words: str) -> None:
    assert spell_basis(basis) == words


def test_quotes_give_the_words(articles: Articles) -> None:
    assert articles.quote("A12.2.3；通用默认") == (
        "第十二条第二款第三项：成立安置帮教小组,开展评估,了解安置帮教对象诉求;",
    )


def test_short_texts_fit_a_line(articles: Articles) -> None:
    assert articles.short(38) == articles[38].text
    assert len(articles.short(12)) == 60
    assert articles.short(12).endswith("…")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (38, "三十八")]
)
def test_numbers_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words
    assert cite(number) == f"第{words}条"


def test_every_article_named_in_the_pack_exists(pack: RulePack, articles: Articles) -> None:
    for rule in pack.rules.values():
        if "A" in rule.basis:
            assert articles.quote(rule.basis), rule.key


def test_the_articles_that_a_basis_names_are_found_and_those_of_other_laws_are_not() -> None:
    words = spell_basis("A12.2.3 A13；民法典第二百条；未成年人保护法第二条")
    assert cited_articles(words) == [12, 13]
    assert cited_articles("通用默认；未成年人保护法第二条") == []
