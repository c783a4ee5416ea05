"""Every step of the table through the services: refused while something is missing, else taken."""

from dataclasses import asdict, fields, replace
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from anbang_desktop.domain.guards import CaseFacts, StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.domain.steps import TRANSITIONS
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance, facts
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive, papers
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.worklist import people
from tests.support.road import (
    EARLIER,
    LISTED,
    RELEASED,
    SAID,
    SET_UP,
    come_to,
    day_of,
    listed,
    on,
    said_for,
    take,
)

WISHED = {
    "raised_on": SET_UP,
    "way": "VISIT_OFFICE",
    "category": "H02",
    "content": "户口还没落上。",
    "urgency": "NORMAL",
    "handler": "李文静",
}
BY_THEMSELVES = {
    (State.S20_VERIFYING, State.S30_AWAIT_RELEASE),
    (State.S40_AWAIT_HANDOVER, State.S50_REGISTERED),
    (State.S50_REGISTERED, State.S60_ACTIVE),
}  # the records that they ask for have brought the case there
OF_A_TRANSFER = {"transfer_accepted", "left_open"}  # shown by a test of its own
OF_A_JUDGMENT = {"judged"}  # the same
OF_A_GAP = {"group_gap_told"}  # a group that lacks somebody: records/test_group
STEPS = [(source, target) for source, target in TRANSITIONS if source is not None]


@pytest.mark.parametrize(("source", "target"), STEPS, ids=lambda one: one.short)
def test_every_step_is_taken_when_all_is_there(empty_desk: Desk, source: State, target: State) -> None:
    no = come_to(empty_desk, source, target)
    day = day_of(empty_desk, no, target)
    take(empty_desk, no, source, target)
    person = people.show(empty_desk, no)
    assert person.state_code == target
    newest = person.file.stages[-1]
    by_itself = (source, target) in BY_THEMSELVES
    assert (newest.state, newest.on, newest.reason) == (target, day, None if by_itself else SAID.reason)
    if by_itself:
        assert len(person.file.stages) == len({one.state for one in person.file.stages}), "no step twice"
        return
    told = {one.name: getattr(newest, one.name) or "" for one in fields(StepFacts)}
    said = asdict(said_for(target))
    on_the_letter = {State.S70_TRANSFER_PENDING: "letter_no", State.S75_TRANSFERRED: "receipt_no"}
    if target in on_the_letter:
        said[on_the_letter[target]] = ""
    assert told == said
    assert empty_desk.store.check().ok


@pytest.mark.parametrize(
    ("source", "target"), [one for one in STEPS if TRANSITIONS[one]], ids=lambda one: one.short
)
def test_no_guarded_step_is_taken_while_something_is_missing(
    empty_desk: Desk, source: State, target: State
) -> None:
    no = come_to(empty_desk, source, target)
    early = on(empty_desk, people.show(empty_desk, no).file.stages[-1].on)
    with pytest.raises(Refused) as refused:
        advance.advance(early, no, target)
    assert refused.value.lacks
    assert refused.value.reasons == tuple(lack.sentence for lack in refused.value.lacks)
    assert people.show(empty_desk, no).state_code == source


def test_a_list_begins_a_case(desk: Desk) -> None:
    for row in people.first_page(desk, people.PeopleFilter(), limit=3):
        assert [stage.state for stage in people.show(desk, row.no).file.stages] == [State.S10_NOTICE]


def test_somebody_who_comes_begins_a_case_with_the_release_paper(empty_desk: Desk) -> None:
    values = {"name": "傅霞", "id_no": "149901198311210525", "release_type": "01", "release_date": RELEASED}
    with pytest.raises(Refused) as refused:
        advance.register_walk_in(empty_desk, values)
    assert [lack.code for lack in refused.value.lacks] == ["release_paper_missing"]
    no = advance.register_walk_in(empty_desk, {**values, "release_cert_no": "（2026）释字第8号"})
    assert [stage.state for stage in people.show(empty_desk, no).file.stages] == [State.S50_REGISTERED]


def test_a_release_is_confirmed_with_its_day(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S30_AWAIT_RELEASE)
    later = RELEASED + timedelta(days=3)
    assert advance.confirm_release(on(empty_desk, later), no, later) is State.S40_AWAIT_HANDOVER
    assert people.show(empty_desk, no).values["release_date"] == later


def test_every_fact_that_a_guard_looks_at_has_a_writer(empty_desk: Desk) -> None:
    """Somewhere on the way each fact leaves its first value; one that never does is written by nobody."""
    plain = CaseFacts(empty_desk.pack, RELEASED)
    written = set()
    no = listed(on(empty_desk, LISTED))
    aside = (State.S70_TRANSFER_PENDING, State.S75_TRANSFERRED, State.S86_TERMINATED)
    for target, source in EARLIER.items():
        if source is None or target in aside:
            continue
        take(empty_desk, no, source, target)
        there = on(empty_desk, day_of(empty_desk, no, target))
        with there.store.read() as connection:
            about = case_file.by_no(connection, no)
        known = facts.case_facts(there, about, there.today, SAID, target)
        written |= {one.name for one in fields(known) if getattr(known, one.name) != getattr(plain, one.name)}
    assert written | {"rules", "on"} | OF_A_TRANSFER | OF_A_JUDGMENT | OF_A_GAP == {
        one.name for one in fields(CaseFacts)
    }


