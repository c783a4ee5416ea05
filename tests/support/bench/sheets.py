"""A county's roster filled with many people, against the work that nobody can leave out (the same XML
compressed), and the memory that the filling takes.
"""

import random
import resource
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anbang_desktop import paths
from anbang_desktop.excel.package import Package
from anbang_desktop.excel.template import Content, Layout, Value
from anbang_desktop.excel.template_fill import fill
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.excel.template_phrases import Details
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import learning, making
from anbang_desktop.services.reports.making import Preview
from tests.support.bench.measure import Case, Measured
from tests.support.blanks import ROSTER, meanings, shipped
from tests.support.makers import person

ROWS = 55_000
MONTH = "2026-11"
# What no make can leave out: what the shipped roster shows of everybody, read by a bare cursor,
# and the XML compressed.
_COUNTS = 'voided_at IS NULL ORDER BY case_id, "on", id'
_OF_PERSON = "name, sex, birth_date, id_no, hukou_addr, live_addr"
_OF_CASE = (
    "no, offences, term, term_y, term_m, term_d, release_date, handover_date, period_start, period_end, "
    "responsible_worker, cases.remark, level"
)
SHOWN = (
    'SELECT case_id, state, "on", cause, reason FROM stages ORDER BY case_id, "on", id',
    f'SELECT case_id, "on", decided, effective_on FROM assessments WHERE {_COUNTS}',
    f'SELECT case_id, "on", state, signed_on FROM agreements WHERE {_COUNTS}',
    f'SELECT case_id, "on", placed, way, placed_from FROM placements WHERE {_COUNTS}',
    f"SELECT {_OF_PERSON}, {_OF_CASE} FROM cases JOIN clients ON clients.id = client_id ORDER BY no",
)
_KIB = 1024  # a MiB in what getrusage counts
MOST = 60  # MiB above idle
SHEET = "xl/worksheets/sheet1.xml"
_DETAILS = Details("柳湾镇司法所", date(2026, 11, 1), date(2026, 11, 30), "2026年11月", date(2026, 11, 30))
_WORDS = ("男", "监狱释放", "盗窃罪、抢劫罪", "有期徒刑三年六个月", "一般", "是", "落实责任田", "否", "")


def filling() -> Iterator[Case]:
    """The filling step alone: 55,000 rows of 18 columns."""
    blank = shipped(ROSTER)
    layout = learn(blank, meanings())
    rows = list(_rows(layout))
    contents = {layout.sheets[0].name: Content(rows, len(rows))}
    made: list[bytes] = []

    def ours() -> None:
        made[:] = [Package(fill(blank, layout, contents, _DETAILS, Progress())).read(SHEET)]

    def bare() -> None:
        made[:] = [fill(blank, layout, contents, _DETAILS, Progress())]

    ours()
    xml = made[0]
    what = f"{len(rows):,} rows of {len(layout.sheets[0].known)} columns filled"
    yield Case(what, bare, lambda: zlib.compress(xml), "its XML compressed", bound=3.0, rounds=3)


def making_whole(desk: Desk, raw: Any, folder: Path) -> Iterator[Case]:
    """``report make`` of the shipped roster: counted, checked, frozen, filled, read back, kept, put out; and
    the same after it was looked at, as the window does it.
    """
    if "花名册" not in {profile.name for profile in learning.profiles(desk)}:
        learning.learn(desk, paths.resources("report", "blanks", "花名册.xlsx"), "花名册")
    made: list[Path] = []
    looked: list[Preview] = []

    def make() -> None:
        made[:] = [Path(making.make(desk, "花名册", MONTH, folder).files[0])]

    def look() -> None:
        looked[:] = [making.preview(desk, "花名册", MONTH)]

    def make_seen() -> None:
        made[:] = [Path(making.make(desk, "花名册", MONTH, folder, seen=looked[0]).files[0])]

    def parts() -> list[bytes]:
        with zipfile.ZipFile(made[0]) as book:
            return [book.read(one) for one in book.namelist()]

    def floor() -> None:
        for sql in SHOWN:
            raw.execute(sql).fetchall()
        for part in xml:
            zlib.compress(part)

    make()
    xml = parts()
    yield Case(
        "report make, whole",
        make,
        lambda: [zlib.compress(part) for part in xml],
        "its XML compressed",
        bound=20,
        rounds=3,
    )
    yield Case("the same", make, floor, "its columns by a bare cursor, its XML compressed", bound=8, rounds=3)
    yield Case(
        "the same, looked at before",
        make_seen,
        lambda: [zlib.compress(part) for part in xml],
        "its XML compressed",
        bound=12,
        before=look,
        rounds=3,
    )


def memory() -> Measured:
    """How much the process grew by the filling, in MiB, the rows made as they are asked for; asked first,
    since it is the highest ever that is known.
    """
    blank = shipped(ROSTER)
    layout = learn(blank, meanings())

    class Rows:
        def __iter__(self) -> Iterator[Sequence[Value]]:
            return _rows(layout)

    contents = {layout.sheets[0].name: Content(Rows(), ROWS)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fill(blank, layout, contents, _DETAILS, Progress())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Measured(f"the same, MiB above idle (bound {MOST})", peak / _KIB, None, "", most=MOST)


def _rows(layout: Layout) -> Iterator[list[Value]]:
    """As different as people are: names, numbers, addresses, days."""
    chance = random.Random(7)
    people = [person(at) for at in range(500)]
    known = layout.sheets[0].known
    for at in range(ROWS):
        one, day = people[at % len(people)], date(2026, 1, 1) + timedelta(at % 330)
        values: dict[str, Value] = {
            "name": one.name,
            "id_no": f"{one.id_no[:6]}{19500101 + at % 500000:08}{at % 1000:03}X",
            "hukou_addr": f"某县西坡乡{chance.choice('东西南北上下')}村{at % 977}号",
            "live_addr": f"某县城关镇{chance.choice('东西南北')}街{at % 613}号{at % 17}室",
            "release_date": day,
            "handover_date": day + timedelta(3),
            "period": f"{day.isoformat()} 至 {day.replace(year=2031).isoformat()}",
        }
        yield [values.get(column.field, _WORDS[(at * 7 + column.at) % len(_WORDS)]) for column in known]
