"""Which pages there are, in the order of the navigation, and what the shell asks. Imported after the unlock: it brings the services."""

from anbang_desktop.gui.backup_flow import backup_light
from anbang_desktop.gui.page import Place
from anbang_desktop.gui.pages import agreements, archives, assessments, importing, people, person, register, reports, settings, today
from anbang_desktop.gui.search_box import Found
from anbang_desktop.gui.shell import Services
from anbang_desktop.services import people as people_service
from anbang_desktop.services.desk import Desk

PLACES: tuple[Place, ...] = (
    today.PLACE,
    people.PLACE,
    importing.PLACE,
    person.PLACE,
    register.PLACE,
    agreements.PLACE,
    assessments.PLACE,
    archives.PLACE,
    reports.PLACE,
    settings.PLACE,
)


def find(desk: Desk, words: str, most: int) -> list[Found]:
    """Hits for the popup: who, what is shown of them, why they matched."""
    hits = people_service.search(desk, words, most)
    return [Found(hit.row.no, hit.row.name, "　".join(_about(hit.row)), hit.why) for hit in hits]


def _about(row: people_service.PersonRow) -> list[str]:
    return [word for word in (row.state, row.village, row.id_no_masked) if word]


SERVICES = Services(find, backup_light)
