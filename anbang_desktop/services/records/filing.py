"""Under which line of the catalogue (F20) the paper of each record is bound (domain.md §4.15)."""

from collections.abc import Iterator

from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.fields.field import Record, name_of
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Kind


def key_of(kind: Kind, record: Record) -> PaperKey | None:
    """The line of one record; None for a kind without a paper."""
    if kind.apart is None:
        return kind.catalogue
    attribute, keys = kind.apart
    return keys.get(str(getattr(record, name_of(attribute))), kind.catalogue)


def under(about: CaseFile, key: str, *, voided: bool = False) -> Iterator[tuple[Kind, Record]]:
    """The records of the case that are bound under a line, kind by kind; voided ones only where wanted."""
    for kind in KINDS:
        if kind.catalogue is not None:
            record_class = kind.fields.record
            listed = about.all_of(record_class) if voided else about.of(record_class)
            yield from ((kind, record) for record in listed if key_of(kind, record) == key)
