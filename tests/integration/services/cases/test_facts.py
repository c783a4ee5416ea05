"""The approval matrix: a county's pack says whose word a step needs, and the step is refused without it."""

from dataclasses import replace

import pytest

from anbang_desktop.domain.rule_pack import Approval, Approver, RuleBook, RulePack
from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import Refused, UserError
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import overview, people
from tests.support.road import FORM, SAID, come_to, day_of, on

HEAD, COUNTY = Approver("OFFICE_HEAD", "所长"), Approver("COUNTY", "县司法局")


def asking(desk: Desk, matter: str, *steps: Approver) -> Desk:
    """The office under a pack that asks for these words."""
    others = tuple(one for one in desk.pack.approvals if one.matter != matter)
    pack: RulePack = replace(desk.pack, approvals=(*others, Approval(matter, "这件事", steps)))
    return replace(desk, shelf=desk.shelf.with_book(RuleBook([pack])))


def word(desk: Desk, no: str, matter: str, **more: object) -> None:
    values = {"matter": matter, "approver": "张某", "decided_on": desk.today, "granted": True}
    write.record(desk, no, "approval", {**values, **more})


def test_a_step_names_whose_word_it_lacks_until_all_have_agreed(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S80_CLOSING)
    desk = asking(on(empty_desk, day_of(empty_desk, no, State.S85_EXPIRED)), "CLOSING", HEAD, COUNTY)
    write.record(desk, no, "closing", FORM)

    def lacking() -> str:
        with pytest.raises(Refused) as refused:
            advance.advance(desk, no, "S85")
        return str(refused.value)

    assert "“这件事”还没有所长、县司法局的同意，请先登记审批人和日期。" in lacking()
    word(desk, no, "CLOSING", granted=False)
    assert "所长、县司法局" in lacking(), "who refuses has not agreed"
    word(desk, no, "CLOSING")
    assert people.show(desk, no).file.approvals[-1].step == "OFFICE_HEAD", "the first who is missing"
    assert "还没有县司法局的同意" in lacking()
    asked = next(one for one in overview.show(desk, no).asked if one.to is State.S85_EXPIRED)
    assert [(one.code, one.verb) for one in asked.lacking] == [("approval_missing", Verb.RECORD_APPROVAL)]
    word(desk, no, "CLOSING", step="COUNTY")
    assert advance.advance(desk, no, "S85") is State.S85_EXPIRED


def test_what_needs_nobody_s_word_is_done_without(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    desk = on(empty_desk, people.show(empty_desk, no).file.case.state_on)
    with pytest.raises(Refused, match="“终止”还没有所长的同意"):
        advance.advance(desk, no, "S86", said=SAID)
    free = replace(desk, shelf=desk.shelf.with_book(RuleBook([replace(desk.pack, approvals=())])))
    word(free, no, "TERMINATION")
    assert people.show(free, no).file.approvals[-1].step is None
    assert advance.advance(free, no, "S86", said=SAID) is State.S86_TERMINATED


def test_a_county_may_ask_for_a_word_on_an_urgent_level(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    desk = asking(on(empty_desk, people.show(empty_desk, no).file.case.state_on), "LEVEL", HEAD)
    agreed = {item.code: item.options[0].points for item in desk.instrument.items}
    values = {"kind": "EVENT", "present": ["李文静"], "agreed": agreed, "reason": "议定"}
    with pytest.raises(UserError, match="“这件事”要有所长的同意，还没有写审批人"):
        write.record(desk, no, "assessment", {**values, "decided": "KEY"})
    write.record(desk, no, "assessment", {**values, "decided": "GENERAL"})
    write.record(desk, no, "assessment", {**values, "decided": "KEY", "approved_by": ["张所长"]})
    assert people.show(desk, no).file.case.level == "KEY"
