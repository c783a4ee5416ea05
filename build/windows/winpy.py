"""A runnable Windows CPython put together on Linux: binaries from a wheel that carries them, .py files of
the Python that runs this.

python.exe and python3.dll are built here from the sources beside this file; Windows wheels are laid down
by the Linux pip.
"""

import hashlib
import shutil
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools import HERE, PATCH_LEVEL, ROOT, BuildError, run

TAG = "".join(PATCH_LEVEL.split(".")[:2])
DLL = f"python{TAG}"
REQUIREMENTS = ROOT / "build" / "requirements-windows.txt"
BINARIES = HERE / "python-of-windows.txt"
SOURCES = (REQUIREMENTS, BINARIES, HERE / "pylauncher.c", HERE / "pylauncher.manifest", Path(__file__))
LIBRARIES = ("libcrypto-3", "libssl-3", "libffi-8", "sqlite3", "zlib1")
NOT_TAKEN = {
    "__pycache__", "site-packages", "test", "tests", "lib-dynload", "idlelib", "turtledemo", "lib2to3",
    "tkinter", "_bundled",
}  # fmt: skip
RUNTIME = ("vcruntime140", "vcruntime140_1")
STAMP = "made-of.txt"
MINGW = "x86_64-w64-mingw32-"


def fetch(out: Path) -> None:
    """Binaries, library and packages in ``out``: all that needs nothing but pip. Nothing is done when the
    inputs are unchanged.
    """
    if _made(out):
        return
    shutil.rmtree(out, ignore_errors=True)
    (out / "DLLs").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        _lay_binaries(out, Path(scratch))
    _refuse_mixed(out / f"{DLL}.dll")
    _copy_library(out / "Lib")
    _lay_packages(out / "Lib" / "site-packages")
    for name in RUNTIME:  # the wheel's own are of 2016; the Qt wheels carry those that Qt was built with
        shutil.copy(out / "Lib" / "site-packages" / "shiboken6" / f"{name}.dll", out / f"{name.upper()}.dll")


def finish(out: Path) -> None:
    """The programs that start it, built by MinGW."""
    if _made(out):
        return
    with tempfile.TemporaryDirectory() as scratch:
        _build_starters(out, Path(scratch))
    (out / STAMP).write_text(_digest(), encoding="ascii")


def _made(out: Path) -> bool:
    stamp = out / STAMP
    return stamp.exists() and stamp.read_text("ascii") == _digest()


def _digest() -> str:
    return hashlib.sha256(
        b"\0".join(file.read_bytes() for file in SOURCES) + sys.version.encode()
    ).hexdigest()


def _pip(*words: str | Path) -> None:
    run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *words])


def _platform() -> tuple[str, ...]:
    return (
        "--require-hashes",
        "--no-deps",
        "--only-binary=:all:",
        "--platform",
        "win_amd64",
        "--python-version",
        PATCH_LEVEL[:4],
    )


def _lay_binaries(out: Path, scratch: Path) -> None:
    _pip("download", "-q", *_platform(), "-d", scratch, "-r", BINARIES)
    wheel = next(scratch.glob("panda3d-*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        for member in packed.namelist():
            folder, _, name = member.rpartition("/")
            if folder == "deploy_libs" and (place := _place(name)) is not None:
                (out / place / name).write_bytes(packed.read(member))


def _place(name: str) -> str | None:
    """The folder a binary goes to, or None for those that are left out."""
    stem, _, suffix = name.rpartition(".")
    if name == f"{DLL}.dll":
        return "."
    if suffix == "dll" and stem in LIBRARIES:
        return "DLLs"
    return "DLLs" if suffix == "pyd" and not stem.startswith(("_tkinter", "_test")) else None


def _refuse_mixed(dll: Path) -> None:
    data, mark = dll.read_bytes(), "ProductVersion".encode("utf-16le")
    at = data.find(mark)
    found = data[at + len(mark) : at + len(mark) + 32].decode("utf-16le", "ignore").strip("\0").split("\0")[0]
    if found != PATCH_LEVEL:
        raise BuildError(f"{dll.name} is CPython {found}, the standard library here is {PATCH_LEVEL}")


def _copy_library(lib: Path) -> None:
    def left_out(_folder: str, names: list[str]) -> set[str]:
        return {
            name for name in names if name in NOT_TAKEN or name.startswith(("_sysconfigdata", "config-3"))
        }

    shutil.copytree(sysconfig.get_paths()["stdlib"], lib, ignore=left_out)


def _build_starters(out: Path, scratch: Path) -> None:
    """python.exe, pythonw.exe, and python3.dll: the forwarder of the stable interface, which PySide6
    imports.
    """
    definition = scratch / "py.def"
    definition.write_text(run(["gendef", "-", out / f"{DLL}.dll"]), encoding="ascii", errors="replace")
    library, resource = scratch / "libpy.a", scratch / "starter.res"
    run([f"{MINGW}dlltool", "-d", definition, "-D", f"{DLL}.dll", "-l", library])
    shutil.copy(HERE / "pylauncher.manifest", scratch)
    (scratch / "starter.rc").write_text('1 24 "pylauncher.manifest"\n', encoding="ascii")
    run([f"{MINGW}windres", "starter.rc", "-O", "coff", "-o", resource], cwd=scratch)
    build = [f"{MINGW}gcc", "-O2", "-s", "-municode"]
    run([*build, "-o", out / "python.exe", HERE / "pylauncher.c", resource, library])
    run(
        [
            *build,
            "-mwindows",
            "-DPYTHONW",
            "-o",
            out / "pythonw.exe",
            HERE / "pylauncher.c",
            resource,
            library,
        ]
    )
    forwards = scratch / "python3.def"
    forwards.write_text("\n".join(_forwards(definition.read_text("ascii"))) + "\n", encoding="ascii")
    run(
        [
            f"{MINGW}gcc",
            "-shared",
            "-nostdlib",
            "-nostartfiles",
            "-s",
            "-o",
            out / "python3.dll",
            forwards,
            "-Wl,--entry=0",
        ]
    )


def _forwards(definition: str) -> Iterator[str]:
    yield from ('LIBRARY "python3.dll"', "EXPORTS")
    _, _, exported = definition.partition("EXPORTS")
    for raw in exported.splitlines():
        line = raw.split(";")[0].strip()
        if line:
            name = line.split()[0]
            yield f"  {name} = {DLL}.{name}" + (" DATA" if line.endswith(" DATA") else "")


def _lay_packages(site: Path) -> None:
    _pip(
        "install",
        "-q",
        *_platform(),
        "--implementation",
        "cp",
        "--no-compile",
        "--root-user-action=ignore",
        "--target",
        site,
        "-r",
        REQUIREMENTS,
    )
