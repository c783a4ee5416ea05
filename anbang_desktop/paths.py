"""The only file that knows where things lie: in a checkout, in the frozen program, and in the clerk's data
folder.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from anbang_desktop.errors import UserError

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,39}")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def frozen() -> bool:
    """Whether this is the packed program rather than a checkout."""
    return bool(getattr(sys, "frozen", False))


def root() -> Path:
    """The folder that holds ``ui``, ``resources`` and ``db``: the bundle of the packed program, or the
    checkout.
    """
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) if frozen() and bundle else Path(__file__).resolve().parent.parent


def resources(*parts: str) -> Path:
    """What goes on paper, into files or to the reader: fonts, agreements, rules, blanks, manual."""
    return root().joinpath("resources", *parts)


def ui(*parts: str) -> Path:
    """What is on the screen and is not Python: theme and icons."""
    return root().joinpath("ui", *parts)


def db(*parts: str) -> Path:
    """What makes an empty database a usable one: migrations and seed tables."""
    return root().joinpath("db", *parts)


def seed(*parts: str) -> Path:
    """The seed tables of an empty database, such as ``codes.toml``."""
    return db("seed", *parts)


def data_root(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """The folder in which every office of this computer has its own: ProgramData on Windows, the user's
    data elsewhere.
    """
    env = os.environ if environ is None else environ
    if platform == "win32":
        return Path(env.get("PROGRAMDATA") or r"C:\ProgramData") / "AnbangDesktop"
    return _xdg(env, "XDG_DATA_HOME", ".local/share") / "anbang-desktop"


def data_folder(
    office_code: str, environ: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path:
    """The data folder of one office; its code becomes the folder's name, so letters, digits, - and _ only."""
    if not _CODE.fullmatch(office_code) or office_code.lower() in _DEVICES:
        raise UserError(
            f"机构代码“{office_code}”不能用作文件夹名。", "请只用数字、英文字母和短横线。", field="code"
        )
    return data_root(environ, platform) / office_code


def offices(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> list[Path]:
    """The office folders of this computer, by name; whether one holds a sound office is for the vault to
    say.
    """
    try:
        return sorted(folder for folder in data_root(environ, platform).iterdir() if folder.is_dir())
    except OSError:
        return []


def practice_folder() -> Path:
    """Where 练习模式 has its invented office, beside the real ones; no code of an office is named so."""
    return data_root() / "_practice"


def config_folder(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> Path:
    """Where this user's own choices are kept (text size, last office): nothing about any person."""
    env = os.environ if environ is None else environ
    if platform == "win32":
        return Path(env.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "AnbangDesktop"
    return _xdg(env, "XDG_CONFIG_HOME", ".config") / "anbang-desktop"


def config_file() -> Path:
    """This user's choices, as an ini file."""
    return config_folder() / "desktop.ini"


def log_folder() -> Path:
    """Where the program writes its log, which names no person."""
    return config_folder() / "log"


def _xdg(env: Mapping[str, str], variable: str, default: str) -> Path:
    """A folder of the XDG base directory standard, which says to ignore relative values."""
    value = env.get(variable, "")
    return Path(value) if value.startswith("/") else Path.home() / default
