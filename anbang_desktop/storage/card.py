"""What can be read of an office without a key; light, since the unlock window shows it before anything
heavy is loaded.
"""

from pathlib import Path

from anbang_desktop.storage.header import KeyFiles, OfficeCard


def look(folder: Path) -> OfficeCard:
    """Names of the office and of those who can open it; NoOffice, HeaderDamaged or Newer. Nothing of it is
    proven yet.
    """
    return KeyFiles(folder).read()[0].card()
