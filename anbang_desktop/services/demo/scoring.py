"""How an invented group answers: what the file says, and how members see it differently."""

from collections.abc import Mapping
from datetime import date

from anbang_desktop.domain.instrument import Item
from anbang_desktop.services.demo.month import age
from anbang_desktop.services.demo.story import turn
from anbang_desktop.services.records.case_file import CaseFile

_GRAVE = ("抢劫", "故意伤害", "毒品")  # A2 of the instrument, as far as the sample lists go
_YEAR = 365


def from_file(about: CaseFile, day: date) -> dict[str, int]:
    """Places on the scales that nobody has to judge."""
    client, case, began = about.client, about.case, age(about.client, about.case.term_start)
    since = (day - (case.release_date or day)).days
    return {
        "A1": min(case.prior_count or 0, 2),
        "A2": int(any(word in offence for offence in case.offences for word in _GRAVE)),
        "A3": 0 if began >= 25 else 1 if began >= 18 else 2,
        "A4": 2 if since < _YEAR else 1 if since <= 3 * _YEAR else 0,
        "A5": int(case.custody_behaviour or "01") - 1,
        "P1": int(bool(client.skills)),
        "P2": int(bool(client.emergency_name)),
        "P3": int((client.marital or "").startswith("2")),
    }


def own_view(scale: Mapping[str, Item], places: Mapping[str, int], place: int) -> dict[str, int]:
    """A member sees one question one step otherwise: people do."""
    code = turn([one for one in scale if one[0] in "BC"], place)
    other = places[code] + 1 if places[code] + 1 < len(scale[code].options) else places[code] - 1
    return {code: scale[code].options[max(other, 0)].points}
