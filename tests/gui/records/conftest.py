"""The whole program on an office where one person has a record of every kind."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.approval import APPROVAL
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.worklist import due, people, putting_off
from tests.support import desks
from tests.support.makers import TODAY
from tests.support.sample_records import sample

MEMBERS = (
    {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
    {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"},
    {"name": "周大勇", "kind": "FAMILY", "role": "MEMBER"},
)


@pytest.fixture(scope="session")
def recorded(imported: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """That office, made once."""
    folder = Path(shutil.copytree(imported[0], tmp_path_factory.mktemp("recorded") / "office"))
    with desks.opened(folder, imported[1]) as desk:
        _record_everything(desk, _somebody(desk))
    return folder, imported[1]


@pytest.fixture
def office(recorded: tuple[Path, bytes], tmp_path: Path) -> Path:
    """A copy for this test."""
    return Path(shutil.copytree(recorded[0], tmp_path / "office"))


@pytest.fixture
def no(shell: Shell) -> str:
    """The person with all the records."""
    return _somebody(shell.desk)


@pytest.fixture
def page(shell: Shell, no: str) -> Iterator[PersonPage]:
    """The person page at the time line."""
    shell.go("person", no=no, section=PersonSection.CONTACT)
    made = shell.page()
    assert isinstance(made, PersonPage)
    yield made
    assert not made.unsaved()


def _somebody(desk: Desk) -> str:
    listed = people.first_page(desk, people.PeopleFilter(), "no", limit=200)
    return next(row.no for row in listed if row.release_date and row.release_date <= TODAY)


def _record_everything(desk: Desk, no: str) -> None:
    context = sample(CONTACT, desk.codes)
    checked = sample(VERIFICATION, desk.codes) | {"replied_on": TODAY, "result": "01"}
    write.record(desk, no, VERIFICATION.name, checked)
    advance.advance(desk, no, "S40")
    write.record(desk, no, HANDOVER.name, sample(HANDOVER, desk.codes))
    write.record(desk, no, "registration", {name_of(names(Case).release_cert_no): "晋监释〔2026〕88号"})
    write.record(desk, no, GROUP.name, {"formed_on": TODAY, "members": MEMBERS})
    write.record(desk, no, PLACEMENT.name, sample(PLACEMENT, desk.codes))
    write.record(desk, no, APPROVAL.name, sample(APPROVAL, desk.codes))
    write.record(desk, no, CONTACT.name, context)
    first = {item.code: item.options[0].label for item in desk.instrument.items}
    meeting = {"meeting_on": TODAY, "kind": "INITIAL", "present": ["李文静"], "decided": "GENERAL"}
    write.record(desk, no, ASSESSMENT.name, {**meeting, "agreed": first})
    agreements.draw(desk, no)
    agreements.mark_printed(desk, no)
    agreements.sign(desk, no, TODAY)
    archive.add(desk, no, PaperKey.NOTICE, "预释放通知书", TODAY, shelf="2 柜 1 层")
    there = people.show(desk, no).file
    later = next(item for item in due.of_case(desk, there) if item.duty)
    putting_off.put_off(desk, later, TODAY + timedelta(days=9), "本人外出")
    for kind in KINDS:
        if kind.recorded and kind.fields.table and not there.of(kind.fields.record):
            write.record(desk, no, kind.name, sample(kind.fields, desk.codes))
