"""Papers that were issued are kept as they were: what was printed, signed or sent stays, version by version,
and a scan that comes back finds its version by the code on its pages.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.issued import Issued, Why
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import code_of
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import Unit
from anbang_desktop.storage.queries import issued as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

if TYPE_CHECKING:
    from anbang_desktop.pdf import finish, preview
else:
    finish = lazy_import("anbang_desktop.pdf.finish")
    preview = lazy_import("anbang_desktop.pdf.preview")

__all__ = ["INNER", "Issued", "Why", "agreed", "by_code", "draw", "freeze", "newest", "of_case", "returned"]

INNER = "inner"  # ends the row of the office's own copy of a withheld record; its pages carry the same code
_STRENGTH = tuple(Why)


def of_case(connection: Connection, case_id: int) -> list[Issued]:
    """Every version of every paper of a case, in the order in which they went out."""
    return query.of_case(connection, case_id)


def by_code(connection: Connection, code: str) -> Issued | None:
    """The paper whose pages carry a code: of an agreement that was drawn anew under its number the newest.
    Whoever opens its case asks the gate before withheld records (``case_file.by_no``).
    """
    found = query.of_code(connection, code.strip().upper())
    return found[0] if found else None


def newest(connection: Connection, row: str) -> Issued | None:
    """The newest version of the paper that shows a row; None: it never went out."""
    return next(reversed(query.of_row(connection, row)), None)


def draw(desk: Desk, about: CaseFile, row: str, make: Callable[[CaseFile], bytes]) -> bytes:
    """The paper of a row as it is printed now: the newest version that went out as long as nothing on it has
    changed, else one of the next version, with a code of its own.
    """
    with desk.store.read() as connection:
        known = newest(connection, row)
    if known is None:
        return make(about)
    again = make(replace(about, paper_version=known.version))
    if _digest(finish.archival(again)) == known.sha256:
        return again
    return make(replace(about, paper_version=known.version + 1))


def freeze(
    to: Unit | Work, desk: Desk, about: CaseFile, kind: str, row: str, pdf: bytes, why: Why, code: str = ""
) -> Issued:
    """Keep a paper of a case as it goes out, as PDF/A-2b: the version that is known, or the next one.
    ``code`` only where the paper carries another than that of its row (one letter about several people).
    """
    work = to.work if isinstance(to, Unit) else to
    kept_as = finish.archival(pdf)
    digest = _digest(kept_as)
    known = newest(work.connection, row)
    if known is not None and known.sha256 == digest:
        return _stronger(work, known, why)
    version = known.version + 1 if known else 1
    kept = work.attach(f"{kind}_{about.no}_{version}.pdf", "application/pdf", kept_as)
    made = Issued(
        case_id=about.case_id,
        kind=kind,
        row=row,
        version=version,
        code=code or code_of(desk, row.removesuffix(f"/{INNER}"), version),
        pages=preview.page_count(pdf),
        attachment_id=kept,
        sha256=digest,
        why=why,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
    )
    return replace(made, id=work.add(made, f"文书定稿 {about.no}"))


def agreed(unit: Unit, about: CaseFile, version: Agreement, why: Why) -> Issued | None:
    """The same for an agreement, whose paper is kept with it; None where none was drawn (refused at once).
    Its scan is the paper that came back.
    """
    if version.pdf is None or version.document_id is None or version.pdf_sha256 is None:
        return None
    row = f"{AGREEMENT.table}/{version.id}"
    known = newest(unit.work.connection, row)
    if known is None or known.sha256 != version.pdf_sha256:
        made = Issued(
            case_id=about.case_id,
            kind=AGREEMENT.name,
            row=row,
            version=known.version + 1 if known else 1,
            code=version.document_id,
            template_id=version.template_id,
            pages=version.pages or 0,
            attachment_id=version.pdf,
            sha256=version.pdf_sha256,
            why=why,
            entered_at=unit.desk.clock.now(),
            entered_by=unit.desk.user,
        )
        known = replace(made, id=unit.work.add(made, f"文书定稿 {about.no}"))
    known = _stronger(unit.work, known, why)
    if version.scan is not None and version.scan != known.scan_attachment_id:
        known = returned(unit, known, version.scan, version.signed_on or unit.desk.today)
    return known


def returned(to: Unit | Work, paper: Issued, scan: int, on: date) -> Issued:
    """A paper came back signed: its scan (an attachment) is what the bound file takes from now on."""
    work = to.work if isinstance(to, Unit) else to
    after = replace(paper, scan_attachment_id=scan, returned_on=on, why=Why.SIGNED)
    work.change(paper, after, "收回文书")
    return after


def _stronger(work: Work, known: Issued, why: Why) -> Issued:
    if _STRENGTH.index(why) <= _STRENGTH.index(known.why):
        return known
    after = replace(known, why=why)
    work.change(known, after, "文书定稿")
    return after


def _digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()
