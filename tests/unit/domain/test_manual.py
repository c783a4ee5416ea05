"""domain/manual: the markup of the manual, its search, and the Regulation as a book."""

import pytest

from anbang_desktop.domain.manual import Block, Book, Run, law_anchor, parse_chapter, parse_law, read_runs

TEXT = """# 打开和锁定
离开座位
请锁定。

## 锁定 {#lock}
1. 按 `Ctrl+L`。
2. 点**锁**，见[设置](settings.lock)。
- 一点
> 留心
![锁上以后](1_unlock.png)
| 按键 | 做什么 |
|---|---|
| `F1` | 帮助 |
"""


def test_a_chapter_is_read_into_sections_and_blocks() -> None:
    chapter = parse_chapter("unlock", TEXT)
    assert (chapter.title, [one.anchor for one in chapter.sections]) == (
        "打开和锁定",
        ["unlock", "unlock.lock"],
    )
    assert [one.words for one in chapter.sections[0].blocks] == ["离开座位请锁定。"]
    blocks = chapter.sections[1].blocks
    assert [one.kind for one in blocks] == ["step", "step", "point", "note", "picture", "head", "row"]
    assert blocks[0].runs == (Run("按 "), Run("Ctrl+L", "key"), Run("。"))
    assert (blocks[1].number, blocks[1].runs[1]) == (2, Run("锁", "strong"))
    assert blocks[1].runs[3] == Run("设置", "link", "settings.lock")
    assert blocks[4] == Block("picture", (Run("锁上以后"),), picture="1_unlock.png")
    assert blocks[6].cells == ((Run("F1", "key"),), (Run("帮助"),))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no title\n# 标题\n", 1),
        ("# 标题\n## 没有锚\n", 2),
        ("## 先来 {#a}\n", 1),
        ("# 标题\n### 三级 {#a}\n", 2),
    ],
)
def test_what_is_no_markup_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"line {line}"):
        parse_chapter("x", text)


def test_plain_words_are_one_run() -> None:
    assert read_runs("没有别的") == (Run("没有别的"),)


def _book() -> Book:
    return Book(
        "manual",
        "手册",
        (parse_chapter("unlock", TEXT), parse_chapter("keys", "# 锁定的按键\n按键在这里。\n")),
    )


def test_search_finds_all_words_titles_first_with_what_stands_around() -> None:
    hits = _book().find("锁")
    assert [hit.section.anchor for hit in hits] == ["unlock.lock", "unlock", "keys"]
    assert "锁" in hits[0].around
    assert [hit.section.anchor for hit in _book().find("ctrl+l 锁")] == ["unlock.lock"]
    assert _book().find("没有这个词") == []
    assert _book().find("  ") == []


def test_what_is_found_in_a_long_line_is_cut_on_both_sides() -> None:
    book = Book("m", "手册", (parse_chapter("a", f"# 题\n{'前' * 40}找{'后' * 40}\n"),))
    around = book.find("找")[0].around
    assert around.startswith("…前")
    assert around.endswith("后…")
    assert len(around) < 20


def test_places_know_chapter_and_section_of_every_anchor() -> None:
    chapter, section = _book().places()["unlock.lock"]
    assert (chapter.key, section.title) == ("unlock", "锁定")


def test_the_regulation_becomes_chapters_with_an_anchor_for_each_article() -> None:
    book = parse_law(
        "某办法\n第一条 为了,制定。\n第二章 职责\n第十二条 县(市)应当:\n(一)登记;\n村民委员会应当协助。\n"
    )
    assert book.title == "《某办法》"
    assert [one.title for one in book.chapters] == ["第一章", "第二章　职责"]
    article = book.places()[law_anchor(12)][1]
    assert article.title == "第十二条"
    assert [one.words for one in article.blocks] == ["县（市）应当：", "（一）登记；", "村民委员会应当协助。"]
    assert book.places()["law.a1"][1].blocks[0].words == "为了，制定。"
