"""What an incoming workbook may cost before it is refused (security.md §3.7)."""

from dataclasses import dataclass, replace

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, time in seconds; ``memory`` is what the child may need on top of its own start."""

    file_size: int = 20 * MIB
    members: int = 200
    inflated: int = 800 * MIB
    member_inflated: int = 400 * MIB
    ratio: int = 200
    ratio_from: int = MIB  # a few kilobytes of spaces are no bomb
    start: float = 60.0  # until the child is there: an old disk, a busy morning
    seconds: float = 9.0  # of the processor, for a small file; a big one has more, see ``for_size``
    patience: float = 4.0  # times as long by the clock: a busy computer is not the file's fault
    seconds_per_mib: float = 6.0
    most_seconds: float = 120.0
    memory: int = 512 * MIB
    rows: int = 100_000
    columns: int = 200
    cell_length: int = 32_767
    merged_cells: int = 1_000_000
    answer: int = 400 * MIB

    def for_size(self, size: int) -> "Limits":
        """The same with the time that a file of so many bytes may take."""
        return replace(self, seconds=min(self.seconds + self.seconds_per_mib * size / MIB, self.most_seconds))


LIMITS = Limits()  # of a list
BLANK_LIMITS = Limits(inflated=200 * MIB, member_inflated=100 * MIB, rows=20_000)
DOCUMENT_LIMITS = Limits(
    members=2000, inflated=200 * MIB, member_inflated=40 * MIB, ratio=400, answer=16 * MIB
)
