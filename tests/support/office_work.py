"""Random but sensible work of an office over months, act by act: people come, records of every kind are made,
corrected, voided and restored, agreements drawn and signed, cases set up, closed, archived, reopened.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from random import Random

from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.domain.steps import next_states
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.services.cases import advance
from anbang_desktop.services.documents import agreements, archive, papers
from anbang_desktop.services.office import details
from anbang_desktop.services.records import history, write
from anbang_desktop.services.records.registry import KINDS, kind_of
from anbang_desktop.services.worklist import people
from tests.support import makers
from tests.support.chronicle import Chronicle
from tests.support.road import FORM

PEOPLE = makers.people(3, seed=11)
ITEMS = ("A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4", "B5", "B6", "C1", "C2", "C3", "C4", "D1", "D2")
LEADER = {"name": "李文静", "kind": "OFFICE", "role": "LEADER"}
VILLAGE = {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"}
RELATIVE = {"name": "赵兰", "kind": "FAMILY", "role": "MEMBER"}
FAMILY: list[dict[str, object]] = [
    {"name": "赵兰", "relation": "10"},
    {"name": "王建", "phone": "13900000001"},
    {"name": "王梅", "together": True},
]
CHILDREN: list[dict[str, object]] = [{"name": "小明", "age": 7}, {"name": "小红"}]
SAID = StepFacts(reason="理由", receiving_office="西坡司法所", receipt_no="1", proof="证明")
Values = dict[str, object]


def _some(chance: Random, of: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Some of them in any order."""
    return chance.sample(of, chance.randint(0, len(of)))


def contact(chance: Random) -> Values:
    return {
        "contact_type": chance.choice(["HOME_VISIT", "PHONE", "NOT_MET"]),
        "workers": ["李文静"],
        "abnormal": False,
        "content": chance.choice("甲乙丙"),
        "wish": chance.choice([None, "找工作"]),
    }


def placement(chance: Random) -> Values:
    return {"placed": True, "way": chance.choice(["01", "02"]), "place": chance.choice("甲乙丙")}


def handover(chance: Random) -> Values:
    return {
        "mode": chance.choice(["01", "03"]),
        "cost": chance.choice(["12.50", "800"]),
        "workers": _some(chance, [{"name": "李文静"}, {"name": "孙文"}]),
    }


def verification(chance: Random) -> Values:
    return {
        "methods": ["VILLAGE"],
        "result": "01",
        "checker": chance.choice(["李文静", "孙文"]),
        "suggest_escort": chance.choice([True, False, None]),
        "children": _some(chance, CHILDREN),
    }


def group(chance: Random) -> Values:
    more: list[dict[str, str]] = [VILLAGE, RELATIVE, {**VILLAGE, "name": "孙文", "left": "2026-03-01"}]
    members: list[Mapping[str, object]] = [LEADER, *_some(chance, more)]
    return {"members": members}


def assessment(chance: Random, kind: str = "") -> Values:
    return {
        "kind": kind or chance.choice(["INITIAL", "PERIODIC", "CLOSING"]),
        "present": ["李文静", "王建国"],
        "agreed": {**dict.fromkeys(ITEMS, 0), "A1": chance.choice([0, 3, 6]), "A4": chance.choice([0, 2, 4])},
        "needs": chance.choice([{}, {"H01": "SOME"}]),
        "decided": chance.choice(["KEY", "GENERAL"]),
        "reason": "议定",
    }


def registration(chance: Random) -> Values:
    return {
        chance.choice(["nickname", "live_addr", "remark", "village"]): chance.choice("甲乙丙"),
        "family": _some(chance, FAMILY),
        "special_disease": chance.choice([[], ["01"]]),
    }


def approval(chance: Random) -> Values:
    return {"matter": "CLOSING", "approver": chance.choice("甲乙"), "granted": chance.choice([True, False])}


def need(chance: Random) -> Values:
    return {
        "help": chance.choice(["H04", "H06"]),
        "state": chance.choice(["NONE", "SOME", "URGENT", "DECLINED"]),
    }


