"""An instrument as the text that is edited: read again it is the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from anbang_desktop.domain.instrument import Instrument, Use
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.domain.instrument_text import family_of, next_id, write_instrument
from anbang_desktop.domain.rule_pack_file import KnownNames

RULES = Path(__file__).resolve().parents[3] / "resources" / "rules"


@pytest.mark.parametrize("name", ["general", "short"])
def test_what_is_written_is_read_again(known: KnownNames, name: str) -> None:
    form = parse_instrument((RULES / f"instrument-{name}-v1.toml").read_text("utf-8"), known)
    text = write_instrument(form, ["H01 临时住处"])
    assert "# H01 临时住处" in text
    for ends in (text, text.replace("\n", "\r\n")):
        assert replace(parse_instrument(ends, known), text="") == replace(form, text="")


@given(some.text(), some.sampled_from([Use(), Use(urgent=True), Use(("PERIODIC",), urgent=False)]))
def test_any_words_and_use_are_read_again(
    known: KnownNames, instrument: Instrument, words: str, use: Use
) -> None:
    form = replace(instrument, note=words, use=use)
    assert replace(parse_instrument(write_instrument(form), known), text="") == replace(form, text="")


def test_the_next_version_has_the_next_number() -> None:
    assert family_of("instrument-general-v1") == family_of("instrument-general-own-3") == "instrument-general"
    assert family_of("General") is None
    assert next_id("instrument-short-v1", []) == ("instrument-short-own-1", "本所第 1 版")
    used = ["instrument-short-own-4", "instrument-general-own-9", "old"]
    assert next_id("instrument-short-own-4", used) == ("instrument-short-own-5", "本所第 5 版")
