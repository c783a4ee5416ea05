"""The seventeen stages of a case (domain.md §3.1): each is driven through a page by the tests named here, so
that no stage is left to the services alone.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "tests" / "gui"
STAGES: dict[str, tuple[str, ...]] = {
    "1 信息核查": (
        "pages/verification/test_page.py::test_one_person_is_checked_without_leaving_the_list",
        "pages/person/test_page.py::test_the_check_is_recorded_line_by_line",
    ),
    "2 预释放通知": (
        "pages/importing/test_page.py::test_what_was_previewed_is_imported_and_can_be_taken_back",
        "pages/releases/test_page.py::test_a_month_from_the_plan_to_the_hand_over",
    ),
    "3 预判是否重点": ("pages/releases/test_page.py::test_a_month_from_the_plan_to_the_hand_over",),
    "4 出监衔接": (
        "pages/person/test_page.py::test_confirming_a_release_asks_for_its_day_and_shows_the_period",
        "pages/releases/test_page.py::test_a_month_from_the_plan_to_the_hand_over",
    ),
    "5 报到登记": (
        "pages/person/test_page.py::test_a_walk_in_is_registered_and_opened",
        "pages/person/test_page.py::test_forms_are_looked_at_then_printed",
    ),
    "6 签订协议": (
        "pages/agreements/test_page.py::test_from_draft_to_signature",
        "pages/agreements/test_page.py::test_a_refusal_needs_a_reason_and_a_witness",
    ),
    "7 成立帮教小组": ("pages/person/test_page.py::test_a_group_says_what_it_lacks_while_it_is_entered",),
    "8 建档": ("pages/archives/test_page.py::test_a_missing_paper_is_added",),
    "9 初次评估、分类": (
        "pages/assessments/test_page.py::test_deviating_from_the_suggestion_needs_a_reason",
        "pages/assessments/test_round_line.py::test_one_after_the_other_at_one_screen",
    ),
    "10 帮教方案": (
        "pages/person/test_needs.py::test_a_plan_begins_with_the_needs_and_goes_on_as_the_next_version",
    ),
    "11 走访、谈话、帮扶、诉求": (
        "pages/visits/test_page.py::test_the_finished_are_saved_at_once_and_the_rest_stays_as_a_draft",
        "pages/person/test_needs.py::test_from_a_need_to_who_sees_to_it_a_measure_and_its_result",
        "pages/person/test_needs.py::test_a_referral_from_a_need_is_sent_and_answered",
        "pages/wishes/test_page.py::test_the_answer_sleeps_until_words_stand_there",
    ),
    "12 定期评估、调整": ("records/test_opener.py::test_an_assessment_is_corrected_on_its_own_page",),
    "13 人户分离、转出、转入": (
        "pages/person/test_changes.py::test_every_step_that_is_asked_is_taken_through_the_window",
        "pages/person/test_changes.py::test_who_is_taken_over_from_another_office_comes_with_its_letter",
        "pages/person/test_changes.py::test_who_is_lost_is_looked_for_and_two_offices_list_who_lives_elsewhere",
    ),
    "14 失去联系、协查": (
        "pages/person/test_changes.py::test_who_is_lost_is_looked_for_and_two_offices_list_who_lives_elsewhere",
        "pages/person/test_needs.py::test_another_letter_is_chosen_by_what_it_is_for",
    ),
    "15 期满解除": (
        "pages/person/test_changes.py::test_every_step_that_is_asked_is_taken_through_the_window",
        "pages/person/test_changes.py::test_a_step_that_lacks_something_names_it_with_the_verb_that_mends_it",
    ),
    "16 终止": (
        "pages/person/test_changes.py::test_a_new_sentence_leads_to_its_record_and_then_to_the_end",
        "pages/person/test_changes.py::test_the_proof_is_a_must_where_the_rules_want_one",
    ),
    "17 归档": (
        "pages/archives/test_page.py::test_binding_names_what_is_missing_first",
        "pages/person/test_changes.py::test_every_step_that_is_asked_is_taken_through_the_window",
    ),
}


@cache
def written_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_driven_through_pages(stage: str) -> None:
    for test in STAGES[stage]:
        file, _, name = test.partition("::")
        assert name in written_in(file), f"{stage}: {test}"


def test_all_seventeen_are_here() -> None:
    assert [int(stage.split()[0]) for stage in STAGES] == list(range(1, 18))
