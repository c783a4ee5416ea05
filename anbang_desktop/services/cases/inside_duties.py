"""What is due for somebody in the register of those inside: the check of family and children, and the list of
the county that should name this person before the release.
"""

from collections.abc import Iterator
from datetime import date

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.inside_check import INSIDE_CHECK, InsideCheck
from anbang_desktop.services.cases.duty import Duty
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile

UNLISTED = "unlisted"


def of(desk: Desk, about: CaseFile) -> Iterator[Duty]:
    """The check, and once the list should have come, the list."""
    what = "核查家庭和未成年子女" if about.client.children else "核查家庭情况"
    why = check_due(desk, about)
    yield Duty(INSIDE_CHECK.name, what, why, Verb.CHECK_INSIDE, PersonSection.INSIDE)
    release = about.case.release_date
    if release is not None:
        yield _unlisted(desk, release)


def last_check(about: CaseFile) -> InsideCheck | None:
    """The newest that counts."""
    checks = about.of(InsideCheck)
    return checks[-1] if checks else None


def check_due(desk: Desk, about: CaseFile) -> Reckoning:
    """When family and children are asked after next: soon after the entry, then every so many months."""
    newest = last_check(about)
    if newest is not None:
        return reckoning.deadline(desk.rules.on(newest.on), "inside.check.months", "上次核查", newest.on)
    entered = about.entered(State.S05_INSIDE) or about.case.state_on
    return reckoning.deadline(desk.rules.on(entered), "inside.check.first.days", "登记日期", entered)


def list_due(desk: Desk, release: date) -> Reckoning:
    """By when a list of the county should name somebody who is expected out on that day."""
    return reckoning.before(desk.pack, "notice.before_release.days", "预计释放", release)


def _unlisted(desk: Desk, release: date) -> Duty:
    why = list_due(desk, release)
    if release <= desk.today:
        what = "预计释放日期已到，名单还没有来，问清人回来没有"
        return Duty(UNLISTED, what, why, Verb.CONFIRM_RELEASE, PersonSection.STEP)
    what = f"预计{month_day(release, desk.today)}释放，名单上还没有，问县司法局"
    return Duty(UNLISTED, what, why, Verb.TAKE_NOTICE, PersonSection.STEP)
