"""cases/letter_start.py and the papers of every type: begun from what the case knows, telling no more than
its receiver may know.
"""

import subprocess
from datetime import date, datetime

import pytest

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.aid import going_on
from anbang_desktop.services.cases import advance, duties, letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import write
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.worklist import people
from tests.support import makers
from tests.support.road import come_to, listed

OFFENCE, PRISON, COURT = "盗窃罪", "晋中监狱", "榆次区人民法院"
AGREED = {"consent_on": date(2026, 11, 30), "consent_way": "SIGNED"}
TYPES = [one for one in letter_book().types if one != "REFERRAL"]


@pytest.fixture
def no(empty_desk: Desk) -> str:
    """Somebody on the books of whom the file knows offence, court and prison, and a discrimination."""
    one = makers.person(seed=12)
    told = {
        "offences": [OFFENCE],
        "custody_unit": PRISON,
        "court": COURT,
        "village": "东坡村",
        "live_police": "东坡派出所",
        "emergency_name": "贺兰",
        "special_disease": ["02"],
        "minor_at_offence": False,
    }
    values = {**one.values(), "release_date": date(2026, 11, 20), "release_cert_no": "1", **told}
    said = StepFacts(sending_office="邻县东关司法所", letter_no="邻司转〔2026〕2号")
    made = advance.register_walk_in(empty_desk, values, "TRANSFER_IN", said=said)
    clue = {"employer": "镇砖瓦厂", "words": "这样的人不用"}
    wish = {
        "way": "PHONE",
        "category": "W05",
        "content": "不排班。",
        "urgency": "SOON",
        "handler": "李文静",
    }
    write.record(empty_desk, made, "wish", {"raised_on": empty_desk.today, **wish, **clue})
    return made


