"""build/dev.py windows: from nothing to a tested installer in dist/, on Debian under Wine or on Windows itself.

--no-trial stops after the installer. --only-tests runs the suite's Windows part under Windows Python and nothing else.
"""

import shutil
import sys
from pathlib import Path

import freeze
import kit
import start_time
import winpy
from drive import Screen, screen
from tools import (
    DIST,
    REPORT,
    ROOT,
    WORK,
    BuildError,
    Report,
    install_tools,
    megabytes,
    on_windows,
    require_patch_level,
    run,
    say,
    size_of,
    version,
)
from trial import Trial
from wine import Prefix

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
    freeze.stage()
    with report.step("bundle"):
        bundle = freeze.freeze(version(), freeze.native_python)
        report.add("DLLs", freeze.check(bundle))
        report.bound("bundle", size_of(bundle) / 1e6, MOST_INSTALLED, "MB")
    with report.step("self-test"):
        run([bundle / "anbang-cli.exe", "self-test"])
        run([bundle / "AnbangDesktop.exe", "--self-test", REPORT / "self-test-window.txt"])
    with report.step("installer"):
        setup = freeze.installer(version(), bundle, DIST)
        report.bound("installer", setup.stat().st_size / 1e6, MOST_INSTALLER, "MB")
    kit.make(setup, version())


def build_under_wine(report: Report, words: list[str]) -> None:
    """Windows Python, bundle, installer, then the installed program in a prefix of its own."""
    require_patch_level()
    with report.step("tools"):
        install_tools()
    with report.step("Windows Python and packages"):
        winpy.make(PYTHON)
        report.add("Windows Python and packages", megabytes(size_of(PYTHON)))
    shutil.rmtree(REPORT, ignore_errors=True)
    with screen() as shown:
        prefix = Prefix(WORK / "prefix-build", shown.display)
        try:
            with report.step("Wine prefix"):
                prefix.make()
            run_tests(prefix, report)
            if "--only-tests" not in words:
                build_and_try(prefix, shown, report, words)
        finally:
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


def build_and_try(prefix: Prefix, shown: Screen, report: Report, words: list[str]) -> None:
    """One bundle, two installers: this version, and an old one to upgrade from."""
    now = version()

    def python(command: list[str | Path]) -> None:
        named = [prefix.windows(word) if isinstance(word, Path) else word for word in command]
        prefix.must([prefix.windows(PYTHON / "python.exe"), *named], seconds=1500)

    freeze.stage()
    with report.step(f"bundle {now}"):
        bundle = freeze.freeze(now, python)
        report.add("DLLs", freeze.check(bundle))
        report.add("bundle", freeze.describe(bundle))
        report.bound("bundle", size_of(bundle) / 1e6, MOST_INSTALLED, "MB")
    with report.step(f"installer {now}"):
        setup = freeze.installer(now, bundle, DIST)
        report.bound("installer", setup.stat().st_size / 1e6, MOST_INSTALLER, "MB")
    with report.step(f"installer {OLD}"):  # the same program under another version, to upgrade from
        old = freeze.installer(OLD, bundle, WORK, fast=True)
    with report.step("installer kit"):
        report.add("kit", ", ".join(kit.make(setup, now)))
    if "--no-trial" in words:
        return
    trial = try_installed(shown, report, old, setup)
    with report.step("start"):
        frozen, unfrozen = start_time.measure(prefix, shown, bundle / "AnbangDesktop.exe", PYTHON / "pythonw.exe", trial.data)
        report.add("start to the unlock window", f"frozen {frozen:.2f} s, unfrozen {unfrozen:.2f} s (medians, under Wine)")
        report.bound("start, frozen against unfrozen", frozen / unfrozen, MOST_RATIO, "times")
    report.bound("whole build", report.minutes(), MOST_MINUTES, "minutes")


def try_installed(shown: Screen, report: Report, old: Path, setup: Path) -> Trial:
    """Everything that the installed program must stand."""
    trial = Trial(Prefix(WORK / "prefix-test", shown.display), shown, report)
    try:
        with report.step("fresh prefix"):
            trial.fresh()
        with report.step("install, fill and upgrade"):
            trial.install(old, OLD)
            trial.fill()
            trial.upgrade(setup, version())
        with report.step("self-test of the installed program"):
            trial.self_test()
        with report.step("keyboard"):
            trial.drive()
            trial.scaled()
        with report.step("uninstall"):
            trial.uninstall()
    finally:
        trial.prefix.end()
    return trial


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
