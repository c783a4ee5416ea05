"""CPU time of two ways to do the same work, taken in turns within one run, and what was found."""

import gc
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Ask = Callable[[], object]
HEAD = f"{'':46} {'ours ms':>9} {'best ms':>9} {'ratio':>7} {'bound':>6}  against"


def nothing() -> None:
    """Nothing to prepare."""


@dataclass(frozen=True, slots=True)
class Case:
    """One piece of work. ``against`` says in words what the best is; ``bound`` is the ratio that must hold,
    ``most`` the milliseconds. ``before`` ours, ``between`` the two and ``after`` both is not measured.
    """

    what: str
    ours: Ask
    best: Ask | None = None
    against: str = ""
    bound: float | None = None
    most: float | None = None
    quick: float = 2.0  # how much wider the bounds are in the quick run
    plan: Sequence[str] = ()
    before: Ask = nothing
    between: Ask = nothing
    after: Ask = nothing
    rounds: int = 0  # 0: as many as the run takes of everything


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in ms of CPU time."""

    what: str
    ours: float
    best: float | None
    against: str
    bound: float | None = None
    most: float | None = None
    quick: float = 2.0

    @property
    def ratio(self) -> float | None:
        """Ours by the best."""
        return None if self.best is None else self.ours / max(self.best, 1e-6)

    def over(self, *, quick: bool) -> bool:
        """Whether a bound is broken; those of a quick run are wider."""
        ratio, slack = self.ratio, self.quick if quick else 1.0
        too_long = self.most is not None and self.ours > self.most * slack
        return too_long or (self.bound is not None and ratio is not None and ratio > self.bound * slack)

    def line(self) -> str:
        """As it is printed."""
        best = "" if self.best is None else f"{self.best:.2f}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        bound = f"{self.bound:g}" if self.bound else f"{self.most:g}ms" if self.most else ""
        return f"{self.what:46} {self.ours:9.2f} {best:>9} {ratio:>7} {bound:>6}  {self.against}"


def cpu() -> float:
    """Milliseconds of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.process_time() + children.ru_utime + children.ru_stime) * 1000


def taken(ask: Ask) -> float:
    """What one run takes."""
    before = cpu()
    ask()
    return cpu() - before


def measure(case: Case, rounds: int) -> Measured:
    """Medians of interleaved rounds."""
    ours, best = [], []
    gc.collect()
    for _ in range(case.rounds or rounds):
        case.before()
        ours.append(taken(case.ours))
        case.between()
        if case.best is not None:
            best.append(taken(case.best))
        case.after()
    return Measured(
        case.what,
        statistics.median(ours),
        statistics.median(best) if best else None,
        case.against,
        case.bound,
        case.most,
        case.quick,
    )


@dataclass(slots=True)
class Report:
    """Prints what is measured as it comes, and keeps it by the size of the register."""

    rounds: int
    found: dict[int, list[Measured]] = field(default_factory=dict)

    def section(self, title: str) -> None:
        """A headline."""
        print(f"\n{title}\n{HEAD}", flush=True)

    def take(self, people: int, cases: Iterable[Case]) -> None:
        """Measure cases at one size."""
        for case in cases:
            made = measure(case, self.rounds)
            self.add(people, made)
            for line in case.plan:
                print(f"    {line}")

    def add(self, people: int, made: Measured) -> None:
        """Something that was measured elsewhere."""
        self.found.setdefault(people, []).append(made)
        print(made.line(), flush=True)

    def growth(self) -> None:
        """How much each takes at the largest size, by what it takes at the smallest."""
        small, large = min(self.found, default=0), max(self.found, default=0)
        before = {one.what: one for one in self.found.get(small, ())}
        both = [(one, before[one.what]) for one in self.found.get(large, ()) if one.what in before]
        if small == large or not both:
            return
        print(f"\nfrom {small:,} to {large:,} people: ours, and the best")
        for one, earlier in both:
            best = f"{one.best / earlier.best:8.1f} x" if one.best and earlier.best else ""
            print(f"{one.what:46} {one.ours / max(earlier.ours, 1e-6):8.1f} x {best}")

    def verdict(self, *, quick: bool) -> int:
        """1 when a bound is broken."""
        over = [
            f"{one.what} ({people:,} people)"
            for people, measured in self.found.items()
            for one in measured
            if one.over(quick=quick)
        ]
        wide = " of the quick run" if quick else ""
        print(f"\nover the bounds{wide}: {'; '.join(over)}" if over else f"\nall within the bounds{wide}")
        return 1 if over else 0
