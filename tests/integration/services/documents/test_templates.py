"""services/documents/templates.py: which wording a paper has on a day."""

from datetime import timedelta

import pytest

from anbang_desktop.domain.template_words import to_words
from anbang_desktop.pdf.forms.texts import PAPERS
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, template_texts, templates
from anbang_desktop.services.worklist import people
from tests.support.own_texts import approved, decision


@pytest.mark.parametrize("paper", list(PAPERS))
def test_without_a_version_of_its_own_the_newest_that_ships_holds(desk: Desk, paper: str) -> None:
    found = templates.in_force(desk, paper, desk.today)
    assert found == templates.all_shipped(paper)[-1]


def test_every_paper_and_every_field_is_explained() -> None:
    book = templates.template_book()
    assert set(book.papers) == set(PAPERS)
    used = {slot.name for one in PAPERS.values() for slot in one.slots}
    used |= {part.name for one in PAPERS.values() for slot in one.slots for part in slot.parts}
    assert used <= set(book.fields), "resources/agreements/texts.toml doesn't explain them"
    assert set(book.fields) <= used, "no paper has them any more"


def test_the_office_s_own_holds_from_its_day_to_its_end(desk: Desk) -> None:
    soon, later = desk.today + timedelta(days=5), desk.today + timedelta(days=9)
    first = approved(desk, "notice", effective_from=soon)
    second = approved(desk, "notice", effective_from=later)
    keys = [templates.in_force(desk, "notice", day).key for day in (desk.today, soon, later)]
    assert keys == [templates.all_shipped("notice")[-1].key, "notice-own-1", "notice-own-2"]
    template_texts.end(desk, second, "写错了")
    assert templates.in_force(desk, "notice", later).key == "notice-own-1"
    assert template_texts.show(desk, first).ended_on is None


def test_an_agreement_is_drawn_from_the_text_in_force_and_names_it(desk: Desk) -> None:
    no = next(hit.row.no for hit in people.search(desk, "王𬖸龘"))
    agreements.draw(desk, no)
    approved(desk, "agreement", "本协议由各方自愿签订", "本协议（青山镇试用文本）由各方自愿签订")
    drawn = agreements.draw(desk, no)
    kept = people.show(desk, no).file.agreements[-1]
    assert kept.template_id == "agreement-own-1"
    assert kept.id == drawn.agreement_id
    from_other = agreements.preview(desk, no)
    assert from_other != drawn.pdf


def test_an_own_text_without_neutral_words_gives_way_for_a_withheld_record(desk: Desk) -> None:
    """Otherwise a county's wording would name the help by its name on the paper of a sealed minor."""
    plain = [line for line in to_words(templates.shipped("notice").source).split("\n") if "中性" not in line]
    text_id = template_texts.begin(desk, "notice", "notice-2", "\n".join(plain))
    template_texts.approve(desk, text_id, {**decision(desk), "lacking": "县局的文本"})
    assert templates.in_force(desk, "notice", desk.today).key == "notice-own-1"
    assert templates.in_force(desk, "notice", desk.today, neutral=True) == templates.shipped("notice")
    template_texts.approve(desk, template_texts.begin(desk, "notice", "notice-2"), decision(desk))
    assert templates.in_force(desk, "notice", desk.today, neutral=True).key == "notice-own-2"


def test_a_text_that_is_only_looked_at_changes_nothing(desk: Desk) -> None:
    shipped = templates.in_force(desk, "notice", desk.today)
    looked = templates.looking_at(desk, "notice", templates.in_force(desk, "refusal", desk.today))
    assert templates.in_force(looked, "notice", desk.today).id == "refusal"
    assert templates.in_force(desk, "notice", desk.today) == shipped
