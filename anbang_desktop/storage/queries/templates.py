"""The office's own wordings of papers, and which agreements were made by which wording."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.fields.templates import OwnText
from anbang_desktop.storage import tables
from anbang_desktop.storage.queries.withheld import listed
from anbang_desktop.storage.shapes import OWN_TEXTS, Reader
from anbang_desktop.storage.tables_cards import case_cards
from anbang_desktop.storage.tables_own import templates

TABLE = templates
_ONE = Reader(OWN_TEXTS, "id", ("id",))
_OF_PAPER = Reader(OWN_TEXTS, "paper", ("version", "id"))
_MADE = tables.agreements.c


class SignedBy(NamedTuple):
    """An agreement in force and by which wording it was made."""

    case_id: int
    no: str
    name: str
    village: str | None
    worker: str | None
    agr_no: str
    template_id: str | None
    signed_on: date | None


def one(connection: Connection, text_id: int) -> OwnText | None:
    """One version."""
    return next(iter(_ONE.read(connection, text_id)), None)


def of_paper(connection: Connection, paper: str) -> list[OwnText]:
    """The versions of a paper, drafts and ended ones too, oldest first."""
    return _OF_PAPER.read(connection, paper)


def last_version(connection: Connection, paper: str) -> int:
    """The highest number of a version of a paper; 0 before the first."""
    return (
        connection.execute(select(func.max(templates.c.version)).where(templates.c.paper == paper)).scalar()
        or 0
    )


def used(connection: Connection) -> dict[str, int]:
    """For how many people each wording of the agreement was used, by its key; what was voided counts not."""
    asked = (
        select(_MADE.template_id, func.count(_MADE.case_id.distinct()))
        .where(_MADE.voided_at.is_(None), _MADE.template_id.is_not(None), listed(_MADE.case_id))
        .group_by(_MADE.template_id)
    )
    return {str(key): number for key, number in connection.execute(asked)}


def signed(connection: Connection, states: Sequence[str]) -> list[SignedBy]:
    """The signed agreements of the cases in these states, one for each, in village order."""
    card = case_cards.c
    newest = (
        select(func.max(_MADE.id))
        .where(_MADE.voided_at.is_(None), _MADE.state == AgreementState.SIGNED)
        .group_by(_MADE.case_id)
    )
    asked = (
        select(
            card.case_id,
            card.no,
            card.name,
            card.village,
            card.worker,
            _MADE.agr_no,
            _MADE.template_id,
            _MADE.signed_on,
        )
        .join(tables.agreements, _MADE.case_id == card.case_id)
        .where(card.state.in_(states), _MADE.id.in_(newest))
        .order_by(card.village, card.no)
    )
    return [SignedBy._make(row) for row in connection.execute(asked)]
