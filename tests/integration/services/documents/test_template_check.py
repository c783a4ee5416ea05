"""services/documents/template_check.py: what there is to say of a wording, and what may be put into it."""

import pytest

from anbang_desktop.domain.template_words import to_source, to_words
from anbang_desktop.pdf.forms.texts import PAPERS
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_check, templates
from tests.support.own_texts import drafted


@pytest.mark.parametrize("paper", list(PAPERS))
def test_what_ships_is_clean_and_lost_nothing(desk: Desk, paper: str) -> None:
    text = templates.in_force(desk, paper, desk.today)
    found = template_check.examine(desk, paper, to_words(text.source))
    assert (found.faults, found.lost, found.changes) == ((), (), ())


def test_all_is_told_together(desk: Desk) -> None:
    words = to_words(templates.in_force(desk, "agreement", desk.today).source)
    words = words.replace("自愿", "同意").replace("｛截止日期｝", "｛到期｝") + "\n丁方：______\n［［签"
    found = template_check.examine(desk, "agreement", words)
    assert any("没有名为“到期”的字段" in fault.what for fault in found.faults)
    assert [one.partition("，")[0] for one in found.lost][:1] == ["自愿"]
    assert found.changes
    assert [one.field for one in found.blanks] == ["亲属姓名"]


def test_it_is_compared_with_the_version_it_was_made_of(desk: Desk) -> None:
    drafted(desk, "notice", "个人信息", "私人信息")
    words = to_words(templates.in_force(desk, "notice", desk.today).source).replace("个人信息", "私人信息")
    assert template_check.examine(desk, "notice", words, "notice-own-1").changes == ()
    assert template_check.examine(desk, "notice", words).changes


@pytest.mark.parametrize("paper", list(PAPERS))
def test_whatever_is_put_in_from_the_list_is_understood(paper: str) -> None:
    choices = template_check.field_choices(paper)
    assert {one.name for one in choices} == {slot.name for slot in PAPERS[paper].slots}
    words = "# 题\n" + "\n".join(one.put for one in choices)
    words += "".join(f"\n[[{one}]]" for one in template_check.blocks(paper))
    assert template_check.find_faults(paper, to_source(words)) == []
    assert all(one.about for one in choices)


def test_a_text_without_end_is_told_once() -> None:
    assert len(template_check.find_faults("notice", "字" * 60_001)) == 1
