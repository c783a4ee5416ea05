"""Two years of an invented office with real parts, or only its last month: from the county's list to the
county's sheets.

The clock is injected: each step happens on its own day from December 2024 on (the month: October and November
2026), and at the end today is 2026-11-30.
"""

import secrets
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.practice import is_practice
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import LISTS
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.demo import lives, years
from anbang_desktop.services.demo import office as work
from anbang_desktop.services.demo.aid import help_with_needs
from anbang_desktop.services.demo.arrival import receive, verify
from anbang_desktop.services.demo.assistance import agree, group_and_assess, visit_and_settle
from anbang_desktop.services.demo.clerk import Clerk, everybody
from anbang_desktop.services.demo.hearing import hear
from anbang_desktop.services.demo.month import Month
from anbang_desktop.services.demo.story import Office, load
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive
from anbang_desktop.services.office import details, own_lists, recovery_sheet
from anbang_desktop.services.reports import learning, making
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.services.roster_import import roster

LIST = "预释放人员名单_2026年11月.xlsx"
ROSTER, NUMBERS = "花名册", "统计表"
PERIOD = "2026-11"
MARK = "这是演示数据.txt"
BOUND_FILES = 3
LONG_FILE = "刘桂芳"  # of the two years, bound as well
STEPS = 13  # lines of the table of a month, for whoever waits


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table: what was made, where, how long it took."""

    what: str
    where: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """Another office than the demo's own, with its passphrase, and whether papers are written out too."""

    office: Office
    passphrase: str
    keeps_papers: bool = True


@dataclass(slots=True)
class Demo:
    """The demo being made: where, the month as it goes, and the lines of the table."""

    out: Path
    month: Month
    progress: Progress
    steps: list[Step] = field(default_factory=list)
    import_id: int = 0
    earlier: Mapping[str, str] = field(default_factory=dict)  # case numbers of the two years, by person
    expected: int = STEPS

    def step(self, where: str, act: Callable[[], str]) -> None:
        """Do one step and say what came of it."""
        self.progress.step(len(self.steps), self.expected)
        start = time.perf_counter()
        what = act()
        self.steps.append(Step(what, where, time.perf_counter() - start))
        print(f"{self.steps[-1].seconds:6.1f} 秒  {what}" + (f"　→ {where}" if where else ""), flush=True)


def run(
    out: Path, wanted: Wanted | None = None, progress: Progress | None = None, *, two_years: bool = False
) -> None:
    """Make the demo office, its papers and its sheets in ``out``: the last month, or two years. An earlier
    demo there is replaced, anything else is refused.
    """
    _clean(out)
    story = load()
    if wanted is not None:
        story = replace(story, office=wanted.office)
    print(
        f"演示：全部人员、号码、地址都是虚构的。注入的“今天”是 {story.office.today.isoformat()}。", flush=True
    )
    start = time.perf_counter()
    passphrase = _passphrase(out, wanted.passphrase if wanted else "")
    past = lives.load() if two_years else None
    office, clock = story.office, FixedClock(past.begins if past else story.office.received_on)
    created = opening.create(
        out / "office",
        office.name,
        office.code,
        office.county,
        office.head,
        passphrase,
        clock,
        Progress(),
        practice=is_practice(office.name),
    )
    demo = Demo(out, Month(created.desk, story), progress or Progress())
    demo.steps.append(Step("建立加密的单位数据", "office/", time.perf_counter() - start))
    print(f"{demo.steps[0].seconds:6.1f} 秒  建立加密的单位数据　→ office/", flush=True)
    try:
        said = replace(details.read(created.desk), phone=office.phone, county_phone=office.county_phone)
        details.change(created.desk, said)
        recovery_sheet.write(created.desk, created.recovery_code, out / "恢复钥匙.pdf")
        if past is not None:
            demo.expected = STEPS + 1
            demo.step("报表/", lambda: _years(demo, past))
        _month(demo, papers=wanted is None or wanted.keeps_papers)
    finally:
        opening.close(created.desk)
    _table(demo)


