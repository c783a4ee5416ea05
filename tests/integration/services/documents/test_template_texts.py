"""services/documents/template_texts.py: from draft to the word of a second person, and out of use again."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from anbang_desktop.domain.template_words import to_source, to_words
from anbang_desktop.errors import UserError
from anbang_desktop.pdf.template import TemplateRefused, parse_text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, template_file, template_texts, templates
from anbang_desktop.services.documents.template_texts import Standing
from anbang_desktop.services.records import undoing
from anbang_desktop.services.worklist import people
from tests.support.own_texts import APPROVER, approved, decision, drafted


def _standings(desk: Desk, paper: str) -> list[tuple[str, Standing]]:
    return [(one.called, one.standing) for one in template_texts.versions(desk) if one.paper == paper]


def test_the_way_of_a_version(desk: Desk) -> None:
    text_id = drafted(desk, "agreement", "自愿签订", "自愿订立")
    assert _standings(desk, "agreement")[0] == ("本所第 1 版", Standing.DRAFT)
    template_texts.approve(desk, text_id, decision(desk))
    assert _standings(desk, "agreement")[0] == ("本所第 1 版", Standing.IN_FORCE)
    assert Standing.IN_FORCE not in [one for _name, one in _standings(desk, "agreement")[1:]]
    approved(desk, "agreement", effective_from=desk.today + timedelta(days=3))
    assert _standings(desk, "agreement")[0] == ("本所第 2 版", Standing.WAITING)
    template_texts.end(desk, text_id, "县里发了新的")
    assert _standings(desk, "agreement")[1] == ("本所第 1 版", Standing.ENDED)
    assert _standings(desk, "agreement")[2][1] is Standing.IN_FORCE
    shown = next(one for one in template_texts.versions(desk) if one.called == "本所第 2 版")
    assert APPROVER in shown.approved


def test_how_many_people_a_wording_was_used_for(desk: Desk) -> None:
    no = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    agreements.draw(desk, no)
    key = templates.in_force(desk, "agreement", desk.today).key
    used = {one.key: one.used for one in template_texts.versions(desk)}
    assert used[key] == 1
    assert used[templates.in_force(desk, "notice", desk.today).key] is None


def test_a_draft_is_saved_with_all_its_faults(desk: Desk) -> None:
    text_id = drafted(desk, "notice")
    template_texts.save(desk, text_id, "# 告知书\n｛年龄｝\n｛姓名", "  试一试\n ")
    kept = template_texts.show(desk, text_id)
    assert (kept.source, kept.note, kept.title) == ("# 告知书\n{{ 年龄 }}\n｛姓名", "试一试", "告知书")
    with pytest.raises(TemplateRefused) as refused:
        template_texts.approve(desk, text_id, decision(desk))
    assert len(refused.value.problems) == 2
    assert template_texts.show(desk, text_id).approved_on is None


def test_a_title_of_fields_is_that_of_the_paper(desk: Desk) -> None:
    text_id = drafted(desk, "refusal")
    assert template_texts.show(desk, text_id).title == templates.names()["refusal"]


def _decided(desk: Desk, **other: object) -> dict[str, Any]:
    return {**decision(desk), **other}


@pytest.mark.parametrize(
    ("other", "field", "said"),
    [
        ({"approver": ""}, "approver", "批准人"),
        ({"approved_on": None}, "approved_on", "批准日期"),
        ({"effective_from": None}, "effective_from", "起用日期"),
        ({"approved_on": 1}, "approved_on", "晚于今天"),
        ({"effective_from": -1}, "effective_from", "早于今天"),
        ({"approver": "USER"}, "approver", "另一个人"),
    ],
)
def test_what_a_decision_must_say(desk: Desk, other: dict[str, Any], field: str, said: str) -> None:
    text_id = drafted(desk, "closing")
    days = {name: desk.today + timedelta(days=one) for name, one in other.items() if isinstance(one, int)}
    named = {name: desk.user for name, one in other.items() if one == "USER"}
    with pytest.raises(UserError) as refused:
        template_texts.approve(desk, text_id, _decided(desk, **{**other, **days, **named}))
    assert refused.value.field == field
    assert said in str(refused.value)


def test_a_lost_clause_needs_its_reason(desk: Desk) -> None:
    text_id = drafted(desk, "agreement", "歧视", "区别对待")
    with pytest.raises(UserError, match="少了必备的条款：本人享有的权利") as refused:
        template_texts.approve(desk, text_id, decision(desk))
    assert refused.value.field == "lacking"
    template_texts.approve(desk, text_id, _decided(desk, lacking="换了说法，在第一条"))
    assert template_texts.show(desk, text_id).lacking == "换了说法，在第一条"


def test_a_block_that_no_page_holds_is_refused(desk: Desk) -> None:
    cell = "字" * 9000
    text_id = drafted(desk, "notice", "## 五、保存多久", f"| {cell} | 二 |\n## 五、保存多久")
    with pytest.raises(UserError, match="比一页纸还高"):
        template_texts.approve(desk, text_id, decision(desk))


def test_what_was_approved_stays_as_it_is(desk: Desk) -> None:
    text_id = approved(desk, "notice")
    acts: tuple[Callable[[], object], ...] = (
        partial(template_texts.save, desk, text_id, "x"),
        partial(template_texts.drop, desk, text_id),
        partial(template_texts.approve, desk, text_id, decision(desk)),
    )
    for act in acts:
        with pytest.raises(UserError, match="已经批准"):
            act()
    with pytest.raises(UserError, match="停用理由"):
        template_texts.end(desk, text_id, " ")
    template_texts.end(desk, text_id, "不用了")
    with pytest.raises(UserError, match="已经停用"):
        template_texts.end(desk, text_id, "不用了")
    with pytest.raises(UserError, match="还是草稿"):
        template_texts.end(desk, drafted(desk, "notice"), "不用了")


def test_a_draft_goes_and_its_number_comes_again(desk: Desk) -> None:
    text_id = drafted(desk, "notice")
    template_texts.drop(desk, text_id)
    with pytest.raises(UserError, match="没有"):
        template_texts.show(desk, text_id)
    assert template_texts.show(desk, drafted(desk, "notice")).version == 1


def test_every_act_is_undone(desk: Desk) -> None:
    text_id = approved(desk, "notice")
    undoing.undo(desk, undoing.last_acts(desk)[0].id)
    assert template_texts.show(desk, text_id).approved_on is None
    undoing.undo(desk, undoing.last_acts(desk)[0].id)
    assert template_texts.show(desk, text_id).approver == APPROVER


def test_an_approval_by_which_an_agreement_went_out_is_not_undone(desk: Desk) -> None:
    approved(desk, "agreement")
    unit = undoing.last_acts(desk)[0].id
    no = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    agreements.draw(desk, no)
    with pytest.raises(UserError, match="已经打印或者导出过"):
        undoing.undo(desk, unit)


def test_a_version_is_found_by_its_key_and_given_out_whole(desk: Desk) -> None:
    text_id = drafted(desk, "notice", "个人信息", "个人“信息”")
    text = template_texts.find(desk, "notice", "notice-own-1")
    read = parse_text(template_file.file_text(text))
    assert (read.id, read.version, read.title, read.source) == ("notice", "own-1", text.title, text.source)
    assert to_source(to_words(read.source)) == template_texts.show(desk, text_id).source
    with pytest.raises(UserError, match="没有“notice-own-9”"):
        template_texts.find(desk, "notice", "notice-own-9")


def test_too_much_is_refused(desk: Desk) -> None:
    text_id = drafted(desk, "notice")
    with pytest.raises(UserError, match="60000"):
        template_texts.save(desk, text_id, "字" * 60_001)
    with pytest.raises(UserError, match="说明太长"):
        template_texts.save(desk, text_id, "字", "说" * 501)
