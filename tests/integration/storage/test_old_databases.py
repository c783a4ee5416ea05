"""Offices of every schema that was given out (tests/old_databases): opened by today's program, read whole,
worked on.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.records import assessment, history, write
from anbang_desktop.services.worklist import campaigns, people
from anbang_desktop.storage import inspection, schema
from anbang_desktop.storage.question import driver_of
from tests.support.chronicle import MovingClock
from tests.support.old_office import CONTENT, OLD, PASSPHRASE, USER, content

VERSIONS = sorted(folder.name for folder in OLD.iterdir() if folder.is_dir())
EMPTIED = {"drafts"}  # no evidence: a later version may drop what somebody had not saved
LATER = {  # the tables of a later schema
    "0003": ("listed_names", "campaigns", "campaign_people"),
    "0004": (
        *("whereabouts", "searches", "dual_listings", "closings"),
        *("wishes", "wish_steps", "incidents"),
    ),
    "0005": (
        *("needs", "help_plans", "plan_items", "help_measures"),
        *("letters", "relief_applications", "base_stays"),
    ),
    "0006": ("escort_plans",),
    "0007": ("daybook_entries", "put_offs"),
    "0008": ("case_days",),
    "0009": ("happenings", "reoffences"),
    "0011": ("inside_checks", "prison_meetings"),
    "0012": ("merged_people", "outer_numbers"),
    "0013": ("withheld_cards",),
    "0014": ("report_steps", "report_terms"),
    "0015": (
        "issued_papers",
        "returned_pages",
        "templates",
        "outside_queries",
        "assessment_rounds",
        "assessment_sheets",
        "file_loans",
        "file_lists",
        "listed_files",
    ),
}
SINCE = {table: version for version, tables in LATER.items() for table in tables}


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(version: str, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the old office, unlocked with its passphrase and brought to today's schema."""
    folder = shutil.copytree(OLD / version, tmp_path / "office")
    (folder / CONTENT).unlink()
    made = opening.unlock(folder, USER, PASSPHRASE, MovingClock(date(2026, 12, 1)))
    yield made
    opening.close(made)


def test_every_schema_that_was_given_out_is_here() -> None:
    wanted = [f"{number:04}" for number in range(schema.FIRST, schema.VERSION + 1)]
    assert wanted == VERSIONS, "python -m tests.support.old_office"


def holds(now: object, then: object) -> bool:
    """What was read then is read now; a later version may know more."""
    if isinstance(then, Mapping):
        return isinstance(now, Mapping) and all(
            name in now and holds(now[name], one) for name, one in then.items()
        )
    if isinstance(then, list):
        return isinstance(now, list) and len(now) == len(then) and all(map(holds, now, then))
    return now == then


def test_an_old_office_reads_as_it_did(desk: Desk, version: str) -> None:
    then = json.loads((OLD / version / CONTENT).read_text("utf-8"))
    now = json.loads(json.dumps(content(desk)))
    assert now.keys() == then.keys()
    for no, one in then.items():
        for part, read in one.items():
            assert holds(now[no][part], read), f"{no}: {part}"
    assert desk.store.check().problems == ()


def test_an_assessment_that_was_stored_gives_its_result_again(desk: Desk) -> None:
    replayed = 0
    for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter(), "no")):
        about = people.show(desk, row.no).file
        for one in about.all_of(Assessment):
            found = assessment.explained(desk, one)
            if one.instrument_id and one.points:
                assert found is not None
                assert (found.score.total, found.score.suggested) == (one.score, one.suggested)
                assert {line.code: line.points for line in found.score.points} == {
                    line.code: line.points for line in one.points
                }
                replayed += 1
    assert replayed


def test_an_old_office_has_something_in_every_table_of_its_time(desk: Desk, version: str) -> None:
    with desk.store.read() as connection:
        counted = inspection.counts(driver_of(connection))
    later = {name for name, since in SINCE.items() if since > version}
    assert {name for name, rows in counted.items() if not rows} <= EMPTIED | later


def test_an_old_office_gets_lists_of_its_own_and_times_of_special_care(desk: Desk) -> None:
    wanted = {name for name, _number in own_lists.unlisted(desk, OwnList.VILLAGE)}
    assert set(own_lists.collect(desk, OwnList.VILLAGE)) == wanted
    days = {"starts": desk.today, "ends": desk.today}
    begun = campaigns.start(desk, {"name": "春节走访", "ways": ["PHONE"], **days})
    assert campaigns.show(desk, begun).total
    for _act in range(2):
        history.undo(desk, history.last_done(desk, 0).id)  # type: ignore[union-attr]
    assert own_lists.lines(desk, OwnList.VILLAGE) == []
    assert desk.store.check().problems == ()


def test_an_old_office_is_worked_on(desk: Desk) -> None:
    ids = people.list_ids(desk, people.PeopleFilter(quick="on_books"))
    no = people.rows(desk, ids)[0].no
    visit = {"contact_type": "HOME_VISIT", "workers": ["王所长"], "abnormal": False}
    write.record(desk, no, "contact", visit)
    history.undo(desk, history.done_with(desk, no)[0].id)
    assert people.show(desk, no).file.contacts == ()
    closed = next(
        row.no
        for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter()))
        if row.state == "已归档"
    )
    one = people.show(desk, closed).file
    write.correct(desk, closed, "group", one.groups[0].id, {"remark": "补记"}, "漏写")
    assert desk.store.check().problems == ()
    for number in (one.agreements[0].pdf, one.agreements[0].scan, one.client.photo):
        assert number is not None
        assert desk.store.attachment(number).data
