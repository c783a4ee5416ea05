"""The report on a time of special care: one page to sign and send up, and the list as it is seen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.fields.campaigns import Campaign
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.worklist.campaigns import CareLine, Shown

if TYPE_CHECKING:
    from anbang_desktop.pdf.forms import campaign as paper
    from anbang_desktop.pdf.forms import form
else:
    paper = lazy_import("anbang_desktop.pdf.forms.campaign")
    form = lazy_import("anbang_desktop.pdf.forms.form")

NOWHERE = "没写村居"
NO_LEVEL = "还没有定类别"


def make(desk: Desk, shown: Shown) -> bytes:
    """The report as PDF bytes."""
    one = shown.campaign
    code = spelled(desk.store.fingerprint("paper", f"campaign/{one.id}/{desk.today.isoformat()}"))
    head = form.Head(f"{one.name}走访汇总", desk.office.name, code_id=code)
    counted = [line for line in shown.lines if line.standing != "left"]
    levels = desk.codes["level"]
    order = [*(item.name for item in levels.items), NO_LEVEL]
    return paper.make(
        paper.Report(
            head,
            _values(desk, shown),
            _by(counted, lambda line: line.person.village or NOWHERE, ()),
            _by(counted, lambda line: levels.label(line.person.level) or NO_LEVEL, order),
            [_unseen(desk, line) for line in shown.of("open")],
        )
    )


def note_print(desk: Desk, campaign_id: int) -> None:
    """Record in the audit that the report went to the printer."""
    with desk.store.work(desk.clock) as work:
        work.note("print", f"campaigns/{campaign_id}", "打印重点时段走访汇总")


def whom(desk: Desk, one: Campaign) -> str:
    """Whom it means, in words."""
    if one.by_hand:
        return "选定的人"
    levels = "、".join(desk.codes["level"].label(code) for code in one.levels)
    parts = [levels, "、".join(one.villages), f"{'、'.join(one.workers)}负责" if one.workers else ""]
    return "，".join(filter(None, parts)) or "全部在册的人"


def ways(desk: Desk, one: Campaign) -> str:
    """What counts as seen, in words."""
    return "、".join(desk.codes["contact_type"].label(code) for code in one.ways)


def days(one: Campaign) -> str:
    """2月1日 to 2月20日, with the year."""
    end = month_day(one.ends, one.starts)
    return f"{chinese(one.starts)}至{end}"


def _values(desk: Desk, shown: Shown) -> dict[str, str]:
    one, seen, left = shown.campaign, len(shown.of("seen")), len(shown.of("left"))
    later = sum(line.person.later for line in shown.lines)
    parts = [f"应见 {shown.total} 人，已见到 {seen} 人，未见到 {len(shown.of('open'))} 人"]
    parts += [f"其中开始以后新增 {later} 人"] if later else []
    parts += [f"另有 {left} 人已办结，不再走访"] if left else []
    return {
        "days": days(one),
        "ways": ways(desk, one),
        "whom": whom(desk, one),
        "told": "；".join(parts),
        "remark": one.remark or "",
    }


def _by(
    lines: Sequence[CareLine], name: Callable[[CareLine], str], order: Sequence[str]
) -> list[dict[str, str]]:
    """The counts of each name, in this order; none given: by name."""
    found: dict[str, list[CareLine]] = {}
    for line in lines:
        found.setdefault(name(line), []).append(line)
    return [_count(key, found[key]) for key in order or sorted(found) if key in found]


def _count(name: str, lines: Sequence[CareLine]) -> dict[str, str]:
    seen = sum(line.standing == "seen" for line in lines)
    return {"name": name, "total": str(len(lines)), "seen": str(seen), "open": str(len(lines) - seen)}


def _unseen(desk: Desk, line: CareLine) -> dict[str, str]:
    return {
        "name": line.row.name,
        "village": line.person.village or "",
        "level": desk.codes["level"].label(line.person.level),
        "tries": f"{line.tries} 次" if line.tries else "",
        "note": line.person.note or "",
    }
