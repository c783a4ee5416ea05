"""What happened to each invented person of the demo's month, told by ``resources/demo/story.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from anbang_desktop import paths
from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.services import agreeing, archiving, cases, people, recording
from anbang_desktop.services.desk import Desk


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

    def coming(self) -> list[int]:
        """Everybody who is ours, was released and came."""
        away = {*self.story.fate("not_ours"), *self.story.fate("waiting_release"), *self.story.fate("not_seen")}
        return [row for row in self.numbers if row not in away]

    def set_up(self) -> list[int]:
        """Those of them whose set-up was finished within the month."""
        return [row for row in self.coming() if row not in self.story.fate("only_registered")]

    def write(self, row: int, kind: str, values: Mapping[str, object], day: date) -> None:
        """One record on its own day."""
        recording.record(self.on(day), self.numbers[row], kind, values, min(day, self.today))

    def advance(self, row: int, state: str, day: date) -> None:
        """One step on its own day."""
        cases.advance(self.on(day), self.numbers[row], state, min(day, self.today))


def verify(month: Month, row: int) -> None:
    """Check the notice with village, police and family, reply to the county, lead on or back (art. 12 and 13)."""
    story, worker = month.story, month.story.pick("workers", row)
    checked, replied = story.day("checked_on"), story.day("replied_on")
    ours = row not in story.fate("not_ours")
    check = story.pick("checks", row)
    values: dict[str, object] = {
        "methods": check["methods"],
        "item_result": [{"item": item, "result": "SAME" if ours else "DIFFERENT"} for item in ("身份", "户籍地", "现住址", "家庭成员")],
        "informants": [{"name": story.pick("village_workers", row), "relation": "村干部", "on": checked}],
        "conditions": check["conditions"] if ours else "派出所反馈户籍已于上年迁往邻县，本镇无此住户。",
        "result": "01" if ours else "04",
        "checker": worker,
        "second_checker": story.office["head"],
        "replied_on": replied,
        "reply_no": f"东司核〔2026〕{row}号",
        "reply_way": "02",
        "suggest_escort": row in story.fate("key"),
    }
    if ours:
        values |= {"family_accepts": check["family_accepts"], "housing_plan": check["housing_plan"]}
    month.advance(row, "S20", story.day("received_on") + timedelta(days=3))
    month.write(row, "verification", values, checked)
    month.advance(row, "S30" if ours else "S35", replied)
    if ours and row not in story.fate("waiting_release"):
        month.advance(row, "S40", month.release(row))


def receive(month: Month, row: int) -> None:
    """Hand-over on the day of release or the next, registration within the days after (art. 12)."""
    story, release = month.story, month.release(row)
    worker, escorted = story.pick("workers", row), row in story.fate("key")
    came = release + timedelta(days=row % 2)
    person = people.show(month.desk, month.numbers[row]).values
    month.write(row, "handover", _handover(story, row, worker, escorted, person), came)
    registered = came + timedelta(days=1 + row % 2)
    month.write(row, "registration", _registration(story, row, worker, registered), registered)
    month.advance(row, "S50", registered)
    _file_papers(month, row, registered)


def _file_papers(month: Month, row: int, day: date) -> None:
    """What came on paper goes into the cabinet; one in five still owes the copy of the release certificate."""
    desk, no, shelf = month.on(day), month.numbers[row], f"1柜{row % 3 + 1}层{row % 9 + 1}盒"
    archiving.add(desk, no, "notice", "刑满释放人员通知书", day, shelf=shelf)
    if row % 5:
        archiving.add(desk, no, "release_certificate", "释放证明书、身份证复印件", day, shelf=shelf)


def _handover(story: Story, row: int, worker: str, escorted: bool, person: Mapping[str, object]) -> dict[str, object]:
    correction = str(person["release_type"]).startswith("1")
    values: dict[str, object] = {
        "custody_unit": person["custody_unit"],
        "must_escort": escorted,
        "route": "解除社区矫正" if correction else "监狱刑满释放",
        "mode": "03" if escorted else "L01",
        "papers": ["06"] if correction else ["01", "02"],
        "state_note": "身体正常，情绪平稳。",
    }
    if person.get("emergency_name"):
        values["relatives"] = [{"name": person["emergency_name"], "post": "家属", "phone": person.get("emergency_phone")}]
    if escorted:
        values |= {
            "workers": [{"name": worker, "post": "司法所工作人员"}],
            "village": [{"name": story.pick("village_workers", row), "post": "村干部"}],
            "headcount": 3,
            "vehicle": "公务用车",
            "account": "司法所、村委会和家属一同到监所接回，途中平稳，当天到家，材料清点无误。",
        }
    return values


def _registration(story: Story, row: int, worker: str, day: date) -> dict[str, object]:
    return {
        **story.pick("homes", row),
        "village": story.pick("villages", row),
        "grid": f"{story.pick('villages', row)}第{row % 3 + 1}网格",
        "live_police": "东河镇派出所",
        "beat_officer": story.pick("officers", row),
        "phone": f"139000{row:05d}",
        "release_cert_no": f"（2026）释字第{1000 + row}号",
        "responsible_worker": worker,
        "politics_now": "13",
        "politics_before": "13",
        "insurance_medical": "01" if row % 3 else "04",
        "insurance_pension": "01",
        "three_none": False,
        "collective_member": True,
        "farmland": f"{row % 4 + 1}",
        "police_controlled": False,
        "initial_wishes": story.pick("wishes", row),
        "privacy_notice_on": day,
        "privacy_notice_way": "01",
    }


def agree(month: Month, row: int, folder: Path) -> int:
    """Draw the agreement, then signed, refused or could not be signed; the pages drawn."""
    story, no = month.story, month.numbers[row]
    day = month.release(row) + timedelta(days=6)
    desk = month.on(day)
    drawn = agreeing.draw(desk, no, folder)
    witness = story.pick("village_workers", row)
    if row in story.fate("refused"):
        agreeing.refuse(desk, no, desk.today, "NO_NEED", witness)
    elif row in story.fate("unable"):
        agreeing.refuse(desk, no, desk.today, "UNABLE", witness, unable=True)
    else:
        agreeing.mark_printed(desk, no)
        agreeing.sign(desk, no, desk.today, None)
    return drawn.pages


def group_and_assess(month: Month, row: int) -> None:
    """Three or four people who help, and the first assessment by all of them (art. 12)."""
    story, day = month.story, month.release(row) + timedelta(days=4)
    person = people.show(month.desk, month.numbers[row]).values
    members = _members(story, row, person, min(day, month.today))
    month.write(row, "group", {"members": members}, day)
    mood = story.raw["moods"][2 if row in story.fate("key") else row % 2]
    month.write(row, "assessment", _assessment(month, mood, [str(one["name"]) for one in members], row), day + timedelta(days=1))


def _members(story: Story, row: int, person: Mapping[str, object], day: date) -> list[dict[str, object]]:
    village = story.pick("villages", row)
    made: list[dict[str, object]] = [
        {"name": story.pick("workers", row), "kind": "OFFICE", "role": "LEADER", "post": "司法所司法助理员", "duty": "联系走访、协调帮扶"},
        {
            "name": story.pick("village_workers", row),
            "kind": "VILLAGE",
            "role": "MEMBER",
            "post": f"{village}委会干部",
            "duty": "日常关心、了解近况",
        },
    ]
    if person.get("emergency_name"):
        family = {"name": person["emergency_name"], "kind": "FAMILY", "role": "MEMBER", "post": "家属", "duty": "生活照料、思想交流"}
        made.append(family)
    else:
        made.append({"name": story.pick("volunteers", row), "kind": "VOLUNTEER", "role": "MEMBER", "post": "志愿者", "duty": "陪伴谈心"})
    if row in story.fate("key"):
        made.append({"name": story.pick("officers", row), "kind": "POLICE", "role": "MEMBER", "post": "派出所民警", "duty": "配合联系"})
    return [{**one, "joined": day, "pledge_on": day} for one in made]


def _assessment(month: Month, mood: Mapping[str, Any], members: Sequence[str], row: int) -> dict[str, object]:
    scale = {item.code: item for item in month.desk.instrument.items}
    places = {code: mood["answers"].get(code, 0) for code in scale}
    agreed = {code: scale[code].options[min(place, len(scale[code].options) - 1)].points for code, place in places.items()}
    sheets = [{"member": name, "values": {**agreed, **_own_view(scale, places, row + at)}} for at, name in enumerate(members)]
    return {
        "kind": "INITIAL",
        "present": list(members),
        "sheets": sheets,
        "agreed": agreed,
        "needs": mood["needs"],
        "self_statement": mood["statement"],
        "decided": mood["decided"],
    }


def _own_view(scale: Mapping[str, Any], places: Mapping[str, int], turn: int) -> dict[str, int]:
    """A member sees one question one step otherwise: people do."""
    asked = [one for one in scale if one[0] in "BC"]
    code = asked[turn % len(asked)]
    other = places[code] + 1 if places[code] + 1 < len(scale[code].options) else places[code] - 1
    return {code: scale[code].options[max(other, 0)].points}


def visit_and_settle(month: Month, row: int) -> None:
    """A first visit, how the person is settled, and onto the books with everything in place."""
    story, day = month.story, month.release(row) + timedelta(days=7)
    contact = {
        **story.pick("contacts", row),
        "workers": [story.pick("workers", row)],
        "companions": [story.pick("village_workers", row)],
        "abnormal": False,
    }
    month.write(row, "contact", contact, day)
    if contact["contact_type"] == "NOT_MET":
        month.write(row, "contact", {**contact, **story.raw["contacts"][0]}, day + timedelta(days=2))
    if row in story.fate("unplaced"):
        month.write(row, "placement", {"placed": False, "none_reason": "01"}, day)
    else:
        month.write(row, "placement", {"placed": True, **story.pick("placements", row)}, day)
    month.advance(row, "S60", day + timedelta(days=2))
