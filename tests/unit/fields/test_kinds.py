"""fields/kinds.py: every kind reads what it shows, and complains in Chinese about what it cannot read."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import pytest

from anbang_desktop.fields import kinds
from anbang_desktop.fields.field import MUST, Datum
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.fields.rows import ALL_KINDS, Rows
from anbang_desktop.services import opening
from anbang_desktop.storage.tables import COLUMN_OF

WORLD = ReadContext(opening.codes(), date(2026, 11, 30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """One line, for tests."""

    name: Annotated[str, Datum("姓名", kinds.PersonName(), MUST)]
    age: Annotated[int | None, Datum("年龄", kinds.Count())] = None


ROWS = Rows(Relative)
SAMPLES: list[tuple[kinds.Kind, object]] = [
    (kinds.Text(), "第一行 的 字"),
    (kinds.LongText(), "第一行\n第二行"),
    (kinds.PersonName(), "买买提·艾合买提"),
    (kinds.PersonName(), "王𬖸龘"),
    (kinds.IdNumber(), "14990119720711407X"),
    (kinds.Phone(), "13900000001"),
    (kinds.Day(), date(2026, 3, 5)),
    (kinds.Moment(), datetime(2026, 3, 5, 14, 30)),  # noqa: DTZ001 - local time by design
    (kinds.Moment(), datetime(2026, 3, 5)),  # noqa: DTZ001 - local time by design
    (kinds.Month(), "2026-03"),
    (kinds.Money(), Decimal("1234.56")),
    (kinds.Money(), Decimal(0)),
    (kinds.Count("次"), 12),
    (kinds.YesNo(), True),
    (kinds.YesNo(), False),
    (kinds.Choice("sex"), "2"),
    (
        kinds.Choices("relief"),
        (opening.codes()["relief"].items[0].code, opening.codes()["relief"].items[2].code),
    ),
    (kinds.Lookup("village"), "柳湾村"),
    (kinds.Words(), ("盗窃罪", "诈骗罪")),
    (kinds.Attachment(), 17),
    (ROWS, (Relative(name="王秀", age=61), Relative(name="赵兰"))),
]


@pytest.mark.parametrize(
    ("kind", "value"), SAMPLES, ids=lambda one: type(one).__name__ if isinstance(one, kinds.Kind) else ""
)
def test_what_is_shown_can_be_read_again(kind: kinds.Kind, value: object) -> None:
    assert kind.parse(kind.show(value, WORLD), WORLD) == value
    assert kind.take(value, WORLD) == value


def test_the_samples_and_the_tables_cover_every_kind() -> None:
    assert {type(kind) for kind, _ in SAMPLES} == set(ALL_KINDS)
    assert set(COLUMN_OF) == set(ALL_KINDS)


@pytest.mark.parametrize("kind", [kind for kind, _ in SAMPLES], ids=lambda one: type(one).__name__)
def test_an_empty_entry_is_nothing(kind: kinds.Kind) -> None:
    assert kind.parse("   ", WORLD) is None
    assert kind.show(None, WORLD) == ""


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (kinds.Text(5), "六个字六个字", "最多 5 个字"),
        (kinds.Text(), "a\x00b", "U\\+0000"),
        (kinds.PersonName(), "\ue81e某", "自造字"),
        (kinds.IdNumber(), "1499", "应为 18 位"),
        (kinds.Phone(), "1390000123", "10 位"),
        (kinds.Day(), "2026-02-30", "没有"),
        (kinds.Moment(), "2026-03-05 25:00", "不是时间"),
        (kinds.Money(), "八百", "不是金额"),
        (kinds.Money(), "1.005", "最多到分"),
        (kinds.Count(), "-3", "不是数目"),
        (kinds.YesNo(), "也许", "是”或“否"),
        (kinds.Choice("sex"), "未知数", "从列表中选"),
        (ROWS, "年龄：3", "“姓名”没有填"),
        (ROWS, "姓名：王秀，颜色：红", "没有名为“颜色”的栏目"),
    ],
)
def test_what_cannot_be_read_is_explained(kind: kinds.Kind, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        kind.parse(text, WORLD)


def test_length_is_counted_in_characters_beyond_the_first_plane() -> None:
    assert kinds.PersonName(3).parse("𬖸𬖸𬖸", WORLD) == "𬖸𬖸𬖸"


@pytest.mark.parametrize(("text", "value"), [("1,234.5 元", "1234.50"), ("８００", "800.00")])
def test_money_as_clerks_type_it(text: str, value: str) -> None:
    assert kinds.Money().parse(text, WORLD) == Decimal(value)


@pytest.mark.parametrize("value", [800, 800.0, "800", "800.00", Decimal(800)])
def test_money_is_yuan_however_it_is_written(value: object) -> None:
    taken = kinds.Money().take(value, WORLD)
    assert taken == Decimal(800)
    assert kinds.Money().show(taken, WORLD) == "800.00"


def test_a_choice_takes_code_name_or_synonym() -> None:
    assert [kinds.Choice("ethnicity").parse(text, WORLD) for text in ("01", "汉族", "汉")] == ["01"] * 3


def test_a_day_and_a_moment_take_each_other() -> None:
    noon = datetime(2026, 3, 5, 12)  # noqa: DTZ001 - local time by design
    assert kinds.Day().take(noon, WORLD) == noon.date()
    assert kinds.Moment().take(noon.date(), WORLD) == datetime(2026, 3, 5)  # noqa: DTZ001 - as above
    assert kinds.Moment().show(noon.date(), WORLD) == "2026-03-05"


def test_rows_are_written_by_column() -> None:
    with pytest.raises(ValueError, match="每一行应写成"):
        ROWS.take(["王秀"], WORLD)
    with pytest.raises(ValueError, match="没有名为“身高”的栏目"):
        ROWS.take([{"name": "王秀", "身高": 170}], WORLD)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (kinds.Text(), ["x"], "应是一项文字"),
        (kinds.Money(), "1e99", "不是合理的金额"),
        (kinds.Money(), "NaN", "不是合理的金额"),
        (kinds.Count(), "9" * 20, "不是合理的数目"),
        (kinds.Attachment(), "x", "不是附件的编号"),
        (kinds.Attachment(), "9" * 19, "不是附件的编号"),
        (kinds.Choices("relief"), True, "应是一项多选"),
    ],
)
def test_what_can_not_be_taken_is_explained(kind: kinds.Kind, value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        kind.take(value, WORLD)


def test_a_moment_or_day_is_taken_as_it_is() -> None:
    moment = datetime(2026, 3, 5, 14, 30)  # noqa: DTZ001 - local time by design
    assert kinds.Day().take(moment, WORLD) == moment.date()
    assert kinds.Moment().take(moment.date(), WORLD) == datetime(2026, 3, 5)  # noqa: DTZ001 - the same
    assert kinds.Moment().show("x", WORLD) == "x"
    assert kinds.Moment().show(datetime(2026, 3, 5), WORLD) == "2026-03-05"  # noqa: DTZ001 - the same
    assert kinds.Attachment().parse(str(2**62), WORLD) == 2**62


def test_many_are_told_in_one_line_and_one_is_taken_for_many() -> None:
    assert kinds.Words().show("盗窃罪", WORLD) == "盗窃罪"
    assert kinds.Words().take("盗窃罪、诈骗罪", WORLD) == ("盗窃罪", "诈骗罪")
