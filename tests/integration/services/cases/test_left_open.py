"""cases/left_open.py: what is not done when a case ends is named, and one word is enough to go on."""

import pytest

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.errors import Refused
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance, left_open
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import wish_acts, write
from anbang_desktop.services.worklist import people
from tests.support.road import come_to

MEASURE = {"help": "H06", "item": "电焊培训", "owner": "李文静", "state": "IN_PROCESS"}
LETTER = {
    "letter_type": "HOUSEHOLD",
    "help": "H02",
    "receiver_kind": "POLICE",
    "receiver": "东街派出所",
    "matter": "请协助落户。",
}
WISHED = {
    "way": "PHONE",
    "category": "H04",
    "content": "家里困难。",
    "urgency": "NORMAL",
    "handler": "李文静",
}
ENDED = StepFacts(reason="死亡", proof="死亡证明", cause="DEATH")


def of(desk: Desk, no: str) -> tuple[str, ...]:
    return left_open.of(desk, people.show(desk, no).file)


def test_wishes_letters_and_measures_are_named_until_they_are_done(empty_desk: Desk) -> None:
    desk, no = empty_desk, come_to(empty_desk, State.S60_ACTIVE)
    assert of(desk, no) == ()
    wish = write.record(desk, no, "wish", {**WISHED, "raised_on": desk.today})
    measure = write.record(desk, no, "measure", {**MEASURE, "began_on": desk.today})
    letter = write.record(desk, no, "letter", LETTER)
    assert of(desk, no) == (
        "诉求“社会救助”（11月30日提出）没有答复",
        "帮扶“电焊培训”没有结果",
        "给东街派出所的协助落户函还没有发出",
    )
    going_on.send(desk, no, letter, {})
    assert of(desk, no)[-1] == "给东街派出所的协助落户函没有回执"
    with pytest.raises(Refused, match="给东街派出所的协助落户函没有回执") as refused:
        advance.advance(desk, no, "S86", said=ENDED, approved_by="所长")
    assert [one.code for one in refused.value.lacks] == ["left_open"]
    going_on.answer(desk, no, letter, {"accepted": True})
    going_on.finish(desk, no, measure, {"state": "DONE", "result": "已结业"})
    wish_acts.answer(desk, no, wish, {"answer": "已批。", "answer_way": "FACE", "outcome": "SOLVED"})
    assert of(desk, no) == ()
    assert advance.advance(desk, no, "S86", said=ENDED, approved_by="所长") is State.S86_TERMINATED


def test_a_word_on_what_is_open_is_enough(empty_desk: Desk) -> None:
    no = come_to(empty_desk, State.S60_ACTIVE)
    write.record(empty_desk, no, "measure", {**MEASURE, "began_on": empty_desk.today})
    said = StepFacts(reason="死亡", proof="死亡证明", cause="DEATH", left_open="培训班已通知停办")
    assert advance.advance(empty_desk, no, "S86", said=said, approved_by="所长") is State.S86_TERMINATED
    assert people.show(empty_desk, no).file.stages[-1].left_open == "培训班已通知停办"
