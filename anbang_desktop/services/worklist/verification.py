"""信息核查: one list of the county at a time, how far each person's check is, and what was found."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Literal

from anbang_desktop.domain.reckoning import Reckoning
from anbang_desktop.domain.states import TO_VERIFY, Mark, State, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import fields_of, name_of, names
from anbang_desktop.fields.verification import VERIFICATION, Verification
from anbang_desktop.services.cases import duties, notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.storage.queries import imports
from anbang_desktop.storage.queries import people as cards
from anbang_desktop.storage.queries import verifying as query
from anbang_desktop.storage.queries.verifying import Checked

Found = Literal["same", "different", "unknown", ""]  # what was found of one thing; "": not looked at yet
Quick = Literal["all", "open", "not_true", "unreplied", "unowned"]
QUICK: tuple[Quick, ...] = ("all", "open", "not_true", "unreplied", "unowned")
TRUE = "01"  # 属实
MOST = 30  # lists that are offered, the newest
WITHOUT_LIST = 0
# what is looked at, by the first words of the line that a check keeps of it
THINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("身份", ("身份", "姓名", "证件")),
    ("户籍", ("户籍",)),
    ("住址", ("现住址", "住址")),
    ("家属", ("家庭", "家属")),
    ("联系", ("联系",)),
    ("特殊", ("特殊",)),
)
_FOUND: Mapping[str, Found] = {
    "SAME": "same",
    "KNOWN": "same",
    "DIFFERENT": "different",
    "UNVERIFIABLE": "unknown",
}
_ITS = names(Verification)


@dataclass(frozen=True, slots=True)
class Batch:
    """One list: whom its import opened a case for, and how far the office has come with it."""

    id: int
    name: str
    received: date | None
    due: Reckoning | None
    people: Sequence[Checked]
    withheld: int = 0  # more of the list, whom nobody names

    @property
    def checked(self) -> int:
        """So many have a conclusion."""
        return sum(one.result is not None for one in self.people)

    @property
    def replied(self) -> int:
        """So many were answered for."""
        return sum(one.replied_on is not None for one in self.people)

    @property
    def answered(self) -> bool:
        """Nothing is left to do with it."""
        return self.replied == len(self.people)

    def ids(self, quick: Quick = "all") -> "array[int]":
        """The cases that a filter leaves, the earliest release first."""
        return array("q", (one.case_id for one in self.people if _fits(one, quick)))


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: what was found in the order of THINGS, the conclusion with its mark."""

    row: PersonRow
    found: tuple[Found, ...]
    told: tuple[str, ...]  # what was found, in words
    result: str
    result_known: bool
    mark: Mark
    replied_on: date | None
    facts: tuple[tuple[str, str], ...]
    escort: bool


def batches(desk: Desk) -> list[Batch]:
    """The lists, those that wait for an answer first and of these the most urgent; people without a list at
    the end.
    """
    with desk.store.read() as connection:
        listed = [past.listed for past in imports.newest_first(connection) if not past.undone][:MOST]
        made = [
            replace(
                _batch(desk, one.id, PurePath(one.file_name).stem, query.of_list(connection, one.id)),
                withheld=query.withheld_of_list(connection, one.id),
            )
            for one in listed
        ]
        made.append(_batch(desk, WITHOUT_LIST, "不在名单上的人", query.of_none(connection)))
    return sorted((one for one in made if one.people), key=_urgency)


def waiting(desk: Desk) -> int:
    """How many are still to be checked."""
    counted = people.states_counted(desk)
    return sum(counted.get(one, 0) for one in TO_VERIFY)


def _urgency(one: Batch) -> tuple[bool, date, int]:
    return one.answered, one.due.result if one.due and not one.answered else date.max, -one.id


def _batch(desk: Desk, id_: int, name: str, those: Sequence[Checked]) -> Batch:
    received = min((one.received for one in those if one.received), default=None)
    return Batch(id_, name, received, duties.reply_due(desk, received) if received else None, those)


def _fits(one: Checked, quick: Quick) -> bool:
    match quick:
        case "open":
            return one.result is None
        case "not_true":
            return one.result not in (None, TRUE)
        case "unreplied":
            return one.replied_on is None
        case "unowned":
            return not one.worker
        case _:
            return True


def lines(desk: Desk, case_ids: Sequence[int]) -> list[Line]:
    """These people, in that order."""
    with desk.store.read() as connection:
        files = {about.case_id: about for about in case_file.of_cases(connection, list(case_ids))}
        rows = people.as_rows(desk, cards.lines(connection, case_ids))
    return [_line(desk, row, files[row.id]) for row in rows]


@dataclass(frozen=True, slots=True)
class Change:
    """What recording one check for several people means for one of them."""

    no: str
    name: str
    words: str


def preview(desk: Desk, case_ids: Sequence[int], result: str, *, replied: bool) -> list[Change]:
    """Who goes where by one conclusion; who was answered for already is left out by ``to_record``."""
    rules = desk.pack.verification
    if result in rules.accepted:
        words = "转为“待释放”" if replied else "核查中，还差回执"
    else:
        words = "等候退回县司法局" if replied and result in rules.returned else "核查中"
    return [Change(row.no, row.name, words) for row in to_record(desk, case_ids)]


