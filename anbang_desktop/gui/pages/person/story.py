"""What happened with a person, as the lines of 经过: one of each record, one of each step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from anbang_desktop.domain.states import state
from anbang_desktop.domain.steps import CAUSES
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.contact import CONDITIONS, CONTACT, Contact
from anbang_desktop.fields.field import Record, names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.need import Need
from anbang_desktop.fields.stage import Stage
from anbang_desktop.fields.wish import Wish
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.services.aid import board
from anbang_desktop.services.records.registry import KINDS, Kind, Sign

PHONE = ("电话", "视频")
VISIT, AGREE, ASSESS = names(Contact), names(Agreement), names(Assessment)
NEED, LETTER = names(Need), names(Letter)
WISHED = names(Wish)
SIGNS: tuple[tuple[Sign, str], ...] = (
    ("visit", "走访"),
    ("phone", "电话"),
    ("agreement", "协议"),
    ("assess", "评估"),
    ("hand", "帮扶"),
    ("wish", "诉求"),
    ("verify", "其他"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the time line; ``record`` opens, a step of the case does not."""

    on: date
    sign: Sign
    title: str
    words: str
    by: str
    mark: tuple[Literal["overdue"], str] | None = None
    record: Record | None = None
    corrected: bool = False

    @property
    def voided(self) -> bool:
        """It stays in its place and counts nowhere."""
        return self.record is not None and self.record.voided_at is not None


def story(subject: PersonContext) -> Sequence[Event]:
    """Records of every kind that is shown here, voided ones too, and steps; newest first."""
    file = subject.person.file
    told = [
        replace(event, corrected=subject.was_corrected(record))
        for kind in KINDS
        if kind.sign is not None
        for record in file.all_of(kind.fields.record)
        if not _only_counted(record)
        for event in _events(subject, kind, kind.sign, record)
    ]
    told += [*_nothing_needed(subject), *(_step(subject, stage) for stage in file.stages)]
    return sorted(told, key=lambda event: event.on, reverse=True)


def _events(subject: PersonContext, kind: Kind, sign: Sign, record: Record) -> Iterator[Event]:
    """A kind of its own wording, or the common one: what the record says."""
    match record:
        case Contact():
            yield _contact(subject, record)
        case Agreement():
            yield from _agreement(subject, record)
        case Assessment():
            yield _assessment(subject, record)
        case Need():
            yield _need(subject, record)
        case Letter():
            title, words = subject.words(record, LETTER.letter_type), f"{record.receiver}：{record.matter}"
            yield Event(record.on, sign, title, words, record.entered_by, record=record)
        case Wish():
            yield _wish(subject, record)
        case _:
            words = subject.words(record, kind.says) if kind.says is not None else ""
            yield Event(record.on, sign, kind.label, words, record.entered_by, record=record)


def _contact(subject: PersonContext, one: Contact) -> Event:
    way = subject.words(one, VISIT.contact_type) or "联系"
    met = subject.words(one, VISIT.met)
    said = [
        subject.words(one, VISIT.content),
        _conditions(subject, one),
        _prefixed("困难", subject.words(one, VISIT.problems)),
    ]
    people = (subject.words(one, VISIT.workers), subject.words(one, VISIT.companions))
    return Event(
        one.on,
        "phone" if way in PHONE else "visit",
        f"{way}，{met}" if met else way,
        "\n".join(filter(None, said)),
        "、".join(filter(None, people)),
        ("overdue", "需关心") if one.abnormal else None,
        one,
    )


def _conditions(subject: PersonContext, one: Contact) -> str:
    shown = [(CONTACT.field(name).label, subject.words(one, name)) for name in CONDITIONS]
    return "，".join(f"{label}{words}" for label, words in shown if words)


def _prefixed(name: str, words: str) -> str:
    return f"{name}：{words}" if words else ""


def _agreement(subject: PersonContext, one: Agreement) -> Iterator[Event]:
    version = f"第 {one.version} 版协议"
    if one.printed_on:
        yield Event(one.printed_on, "agreement", f"{version}打印", "", one.entered_by, record=one)
    if one.signed_on:
        scan = "有扫描件" if one.scan else ""
        yield Event(one.signed_on, "agreement", f"{version}签订", scan, one.entered_by, record=one)
    if one.refused_on:
        note = subject.words(one, AGREE.refusal_note)
        yield Event(one.refused_on, "agreement", f"{version}未签", note, one.entered_by, record=one)


def _assessment(subject: PersonContext, one: Assessment) -> Event:
    words = f"{one.score} 分，决定：{subject.words(one, ASSESS.decided)}"
    title = subject.words(one, ASSESS.kind) or "评估"
    return Event(one.meeting_on, "assess", title, words, subject.words(one, ASSESS.present), record=one)


def _only_counted(record: Record) -> bool:
    """没有 is an answer, but no event: eighteen of them in one go are one line."""
    return isinstance(record, Need) and record.state == board.NONE and record.voided_at is None


def _nothing_needed(subject: PersonContext) -> Iterator[Event]:
    counted: dict[tuple[date, str], list[Need]] = {}
    for one in subject.person.file.of(Need):
        if _only_counted(one):
            counted.setdefault((one.on, one.entered_by), []).append(one)
    for (day, by), found in counted.items():
        names = "、".join(subject.words(one, NEED.help) for one in found)
        if len(found) == 1:
            yield _need(subject, found[0])
        else:
            yield Event(day, "hand", f"问过需求，没有的 {len(found)} 项", names, by)


def _need(subject: PersonContext, one: Need) -> Event:
    title = f"需求：{subject.words(one, NEED.help)}，{subject.words(one, NEED.state)}"
    return Event(one.on, "hand", title, subject.words(one, NEED.note), one.entered_by, record=one)


def _wish(subject: PersonContext, one: Wish) -> Event:
    """Own words, and the answer once there is one."""
    answer = _prefixed("答复", one.answer or "")
    words = "\n".join(filter(None, (one.content, answer)))
    outcome = subject.words(one, WISHED.outcome) or "还没有答复"
    title = f"{subject.words(one, WISHED.category)}，{outcome}"
    return Event(one.raised_on, "wish", title, words, one.handler, record=one)


def _step(subject: PersonContext, stage: Stage) -> Event:
    """What was said with the step: its cause first."""
    here = state(stage.state)
    cause = subject.desk.codes[CAUSES[here]].label(stage.cause) if stage.cause and here in CAUSES else ""
    told = (
        cause,
        _prefixed("转往", stage.receiving_office or ""),
        _prefixed("转自", stage.sending_office or ""),
        _prefixed("新住址", stage.new_addr or ""),
        _prefixed("函号", stage.letter_no or ""),
        _prefixed("回执", stage.receipt_no or ""),
        _prefixed("证明", stage.proof or ""),
        stage.reason or "",
    )
    words = "；".join(filter(None, told))
    return Event(stage.on, "verify", f"转为“{here.label}”", words, stage.entered_by)
