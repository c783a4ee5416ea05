"""Whether the record of a case is to be sealed, by what its file says (``domain/sealing``), and what its
approvals have decided (刑事诉讼法第二百八十六条; domain.md §10.3).
"""

from dataclasses import replace
from typing import Final

from anbang_desktop.domain import sealing
from anbang_desktop.domain.sealing import Ground, Limits, OffenceFacts, Sealing
from anbang_desktop.fields.approval import SEALING
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries.withheld import NotAsked

_BEYOND = "BEYOND_TERM"  # the group of penalty_main that is longer than any term


def ground(desk: Desk, about: CaseFile) -> Ground | None:
    """Why the record is to be sealed by the rules in force today; None where it is not."""
    return _ground(desk, facts(desk, about))


def ground_of(desk: Desk, row: NotAsked) -> Ground | None:
    """The same of a case of which nobody has asked yet, without reading its file."""
    known = min((day for day in (row.judged, row.began) if day), default=None)
    months = sealing.months_of(row.years, row.months, row.days)
    beyond = _beyond(desk, row.penalty)
    return _ground(desk, OffenceFacts(row.born, row.first, row.last, row.said, known, months, beyond=beyond))


def _ground(desk: Desk, known: OffenceFacts) -> Ground | None:
    return sealing.ground(known, _limits(desk))


def _limits(desk: Desk) -> Limits:
    pack = desk.pack
    return Limits(
        full_age=int(pack.number("minor.age")),
        youngest=int(pack.number("health.youngest.age")),
        most_months=12 * int(pack.number("sealing.most.years")),
    )


def facts(desk: Desk, about: CaseFile) -> OffenceFacts:
    """What the file says of the offence."""
    case = about.case
    return OffenceFacts(
        born=about.client.birth_date,
        first=case.offence_first,
        last=case.offence_last,
        said=case.minor_at_offence,
        known=min((day for day in (case.judgment_date, case.term_start) if day), default=None),
        months=sealing.months_of(case.term_y, case.term_m, case.term_d),
        beyond=_beyond(desk, case.penalty_main),
    )


def _beyond(desk: Desk, penalty: str | None) -> bool:
    item = next((one for one in desk.codes["penalty_main"].items if one.code == penalty), None)
    return item is not None and item.group == _BEYOND


def was_minor(desk: Desk, about: CaseFile) -> bool:
    """A minor at the offence, whatever the sentence: as its day, the form or the judgment says."""
    return sealing.was_minor(facts(desk, about), _limits(desk))


RECIDIVIST: Final = "累犯"
NO_RECIDIVIST: Final = "犯罪时未满 18 周岁，不算累犯（刑法第六十五条；第六十六条的特别累犯没有这项例外）"


def doubts_recidivist(desk: Desk, about: CaseFile) -> bool:
    """A minor at the offence who is registered as a recidivist, which 刑法第六十五条 excludes and 第六十六条
    does not: to be asked until the remark holds what the judgment says of it.
    """
    told = RECIDIVIST in (about.case.remark or "")
    return bool(about.case.recidivist) and not told and was_minor(desk, about)


def state_of(about: CaseFile) -> Sealing | None:
    """Where the question stands; None where it was never asked."""
    return Sealing(about.case.sealing) if about.case.sealing else None


def is_withheld(desk: Desk, about: CaseFile) -> bool:
    """On no list: sealed, proposed, or never asked although the rules say so (nothing may lie between)."""
    said = state_of(about)
    return said.withheld if said is not None else ground(desk, about) is not None


def follow_approvals(unit: Unit, about: CaseFile) -> None:
    """The case says what the newest approval of this matter says that counts; without one (it was voided) the
    record is proposed again.
    """
    decided = [one for one in about.approvals if one.matter == SEALING]
    if decided:
        last = max(decided, key=lambda one: (one.decided_on, one.id))
        now, on = Sealing.SEALED if last.granted else Sealing.OPEN, last.decided_on
    elif state_of(about) in (Sealing.SEALED, Sealing.OPEN):
        now, on = Sealing.PROPOSED, unit.desk.today
    else:
        return
    after = replace(about.case, sealing=now.value, sealing_on=on)
    if after != about.case:
        unit.change(about.case, after, f"{now.label} {about.no}")
