"""Papers and county sheets, against the work that nobody can leave out: the same text on a bare canvas, the
same bytes compressed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from anbang_desktop import paths
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.reports import learning, making
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.bench.measure import Case

FACE = "bench"
PAPERS = 12
NOVEMBER = "BETWEEN '2026-11-01' AND '2026-11-30'"
OF_PERSON = (
    "cases.id, source, release_type, release_date, period_end, level, handover_date, handover_mode",
    "birth_date, sex, employment, schooling, contact_state",
)
COUNTED = (  # the columns that the lines of the number sheet need, as a bare cursor reads them
    'SELECT case_id, state, "on", cause, reason FROM stages ORDER BY case_id, "on", id',
    "SELECT case_id, formed_on FROM help_groups",
    f'SELECT case_id, "on", contact_type, met FROM contacts WHERE "on" {NOVEMBER}',
    'SELECT case_id, max("on") FROM contacts GROUP BY case_id',
    "SELECT case_id, decided, effective_on, meeting_on FROM assessments",
    "SELECT case_id, signed_on, refused_on, ended_on FROM agreements",
    "SELECT case_id, placed, placed_from FROM placements",
    "SELECT case_id, judged_on FROM reoffences",
    "SELECT case_id, since, state FROM whereabouts",
    f"SELECT {', '.join(OF_PERSON)} FROM cases JOIN clients ON clients.id = client_id ORDER BY cases.no",
)


def cases(desk: Desk, raw: Any, folder: Path) -> Iterator[Case]:
    """Everything that is made of paper or goes into Excel."""
    active = PeopleFilter(states=frozenset({"S60_ACTIVE"}))
    nos = [row.no for row in people.first_page(desk, active, "no", PAPERS, descending=True)]
    pdfmetrics.registerFont(TTFont(FACE, next(paths.resources("fonts").glob("NotoSerifSC*.ttf"))))
    turns = cycle(nos)
    drawn = agreements.draw(desk, nos[0]).pdf
    bound = archive.bind(desk, nos[0]).pdf
    bare = "the same text on a bare canvas"
    yield Case(
        "an agreement drawn and kept",
        lambda: agreements.draw(desk, next(turns)),
        lambda: _on_canvas(_lines(drawn)),
        bare,
        rounds=5,
    )
    yield Case(
        "a file bound and noted",
        lambda: archive.bind(desk, next(turns)),
        lambda: _on_canvas(_lines(bound)),
        bare,
        rounds=5,
    )
    yield from _sheets(desk, raw, folder)


def _lines(pdf: bytes) -> list[list[str]]:
    book = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().splitlines() for page in book]
    finally:
        book.close()


def _on_canvas(pages: Sequence[Sequence[str]]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for lines in pages:
        canvas.setFont(FACE, 10)
        for at, line in enumerate(lines):
            canvas.drawString(50, 800 - 12 * at, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# ---- county sheets -----------------------------------------------------------------------------------------


def _sheets(desk: Desk, raw: Any, folder: Path) -> Iterator[Case]:
    made: dict[str, Path] = {}

    def make(name: str) -> None:
        made[name] = Path(making.make(desk, name, "2026-11", folder).files[0])

    def parts(name: str) -> list[bytes]:
        with zipfile.ZipFile(made[name]) as book:
            return [book.read(one) for one in book.namelist()]

    known = {profile.name for profile in learning.profiles(desk)}
    for name in {"花名册", "统计表"} - known:  # both ship: the program knows whom they list
        learning.learn(desk, paths.resources("report", "blanks", f"{name}.xlsx"), name)
    yield Case(
        "the roster as an Excel sheet",
        lambda: make("花名册"),
        lambda: [zlib.compress(part) for part in parts("花名册")],
        "its XML compressed",
        rounds=1,
    )
    yield Case(
        "the number sheet",
        lambda: make("统计表"),
        lambda: [raw.execute(sql).fetchall() for sql in COUNTED],
        "the columns its lines need, read by a bare cursor",
        bound=3,
        rounds=3,
    )
