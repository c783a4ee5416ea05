"""Where a notice came from, as the county's list and the first stage tell it: what a verification need not
be asked again.
"""

from pathlib import PurePath

from anbang_desktop.domain.states import State
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import imports


def of(desk: Desk, about: CaseFile) -> dict[str, object]:
    """source_unit and batch_no by the list that brought the case, received_on and due_on (rule pack of
    that day) by its first stage.
    """
    found: dict[str, object] = {}
    with desk.store.read() as connection:
        listed = imports.list_of_case(connection, about.case_id)
    if listed is not None:
        found |= {"source_unit": bureau(desk), "batch_no": PurePath(listed.file_name).stem}
    received = about.entered(State.S10_NOTICE)
    if received is not None:
        found |= {"received_on": received, "due_on": duties.reply_due(desk, received).result}
    return found


def of_no(desk: Desk, no: str) -> dict[str, object]:
    """The same for the case of that number."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
    return of(desk, about)


def bureau(desk: Desk) -> str:
    """The county's bureau of justice: it sends the lists and receives the replies."""
    county = desk.office.county
    return county if not county or county.endswith("局") else f"{county}司法局"
