"""The office's own lists: read, edited as a whole, added to from an entry, collected from the records; what
is offered where such a name is typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import fields_of, name_of, names, take
from anbang_desktop.fields.own_lists import LISTS, ListedName, OwnList, lists_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage import pinyin
from anbang_desktop.storage.queries import own_lists as query
from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.work import Work

ITS = names(ListedName)
NAME, WITHIN, PHONE = name_of(ITS.name), name_of(ITS.within), name_of(ITS.phone)
CONTACT, ABOUT = name_of(ITS.contact), name_of(ITS.about)
NUMBER, UNTIL = name_of(ITS.number), name_of(ITS.until)
_FIELDS = {field.name: field for field in fields_of(ListedName)}


@dataclass(frozen=True, slots=True)
class Line:
    """One name as it is edited; ``id`` is 0 for a new one, ``used`` how many records say it."""

    name: str = ""
    within: str = ""
    phone: str = ""
    active: bool = True
    id: int = 0
    used: int = 0
    contact: str = ""
    about: str = ""
    number: str = ""
    until: str = ""  # an ISO day, or what was typed

    @property
    def empty(self) -> bool:
        """Nothing was entered."""
        return not any(words.strip() for words in self.said.values())

    @property
    def said(self) -> dict[str, str]:
        """What is typed of it, by identifier."""
        return {
            NAME: self.name,
            WITHIN: self.within,
            PHONE: self.phone,
            CONTACT: self.contact,
            ABOUT: self.about,
            NUMBER: self.number,
            UNTIL: self.until,
        }

    def key(self, kind: OwnList) -> tuple[str, str]:
        """By which it is known in its list."""
        return self.name.strip(), self.within.strip() if LISTS[kind].apart else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that is offered: ``listed`` in the office's own list, or only said by records; ``sounds`` is how
    it may be typed.
    """

    name: str
    about: str
    phone: str
    sounds: str
    listed: bool = True

    def fits(self, typed: str) -> bool:
        """Whether part of the name, its sound or its first letters are typed."""
        low = typed.strip().lower()
        return low in self.name.lower() or f" {low}" in self.sounds


def lines(desk: Desk, kind: OwnList) -> list[Line]:
    """A list in its order, those out of use too."""
    with desk.store.read() as connection:
        known, used = query.names(connection, kind), query.used(connection, kind, shared=True)
    return [_line(one, used[one.name]) for one in known]


def _line(one: ListedName, used: int) -> Line:
    return Line(
        one.name,
        one.within or "",
        one.phone or "",
        one.active,
        one.id,
        used,
        one.contact or "",
        one.about or "",
        "" if one.number is None else str(one.number),
        one.until.isoformat() if one.until else "",
    )


def counted(desk: Desk) -> Mapping[OwnList, int]:
    """How many names in use each list has."""
    with desk.store.read() as connection:
        found = query.counted(connection)
    return {kind: found.get(kind, 0) for kind in OwnList}


def unlisted(desk: Desk, kind: OwnList) -> list[tuple[str, int]]:
    """Names that records say and the list doesn't have, the most frequent first."""
    with desk.store.read() as connection:
        return _unlisted(connection, kind)


def _unlisted(connection: Connection, kind: OwnList) -> list[tuple[str, int]]:
    if not LISTS[kind].collected:
        return []
    known = {one.name for one in query.names(connection, kind)}
    return [
        (name, number) for name, number in query.used(connection, kind).most_common() if name not in known
    ]


def offered(desk: Desk, source: str) -> list[Offer]:
    """What is offered under a source of a datum: the lists in their order, then what records say besides."""
    kinds = lists_of(source)
    said = [desk.user] if OwnList.WORKER in kinds else []
    with desk.store.read() as connection:
        listed = [one for kind in kinds for one in query.names(connection, kind)]
        for kind in kinds:
            said += [name for name, _number in query.used(connection, kind).most_common()]
    found: dict[str, Offer] = {}
    for one in listed:
        if one.active:
            about = " ".join(filter(None, (one.within, one.about)))
            offer = Offer(one.name, about, one.phone or "", pinyin.typed(one.name))
            found.setdefault(one.name, offer)
    away = {one.name for one in listed if not one.active}
    for name in said:
        if name not in away and name not in found:
            found[name] = Offer(name, "", "", pinyin.typed(name), listed=False)
    return list(found.values())


# ---- what is written


