"""From a copy of the sources to a checked one-dir bundle and its installer."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import closure
from tools import (
    BUNDLE,
    DIST,
    HERE,
    ROOT,
    VERSION_FILE,
    WORK,
    BuildError,
    megabytes,
    on_windows,
    run,
    size_of,
    version,
)

COPIED = ("anbang_desktop", "ui", "db", "resources", "build/windows")
NSIS = Path("C:/Program Files (x86)/NSIS/makensis.exe")

Python = Callable[[list[str | Path]], object]  # runs a Windows Python: on Windows this one, else one in Wine


def sources(of: str) -> Path:
    """Where the copy lies from which this version is made."""
    return WORK / f"source-{of}"


def freeze(of: str, python: Python) -> Path:
    """The bundle of a version, made from a copy of the sources that nobody edits meanwhile and that says
    of itself to be this version.

    The copy keeps its times, so that PyInstaller does not analyse again what is unchanged.
    """
    source, out = sources(of), WORK / f"bundle-{of}"
    for old in (source, out):
        shutil.rmtree(old, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "installer.spec", source)
    if of != version():
        said = source / VERSION_FILE
        said.write_text(said.read_text("utf-8").replace(version(), of), encoding="utf-8")
    python(
        ["-X", "utf8", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
         "--distpath", out, "--workpath", WORK / f"pyinstaller-{of}", source / "installer.spec"]
    )  # fmt: skip
    return out / BUNDLE


def check(bundle: Path) -> str:
    """Nothing missing from the bundle; and the check itself sees a bundle whose VC runtime was removed."""
    found = closure.check(bundle)
    if found.faults:
        raise BuildError("the bundle is not closed:\n" + "\n".join(found.faults))
    robbed = closure.check(bundle, without=closure.RUNTIME)
    if not robbed.faults:
        raise BuildError("a bundle without the VC runtime passed the DLL check: the check is blind")
    closed = f"{found.files} files closed over {len(found.windows)} DLLs of Windows"
    return f"{closed}; without the VC runtime {len(robbed.faults)} faults"


def installer(of: str, bundle: Path, out: Path, *, fast: bool = False) -> Path:
    """Packed by NSIS; ``fast`` for one that is only installed to be upgraded."""
    maker = shutil.which("makensis") or (str(NSIS) if on_windows() and NSIS.exists() else "")
    if not maker:
        raise BuildError(
            "makensis is not installed: the bundle is made, the installer is not. "
            "Install NSIS 3.08 or later and start again"
        )
    target = out / f"AnbangDesktop-setup-{of}.exe"
    words = {
        "VERSION": of, "SRC": bundle, "OUT": target, "ICON": ROOT / "resources" / "icon" / "anbang.ico",
        "KILOBYTES": size_of(bundle) // 1024, **({"FAST": 1} if fast else {}),
    }  # fmt: skip
    run(
        [
            maker,
            "-V2",
            "-INPUTCHARSET",
            "UTF8",
            *(f"-D{name}={value}" for name, value in words.items()),
            HERE / "setup.nsi",
        ]
    )
    return target


def describe(bundle: Path) -> str:
    """The size and what takes most of it."""
    heavy = sorted(
        (file for file in bundle.rglob("*") if file.is_file()), key=lambda file: -file.stat().st_size
    )[:8]
    return f"{megabytes(size_of(bundle))}; most: " + ", ".join(
        f"{file.name} {megabytes(file.stat().st_size)}" for file in heavy
    )


def native_python(words: list[str | Path]) -> None:
    """On real Windows: the Python that runs this."""
    run([sys.executable, *words])


if __name__ == "__main__":
    print(check(Path(sys.argv[1]) if len(sys.argv) > 1 else DIST / BUNDLE))
