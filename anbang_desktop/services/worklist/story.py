"""What happened with a person, as the lines of 经过: each record, what came of it later, each step; the
newest first, within a day too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, Literal

from anbang_desktop.domain.states import IN_FORCE, state
from anbang_desktop.domain.steps import CAUSES, told_as
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.contact import CONDITIONS, CONTACT, Contact
from anbang_desktop.fields.field import UNTIMED, Record, fields_of, name_of, names
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.need import Need
from anbang_desktop.fields.put_off import PutOff
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.stage import Stage
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.wish import Wish, WishStep
from anbang_desktop.services.aid import board
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Kind, Sign, kind_for

PHONE = ("电话", "视频")
SIGNS: tuple[tuple[Sign, str], ...] = (
    ("visit", "走访"),
    ("phone", "电话"),
    ("agreement", "协议"),
    ("assess", "评估"),
    ("hand", "帮扶"),
    ("file", "函件"),
    ("wish", "诉求"),
    ("verify", "核查"),
    ("check", "办理"),
    ("clock", "暂缓"),
    ("archive", "材料"),
    ("info", "其他"),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One line; ``record`` opens, a step of the case does not. ``private`` is seen and never printed. ``at``
    and ``place`` order what fell on one day.
    """

    on: date
    sign: Sign
    title: str
    words: str
    by: str
    mark: tuple[Literal["overdue"], str] | None = None
    record: Record | None = None
    corrected: bool = False
    at: datetime = UNTIMED
    place: int = 0
    private: str = ""

    @property
    def shown(self) -> str:
        """Its words on the screen."""
        return "；".join(filter(None, (self.words, self.private)))

    @property
    def voided(self) -> bool:
        """It stays in its place and counts nowhere."""
        return self.record is not None and self.record.voided_at is not None


def story(
    desk: Desk, file: CaseFile, corrected: frozenset[tuple[type[Record], int]] = frozenset()
) -> Sequence[Event]:
    """Records of every kind, voided ones too, and steps; newest first."""
    told = [
        replace(event, corrected=(type(record), record.id) in corrected, place=place)
        for kind in KINDS
        if kind.sign is not None
        for record in file.all_of(kind.fields.record)
        if not _only_counted(record)
        for place, event in enumerate(_events(_Said(desk, record), kind.sign, record))
    ]
    told += [*_nothing_needed(desk, file), *_steps(desk, file)]
    return sorted(told, key=_moment)[::-1]  # of one moment what follows comes first


def counted(events: Sequence[Event], sign: str) -> list[Event]:
    """Those of a kind; what was voided counts in none. All of them where no kind is named."""
    return [event for event in events if not sign or (event.sign == sign and not event.voided)]


def _moment(event: Event) -> tuple[date, datetime, datetime, int]:
    """The day, the hour where it is known, else when it was written down: what was entered later comes after
    what was done at its hour.
    """
    same = event.at.date() == event.on
    known = event.at if same else datetime.combine(event.on, time.max)
    return event.on, known, event.at, event.place


class _Said:
    """One record in words."""

    def __init__(self, desk: Desk, record: Record) -> None:
        self.desk, self.record = desk, record
        self._known = {field.name: field for field in fields_of(type(record))}

    def of(self, attribute: object) -> str:
        """One datum as a clerk reads it."""
        name = name_of(attribute)
        return self._known[name].kind.show(getattr(self.record, name), self.desk.read_context)

    def event(self, on: date, sign: Sign, title: str, words: str = "", by: str = "") -> Event:
        """A line of the record."""
        entered = self.record.entered_at
        return Event(on, sign, title, words, by or self.record.entered_by, record=self.record, at=entered)


def _events(said: _Said, sign: Sign, record: Record) -> Iterator[Event]:
    """A kind of its own wording, or the common one: what the record says."""
    own = _OWN.get(type(record))
    if own is not None:
        yield from own(said, sign, record)
    else:
        kind: Kind = kind_for(type(record))
        words = said.of(kind.says) if kind.says is not None else ""
        yield said.event(record.on, sign, kind.label, words)


