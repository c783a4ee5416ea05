"""How the office keeps its files: 全宗号, 目录号, how long, whether they are bound on both sides, whether
they are filed by 件. Asked once; the county or its archive says them (DA/T 22, GB/T 9705).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk

_KEY = "archive.rules"
FOR_EVER = 0  # years
_LONGEST = 12  # characters of a number
_MOST_YEARS = 200


@dataclass(frozen=True, slots=True)
class ArchiveRules:
    """``years`` a file is kept after the year in which it was closed: 0 for ever, None not said yet."""

    fonds: str = ""
    series: str = ""
    years: int | None = None
    both_sides: bool = False
    by_piece: bool = False

    @property
    def keeping(self) -> str:
        """保管期限 in words; empty while nobody has said it."""
        if self.years is None:
            return ""
        return "永久" if self.years == FOR_EVER else f"{self.years}年"


def read(desk: Desk) -> ArchiveRules:
    """As they are now."""
    return _of(desk.store.setting(_KEY))


def _of(kept: object) -> ArchiveRules:
    if not isinstance(kept, Mapping):
        return ArchiveRules()
    years = kept.get("years")
    return ArchiveRules(
        fonds=str(kept.get("fonds") or ""),
        series=str(kept.get("series") or ""),
        years=years if isinstance(years, int) else None,
        both_sides=bool(kept.get("both_sides")),
        by_piece=bool(kept.get("by_piece")),
    )


def said(desk: Desk) -> bool:
    """Whether anybody has said them yet."""
    return desk.store.setting(_KEY) is not None


def change(desk: Desk, wanted: ArchiveRules) -> ArchiveRules:
    """Keep them, as one unit of work; UserError names the entry that is wrong."""
    tidy = ArchiveRules(
        wanted.fonds.strip(), wanted.series.strip(), wanted.years, wanted.both_sides, wanted.by_piece
    )
    for text, what, field in ((tidy.fonds, "全宗号", "fonds"), (tidy.series, "目录号", "series")):
        if len(text) > _LONGEST or not text.isprintable():
            raise UserError(
                f"{what}太长，或者含有看不见的字符。", f"请控制在 {_LONGEST} 个字以内。", field=field
            )
    if tidy.years is not None and not FOR_EVER <= tidy.years <= _MOST_YEARS:
        raise UserError(f"保管期限 {tidy.years} 年不对。", "请填年数；永久保管的填 0。", field="years")
    if tidy.by_piece and not tidy.fonds:
        raise UserError(
            "按件归档要盖归档章，章上有全宗号，现在还没有填。", "请先问县档案馆，填上全宗号。", field="fonds"
        )
    if tidy != read(desk) or not said(desk):
        with desk.store.work(desk.clock, "修改归档设置") as work:
            work.set(_KEY, asdict(tidy), "修改归档设置")
    return tidy
