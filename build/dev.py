"""The one task list of this project: python3 build/dev.py setup | run | demo | test | check | fix |
screens | bench | storm | windows | fonts.

Standard library only. Sets up what a task needs first: system libraries (Debian, as root), .venv, the
hash-pinned packages, the compiled forms. A stamp in .venv remembers what was set up, so that the next run
starts at once.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):  # before anything that an older Python cannot read
    sys.exit(
        "This is Python " + sys.version.split()[0] + "; the program needs Python 3.11, 3.12 or 3.13. "
        "Start dev.py with one of these."
    )

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
FORMS = ROOT / "anbang_desktop" / "gui" / "forms"
DEMO = ROOT / "demo"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

VENV_PACKAGE = ("python3-venv",)
QT_PACKAGES = (
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libgssapi-krb5-2",  # QtNetwork, by which a second start finds the first
)
DISPLAY_PACKAGES = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-util1",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
TEST_PACKAGES = ("poppler-utils", "libreoffice-calc")
WINE_PACKAGES = (
    "fonts-noto-cjk",
    "fonts-wine",
    "gcc-mingw-w64-x86-64",
    "locales",
    "mingw-w64-tools",
    "nsis",
    "openbox",
    "scrot",
    "wine",
    "wine64",
    "xdotool",
    "xvfb",
)
PACKAGES = {"qt": QT_PACKAGES, "display": DISPLAY_PACKAGES, "tests": TEST_PACKAGES, "wine": WINE_PACKAGES}
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("vulture",),
)
COVERED = ((100, ("domain", "fields")), (95, ("services",)))  # per cent of lines
FONT_PACKAGES = ("npm", "dpkg", "apt")
FLOCK = "hhqqi4x"  # struct flock of a 64-bit Linux: type, whence, start, length, process
APT_LOCKS = (
    "/var/lib/dpkg/lock-frontend",
    "/var/lib/dpkg/lock",
    "/var/lib/apt/lists/lock",
    "/var/cache/apt/archives/lock",
)
PATIENCE = 1800  # seconds that a busy package manager is waited for: a fresh installation updates itself
TICK = 1.0


Stamp = dict[str, Any]


class SetUpError(Exception):
    """Set-up cannot go on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a task needs before it can run."""

    tests: bool = False
    display: bool = False
    wine: bool = False


def main(arguments: Sequence[str]) -> int:
    """Do one task; returns the exit code of what it ran."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace", line_buffering=True)  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=TASKS)
    chosen, rest = parser.parse_known_args(arguments)
    try:
        return TASKS[chosen.task](rest)
    except SetUpError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ---- tasks -------------------------------------------------------------------------------------------------


def setup(_rest: list[str]) -> int:
    """Everything that run, test and check need, and nothing else."""
    set_up(Need(tests=True, display=True))
    say("everything is set up")
    return 0


def run(rest: list[str]) -> int:
    """Open the program on the demo office; without a display, do the same work offscreen."""
    fresh = "--fresh" in rest
    rest = [word for word in rest if word != "--fresh"]
    set_up(Need(display=has_display()))
    made = make_demo(fresh=fresh)
    if made:
        return made
    if not has_display():
        return show_without_display()
    say(f"opening {shown(DEMO / 'office')}; its passphrase stands in {shown(DEMO / 'passphrase.txt')}")
    return program(["--office", str(DEMO / "office"), *rest])


def demo(rest: list[str]) -> int:
    """Make the demo office anew and show what was made."""
    set_up(Need())
    return make_demo(fresh=True, extra=rest)


def test(rest: list[str]) -> int:
    """Every test and the bounds of coverage, or the tests that the arguments choose. A file's tests stay
    together: what they share is made once. ``-n0`` runs them in this process (for --pdb).
    """
    set_up(Need(tests=True))
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile"]
    if rest:
        return call([*pytest, *rest])
    return call([*pytest, "--cov", "--cov-report="]) or uncovered()


