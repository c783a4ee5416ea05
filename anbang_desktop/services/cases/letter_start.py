"""What a letter of each type says before anybody types: to whom, for what, from what the case knows."""

from collections.abc import Callable, Mapping

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.states import Standing, State, state
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.cases import duties, notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import (
    CLUE,
    DUAL,
    FAMILY,
    HOUSEHOLD,
    NOT_REPORTED,
    POLICE_LIST,
    SEARCH,
    TRANSFER,
    TRANSFER_IN,
    VILLAGE,
    letter_book,
)
from anbang_desktop.services.records.wish import DISCRIMINATION

ITS = names(Letter)
_COUNTY = "司法局"


def begin(desk: Desk, about: CaseFile, letter_type: str) -> Mapping[str, object]:
    """Values by identifier; a receiver that nobody knows is left open."""
    known = letter_book().types[letter_type]
    receiver = _RECEIVERS[letter_type](desk, about) if letter_type in _RECEIVERS else ""
    kind = known.receivers[0]
    if kind == "OFFICE" and receiver:
        kind = office_kind(receiver)
    values: dict[object, object] = {
        ITS.letter_type: letter_type,
        ITS.receiver_kind: kind if len(known.receivers) == 1 or letter_type in _RECEIVERS else None,
        ITS.receiver: receiver or None,
        ITS.matter: f"{_more(about, letter_type)}{known.matter}",
    }
    if letter_type == HOUSEHOLD:
        values[ITS.help] = duties.HOUSEHOLD_HELP
    return {name_of(key): value for key, value in values.items() if value is not None}


def fitting(about: CaseFile) -> tuple[str, ...]:
    """The types that somebody in this state may be written about, those of the road first."""
    here = state(about.state)
    if not here.accepts_records:
        return ()
    if here is State.S05_INSIDE:  # nobody is fetched, nobody is looked for
        return (POLICE_LIST,)
    found = [FAMILY, VILLAGE] if here.standing is Standing.COMING else [VILLAGE]
    if here is State.S40_AWAIT_HANDOVER:
        found.insert(0, NOT_REPORTED)
    if here.on_books:
        found += [HOUSEHOLD, DUAL]
    if here is State.S70_TRANSFER_PENDING:
        found.insert(0, TRANSFER)
    if about.entered(State.S50_REGISTERED) and about.case.source == TRANSFER_IN:
        found.append(TRANSFER_IN)
    if any(one.category == DISCRIMINATION for one in about.wishes):
        found.append(CLUE)
    return (*found, SEARCH, POLICE_LIST)


def labour_authority(desk: Desk) -> str:
    """某县司法局 → 某县人力资源和社会保障局: to begin with, the clerk can change it."""
    return f"{desk.office.county.removesuffix(_COUNTY)}人力资源和社会保障局"


def committee(village: str) -> str:
    """东坡村 → 东坡村村民委员会."""
    if not village or village.endswith("委员会"):
        return village
    return f"{village}{'居民' if village.endswith('社区') else '村民'}委员会"


def office_kind(receiver: str) -> str:
    """Whether a letter goes to another office or through a bureau."""
    return "COUNTY" if receiver.endswith(_COUNTY) else "OFFICE"


def _police(_desk: Desk, about: CaseFile) -> str:
    return about.case.live_police or about.client.hukou_police or ""


def _village(_desk: Desk, about: CaseFile) -> str:
    return committee(about.case.village or "")


def _family(_desk: Desk, about: CaseFile) -> str:
    first = next((one.name for one in about.client.family), "")
    return about.client.emergency_name or first


def _county(desk: Desk, _about: CaseFile) -> str:
    return notice.bureau(desk)


def _receiving(_desk: Desk, about: CaseFile) -> str:
    last = next((one for one in reversed(about.stages) if one.receiving_office), None)
    return (last.receiving_office or "") if last else ""


def _sending(_desk: Desk, about: CaseFile) -> str:
    first = next((one for one in about.stages if one.sending_office), None)
    return (first.sending_office or "") if first else ""


def _other(desk: Desk, about: CaseFile) -> str:
    dual = next(reversed(about.of(DualListing)), None)
    if dual is None:
        return ""
    return dual.assist_office if dual.lead_office == desk.office.name else dual.lead_office


def _labour(desk: Desk, _about: CaseFile) -> str:
    return labour_authority(desk)


_RECEIVERS: Mapping[str, Callable[[Desk, CaseFile], str]] = {
    TRANSFER: _receiving,
    TRANSFER_IN: _sending,
    DUAL: _other,
    SEARCH: _police,
    POLICE_LIST: _police,
    HOUSEHOLD: _police,
    VILLAGE: _village,
    FAMILY: _family,
    NOT_REPORTED: _county,
    CLUE: _labour,
}


def _more(about: CaseFile, letter_type: str) -> str:
    """What the case adds to the matter: when somebody was seen last and how often looked for, who fetches."""
    if letter_type == SEARCH:
        seen = next((one for one in reversed(about.searches) if one.seen_on), None)
        last = f"最后一次见到是 {chinese(seen.seen_on)}" if seen and seen.seen_on else ""
        tried = f"我所已经查找 {len(about.searches)} 次" if about.searches else ""
        told = "，".join(filter(None, (last, tried)))
        return f"{told}。" if told else ""
    plan = about.escort_plan
    if letter_type in (FAMILY, VILLAGE) and plan is not None and plan.meet_at is not None:
        at = f"{chinese(plan.meet_at.date())}{plan.meet_at:%H:%M}"
        return f"计划 {at} 接人{f'，{plan.vehicle}' if plan.vehicle else ''}。"
    return ""
