"""Somebody who was registered twice: whoever was merged into another person stays findable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anbang_desktop.fields.field import UNDATED, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPerson(Stored):
    """``client_id`` took in the person who was ``gone_client_id``. Where both had an open case, ``case_id``
    took in the one of ``gone_case_id``, and ``no`` is the number that it had. ``person`` is
    ``rows.plain`` of the person as of then.
    """

    client_id: int
    gone_client_id: int
    case_id: int | None = None
    gone_case_id: int | None = None
    no: str | None = None
    id_no: str | None = None
    name: str = ""
    person: Mapping[str, object] = field(default_factory=dict)
    merged_on: date = UNDATED
    by: str = ""