def uncovered() -> int:
    """1 where the last run of all tests left more lines out than it may; says which."""
    short = []
    for bound, folders in COVERED:
        include = ",".join(f"anbang_desktop/{folder}/*" for folder in folders)
        words = ["report", "--skip-covered", "--show-missing", "--include", include]
        if call([tool("coverage"), *words, "--fail-under", str(bound)]):
            short.append(f"{' and '.join(folders)} below {bound} %")
    say("coverage: " + (f"FAILED: {', '.join(short)}" if short else "as agreed"))
    return 1 if short else 0


def check(_rest: list[str]) -> int:
    """Everything that reads the sources: style, types, layers, dead code."""
    set_up(Need(tests=True))
    failed = [" ".join(step) for step in CHECKS if call([tool(step[0]), *step[1:]])]
    say("check: " + (f"FAILED: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


def fix(_rest: list[str]) -> int:
    """Let ruff mend and lay out what it can."""
    set_up(Need(tests=True))
    return call([tool("ruff"), "check", "--fix", "."]) | call([tool("ruff"), "format", "."])


def screens(rest: list[str]) -> int:
    """A picture of every page, dialog and paper into screens/; ``--manual``: those of the manual instead."""
    set_up(Need())
    return make_demo(fresh=False) or paint_screens(ROOT / "screens", rest)


def bench(rest: list[str]) -> int:
    """Measure the goals of size and start against bare work."""
    set_up(Need(tests=True))
    return call([PYTHON, "-m", "tests.support.bench", *rest], offscreen=True)


def storm(rest: list[str]) -> int:
    """Thousands of strange workbooks through import and learning (``--books N --first N``); takes long."""
    set_up(Need(tests=True))
    return call([PYTHON, "-m", "tests.support.storm", *rest], offscreen=True)


def windows(rest: list[str]) -> int:
    """The Windows program and its installer, tried out: under Wine on Debian, directly on Windows."""
    set_up(Need(wine=not WINDOWS))
    return call([PYTHON, ROOT / "build" / "windows" / "make.py", *rest])


def fonts(rest: list[str]) -> int:
    """Make resources/fonts anew (fetches packages; the results are committed)."""
    set_up(Need(tests=True))
    missing = [name for name in FONT_PACKAGES if not shutil.which("apt-get" if name == "apt" else name)]
    if missing:
        raise SetUpError(f"the font recipe needs these Debian packages: {' '.join(missing)}")
    return call([PYTHON, ROOT / "build" / "fonts.py", *rest])


TASKS = {
    "setup": setup,
    "run": run,
    "demo": demo,
    "test": test,
    "check": check,
    "fix": fix,
    "screens": screens,
    "bench": bench,
    "storm": storm,
    "windows": windows,
    "fonts": fonts,
}


def make_demo(*, fresh: bool, extra: Sequence[str] = ()) -> int:
    """The demo office in demo/, made by the program itself; an unfinished one is made again."""
    if (DEMO / "passphrase.txt").is_file() and (DEMO / "office").is_dir() and not fresh:
        return 0
    if DEMO.exists():
        shutil.rmtree(DEMO)
    say(f"making the demo office in {shown(DEMO)}")
    return program(["demo", "--out", str(DEMO), *extra])


def show_without_display() -> int:
    """What the window would show, as files."""
    say(
        "no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): "
        "painting the screens offscreen instead of opening the window"
    )
    failed = paint_screens(DEMO / "screens", [])
    say(f"the office, the PDFs, the sheets and the screens of the demo are in {shown(DEMO)}")
    return failed


def paint_screens(out: Path, rest: Sequence[str]) -> int:
    """Pictures from the demo office."""
    return call(
        [
            PYTHON,
            "-m",
            "tests.support.screens",
            "--office",
            str(DEMO / "office"),
            "--out",
            str(out),
            *rest,
        ],
        offscreen=True,
    )


def program(words: Sequence[str]) -> int:
    """The program itself, from the checkout."""
    return call([PYTHON, "-m", "anbang_desktop", *words])


# ---- set-up ------------------------------------------------------------------------------------------------


def set_up(need: Need) -> None:
    """Bring system libraries, .venv, packages and forms to what the sources ask for; nothing where the
    stamp agrees.
    """
    before = time.monotonic()
    stamp = read_stamp()
    done = False
    if not covers(stamp, "system", system_level(need), ""):
        install_system(need)
        stamp = (
            write_stamp(stamp, system=sorted({*stamp.get("system", []), *system_level(need)}))
            if PYTHON.exists()
            else stamp
        )
        done = True
    if not usable(PYTHON):
        make_venv()
        stamp, done = write_stamp({}, system=system_level(need)), True
    if not covers(stamp, "packages", ["test"] if need.tests else ["run"], digest(*inputs(tests=need.tests))):
        install_packages(stamp, tests=need.tests)
        done = True
    compile_forms()
    if done:
        say(f"set up in {time.monotonic() - before:.0f} s")


def inputs(*, tests: bool) -> tuple[Path, ...]:
    """The files that decide what is installed."""
    wanted = ROOT / "build" / ("requirements-test.txt" if tests else "requirements.txt")
    return wanted, ROOT / "pyproject.toml"


def system_level(need: Need) -> list[str]:
    """The groups of system packages a task needs."""
    return ["qt", *(group for group in ("display", "tests", "wine") if getattr(need, group))]


def install_system(need: Need) -> None:
    """The Debian packages that are missing; without root, says which. Elsewhere Qt's own error will name
    what it lacks.
    """
    if WINDOWS or not shutil.which("dpkg-query"):
        return
    wanted = [name for group in system_level(need) for name in PACKAGES[group]]
    if importlib.util.find_spec("ensurepip") is None:
        wanted = [*VENV_PACKAGE, *wanted]
    missing = missing_debian(wanted)
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetUpError(
            "these system packages are missing; install them and start again:\n"
            f"  sudo apt-get install {' '.join(missing)}"
        )
    say(f"installing system packages: {' '.join(missing)}")
    if apt("update"):
        say("apt-get update failed; trying with the package lists that are here")
    if apt("install", "-y", "--no-install-recommends", *missing):
        raise SetUpError(f"apt-get could not install: {' '.join(missing)}")


def apt(*words: str) -> int:
    """apt-get without questions, as soon as no other package manager is at work; its exit code."""
    wait_for_apt()
    quiet = ["-o", "Dpkg::Use-Pty=0", "-o", f"DPkg::Lock::Timeout={PATIENCE}", "-qq"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *quiet, *words]
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def wait_for_apt() -> None:
    """apt-get waits by itself for one of its locks only, and would fail at once on the others."""
    end, told = time.monotonic() + PATIENCE, ""
    while holder := next(filter(None, map(lock_holder, APT_LOCKS)), ""):
        if time.monotonic() > end:
            raise SetUpError(
                f"another package manager ({holder}) has been at work for {PATIENCE // 60} minutes; "
                "start again when it has ended"
            )
        if holder != told:
            say(f"another package manager ({holder}) is at work; waiting for its end")
            told = holder
        time.sleep(TICK)


def lock_holder(file: str) -> str:
    """Who holds this lock file of a package manager; empty when nobody does."""
    import fcntl  # noqa: PLC0415 - Windows has no such module

    try:
        with open(file, "rb+") as lock:  # noqa: PTH123 - for the descriptor only
            asked = struct.pack(FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
            kind, _whence, _start, _length, holder = struct.unpack(
                FLOCK, fcntl.fcntl(lock, fcntl.F_GETLK, asked)
            )
    except OSError:
        return ""
    if kind == fcntl.F_UNLCK:
        return ""
    return f"process {holder}" if holder else "a process outside this container"


def missing_debian(names: Sequence[str]) -> list[str]:
    """Those of the packages that dpkg doesn't know as installed, by their own name or by what they
    provide (Debian 13 has libglib2.0-0t64 for libglib2.0-0).
    """
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}, ${Provides}\n"],
        capture_output=True,
        text=True,
        check=False,
    )
    installed = {
        provided.split(" ")[0]
        for line in asked.stdout.splitlines()
        if line.startswith("installed\t")
        for provided in line.partition("\t")[2].split(", ")
    }
    return [name for name in names if name not in installed]


def make_venv() -> None:
    """A fresh .venv of the Python that runs this file."""
    if importlib.util.find_spec("ensurepip") is None:
        raise SetUpError("this Python has no ensurepip; install the package python3-venv and start again")
    say(f"making {shown(VENV)} with Python {sys.version.split()[0]}")
    if VENV.exists():
        shutil.rmtree(VENV)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True, stdin=subprocess.DEVNULL)


