"""One picture that ``screens`` paints: its name and how the stage is brought to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPixmap

if TYPE_CHECKING:
    from anbang_desktop.gui.screens import Stage

Picture = QPixmap | Sequence[QImage]


@dataclass(frozen=True, slots=True)
class Shot:
    """``make`` brings the stage to what is to be seen and grabs it; ``sizes`` empty means both."""

    name: str
    make: Callable[["Stage"], Picture]
    sizes: tuple[str, ...] = ()
