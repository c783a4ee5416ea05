"""domain/text_difference.py: what changed between two wordings, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.text_difference import text_differences

OLD = "标题\n本协议由各方自愿签订。\n旧的一条\n末尾"


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (OLD, []),
        (OLD.replace("自愿", "自主"), ["第 2 行 “由各方自愿签订。”改为“由各方自主签订。”"]),
        (OLD.replace("签订。", "签订，一式两份。"), ["第 2 行 加了“，一式两份”"]),
        (OLD.replace("由各方", ""), ["第 2 行 去掉“由各方”"]),
        (OLD.replace("旧的一条\n", ""), ["第 3 行 去掉“旧的一条”"]),
        (OLD + "\n新的", ["第 5 行 加了“新的”"]),
        (OLD.replace("旧的一条", "全然不同"), ["第 3 行 去掉“旧的一条”", "第 3 行 加了“全然不同”"]),
        (OLD.replace("标题\n", "标题\n\n"), []),
    ],
)
def test_each_place_is_said_once(new: str, said: list[str]) -> None:
    assert [one.sentence for one in text_differences(OLD, new)] == said


@given(some.text(alphabet="甲乙丙\n", max_size=60), some.text(alphabet="甲乙丙\n", max_size=60))
def test_the_lines_are_those_of_the_new_wording(old: str, new: str) -> None:
    count = new.count("\n") + 1
    assert all(1 <= one.line <= count for one in text_differences(old, new))
    assert text_differences(new, new) == []
