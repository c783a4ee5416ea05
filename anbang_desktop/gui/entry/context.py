"""What the entries of a form need: made from the desk, the same for every page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import overview, people


def entry_context(
    desk: Desk, revealed: Callable[[str], object] = lambda _name: None, *, tight: bool = True
) -> EntryContext:
    """What entries need of the desk: code tables, today, suggestions, the vault for scans."""

    def suggest(source: str) -> Sequence[str]:
        return {"village": people.villages(desk), "worker": [desk.user]}.get(source, ())

    def store(file: Path) -> int:
        return overview.attach(desk, file)

    def tell(name: str) -> None:
        revealed(name)

    return EntryContext(desk.read_context, suggest, tell, store, desk.pack.calendar, tight=tight)
