"""What an instrument's file may not say."""

import pytest

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.instrument_file import parse_instrument, parse_kept
from anbang_desktop.domain.rule_pack_file import KnownNames
from anbang_desktop.domain.toml_table import TomlFault


def test_a_note_may_be_left_out(instrument_text: str, known: KnownNames) -> None:
    text = "\n".join(line for line in instrument_text.splitlines() if not line.startswith("note ="))
    assert parse_instrument(text, known).note == ""


def test_what_is_not_restricted_need_not_say_so(instrument: Instrument) -> None:
    assert [item.code for item in instrument.items if item.restricted] == ["A3"]


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("discuss_steps = 2", "steps = 2", "thresholds", "缺少“discuss_steps”这一项。"),
        ('kind = "static"', 'kind = "fixed"', "blocks[0].kind", "没有“fixed”这个种类，可用的有：static"),
        ('{ code = "A2"', '{ code = "A1"', "blocks[0].items[1].code", "“A1”写了两次。"),
        ('need = "H08"', 'need = "H99"', "blocks[1].items[0].need", "没有“H99”这个帮扶类型，可用的有：H01"),
        ('"H17", "H18"]', '"H17", "H81"]', "needs.codes[17]", "没有“H81”这个帮扶类型"),
        (
            '"MINOR_ALONE", "PETITION"',
            '"MINOR", "PETITION"',
            "triggers.codes[12]",
            "没有“MINOR”这个重点触发项",
        ),
        ('PETITION = "长期信访"', 'PETITIONS = "长期信访"', "triggers.labels", "缺少“PETITION”这一项。"),
        ("restricted = true", 'restricted = "yes"', "blocks[0].items[2].restricted", "应是true 或者 false。"),
        ('["没有", 0], ["1 次", 3]', '["没有", 0], ["1 次"]', "blocks[0].items[0].options[1]", "应有两项。"),
        ('label = "既往情况"', 'lable = "既往情况"', "blocks[0]", "缺少“label”这一项。"),
        ("lowest = 0", "lowest = 0\nlow = 0", "thresholds.low", "没有“low”这一项，可用的有：apart_items、"),
        ("lowest = 0", "lowest = 0\nkey = 55", "thresholds.key", "没有“key”这一项"),
    ],
)
def test_a_slip_is_refused_with_its_key(
    instrument_text: str, known: KnownNames, old: str, new: str, key: str, words: str
) -> None:
    assert old in instrument_text
    with pytest.raises(TomlFault) as refused:
        parse_instrument(instrument_text.replace(old, new, 1), known)
    assert refused.value.key == key
    assert words in str(refused.value)
    assert str(refused.value).startswith(f"评估表 instrument-general-v1 第 {refused.value.line} 行 {key}：")


def test_the_line_is_that_of_the_slip(instrument_text: str, known: KnownNames) -> None:
    text = instrument_text.replace('need = "H08"', 'need = "H99"')
    with pytest.raises(TomlFault) as refused:
        parse_instrument(text, known)
    assert "H99" in text.splitlines()[refused.value.line - 1]


def test_what_was_kept_before_levels_were_data_is_still_read(instrument_text: str) -> None:
    old = instrument_text.replace("lowest = 0", "key = 55\ncloser = 30\nlowest = 0")
    assert parse_kept(old).thresholds == parse_kept(instrument_text).thresholds