def to_record(desk: Desk, case_ids: Sequence[int]) -> list[PersonRow]:
    """Those of them whom nobody has checked yet: a conclusion that is there is changed one by one."""
    with desk.store.read() as connection:
        rows = people.as_rows(desk, cards.lines(connection, case_ids))
        files = case_file.of_cases(connection, [row.id for row in rows if row.state_code in TO_VERIFY])
    open_ = {about.case_id for about in files if not about.verifications}
    return [row for row in rows if row.id in open_]


def record(desk: Desk, numbers: Sequence[str], values: Mapping[str, object]) -> int:
    """The same check for several people, in one unit of work; how many. Each keeps what the list says of that
    person alone.
    """
    with desk.store.read() as connection:
        files = [case_file.by_no(connection, no) for no in numbers]
    each = {about.no: {**notice.of(desk, about), **values} for about in files}
    write.record_each(desk, VERIFICATION.name, each)
    return len(each)


def to_reply(desk: Desk, case_ids: Sequence[int]) -> list[PersonRow]:
    """Those of them who were checked and whom the county has no answer about yet."""
    return [row for row, _about in _unreplied(desk, case_ids)]


def reply(desk: Desk, case_ids: Sequence[int], values: Mapping[str, object]) -> int:
    """The same reply to the county (day, number, way) for several people, in one unit of work; how many. What
    was found of each stays as it was.
    """
    each = {row.no: {**_found(about), **values} for row, about in _unreplied(desk, case_ids)}
    if not each:
        raise UserError("选中的人都还没有核查结论，或者已经回复过。", "请先登记核查。")
    if not values.get(name_of(_ITS.replied_on)):
        field = VERIFICATION.field(_ITS.replied_on)
        raise UserError(f"还没有填“{field.label}”。", "请填写回复县司法局的日期。", field=field.name)
    write.record_each(desk, VERIFICATION.name, each)
    return len(each)


def _unreplied(desk: Desk, case_ids: Sequence[int]) -> list[tuple[PersonRow, CaseFile]]:
    with desk.store.read() as connection:
        rows = [row for row in people.as_rows(desk, cards.lines(connection, case_ids)) if _waits(row)]
        files = {about.case_id: about for about in case_file.of_cases(connection, [row.id for row in rows])}
    checked = ((row, files[row.id]) for row in rows if files[row.id].verifications)
    return [(row, about) for row, about in checked if about.verifications[-1].replied_on is None]


def _waits(row: PersonRow) -> bool:
    return row.state_code in TO_VERIFY


def _found(about: CaseFile) -> dict[str, object]:
    """What the newest check says, to be written down once more with the reply."""
    asked = {field.name for field in fields_of(Verification)}
    kept = case_file.values_of(about.verifications[-1])
    return {name: value for name, value in kept.items() if name in asked and value is not None}


def _line(desk: Desk, row: PersonRow, about: CaseFile) -> Line:
    newest = about.verifications[-1] if about.verifications else None
    told = [_told(desk, newest, starts) for _name, starts in THINGS]
    result, mark = _result(desk, newest)
    return Line(
        row,
        tuple(found for found, _words in told),
        tuple(words for _found, words in told),
        result,
        newest is not None,
        mark,
        newest.replied_on if newest else None,
        tuple(_facts(desk, newest)) if newest else (),
        bool(newest and newest.suggest_escort),
    )


def _told(desk: Desk, newest: Verification | None, starts: tuple[str, ...]) -> tuple[Found, str]:
    """What was found of one thing, and in words: what is true where it differs."""
    if newest is None:
        return "", ""
    item = next((one for one in newest.item_result if one.item.startswith(starts)), None)
    if item is not None:
        return _FOUND.get(item.result, ""), item.actual or desk.codes["item_result"].label(item.result)
    if "特殊" in starts and newest.conditions:
        return "same", newest.conditions
    if "家属" in starts and newest.family_accepts:
        return "same", desk.codes["family_accepts"].label(newest.family_accepts)
    return "", ""


def _result(desk: Desk, newest: Verification | None) -> tuple[str, Mark]:
    if newest is None:
        return state(State.S10_NOTICE).label, "todo"
    rules = desk.rules.on(newest.on).verification
    words = desk.codes["verification_result"].label(newest.result).partition("（")[0]
    if newest.result in rules.returned:
        return words, "paused"
    return words, "done" if newest.result == TRUE else "soon"


def _facts(desk: Desk, newest: Verification) -> list[tuple[str, str]]:
    shown = people.shown(desk, VERIFICATION.name, case_file.values_of(newest))
    asked = "、".join(one.relation or one.name for one in newest.informants)
    wanted = (_ITS.family_accepts, _ITS.housing_plan, _ITS.checker, _ITS.checked_on, _ITS.reply_no)
    facts = [("问过", asked)]
    facts += [(VERIFICATION.field(one).label, shown[name_of(one)]) for one in wanted]
    return [(name, words) for name, words in facts if words]
