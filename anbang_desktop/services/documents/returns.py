"""扫描件归位, what waits: pages that were read (``scan_reading``) are found by their code and proposed: which
paper, which version, whether a page is missing. Nothing is filed before the clerk confirms it
(``scan_filing``).

What was read waits in the vault, encrypted, page by page: lock, close and power cut lose nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from anbang_desktop.domain.states import UNSETTLED
from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.issued import Issued
from anbang_desktop.fields.returned import PageState, ReturnedPage
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import issued, papers
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.storage.queries import returned as query
from anbang_desktop.storage.queries import withheld
from anbang_desktop.storage.reading import Connection

AGREEMENT_PAPER: Final = "安置帮教协议书"
REFUSAL: Final = "拒签情况说明"


class Standing(StrEnum):
    """What is to be said of a paper of which pages came back, the weightiest first."""

    OLD = "OLD"  # a newer version went out since
    MISSING = "MISSING"
    THERE = "THERE"  # it came back before
    COMPLETE = "COMPLETE"


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """A paper of which pages wait. ``pages`` are those that would be filed, in their order, ``spare`` further
    scans of the same page; ``missing`` are page numbers. ``must_sign``: with it an agreement is recorded as
    signed. ``sealed``: a withheld record, which stands on no
    list: neither name nor number.
    """

    code: str
    no: str
    name: str
    title: str
    version: int
    newest: int
    of: int
    pages: tuple[ReturnedPage, ...]
    spare: tuple[ReturnedPage, ...]
    missing: tuple[int, ...]
    there: bool
    must_sign: bool
    sealed: bool

    @property
    def standing(self) -> Standing:
        """The weightiest of what is to be said."""
        if self.version < self.newest:
            return Standing.OLD
        if self.missing:
            return Standing.MISSING
        return Standing.THERE if self.there else Standing.COMPLETE

    @property
    def words(self) -> str:
        """All of it in words: 缺第 2 页；第 1 页扫了两次，用后一次的."""
        said = (
            [f"旧版：第 {self.version} 版，现在是第 {self.newest} 版"] if self.version < self.newest else []
        )
        said.append(f"缺第 {_numbers(self.missing)} 页" if self.missing else f"齐，{self.of} 页")
        twice = sorted({one.page for one in self.spare if one.page})
        said += [f"第 {_numbers(twice)} 页扫了不止一次，用后一次的"] if twice else []
        said += ["已经有扫描件，归位后换成这一份"] if self.there else []
        return "；".join(said)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits: papers by the number of their case, and the pages of which nobody knows where
    they belong.
    """

    papers: tuple[ReturnedPaper, ...]
    tray: tuple[ReturnedPage, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper to which a page may be assigned by hand."""

    code: str
    title: str
    version: int
    pages: int
    on: date


# ---- what waits


def waiting(desk: Desk) -> Waiting:
    """What was read and is neither filed nor thrown away."""
    with desk.store.read() as connection:
        tray, by_code = [], defaultdict[str, list[ReturnedPage]](list)
        known: dict[str, Issued] = {}
        for one in query.waiting(connection):
            paper = paper_of(connection, one)
            if paper is None:
                tray.append(one)
            else:
                known[paper.code] = paper
                by_code[paper.code].append(one)
        files = _files(connection, {known[code].case_id for code in by_code})
        hidden = withheld.cards(connection, files)
        listed = [
            _paper(connection, known[code], pages, files[known[code].case_id], hidden)
            for code, pages in by_code.items()
        ]
    return Waiting(tuple(sorted(listed, key=lambda one: (one.no, one.title, one.version))), tuple(tray))


def count_waiting(desk: Desk) -> int:
    """How many pages wait."""
    with desk.store.read() as connection:
        return query.count_waiting(connection)


def _files(connection: Connection, case_ids: Iterable[int]) -> dict[int, CaseFile]:
    return {one.case_id: one for one in case_file.of_cases(connection, sorted(case_ids))}


def paper_of(connection: Connection, page: ReturnedPage) -> Issued | None:
    """The paper that a scanned page is of; None where nobody knows it, or it has no such page."""
    found = issued.by_code(connection, page.code) if page.code else None
    if found is None or page.page is None or not 1 <= page.page <= found.pages:
        return None
    return found


def _paper(
    connection: Connection,
    paper: Issued,
    mine: Sequence[ReturnedPage],
    about: CaseFile,
    hidden: Iterable[int],
) -> ReturnedPaper:
    """What is proposed of one paper. A page that was filed earlier still counts: what was missing then makes
    the set whole now.
    """
    filed = [one for one in query.of_code(connection, paper.code) if one.state is PageState.FILED]
    chosen = {one.page: one for one in (*filed, *mine) if one.page is not None}  # the later scan stands
    used = {one.id for one in chosen.values()}
    newest = issued.newest(connection, paper.row)
    sealed = about.case_id in hidden
    agreed = agreement_of(about, paper)
    return ReturnedPaper(
        code=paper.code,
        no="" if sealed else about.no,
        name=gate.SEALED_FILE if sealed else about.client.name,
        title=title_of(paper),
        version=paper.version,
        newest=newest.version if newest else paper.version,
        of=paper.pages,
        pages=tuple(chosen[page] for page in sorted(chosen)),
        spare=tuple(one for one in mine if one.id not in used),
        missing=tuple(page for page in range(1, paper.pages + 1) if page not in chosen),
        there=paper.scan_attachment_id is not None,
        must_sign=agreed is not None and agreed.state in UNSETTLED,
        sealed=sealed,
    )


def _numbers(pages: Iterable[int]) -> str:
    return "、".join(map(str, pages))


def title_of(paper: Issued) -> str:
    """What a paper is called."""
    if paper.kind == AGREEMENT.name:
        return AGREEMENT_PAPER
    return REFUSAL if paper.kind == "refusal" else papers.title_of(paper.kind)


def agreement_of(about: CaseFile, paper: Issued) -> Agreement | None:
    """The version of the agreement that a paper is; None for other papers."""
    if paper.kind != AGREEMENT.name:
        return None
    return next((one for one in about.agreements if f"{AGREEMENT.table}/{one.id}" == paper.row), None)


def picture(desk: Desk, page: ReturnedPage) -> bytes:
    """A scanned page as JPEG bytes; ``gate.Closed`` where it is of a withheld record that nobody opened."""
    with desk.store.read() as connection:
        paper = issued.by_code(connection, page.code) if page.code else None
        if paper is not None:
            gate.refuse_closed(connection, paper.case_id, case_file.by_id(connection, paper.case_id).no)
    return desk.store.attachment(page.attachment_id).data


def case_no(desk: Desk, code: str) -> str:
    """The number of the case that a paper is of; empty where nobody knows the paper."""
    with desk.store.read() as connection:
        paper = issued.by_code(connection, code)
        return case_file.by_id(connection, paper.case_id).no if paper is not None else ""


def candidates(desk: Desk, no: str) -> list[Candidate]:
    """The papers of a case to which a page may be assigned, the newest first."""
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        found = issued.of_case(connection, about.case_id)
    listed = [
        Candidate(one.code, title_of(one), one.version, one.pages, one.entered_at.date()) for one in found
    ]
    return listed[::-1]
