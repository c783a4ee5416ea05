"""走访帮扶: everything that happened with the person, newest first, with filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.pages.person.context import PersonContext, Record, day_of, short_day
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, glyph, row, text, wide

PHONE = ("电话", "视频")
CONDITIONS = ("behaviour", "work", "money", "family", "places", "company")
KINDS = (("visit", "走访"), ("phone", "电话"), ("agreement", "协议"), ("assess", "评估"), ("verify", "其他"))
MOST = 30


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the time line."""

    on: date
    sign: str
    title: str
    words: str
    by: str
    mark: tuple[str, str] | None = None


class TimeLine(QFrame):
    """All events, newest first; a chosen filter is visible."""

    def __init__(self, subject: PersonContext) -> None:
        """Draw everything that happened with the person."""
        super().__init__()
        self.setProperty("look", "card")
        self._scene, self._events, self._all = subject, story(subject), False
        self._lines = column(gap=0)
        self._chosen = ""
        group = QButtonGroup(self)
        chips: list[Item] = []
        for key, word in (("", "全部"), *KINDS):
            count = sum(event.sign == key for event in self._events)
            if key and not count:
                continue
            one = button(f"{word} {count}" if key else word, "filter", on=key == "")
            one.clicked.connect(lambda _on=False, key=key: self._choose(key))
            group.addButton(one)
            chips.append(one)
        add = button(Verb.RECORD_CONTACT, "soft", "plus", act=partial(subject.acts.do, Verb.RECORD_CONTACT))
        self.setLayout(column(row(*chips, None, add, gap=8), 8, self._lines, gap=0, pad=(24, 16, 24, 8)))
        self._draw()

    def _choose(self, key: str) -> None:
        self._chosen = key
        self._draw()

    def _draw(self) -> None:
        clear(self._lines)
        shown = [event for event in self._events if self._chosen in ("", event.sign)]
        for event in shown if self._all else shown[:MOST]:
            self._lines.addWidget(_line(event, self._scene.today))
        if not shown:
            self._lines.addWidget(
                box(
                    row(
                        text("还没有走访、电话等记录。第一次走访后点“登记走访”。", "label", wrap=True),
                        pad=(0, 8, 0, 8),
                    ),
                    "rowline",
                )
            )
        if len(shown) > MOST and not self._all:
            self._lines.addWidget(
                box(
                    row(None, button(f"再看 {len(shown) - MOST} 条", "link", act=self._show_all), None),
                    "rowline",
                )
            )

    def _show_all(self) -> None:
        self._all = True
        self._draw()


def story(subject: PersonContext) -> Sequence[Event]:
    """Contacts, agreements, assessments, checks and steps, newest first."""
    told = [_contact(subject, one) for one in subject.records("contact")]
    told += [event for one in subject.records("agreement") for event in _agreement(subject, one)]
    told += [_assessment(subject, one) for one in subject.records("assessment")]
    told += [_plain(subject, kind, title, one) for kind, title in OTHERS for one in subject.records(kind)]
    told += [_step(subject, one) for one in subject.person.history]
    return sorted((event for event in told if event.on), key=lambda event: event.on, reverse=True)


OTHERS = (
    ("verification", "信息核查"),
    ("handover", "衔接登记"),
    ("group", "帮教小组"),
    ("placement", "安置情况"),
)


def _line(event: Event, today: date) -> QWidget:
    words = dict(KINDS)[event.sign]
    tag = wide(
        box(row(glyph(event.sign, "primary", "icon_small"), text(words, "label"), None, gap=6), "scroll"), 68
    )
    mark: list[Item] = [Chip(*event.mark)] if event.mark else []
    more: list[Item] = [text(event.words, "small", wrap=True)] if event.words else []
    told = column(row(text(event.title, "strong"), *mark, None, gap=8), *more, gap=1)
    return box(
        row(
            column(wide(text(short_day(event.on, today), "strong"), 84), None),
            column(tag, None),
            (told, 1),
            column(text(event.by, "label"), None),
            gap=12,
            pad=(0, 8, 0, 8),
        ),
        "rowline",
    )


def _contact(subject: PersonContext, one: Record) -> Event:
    way = subject.words("contact", one, "contact_type") or "联系"
    met = subject.words("contact", one, "met")
    said = [
        subject.words("contact", one, "content"),
        _conditions(subject, one),
        _prefixed("困难", subject.words("contact", one, "problems")),
    ]
    sign = "phone" if way in PHONE else "visit"
    abnormal = ("overdue", "需关心") if one.get("abnormal") else None
    by = "、".join(
        words
        for words in (subject.words("contact", one, "workers"), subject.words("contact", one, "companions"))
        if words
    )
    on = day_of(one.get("at")) or day_of(one.get("on")) or subject.today
    return Event(on, sign, f"{way}，{met}" if met else way, "\n".join(filter(None, said)), by, abnormal)


def _conditions(subject: PersonContext, one: Record) -> str:
    labels = {field.name: field.label for field in subject.acts.fields("contact")}
    shown = [(labels[name], subject.words("contact", one, name)) for name in CONDITIONS]
    return "，".join(f"{label}{words}" for label, words in shown if words)


def _prefixed(name: str, words: str) -> str:
    return f"{name}：{words}" if words else ""


def _agreement(subject: PersonContext, one: Record) -> list[Event]:
    version = f"第 {one.get('version') or 1} 版协议"
    signed, refused, printed = (day_of(one.get(name)) for name in ("signed_on", "refused_on", "printed_on"))
    by = str(one.get("entered_by") or "")
    told = []
    if printed:
        told.append(Event(printed, "agreement", f"{version}打印", "", by))
    if signed:
        told.append(Event(signed, "agreement", f"{version}签订", "有扫描件" if one.get("scan") else "", by))
    if refused:
        told.append(
            Event(refused, "agreement", f"{version}未签", subject.words("agreement", one, "refusal_note"), by)
        )
    return told


def _assessment(subject: PersonContext, one: Record) -> Event:
    on = day_of(one.get("meeting_on")) or day_of(one.get("on")) or subject.today
    words = f"{one.get('score')} 分，决定：{subject.words('assessment', one, 'decided')}"
    return Event(
        on,
        "assess",
        subject.words("assessment", one, "kind") or "评估",
        words,
        subject.words("assessment", one, "present"),
    )


def _plain(subject: PersonContext, kind: str, title: str, one: Record) -> Event:
    words = {"verification": "result", "handover": "mode", "placement": "way"}.get(kind)
    return Event(
        day_of(one.get("on")) or subject.today,
        "verify",
        title,
        subject.words(kind, one, words) if words else "",
        str(one.get("entered_by") or ""),
    )


def _step(subject: PersonContext, one: Record) -> Event:
    name = subject.acts.state_words(str(one.get("state") or ""))
    return Event(
        day_of(one.get("on")) or subject.today,
        "verify",
        f"转为“{name}”",
        str(one.get("reason") or ""),
        str(one.get("entered_by") or ""),
    )
