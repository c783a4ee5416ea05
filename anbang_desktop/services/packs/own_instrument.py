"""An office's own assessment form: a copy to edit, read again and checked whole, taken by whoever
decides it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.instrument import Instrument, Item, Use
from anbang_desktop.domain.instrument_check import find_faults
from anbang_desktop.domain.instrument_file import parse_instrument
from anbang_desktop.domain.instrument_text import family_of, next_id, write_instrument
from anbang_desktop.domain.instrument_words import InstrumentWords, parse_instrument_words
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import kept_instruments
from anbang_desktop.services.office.details import refuse_name
from anbang_desktop.services.office.kept_instruments import INSTRUMENT
from anbang_desktop.services.office.kept_rules import Taken
from anbang_desktop.services.office.rule_files import known_names
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.packs.taking import Decision
from anbang_desktop.services.records.assessment import form_of
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.services.records.unit import begin

LABEL = "换评估表"
_LONGEST = 500_000  # bytes; a form has some six thousand
_LATEST = 366 * 2  # days ahead that a form may begin; more is a slip of the year
NOTHING = "—"


@cache
def _words() -> InstrumentWords:
    return parse_instrument_words(paths.resources("instruments", "words.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Change:
    """One line of what a form changes: which item, as it is and as it would be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A form that was read: its faults in sentences (then ``form`` is None), or what it changes."""

    text: str
    faults: tuple[str, ...]
    form: Instrument | None = None
    before: Instrument | None = None  # what it follows; None for a form of another sort
    changes: tuple[Change, ...] = ()


def export(desk: Desk, file: Path, id_: str = "") -> Instrument:
    """A copy to edit of a form in use (the long one), already with the number of the next version; whole or
    not at all. UserError for a form that is not there.
    """
    form = form_of(desk, id_) if id_ else desk.instrument
    known = [one.id for one in kept_instruments.taken(desk.store)]
    new, version = next_id(form.id, known)
    copy = replace(form, id=new, version=version)
    needs = [f"{one.code} {one.name}" for one in desk.codes["help_type"].offered]
    text = write_instrument(copy, needs).replace("\n", "\r\n")  # old 记事本 shows no other line ends
    with write_beside(file, text.encode("utf-8-sig")):
        return copy


def read(desk: Desk, file: Path) -> Edited:
    """An edited copy with every fault at once. UserError only for a file that is no text at all."""
    text = _text(file)
    follows = _followed(desk, text)
    known = known_names(desk.codes)
    found = [str(one) for one in find_faults(text, known, desk.pack, _words(), follows)]
    if found:
        return Edited(text, tuple(found))
    form = parse_instrument(text, known)
    if wrong := tuple(_in_the_way(desk, form, follows)):
        return Edited(text, wrong)
    return Edited(text, (), form, follows, tuple(_changes(follows, form)))


def _text(file: Path) -> str:
    remedy = "请选用“导出一份来改”导出、用记事本改好的文件。"
    try:
        if file.stat().st_size > _LONGEST:
            raise UserError(f"“{file.name}”太大，不是评估表。", remedy, field="file")
        return file.read_text("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        words = f"“{file.name}”不是 UTF-8 文字文件。"
        raise UserError(words, "请在记事本里“另存为”，编码选 UTF-8。", field="file") from None


def _followed(desk: Desk, text: str) -> Instrument | None:
    """The form in use that a text is the next version of; what can't be read follows none."""
    try:
        family = family_of(parse_instrument(text, known_names(desk.codes)).id)
    except TomlFault:
        named = [one for one in desk.instruments if f'"{family_of(one.id)}-' in text]
        return named[0] if named else None
    return next((one for one in desk.instruments if family_of(one.id) == family), None)


def _in_the_way(desk: Desk, form: Instrument, follows: Instrument | None) -> Iterator[str]:
    used = {one.id: one for one in kept_instruments.taken(desk.store)}
    shipped = {one.id for one in desk.forms(date.min)}
    if form.id in used or form.id in shipped:
        new, version = next_id(form.id, used)
        yield f"编号 {form.id} 已经有了，请把 id 改成 {new}，version 改成“{version}”。"
    long = family_of(form.id) == family_of(desk.instrument.id)
    if long and (form.use != Use() or not form.scored):
        yield f"“{form.name}”是每一次评估都可以用的完整表，要计分，不能只用于几种评估（[use]）。"
    if not long and form.use == Use():
        yield f"“{form.name}”没有写用于哪几种评估，请加上 [use]。"
    if not long and follows is None and not form.scored and not form.use.kinds:
        yield f"“{form.name}”没有写用于哪几种评估（kinds）。"


