"""What a pack changes is said in the words of its own rules."""

import pytest

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.pack_difference import Difference, differences, everything
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.rule_pack_file import KnownNames, parse_rule_pack
from tests.support import packs

AWAY = "不在本地的"
SCORE = '[[examples]]\nname = "满分"\nscore = 100\nresult = "KEY"\n'
MONTHS = '"assessment.interval.months" = { value = 6, unit = "months", month_end = "'


def changed(pack: RulePack, known: KnownNames, old: str, new: str) -> tuple[Difference, ...]:
    text = packs.with_examples(packs.shipped(), SCORE)
    assert old in text
    return differences(pack, parse_rule_pack(text.replace(old, new, 1), known), known.codes)


def test_the_same_pack_changes_nothing(pack: RulePack, codes: CodeBook) -> None:
    assert differences(pack, pack, codes) == ()


@pytest.mark.parametrize(
    ("old", "new", "head", "what", "after"),
    [
        ('end_rule = "same_day"', 'end_rule = "day_before"', "帮教期", "期限怎样算", "到对应日的前一日为止"),
        ('"02" = "period.prison', '"02" = "period.parole_ended.years" #', "帮教期", "看守所刑满释放", "3 年"),
        (f'{MONTHS}last"', f'{MONTHS}next"', "期限和标准", "每 … 个月再评估一次", "顺到次月一日"),
        ("from = 55", "from = 60", "类别", "重点", "60 分起"),
        (
            'UNREACHED = "contact.MISSING',
            'UNREACHED = "contact.ABROAD',
            "不在本地的",
            "暂时联系不上",
            "出境期间",
        ),
        ('["OFFICE_HEAD"]', '["OFFICE_HEAD", "COUNTY"]', "审批", "期满解除", "所长、县司法局"),
        ('from = ["recidivist:true"]', "from = []", "重点触发项", "累犯", "由小组提出"),
        ('code = "OTHER"\nproof = false', 'code = "OTHER"\nproof = true', "解除和终止", "其他", "要证明材料"),
        ('since = "S60"\nverb', 'since = "S50"\nverb', "档案材料", "走访谈话记录", "从“已登记”起"),
        ("family_if_any = true", "family_if_any = false", "核查、小组、体检", "有家属的，家属进小组", "否"),
        (
            "小组里至少要有一名女性",
            "小组里要有一名女性",
            "核查、小组、体检",
            "小组里还建议有",
            "帮教对象是女性的，小组里要有一名女性",
        ),
        ("{office}-{year}-{serial:04d}", "{year}-{serial:03d}", "编号", "档案编号", "{year}-{serial:03d}"),
        ("years = [2025, 2026]", "years = [2025, 2026, 2027]", "节假日", "2027 年节假日", "没有放假"),
    ],
)
def test_each_part_tells_what_it_becomes(
    pack: RulePack, known: KnownNames, old: str, new: str, head: str, what: str, after: str
) -> None:
    found = changed(pack, known, old, new)
    told = next(one for one in found if (one.head, one.what) == (head, what))
    assert after in told.after
    assert told.before != told.after


def test_a_rule_that_comes_or_goes_is_told(pack: RulePack, known: KnownNames) -> None:
    rule = '"contact.CLOSE.interval_days" = { value = 20, unit = "days", text = "每 {n} 日", basis = "县" }'
    more = f"{rule}\n[verification]"
    text = (
        packs.shipped()
        .replace("[verification]", more, 1)
        .replace('HOSPITAL = "contact.HOSPITAL', 'HOSPITAL = "contact.CLOSE', 1)
    )
    lines = [line for line in text.splitlines() if not line.startswith('"contact.HOSPITAL')]
    other = parse_rule_pack("\n".join(lines), known)
    told = {one.what: (one.before, one.after) for one in differences(pack, other, known.codes)}
    assert told["每 … 日"] == ("没有", "每 20 日（县）")
    assert told["住院期间，每 … 日探望或者联系一次"][1] == "没有"


def test_other_levels_are_named_by_what_they_go_on(pack: RulePack, known: KnownNames) -> None:
    found = differences(pack, parse_rule_pack(packs.colours(), known), known.codes)
    red = next(one for one in found if one.what == "红")
    assert red.before == "没有"
    assert red.after.endswith("原来的“重点”归入这一类")


def test_all_that_a_pack_says_is_told(pack: RulePack, codes: CodeBook) -> None:
    told = {(one.head, one.what): one.after for one in everything(pack, codes)}
    assert told["审批", "期满解除"] == "所长"
    assert told["期限和标准", "登记后 … 日内完成初次评估"].startswith("登记后 15 日内完成初次评估")
