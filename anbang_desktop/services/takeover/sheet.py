"""交接班单: what a successor must know of the office or of one worker's people, and why each line is here."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from anbang_desktop.domain.day_text import chinese, month_day
from anbang_desktop.domain.states import state
from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import UserError
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.records.wish_acts import turned
from anbang_desktop.services.worklist import due, wishes
from anbang_desktop.services.worklist.assign import OPEN
from anbang_desktop.storage.queries import workers as query
from anbang_desktop.storage.question import portions

EVERYBODY = ""
_WORDS = 40  # of what somebody wished: the rest stands in the record


class Part(StrEnum):
    """The parts of the sheet; the value is the head of each."""

    OVERDUE = "本所已过期限的事"
    PROMISED = "约好的和等答复的"
    UNOWNED = "没有责任人的"
    SILENT = "很久没有联系的"
    GROUPS = "小组成员里还写着交班人的"
    CHANGED = "这段时间办过的事"


@dataclass(frozen=True, slots=True)
class Line:
    """One person in one part: what it is, and why it stands here."""

    part: Part
    case_id: int
    no: str
    name: str
    village: str
    worker: str
    what: str
    why: str
    until: date | None = None
    section: PersonSection | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the people who are handed over."""

    no: str
    name: str
    village: str
    level: str
    state: str
    worker: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole: of whom (``worker`` "" is the whole office), since when, as of which day."""

    worker: str
    since: date
    day: date
    people: tuple[Listed, ...]
    lines: tuple[Line, ...]

    def of(self, part: Part) -> tuple[Line, ...]:
        """The lines of one part."""
        return tuple(one for one in self.lines if one.part is part)


def usual_since(desk: Desk) -> date:
    """From which day on things are told unless another one is chosen."""
    return desk.today - timedelta(days=desk.pack.number("takeover.changed.days"))


def read(desk: Desk, worker: str, since: date, progress: Progress | None = None) -> Sheet:
    """The sheet of one worker's people, or of the whole office (EVERYBODY). Who has nobody is always listed.
    UserError for a day to come; Cancelled where the clerk stops it.
    """
    if since > desk.today:
        what = f"“自某日以来”的日期 {since.isoformat()} 还没有到（今天是 {desk.today.isoformat()}）。"
        raise UserError(what, "请写今天或者以前的日期。", field="since")
    lines: list[Line] = []
    people: list[Listed] = []
    with desk.store.read() as connection:
        mine = query.cases_of(connection, worker, OPEN) if worker else query.cases_in(connection, OPEN)
        nobody = [one for one in query.cases_of(connection, "", OPEN) if worker]
        changed = query.changed_since(connection, datetime.combine(since, time.min))
        reader = _Reader(desk, worker, since, *changed)
        done, total = 0, len(mine) + len(nobody)
        for part in portions([*mine, *nobody]):
            if progress is not None:
                progress.step(done, total, "交接班单")
            for about in case_file.of_cases(connection, part):
                own = not worker or about.case.responsible_worker == worker
                people += [reader.listed(about)] if own else []
                lines += reader.lines(about) if own else reader.unowned(about)
            done += len(part)
    order = list(Part)
    lines.sort(key=lambda one: (order.index(one.part), one.until or date.max, one.village, one.no))
    people.sort(key=lambda one: (one.village, one.no))
    return Sheet(worker, since, desk.today, tuple(people), tuple(lines))


class _Reader:
    """Says of one case after another what a successor must know."""

    def __init__(
        self, desk: Desk, worker: str, since: date, cases: Mapping[int, int], clients: Mapping[int, int]
    ) -> None:
        self._desk, self._worker, self._since = desk, worker, since
        self._cases, self._clients = cases, clients
        self._silent = desk.pack.number("takeover.silent.days")

    def listed(self, about: CaseFile) -> Listed:
        """One of the people."""
        level, case = self._desk.codes["level"].label(about.case.level), about.case
        label = state(about.state).label
        return Listed(
            about.no, about.client.name, case.village or "", level, label, case.responsible_worker or ""
        )

    def lines(self, about: CaseFile) -> list[Line]:
        """Everything to be said of this case."""
        parts: Sequence[Callable[[CaseFile], Iterator[Line]]] = (
            self._overdue,
            self._promised,
            self._put_off,
            self._unowned,
            self._quiet,
            self._groups,
            self._changed,
        )
        return [line for part in parts for line in part(about)]

    def unowned(self, about: CaseFile) -> list[Line]:
        """Of somebody who has nobody only that."""
        return list(self._unowned(about))

    def _overdue(self, about: CaseFile) -> Iterator[Line]:
        for item in due.of_case(self._desk, about):
            if item.group == "overdue" and item.until is not None and item.kind != "release":
                late = (self._desk.today - item.until).days
                rule = f"{item.why.from_day(self._desk.today)}，{item.why.rule}" if item.why else ""
                why = f"{rule}；已过 {late} 日".lstrip("；")
                yield _line(Part.OVERDUE, about, item.what, why, item.until, item.section)

    def _put_off(self, about: CaseFile) -> Iterator[Line]:
        for item in due.of_case(self._desk, about):
            if item.put_off is not None:
                one = item.put_off
                why = f"{chinese(one.on)}{one.entered_by}暂缓：{one.reason}"
                yield _line(Part.PROMISED, about, f"暂缓的事：{item.what}", why, one.until, item.section)

    def _promised(self, about: CaseFile) -> Iterator[Line]:
        last = about.contacts[-1] if about.contacts else None
        section = PersonSection.CONTACT
        if last and (last.next_due or last.next_step):
            first = f"{month_day(last.next_due, self._desk.today)}再联系" if last.next_due else "下一步"
            what = "：".join(words for words in (first, _short(last.next_step)) if words)
            why = f"{chinese(last.on)}走访时约好的"
            yield _line(Part.PROMISED, about, what, why, last.next_due, section)
        yield from self._wishes(about, last)
        open_ = [one for one in about.verifications if one.replied_on is None]
        if open_ and not any(one.replied_on for one in about.verifications):
            what, why = "写核查回执，回复县司法局", f"{chinese(open_[-1].on)}已核查，还没有回执日期"
            yield _line(Part.PROMISED, about, what, why, None, PersonSection.VERIFICATION)

    def _wishes(self, about: CaseFile, last: Contact | None) -> Iterator[Line]:
        """What was asked for and not answered; of the last visit also what became no wish."""
        for one in (one for one in about.wishes if one.answered_on is None):
            why = f"{chinese(one.raised_on)}提出，还没有答复（{one.wish_no}）"
            until = wishes.due(self._desk, one).result
            words = f"答复诉求：{_short(one.content)}"
            if until >= self._desk.today:  # what is late stands among the overdue
                yield _line(Part.PROMISED, about, words, why, until, PersonSection.WISH)
        if last and last.wish and not turned(about, last.id):
            why = f"{chinese(last.on)}走访时提出，还没有记下答复"
            words = f"答复诉求：{_short(last.wish)}"
            yield _line(Part.PROMISED, about, words, why, None, PersonSection.CONTACT)

    def _unowned(self, about: CaseFile) -> Iterator[Line]:
        if not about.case.responsible_worker:
            what, why = "定一个帮教责任人", f"{state(about.state).label}，帮教责任人空着"
            yield _line(Part.UNOWNED, about, what, why, None, PersonSection.REGISTRATION)

    def _quiet(self, about: CaseFile) -> Iterator[Line]:
        if not state(about.state).on_books:
            return
        last, came = duties.last_contact(about), duties.registered_on(about)
        since = last or came
        if since is None or (days := (self._desk.today - since).days) <= self._silent:
            return
        said = f"最近一次联系是{chinese(since)}" if last else f"{chinese(since)}登记以来没有联系过"
        why = f"{said}，已 {days} 日；{self._desk.pack.text('takeover.silent.days')}"
        yield _line(Part.SILENT, about, "设法联系上，看看近况", why, None, PersonSection.CONTACT)

    def _groups(self, about: CaseFile) -> Iterator[Line]:
        if self._worker and any(one.name == self._worker for one in about.members):
            role = next(one.role for one in about.members if one.name == self._worker)
            what = f"小组换人：{self._desk.codes['member_role'].label(role)}是{self._worker}"
            why = "小组成员表是签过的，换责任人时不会跟着改，要重新定小组"
            yield _line(Part.GROUPS, about, what, why, None, PersonSection.GROUP)

    def _changed(self, about: CaseFile) -> Iterator[Line]:
        since, words = datetime.combine(self._since, time.min), list[str]()
        made = Counter(
            kind.label for kind in KINDS if kind.fields.table for _one in _made(about, kind, since)
        )
        words += [f"{label} {many} 条" if many > 1 else label for label, many in made.items()]
        reached = [one for one in about.stages if one.entered_at >= since]
        words += [f"到“{state(reached[-1].state).label}”"] if reached else []
        changed = self._cases.get(about.case_id, 0) + self._clients.get(about.client.id, 0)
        words += [f"改了 {changed} 项"] if changed else []
        if words:
            why = f"{chinese(self._since)}以来登记的"
            yield _line(Part.CHANGED, about, "、".join(words), why)


def _made(about: CaseFile, kind: Kind, since: datetime) -> Iterator[Record]:
    return (one for one in about.of(kind.fields.record) if one.entered_at >= since)


def _short(words: str | None) -> str:
    plain = " ".join((words or "").split())
    return plain if len(plain) <= _WORDS else f"{plain[: _WORDS - 1]}…"


def _line(
    part: Part,
    about: CaseFile,
    what: str,
    why: str,
    until: date | None = None,
    section: PersonSection | None = None,
) -> Line:
    case = about.case
    return Line(
        part,
        about.case_id,
        about.no,
        about.client.name,
        case.village or "",
        case.responsible_worker or "",
        what,
        why,
        until,
        section,
    )