def save(desk: Desk, kind: OwnList, wanted: Sequence[Line]) -> int:
    """Bring a list to these lines in this order, as one unit of work; how many names were added, changed or
    taken out. UserError names the line that is wrong, and a name in use that would be taken out.
    """
    label = f"修改{LISTS[kind].title}名单"
    with desk.store.work(desk.clock, label) as work:
        read = [_read(desk, kind, one, at) for at, one in enumerate(one for one in wanted if not one.empty)]
        _refuse_twice(kind, read)
        known = {one.id: one for one in query.names(work.connection, kind)}
        kept = {one.id for one in read}
        _take_out(work, kind, [one for one in known.values() if one.id not in kept], label)
        changed = len(known.keys() - kept)
        for one in read:
            changed += _put(work, known.get(one.id), one, label)
    return changed


def _put(work: Work, before: ListedName | None, after: ListedName, label: str) -> int:
    if before is None:
        work.add(replace(after, id=0), label)
        return 1
    work.change(before, after, label)
    return before != replace(after, position=before.position)


def _take_out(work: Work, kind: OwnList, gone: Iterable[ListedName], label: str) -> None:
    used = query.used(work.connection, kind, shared=True)
    for one in gone:
        if used[one.name]:
            raise UserError(
                f"“{one.name}”有 {used[one.name]} 处记录在用，不能去掉。",
                "不想再列出来的，请停用：以前写的不变。",
                field=NAME,
            )
        work.delete(query.TABLE, one.id, label)


def add(desk: Desk, kind: OwnList, wanted: Iterable[str]) -> list[str]:
    """Put names at the end of a list, as one unit of work; those that were not there. One that was out of use
    is used again.
    """
    return _add(desk, kind, [Line(name) for name in wanted], f"加入{LISTS[kind].title}名单")


def add_lines(desk: Desk, kind: OwnList, wanted: Iterable[Line]) -> list[str]:
    """The same with what belongs to the names, as a sheet brings them."""
    return _add(desk, kind, list(wanted), f"导入{LISTS[kind].title}名单")


def collect(desk: Desk, kind: OwnList) -> list[str]:
    """Take every name that records say into the list, the most frequent first, as one unit of work."""
    names_ = [Line(name) for name, _number in unlisted(desk, kind)]
    return _add(desk, kind, names_, f"从记录收集{LISTS[kind].title}名单")


def _add(desk: Desk, kind: OwnList, wanted: Sequence[Line], label: str) -> list[str]:
    read = [_read(desk, kind, one, at) for at, one in enumerate(wanted)]
    with desk.store.read() as connection:
        known = {_key(kind, one): one for one in query.names(connection, kind)}
    fresh = {_key(kind, one): one for one in read}
    new = {key: one for key, one in fresh.items() if key not in known or not known[key].active}
    if not new:
        return []
    last = max((one.position for one in known.values()), default=-1)
    with desk.store.work(desk.clock, label) as work:
        for place, (key, one) in enumerate(new.items(), last + 1):
            there = known.get(key)
            if there is None:
                work.add(replace(one, position=place), label)
            else:
                work.change(there, replace(there, active=True), label)
    return [one.name for one in new.values()]


def _key(kind: OwnList, one: ListedName) -> tuple[str, str]:
    return one.name, (one.within or "") if LISTS[kind].apart else ""


def _read(desk: Desk, kind: OwnList, one: Line, at: int) -> ListedName:
    """One line, each part read by its kind; UserError names the line."""
    read: dict[str, Any] = {}
    try:
        for name, value in one.said.items():
            read[name] = take(_FIELDS[name], value, desk.read_context)
    except UserError as wrong:
        raise UserError(
            f"第 {at + 1} 行“{one.name}”：{wrong.what}", wrong.remedy, field=wrong.field
        ) from None
    name = str(read[NAME] or "")
    if not name:
        raise UserError(
            f"第 {at + 1} 行还没有填{LISTS[kind].one}的{LISTS[kind].name}。",
            "请填上，或者去掉这一行。",
            field=NAME,
        )
    return ListedName(id=one.id, kind=kind, position=at, active=one.active, **read)


def _refuse_twice(kind: OwnList, wanted: Sequence[ListedName]) -> None:
    keys = [_key(kind, one) for one in wanted]
    twice = next((name for at, (name, _of) in enumerate(keys) if keys[at] in keys[:at]), None)
    if twice is not None:
        raise UserError(
            f"{LISTS[kind].title}名单里有两个“{twice}”。", "请去掉一个，或者写得能分清。", field=NAME
        )
