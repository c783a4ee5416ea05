"""重点时段: between two days everybody of a choice is to be seen once. Who is to be seen is written down on
the day it begins, so that its numbers can be read years later; who comes onto the books meanwhile is told and
joins by one act. Seen is who has a contact of one of the chosen ways within the days: nothing is entered
twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from anbang_desktop.domain.states import ON_BOOKS, state
from anbang_desktop.errors import UserError
from anbang_desktop.fields.campaigns import CAMPAIGN_FIELDS, Campaign, CampaignPerson
from anbang_desktop.fields.field import Need, fields_of, name_of, names, read, take
from anbang_desktop.services.cases.duties import NOT_MET
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PersonRow
from anbang_desktop.services.worklist.visits import NOBODY
from anbang_desktop.storage.queries import campaigns as query
from anbang_desktop.storage.queries.campaigns import Visit
from anbang_desktop.storage.reading import Connection

ITS = names(Campaign)
FIXED = frozenset(map(name_of, (ITS.levels, ITS.villages, ITS.workers)))  # once it has begun
Standing = Literal["open", "seen", "left"]


@dataclass(frozen=True, slots=True)
class CareLine:
    """One person of the list: when, how and by whom seen first; ``tries`` is how often nobody was met."""

    person: CampaignPerson
    row: PersonRow
    seen_on: date | None
    way: str
    by: str
    tries: int

    @property
    def standing(self) -> Standing:
        """Seen, still to be seen, or not to be seen any more: the case has ended."""
        if self.seen_on is not None:
            return "seen"
        return "left" if state(self.row.state_code).ended else "open"


@dataclass(frozen=True, slots=True)
class Shown:
    """One time of special care with everybody of its list, and who has come onto the books since."""

    campaign: Campaign
    lines: tuple[CareLine, ...]
    fresh: tuple[PersonRow, ...]
    withheld: int = 0  # more of the list, whom nobody names

    def of(self, standing: Standing) -> list[CareLine]:
        """Those who stand so."""
        return [line for line in self.lines if line.standing == standing]

    @property
    def total(self) -> int:
        """How many are to be seen or were seen."""
        return len(self.lines) - len(self.of("left"))


def listed(desk: Desk) -> list[Campaign]:
    """All of them, the newest first."""
    with desk.store.read() as connection:
        return query.newest_first(connection)


def show(desk: Desk, campaign_id: int) -> Shown:
    """One with its list; UserError where there is none."""
    with desk.store.read() as connection:
        return _shown(desk, connection, _one(connection, campaign_id))


def running(desk: Desk) -> list[Shown]:
    """Those that have begun and are not closed, the one that ends first before the others."""
    with desk.store.read() as connection:
        return [_shown(desk, connection, one) for one in query.open_on(connection, desk.today)]


def _shown(desk: Desk, connection: Connection, one: Campaign) -> Shown:
    persons = query.people(connection, one.id)
    ids = [person.about_id for person in persons]
    visits: dict[int, list[Visit]] = {}
    for visit in query.visits(connection, ids, one.starts, one.ends):
        visits.setdefault(visit.case_id, []).append(visit)
    rows = {row.id: row for row in people.rows(desk, ids)}
    lines = (
        _line(desk, one, person, rows[person.about_id], visits.get(person.about_id, ()))
        for person in persons
        if person.about_id in rows
    )
    fresh = tuple(people.rows(desk, _fresh(desk, connection, one, ids)))
    return Shown(one, tuple(lines), fresh, query.count_withheld(connection, one.id))


def _line(
    desk: Desk, one: Campaign, person: CampaignPerson, row: PersonRow, visits: Sequence[Visit]
) -> CareLine:
    met = [visit for visit in visits if visit.way in one.ways and visit.met != NOBODY]
    tries = sum(visit.way == NOT_MET or visit.met == NOBODY for visit in visits)
    if not met:
        return CareLine(person, row, None, "", "", tries)
    first = met[0]
    way = desk.codes["contact_type"].label(first.way)
    return CareLine(person, row, first.on, way, "、".join(first.workers), tries)


def _fresh(desk: Desk, connection: Connection, one: Campaign, listed_: Sequence[int]) -> list[int]:
    """Who is meant now and stands not on the list; nobody once it is over."""
    if one.by_hand or one.closed_on is not None or desk.today > one.ends:
        return []
    return [case_id for case_id in _meant(connection, one) if case_id not in set(listed_)]


def _meant(connection: Connection, one: Campaign) -> list[int]:
    books = [code.code for code in ON_BOOKS]
    return query.meant(connection, books, one.levels, one.villages, one.workers)


def meant(desk: Desk, values: Mapping[str, object]) -> int:
    """How many on the books a choice of levels, villages and workers means."""
    said = read(CAMPAIGN_FIELDS, {name: values.get(name) for name in FIXED}, desk.read_context, "重点时段")
    one = Campaign(name="", starts=desk.today, ends=desk.today, **_filled(said))  # type: ignore[arg-type]
    with desk.store.read() as connection:
        return len(_meant(connection, one))


# ---- what is written


def start(desk: Desk, values: Mapping[str, object], among: Sequence[int] | None = None) -> int:
    """Begin one with everybody on the books who is meant, or with the cases ``among``; its id. UserError
    names the field that is wrong.
    """
    one = replace(
        _read(desk, values), by_hand=among is not None, entered_at=desk.clock.now(), entered_by=desk.user
    )
    label = f"开始{one.name}"
    with desk.store.work(desk.clock, label) as work:
        ids = _meant(work.connection, one) if among is None else on_books(desk, among)
        if not ids:
            raise UserError(
                "这样选没有一个在册的人。", "请放宽类别、村居或者责任人。", field=name_of(ITS.villages)
            )
        campaign_id = work.add(one, label)
        work.add_many(_persons(desk, campaign_id, ids, later=False), label)
    return campaign_id


def on_books(desk: Desk, case_ids: Sequence[int]) -> list[int]:
    """Those of them who are on the books, in their order."""
    return [row.id for row in people.rows(desk, case_ids) if state(row.state_code).on_books]


def _persons(desk: Desk, campaign_id: int, ids: Sequence[int], *, later: bool) -> list[CampaignPerson]:
    levels = {item.name: item.code for item in desk.codes["level"].items}
    return [
        CampaignPerson(
            campaign_id=campaign_id,
            about_id=row.id,
            village=row.village or None,
            level=levels.get(row.level),
            added_on=desk.today,
            later=later,
        )
        for row in people.rows(desk, ids)
    ]


def change(desk: Desk, campaign_id: int, values: Mapping[str, object]) -> None:
    """Other days, ways, name or remark; whom it means stays as it began."""
    with desk.store.read() as connection:
        before = _one(connection, campaign_id)
    kept = {name: getattr(before, name) for name in FIXED}
    after = _read(desk, {**values, **kept})
    own = {name: getattr(before, name) for name in ("id", "by_hand", "closed_on", "entered_at", "entered_by")}
    with desk.store.work(desk.clock, f"修改{before.name}") as work:
        work.change(before, replace(after, **own), f"修改{before.name}")


def join(desk: Desk, campaign_id: int) -> int:
    """Who has come onto the books since joins the list, marked 新增; how many."""
    found = show(desk, campaign_id)
    if not found.fresh:
        return 0
    label = f"{found.campaign.name}加入新来的人"
    with desk.store.work(desk.clock, label) as work:
        work.add_many(_persons(desk, campaign_id, [row.id for row in found.fresh], later=True), label)
    return len(found.fresh)


def note(desk: Desk, person: CampaignPerson, words: str) -> None:
    """Why somebody was not seen; no words take it back."""
    (field,) = fields_of(CampaignPerson)
    said = take(field, words, desk.read_context)
    with desk.store.work(desk.clock, "写明没有见到的原因") as work:
        work.change(person, replace(person, note=str(said) if said else None), "写明没有见到的原因")


def close(desk: Desk, campaign_id: int) -> None:
    """It leaves 今天要办; its numbers stay. Undo takes it up again."""
    with desk.store.read() as connection:
        before = _one(connection, campaign_id)
    with desk.store.work(desk.clock, f"结束{before.name}") as work:
        work.change(before, replace(before, closed_on=desk.today), f"结束{before.name}")


def _one(connection: Connection, campaign_id: int) -> Campaign:
    found = query.one(connection, campaign_id)
    if found is None:
        raise UserError("没有这个重点时段。", "它可能已经撤销，请回到列表重新选。", field="record")
    return found


def _read(desk: Desk, values: Mapping[str, object]) -> Campaign:
    said = read(CAMPAIGN_FIELDS, values, desk.read_context, "重点时段")
    for field in CAMPAIGN_FIELDS:
        if field.need is Need.MUST and said.get(field.name) in (None, "", ()):
            raise UserError(f"{field.label}还没有填。", "请填上再保存。", field=field.name)
    one = Campaign(**_filled(said))  # type: ignore[arg-type]
    if one.ends < one.starts:
        raise UserError("截止日期早于开始日期。", "请核对两个日期。", field=name_of(ITS.ends))
    if NOT_MET in one.ways:
        raise UserError("“未遇”不能算见到。", "请去掉它。", field=name_of(ITS.ways))
    return one


def _filled(said: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in said.items() if value is not None}