def _clean(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        refuse_strange(out)
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text(
        "这个文件夹由演示程序生成，全部人员、号码、地址都是虚构的，可以随时删除。\n", encoding="utf-8"
    )


def refuse_strange(out: Path) -> None:
    """UserError for a folder that the demo has not made: nothing in it is touched."""
    if not (out / MARK).exists():
        raise UserError(f"文件夹“{out}”里有别的文件，没有动它。", "请指定一个空文件夹。")


def _passphrase(out: Path, wanted: str) -> str:
    words = wanted or "-".join(secrets.token_hex(3) for _ in range(3))
    (out / "passphrase.txt").write_text(words + "\n", encoding="utf-8")
    return words


def _month(demo: Demo, *, papers: bool) -> None:
    month = demo.month
    demo.step("名单问题行.xlsx", lambda: _import(demo))
    demo.step(
        "",
        lambda: _each("核查、回复、确认释放", list(month.numbers), lambda row: verify(month, row)),
    )
    demo.step("核查回复名单.xlsx", lambda: _return_list(demo))
    demo.step("", lambda: _each("衔接、登记", month.coming(), lambda row: receive(month, row)))
    demo.step(
        "",
        lambda: _each("成立小组、评估", month.set_up(), lambda row: group_and_assess(month, row)),
    )
    demo.step("协议书/", lambda: _agreements(demo))
    demo.step(
        "",
        lambda: _each("走访、安置", month.set_up(), lambda row: visit_and_settle(month, row)),
    )
    demo.step(
        "",
        lambda: _each("问需求、帮扶、一人一策", month.set_up(), lambda row: help_with_needs(month, row)),
    )
    demo.step("", lambda: hear(month))
    demo.step("", lambda: _own_lists(demo))
    demo.step("", lambda: work.keep(month))
    if papers:
        demo.step("档案/", lambda: _archives(demo))
    demo.step("报表/", lambda: _sheets(demo))
    if papers:
        demo.step("备份.abk", lambda: _backup(demo))


def _years(demo: Demo, past: lives.Years) -> str:
    """Everything before the last list; the numbers of each quarter are handed in."""
    clerk = Clerk(demo.month.desk, demo.month.story.office, demo.out / "协议书")
    _learn(clerk.on(past.begins), NUMBERS)
    said = years.play(clerk, past, NUMBERS, demo.out / "报表", demo.progress)
    demo.earlier, demo.month.replied = clerk.numbers, clerk.replies[demo.month.today.year]
    return said


def _each(what: str, rows: Sequence[int], act: Callable[[int], None]) -> str:
    for row in rows:
        act(row)
    return f"{what}：{len(rows)} 人"


def _import(demo: Demo) -> str:
    desk, accept = demo.month.on(demo.month.story.office.received_on), demo.month.story.accept
    before = frozenset(demo.earlier.values())
    plan = roster.plan(desk, paths.resources("demo", LIST), progress=Progress())
    roster.problems_file(plan, demo.out / "名单问题行.xlsx")
    demo.import_id = roster.commit(desk, plan, frozenset(accept), Progress()).import_id
    taken = [row for row in plan.rows if row.verdict is Verdict.READY or row.number in accept]
    fresh = [one for one in everybody(desk) if one.no not in before]
    for row, person in zip(taken, fresh, strict=True):
        demo.month.numbers[row.number] = person.no
    asked = f"需确认 {plan.ask}（看过原件后收下 {len(accept)}）"
    return f"导入名单 {len(plan.rows)} 行：可导入 {plan.ready}，{asked}，有错误 {plan.error}"


def _return_list(demo: Demo) -> str:
    desk = demo.month.on(demo.month.story.office.replied_on)
    roster.return_list(desk, demo.import_id, demo.out / "核查回复名单.xlsx")
    return "名单带核查结果回复县司法局"


def _agreements(demo: Demo) -> str:
    pages = 0
    for row in demo.month.set_up():
        pages += agree(demo.month, row, demo.out / "协议书")
    fate = demo.month.story.fate
    refused = len(fate.refused) + len(fate.unable)
    return f"协议书：{len(demo.month.set_up())} 份，共 {pages} 页，其中拒签或无法签 {refused} 份"


def _own_lists(demo: Demo) -> str:
    """What the records of the month say goes into the office's own lists."""
    desk = demo.month.on(demo.month.today)
    counted = {words.title: len(own_lists.collect(desk, kind)) for kind, words in LISTS.items()}
    return "本所名单：" + "，".join(f"{title} {number}" for title, number in counted.items() if number)


def _archives(demo: Demo) -> str:
    pages = 0
    folder = demo.out / "档案"
    folder.mkdir(exist_ok=True)
    chosen = [demo.month.numbers[row] for row in demo.month.set_up()[:BOUND_FILES]]
    chosen += [no for name, no in demo.earlier.items() if name == LONG_FILE]
    for no in chosen:
        pages += archive.bind(demo.month.on(demo.month.today), no, folder / f"档案_{no}.pdf").pages
    return f"合订档案：{len(chosen)} 卷，共 {pages} 页"


def _sheets(demo: Demo) -> str:
    desk = demo.month.on(demo.month.today)
    said = []
    for name in (ROSTER, NUMBERS):
        _learn(desk, name)
        made = making.make(desk, name, PERIOD, demo.out / "报表", Progress(), Leaving(whole_ids=True))
        wrong = [check.what for check in made.checks if not check.ok]
        if wrong:
            raise RuntimeError(f"the sheet's own arithmetic is wrong: {wrong}")
        said.append(f"{name}（{made.people} 人，核对 {len(made.checks)} 项都对）")
    return f"填报 {PERIOD}：" + "、".join(said)


def _learn(desk: Desk, name: str) -> None:
    if name not in {one.name for one in learning.profiles(desk)}:
        learning.learn(desk, blank(name), name)


def blank(name: str) -> Path:
    """The common blank of that name."""
    return paths.resources("report", "blanks", f"{name}.xlsx")


def _backup(demo: Demo) -> str:
    desk = demo.month.on(demo.month.today)
    report = opening.check(desk)
    if not report.ok:
        raise RuntimeError(f"the office file is not sound: {report.problems}")
    opening.backup(desk, demo.out / "备份.abk")
    return "检查数据并备份（已核对）"


def _table(demo: Demo) -> None:
    width = max(len(step.where.encode("gbk", "replace")) for step in demo.steps)
    print("\n做了什么　　　　放在哪里　　　　用时")
    for step in demo.steps:
        pad = " " * (width - len(step.where.encode("gbk", "replace")))
        print(f"  {step.where}{pad}  {step.seconds:5.1f} 秒  {step.what}")
    print(
        f"\n演示单位在 {demo.out / 'office'}，用户 {demo.month.story.office.head}，"
        f"口令在 {demo.out / 'passphrase.txt'}。"
    )
    print("注意：这是演示，口令写在文件里，不能用来放真实的人员资料。")
