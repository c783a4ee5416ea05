"""照录: one person's data in the order and the words of another system's screen, what of it has changed since
it was copied there last, and the notes of what was looked at.

What was copied last is kept for the whole office beside the drafts: scratch that no rule reads, as keyed
hashes only. What was copied out on a day is in the audit.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.copying import (
    Column,
    CopyLine,
    CopySystem,
    TheirCodes,
    Written,
    code_words,
    day_words,
)
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import NO, YES, Attachment, Choice, Choices, YesNo
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, sealing
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.worklist import copy_systems
from anbang_desktop.services.worklist.copy_data import CopySource, sources
from anbang_desktop.storage.queries import drafts as query
from anbang_desktop.storage.reading import Connection

OFFICE = ""  # whose scratch: everybody's, whoever copies next
SENSITIVE = 3
_ANSWERS = {YES: "1", NO: "0"}


class Since(StrEnum):
    """What became of a line since it was copied last."""

    NEW = "new"  # never copied
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CopyValue:
    """One line of one person. ``words`` are what is copied, empty where nothing was filled in; ``uncoded``:
    the system's codes have none for what stands here.
    """

    line: CopyLine
    source: CopySource
    words: str
    since: Since
    uncoded: bool = False

    @property
    def key(self) -> str:
        """Of its line."""
        return self.line.key

    @property
    def covered(self) -> bool:
        """Whether it lies under a cover until it is asked for."""
        return self.source.covered and bool(self.words)


@dataclass(frozen=True, slots=True)
class CopySheet:
    """One person for one system; ``last`` is the day on which anything of it was copied before."""

    system: CopySystem
    no: str
    case_id: int
    name: str
    values: tuple[CopyValue, ...]
    last: date | None

    @property
    def changed(self) -> tuple[CopyValue, ...]:
        """What the other system has otherwise now."""
        return tuple(one for one in self.values if one.since is Since.CHANGED)


def show(desk: Desk, no: str, system: str) -> CopySheet:
    """The sheet of one person; UserError where there is no such number or no such system."""
    wanted = copy_systems.system(desk, system)
    with desk.store.read() as connection:
        about = case_file.by_no(connection, no)
        _refuse_withheld(desk, about)
        kept, on = _kept(connection, about.no, wanted.id)
    values = tuple(_value(desk, about, wanted, line, kept) for line in wanted.shown)
    return CopySheet(wanted, about.no, about.case_id, about.client.name, values, on)


def _refuse_withheld(desk: Desk, about: CaseFile) -> None:
    """A sealed record is given to no other system (未成年人犯罪记录封存的实施办法)."""
    if sealing.is_withheld(desk, about):
        raise UserError(
            f"{about.no} 的犯罪记录已封存（或者待定封存），不能照录到别的系统。",
            "县局要件数的，数量报表里已经计入；要情况的，请县局按查询办理。",
            field="no",
        )


def note_open(desk: Desk, sheet: CopySheet) -> None:
    """Who opens a sheet has looked at what it shows without a cover: noted where that is sensitive."""
    seen = (one for one in sheet.values if one.words and not one.covered)
    if any(one.source.field.privacy >= SENSITIVE for one in seen):
        _note(desk, sheet, "reveal", f"查看照录 {sheet.system.name} {sheet.no}")


def note_reveal(desk: Desk, sheet: CopySheet, value: CopyValue) -> None:
    """A value under a cover was looked at, or copied, which discloses it as well."""
    _note(desk, sheet, "reveal", f"查看完整内容：照录 {sheet.system.name}：{value.line.label} {sheet.no}")


def remember(desk: Desk, sheet: CopySheet, keys: Collection[str]) -> None:
    """These lines stand in the other system now as they stand here: the next sheet tells what has changed.
    One audit row says how many were copied; nothing where none was.
    """
    done = [one for one in sheet.values if one.key in keys]
    if not done:
        return
    with desk.store.work(desk.clock) as work:
        kept, _on = _kept(work.connection, sheet.no, sheet.system.id)
        kept |= {one.key: _mark(desk, one.words) for one in done}
        query.put(work.connection, OFFICE, _form(sheet.no, sheet.system.id), kept, desk.clock.now())
        words = f"照录 {len(done)} 项到 {sheet.system.name} {sheet.no}"
        work.note("export", f"cases/{sheet.case_id}/copying", words)


def forget(desk: Desk, sheet: CopySheet) -> None:
    """Begin anew: nothing of the person is in the other system."""
    with desk.store.work(desk.clock) as work:
        query.drop(work.connection, OFFICE, _form(sheet.no, sheet.system.id))


def _note(desk: Desk, sheet: CopySheet, action: str, words: str) -> None:
    with desk.store.work(desk.clock) as work:
        work.note(action, f"cases/{sheet.case_id}", words)


# ---- what was copied before


def _form(no: str, system: str) -> str:
    """As drafts are named, so that it goes with the case (``drafts.drop_of``)."""
    return f"copied:{no}:{system}"


def _kept(connection: Connection, no: str, system: str) -> tuple[dict[str, str], date | None]:
    found = query.find(connection, OFFICE, _form(no, system))
    if found is None:
        return {}, None
    marks, at = found
    return {str(key): str(mark) for key, mark in marks.items()}, at.date()


def _mark(desk: Desk, words: str) -> str:
    return desk.store.fingerprint("copying", words).hex()


def _since(desk: Desk, key: str, words: str, kept: Mapping[str, str]) -> Since:
    if key not in kept:
        return Since.NEW
    return Since.SAME if kept[key] == _mark(desk, words) else Since.CHANGED


# ---- how a value is written


def _value(
    desk: Desk, about: CaseFile, system: CopySystem, line: CopyLine, kept: Mapping[str, str]
) -> CopyValue:
    source = sources()[line.field]
    held = source.read(desk, about)
    words, uncoded = _words(desk, source.field, held, line, system)
    return CopyValue(line, source, words, _since(desk, line.key, words, kept), uncoded)


def _words(desk: Desk, field: Field, held: object, line: CopyLine, system: CopySystem) -> tuple[str, bool]:
    """The words, and whether the other system's codes lack one that was asked for."""
    kind = field.kind
    if held in (None, "", ()) or isinstance(kind, Attachment):
        return "", False
    if isinstance(held, datetime):
        held = held.date()
    if isinstance(held, date):
        return day_words(held, line.days), False
    if isinstance(kind, Choice | Choices):
        codes = [held] if isinstance(kind, Choice) else held
        pairs = [_theirs(desk, kind.table, str(code), system) for code in _each(codes)]
        written = [code_words(code, name, line.written) for code, name in pairs]
        lacking = line.written is not Written.WORDS and any(not code for code, _name in pairs)
        return "、".join(dict.fromkeys(one for one in written if one)), lacking
    if isinstance(kind, YesNo):
        return code_words(_ANSWERS[YES if held else NO], YES if held else NO, line.written), False
    return kind.show(held, desk.read_context), False


def _each(codes: object) -> Iterable[object]:
    return codes if isinstance(codes, list | tuple) else ()


def _theirs(desk: Desk, table: CodeTableName, code: str, system: CopySystem) -> tuple[str, str]:
    """The other system's code and words for one of our codes: ours where it has no codes of its own.
    Without a code there our words stay, so that the clerk sees what it is.
    """
    item, theirs = desk.codes[table].item(code), system.codes.get(table)
    ours = desk.codes[table].label(code)
    if theirs is None:
        return code, ours
    found = _their_code(theirs, code, "" if item is None else item.std, item.other if item else {})
    if theirs.names and found not in theirs.names:
        return "", ours
    return found, theirs.names.get(found, ours)


def _their_code(theirs: TheirCodes, code: str, std: str, other: Mapping[str, str]) -> str:
    if code in theirs.pairs:
        return theirs.pairs[code]
    if theirs.by is Column.STD:
        return std
    return other.get("ministry", "") if theirs.by is Column.MINISTRY else ""
