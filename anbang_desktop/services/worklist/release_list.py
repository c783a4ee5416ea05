"""接送人员名单 for a prison: only its own people, who fetches them, when and with what; noted with its
purpose (art. 13, 32). Nobody's offence stands on it; whoever was a minor at the offence stands on a page of
their own, so that no sheet names them among others (domain.md §0.1, §10.3).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.listing import Listing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.escort_plan import ESCORT_PLAN, EscortPlan
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist.releases import ReleaseLine, custody_units

if TYPE_CHECKING:
    from anbang_desktop.pdf import joined
    from anbang_desktop.pdf.forms import listing as paper
else:
    joined = lazy_import("anbang_desktop.pdf.joined")
    paper = lazy_import("anbang_desktop.pdf.forms.listing")

NAME = "接送人员名单"
HEADS = ("姓名", "公民身份号码", "释放日期", "接人时间", "车辆", "接送人员和电话", "说明")
_MUST, _NOBODY = "必接必送", "还没有安排"


def make(desk: Desk, lines: Sequence[ReleaseLine], unit: str, purpose: str) -> bytes:
    """The list as PDF bytes: of one prison, or of each (``unit`` empty) from a page of its own. UserError
    without a purpose, and where nobody is to be fetched.
    """
    if not purpose.strip():
        raise UserError("还没有写用途。", "请写送给谁、做什么用，例如“告知监所接送安排”。", field="purpose")
    wanted = [unit] if unit else custody_units(lines)
    with desk.store.read() as connection:
        files = {one.row.no: case_file.by_no(connection, one.row.no) for one in lines}
    pages = [
        _page(desk, files, shown, one, purpose)
        for one in wanted
        for shown in _sheets(desk, files, _of(lines, one))
    ]
    if not pages:
        raise UserError(
            "没有要送监所的接送名单。", "这个月没有待释放的人，或者都没有填监所；请先在登记表里填服刑场所。"
        )
    return pages[0] if len(pages) == 1 else joined.join(pages)


def note_print(desk: Desk, lines: Sequence[ReleaseLine], unit: str, purpose: str, pdf: bytes) -> None:
    """Record in the audit that it went to the printer, under each person and each plan that it shows."""
    wanted = [unit] if unit else custody_units(lines)
    shown = [one for name in wanted for one in _of(lines, name)]
    words = f"打印{NAME} {len(shown)} 人，送{'、'.join(wanted)}，号码完整，用途：{purpose.strip()}"
    with desk.store.work(desk.clock) as work:
        work.note("print", "lists/releases", f"{words}，SHA-256 {hashlib.sha256(pdf).hexdigest()}")
        for one in shown:
            case_id = case_file.by_no(work.connection, one.row.no).case_id
            work.note("print", f"cases/{case_id}/list", f"{NAME} {one.row.no}，用途：{purpose.strip()}")
            if one.plan is not None:
                work.note("print", f"{ESCORT_PLAN.table}/{one.plan.id}", f"{NAME} {one.row.no}")


def _of(lines: Sequence[ReleaseLine], unit: str) -> list[ReleaseLine]:
    return [one for one in lines if one.custody == unit and one.standing != "done"]


def _sheets(
    desk: Desk, files: Mapping[str, CaseFile], lines: Sequence[ReleaseLine]
) -> Iterator[list[ReleaseLine]]:
    """The people of one prison, together, and each who was a minor alone."""
    apart = [one for one in lines if sealing.was_minor(desk, files[one.row.no])]
    if others := [one for one in lines if one not in apart]:
        yield others
    yield from ([one] for one in apart)


def _page(
    desk: Desk, files: Mapping[str, CaseFile], lines: Sequence[ReleaseLine], unit: str, purpose: str
) -> bytes:
    rows = tuple(tuple(_cells(one, files[one.row.no].client.id_no or "")) for one in lines)
    made = f"{chinese(desk.today)}　{desk.user}　打印"
    told = f"送：{unit}　　共 {len(rows)} 人　　用途：{purpose.strip()}"
    return paper.make(Listing(f"{desk.office.name}　{NAME}", told, made, HEADS, rows))


def _cells(line: ReleaseLine, id_no: str) -> Iterator[str]:
    plan = line.plan
    yield line.row.name
    yield id_no
    yield line.release.isoformat()
    yield line.meet
    yield (plan.vehicle or "") if plan else ""
    yield _people(plan)
    yield _MUST if line.must else ""


def _people(plan: EscortPlan | None) -> str:
    if plan is None or not plan.people:
        return _NOBODY
    told = (" ".join(filter(None, (one.name, one.post, one.phone))) for one in plan.people)
    return "；".join(told)
