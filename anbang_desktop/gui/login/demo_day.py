"""The demo office lives on its own day: what the demo recorded must not lie in the future or be years
overdue.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.clock import Clock, SystemClock

MARK = "这是演示数据.txt"


@dataclass(frozen=True, slots=True)
class DemoClock:
    """The demo's day at the computer's hour."""

    day: date

    def today(self) -> date:
        """The demo's day."""
        return self.day

    def now(self) -> datetime:
        """That day, now."""
        return datetime.combine(self.day, SystemClock().now().time())


def clock_for(office: Path | None) -> Clock:
    """The computer's clock, but the demo's day for an office that the demo made."""
    return SystemClock() if office is None or not is_demo(office) else practice_clock()


def practice_clock() -> Clock:
    """The demo's day, on which its people live."""
    story = tomllib.loads(paths.resources("demo", "story.toml").read_text("utf-8"))
    return DemoClock(story["office"]["today"])


def is_demo(office: Path) -> bool:
    """Did the demo make it? It leaves its mark beside the office."""
    return (office.parent / MARK).is_file()


def demo_passphrase(office: Path) -> str:
    """The passphrase that the demo left beside its office, or ""."""
    file = office.parent / "passphrase.txt"
    try:
        return file.read_text("utf-8").strip() if is_demo(office) and file.is_file() else ""
    except OSError:
        return ""
