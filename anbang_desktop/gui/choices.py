"""What was chosen on this computer is kept in one ini file. Never anything about a person."""

from PySide6.QtCore import QSettings

from anbang_desktop import paths


def choices() -> QSettings:
    """The ini file of ``paths.config_file``."""
    return QSettings(str(paths.config_file()), QSettings.Format.IniFormat)