def measure(chance: Random) -> Values:
    ends: list[dict[str, object]] = [
        {"state": "IN_PROCESS"},
        {"state": "DONE", "result": chance.choice("甲乙")},
        {"state": "FAILED", "reason": "没有名额"},
    ]
    return {"help": "H06", "item": chance.choice("甲乙丙"), "owner": "李文静", **chance.choice(ends)}


def letter(chance: Random) -> Values:
    return {
        "letter_type": "REFERRAL",
        "help": "H06",
        "receiver_kind": chance.choice(["DEPARTMENT", "EMPLOYER"]),
        "receiver": chance.choice("甲乙丙"),
        "matter": chance.choice(["请安排培训。", "他有前科。"]),
    }


VALUES: dict[str, Callable[[Random], Values]] = {
    one.__name__: one
    for one in (
        contact,
        placement,
        handover,
        verification,
        group,
        assessment,
        registration,
        approval,
        need,
        measure,
        letter,
    )
}


class OfficeWork:
    """Does acts on a chronicle; each decides with the chance that it is given, and may be refused."""

    def __init__(self, chronicle: Chronicle) -> None:
        """The office may be empty."""
        self.chronicle, self.desk = chronicle, chronicle.desk

    def walk_in(self, chance: Random) -> None:
        one = PEOPLE[chance.randrange(len(PEOPLE))]
        ago = chance.choice([3, 20, 5 * 365 - 10, 5 * 365 + 20])
        values = {
            "name": one.name,
            "id_no": one.id_no,
            "release_type": "01",
            "release_date": self.desk.today - timedelta(days=ago),
            "release_cert_no": f"（2026）释字第 {ago} 号",
            "phone": f"1390000{chance.randrange(10_000):04}",
        }
        self.chronicle.act(lambda: advance.register_walk_in(self.desk, values))

    def wait(self, chance: Random) -> None:
        self.chronicle.pass_days(chance.randint(1, 20))

    def record(self, chance: Random) -> None:
        no, kind = self._no(chance), chance.choice(sorted(VALUES))
        values = VALUES[kind](chance)
        self.chronicle.act(lambda: write.record(self.desk, no, kind, values))

    def step(self, chance: Random) -> None:
        no = self._no(chance)
        ways = next_states(people.show(self.desk, no).state_code)
        if ways:
            self._advance(no, chance.choice(ways))

    def set_up(self, chance: Random) -> None:
        """Everything that S60 asks for."""
        no = self._no(chance)
        members, answers = {"members": [LEADER, VILLAGE, RELATIVE]}, assessment(chance)
        self.chronicle.act(lambda: write.record(self.desk, no, "group", members))
        self.chronicle.act(lambda: write.record(self.desk, no, "assessment", answers))
        self.chronicle.act(lambda: agreements.draw(self.desk, no))
        self.chronicle.act(lambda: agreements.sign(self.desk, no, self.desk.today))
        self._advance(no, State.S60_ACTIVE)

    def close(self, chance: Random) -> None:
        """What ends the help: the period, or something that came between."""
        no = self._no(chance)
        values = assessment(chance, "CLOSING")
        self.chronicle.act(lambda: write.record(self.desk, no, "assessment", values))
        self._advance(no, State.S80_CLOSING)
        self.chronicle.act(lambda: write.record(self.desk, no, "closing", FORM))
        for goal in (State.S85_EXPIRED, State.S86_TERMINATED):
            self._advance(no, goal)

    def archive(self, chance: Random) -> None:
        self._advance(self._no(chance), State.S90_ARCHIVED)

    def reopen(self, chance: Random) -> None:
        self._advance(self._no(chance), State.S60_ACTIVE)

    def _advance(self, no: str, goal: State) -> None:
        self.chronicle.act(lambda: advance.advance(self.desk, no, goal, said=SAID, approved_by="所长"))

    def agreement(self, chance: Random) -> None:
        no, today = self._no(chance), self.desk.today
        verbs: list[Callable[[], object]] = [
            lambda: agreements.draw(self.desk, no),
            lambda: agreements.mark_printed(self.desk, no),
            lambda: agreements.sign(self.desk, no, today),
            lambda: agreements.refuse(self.desk, no, today, "PRIVACY", "赵兰"),
        ]
        self.chronicle.act(chance.choice(verbs))

    def paper(self, chance: Random) -> None:
        no = self._no(chance)
        key = chance.choice([*(one.key for one in self.desk.pack.papers if not one.made), "strange"])
        self.chronicle.act(lambda: archive.add(self.desk, no, key, "", shelf="甲柜"))

    def print_form(self, chance: Random) -> None:
        no, kind = self._no(chance), chance.choice(["contact", "registration", "group", "notice"])
        self.chronicle.act(lambda: papers.note_print(self.desk, no, kind))

    def setting(self, chance: Random) -> None:
        phone = chance.choice(["0351-1234567", "0351-7654321", ""])
        self.chronicle.act(lambda: details.set_phone(self.desk, phone))

    def correct(self, chance: Random) -> None:
        no, kind = self._no(chance), chance.choice(sorted(VALUES))
        chosen = self._record_ids(no, kind)
        if chosen:
            record_id, values = chance.choice(chosen), VALUES[kind](chance)
            reason = chance.choice(["", "写错了"])
            self.chronicle.act(lambda: write.correct(self.desk, no, kind, record_id, values, reason))

    def void(self, chance: Random) -> None:
        no, kind = self._no(chance), chance.choice([one.name for one in KINDS])
        chosen = self._record_ids(no, kind)
        if chosen:
            record_id = chance.choice(chosen)
            self.chronicle.act(lambda: write.void(self.desk, no, kind, record_id, "不该有"))

    def restore(self, chance: Random) -> None:
        no = self._no(chance)
        found = history.changes(self.desk, no)
        if found:
            change = chance.choice(found)
            self.chronicle.act(lambda: history.restore(self.desk, no, change))

    def undo_any(self, chance: Random) -> None:
        self.chronicle.take_back(chance.choice(self.chronicle.steps))

    def undo_last(self, chance: Random) -> None:
        self.chronicle.take_back(self.chronicle.steps[-1])

    def redo(self, chance: Random) -> None:
        """Take an undo back."""
        undos = [step for step in self.chronicle.steps if step.unit.undoes]
        if undos:
            self.chronicle.take_back(chance.choice(undos))

    def numbers(self) -> list[str]:
        """The cases that are there."""
        ids = people.list_ids(self.desk, people.PeopleFilter(), "no")
        return [row.no for row in people.rows(self.desk, ids)]

    def _no(self, chance: Random) -> str:
        """A case; somebody comes when there is none."""
        while not self.numbers():
            self.walk_in(chance)
        return chance.choice(self.numbers())

    def _record_ids(self, no: str, kind: str) -> list[int]:
        about, known = people.show(self.desk, no).file, kind_of(kind)
        if known is None or kind == REGISTRATION.name:
            return [about.case_id]
        return [one.id for one in about.all_of(known.fields.record)]


ACTS: tuple[Callable[[OfficeWork, Random], None], ...] = (
    OfficeWork.walk_in,
    OfficeWork.wait,
    OfficeWork.record,
    OfficeWork.record,
    OfficeWork.step,
    OfficeWork.set_up,
    OfficeWork.close,
    OfficeWork.archive,
    OfficeWork.reopen,
    OfficeWork.agreement,
    OfficeWork.paper,
    OfficeWork.print_form,
    OfficeWork.setting,
    OfficeWork.correct,
    OfficeWork.correct,
    OfficeWork.void,
    OfficeWork.restore,
    OfficeWork.undo_any,
    OfficeWork.undo_any,
    OfficeWork.undo_last,
    OfficeWork.redo,
)
