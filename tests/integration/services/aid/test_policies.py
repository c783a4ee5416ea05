"""aid/policies.py: what the articles 14–26 offer, what is still missing, and never a refusal."""

from anbang_desktop.domain.help_facts import Fit
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import data, policies
from anbang_desktop.services.aid.policies import Match
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.worklist import people

CONSENT = {"consent_on": "2026-03-01", "consent_way": "SIGNED"}


def matches(desk: Desk, no: str) -> dict[str, Match]:
    return {one.policy.code: one for one in policies.of(desk, people.show(desk, no).file)}


def test_every_article_from_14_to_26_is_there_once_or_more() -> None:
    assert {one.article for one in data.policies()} == set(range(14, 27))


def test_what_is_missing_goes_from_two_to_one_to_nothing(desk: Desk, no: str) -> None:
    first = matches(desk, no)["A17"]
    assert first.fit is Fit.UNKNOWN
    assert "村（居）困难证明" in first.words
    write.record(desk, no, "registration", {"income_source": "07", "family_economy": "04"})
    second = matches(desk, no)["A17"]
    assert (second.fit, [one.proof for one in second.lacking]) == (Fit.ONE_SHORT, ["本人说明"])
    write.record(desk, no, "registration", {"relief_status": ["00"]})
    assert matches(desk, no)["A17"].fit is Fit.FITS


def test_what_is_not_meant_for_somebody_is_not_shown(desk: Desk, no: str) -> None:
    write.record(desk, no, "registration", {"sex": "1", "employment": "02"})
    shown = matches(desk, no)
    assert not {"A25.1", "A14.1", "A19", "A26"} & shown.keys()
    assert "A16" in shown


def test_each_policy_leads_to_a_referral_that_may_go_out(desk: Desk, no: str) -> None:
    for policy in data.policies():
        asked = {**policies.referral(policy), **CONSENT}
        write.record(desk, no, "letter", asked)
    found = people.show(desk, no).file.of(Letter)
    assert {one.help for one in found} == {one.help for one in data.policies()}
    assert letter_book().receivers.keys() >= {one.receiver_kind for one in data.policies()}


def test_no_word_of_the_data_refuses() -> None:
    said = "".join(
        one.name + one.matter + "".join(asked.words + asked.proof for asked in one.conditions)
        for one in data.policies()
    )
    assert not [
        word for word in ("不符合", "不能", "拒绝", "不予", "无权", *Fit) if word in said and word != "符合"
    ]
    assert [str(one) for one in Fit] == ["符合", "差一项", "资料不足"]


def test_every_code_that_the_data_name_exists(desk: Desk) -> None:
    helps = {item.code for item in desk.codes["help_type"]}
    named = {one.help for one in data.policies()} | {
        one.help for one in (*data.hints().registration, *data.hints().visit)
    }
    assert named <= helps
    assert letter_book().receivers.keys() == {item.code for item in desk.codes["receiver_kind"]}
    assert letter_book().types.keys() == {item.code for item in desk.codes["letter_type"]}