def test_a_transfer_that_was_accepted_waits_for_a_word_on_what_is_open(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S70_TRANSFER_PENDING)
    write.record(empty_desk, no, "wish", WISHED)
    (sent,) = people.show(empty_desk, no).file.of(Letter)
    going_on.answer(empty_desk, no, sent.id, {"accepted": True})
    known = facts.case_facts(empty_desk, people.show(empty_desk, no).file, empty_desk.today)
    assert all(getattr(known, name) for name in OF_A_TRANSFER)
    with pytest.raises(Refused, match=r"没办完的：诉求“.*”（11月9日提出）没有答复"):
        advance.advance(empty_desk, no, "S75")
    said = StepFacts(left_open="已转告东关司法所接着办")
    assert advance.advance(empty_desk, no, "S75", said=said) is State.S75_TRANSFERRED
    assert people.show(empty_desk, no).file.stages[-1].left_open == said.left_open


def test_a_state_that_does_not_exist_is_named(empty_desk: Desk) -> None:
    with pytest.raises(UserError, match="没有“S99”这个状态"):
        advance.advance(empty_desk, listed(on(empty_desk, LISTED)), "S99")


def test_a_new_sentence_ends_help_only_by_a_judgment_that_is_recorded(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    there = on(empty_desk, day_of(empty_desk, no, State.S86_TERMINATED))
    said = replace(SAID, cause="NEW_SENTENCE")
    with pytest.raises(Refused) as refused:
        advance.advance(there, no, "S86", said=said, approved_by="赵所长")
    assert [(one.code, one.verb) for one in refused.value.lacks] == [
        ("reoffence_missing", Verb.RECORD_REOFFENCE)
    ]
    judged = {"judged_on": there.today, "offences": "盗窃罪", "court_paper": "（2026）某刑初7号"}
    record = write.record(there, no, "reoffence", judged, there.today)
    with there.store.read() as connection:
        known = facts.case_facts(there, case_file.by_no(connection, no), there.today)
    assert all(getattr(known, name) for name in OF_A_JUDGMENT)
    write.void(there, no, "reoffence", record, "登记错了人")
    with pytest.raises(Refused, match="还没有登记重新犯罪"):
        advance.advance(there, no, "S86", said=said, approved_by="赵所长")
    write.record(there, no, "reoffence", judged, there.today)
    assert advance.advance(there, no, "S86", said=said, approved_by="赵所长") is State.S86_TERMINATED


def test_the_scan_of_a_proof_goes_into_the_file_with_the_step(empty_desk: Desk, tmp_path: Path) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    there = on(empty_desk, day_of(empty_desk, no, State.S86_TERMINATED))
    scan = tmp_path / "证明.png"
    Image.new("RGB", (600, 800), "white").save(scan)
    said = StepFacts(cause="DEATH", left_open="不再办")
    with pytest.raises(UserError, match="不要证明材料的扫描件"):
        advance.advance(there, no, "S70", said=replace(SAID, cause="01"), scan=scan)
    with pytest.raises(Refused, match="没有证明材料"):
        advance.advance(there, no, "S86", said=replace(said, reason="病故"), approved_by="赵所长")
    said = replace(said, reason="病故")
    assert advance.advance(there, no, "S86", said=said, approved_by="赵所长", scan=scan)
    about = people.show(there, no).file
    (item,) = about.file_items
    assert (item.paper, item.title, item.pages) == ("closing", "死亡的证明材料", 1)
    assert about.stages[-1].proof == item.title, "a scan is a proof"
    listed = archive.contents(there, no)
    assert [(line.key, line.pages >= 1) for line in listed if line.key == "closing"] == [("closing", True)]
    bound = pypdfium2.PdfDocument(archive.bind(there, no).pdf)
    assert any("死亡的证明材料" in one.get_title() for one in bound.get_toc())
    bound.close()


def test_an_end_before_the_period_has_a_form_that_fills_its_line_of_the_file(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    there = on(empty_desk, day_of(empty_desk, no, State.S86_TERMINATED))
    with pytest.raises(UserError, match="这份档案没有终止"):
        papers.form(there, no, papers.TERMINATION)
    said = StepFacts(cause="DEATH", reason="病故", proof="死亡证明（2026）7号", left_open="不再办")
    advance.advance(there, no, "S86", said=said, approved_by="赵所长")
    paper = pypdfium2.PdfDocument(papers.form(there, no, papers.TERMINATION))
    words = paper[0].get_textpage().get_text_range()
    paper.close()
    for word in ("终止登记表", "死亡证明（2026）7号", "病故", "赵所长", "同意"):
        assert word in words
    (line,) = (one for one in archive.contents(there, no) if one.key == "closing")
    assert (line.present, line.pages >= 1) == (True, True)
    bound = pypdfium2.PdfDocument(archive.bind(there, no).pdf)
    assert any("终止登记表" in one.get_title() for one in bound.get_toc())
    bound.close()


@pytest.mark.parametrize("end", [State.S75_TRANSFERRED, State.S86_TERMINATED], ids=lambda one: one.short)
def test_a_shelf_asks_for_no_paper_that_the_end_did_not_ask_for(empty_desk: Desk, end: State) -> None:
    no = come_to(empty_desk, end)
    before = [line.key for line in archive.completeness(empty_desk, no).missing]
    take(empty_desk, no, end, State.S90_ARCHIVED)
    assert [line.key for line in archive.completeness(empty_desk, no).missing] == before
    assert "closing" not in before
