"""The columns of 接送安排."""

from datetime import date
from functools import partial

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.gui.parts.cells import Cell, ChipCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.worklist.releases import ReleaseLine

NAME, DAY, CUSTODY, MEET, PEOPLE, VEHICLE, FAMILY, VILLAGE, RESULT = range(9)
WIDTHS = (88, 148, 116, 128, 140, 92, 104, 104, 172)
LEAVE = (VEHICLE, VILLAGE, CUSTODY, FAMILY, MEET)
MUST = "必接必送"
MISSING = {"meet": "还没定", "people": "还没定", "family": "还没有", "village": "还没有"}


def cells() -> dict[int, Cell]:
    """How each column is painted."""
    return {NAME: StrongCell(), CUSTODY: QuietCell(), VEHICLE: QuietCell(), RESULT: ChipCell()}


def columns(today: date) -> list[Column[ReleaseLine]]:
    """In the order of WIDTHS."""
    return [
        Column[ReleaseLine]("姓名", lambda line: line.row.name, lambda line: line.row.name),
        Column[ReleaseLine](
            "释放", lambda line: _released(line, today), lambda line: line.release, on_paper=_on_paper
        ),
        Column[ReleaseLine]("监所", lambda line: line.custody or "没填", lambda line: line.custody),
        Column[ReleaseLine]("接人时间", partial(_told, "meet"), lambda line: line.meet),
        Column[ReleaseLine]("谁去接", partial(_told, "people"), lambda line: line.people),
        Column[ReleaseLine]("车辆", vehicle, vehicle),
        Column[ReleaseLine]("告知家属", partial(_told, "family"), lambda line: line.family),
        Column[ReleaseLine]("抄告村居", partial(_told, "village"), lambda line: line.village),
        Column[ReleaseLine](
            "结果", lambda line: line.result, lambda line: line.result, state=lambda line: line.mark
        ),
    ]


def _told(name: str, line: ReleaseLine) -> str:
    """What there is; what is missing, as long as it can be done."""
    said = str(getattr(line, name))
    return said or ("—" if line.standing == "done" else MISSING[name])


def vehicle(line: ReleaseLine) -> str:
    """As the plan says."""
    return (line.plan.vehicle or "") if line.plan else ""


def _released(line: ReleaseLine, today: date) -> str:
    """The day, how far away it is, and that somebody must go."""
    days = (line.release - today).days
    far = "今天" if days == 0 else f"还有 {days} 天" if 0 < days <= 31 and line.standing != "done" else ""
    return " ".join(filter(None, (month_day(line.release, today), far, MUST if line.must else "")))


def _on_paper(line: ReleaseLine) -> str:
    return " ".join(filter(None, (line.release.isoformat(), MUST if line.must else "")))
