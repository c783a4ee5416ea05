"""The group assesses: four members (three on paper, one at the screen; one can't tell, one is late), the end
of the waiting, the meeting, its minutes and form, and the word of the head on 重点.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import assessment_round, write
from anbang_desktop.services.worklist import people
from tests.integration.services.records.test_assessment_round import (
    CADRE,
    FAMILY,
    GROUP,
    LEADER,
    POLICE,
    first_answers,
    unsure,
)
from tests.integration.services.records.test_history import START, walk_in
from tests.support import vaults
from tests.support.chronicle import MovingClock
from tests.support.office_work import ITEMS
from tests.unit.pdf.conftest import Reader, text_of

__all__ = ["text_of"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    office = ("青山司法所", "QS01", "安平县司法局")
    made = opening.create(tmp_path / "office", *office, "王所长", vaults.PASSPHRASE, MovingClock(START)).desk
    yield made
    opening.close(made)


@pytest.fixture
def no(desk: Desk) -> str:
    made = walk_in(desk)
    write.record(desk, made, "group", {"members": GROUP})
    return made


def test_four_members_assess_and_the_head_agrees(desk: Desk, no: str, text_of: Reader) -> None:
    id_ = assessment_round.begin_round(desk, no, "INITIAL")
    printed = text_of(papers.form(desk, no, papers.ROUND_SHEETS, id_))
    papers.note_print(desk, no, papers.ROUND_SHEETS, id_)
    about = people.show(desk, no).file
    for who in (LEADER, CADRE, FAMILY, POLICE):
        assert who in printed
    assert about.client.name in printed
    assert str(about.client.id_no) not in printed, "a sheet says nothing of the file"
    assert " 分" not in printed
    assessment_round.put_in(desk, no, LEADER, first_answers(desk, B1="没有住处", B2="没有，也没找"))
    assessment_round.put_in(desk, no, CADRE, first_answers(desk, B1="租住"))
    assessment_round.put_in(desk, no, FAMILY, unsure(desk), note="他不跟我说")
    assessment_round.close(desk, no, f"{POLICE}出警")
    assert assessment_round.put_in(desk, no, POLICE, first_answers(desk, B5="与过去同伴来往")).late
    found = assessment_round.show(desk, no)
    assert found is not None
    laid = assessment_round.laid(desk, found)
    assert [one.code for one in laid.spreads if one.discuss] == ["B1", "B2"]
    meeting: dict[str, object] = {
        "round": id_,
        "kind": "INITIAL",
        "present": [LEADER, CADRE, FAMILY],
        "absent": [POLICE],
        "self_statement": "想先找个活干。",
        "agreed": {**dict.fromkeys(ITEMS, 0), "B1": 8, "B2": 8, "C4": None},
        "spread_note": {"B1": "村里看过，暂住亲戚家", "B2": "问过本人，没有去找"},
        "triggers": ["THREE_NONE"],
        "decided": "KEY",
    }
    with pytest.raises(UserError, match="还没有写讨论说明"):
        write.record(desk, no, "assessment", {**meeting, "spread_note": {}})
    write.record(desk, no, "assessment", {**meeting, "approved_by": ["王所长"]})
    approval = {"matter": "LEVEL_KEY", "step": "OFFICE_HEAD", "approver": "王所长", "granted": True}
    write.record(desk, no, "approval", approval)
    assert people.show(desk, no).row.level == "重点"
    (made,) = people.show(desk, no).file.assessments
    assert (made.score, made.suggested, made.decided, len(made.sheets)) == (16, "KEY", "KEY", 3)
    minutes = "".join(text_of(papers.form(desk, no, papers.MINUTES)).split("\n"))
    for said in (
        "没有住处 1 人",
        "租住 1 人",
        "说不清 1 人",
        "暂住亲戚家",
        "想先找个活干",
        "基本一致",
        "三无人员",
    ):
        assert said in minutes, said
    assert minutes.index("住房") < minutes.index("此前受过刑事处罚"), "what was talked about stands first"
    signed = minutes[minutes.index("参加人签名") :]
    assert all(name in signed for name in (LEADER, CADRE, FAMILY))
    assert POLICE not in signed
    form = text_of(papers.form(desk, no, "assessment"))
    assert "16 分" in form
    signed = form[form.index("小组成员签名") :]
    assert all(name in signed for name in (LEADER, CADRE, FAMILY))
