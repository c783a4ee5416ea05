"""How a datum is written on paper: as a clerk reads it on the screen, but every day as papers write it. What
a form tells that nobody entered is told from what is known.
"""

from collections.abc import Sequence
from datetime import date, datetime, time

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.client import Client, FamilyMember
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.kinds import NO, YES, Kind, ReadContext
from anbang_desktop.fields.rows import Rows, cell
from anbang_desktop.services.records.case_file import CaseFile

_FAMILY = "FAMILY"


def words(kind: Kind, value: object | None, context: ReadContext) -> str:
    """A datum as it is printed; empty for None."""
    if isinstance(kind, Rows):
        rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return "；".join(_line(kind.parts, row, context) for row in rows)
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if value.time() != time() else ""
        return f"{chinese(value.date())}{clock}"
    return chinese(value) if isinstance(value, date) else kind.show(value, context)


def part_words(part: Field, row: object, context: ReadContext) -> str:
    """One column of a line as it is printed."""
    return words(part.kind, part.kind.take(cell(part, row), context), context)


def _line(parts: Sequence[Field], row: object, context: ReadContext) -> str:
    said = ((part.label, part_words(part, row, context)) for part in parts)
    return "，".join(f"{label}：{word}" for label, word in said if word)


def family(about: CaseFile) -> tuple[FamilyMember, ...]:
    """The family as it was entered, then whom the file knows besides: whom to call in need, and the relatives
    in the support group.
    """
    client, groups = about.client, about.of(HelpGroup)
    known = list(client.family)
    if client.emergency_name:
        known.append(
            FamilyMember(
                name=client.emergency_name, relation=client.emergency_relation, phone=client.emergency_phone
            )
        )
    members = groups[-1].members if groups else ()
    known += [FamilyMember(name=one.name, phone=one.phone) for one in members if one.kind == _FAMILY]
    first = {one.name: one for one in reversed(known)}
    return tuple(dict.fromkeys(first[one.name] for one in known))


def apart(client: Client) -> str:
    """人户分离: as it was entered; else by the two regions, or by one address that is both; else nothing."""
    if client.split_residence is not None:
        return YES if client.split_residence else NO
    if client.hukou_region and client.live_region:
        return NO if client.hukou_region == client.live_region else YES
    return NO if client.hukou_addr and client.hukou_addr == client.live_addr else ""
