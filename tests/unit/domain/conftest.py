"""The shipped rule pack, instrument, codes and Regulation, read once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.domain.articles import Articles, parse_articles
from anbang_desktop.domain.codes import CodeBook, parse_codes
from anbang_desktop.domain.guards import CaseFacts
from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.rule_pack_file import KnownNames, parse_rule_pack
from anbang_desktop.domain.states import AgreementState
from anbang_desktop.services.office.rule_files import known_names

TODAY = date(2026, 11, 30)
ROOT = Path(__file__).resolve().parents[3]
RULES = ROOT / "resources" / "rules"


@pytest.fixture(scope="session")
def pack_text() -> str:
    return (RULES / "general-2026-01.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def known(codes: CodeBook) -> KnownNames:
    return known_names(codes)


@pytest.fixture(scope="session")
def pack(pack_text: str, known: KnownNames) -> RulePack:
    return parse_rule_pack(pack_text, known)


@pytest.fixture(scope="session")
def instrument_text() -> str:
    return (RULES / "instrument-general-v1.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def instrument(instrument_text: str, known: KnownNames) -> Instrument:
    return parse_instrument(instrument_text, known)


@pytest.fixture(scope="session")
def articles() -> Articles:
    return parse_articles((RULES / "regulation.txt").read_text("utf-8"))


@pytest.fixture(scope="session")
def codes() -> CodeBook:
    return parse_codes((ROOT / "db" / "seed" / "codes.toml").read_text("utf-8"))


@pytest.fixture
def nothing(pack: RulePack) -> CaseFacts:
    """A case of which nothing is known."""
    return CaseFacts(rules=pack, on=TODAY)


@pytest.fixture
def ready(nothing: CaseFacts) -> CaseFacts:
    """Everything is there that S50 → S60 asks for."""
    return replace(
        nothing,
        group_kinds=("OFFICE", "VILLAGE", "FAMILY"),
        group_leader_kinds=("OFFICE",),
        file_opened_on=TODAY,
        assessment_decided="GENERAL",
        agreement_state=AgreementState.SIGNED,
    )
