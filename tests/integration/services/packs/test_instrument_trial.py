"""A form tried on the newest assessment of each person: who would move and why; nothing is written."""

from pathlib import Path

import pytest

from anbang_desktop.domain.instrument import Instrument
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.errors import Cancelled
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office.rule_files import known_names
from anbang_desktop.services.packs import instrument_trial
from anbang_desktop.services.packs.instrument_trial import DOWN, UP
from anbang_desktop.services.records import write
from anbang_desktop.services.records.unit import begin
from anbang_desktop.services.worklist import people

HEAVY = {"B1": "没有住处", "B2": "没有，也没找", "B3": "有债或者没有收入", "B4": "疏远"}  # 25 points


def form(desk: Desk, changes: dict[str, str], shipped: Instrument | None = None) -> Instrument:
    """The shipped form with words changed."""
    text = (shipped or desk.instrument).text
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    return parse_instrument(text, known_names(desk.codes))


@pytest.fixture
def assessed(desk: Desk, registered: str) -> str:
    """Somebody with 25 points, below the next band's 30."""
    agreed: dict[str, object] = {item.code: item.options[0].label for item in desk.instrument.items}
    values = {"kind": "INITIAL", "present": ["李文静"], "agreed": agreed | HEAVY, "decided": "GENERAL"}
    write.record(desk, registered, "assessment", values)
    return registered


def test_the_same_form_moves_nobody(desk: Desk, assessed: str) -> None:
    told = instrument_trial.rehearse(desk, desk.instrument)
    assert told.turned == ()
    assert told.counts == (("一般", "一般", 1),)
    assert (told.scored, told.unscored) == (1, 0)
    assert told.people == people.total(desk)


def test_who_would_go_up_and_by_which_item(desk: Desk, assessed: str) -> None:
    seq = desk.store.head().seq
    told = instrument_trial.rehearse(desk, form(desk, {'["没有住处", 8]': '["没有住处", 13]'}))
    (one,) = told.turned
    assert (one.no, one.way, one.before, one.after) == (assessed, UP, "一般", "一般，适当多走访")
    assert one.why == ("B1 住房（没有住处）：8 分 → 13 分", "总分：25 → 30")
    assert told.counts == (("一般", "一般，适当多走访", 1),)
    assert (told.many(UP), told.many(DOWN)) == (1, 0)
    assert desk.store.head().seq == seq, "nothing is written"
    assert people.show(desk, assessed).row.level == "一般"


def test_an_answer_is_found_by_its_words_or_its_place(desk: Desk, assessed: str) -> None:
    moved = form(desk, {'["租住", 2], ["临时落脚", 5], ["没有住处", 8]': '["租住", 2], ["没有住处", 5]'})
    assert instrument_trial.rehearse(desk, moved).counts == (("一般", "一般", 1),)
    reworded = form(desk, {'["没有住处", 8]': '["露宿", 20]'})
    assert instrument_trial.rehearse(desk, reworded).turned[0].why[0] == "B1 住房（露宿）：8 分 → 20 分"
    gone = form(desk, {', ["没有住处", 8]': ""})
    told = instrument_trial.rehearse(desk, gone)
    assert (told.scored, told.unscored, told.lacking) == (0, 1, (("B1 住房", 1),))


def test_a_new_item_has_no_answers_and_one_that_is_gone_counts_no_more(desk: Desk, assessed: str) -> None:
    line = next(one for one in desk.instrument.text.splitlines() if 'code = "B1"' in one)
    other = line.replace("B1", "B9").replace("住房", "睡处")
    told = instrument_trial.rehearse(desk, form(desk, {line: other}))
    assert (told.unscored, told.lacking) == (1, (("B9 睡处", 1),))
    left_out = instrument_trial.rehearse(desk, form(desk, {line: "", "limit = 40": "limit = 32"}))
    assert (left_out.scored, left_out.turned) == (1, ())


def test_a_trigger_that_is_asked_no_more_lets_somebody_go_down(desk: Desk, registered: str) -> None:
    agreed = {item.code: item.options[0].label for item in desk.instrument.items}
    values = {
        "kind": "INITIAL",
        "present": ["李文静"],
        "agreed": agreed,
        "triggers": ["DRUGS"],
        "decided": "KEY",
    }
    write.record(desk, registered, "assessment", values | {"approved_by": ["赵所长"]})
    told = instrument_trial.rehearse(desk, form(desk, {'"DRUGS", ': "", 'DRUGS = "涉毒"\n': ""}))
    (one,) = told.turned
    assert (one.way, one.before, one.after) == (DOWN, "重点", "一般")
    assert one.why == ("不再问“涉毒”",)


def test_a_form_without_points_is_tried_on_its_own_sort_only(desk: Desk, assessed: str) -> None:
    short = desk.short_forms[0]
    assert instrument_trial.rehearse(desk, short).without == people.total(desk)
    agreed = {item.code: item.options[0].label for item in short.items} | {"S2": "无业"}
    values = {"kind": "PERIODIC", "present": ["李文静"], "agreed": agreed, "decided": "GENERAL"}
    write.record(desk, assessed, "assessment", values | {"instrument": short.id})
    stricter = form(desk, {'["无劳动能力", 5]]': '["无劳动能力", 5]], full_when = ["无业"]'}, short)
    (one,) = instrument_trial.rehearse(desk, stricter).turned
    assert (one.way, one.after) == (UP, "一般，请作完整评估")
    assert "工作情况（无业）" in one.why[0]
    assert instrument_trial.rehearse(desk, desk.instrument).scored == 1, "the newest with points"


def test_it_can_be_stopped(desk: Desk, assessed: str, tmp_path: Path) -> None:
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        instrument_trial.rehearse(desk, desk.instrument, stopped)


@pytest.mark.parametrize("named", ["", "instrument-gone-v1"])
def test_an_assessment_whose_form_is_not_at_hand_is_passed_over(
    desk: Desk, assessed: str, named: str
) -> None:
    with desk.store.raw() as raw:
        raw.execute(f"UPDATE assessments SET instrument_text = NULL, instrument_id = '{named}'")  # noqa: S608
    with begin(desk, "别的事"):  # what the store remembers of the case is told again
        pass
    told = instrument_trial.rehearse(desk, desk.instrument)
    assert (told.scored, told.without) == (0, people.total(desk))
