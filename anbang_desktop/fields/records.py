"""Every kind of record by its identifier, as the command line and the forms name them."""

from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.approval import APPROVAL
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.assessment_round import ROUND
from anbang_desktop.fields.base_stay import BASE_STAY
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.dual_listing import DUAL_LISTING
from anbang_desktop.fields.escort_plan import ESCORT_PLAN
from anbang_desktop.fields.field import RecordKind
from anbang_desktop.fields.file_item import FILE_ITEM
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.fields.happening import HAPPENING
from anbang_desktop.fields.help_measure import MEASURE
from anbang_desktop.fields.help_plan import PLAN
from anbang_desktop.fields.incident import INCIDENT
from anbang_desktop.fields.inside_check import INSIDE_CHECK
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.fields.need import NEED
from anbang_desktop.fields.outside_query import QUERY
from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.fields.prison_meeting import PRISON_MEETING
from anbang_desktop.fields.put_off import PUT_OFF
from anbang_desktop.fields.relief import RELIEF
from anbang_desktop.fields.reoffence import REOFFENCE
from anbang_desktop.fields.search import SEARCH
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.fields.whereabouts import WHEREABOUTS
from anbang_desktop.fields.wish import WISH

KINDS: tuple[RecordKind, ...] = (
    INSIDE_CHECK,
    PRISON_MEETING,
    VERIFICATION,
    ESCORT_PLAN,
    HANDOVER,
    GROUP,
    ROUND,
    ASSESSMENT,
    CONTACT,
    PLACEMENT,
    NEED,
    PLAN,
    MEASURE,
    LETTER,
    RELIEF,
    BASE_STAY,
    WISH,
    INCIDENT,
    HAPPENING,
    REOFFENCE,
    AGREEMENT,
    APPROVAL,
    WHEREABOUTS,
    SEARCH,
    DUAL_LISTING,
    CLOSING,
    QUERY,
    PUT_OFF,
    FILE_ITEM,
)  # each has a table of its own
RECORDS: dict[str, RecordKind] = {kind.name: kind for kind in (*KINDS, REGISTRATION)}
