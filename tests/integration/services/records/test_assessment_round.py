"""records/assessment_round.py: who is asked, what stays closed until all sheets are in, quorum, late sheets,
and the assessment that comes of a round.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from anbang_desktop.domain.instrument import UNKNOWN
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment_round import AssessmentRound
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import assessment, assessment_round, history, write
from anbang_desktop.services.reports import machine
from anbang_desktop.services.reports.machine_columns import Shown
from anbang_desktop.services.worklist import people, story
from tests.integration.services.records.test_history import START, file, walk_in
from tests.support import desks
from tests.support.chronicle import MovingClock
from tests.support.office_work import ITEMS

LEADER, CADRE, FAMILY, POLICE = "李文静", "王建国", "赵兰", "周勇"
GROUP = [
    {"name": LEADER, "kind": "OFFICE", "role": "LEADER"},
    {"name": CADRE, "kind": "VILLAGE", "role": "MEMBER"},
    {"name": FAMILY, "kind": "FAMILY", "role": "MEMBER"},
    {"name": POLICE, "kind": "POLICE", "role": "MEMBER"},
]
TELLING = "没有，也没找"  # the answer that nobody may see too early
AGREED: dict[str, object] = dict.fromkeys(ITEMS, 0)


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(START)


@pytest.fixture
def desk(empty_office: tuple[Path, bytes], tmp_path: Path, clock: MovingClock) -> Iterator[Desk]:
    made = desks.Template(*empty_office).desk(tmp_path / "office", clock)
    yield made
    made.store.close()


@pytest.fixture
def no(desk: Desk) -> str:
    made = walk_in(desk)
    write.record(desk, made, "group", {"members": GROUP})
    return made


def first_answers(desk: Desk, **other: object) -> dict[str, object]:
    blocks = desk.instrument.asked
    return {item.code: item.options[0].label for block in blocks for item in block.items} | other


def unsure(desk: Desk) -> dict[str, object]:
    return dict.fromkeys(first_answers(desk), UNKNOWN)


def in_round(desk: Desk, no: str) -> assessment_round.Round:
    found = assessment_round.show(desk, no)
    assert found is not None
    return found


# ---- who is asked


def test_a_round_asks_the_group_by_the_form_that_is_meant_for_it(desk: Desk, no: str) -> None:
    id_ = assessment_round.begin_round(desk, no, "INITIAL")
    found = in_round(desk, no)
    assert (found.record.id, found.record.members) == (id_, (LEADER, CADRE, FAMILY, POLICE))
    assert (found.record.quorum, found.record.instrument_id) == (2, desk.instrument.id)
    assert found.instrument == assessment.kept_instrument(desk, found.record.instrument_text)
    assert (found.missing, found.came, found.closed) == ((LEADER, CADRE, FAMILY, POLICE), 0, False)


def test_the_short_form_is_for_ordinary_people_between_times(desk: Desk, no: str) -> None:
    about = file(desk, no)
    short, full = desk.short_forms[0], desk.instrument
    assert assessment_round.form_for(desk, about, "PERIODIC") is short
    assert assessment_round.form_for(desk, about, "EVENT") is full
    write.record(
        desk,
        no,
        "assessment",
        {"kind": "INITIAL", "agreed": AGREED, "decided": "KEY", "reason": "家里有事", "approved_by": ["所长"]}
        | {"present": [LEADER]},
    )
    assert assessment_round.form_for(desk, file(desk, no), "PERIODIC") is full, "in an urgent level"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"members": ["路人甲"]}, "路人甲不是小组成员"),
        ({"members": [LEADER, LEADER]}, "评分人写了两次"),
        ({"instrument": "no-such"}, "没有评估表“no-such”"),
        ({"instrument": "instrument-short-v1"}, "简表不用于这一次初次评估"),
    ],
)
def test_what_is_wrong_with_a_round_is_said(
    desk: Desk, no: str, more: dict[str, str | list[str]], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        assessment_round.begin_round(desk, no, "INITIAL", **more)  # type: ignore[arg-type]
    assert assessment_round.show(desk, no) is None


def test_without_a_group_nobody_can_be_asked(desk: Desk) -> None:
    with pytest.raises(UserError, match="还没有小组"):
        assessment_round.begin_round(desk, walk_in(desk), "INITIAL")


def test_one_round_at_a_time(desk: Desk, no: str) -> None:
    id_ = assessment_round.begin_round(desk, no, "INITIAL")
    with pytest.raises(UserError, match="上一轮评分还没有开会商定"):
        assessment_round.begin_round(desk, no, "INITIAL")
    write.void(desk, no, "round", id_, "发错了人")
    assert assessment_round.begin_round(desk, no, "INITIAL") != id_


# ---- what stays closed


def test_no_file_that_leaves_holds_an_answer(desk: Desk, no: str, tmp_path: Path) -> None:
    assessment_round.begin_round(desk, no, "INITIAL")
    assessment_round.put_in(desk, no, CADRE, first_answers(desk, B2=TELLING), note="他常来村委会")
    wanted = machine.Wanted("县局合并", "安平县司法局", shown=Shown(full_ids=True, special=True))
    made = machine.make(desk, wanted, tmp_path)
    book = openpyxl.load_workbook(made.file)
    cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert CADRE in " ".join(cells), "who is asked is no secret"
    assert not any(word in cell for cell in cells for word in (TELLING, "他常来村委会", '"B2"'))


def told_anywhere(desk: Desk, no: str) -> str:
    """Whatever the program says of a case outside the meeting."""
    about = file(desk, no)
    changes = [(one.old, one.new, one.field) for one in history.changes(desk, no)]
    units = [(one.label, one.why) for one in history.done_with(desk, no)]
    past = history.as_of(desk, no, desk.today).of(AssessmentRound)
    lines = story.story(desk, about)
    with desk.store.read() as connection:
        audit = connection.exec_driver_sql("SELECT object, summary FROM audit").all()
        kept = connection.exec_driver_sql("SELECT old, new FROM changes").all()
    found = people.search(desk, TELLING)
    everything = [changes, units, past, lines, audit, kept, found, about.all_of(AssessmentRound)]
    return json.dumps([repr(one) for one in everything], ensure_ascii=False)


def test_no_answer_is_shown_anywhere_before_the_round_is_closed(desk: Desk, no: str) -> None:
    worst = desk.instrument.item("B2").options[-1]
    assert worst.label == TELLING
    assessment_round.begin_round(desk, no, "INITIAL")
    said = first_answers(desk, B2=TELLING, C1="怨恨")
    assessment_round.put_in(desk, no, CADRE, said, note="他常来村委会")
    found = in_round(desk, no)
    assert (found.came, found.missing) == (1, (LEADER, FAMILY, POLICE))
    shown = told_anywhere(desk, no) + repr((found.record, found.asked))
    for word in (TELLING, "怨恨", "他常来村委会", '"B2"', "'B2'"):
        assert word not in shown
    assert f"登记评分单：{CADRE}" in shown, "that it came in is kept"
    with pytest.raises(UserError, match="评分还没有结束"):
        assessment_round.laid(desk, found)
    with pytest.raises(UserError, match="没有可以商定的"):
        write.record(
            desk,
            no,
            "assessment",
            {"round": found.record.id, "agreed": AGREED, "decided": "GENERAL"}
            | {"kind": "INITIAL", "present": [LEADER]},
        )


def test_a_sheet_that_is_in_is_put_in_anew_with_a_reason(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    assessment_round.put_in(desk, no, CADRE, first_answers(desk, B1="租住"))
    with pytest.raises(UserError, match="已经登记过，不能再打开") as refused:
        assessment_round.put_in(desk, no, CADRE, first_answers(desk))
    assert refused.value.field == "reason"
    assessment_round.put_in(desk, no, CADRE, first_answers(desk, B1="没有住处"), reason="抄错一行")
    assessment_round.put_in(desk, no, LEADER, first_answers(desk))
    assessment_round.close(desk, no)
    laid = assessment_round.laid(desk, in_round(desk, no))
    assert {one.member: one.values["B1"] for one in laid.sheets} == {LEADER: 0, CADRE: 8}
    with desk.store.read() as connection:
        told = (
            connection.exec_driver_sql("SELECT summary FROM audit WHERE action = 'deliver'").scalars().all()
        )
    assert f"重新登记评分单：{CADRE}，抄错一行 {no}" in told


def test_sheets_are_complete_and_of_those_who_were_asked(desk: Desk, no: str) -> None:
    with pytest.raises(UserError, match="没有等评分单的一轮"):
        assessment_round.put_in(desk, no, CADRE, first_answers(desk))
    assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    with pytest.raises(UserError, match="这一轮没有请赵兰评分"):
        assessment_round.put_in(desk, no, FAMILY, first_answers(desk))
    half = first_answers(desk)
    del half["B1"]
    with pytest.raises(UserError, match="王建国的评分单还有 1 项没有评：住房"):
        assessment_round.put_in(desk, no, CADRE, half)
    assert in_round(desk, no).came == 0


def test_neither_the_round_nor_its_end_is_undone_once_a_sheet_is_in(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    begun = history.done_with(desk, no)[0]
    assert begun.label == "发评分单"
    for who in (LEADER, CADRE):
        assessment_round.put_in(desk, no, who, first_answers(desk))
    with pytest.raises(UserError):
        history.undo(desk, begun.id, "点错了")
    assessment_round.close(desk, no)
    ended = history.done_with(desk, no)[0]
    with pytest.raises(UserError):
        history.undo(desk, ended.id, "点错了")
    assert in_round(desk, no).closed


def test_a_round_of_which_no_sheet_came_is_undone(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL")
    history.undo(desk, history.done_with(desk, no)[0].id, "点错了")
    assert assessment_round.show(desk, no) is None


def test_what_was_asked_is_corrected_by_nobody(desk: Desk, no: str) -> None:
    id_ = assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    with pytest.raises(UserError, match="由程序填写，不能更正"):
        write.correct(desk, no, "round", id_, {"members": [LEADER]}, "少一个人")


# ---- all in, or no longer waited for


def test_the_round_ends_with_everybody_or_with_a_reason_and_a_quorum(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL")
    assessment_round.put_in(desk, no, LEADER, first_answers(desk))
    with pytest.raises(UserError, match="只收到 1 份评分单，至少要 2 份"):
        assessment_round.close(desk, no, "等不及")
    assessment_round.put_in(desk, no, CADRE, unsure(desk))
    with pytest.raises(UserError, match=f"还没有收到{FAMILY}、{POLICE}的评分单") as refused:
        assessment_round.close(desk, no)
    assert refused.value.field == "reason"
    assessment_round.close(desk, no, "外出学习")
    found = in_round(desk, no)
    assert (found.closed, found.record.closed_why) == (True, "外出学习")
    with pytest.raises(UserError, match="没有等评分单的一轮"):
        assessment_round.close(desk, no)


def test_who_could_not_tell_is_counted_and_agrees_with_everybody(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    assessment_round.put_in(desk, no, LEADER, first_answers(desk))
    assessment_round.put_in(desk, no, CADRE, unsure(desk), note="刚上任，不熟悉")
    assessment_round.close(desk, no)
    laid = assessment_round.laid(desk, in_round(desk, no))
    asked = [one for one in laid.spreads if one.code in first_answers(desk)]
    assert all((one.unknown, sum(one.counts)) == (1, 1) for one in asked)
    assert (laid.word, laid.notes) == ("一致", ("刚上任，不熟悉",))


def test_a_late_sheet_is_kept_and_counts_only_when_the_meeting_takes_it_in(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE, POLICE])
    for who in (LEADER, CADRE):
        assessment_round.put_in(desk, no, who, first_answers(desk))
    assessment_round.close(desk, no, "出警")
    with pytest.raises(UserError, match="按时交的评分单不能再改"):
        assessment_round.put_in(desk, no, CADRE, first_answers(desk), reason="看了别人的")
    with pytest.raises(UserError, match="没有迟交的评分单"):
        assessment_round.admit(desk, no, CADRE)
    late = assessment_round.put_in(desk, no, POLICE, first_answers(desk, B1="没有住处"))
    assert late.late
    before = assessment_round.laid(desk, in_round(desk, no))
    assert [one.member for one in before.sheets] == sorted([LEADER, CADRE])
    assert before.word == "一致"
    assessment_round.admit(desk, no, POLICE)
    after = assessment_round.laid(desk, in_round(desk, no))
    assert len(after.sheets) == 3
    assert after.word == "基本一致"


# ---- what comes of it


def meet(desk: Desk, no: str, **more: object) -> int:
    found = in_round(desk, no)
    values = {
        "round": found.record.id,
        "kind": found.record.kind,
        "present": [LEADER, CADRE],
        "agreed": AGREED,
        "decided": "GENERAL",
        **more,
    }
    return write.record(desk, no, "assessment", values)


def test_the_assessment_has_the_sheets_and_the_form_of_its_round(desk: Desk, no: str) -> None:
    id_ = assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    assessment_round.put_in(desk, no, LEADER, first_answers(desk))
    assessment_round.put_in(desk, no, CADRE, first_answers(desk, B2=TELLING))
    assessment_round.close(desk, no)
    with pytest.raises(UserError, match="“就业与生计”各人评分相差 3 档，还没有写讨论说明"):
        meet(desk, no)
    with pytest.raises(UserError, match="评分单已经登记过了"):
        meet(desk, no, sheets=[{"member": LEADER, "values": {}}])
    meet(desk, no, spread_note={"B2": "问过本人，在村里打零工"})
    (made,) = file(desk, no).assessments
    assert (made.round_id, [one.member for one in made.sheets]) == (id_, sorted([LEADER, CADRE]))
    assert made.instrument_id == desk.instrument.id
    assert assessment_round.show(desk, no) is None
    assert papers.form(desk, no, "assessment").startswith(b"%PDF")
    write.correct(desk, no, "assessment", made.id, {"reason": "当时漏写"})
    assert file(desk, no).assessments[-1].round_id == id_


def short_answers(desk: Desk, **other: object) -> dict[str, object]:
    return {item.code: item.options[0].label for item in desk.short_forms[0].items} | other


def test_a_short_form_gives_no_number_and_leaves_the_level(desk: Desk, no: str, clock: MovingClock) -> None:
    write.record(
        desk,
        no,
        "assessment",
        {"kind": "INITIAL", "agreed": AGREED | {"A1": 3}, "decided": "GENERAL"} | {"present": [LEADER]},
    )
    clock.pass_days(180)
    assessment_round.begin_round(desk, no, "PERIODIC", [LEADER, CADRE])
    for who in (LEADER, CADRE):
        assessment_round.put_in(desk, no, who, short_answers(desk))
    assessment_round.close(desk, no)
    with pytest.raises(UserError, match="简表不改变帮教类别"):
        meet(desk, no, agreed=short_answers(desk), decided="KEY", reason="想管严些", approved_by=["所长"])
    with pytest.raises(UserError, match="简表不用于这一次事件评估"):
        meet(desk, no, agreed=short_answers(desk), kind="EVENT")
    meet(desk, no, agreed=short_answers(desk))
    long, short = file(desk, no).assessments
    assert (long.score, short.score, short.suggested) == (3, None, "GENERAL")
    assert all(one.points is None for one in short.points)
    assert short.next_on is not None
    assert (short.next_on - short.on).days > 150
    told = assessment.explained(desk, short)
    assert told is not None
    assert (told.score.total, told.score.suggested, told.score.full) == (None, short.suggested, False)
    assert papers.form(desk, no, "assessment", short.id).startswith(b"%PDF")


def test_what_is_worse_in_a_short_form_brings_the_long_one_soon(desk: Desk, no: str) -> None:
    values: dict[str, object] = {
        "instrument": "instrument-short-v1",
        "kind": "PERIODIC",
        "present": [LEADER],
        "agreed": short_answers(desk, S5="需要提醒的场所"),
        "decided": "GENERAL",
    }
    write.record(desk, no, "assessment", values)
    (made,) = file(desk, no).assessments
    assert made.next_on is not None
    assert (made.next_on - made.on).days <= 14
    assert made.why[0].startswith("需要留意：常在地点（需要提醒的场所）。请用完整评估表再评一次")


def test_a_draft_of_a_sheet_is_a_draft_and_no_sheet(desk: Desk, no: str) -> None:
    assessment_round.begin_round(desk, no, "INITIAL", [LEADER, CADRE])
    drafts.keep(desk, f"sheet:{no}:{CADRE}", {"B1": "租住"})
    assert in_round(desk, no).came == 0
