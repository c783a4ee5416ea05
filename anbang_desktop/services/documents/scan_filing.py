"""扫描件归位, what the clerk decides: a paper is filed, a lost page is placed or thrown away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from anbang_desktop.errors import UserError
from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, issued, returns
from anbang_desktop.services.documents.returns import ReturnedPaper, Standing
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.entry import as_reason, refuse_future, refuse_shut
from anbang_desktop.services.records.unit import Unit, begin
from anbang_desktop.storage.queries import issued as issued_query
from anbang_desktop.storage.queries import returned as query
from anbang_desktop.storage.reading import Connection

if TYPE_CHECKING:
    from anbang_desktop.pdf import scans
else:
    scans = lazy_import("anbang_desktop.pdf.scans")

FILED: Final = "扫描件归位"


def file_papers(
    desk: Desk, codes: Sequence[str], on: date | None = None, *, anyway: bool = False
) -> list[ReturnedPaper]:
    """These papers came back signed, on that day (today unless it is given): their pages become the scan of
    each, an agreement that waits for its signatures is recorded as signed; one unit of work.

    UserError for a paper with a page missing and for an old version, unless the clerk says ``anyway``; then
    nothing of any is filed.
    """
    day = refuse_future(desk, on or desk.today)
    chosen = [one for one in returns.waiting(desk).papers if one.code in set(codes)]
    if not chosen:
        raise UserError("没有要归位的文书。", "请先读入扫描件，再选要归位的文书。", field="code")
    for one in chosen:
        if one.standing in (Standing.OLD, Standing.MISSING) and not anyway:
            raise UserError(
                f"{one.name}的{one.title}：{one.words}。",
                "请补扫，或者看过以后单独确认这一份。",
                field="code",
            )
    with begin(desk, FILED) as unit:
        unit.is_about({case_id for one in chosen for case_id in _file(unit, one, day)})
    return chosen


def _file(unit: Unit, paper: ReturnedPaper, day: date) -> list[int]:
    """One paper; the cases it is filed with."""
    same = issued_query.of_code(unit.work.connection, paper.code)  # one letter, in the file of each
    about = unit.open(case_file.by_id(unit.work.connection, same[0].case_id).no)
    refuse_shut(about)
    pictures = [unit.desk.store.attachment(one.attachment_id).data for one in paper.pages]
    name = f"{paper.title}扫描件_{about.no}_{paper.version}.pdf"
    kept = unit.work.attach(name, scans.PDF, scans.picture_pages(pictures))
    for one in same:
        agreed = returns.agreement_of(about, one)
        if agreed is not None and paper.version == paper.newest:
            agreements.came_back(unit, about, agreed, day, kept)
        else:
            issued.returned(unit, one, kept, day)
    for page in paper.pages:
        if page.state is not PageState.FILED:
            unit.work.change(page, replace(page, state=PageState.FILED), f"{paper.title}归位 {about.no}")
    for page in paper.spare:
        _throw_away(unit, page, "同一页扫了不止一次，用了后一次的")
    return [one.case_id for one in same]


def place(desk: Desk, page_id: int, code: str, page: int) -> None:
    """The clerk says of a page of the tray that it is that page of that paper."""
    with begin(desk, "扫描件归位：指定") as unit:
        (one,) = _waiting_pages(unit.work.connection, [page_id])
        paper = issued.by_code(unit.work.connection, code)
        if paper is None:
            raise UserError("找不到这份文书。", "请重新选择。", field="code")
        if not 1 <= page <= paper.pages:
            raise UserError(
                f"这份{returns.title_of(paper)}没有第 {page} 页，一共 {paper.pages} 页。",
                "请核对页码。",
                field="page",
            )
        placed = replace(one, code=paper.code, page=page, by_hand=True)
        unit.work.case_id = paper.case_id
        unit.work.change(one, placed, f"{returns.title_of(paper)}第 {page} 页")


def discard(desk: Desk, page_ids: Sequence[int], reason: str) -> int:
    """Throw these pages away, for a reason; how many. The unit can be taken back."""
    said = as_reason(desk, reason)
    if not said:
        raise UserError("还没有写为什么不要。", "请写一句，例如 不是本所的文书。", field="reason")
    with begin(desk, "扫描件归位：不要") as unit:
        pages = _waiting_pages(unit.work.connection, page_ids)
        for one in pages:
            _throw_away(unit, one, said)
    return len(pages)


def _throw_away(unit: Unit, page: ReturnedPage, reason: str) -> None:
    gone = replace(page, state=PageState.GONE, reason=reason)
    unit.work.change(page, gone, f"不要扫描件 {page.file} 第 {page.at} 页")


def _waiting_pages(connection: Connection, ids: Sequence[int]) -> list[ReturnedPage]:
    found = [one for one in query.of_ids(connection, ids) if one.state is PageState.WAITING]
    if len(found) != len(set(ids)):
        raise UserError("这一页已经归位，或者已经不要了。", "请按 F5 重新看一遍。", field="page")
    return found