def said(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize("letter_type", TYPES)
def test_every_type_is_begun_printed_and_tells_no_offence(
    empty_desk: Desk, no: str, letter_type: str
) -> None:
    desk, about, book = empty_desk, people.show(empty_desk, no).file, letter_book()
    begun = dict(letter_start.begin(desk, about, letter_type))
    begun.setdefault("receiver", "邻县东关司法所")
    begun.setdefault("receiver_kind", book.types[letter_type].receivers[0])
    id_ = write.record(desk, no, "letter", {**begun, **AGREED})
    pdf = papers.form(desk, no, "letter", id_)
    read, known = said(pdf), book.types[letter_type]
    assert desk.codes["letter_type"].label(letter_type) in read
    for wanted in (about.client.name, str(begun["receiver"]), known.opening[:12], known.matter[:12]):
        assert wanted in read
    for never in (OFFENCE, "盗窃", COURT, "艾滋", "刑期"):
        assert never not in read
    told = book.told(letter_type, str(begun["receiver_kind"]))
    assert (PRISON in read) == ("custody_unit" in told)
    assert ((about.client.id_no or "?") in read) == ("id_no" in told)
    alone = 2 if letter_type == "DUAL" else 1  # its seal has no room on the first page
    assert papers.page_count(pdf) == alone + bool(known.reply), "a slip only where an answer is asked for"
    going_on.send(desk, no, id_, {})
    sent = write.find(people.show(desk, no).file, "letter", id_)
    assert isinstance(sent, Letter)
    assert (sent.reply_due is not None) == (known.reply is not None)


@pytest.mark.parametrize(
    ("letter_type", "receiver"),
    [
        ("SEARCH", "东坡派出所"),
        ("HOUSEHOLD", "东坡派出所"),
        ("POLICE_LIST", "东坡派出所"),
        ("VILLAGE", "东坡村村民委员会"),
        ("FAMILY", "贺兰"),
        ("TRANSFER_IN", "邻县东关司法所"),
    ],
)
def test_who_gets_it_is_known(empty_desk: Desk, no: str, letter_type: str, receiver: str) -> None:
    about = people.show(empty_desk, no).file
    assert letter_start.begin(empty_desk, about, letter_type)["receiver"] == receiver


def test_a_community_has_a_committee_of_residents() -> None:
    assert letter_start.committee("上河社区") == "上河社区居民委员会"
    assert letter_start.committee("东坡村民委员会") == "东坡村民委员会"
    assert letter_start.committee("") == ""


def test_what_is_known_stands_in_the_matter(empty_desk: Desk, no: str) -> None:
    desk = empty_desk
    tried = {"way": "PHONE", "result": "没人接", "found": False, "seen_on": date(2026, 11, 20)}
    write.record(desk, no, "search", tried)
    plan = {"must_escort": True, "meet_at": datetime(2026, 12, 3, 8, 30), "vehicle": "公务用车"}  # noqa: DTZ001
    write.record(desk, no, "escort_plan", plan)
    about = people.show(desk, no).file
    matter = {one: str(letter_start.begin(desk, about, one)["matter"]) for one in ("SEARCH", "FAMILY")}
    assert matter["SEARCH"].startswith("最后一次见到是 2026年11月20日，我所已经查找 1 次。")
    assert matter["FAMILY"].startswith("计划 2026年12月3日08:30 接人，公务用车。")


def test_the_other_office_of_a_dual_listing_gets_its_letter(empty_desk: Desk, no: str) -> None:
    dual = {
        "role": "LEAD",
        "begun_on": empty_desk.today,
        "lead_office": empty_desk.office.name,
        "assist_office": "邻县西关司法所",
        "reason": "户籍在外县",
        "exchange_days": 90,
    }
    write.record(empty_desk, no, "dual_listing", dual)
    begun = letter_start.begin(empty_desk, people.show(empty_desk, no).file, "DUAL")
    assert (begun["receiver_kind"], begun["receiver"]) == ("OFFICE", "邻县西关司法所")


def test_the_types_follow_the_state(empty_desk: Desk, no: str) -> None:
    here = letter_start.fitting(people.show(empty_desk, no).file)
    assert {"HOUSEHOLD", "DUAL", "TRANSFER_IN", "CLUE"} <= set(here)
    assert "NOT_REPORTED" not in here
    inside = come_to(empty_desk, State.S30_AWAIT_RELEASE)
    first, second, *_ = letter_start.fitting(people.show(empty_desk, inside).file)
    assert (first, second) == ("FAMILY", "VILLAGE")


def test_a_letter_goes_to_whom_it_is_for(empty_desk: Desk, no: str) -> None:
    wrong = {
        "letter_type": "HOUSEHOLD",
        "receiver_kind": "EMPLOYER",
        "receiver": "砖厂",
        "matter": "请帮忙。",
    }
    with pytest.raises(UserError, match="协助落户函不是写给用人单位的。可以写给：公安派出所") as refused:
        write.record(empty_desk, no, "letter", wrong)
    assert refused.value.field == "receiver_kind"


def test_who_has_not_come_is_reported_once(empty_desk: Desk) -> None:
    desk, no = empty_desk, come_to(empty_desk, State.S40_AWAIT_HANDOVER)

    def keys() -> list[str]:
        return [one.key for one in duties.of(desk, people.show(desk, no).file)]

    assert "report" in keys()
    begun = letter_start.begin(desk, people.show(desk, no).file, "NOT_REPORTED")
    assert begun["receiver_kind"] == "COUNTY"
    write.record(desk, no, "letter", begun)
    assert "report" not in keys()
    assert "handover" in keys()


def test_a_search_letter_counts_as_a_try(empty_desk: Desk, no: str) -> None:
    desk = empty_desk
    write.record(desk, no, "whereabouts", {"state": "UNREACHED", "since": desk.today})
    before = [one.what for one in duties.of(desk, people.show(desk, no).file) if one.key == "search"]
    begun = letter_start.begin(desk, people.show(desk, no).file, "SEARCH")
    id_ = write.record(desk, no, "letter", {**begun, "receiver_kind": "POLICE"})
    going_on.send(desk, no, id_, {})
    after = [one.what for one in duties.of(desk, people.show(desk, no).file) if one.key == "search"]
    assert (before, after) == (["查找，还差 3 次"], ["查找，还差 2 次"])


def test_household_is_asked_for_until_somebody_has_said(empty_desk: Desk, no: str) -> None:
    desk = empty_desk
    found = [one for one in duties.of(desk, people.show(desk, no).file) if one.key == "household"]
    assert [one.what for one in found] == ["问问落户了没有，没有的帮助办理"]
    write.record(desk, no, "need", {"help": "H02", "state": "NONE", "source": "ASKED"})
    assert not [one for one in duties.of(desk, people.show(desk, no).file) if one.key == "household"]


def test_a_list_of_the_county_begins_with_nothing_to_tell(empty_desk: Desk) -> None:
    no = listed(empty_desk)
    begun = letter_start.begin(empty_desk, people.show(empty_desk, no).file, "FAMILY")
    assert "receiver" not in begun
