"""services/documents/template_signing.py: who must sign again, and why."""

from dataclasses import replace
from datetime import timedelta

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, template_signing, template_texts
from anbang_desktop.services.documents.template_signing import version_words
from anbang_desktop.services.worklist import due_office
from tests.support.own_texts import approved, drafted


@pytest.fixture
def signed(desk: Desk, registered: str) -> str:
    """The number of somebody who signed the shipped text today."""
    agreements.draw(desk, registered)
    agreements.sign(desk, registered, desk.today)
    return registered


def _later(desk: Desk, days: int) -> Desk:
    return replace(desk, clock=FixedClock(desk.today + timedelta(days=days)))


def test_only_a_text_that_asks_for_it_makes_people_sign_again(desk: Desk, signed: str) -> None:
    tomorrow = _later(desk, 1)
    plain = approved(tomorrow, "agreement")
    assert template_signing.listed(tomorrow) == []
    asking = approved(tomorrow, "agreement", sign_again=True)
    (one,) = template_signing.listed(tomorrow)
    assert (one.signed.no, one.key) == (signed, "agreement-own-2")
    assert one.reason.startswith(f"{desk.today.isoformat()} 签的是出厂第 ")
    assert one.reason.endswith("起用本所第 2 版")
    assert template_signing.counted(tomorrow)["agreement-own-2"] == 1
    again = {row.key: row.again for row in template_texts.versions(tomorrow)}
    assert again["agreement-own-2"] == 1
    (line,) = [item for item in due_office.of(tomorrow) if item.kind == "sign_again"]
    assert (line.name, line.page, line.quick) == ("重签协议 1 人", "templates", "again")
    template_texts.end(tomorrow, asking, "县里收回了")
    assert template_signing.listed(tomorrow) == []
    assert template_texts.show(tomorrow, plain).ended_on is None


def test_who_signed_the_new_text_is_done(desk: Desk, signed: str) -> None:
    tomorrow = _later(desk, 1)
    approved(tomorrow, "agreement", sign_again=True)
    agreements.draw(tomorrow, signed)
    agreements.sign(tomorrow, signed, tomorrow.today)
    assert template_signing.listed(tomorrow) == []


def test_a_draft_or_one_that_waits_asks_nobody(desk: Desk, signed: str) -> None:
    drafted(desk, "agreement")
    approved(desk, "agreement", sign_again=True, effective_from=desk.today + timedelta(days=5))
    assert template_signing.listed(desk) == []
    assert [one.signed.no for one in template_signing.listed(_later(desk, 5))] == [signed]


@pytest.mark.parametrize(
    ("key", "words"),
    [("agreement-2", "出厂第 2 版"), ("agreement-own-3", "本所第 3 版"), (None, "以前的文本")],
)
def test_a_version_is_said_in_words(key: str | None, words: str) -> None:
    assert version_words(key) == words
