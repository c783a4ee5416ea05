"""What the windows before the unlock ask of the services: plain callables that app.py hands in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from anbang_desktop.progress import Progress

if TYPE_CHECKING:  # the unlock window is painted before any of this is loaded
    from anbang_desktop.gui.printing import Pixels
    from anbang_desktop.services.desk import Desk


class Card(Protocol):
    """What may be read of an office without a key (storage's OfficeCard, by shape)."""

    @property
    def name(self) -> str:
        """The office's name."""

    @property
    def code(self) -> str:
        """Its code, which is part of its folder's name."""

    @property
    def db_id(self) -> str:
        """The random number of its vault, which never changes."""

    @property
    def county(self) -> str:
        """The county it belongs to."""

    @property
    def users(self) -> tuple[str, ...]:
        """Who can unlock it."""


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What the wizard asks for."""

    name: str
    code: str
    county: str
    user: str
    passphrase: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LoginServices:
    """The ways into an office."""

    look: Callable[[Path], Card]
    unlock: Callable[[Path, str, str], "Desk"]
    create: Callable[[NewOffice, Progress], "tuple[Desk, str]"]
    recover: Callable[[Path, str, str, str], "tuple[Desk, str]"]
    check_groups: Callable[[Sequence[str]], list[bool | None]]
    refuse_weak: Callable[[str, str], None]
    refuse_phone: Callable[[str], None]
    recovery_pages: Callable[["Desk", str], "Sequence[Pixels]"]
    folder_for: Callable[[str], Path]
    practised: Callable[[], bool]  # is there a practice office already?
    practice: Callable[[bool, Progress], "Desk"]  # open it, or make it anew first


@dataclass(frozen=True, slots=True)
class Office:
    """An office found on this computer; ``demo_passphrase`` only where the demo left its file beside it."""

    folder: Path
    card: Card
    demo_passphrase: str = ""
