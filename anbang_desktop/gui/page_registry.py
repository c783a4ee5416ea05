"""All pages in the order of the navigation, and what the shell asks of the services. Loaded after the
unlock.
"""

from anbang_desktop.gui.pages.agreements.page import PLACE as AGREEMENTS
from anbang_desktop.gui.pages.archives.page import PLACE as ARCHIVES
from anbang_desktop.gui.pages.assessments.page import PLACE as ASSESSMENTS
from anbang_desktop.gui.pages.campaigns.page import PLACE as CAMPAIGNS
from anbang_desktop.gui.pages.daybook.page import PLACE as DAYBOOK
from anbang_desktop.gui.pages.health.page import PLACE as HEALTH
from anbang_desktop.gui.pages.importing.page import PLACE as IMPORTING
from anbang_desktop.gui.pages.inside.page import PLACE as INSIDE
from anbang_desktop.gui.pages.instruments.page import PLACE as INSTRUMENTS
from anbang_desktop.gui.pages.letters.page import PLACE as LETTERS
from anbang_desktop.gui.pages.own_lists.page import PLACE as OWN_LISTS
from anbang_desktop.gui.pages.people.new_person import PLACE as NEW_PERSON
from anbang_desktop.gui.pages.people.page import PLACE as PEOPLE
from anbang_desktop.gui.pages.person.page import PLACE as PERSON
from anbang_desktop.gui.pages.releases.page import PLACE as RELEASES
from anbang_desktop.gui.pages.reports.page import PLACE as REPORTS
from anbang_desktop.gui.pages.returns.page import PLACE as RETURNS
from anbang_desktop.gui.pages.rules.page import PLACE as RULES
from anbang_desktop.gui.pages.settings.backup_flow import backup_light
from anbang_desktop.gui.pages.settings.page import PLACE as SETTINGS
from anbang_desktop.gui.pages.statistics.page import PLACE as STATISTICS
from anbang_desktop.gui.pages.takeover.page import PLACE as TAKEOVER
from anbang_desktop.gui.pages.templates.page import PLACE as TEMPLATES
from anbang_desktop.gui.pages.today.page import PLACE as TODAY
from anbang_desktop.gui.pages.verification.page import PLACE as VERIFICATION
from anbang_desktop.gui.pages.visits.page import PLACE as VISITS
from anbang_desktop.gui.pages.wishes.page import PLACE as WISHES
from anbang_desktop.gui.records.sealed import admits
from anbang_desktop.gui.shell.page import Place
from anbang_desktop.gui.shell.search_box import Found
from anbang_desktop.gui.shell.shell import Services
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people as people_service

PLACES: tuple[Place, ...] = (
    TODAY,
    PEOPLE,
    VERIFICATION,
    RELEASES,
    INSIDE,
    IMPORTING,
    PERSON,
    NEW_PERSON,
    AGREEMENTS,
    ASSESSMENTS,
    VISITS,
    CAMPAIGNS,
    WISHES,
    ARCHIVES,
    RETURNS,
    REPORTS,
    STATISTICS,
    DAYBOOK,
    LETTERS,
    HEALTH,
    TAKEOVER,
    SETTINGS,
    OWN_LISTS,
    RULES,
    INSTRUMENTS,
    TEMPLATES,
)


def find(desk: Desk, words: str, most: int) -> list[Found]:
    """Hits for the popup: who, what is shown of them, why they matched."""
    hits = people_service.search(desk, words, most)
    return [Found(hit.row.no, hit.row.name, "　".join(_about(hit.row)), hit.why) for hit in hits]


def _about(row: people_service.PersonRow) -> list[str]:
    return [word for word in (row.state, row.village, row.id_no_masked) if word]


SERVICES = Services(find, backup_light, admits)
