"""What happened to each invented person of the demo's month, told by ``resources/demo/story.toml``."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.domain.states import State
from anbang_desktop.services.cases import advance as cases
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.records import assessment, case_file, write
from anbang_desktop.services.worklist import people

OLD = 60
_PLACE = re.compile(r"(.*?(?:镇|乡|街道))(.*?)\d")
_ENDINGS = {"庄": "庄村", "街": "街社区"}  # what a piece of an address is called in full
_GRAVE = ("抢劫", "故意伤害", "毒品")  # A2 of the instrument, as far as the sample list goes


@dataclass(frozen=True, slots=True)
class Story:
    """The tables of the story file."""

    raw: Mapping[str, Any]

    @property
    def office(self) -> Mapping[str, Any]:
        """Name, code, county, head, days."""
        return self.raw["office"]  # type: ignore[no-any-return]

    def day(self, name: str) -> date:
        """One of the office's days: today, received_on, checked_on, replied_on."""
        return self.office[name]  # type: ignore[no-any-return]

    def fate(self, name: str) -> Sequence[int]:
        """The file rows of those to whom that happened."""
        return self.raw["fate"][name]  # type: ignore[no-any-return]

    def pick(self, name: str, place: int) -> Any:
        """One of several, by a person's place."""
        given = self.raw["people"].get(name) or self.raw[name]
        return given[place % len(given)]

    def life(self, row: int, person: Mapping[str, object]) -> Mapping[str, Any]:
        """How this person lives: no land in town, no job for the old, none yet for the unplaced."""
        who = {"village", "any"} if village_of(person).endswith("村") else {"any"}
        if row in self.fate("unplaced"):
            who = {"unplaced"}
        elif _age(person["birth_date"], self.day("today")) >= OLD:
            who = {"old"}
        fitting = [one for one in self.raw["lives"] if one["who"] in who]
        return fitting[row % len(fitting)]  # type: ignore[no-any-return]


def load() -> Story:
    """The story that ships with the program."""
    return Story(tomllib.loads(paths.resources("demo", "story.toml").read_text(encoding="utf-8")))


