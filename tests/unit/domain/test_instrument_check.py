"""An office's own instrument: what is accepted scores any answers; every slip is refused by a sentence that
names item and line, all at once.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from anbang_desktop.domain.instrument import Block, Instrument, Item, Option, Thresholds, score
from anbang_desktop.domain.instrument_check import find_faults
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.domain.instrument_text import write_instrument
from anbang_desktop.domain.instrument_words import InstrumentWords, parse_instrument_words
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.rule_pack_file import KnownNames

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
Faults = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def words() -> InstrumentWords:
    return parse_instrument_words((RESOURCES / "instruments" / "words.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def faults(known: KnownNames, pack: RulePack, words: InstrumentWords) -> Faults:
    return lambda text: [str(one) for one in find_faults(text, known, pack, words)]


@pytest.mark.parametrize("name", ["general", "short"])
def test_what_ships_has_no_fault(faults: Faults, name: str) -> None:
    assert faults((RESOURCES / "rules" / f"instrument-{name}-v1.toml").read_text("utf-8")) == []


SLIPS = [
    ('["租住", 2]', '["租住", 9]', "“B1 住房”的“临时落脚”5 分，前面的“租住”9 分：应从轻到重"),
    ('["租住", 2]', '["租住", 0]', "“B1 住房”的“租住”0 分，前面的“自有或与家人同住，稳定”0 分"),
    ('["没有住处", 8]', '["没有住处", 800]', "“B1 住房”的“没有住处”写了 800 分，最多 100 分"),
    (
        '["稳定", 0], ["零工", 3]',
        '["稳定", 1], ["零工", 3]',
        "“B2 就业与生计”的第一个答案“稳定”应是 0 分，现在是 1 分",
    ),
    (
        '["没有", 0], ["有", -3]',
        '["没有", 0], ["有", 3]',
        "“P1 有技能证书”的“有”3 分，前面的“没有”0 分：应越往后减得越多",
    ),
    ('["疏远", 3]', '["接纳、支持", 3]', "“B4 家庭”的答案“接纳、支持”已经有了"),
    ('["疏远", 3]', '["说不清", 3]', "“B4 家庭”的答案“说不清”已经有了"),
    ('[["没有", 0], ["一般", 3], ["尖锐", 6]]', '[["没有", 0]]', "“C3 矛盾纠纷和未解决的诉求”有 1 个答案"),
    ("limit = 40", "limit = 41", "“B 生活处境”的上限 41 分达不到：各项加起来最多 40 分"),
    ("limit = 40", "limit = 7", "“B 生活处境”的上限 7 分不到“B1 住房”一项的 8 分"),
    ("limit = 40", "limit = 0", "“B 生活处境”的上限 0 应大于 0"),
    ("limit = -12", "limit = 12", "“P 有利因素”的上限 12 应是负数"),
    ("limit = -12", "limit = -13", "“P 有利因素”的上限 -13 分达不到：各项加起来最多 -12 分"),
    ("highest = 100", "highest = 101", "最高 101 分达不到：各部分加起来最多 100 分"),
    ("highest = 100", "highest = 50", "没有人会列为“重点”（55 分起）"),
    ("highest = 100", "highest = 0", "总分从 0 到 0 分：最低应不大于 0，最高应大于 0"),
    ("lowest = 0", "lowest = 31", "总分从 31 到 100 分"),
    ("discuss_steps = 2", "discuss_steps = 4", "相差 4 档才讨论：应在 1 到 3 之间"),
    ("apart_items = 3", "apart_items = 17", "17 项：应在 1 到 16 之间，小组评的共 16 项"),
    ('code = "C2"', 'code = "C1"', "项目的编号“C1”写了两次"),
    ('code = "C2"', 'code = "C 2"', "项目的编号“C 2”只能用字母和数字"),
    ('label = "情绪"', 'label = "家庭"', "项目的名称“家庭”写了两次"),
    ('code = "D"\n', 'code = "C"\n', "部分的编号“C”写了两次"),
    ('need = "H08"', 'need = "H99"', "没有“H99”这个帮扶类型"),
    ('label = "家庭"', 'label = "民族"', "“民族”里有“民族”（民族）：不能按民族评估人"),
    ('["疏远", 3]', '["信教", 3]', "“信教”里有“信教”（宗教信仰）"),
    ('label = "家庭"', 'label = "户籍在外地"', "有“户籍”（户籍和来处）"),
    ('label = "收入与债务"', 'label = "家产"', "有“家产”（贫富）"),
    ('label = "家庭"', 'label = "性别"', "有“性别”（性别）"),
    ('label = "情绪"', 'label = "长相"', "有“长相”（相貌）"),
    ('label = "接受提供的帮扶"', 'label = "服从管控"', "安置帮教是帮助，不是监督管理"),
    ("本表为通用草案", "本表用于考核", "有“考核”（监督管理的说法）"),
    ('label = "情绪"', 'label = " "', "不能空着"),
    ('label = "情绪"', f'label = "{"情" * 41}"', "有 41 个字，最多 40 个，印不下"),
    ("restricted = true, ", "", "“A3 首次犯罪时的年龄”里有“年龄”：从这一项能看出犯罪时的年龄"),
    (
        'code = "C2", label = "情绪", need = "H16", ',
        'code = "C2", label = "情绪", full_when = ["平稳"], ',
        "full_when 只用于不计分的表",
    ),
    ('"THREE_NONE", ', "", "少了全国统一的重点触发项：三无人员"),
    ('DRUGS = "涉毒"', 'DRUGS = "累犯"', "重点触发项“累犯”写了两次"),
    ('id = "instrument-general-v1"', 'id = "General 2"', "要写成 instrument-名字-own-数字"),
    ('kind = "static"', 'kind = "fixed"', "没有“fixed”这个种类"),
    ("lowest = 0", "low = 0", "缺少“lowest”这一项"),
    ("lowest = 0", "lowest = 0\nlow = 0", "没有“low”这一项"),
    ('label = "情绪", ', "", "缺少“label”这一项"),
    ('name = "通用评估表"', "name = 3", "应是文字"),
    ('name = "通用评估表"', 'name = "通用', "不合 TOML 写法"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), SLIPS)
def test_a_slip_is_refused_by_its_sentence(
    faults: Faults, instrument_text: str, old: str, new: str, sentence: str
) -> None:
    assert old in instrument_text
    found = faults(instrument_text.replace(old, new, 1))
    assert any(sentence in one for one in found), found
    assert all(re.match(r"评估表.* 第 \d+ 行", one) for one in found)


def test_all_faults_come_at_once_each_with_its_line(faults: Faults, instrument_text: str) -> None:
    text = instrument_text
    slips = {'["租住", 2]': '["租住", 9]', 'label = "家庭"': 'label = "民族"', "limit = -12": "limit = -13"}
    for old, new in slips.items():
        text = text.replace(old, new, 1)
    found = faults(text.replace('label = "交往", ', ""))
    assert len(found) == 4
    for one, word in zip(found, ("租住", "民族", "B5", "limit = -13"), strict=True):
        at = re.search(r"第 (\d+) 行", one)
        assert at is not None
        assert word in text.splitlines()[int(at[1]) - 1]


def test_a_part_without_items_or_without_the_group_is_refused(faults: Faults, instrument_text: str) -> None:
    empty = re.sub(r"items = \[\n.*?\n\]", "items = []", instrument_text, count=1, flags=re.DOTALL)
    assert any("至少要有一项" in one for one in faults(empty))
    static = instrument_text.replace('"dynamic"', '"static"')
    assert any("没有一部分由小组来评" in one for one in faults(static))
    assert any("缺少“blocks”这一项" in one for one in faults('id = "instrument-a-v1"'))


def test_a_form_without_points_says_when_the_long_one_is_wanted(faults: Faults) -> None:
    text = (RESOURCES / "rules" / "instrument-short-v1.toml").read_text("utf-8")
    found = faults(re.sub(r", full_when = \[[^]]*\]", "", text))
    assert len(found) == 1
    assert "说明什么情况要完整评估" in found[0]
    assert any("没有“YEARLY”这个评估种类" in one for one in faults(text.replace("PERIODIC", "YEARLY")))


def test_there_are_not_more_items_than_a_sheet_takes(faults: Faults, instrument_text: str) -> None:
    line = next(one for one in instrument_text.splitlines() if 'code = "D2"' in one)
    more = [line.replace("D2", f"X{at}").replace("接受提供", f"第 {at} 种") for at in range(60)]
    assert any("最多 60 项" in one for one in faults(instrument_text.replace(line, "\n".join([line, *more]))))


def test_a_code_keeps_its_question(
    known: KnownNames, pack: RulePack, words: InstrumentWords, instrument: Instrument, instrument_text: str
) -> None:
    def found(text: str) -> list[str]:
        return [str(one) for one in find_faults(text, known, pack, words, instrument)]

    assert found(instrument_text.replace('label = "住房"', 'label = "住处"')) == []
    old = (
        'label = "影响生活的健康问题", need = "H09", '
        'options = [["没有", 0], ["慢性病", 2], ["严重或者没有治疗", 6]]'
    )
    new = 'label = "睡眠", need = "H09", options = [["好", 0], ["浅", 2], ["很差", 6]]'
    assert old in instrument_text
    (told,) = found(instrument_text.replace(old, new))
    assert "“C4 睡眠”的编号原来是“影响生活的健康问题”，现在是另一个问题" in told


def _items(code: str, sign: int) -> some.SearchStrategy[tuple[Item, ...]]:
    rising = some.sets(some.integers(1, 20), min_size=1, max_size=4).map(lambda one: sorted(one | {9}))
    options = rising.map(
        lambda points: tuple(Option(f"答{at}", sign * one) for at, one in enumerate([0, *points]))
    )
    return some.lists(options, min_size=4, max_size=6).map(
        lambda every: tuple(Item(f"{code}{at}", f"问题{code}{at}", one) for at, one in enumerate(every))
    )


@settings(max_examples=50)
@given(some.data())
def test_what_is_accepted_scores_any_answers(
    faults: Faults, known: KnownNames, pack: RulePack, instrument: Instrument, data: some.DataObject
) -> None:
    kinds = [("A", "static", 1), ("B", "dynamic", 1), ("P", "protective", -1)]
    blocks = []
    for code, kind, sign in kinds:
        items = data.draw(_items(code, sign))
        ends = [max(abs(option.points) for option in item.options) for item in items]
        limit = data.draw(some.integers(max(*ends, sum(ends) - 5), sum(ends)))
        blocks.append(Block(code, f"部分{code}", kind, sign * limit, items))  # type: ignore[arg-type]
    highest = data.draw(some.integers(55, 72))
    scale = Thresholds(0, highest, data.draw(some.integers(1, 2)), data.draw(some.integers(1, 3)))
    form = Instrument(
        "instrument-x-own-1", "表", "1", "", scale, tuple(blocks), instrument.needs, instrument.key_triggers
    )
    text = write_instrument(form)
    assume(not faults(text))
    read = parse_instrument(text, known)
    agreed = {
        item.code: data.draw(some.one_of(some.none(), some.integers(0, len(item.options) - 1)))
        for item in read.items
    }
    found = score(read, agreed, levels=pack.levels)
    assert found.total is not None
    assert 0 <= found.total <= highest
    worse = {
        code: None if at is None else min(at + 1, len(read.item(code).options) - 1)
        for code, at in agreed.items()
    }
    heavier = {code: at if code.startswith("P") else worse[code] for code, at in agreed.items()}
    assert (score(read, heavier, levels=pack.levels).total or 0) >= found.total
