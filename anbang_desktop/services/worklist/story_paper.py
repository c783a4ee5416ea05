"""经过 on paper: the kinds and days that were chosen, for a purpose that the audit keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.listing import Listing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import MUST, Datum, name_of, names
from anbang_desktop.fields.kinds import Day, Text
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import neutral
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_reason
from anbang_desktop.services.worklist.story import SIGNS, Event, story

if TYPE_CHECKING:
    from anbang_desktop.pdf.forms import listing as paper
else:
    paper = lazy_import("anbang_desktop.pdf.forms.listing")

_HEADS = ("日期", "类别", "事项", "内容", "经手人")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChoice:
    """What of it is printed, and what for; no kind named: all."""

    first: Annotated[date | None, Datum("从哪天", Day())] = None
    last: Annotated[date | None, Datum("到哪天", Day())] = None
    purpose: Annotated[str, Datum("用途", Text(100), MUST, help="给谁看、做什么用；会记下来")] = ""
    signs: tuple[str, ...] = ()


def chosen(events: Sequence[Event], choice: StoryChoice) -> list[Event]:
    """Those that are meant; what was voided is no part of a paper."""
    first, last = choice.first or date.min, choice.last or date.max
    kept = (event for event in events if not event.voided and first <= event.on <= last)
    return [event for event in kept if not choice.signs or event.sign in choice.signs]


def make(desk: Desk, no: str, choice: StoryChoice) -> bytes:
    """The paper as PDF bytes; UserError without a purpose, and where nothing is meant."""
    purpose = _purpose(desk, choice)
    return neutral.printed(desk, _read(desk, no), lambda told: _paper(desk, told, choice, purpose))


def _paper(desk: Desk, about: CaseFile, choice: StoryChoice, purpose: str) -> bytes:
    events = [
        event
        for event in chosen(story(desk, about), choice)
        if event.record is None or not neutral.is_inner(desk, about, event.record)
    ]
    if not events:
        raise UserError(
            "这样选没有一件。", "请放宽日期，或者多选几类。", field=name_of(names(StoryChoice).first)
        )
    named = dict(SIGNS)
    kinds = "、".join(named[sign] for sign, _word in SIGNS if sign in choice.signs) or "全部"
    facts = (
        f"{about.client.name}　档案 {about.no}",
        f"类别：{kinds}",
        f"期间：{_days(choice)}",
        f"共 {len(events)} 件",
        f"用途：{purpose}",
    )
    rows = [(one.on, named[one.sign], one.title, one.words.replace("\n", "；"), one.by) for one in events]
    made = f"{chinese(desk.today)}　{desk.user}　打印"
    return paper.make(Listing(f"{desk.office.name}　帮教经过", "　　".join(facts), made, _HEADS, tuple(rows)))


def note_print(desk: Desk, no: str, choice: StoryChoice) -> None:
    """Record in the audit that it went to the printer, and for what."""
    about = _read(desk, no)
    count = len(chosen(story(desk, about), choice))
    words = f"打印经过 {count} 件 {no}，用途：{_purpose(desk, choice)}"
    with desk.store.work(desk.clock) as work:
        work.note("print", f"cases/{about.case_id}/story", words)


def _read(desk: Desk, no: str) -> CaseFile:
    with desk.store.read() as connection:
        return case_file.by_no(connection, no)


def _purpose(desk: Desk, choice: StoryChoice) -> str:
    words = as_reason(desk, choice.purpose)
    if not words:
        what = "打印经过要写明用途。"
        raise UserError(
            what, "请写一句给谁看，例如“报县司法局审批解除”。", field=name_of(names(StoryChoice).purpose)
        )
    return words


def _days(choice: StoryChoice) -> str:
    first = chinese(choice.first) if choice.first else "开始"
    return f"{first}至{chinese(choice.last)}" if choice.last else f"{first}至今"
