"""build/dev.py windows: from nothing to a tested installer in dist/, on Debian under Wine or on Windows
itself.

--no-trial stops after the installer. --only-tests runs the suite's Windows part under Windows Python and
nothing else.
"""

import shutil
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import freeze
import kit
import start_time
import winpy
from drive import screen
from tools import (
    DIST,
    REPORT,
    ROOT,
    WORK,
    BuildError,
    Report,
    megabytes,
    on_windows,
    require_patch_level,
    run,
    say,
    size_of,
    version,
)
from trial import Trial
from wine import Prefix, make_locale

OLD = "0.0.1"
MOST_INSTALLER, MOST_INSTALLED, MOST_RATIO, MOST_MINUTES = 90, 260, 1.5, 20
PYTHON = WORK / "winpy"
TESTS = (
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "tests/windows",
    "tests/unit/storage",
    "tests/unit/domain/test_day_text.py",
    "--ignore=tests/unit/storage/test_location.py",
)  # it asks Linux for its mounts; tests/windows asks Windows for its drives


class Places(NamedTuple):
    """The Wine prefixes: for this version, for the old one, and for the installed program."""

    build: Prefix
    old: Prefix
    test: Prefix


def main(words: list[str]) -> int:
    """Build and try; 0 when everything held."""
    report = Report()
    try:
        if on_windows():
            build_on_windows(report)
        else:
            build_under_wine(report, words)
    except BuildError as error:
        report.add("FAILED", str(error))
        return 1
    say(f"everything is in {DIST.name}/, the report and the pictures in {DIST.name}/{REPORT.name}/")
    return 0


def build_on_windows(report: Report) -> None:
    """With the installed Python: bundle, its self-test, and the installer where makensis is."""
    with report.step("packages"):
        pinned = ROOT / "build" / "requirements-windows.txt"
        run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", pinned])
    with report.step("bundle"):
        bundle = freeze.freeze(version(), freeze.native_python)
    checked(bundle, report)
    with report.step("self-test"):
        run([bundle / "anbang-cli.exe", "self-test"])
        run([bundle / "AnbangDesktop.exe", "--self-test", REPORT / "self-test-window.txt"])
    packed(bundle, report)


def build_under_wine(report: Report, words: list[str]) -> None:
    """Windows Python, bundle, installer, then the installed program in a prefix of its own. What can, runs
    side by side on two cores.
    """
    require_patch_level()
    with ThreadPoolExecutor(1) as beside:
        with report.step("packages"):
            winpy.fetch(PYTHON)
        with report.step("Windows Python"):
            winpy.finish(PYTHON)
            report.add("Windows Python and packages", megabytes(size_of(PYTHON)))
        shutil.rmtree(REPORT, ignore_errors=True)
        make_locale()
        with screen() as shown:
            places = Places(
                *(Prefix(WORK / f"prefix-{name}", shown.display) for name in ("build", "old", "test"))
            )
            try:
                with report.step("Wine prefix"):
                    places.build.make()
                if "--only-tests" in words:
                    run_tests(places.build, report)
                else:
                    build_and_try(places, Trial(places.test, shown, report), beside, report, words)
            finally:
                for prefix in places:
                    prefix.end()


def run_tests(prefix: Prefix, report: Report) -> None:
    """The part of the suite that means something else on Windows."""
    with report.step("suite under Windows Python"):
        told = prefix.must(
            [prefix.windows(PYTHON / "python.exe"), *TESTS],
            seconds=600,
            more={"PYTHONPATH": prefix.windows(ROOT), "PYTHONIOENCODING": "utf-8"},
            cwd=ROOT,
        )
        report.add("suite under Windows Python", told.strip().splitlines()[-1])


def build_and_try(places: Places, trial: Trial, beside: Executor, report: Report, words: list[str]) -> None:
    """Two builds: this version, and 0.0.1 to upgrade from. Each in a prefix of its own: one Wine server
    keeps one core busy at most.
    """
    prefix = places.build

    def frozen(of: str, prefix: Prefix) -> Path:
        def python(command: list[str | Path]) -> None:
            named = [prefix.windows(word) if isinstance(word, Path) else word for word in command]
            prefix.must([prefix.windows(PYTHON / "python.exe"), *named], seconds=1500)

        if prefix is not places.build:
            prefix.make()
        with report.step(f"bundle {of}"):
            return freeze.freeze(of, python)

    only_installer = "--no-trial" in words
    older = None if only_installer else beside.submit(frozen, OLD, places.old)
    bundle = frozen(version(), prefix)
    checked(bundle, report)
    if older is None:
        packed(bundle, report)
        return
    old_bundle = older.result()
    setup = beside.submit(packed, bundle, report)  # takes one core for minutes
    run_tests(prefix, report)
    with report.step("fresh prefix"):
        trial.fresh()
    with report.step(f"installer {OLD}"):
        old = freeze.installer(OLD, old_bundle, WORK, fast=True)
    try_installed(trial, report, old, setup)
    with report.step("start"):
        frozen_start, unfrozen = start_time.measure(
            prefix, trial.screen, bundle / "AnbangDesktop.exe", PYTHON / "pythonw.exe", trial.data
        )
        report.add(
            "start to the unlock window",
            f"frozen {frozen_start:.2f} s, unfrozen {unfrozen:.2f} s (medians, under Wine)",
        )
        report.bound("start, frozen against unfrozen", frozen_start / unfrozen, MOST_RATIO, "times")
    report.bound("whole build", report.minutes(), MOST_MINUTES, "minutes")


def checked(bundle: Path, report: Report) -> None:
    """The bundle lacks nothing and is not too big."""
    report.add("DLLs", freeze.check(bundle))
    report.add("bundle", freeze.describe(bundle))
    report.bound("bundle", size_of(bundle) / 1e6, MOST_INSTALLED, "MB")


def packed(bundle: Path, report: Report) -> Path:
    """The installer of this version with what is handed over beside it."""
    now = version()
    with report.step(f"installer {now}"):
        setup = freeze.installer(now, bundle, DIST)
    report.bound("installer", setup.stat().st_size / 1e6, MOST_INSTALLER, "MB")
    report.add("kit", ", ".join(kit.make(setup, now)))
    return setup


def try_installed(trial: Trial, report: Report, old: Path, setup: Future[Path]) -> None:
    """Everything that the installed program must stand."""
    with report.step(f"install and fill {OLD}"):
        trial.install(old, OLD)
        trial.fill()
    made = setup.result()
    with report.step("upgrade"):
        trial.upgrade(made, version())
    with report.step("self-test of the installed program"):
        trial.self_test_cli()
        trial.self_test_window()
    with report.step("keyboard"):
        trial.drive()
        trial.scaled()
    with report.step("uninstall"):
        trial.uninstall()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
