"""What is specially sensitive (class 4: health, minors, special cases) is covered unless ``--reveal`` is
written; each reveal is kept in the audit.
"""

import argparse
from dataclasses import asdict

from anbang_desktop.fields.field import SPECIAL, Stored, kept_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import overview

COVERED = "（特殊信息，未显示；需要时加 --reveal）"


def may_reveal(leaf: argparse.ArgumentParser) -> None:
    """The option that uncovers."""
    leaf.add_argument(
        "--reveal", action="store_true", help="显示特殊信息（健康、未成年人等），查看会留下记录"
    )


class Cover:
    """Covers the values of one answer and notes what was uncovered, once."""

    def __init__(self, *, reveal: bool) -> None:
        """``reveal`` as the command says."""
        self._reveal = reveal
        self._revealed: dict[str, None] = {}

    def record(self, stored: Stored) -> dict[str, object]:
        """Everything that a record keeps, by attribute."""
        kept = kept_of(type(stored))
        return {
            name: self.value(kept[name].label, value) if kept[name].privacy >= SPECIAL else value
            for name, value in asdict(stored).items()
        }

    def value(self, label: str, value: object) -> object:
        """One specially sensitive value; nothing to cover where it is empty."""
        if value in (None, "", [], (), {}):
            return value
        if self._reveal:
            self._revealed[label] = None
        return value if self._reveal else COVERED

    def note(self, desk: Desk, no: str) -> None:
        """Keep in the audit what was uncovered."""
        if self._revealed:
            overview.note_reveal(desk, no, "、".join(self._revealed))
