"""What was done with one line of 工作台账: unit by unit, each value old and new."""

from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.fields.field import kept_of
from anbang_desktop.services.daybook import entries, kinds
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.records.revisions import Revision
from anbang_desktop.storage import history as store
from anbang_desktop.storage.queries import daybook as query

KIND = "daybook"


def of_entry(desk: Desk, entry_id: int) -> list[Revision]:
    """Everything that was done with a line, newest first, under the captions of its kind."""
    there = entries.rows(desk, [entry_id])  # not where its writing was taken back
    asked = kinds.form(desk, there[0].kind).fields if there else ()
    columns = {**kept_of(DaybookEntry), **{field.name: field for field in asked}}
    with desk.store.read() as connection:
        units, changed = store.of_row(connection, query.TABLE, entry_id)
        first = units[-1].id if units else 0
        return [
            Revision(
                history.of_unit(connection, unit),
                unit.id == first,
                tuple(
                    history.told(desk, one, columns[one.column], KIND)
                    for one in changed
                    if one.unit.id == unit.id != first
                ),
            )
            for unit in units
        ]
