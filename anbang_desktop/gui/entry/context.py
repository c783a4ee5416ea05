"""What the entries of a form need: made from the desk, the same for every page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.office.own_lists import Offer
from anbang_desktop.services.worklist import overview


def entry_context(
    desk: Desk, revealed: Callable[[str], object] = lambda _name: None, *, tight: bool = True
) -> EntryContext:
    """What entries need of the desk: code tables, today, names that are offered, the vault for scans."""

    def suggest(source: str) -> Sequence[Offer]:
        return own_lists.offered(desk, source)

    def enlist(kind: OwnList, name: str) -> None:
        own_lists.add(desk, kind, [name])

    def store(file: Path) -> int:
        return overview.attach(desk, file)

    def tell(name: str) -> None:
        revealed(name)

    return EntryContext(desk.read_context, suggest, enlist, tell, store, desk.pack.calendar, tight=tight)