def _contact(said: _Said, _sign: Sign, one: Contact) -> Iterator[Event]:
    its = names(Contact)
    way, met = said.of(its.contact_type) or "联系", said.of(its.met)
    words = (said.of(its.content), _conditions(said, one), _prefixed("困难", said.of(its.problems)))
    who = "、".join(filter(None, (said.of(its.workers), said.of(its.companions))))
    made = said.event(
        one.on, "phone" if way in PHONE else "visit", f"{way}，{met}" if met else way, _lines(*words), who
    )
    hour = one.at if one.at.time() != time() else made.at
    yield replace(made, mark=("overdue", "需关心") if one.abnormal else None, at=hour)


def _conditions(said: _Said, one: Contact) -> str:
    shown = [(CONTACT.field(name).label, said.of(name)) for name in CONDITIONS if getattr(one, name)]
    return "，".join(f"{label}{words}" for label, words in shown)


def _agreement(said: _Said, sign: Sign, one: Agreement) -> Iterator[Event]:
    version = f"第 {one.version} 版协议"
    if one.printed_on:
        yield said.event(one.printed_on, sign, f"{version}打印")
    if one.signed_on:
        yield said.event(one.signed_on, sign, f"{version}签订", "有扫描件" if one.scan else "")
    if one.refused_on:
        yield said.event(one.refused_on, sign, f"{version}未签", said.of(names(Agreement).refusal_note))
    if one.state in IN_FORCE and not (one.signed_on or one.refused_on):
        yield said.event(one.on, sign, f"协议{said.of(names(Agreement).state)}", "建账时登记，没有写日期")


def _assessment(said: _Said, sign: Sign, one: Assessment) -> Iterator[Event]:
    its = names(Assessment)
    scored = "" if one.score is None else f"{one.score} 分，"
    words = f"{scored}决定：{said.of(its.decided)}"
    yield said.event(one.meeting_on, sign, said.of(its.kind) or "评估", words, said.of(its.present))


def _verification(said: _Said, sign: Sign, one: Verification) -> Iterator[Event]:
    its = names(Verification)
    yield said.event(one.on, sign, f"信息核查，{said.of(its.result)}", "", one.checker)
    if one.replied_on:
        yield said.event(one.replied_on, sign, "回复县司法局", said.of(its.result))


def _need_line(said: _Said, sign: Sign, one: Need) -> Iterator[Event]:
    its = names(Need)
    made = said.event(one.on, sign, f"需求：{said.of(its.help)}，{said.of(its.state)}")
    yield replace(made, private=said.of(its.note))


def _measure(said: _Said, sign: Sign, one: HelpMeasure) -> Iterator[Event]:
    its = names(HelpMeasure)
    about = f"{said.of(its.help)}：{one.item}"
    yield said.event(one.began_on, sign, f"开始帮扶，{about}", one.department or "", one.owner)
    if one.ended_on:
        words = _lines(said.of(its.result), said.of(its.reason))
        yield said.event(one.ended_on, sign, f"帮扶{said.of(its.state)}，{about}", words, one.owner)


def _letter(said: _Said, sign: Sign, one: Letter) -> Iterator[Event]:
    its = names(Letter)
    name = said.of(its.letter_type)
    to = f"{name}：{one.receiver}"
    yield said.event(one.on, sign, f"写{to}", one.matter, one.signed_by or "")
    if one.sent_on:
        due = f"请在 {one.reply_due.isoformat()} 前回复" if one.reply_due else ""
        yield said.event(one.sent_on, sign, f"发出{to}", due)
    if one.replied_on:
        answer = "对方已受理" if one.accepted else "对方没有受理" if one.accepted is not None else ""
        words = _lines(answer, said.of(its.reply_text))
        yield said.event(one.replied_on, sign, f"收到{name}的回执：{one.receiver}", words)


def _relief(said: _Said, sign: Sign, one: ReliefApplication) -> Iterator[Event]:
    its = names(ReliefApplication)
    name = said.of(its.kind)
    yield replace(said.event(one.applied_on, sign, f"申请{name}"), private=said.of(its.detail))
    if one.decided_on:
        words = _lines(_money(one.amount), said.of(its.refusal_reason))
        yield said.event(one.decided_on, sign, f"{name}{said.of(its.decision)}", words)
    if one.paid_on:
        yield said.event(one.paid_on, sign, f"{name}已发放", _money(one.amount))