def _changes(before: Instrument | None, after: Instrument) -> Iterator[Change]:
    if before is None:
        yield Change(after.name, NOTHING, "新的评估表")
        old: dict[str, str] = {}
    else:
        old = dict(_lines(before))
    new = dict(_lines(after))
    for what in dict.fromkeys((*new, *old)):
        if old.get(what) != new.get(what):
            yield Change(what, old.get(what, NOTHING), new.get(what, NOTHING))


def lines(form: Instrument) -> list[tuple[str, str]]:
    """What a form says, one line for each thing: which, and what of it."""
    return list(_lines(form))


def _lines(form: Instrument) -> Iterator[tuple[str, str]]:
    yield "名称", form.name
    yield "说明", form.note or NOTHING
    yield "用于", _use(form.use)
    scale = form.thresholds
    if form.scored:
        yield "总分", f"{scale.lowest}–{scale.highest} 分"
    yield "要讨论", f"相差 {scale.discuss_steps} 档；{scale.apart_items} 项起叫分歧较大"
    for block in form.blocks:
        limit = f"，最多 {block.limit} 分" if form.scored else ""
        yield f"{block.code}　部分", f"{block.label}{limit}"
        for item in block.items:
            yield f"{item.code}　项目", f"{item.label}：{_answers(item, scored=form.scored)}"
    yield "重点触发项", "、".join(form.key_triggers.values())
    yield "问到的需求", "、".join(form.needs)


def _use(use: Use) -> str:
    whom = {None: "", True: "，只用于重点的人", False: "，不用于重点的人"}[use.urgent]
    return (f"{len(use.kinds)} 种评估（{'、'.join(use.kinds)}）" if use.kinds else "每一种评估") + whom


def _answers(item: Item, *, scored: bool) -> str:
    told = [f"{one.label} {one.points}" if scored else one.label for one in item.options]
    more = [f"需求 {item.need}"] if item.need else []
    more += ["封存时只有责任人看得到"] if item.restricted else []
    more += [f"{'、'.join(item.full_when)}要完整评估"] if item.full_when else []
    return "，".join(told) + (f"（{'；'.join(more)}）" if more else "")


def usable(edited: Edited) -> Instrument:
    """The form that was read; UserError with its first fault, and how many there are."""
    if edited.form is None:
        more = f"（共 {len(edited.faults)} 处）" if len(edited.faults) > 1 else ""
        raise UserError(edited.faults[0] + more, "请改好文件再选一次。", field="file")
    return edited.form


def refuse_day(desk: Desk, since: date) -> None:
    """UserError for a first day that is past, or too far off to be meant."""
    if since < desk.today or (since - desk.today).days > _LATEST:
        what = f"起用日期 {since.isoformat()} {'早于今天' if since < desk.today else '离今天两年以上'}。"
        raise UserError(
            what, "做过的评估用原来的表，不改；请从今天或者以后的一天起用。", field="effective_from"
        )


def take(desk: Desk, edited: Edited, since: date, decision: Decision) -> None:
    """The form is in use from a day on; assessments that were made keep theirs. One unit of work, taken back
    like any other. UserError where nobody decided it, or for a day that is past.
    """
    form = usable(edited)
    refuse_name(decision.approver, "批准人", "approver")
    refuse_future(desk, decision.decided_on, "decided_on")
    refuse_day(desk, since)
    with begin(desk, LABEL) as unit:
        unit.work.why = f"{decision.approver.strip()} {decision.decided_on.isoformat()} 批准"
        kept = Taken(
            form.id,
            edited.text,
            since,
            desk.today,
            desk.user,
            decision.approver.strip(),
            decision.decided_on,
            decision.number.strip(),
            place=1 + max((one.place for one in kept_instruments.taken(desk.store)), default=0),
        )
        summary = f"{LABEL}：{form.name} {form.version}，{since.isoformat()} 起用"
        unit.work.set(f"{INSTRUMENT}{form.id}", kept.plain(), summary)


def history(desk: Desk) -> tuple[Taken, ...]:
    """The forms that were taken, newest first."""
    return tuple(reversed(kept_instruments.taken(desk.store)))
