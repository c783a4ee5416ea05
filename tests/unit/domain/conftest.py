"""The shipped rule pack, instrument, codes and Regulation, read once."""

from pathlib import Path

import pytest

from anbang_desktop.domain.articles import Articles, parse_articles
from anbang_desktop.domain.codes import CodeBook, parse_codes
from anbang_desktop.domain.instrument import Instrument, parse_instrument
from anbang_desktop.domain.rule_pack import RulePack, parse_rule_pack

ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "resources" / "rules"


@pytest.fixture(scope="session")
def pack_text() -> str:
    return (RULES / "general-2026-01.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def pack(pack_text: str) -> RulePack:
    return parse_rule_pack(pack_text)


@pytest.fixture(scope="session")
def instrument() -> Instrument:
    return parse_instrument((RULES / "instrument-general-v1.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def articles() -> Articles:
    return parse_articles((RULES / "regulation.txt").read_text("utf-8"))


@pytest.fixture(scope="session")
def codes() -> CodeBook:
    return parse_codes((ROOT / "db" / "seed" / "codes.toml").read_text("utf-8"))