def install_packages(stamp: Stamp, *, tests: bool) -> None:
    """The pinned packages, each file checked against its hash, then the program itself as an editable
    install.
    """
    requirements, _ = inputs(tests=tests)
    say(f"installing the packages of {shown(requirements)} (some 150 MB the first time)")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if call([*pip, "install", "--require-hashes", "-r", requirements]):
        raise SetUpError(
            "pip could not install the packages; its message stands above. "
            "Start again when the cause is gone."
        )
    say("installing the program (editable)")
    if call([*pip, "install", "--quiet", "--no-build-isolation", "--no-deps", "-e", ROOT]):
        raise SetUpError("pip could not install the program itself; its message stands above")
    levels = {"run": digest(*inputs(tests=False)), **({"test": digest(*inputs(tests=True))} if tests else {})}
    write_stamp(stamp, packages=levels)


def compile_forms() -> None:
    """ui/**/*.ui into anbang_desktop/gui/forms/, only what has changed; forms whose drawing is gone go
    too.
    """
    drawings = {drawing.stem: drawing for drawing in sorted((ROOT / "ui").rglob("*.ui"))}
    FORMS.mkdir(parents=True, exist_ok=True)
    (FORMS / "__init__.py").write_text(
        '"""Compiled from ui/ by build/dev.py; never edited, never committed."""\n', encoding="utf-8"
    )
    for old in FORMS.glob("*.py"):
        if old.stem not in drawings and old.stem != "__init__":
            old.unlink()
    for stem, drawing in drawings.items():
        form = FORMS / f"{stem}.py"
        if form.exists() and form.stat().st_mtime_ns >= drawing.stat().st_mtime_ns:
            continue
        say(f"compiling {shown(drawing)}")
        if call([tool("pyside6-uic"), drawing, "-o", form]):
            form.unlink(missing_ok=True)
            raise SetUpError(f"{shown(drawing)} could not be compiled")


