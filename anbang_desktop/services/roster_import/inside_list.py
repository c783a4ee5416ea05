"""服刑人员名册: a list of the villages' people who are in prison goes into their register, on no book and in
no number; the county's list moves them on later.
"""

from dataclasses import replace
from datetime import date

from anbang_desktop.domain.roster_columns import Found
from anbang_desktop.domain.roster_plan import Action, Level, Verdict
from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.domain.states import State
from anbang_desktop.services.roster_import.plan import PlannedRow
from anbang_desktop.services.roster_import.row_reading import FIELDS, RELEASE_DATE, Problem

_PAST = "预计释放日期 {day} 已经过了；已经回来的请按名单导入，还在服刑的请核对日期"


def looks_like(found: Found, file_name: str, words: RosterWords) -> bool:
    """Whether the file, the sheet or the title above the heading names people in prison; then somebody is
    asked.
    """
    above = [cell.text for row in found.sheet.rows[: found.header.first] for cell in row]
    return words.tells_of_inside([file_name, found.sheet.name, *above])


def with_future(row: PlannedRow, headings: dict[str, str], today: date) -> PlannedRow:
    """The planned row as one of somebody who is still inside: whose release is past can't be."""
    if row.verdict is Verdict.ERROR:
        return row
    release = row.values.get(RELEASE_DATE)
    if isinstance(release, date) and release <= today:
        heading = headings.get(RELEASE_DATE, FIELDS[RELEASE_DATE].label)
        past = Problem(RELEASE_DATE, heading, Level.ERROR, _PAST.format(day=release.isoformat()))
        return replace(row, verdict=Verdict.ERROR, action=Action.NONE, problems=(*row.problems, past))
    if row.action in (Action.CREATE, Action.CASE):
        return replace(row, becomes=State.S05_INSIDE)
    return row
