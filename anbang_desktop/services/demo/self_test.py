"""The program tests itself where it is installed: one person of the sample list goes through every real part,
in a temporary folder.
"""

import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.assistance import agree, group_and_assess, visit_and_settle
from anbang_desktop.services.demo.clerk import everybody
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import load
from anbang_desktop.services.documents import archive
from anbang_desktop.services.help import books, paper
from anbang_desktop.services.reports import learning, making
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import people

RARE = "王𬖸龘"


@dataclass(frozen=True, slots=True)
class Line:
    """One part tried: what, whether it worked, how long it took, and what came of it."""

    what: str
    ok: bool
    seconds: float
    result: str


@dataclass(slots=True)
class _Trial:
    folder: Path
    month: Month
    recovery_code: str
    passphrase: str
    row: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def no(self) -> str:
        return self.month.numbers[self.row]


def run() -> list[Line]:
    """Every part in turn; UserError with the failing part's name when one fails."""
    with tempfile.TemporaryDirectory(prefix="anbang-self-test-") as made:
        folder, story = Path(made), load()
        passphrase = secrets.token_hex(12)
        office, clock = story.office, FixedClock(story.office.received_on)
        created = opening.create(
            folder / "office",
            office.name,
            office.code,
            office.county,
            office.head,
            passphrase,
            clock,
        )
        trial = _Trial(folder, Month(created.desk, story), created.recovery_code, passphrase)
        try:
            for what, act in _PARTS.items():
                _try(trial, what, act)
        finally:
            opening.close(trial.month.desk)
    return trial.lines


def _try(trial: _Trial, what: str, act: Callable[[_Trial], str]) -> None:
    start = time.perf_counter()
    try:
        result = act(trial)
    except Exception as fault:
        reason = str(fault) if isinstance(fault, UserError) else f"{type(fault).__name__}"
        raise UserError(f"自检没有通过：{what}（{reason}）。", "请联系技术人员，并告诉他这句话。") from fault
    trial.lines.append(Line(what, ok=True, seconds=round(time.perf_counter() - start, 2), result=result))


def _import(trial: _Trial) -> str:
    desk = trial.month.desk
    plan = roster.plan(desk, paths.resources("demo", demo.LIST), progress=Progress())
    roster.commit(desk, plan, frozenset(), Progress())
    numbers = {row.name: row.no for row in everybody(desk)}
    trial.row = next(row.number for row in plan.rows if row.name == RARE)
    trial.month.numbers = {trial.row: numbers[RARE]}
    return f"{len(plan.rows)} 行，可导入 {plan.ready}，需确认 {plan.ask}，有错误 {plan.error}"


def _case(trial: _Trial) -> str:
    verify(trial.month, trial.row)
    receive(trial.month, trial.row)
    return people.show(trial.month.desk, trial.no).state


def _agreement(trial: _Trial) -> str:
    group_and_assess(trial.month, trial.row)
    pages = agree(trial.month, trial.row, trial.folder / "papers")
    return f"{pages} 页"


def _active(trial: _Trial) -> str:
    visit_and_settle(trial.month, trial.row)
    return people.show(trial.month.desk, trial.no).state


def _sheets(trial: _Trial) -> str:
    desk, said = trial.month.on(trial.month.today), []
    for name in (demo.ROSTER, demo.NUMBERS):
        learning.learn(desk, demo.blank(name), name)
        made = making.make(desk, name, demo.PERIOD, trial.folder / "sheets", Progress())
        if not all(check.ok for check in made.checks):
            raise RuntimeError("the sheet's own arithmetic is wrong")
        said.append(f"{name} {made.people} 人")
    return "、".join(said)


def _archive(trial: _Trial) -> str:
    bound = archive.bind(trial.month.on(trial.month.today), trial.no, trial.folder / "archive.pdf")
    return f"{bound.pages} 页"


def _manual(_trial: _Trial) -> str:
    chapter = books.manual().chapters[0].key
    return f"{len(paper.draw(books.manual(), chapter)) // 1024} KB"


def _lock(trial: _Trial) -> str:
    opening.close(trial.month.desk)
    clock = FixedClock(trial.month.today)
    trial.month.desk = opening.unlock(trial.folder / "office", trial.month.desk.user, trial.passphrase, clock)
    return f"{len(people.list_ids(trial.month.desk, people.PeopleFilter()))} 人"


def _recover(trial: _Trial) -> str:
    before = people.show(trial.month.desk, trial.no).values
    opening.close(trial.month.desk)
    clock = FixedClock(trial.month.today)
    made = opening.recover(
        trial.folder / "office", trial.recovery_code, trial.month.desk.user, secrets.token_hex(12), clock
    )
    trial.month.desk = made.desk
    if people.show(made.desk, trial.no).values != before:
        raise RuntimeError("the data changed by recovery")
    return "用恢复钥匙重设口令，资料完整"


def _check(trial: _Trial) -> str:
    report = opening.check(trial.month.desk)
    if not report.ok:
        raise RuntimeError("the office file is not sound")
    return "加密、结构、操作记录都完好"


_PARTS: dict[str, Callable[[_Trial], str]] = {
    "导入样例名单": _import,
    "核查、衔接、登记": _case,
    f"小组、评估、协议书（{RARE}）": _agreement,
    "走访、安置、在册": _active,
    "填报两张报表": _sheets,
    "合订档案": _archive,
    "排版使用手册的一章": _manual,
    "锁定再打开": _lock,
    "恢复钥匙": _recover,
    "检查": _check,
}