def read_stamp() -> Stamp:
    """What set-up did before; a stamp that cannot be read counts as none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: Stamp, **news: object) -> Stamp:
    """Remember what was done, on top of what was."""
    stamp.update(news)
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    return stamp


def covers(stamp: Stamp, part: str, levels: Sequence[str], wanted: str) -> bool:
    """Whether the stamp says that every level of this part is as wanted."""
    had = stamp.get(part)
    if isinstance(had, dict):
        return all(had.get(level) == wanted for level in levels)
    return isinstance(had, list) and set(levels) <= set(had)


def digest(*files: Path) -> str:
    """One hash over the files' content."""
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def usable(python: Path) -> bool:
    """Whether this .venv still has its interpreter and pip (a removed system Python leaves a dead link)."""
    if not python.exists() or not STAMP.parent.joinpath("pyvenv.cfg").is_file():
        return False
    if STAMP.exists():
        return True
    probe = [str(python), "-c", "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


# ---- small things ------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can open here."""
    return sys.platform in ("win32", "darwin") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def tool(name: str) -> Path:
    """A command installed in .venv."""
    return PYTHON.parent / (f"{name}.exe" if WINDOWS else name)


def call(words: Sequence[str | Path], *, offscreen: bool = False) -> int:
    """Run a command in the checkout; its output goes straight through."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")
    }
    environment["PYTHONUTF8"] = "1"
    if offscreen or not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.run(
        [str(word) for word in words], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def shown(path: Path) -> str:
    """A path of the checkout, as short as it can be said."""
    return str(path.relative_to(ROOT)).replace(os.sep, "/")


def say(text: str) -> None:
    """One line of progress."""
    print(f"-- {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
