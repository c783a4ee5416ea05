"""The words of a list: contacts in one cell, sentences, kinds of release, villages."""

from pathlib import Path

import pytest

from anbang_desktop.domain import roster_values as values
from anbang_desktop.domain.roster_words import RosterWords, parse_roster_words

WORDS = Path(__file__).parents[3] / "resources" / "import" / "columns.toml"


@pytest.fixture(scope="module")
def words() -> RosterWords:
    return parse_roster_words(WORDS.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "name", "relation"),
    [
        ("曹海(兄弟)", "曹海", "兄弟"),
        ("赵敏（ 配偶 ）", "赵敏", "配偶"),
        ("王五", "王五", ""),
        ("李四(", "李四(", ""),
    ],
)
def test_a_contact_is_split(text: str, name: str, relation: str) -> None:
    assert values.split_contact(text) == (name, relation)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("有期徒刑3年", {"term_y": 3}),
        ("有期徒刑一年六个月", {"term_y": 1, "term_m": 6}),
        ("有期徒刑十二年", {"term_y": 12}),
        ("拘役5个月", {"term_m": 5}),
        ("有期徒刑1年,缓刑2年", {"term_y": 1}),
        ("有期徒刑２年零３个月，并处罚金", {"term_y": 2, "term_m": 3}),
        ("无期徒刑", {}),
        ("", {}),
    ],
)
def test_the_length_of_a_sentence(text: str, length: dict[str, int]) -> None:
    assert values.term_length(text) == length


@pytest.mark.parametrize(
    ("text", "code"),
    [("有期徒刑3年", "13"), ("拘役5个月", "12"), ("死缓", "15"), ("无期徒刑", "14"), ("三年", None)],
)
def test_the_main_penalty(words: RosterWords, text: str, code: str | None) -> None:
    assert values.main_penalty(text, words) == code


@pytest.mark.parametrize(
    ("release", "unit", "term", "code"),
    [
        ("刑满释放", "晋中监狱", "有期徒刑1年", "01"),
        ("刑满释放", "某县看守所", "拘役5个月", "02"),
        ("刑满释放", "山西省未成年犯管教所", "有期徒刑4年", "03"),
        ("", "长治监狱", "有期徒刑2年", "01"),
        ("解除社区矫正", "某县司法局社区矫正中心", "有期徒刑1年,缓刑2年", "11"),
        ("解矫", "", "管制1年", "13"),
        ("刑满释放", "某县社区矫正中心", "有期徒刑1年,缓刑2年", "11"),
        ("", "某县社区矫正中心", "管制1年", "13"),
        ("假释", "", "", "12"),
        ("假释解矫", "", "", "12"),
        ("管制解矫", "", "", "13"),
        ("暂予监外执行期满解除社区矫正", "", "", "04"),
        ("特赦", "晋中监狱", "", "05"),
    ],
)
def test_the_kind_of_release(words: RosterWords, release: str, unit: str, term: str, code: str) -> None:
    rule = values.release_rule(release, unit, term, words)
    assert rule is not None
    assert rule.code == code


@pytest.mark.parametrize(
    ("release", "unit", "term"),
    [
        ("解除社区矫正", "", ""),
        ("解矫", "", "有期徒刑1年"),
        ("社矫解除", "某县社区矫正中心", ""),
        ("", "某县司法局社区矫正中心", "有期徒刑1年"),
        ("期满", "某县社区矫正中心", ""),
        ("刑满释放", "", "有期徒刑2年"),
        ("刑释", "", ""),
        ("期满释放", "示范县", ""),
    ],
)
def test_a_kind_that_doesnt_say_from_where_or_of_what_stays_open(
    words: RosterWords, release: str, unit: str, term: str
) -> None:
    rule = values.release_rule(release, unit, term, words)
    assert rule is not None
    assert (rule.code, "请登记时选" in rule.say) == ("", True)


def test_nothing_is_made_of_nothing(words: RosterWords) -> None:
    assert values.release_rule("", "", "", words) is None
    assert values.release_rule("另案", "", "", words) is None


@pytest.mark.parametrize(
    ("address", "village"),
    [
        ("西坡乡西村165号", "西村"),
        ("某省某市某县南关街道北坪社区", "北坪社区"),
        ("南关街道东街99号", "东街"),
        ("某省某市某县东河镇", ""),
        ("幸福路12号", ""),
        ("东河镇村", ""),
    ],
)
def test_the_village_inside_an_address(words: RosterWords, address: str, village: str) -> None:
    assert values.village_in(address, words) == village


@pytest.mark.parametrize("length", [(3, 6, None), (None, 6, None), (10, None, 15)])
def test_a_term_is_spelled_as_it_is_read(length: tuple[int | None, int | None, int | None]) -> None:
    read = values.term_length(values.spell_term(*length))
    assert tuple(read.get(name) for name in ("term_y", "term_m", "term_d")) == length
    assert values.spell_term(None, None, None) == ""
