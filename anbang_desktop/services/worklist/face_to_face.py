"""What a visitor may see of his own file, and what is read aloud: no score, no offence, nobody else."""

from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.states import AgreementState, State, reached, state
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import aloud
from anbang_desktop.services.office import details
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import Person

Named = tuple[str, str]  # a word and what it means


@dataclass(frozen=True, slots=True)
class FaceView:
    """One person, in words that may be read over a shoulder."""

    name: str
    office: str
    phone: str
    period: str
    agreement: AgreementState  # of the newest one
    signed_on: date | None
    visits: str
    next_visit: date | None
    agreed: tuple[Named, ...]  # the help that the agreement promises
    offered: tuple[Named, ...]  # what else may be asked for
    aloud: tuple[tuple[str, tuple[str, ...]], ...]  # heading and sentences


def show(desk: Desk, no: str) -> FaceView:
    """For the window that the visitor sees."""
    one = people.show(desk, no)
    office, phone = desk.office.name, details.phone(desk)
    newest = one.file.agreements[-1] if one.file.agreements else None
    promised = set(newest.offers) if newest else set()
    helps = [(item.code, (item.name, item.note)) for item in desk.codes["help_type"].items]
    visit = one.dates.get(CONTACT.name)
    return FaceView(
        name=one.row.name,
        office=office,
        phone=phone,
        period=_period(one, desk.today),
        agreement=AgreementState(newest.state) if newest else AgreementState.NONE,
        signed_on=newest.signed_on if newest else None,
        visits=duties.visits(desk, one.file) if state(one.row.state_code).on_books else "",
        next_visit=visit.result if visit is not None else None,
        agreed=tuple(words for code, words in helps if code in promised),
        offered=tuple(words for code, words in helps if code not in promised),
        aloud=tuple((part.title, part.lines) for part in aloud.parts(desk, one.file) if not part.paper),
    )


def _period(one: Person, today: date) -> str:
    start, end = one.row.release_date, one.row.period_end
    if start is None or end is None or not reached(one.row.state_code, State.S40_AWAIT_HANDOVER):
        return ""
    left = (end - today).days
    return f"{start} 至 {end}" + (f"，还有 {left} 天" if left >= 0 else "，已届满")
