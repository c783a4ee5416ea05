"""The office's rule packs and assessment instrument from their files, checked against everything they may
name.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from anbang_desktop import paths
from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.domain.rule_pack import RuleBook
from anbang_desktop.domain.rule_pack_file import KnownNames, parse_rule_pack
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Choice, Choices, YesNo

INSTRUMENT = "instrument-general-v1.toml"
T = TypeVar("T")


def known_names(codes: CodeBook) -> KnownNames:
    """The codes of the tables, and the data of the registration form that may propose a key trigger."""
    return KnownNames(codes, {field.name: _words_of(field, codes) for field in REGISTRATION.fields})


def _words_of(field: Field, codes: CodeBook) -> frozenset[str] | None:
    """The words by which a pack may ask for a value of the field; None: any."""
    if isinstance(field.kind, YesNo):
        return frozenset({"true"})
    if isinstance(field.kind, Choice | Choices):
        listed = frozenset(item.code for item in codes[field.kind.table])
        return listed | {"any"} if isinstance(field.kind, Choices) else listed
    return None


def read_rules(codes: CodeBook, files: Iterable[Path] | None = None) -> RuleBook:
    """Every rule pack (of the files given, else those shipped). UserError names file, line and key of what
    is wrong.
    """
    found = sorted(paths.resources("rules").glob("*.toml")) if files is None else files
    packs = (file for file in found if not file.name.startswith("instrument-"))
    return RuleBook(_read(file, parse_rule_pack, codes) for file in packs)


def read_instrument(codes: CodeBook, file: Path | None = None) -> Instrument:
    """The assessment instrument in use. UserError names file, line and key of what is wrong."""
    return _read(file or paths.resources("rules", INSTRUMENT), parse_instrument, codes)


def read_short_forms(codes: CodeBook, files: Iterable[Path] | None = None) -> tuple[Instrument, ...]:
    """The instruments beside it (those of the files given, else those shipped), each for the assessments that
    it names. UserError as ``read_instrument``.
    """
    shipped = (
        one for one in sorted(paths.resources("rules").glob("instrument-*.toml")) if one.name != INSTRUMENT
    )
    return tuple(_read(file, parse_instrument, codes) for file in (shipped if files is None else files))


def _read(file: Path, parse: Callable[[str, KnownNames], T], codes: CodeBook) -> T:
    try:
        return parse(file.read_text("utf-8"), known_names(codes))
    except TomlFault as fault:
        remedy = f"请改正文件“{file.name}”后再打开；县局下发的文件请联系县局。"
        raise UserError(str(fault), remedy, field="rules") from fault
