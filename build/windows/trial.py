"""The installed program on a fresh Wine prefix without Python: install, data, upgrade, self-test,
keyboard, uninstall.
"""

import json
import re
import shutil
import time
import tomllib
from pathlib import Path

from drive import Log, Screen, screen, until
from tools import BUNDLE, REPORT, ROOT, BuildError, Report, megabytes, size_of
from wine import Prefix

FOLDER = rf"C:\Program Files\{BUNDLE}"
WINDOW, CLI = rf"{FOLDER}\{BUNDLE}.exe", rf"{FOLDER}\anbang-cli.exe"
DEMO, DATA = r"C:\demo", rf"C:\ProgramData\{BUNDLE}"
MARK = "这是演示数据.txt"
STALE = "_internal/left-by-the-old-version.txt"
SURNAME_INITIALS = "z"  # somebody called 张, 赵, 郑 … is on every list
RUNNING = 5  # the installer's exit code while the program runs
AGREEMENT_SECTION = "ctrl+4"  # of the person page


class Trial:
    """One after the other, each step needs those before it."""

    def __init__(self, prefix: Prefix, screen: Screen, report: Report) -> None:
        """The demo office of resources/demo is set up on this prefix and looked at on this screen."""
        self.prefix, self.screen, self.report = prefix, screen, report
        story = tomllib.loads((ROOT / "resources" / "demo" / "story.toml").read_text("utf-8"))
        self.code, self.user = str(story["office"]["code"]), str(story["office"]["head"])
        self.office = rf"{DATA}\{self.code}"

    @property
    def installed(self) -> Path:
        """The program's folder."""
        return self.prefix.drive / "Program Files" / BUNDLE

    @property
    def data(self) -> Path:
        """The folder of the office's data."""
        return self.prefix.drive / "ProgramData" / BUNDLE / self.code

    def fresh(self) -> None:
        """A prefix that sees nothing of this machine but its own drive C:."""
        self.prefix.make()
        for letter in (self.prefix.folder / "dosdevices").iterdir():
            if letter.name != "c:":
                letter.unlink()

    def cli(self, *words: str, seconds: int = 300) -> str:
        """A command of the installed program that must succeed."""
        return self.prefix.must([CLI, *words], seconds=seconds, cwd=self.prefix.drive)

    def on_office(self, *words: str) -> str:
        """A command on the office in the data folder."""
        return self.cli(
            "--office",
            self.office,
            "--user",
            self.user,
            "--passphrase-file",
            rf"{DEMO}\passphrase.txt",
            *words,
        )

    def install(self, setup: Path, version: str) -> None:
        """Silently, then look at what it left: program, shortcut, registry, data folder."""
        shutil.copy(setup, self.prefix.drive / "setup.exe")
        self.prefix.must([r"C:\setup.exe", "/S"], seconds=600, cwd=self.prefix.drive)
        for needed in (self.installed / f"{BUNDLE}.exe", self.installed / "anbang-cli.exe", self.data.parent):
            if not needed.exists():
                raise BuildError(
                    f"after the silent install there is no {needed.relative_to(self.prefix.drive)}"
                )
        if not list(
            self.prefix.drive.glob("ProgramData/Microsoft/Windows/Start Menu/Programs/安帮桌面/安帮桌面.lnk")
        ):
            raise BuildError("after the silent install there is no entry in the start menu")
        self.wait_for_version(version)
        if version not in (said := self.cli("--version")):
            raise BuildError(f"the installed program says that it is {said.strip()}, not {version}")
        self.report.add(f"installed {version}", megabytes(size_of(self.installed)))

    def wait_for_version(self, version: str, seconds: float = 30) -> None:
        """The installer has ended, but Wine may still be writing its registry: each look counts as one."""
        looks = [""]

        def listed() -> str:
            looks.append(self.registered())
            return looks[-1] if looks[-1] == version else ""

        until(listed, lambda: f"the registry says version “{looks[-1]}”, not {version}", seconds)

    def registered(self) -> str:
        """The version that Windows lists among its programs; empty when none."""
        key = rf"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\{BUNDLE}"
        asked = self.prefix.run(
            ["reg", "query", key, "/v", "DisplayVersion", "/reg:64"], cwd=self.prefix.drive
        )
        found = re.search(r"DisplayVersion\s+REG_SZ\s+(\S+)", asked.output)
        return found[1] if found and asked.code == 0 else ""

    def fill(self) -> None:
        """The demo office through the command line, then its backup restored into the data folder."""
        (REPORT / "demo.txt").write_text(self.cli("demo", "--out", DEMO, seconds=900), encoding="utf-8")
        self.cli(
            "--user",
            self.user,
            "--passphrase-file",
            rf"{DEMO}\passphrase.txt",
            "office",
            "restore",
            rf"{DEMO}\备份.abk",
            self.office,
        )
        shutil.copy(
            self.prefix.drive / "demo" / MARK, self.data.parent / MARK
        )  # the demo's own day goes with it
        self.report.add("data made by the old version", f"{self.people()} people in {self.office}")

    def people(self) -> int:
        """How many the office has, read by the installed program."""
        return len(json.loads(self.on_office("people", "list", "--json")))

    def upgrade(self, setup: Path, version: str) -> None:
        """In place over the old version: its files are gone, the data are as they were."""
        (self.installed / STALE).write_text("old", encoding="ascii")
        before, data = self.people(), {file.name for file in self.data.iterdir()}
        self.install(setup, version)
        if (self.installed / STALE).exists():
            raise BuildError("the upgrade left files of the old version behind")
        if self.people() != before or not data <= {file.name for file in self.data.iterdir()} | {
            "store.lock"
        }:
            raise BuildError("the upgrade changed the office's data")
        self.on_office("office", "check")
        self.report.add("upgrade in place", f"{before} people before and after, office check passed")

    def self_test_cli(self) -> None:
        """The command line tests every part."""
        start = time.monotonic()
        (REPORT / "self-test-cli.txt").write_text(self.cli("self-test", seconds=600), encoding="utf-8")
        self.report.add("installed anbang-cli self-test", f"exit 0, {time.monotonic() - start:.0f} s")

    def self_test_window(self) -> None:
        """The windowed program tests every page too."""
        start = time.monotonic()
        done = self.prefix.run([WINDOW, "--self-test", r"C:\自检.txt"], seconds=1200, cwd=self.prefix.drive)
        told = self.prefix.drive / "自检.txt"
        words = told.read_text("utf-8") if told.exists() else "no report was written"
        (REPORT / "self-test-window.txt").write_text(words, encoding="utf-8")
        if (pictures := self.prefix.drive / "自检").is_dir():
            shutil.copytree(pictures, REPORT / "self-test-window", dirs_exist_ok=True)
        painted = len(list((REPORT / "self-test-window").glob("*.png")))
        if done.code:
            raise BuildError(
                f"the installed window's self-test ended with {done.code}:\n"
                f"{words[-3000:]}\n{done.output[-1000:]}"
            )
        self.report.add(
            "installed window self-test", f"exit 0, {painted} pictures, {time.monotonic() - start:.0f} s"
        )

    def drive(self) -> None:
        """The real window by keyboard alone, a picture after each step."""
        log = self._log()
        running = self.prefix.start([WINDOW, "--office", self.office], cwd=self.prefix.drive)
        window = self.screen.wait_for_window()
        self._see("1-unlock", 4)
        self.screen.type((self.prefix.drive / "demo" / "passphrase.txt").read_text("utf-8").strip())
        self.screen.keys("Return")
        log.wait_for("unlocked")
        self._see("2-today", 5)
        self.report.add("memory of the unlocked idle program", self._memory())
        self.screen.keys("ctrl+f")
        self.screen.type(SURNAME_INITIALS)
        self._see("3-search-by-initials", 4)
        self.screen.keys("Down", "Return")
        log.wait_for("page person")
        self._see("4-person", 5)
        self.screen.keys(AGREEMENT_SECTION)
        self._see("5-person-agreements", 3)
        self.screen.keys("Return")
        log.wait_for("page agreements")
        self._see("6-agreement", 15)
        self.report.add("memory with an agreement laid out and shown", self._memory())
        self._second_start(window)
        self._refuse_while_running()
        self.screen.keys("ctrl+l")
        log.wait_for("locked")
        self._see("8-locked", 4)
        self.screen.keys("alt+F4")
        if running.wait(60):
            raise BuildError(f"the window ended with {running.returncode}")
        self.report.add(
            "driven by keyboard", "unlock, search, person, agreement, lock, close; pictures in dist/report"
        )

    def _second_start(self, window: str) -> None:
        """A second start ends at once and the first window comes to the front."""
        self.screen.minimise(window)
        again = self.prefix.run([WINDOW, "--office", self.office], seconds=60, cwd=self.prefix.drive)
        until(
            lambda: window if window in self.screen.windows() else "",
            lambda: "a second start did not bring the first window back",
            20,
        )
        if again.code or len(self.screen.windows()) != 1:
            raise BuildError(
                f"a second start ended with {again.code} and {len(self.screen.windows())} windows are open"
            )
        self._see("7-after-second-start", 2)
        self.report.add(
            "second start", "the first window came back to the front, the second program ended with 0"
        )

    def _refuse_while_running(self) -> None:
        done = self.prefix.run([r"C:\setup.exe", "/S"], cwd=self.prefix.drive)
        if done.code != RUNNING:
            raise BuildError(
                f"the installer went over a running program (exit {done.code}, expected {RUNNING})"
            )
        self.report.add("installer while the program runs", f"refused with {RUNNING}, nothing replaced")

    def scaled(self) -> None:
        """The same on 1920×1080 at 150 %."""
        self.prefix.must(
            [
                "reg",
                "add",
                r"HKCU\Control Panel\Desktop",
                "/v",
                "LogPixels",
                "/t",
                "REG_DWORD",
                "/d",
                "144",
                "/f",
            ],
            cwd=self.prefix.drive,
        )
        self.prefix.settle()
        with screen("1920x1080") as wide:
            prefix, log = Prefix(self.prefix.folder, wide.display), self._log()
            running = prefix.start([WINDOW, "--office", self.office], cwd=prefix.drive)
            wide.wait_for_window()
            time.sleep(4)
            wide.picture("9-unlock-1920-at-150")
            wide.type((prefix.drive / "demo" / "passphrase.txt").read_text("utf-8").strip())
            wide.keys("Return")
            log.wait_for("unlocked")
            time.sleep(5)
            wide.picture("10-today-1920-at-150")
            wide.keys("ctrl+l")
            log.wait_for("locked")
            wide.keys("alt+F4")
            if running.wait(60):
                raise BuildError(f"the window at 150 % ended with {running.returncode}")
            prefix.settle()
        self.report.add("1920×1080 at 150 %", "unlocked and locked by keyboard; pictures in dist/report")

    def uninstall(self) -> None:
        """Silently: program, shortcuts and registry key go, the office stays, byte for byte."""
        before = {file.name: file.read_bytes() for file in self.data.iterdir() if file.name != "store.lock"}
        self.prefix.must([rf"{FOLDER}\uninstall.exe", "/S"], cwd=self.prefix.drive)
        until(  # it goes on after uninstall.exe has ended: a copy of it does the work
            lambda: "" if self.left_behind() else "gone",
            lambda: f"the uninstaller left {self.left_behind()}",
            60,
        )
        if {name: (self.data / name).read_bytes() for name in before} != before:
            raise BuildError("the uninstaller touched the office's data")
        self.report.add("uninstall", f"program gone, {len(before)} files of the office kept as they were")

    def left_behind(self) -> str:
        """What there still is of an installed program; empty when nothing."""
        menu = self.prefix.drive.glob("ProgramData/Microsoft/Windows/Start Menu/Programs/安帮桌面*")
        left = {
            "the program's folder": self.installed.exists(),
            "the start menu's entry": bool(list(menu)),
            "its registry key": bool(self.registered()),
        }
        return ", ".join(what for what, there in left.items() if there)

    def _see(self, name: str, seconds: float) -> None:
        time.sleep(seconds)
        self.screen.picture(name)

    def _log(self) -> Log:
        """Of the account that Wine runs programs as."""
        home = next(place for place in (self.prefix.drive / "users").iterdir() if place.name != "Public")
        return Log(home / "AppData" / "Local" / BUNDLE / "log" / "desktop.log")

    def _memory(self) -> str:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
                if (
                    WINDOW.encode() not in command
                    or str(self.prefix.folder).encode() not in (process / "environ").read_bytes()
                ):
                    continue
                told = (process / "smaps_rollup").read_text("ascii")
            except OSError:
                continue
            sizes = {line.split(":")[0]: int(line.split()[1]) for line in told.splitlines()[1:]}
            resident, share = f"{sizes['Rss'] / 1000:.0f} MB", f"{sizes['Pss'] / 1000:.0f} MB"
            return f"{resident} resident, {share} of them its own share, under Wine"
        raise BuildError("the running program was not found among the processes")
