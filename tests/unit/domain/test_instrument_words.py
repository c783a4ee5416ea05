"""The words that no item says: each list has a reason, and what ships keeps to it."""

from pathlib import Path

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.instrument_words import parse_instrument_words

FILE = Path(__file__).resolve().parents[3] / "resources" / "instruments" / "words.toml"


def test_each_subject_of_who_somebody_is_is_named_with_its_reason() -> None:
    words = parse_instrument_words(FILE.read_text("utf-8"))
    names = {one.name for one in words.about}
    assert {"民族", "宗教信仰", "性别", "户籍和来处", "出身", "贫富", "相貌"} <= names
    assert all(one.reason.endswith("。") for one in (*words.about, *words.supervision, *words.restricted))
    assert [(subject.name, word) for subject, word in words.unwanted("少数民族，信教")] == [
        ("民族", "民族"),
        ("宗教信仰", "信教"),
    ]


def test_what_ships_says_none_of_them(instrument: Instrument) -> None:
    words = parse_instrument_words(FILE.read_text("utf-8"))
    said = [text for item in instrument.items for text in (item.label, *(one.label for one in item.options))]
    assert not [found for text in said for found in words.unwanted(text)]
