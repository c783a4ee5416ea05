"""Whom a roster lists: titles, names and headings of county sheets, and what must be asked."""

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.row_sets import ROW_SETS
from anbang_desktop.domain.sheet_sets import SheetSets, parse_sets


@pytest.fixture(scope="module")
def sets() -> SheetSets:
    return parse_sets(paths.resources("report", "sets.toml").read_text("utf-8"))


def _read(
    sets: SheetSets, title: str, name: str = "Sheet1", file: str = "", *headings: str
) -> tuple[str, str]:
    found = sets.recognise(title, name, file, [(one,) for one in headings] + [()])
    return found.known, found.set


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("刑满释放人员安置帮教花名册", "R01"),
        ("××县在册安置帮教对象花名册（三）", "R01"),
        ("柳湾镇司法所2026年第四季度在册人员名册", "R01"),
        ("本期新增安置帮教对象名册", "R02"),
        ("期满解除安置帮教人员花名册", "R03.1"),
        ("2026年11月到期解除人员名册", "R03.1"),
        ("终止帮教人员名册", "R03.2"),
        ("转出人员花名册", "R03.3"),
        ("死亡人员名册", "R03.4"),
        ("因重新犯罪收监人员名册", "R03.5"),
        ("本期解除、终止、转出人员花名册", "R03"),
        ("本期减少人员名册", "R03"),
        ("转入人员花名册", "R02.1"),
        ("未签订帮教协议人员名单", "R01.1"),
        ("拒签协议人员名单", "R01.2"),
        ("在册未安置人员名册", "R01.3"),
        ("已安置人员花名册", "R01.4"),
        ("一般帮教对象花名册", "R01.5"),
        ("服刑人员花名册", "R17"),
        ("附件2：重点帮教对象花名册", "R04"),
        ("服刑人员信息核查情况反馈表", "R05"),
        ("必接必送人员台账", "R06"),
        ("安置帮教对象走访谈话台账", "R07"),
        ("安置帮教对象评估台账", "R08"),
        ("帮扶措施落实台账", "R09"),
        ("安置帮教对象诉求台账", "R10"),
        ("未衔接刑满释放人员名单", "R11.1"),
        ("下落不明人员统计表", "R11.2"),
        ("失联人员名册", "R11.2"),
        ("未衔接、下落不明人员名册", "R11"),
        ("人户分离人员花名册", "R12.1"),
        ("人户分离人员双列管名单", "R12"),
        ("刑满释放人员重新犯罪情况统计表", "R13"),
        ("刑满释放人员未成年子女情况登记表", "R14"),
        ("下季度即将期满解除人员名单", "R15"),
    ],
)
def test_a_title_says_whom_the_sheet_lists(sets: SheetSets, title: str, known: str) -> None:
    assert _read(sets, title) == (known, known)


@pytest.mark.parametrize(
    ("title", "offered"),
    [
        ("刑满释放人员信息表", "R01"),
        ("", "R01"),
        ("在册女性安置帮教对象花名册", "R01"),
        ("重点对象走访台账", "R07"),
        ("社区矫正人员花名册", ""),
        ("刑满释放人员低保台账", ""),
        ("未成年刑满释放人员名册", ""),
        ("服刑人员未成年子女登记表", "R14"),
        ("拟释放服刑人员名单", "R17"),
        ("社区服刑人员花名册", ""),
        ("解除社区矫正人员花名册", ""),
        ("解除安置帮教人员名册", "R03.1"),
        ("期满解除、转出人员名册", "R03"),
        ("新增及转入人员名册", "R02.1"),
        ("超期未解除人员名册", ""),
        ("非重点帮教对象花名册", ""),
        ("不在册安置帮教人员花名册", ""),
        ("未必接必送人员台账", ""),
        ("历年期满解除人员花名册", "R03.1"),
        ("退出重点对象花名册", "R04"),
        ("未按期报到人员名单", ""),
        ("春节走访慰问人员名单", ""),
        ("申请解除人员名册", ""),
    ],
)
def test_what_is_not_said_is_asked(sets: SheetSets, title: str, offered: str) -> None:
    assert _read(sets, title) == ("", offered)


def test_names_speak_where_no_title_does(sets: SheetSets) -> None:
    assert _read(sets, "", "重点对象") == ("R04", "R04")
    assert _read(sets, "", "Sheet1", "附件3 期满解除人员名册.xlsx") == ("R03.1", "R03.1")
    assert _read(sets, "安置帮教对象花名册", "重点对象") == ("", "R04"), "the sheet's name doubts the title"


def test_headings_confirm_or_doubt_a_title(sets: SheetSets) -> None:
    assert _read(sets, "重点对象花名册", "Sheet1", "", "列为重点时间") == ("R04", "R04")
    assert _read(sets, "在册人员花名册", "Sheet1", "", "解除原因") == ("", "R03")
    assert _read(sets, "重点对象花名册", "Sheet1", "", "解除原因") == ("", "R04")
    assert _read(sets, "人员名册", "Sheet1", "", "子女姓名") == ("", "R14")
    assert _read(sets, "人员名册", "Sheet1", "", "子女姓名", "诉求内容") == ("", "")
    assert _read(sets, "重点对象花名册", "Sheet1", "", "认定原因", "解除原因")[0] == "R04"


def test_a_part_has_the_headings_of_its_whole(sets: SheetSets) -> None:
    assert _read(sets, "期满解除人员名册", "Sheet1", "", "解除日期") == ("R03.1", "R03.1")
    assert _read(sets, "转出人员名册", "Sheet1", "", "诉求内容") == ("", "R03.3")


def test_every_set_of_people_or_records_can_be_recognised_or_chosen(sets: SheetSets) -> None:
    assert {one.id for one in sets.sets} - {"R20"} == set(ROW_SETS)
    for one in sets.rosters:
        assert sets.named(ROW_SETS[one.id].name) is one


def test_a_reading_says_why(sets: SheetSets) -> None:
    found = sets.recognise("重点对象花名册", "", "", [("列为重点时间",)])
    assert (found.certainty, found.why) == (Certainty.KNOWN, "标题“重点对象花名册”，有“列为重点时间”列")


def test_a_set_is_found_by_number_or_name(sets: SheetSets) -> None:
    assert [sets.named(said).id for said in ("R03.1", "r3.1", "期满解除", "R03.1 期满解除")] == ["R03.1"] * 4  # type: ignore[union-attr]
    for said in ("R04", "r4", "重点对象", "R04 重点对象"):
        found = sets.named(said)
        assert found is not None
        assert found.id == "R04"
    assert sets.named("R99") is None
    assert (sets.row_kind("R14"), sets.row_kind("")) == ("child", "person")
    assert {"R16", "R20"}.isdisjoint(one.id for one in sets.rosters)