@dataclass(slots=True)
class Month:
    """The office on its way through the month; ``numbers`` are the case numbers by file row."""

    desk: Desk
    story: Story
    numbers: dict[int, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The demo's last day."""
        return self.story.day("today")

    def on(self, day: date) -> Desk:
        """The same desk on another day, never later than the demo's today."""
        return replace(self.desk, clock=FixedClock(min(day, self.today)))

    def release(self, row: int) -> date:
        """When this person was released."""
        given = people.show(self.desk, self.numbers[row]).values["release_date"]
        return given if isinstance(given, date) else self.today

    def person(self, row: int) -> Mapping[str, object]:
        """What the file says of this person by now."""
        return people.show(self.desk, self.numbers[row]).values

    def relation(self, person: Mapping[str, object]) -> str:
        """What the relative on the list is to this person."""
        code = person.get("emergency_relation")
        return self.desk.codes["relation"].label(str(code)) if code else "家属"

    def coming(self) -> list[int]:
        """Everybody who is ours, was released and came."""
        away = {
            *self.story.fate("not_ours"),
            *self.story.fate("waiting_release"),
            *self.story.fate("not_seen"),
        }
        return [row for row in self.numbers if row not in away]

    def set_up(self) -> list[int]:
        """Those of them whose set-up was finished within the month."""
        return [row for row in self.coming() if row not in self.story.fate("only_registered")]

    def write(self, row: int, kind: str, values: Mapping[str, object], day: date) -> None:
        """One record on its own day."""
        write.record(self.on(day), self.numbers[row], kind, values, min(day, self.today))

    def advance(self, row: int, to: State, day: date) -> None:
        """One step on its own day."""
        cases.advance(self.on(day), self.numbers[row], to, min(day, self.today))


def village_of(person: Mapping[str, object]) -> str:
    """西坡乡东庄79号 → 东庄村: where the person lives is where the village is."""
    found = _PLACE.match(str(person.get("live_addr") or ""))
    piece = found[2] if found else ""
    return next((piece[: -len(end)] + full for end, full in _ENDINGS.items() if piece.endswith(end)), piece)


def _township(person: Mapping[str, object]) -> str:
    found = _PLACE.match(str(person.get("live_addr") or ""))
    return found[1] if found else ""


def _committee(person: Mapping[str, object]) -> str:
    return "村委会干部" if village_of(person).endswith("村") else "居委会干部"


def _age(born: object, on: object) -> int:
    if not isinstance(born, date) or not isinstance(on, date):
        return 0
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def verify(month: Month, row: int) -> None:
    """Check the notice with village, police and family, reply to the county, go on or back (art. 12, 13)."""
    story, worker = month.story, month.story.pick("workers", row)
    checked, replied = story.day("checked_on"), story.day("replied_on")
    ours, person = row not in story.fate("not_ours"), month.person(row)
    check = story.pick("checks", row)
    values: dict[str, object] = {
        "methods": check["methods"] if ours else ["VILLAGE", "POLICE"],
        "item_result": _items(ours=ours),
        "informants": _informants(month, row, check["methods"] if ours else ["VILLAGE", "POLICE"], person),
        "conditions": check["conditions"].format(relation=_relative(person))
        if ours
        else "派出所反馈户籍已于上年迁往邻县，本镇无此住户。",
        "result": "01" if ours else "04",
        "checker": worker,
        "second_checker": story.office["head"],
        "replied_on": replied,
        "reply_no": f"东司核〔2026〕{list(month.numbers).index(row) + 1}号",
        "reply_way": "02",
        "suggest_escort": row in story.fate("escorted"),
    }
    if row in story.fate("escorted"):
        values["suggest_reason"] = f"原判{_offences(person)}，建议司法所和家属一同接回。"
    if ours:
        life = story.life(row, person)
        values |= {
            "family_accepts": "YES",
            "housing_plan": life["housing_state"],
            "work_plan": life["home"]["employment"],
        }
    month.advance(row, State.S20_VERIFYING, story.day("received_on") + timedelta(days=3))
    month.write(row, "verification", values, checked)
    month.advance(row, State.S30_AWAIT_RELEASE if ours else State.S35_RETURNED, replied)
    if ours and row not in story.fate("waiting_release"):
        month.advance(row, State.S40_AWAIT_HANDOVER, month.release(row))


def _items(*, ours: bool) -> list[dict[str, object]]:
    if ours:
        return [
            {"item": item, "result": "SAME"} for item in ("身份", "户籍地", "现住址", "家庭成员", "联系方式")
        ]
    return [
        {"item": "身份", "result": "SAME"},
        {"item": "户籍地", "result": "DIFFERENT", "actual": "户籍已于上年迁往邻县"},
        {"item": "现住址", "result": "DIFFERENT", "actual": "本镇无此住户"},
        {"item": "家庭成员", "result": "UNVERIFIABLE"},
        {"item": "联系方式", "result": "UNVERIFIABLE"},
    ]


def _informants(
    month: Month, row: int, methods: Sequence[str], person: Mapping[str, object]
) -> list[dict[str, object]]:
    """Who was asked: as many as there were ways."""
    on, found = month.story.day("checked_on"), []
    if "VILLAGE" in methods:
        found.append(
            {"name": month.story.pick("village_workers", row), "relation": _committee(person), "on": on}
        )
    if "POLICE" in methods:
        found.append({"name": month.story.pick("officers", row), "relation": "派出所民警", "on": on})
    if "FAMILY" in methods and person.get("emergency_name"):
        said = {
            "name": person["emergency_name"],
            "relation": month.relation(person),
            "phone": person.get("emergency_phone"),
            "on": on,
        }
        found.append(said)
    return found


def _relative(person: Mapping[str, object]) -> str:
    return f"家属{person.get('emergency_name') or ''}"


def _offences(person: Mapping[str, object]) -> str:
    listed = person.get("offences")
    return "、".join(str(one) for one in listed) if isinstance(listed, list) else ""


def receive(month: Month, row: int) -> None:
    """Hand-over on the day of release or the next, registration within the days after (art. 12)."""
    story, release = month.story, month.release(row)
    worker, escorted = story.pick("workers", row), row in story.fate("escorted")
    came = release + timedelta(days=row % 2)
    person = month.person(row)
    month.write(row, "handover", _handover(month, row, worker, person, escorted=escorted), came)
    registered = came + timedelta(days=1 + row % 2)
    month.write(row, "registration", _registration(month, row, worker, registered), registered)
    month.advance(row, State.S50_REGISTERED, registered)
    _file_papers(month, row, registered)


def _file_papers(month: Month, row: int, day: date) -> None:
    """What came on paper goes into the cabinet; one in five still owes a copy of the release certificate."""
    desk, no, shelf = month.on(day), month.numbers[row], f"1柜{row % 3 + 1}层{row % 9 + 1}盒"
    archive.add(desk, no, "notice", "刑满释放人员通知书", day, shelf=shelf)
    if row % 5:
        archive.add(desk, no, "release_certificate", "释放证明书、身份证复印件", day, shelf=shelf)


def _handover(
    month: Month, row: int, worker: str, person: Mapping[str, object], *, escorted: bool
) -> dict[str, object]:
    story, correction = month.story, _correction(person)
    at_office = "解除当天在司法所办理交接，" if correction else ""
    values: dict[str, object] = {
        "custody_unit": person["custody_unit"],
        "must_escort": escorted,
        "route": "解除社区矫正" if correction else "监狱刑满释放",
        "mode": "03" if escorted else "L01",
        "papers": ["06"] if correction else ["01", "02"],
        "planned_at": person.get("term_end"),
        "actual_at": person["release_date"],
        "state_note": "身体正常，情绪平稳。",
        "account": f"{at_office}由{_relative(person)}接回，当天到家。",
    }
    if person.get("emergency_name"):
        values["relatives"] = [
            {
                "name": person["emergency_name"],
                "post": month.relation(person),
                "phone": person.get("emergency_phone"),
            }
        ]
    if escorted:
        values |= {
            "workers": [{"name": worker, "post": "司法所工作人员"}],
            "village": [{"name": story.pick("village_workers", row), "post": _committee(person)}],
            "headcount": 3,
            "vehicle": "公务用车",
            "account": "司法所、村（居）委会和家属一同到监所接回，途中平稳，当天到家，材料清点无误。",
        }
    return values


def _correction(person: Mapping[str, object]) -> bool:
    return str(person["release_type"]).startswith("1")


def _registration(month: Month, row: int, worker: str, day: date) -> dict[str, object]:
    story, person = month.story, month.person(row)
    life, village, rural = story.life(row, person), village_of(person), village_of(person).endswith("村")
    certificate = "解矫" if _correction(person) else "释"
    drugs = {"special_case": ["02"]} if "毒品" in _offences(person) else {}
    return {
        "insurance_medical": "01",
        **life["home"],
        **drugs,
        "housing_state": life["housing_state"],
        "education": story.pick("education", row),
        "marital": _marital(month, row, person),
        "hukou_type": "3" if rural else "1",
        "village": village,
        "grid": f"{village}第{row % 3 + 1}网格",
        "live_police": f"{_township(person).removesuffix('街道')}派出所",
        "beat_officer": story.pick("officers", row),
        "phone": f"139000{row:05d}",
        "release_cert_no": f"（2026）{certificate}字第{1000 + row}号",
        "prior_count": 1 if person.get("recidivist") else 0,
        "custody_behaviour": "02" if row % 3 == 2 else "01",
        "responsible_worker": worker,
        "politics_now": "13",
        "politics_before": "13",
        "insurance_pension": "01",
        "three_none": False,
        "collective_member": rural,
        **({"farmland": f"{row % 4 + 1}"} if rural else {}),
        "police_controlled": False,
        "initial_wishes": life["wish"],
        "privacy_notice_on": day,
        "privacy_notice_way": "01",
    }


def _marital(month: Month, row: int, person: Mapping[str, object]) -> str:
    """A spouse on the list is a marriage; who was in prison from a young age on has none."""
    if str(person.get("emergency_relation")) in ("10", "11", "12"):
        return "20"
    young = _age(person.get("birth_date"), person.get("term_start")) < 22
    return "10" if young else str(month.story.pick("marital", row))


def agree(month: Month, row: int, folder: Path) -> int:
    """Draw the agreement, then signed, refused or could not be signed; the pages drawn."""
    story, no = month.story, month.numbers[row]
    day = month.release(row) + timedelta(days=6)
    desk = month.on(day)
    drawn = agreements.draw(desk, no, folder)
    witness = story.pick("village_workers", row)
    if row in story.fate("refused"):
        agreements.refuse(desk, no, desk.today, "NO_NEED", witness)
    elif row in story.fate("unable"):
        agreements.refuse(desk, no, desk.today, "UNABLE", witness, unable=True)
    else:
        agreements.mark_printed(desk, no)
        agreements.sign(desk, no, desk.today, None)
    return drawn.pages


def group_and_assess(month: Month, row: int) -> None:
    """Three or four people who help, and the first assessment by all of them (art. 12)."""
    day = month.release(row) + timedelta(days=4)
    members = _members(month, row, min(day, month.today))
    month.write(row, "group", {"members": members}, day)
    month.write(
        row,
        "assessment",
        _assessment(month, [str(one["name"]) for one in members], row),
        day + timedelta(days=1),
    )


def _members(month: Month, row: int, day: date) -> list[dict[str, object]]:
    story, person = month.story, month.person(row)
    made: list[dict[str, object]] = [
        {
            "name": story.pick("workers", row),
            "kind": "OFFICE",
            "role": "LEADER",
            "post": "司法所司法助理员",
            "duty": "联系走访、协调帮扶",
        },
        {
            "name": story.pick("village_workers", row),
            "kind": "VILLAGE",
            "role": "MEMBER",
            "post": _committee(person),
            "duty": "日常关心、了解近况",
        },
    ]
    if person.get("emergency_name"):
        family = {
            "name": person["emergency_name"],
            "kind": "FAMILY",
            "role": "MEMBER",
            "post": month.relation(person),
            "phone": person.get("emergency_phone"),
            "duty": "生活照料、思想交流",
        }
        made.append(family)
    else:
        made.append(
            {
                "name": story.pick("volunteers", row),
                "kind": "VOLUNTEER",
                "role": "MEMBER",
                "post": "志愿者",
                "duty": "陪伴谈心",
            }
        )
    if row in story.fate("escorted"):
        made.append(
            {
                "name": story.pick("officers", row),
                "kind": "POLICE",
                "role": "MEMBER",
                "post": "派出所民警",
                "duty": "配合联系",
            }
        )
    return [{**one, "joined": day, "pledge_on": day} for one in made]


def _assessment(month: Month, members: Sequence[str], row: int) -> dict[str, object]:
    """What the group agreed on; the static block and the triggers follow from the file, the decision from the
    suggestion.
    """
    desk, person = month.desk, month.person(row)
    life = month.story.life(row, person)
    scale = {item.code: item for item in desk.instrument.items}
    places = dict.fromkeys(scale, 0) | _from_file(person) | life["answers"]
    agreed = {code: scale[code].options[place].points for code, place in places.items()}
    with desk.store.read() as connection:
        triggers = assessment.proposed_triggers(desk, case_file.by_no(connection, month.numbers[row]))
    sheets = [
        {"member": name, "values": {**agreed, **_own_view(scale, places, row + at)}}
        for at, name in enumerate(members)
    ]
    return {
        "kind": "INITIAL",
        "present": list(members),
        "sheets": sheets,
        "agreed": agreed,
        "triggers": list(triggers),
        "needs": life["needs"],
        "self_statement": life["statement"],
        "decided": assessment.score(desk.instrument, agreed, triggers).suggested,
    }


def _from_file(person: Mapping[str, object]) -> dict[str, int]:
    """Places on the scales that nobody has to judge."""
    prior, began = (
        int(str(person.get("prior_count") or 0)),
        _age(person.get("birth_date"), person.get("term_start")),
    )
    return {
        "A1": min(prior, 2),
        "A2": int(any(word in _offences(person) for word in _GRAVE)),
        "A3": 0 if began >= 25 else 1 if began >= 18 else 2,
        "A4": 2,
        "A5": int(str(person["custody_behaviour"])) - 1,
        "P2": int(bool(person.get("emergency_name"))),
        "P3": int(str(person.get("marital")).startswith("2")),
    }


def _own_view(scale: Mapping[str, Any], places: Mapping[str, int], turn: int) -> dict[str, int]:
    """A member sees one question one step otherwise: people do."""
    asked = [one for one in scale if one[0] in "BC"]
    code = asked[turn % len(asked)]
    other = places[code] + 1 if places[code] + 1 < len(scale[code].options) else places[code] - 1
    return {code: scale[code].options[max(other, 0)].points}


def visit_and_settle(month: Month, row: int) -> None:
    """A first visit, how the person is settled, and onto the books with everything in place; who is seen more
    often, is seen again.
    """
    story, day, person = month.story, month.release(row) + timedelta(days=7), month.person(row)
    life = story.life(row, person)
    seen: dict[str, object] = {
        "workers": [story.pick("workers", row)],
        "companions": [story.pick("village_workers", row)],
        "abnormal": False,
    }
    if row in story.fate("not_met"):
        month.write(row, "contact", {**seen, **story.raw["not_met"]}, day)
        day += timedelta(days=2)
    alone = {"companions": None} if life["contact"]["contact_type"] in ("PHONE", "OFFICE_TALK") else {}
    month.write(row, "contact", {**seen, **life["contact"], **alone}, day)
    placed = life.get("placement")
    settled = (
        {"placed": True, "placed_from": min(day, month.today), **placed}
        if placed
        else {"placed": False, "none_reason": "01"}
    )
    month.write(row, "placement", settled, day)
    month.advance(row, State.S60_ACTIVE, day + timedelta(days=2))
    again = day + timedelta(days=13)
    if person.get("level") == "KEY" and again <= month.today:
        now = {name: life["contact"][name] for name in ("work", "money")}
        month.write(row, "contact", {**seen, **story.raw["again"], **now}, again)
