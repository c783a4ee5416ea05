"""What an incoming workbook may cost before it is refused (security.md §3.7)."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, time in seconds; ``memory`` is what the child may need on top of its own start."""

    file_size: int = 20 * MIB
    members: int = 200
    inflated: int = 200 * MIB
    member_inflated: int = 100 * MIB
    ratio: int = 200
    ratio_from: int = MIB  # a few kilobytes of spaces are no bomb
    seconds: float = 30.0
    memory: int = 512 * MIB
    rows: int = 20_000
    columns: int = 200
    cell_length: int = 32_767
    merged_cells: int = 1_000_000
    answer: int = 200 * MIB


LIMITS = Limits()
