"""Code tables and the shipped seed."""

from typing import get_args

import pytest

from anbang_desktop.domain.codes import CodeBook, CodeTableName, parse_codes


@pytest.mark.parametrize(
    ("table", "words", "code"),
    [
        ("sex", "男", "1"),
        ("sex", "女性", "2"),
        ("ethnicity", "汉", "01"),
        ("ethnicity", "汉族", "01"),
        ("ethnicity", "维吾尔族", "05"),
        ("education", "大专", "30"),
        ("education", "高中", "60"),
        ("education", "小学", "80"),
        ("release_type", "监狱释放", "01"),
        ("release_type", "看守所释放", "02"),
        ("release_type", "缓刑期满解除", "11"),
        ("release_type", "刑满释放", None),  # from where?
        ("release_type", "刑释", None),
        ("release_type", "期满释放", None),
        ("release_type", "解除社区矫正", None),  # of which sentence?
        ("release_type", "解矫", None),
        ("release_group", "解除社区矫正", "CORRECTION_ENDED"),
        ("release_type", "12", "12"),
        ("relation", "父亲", "51"),
        ("relation", "母亲", "52"),
        ("relation", "配偶", "10"),
        ("relation", "兄弟", "70"),
        ("yes_no", "否", "0"),
        ("level", "重点帮教对象", "KEY"),
        ("level", "01", "KEY"),
        ("offence_names", "盗窃罪", "盗窃"),
        ("offence_names", "帮信罪", "帮助信息网络犯罪活动"),
        ("offence_names", "贩卖毒品", "贩卖毒品"),
        ("penalty_main", "有期徒刑", "13"),
        ("handover_mode", "家属接回", "L01"),
        ("contact_type", "home_visit", "HOME_VISIT"),
        ("contact_type", "入户 走访", "HOME_VISIT"),
        ("contact_type", "０１", None),
        ("sex", "", None),
        ("sex", None, None),
    ],
)
def test_code_name_and_synonym_lead_to_the_code(
    codes: CodeBook, table: CodeTableName, words: str | None, code: str | None
) -> None:
    assert codes[table].code(words) == code


def test_the_names_of_the_tables_are_those_of_the_seed(codes: CodeBook) -> None:
    assert set(get_args(CodeTableName)) == set(codes)


def test_labels(codes: CodeBook) -> None:
    assert codes["sex"].label("1") == "男"
    assert codes["sex"].label("7") == "7"
    assert codes["sex"].label(None) == ""
    assert codes.label("level", "KEY") == "重点"
    assert codes["ethnicity"].label_of_table == "民族"


def test_placement_ways_map_to_both_foreign_lists(codes: CodeBook) -> None:
    way = codes["placement_way"].item("05")
    assert way is not None
    assert (way.name, way.std, way.other["ministry"]) == ("从事个体经营", "05", "04")
    assert all(item.std and item.other["ministry"] for item in codes["placement_way"])


def test_every_help_type_of_the_regulation_names_its_article(codes: CodeBook) -> None:
    helps = codes["help_type"].items
    assert [item.code for item in helps] == [f"H{number:02}" for number in range(1, 19)]
    assert {item.code for item in helps if not item.other["article"]} == {"H17"}


def test_no_word_means_two_codes_of_one_table(codes: CodeBook) -> None:
    doubles = []
    for table in codes.values():
        for item in table:
            doubles += [
                (table.name, word) for word in (item.name, *item.synonyms) if table.code(word) != item.code
            ]
    assert doubles == []


def test_all_fifty_six_peoples_and_sixty_offences_are_there(codes: CodeBook) -> None:
    assert {item.code for item in codes["ethnicity"]} >= {f"{number:02}" for number in range(1, 57)}
    assert len(codes["offence_names"].items) >= 60
    classes = {item.code for item in codes["offence_class"]}
    assert {item.std for item in codes["offence_names"]} <= classes


def test_a_code_may_not_stand_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        parse_codes('[t]\nlabel = "表"\nitems = [["1", "a"], ["1", "b"]]')


def test_items_are_a_list() -> None:
    with pytest.raises(TypeError, match="items is no list"):
        parse_codes('[t]\nlabel = "表"\nitems = "1"')


def test_the_book_holds_every_table_by_its_name(codes: CodeBook) -> None:
    assert len(codes) == len(list(codes)) > 60
    assert codes.label("sex", "1") == codes["sex"].label("1") == "男"


def test_what_is_retired_is_read_and_shown_and_offered_no_more() -> None:
    text = """
[sex]
label = "性别"
items = [["1", "男"], { code = "9", name = "未说明", synonyms = ["不详"], retired = true }]
"""
    table = parse_codes(text)["sex"]
    assert [item.code for item in table.offered] == ["1"]
    assert (table.code("不详"), table.label("9")) == ("9", "未说明")
    assert [item.retired for item in table] == [False, True]