def _stay(said: _Said, sign: Sign, one: BaseStay) -> Iterator[Event]:
    yield said.event(one.on, sign, f"住进{one.base}", said.of(names(BaseStay).reason))
    if one.out_on:
        yield said.event(one.out_on, sign, f"离开{one.base}", said.of(names(BaseStay).out_to))


def _wish(said: _Said, sign: Sign, one: Wish) -> Iterator[Event]:
    """Own words, each step, and the answer once there is one."""
    its = names(Wish)
    category, outcome = said.of(its.category), said.of(its.outcome) or "还没有答复"
    yield said.event(one.raised_on, sign, f"{category}，{outcome}", one.content, one.handler)
    for step in one.steps:
        words = "，".join(filter(None, (step.unit, step.note)))
        yield said.event(step.on, sign, f"{category}：{_act(said, step)}", words, step.by or one.handler)
    if one.answered_on:
        yield said.event(one.answered_on, sign, f"答复诉求：{category}", one.answer or "", one.handler)


def _act(said: _Said, step: WishStep) -> str:
    return said.desk.codes["wish_step"].label(step.act)


def _held(said: _Said, sign: Sign, one: PutOff) -> Iterator[Event]:
    yield said.event(one.on, sign, f"暂缓到 {one.until.isoformat()}：{one.what}", one.reason)
    if one.taken_up:
        yield said.event(one.taken_up, sign, f"不再暂缓：{one.what}")


_OWN: Mapping[type[Record], Callable[[_Said, Sign, Any], Iterator[Event]]] = {
    Contact: _contact,
    Agreement: _agreement,
    Assessment: _assessment,
    Verification: _verification,
    Need: _need_line,
    HelpMeasure: _measure,
    Letter: _letter,
    ReliefApplication: _relief,
    BaseStay: _stay,
    Wish: _wish,
    PutOff: _held,
}


def _only_counted(record: Record) -> bool:
    """没有 is an answer, but no event: eighteen of them in one go are one line."""
    return isinstance(record, Need) and record.state == board.NONE and record.voided_at is None


def _nothing_needed(desk: Desk, file: CaseFile) -> Iterator[Event]:
    answers: dict[tuple[date, str], list[Need]] = {}
    for one in file.of(Need):
        if _only_counted(one):
            answers.setdefault((one.on, one.entered_by), []).append(one)
    for (day, by), found in answers.items():
        said = "、".join(desk.codes["help_type"].label(one.help) for one in found)
        if len(found) == 1:
            yield from _need_line(_Said(desk, found[0]), "hand", found[0])
        else:
            words = f"问过需求，没有的 {len(found)} 项"
            yield Event(day, "hand", words, said, by, at=found[0].entered_at)


def _steps(desk: Desk, file: CaseFile) -> Iterator[Event]:
    """What was said with each step: its cause first."""
    for place, (before, stage) in enumerate(pairwise((None, *file.stages))):
        if stage is not None:
            title = told_as(before.state if before else "", stage.state)
            made = Event(stage.on, "check", title, _step_words(desk, stage), stage.entered_by)
            private = _prefixed("新住址", stage.new_addr or "")
            yield replace(made, at=stage.entered_at, place=place, private=private)


def _step_words(desk: Desk, stage: Stage) -> str:
    here = state(stage.state)
    cause = desk.codes[CAUSES[here]].label(stage.cause) if stage.cause and here in CAUSES else ""
    told = (
        cause,
        _prefixed("转往", stage.receiving_office or ""),
        _prefixed("转自", stage.sending_office or ""),
        _prefixed("函号", stage.letter_no or ""),
        _prefixed("回执", stage.receipt_no or ""),
        _prefixed("证明", stage.proof or ""),
        stage.reason or "",
        _prefixed("没办完的事", stage.left_open or ""),
    )
    return "；".join(filter(None, told))


def _prefixed(name: str, words: str) -> str:
    return f"{name}：{words}" if words else ""


def _lines(*words: str) -> str:
    return "\n".join(filter(None, words))


def _money(amount: object) -> str:
    return f"{amount:,.2f} 元" if amount is not None else ""
