"""新登记: somebody came without notice. Name, papers and address now, the rest later on the person page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any, Unpack

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.guards import OPENING, TRANSFER_IN, StepFacts
from anbang_desktop.domain.states import AgreementState
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import MUST, Datum, Field, Section, name_of, names, sections_of
from anbang_desktop.fields.kinds import Choice, Day, Text
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.people.already_here import AlreadyHere
from anbang_desktop.gui.parts.compose import column, scroll, text
from anbang_desktop.gui.parts.dialog import foot, head, verb
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.services.cases import advance, on_books
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import.columns import roster_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where somebody comes from; another office hands over with its letter."""

    source: Annotated[str, Datum("怎么来的", Choice("case_source"), MUST, begins="来源")]
    on: Annotated[date, Datum("日期", Day(), MUST, help="报到、转入、收到名单或者建账的那一天")]
    sending_office: Annotated[str | None, Datum("转出的司法所", Text(), help="转入的才填")] = None
    letter_no: Annotated[str | None, Datum("转出函文号", Text(100), help="转入的才填")] = None
    level: Annotated[str | None, Datum("帮教类别", Choice("level"), privacy=2)] = None
    handover_date: Annotated[date | None, Datum("衔接日期", Day())] = None
    agreement: Annotated[str | None, Datum("协议", Choice("agreement_state"))] = None
    agreement_on: Annotated[date | None, Datum("签订（拒签）日期", Day())] = None
    last_contact: Annotated[date | None, Datum("最近走访", Day())] = None


Entering = Callable[[Field, EntryContext], Editor]
CLIENT, CASE, ARRIVAL = names(Client), names(Case), names(Arrival)
LISTED = "PRISON"  # a notice or list that isn't imported; by the kind of release it is another code
HERE = {
    "WALK_IN": "补录（自己来报到）",
    TRANSFER_IN: "转入",
    "CORRECTION": "解除矫正",
    LISTED: "名单上的（先核查）",
    OPENING: "建账（账上原有的）",
}
SO_FAR = (ARRIVAL.level, ARRIVAL.handover_date, ARRIVAL.agreement, ARRIVAL.agreement_on, ARRIVAL.last_contact)
SETTLED = (AgreementState.SIGNED, AgreementState.REFUSED, AgreementState.UNABLE)
CARE_NOW = (CASE.responsible_worker, CASE.initial_wishes, CASE.remark)
SECTIONS = (
    *(REGISTRATION.section(first) for first in (CLIENT.name, CASE.release_date, CLIENT.live_addr)),
    *sections_of(Arrival),
    Section(REGISTRATION.section(CASE.remark).title, tuple(REGISTRATION.field(one) for one in CARE_NOW)),
)
WALK_IN = "WALK_IN"
FORM = "register"  # the name of its draft
WHEN = (
    "一个人的登记：来报到的、转入的、矫正解除的要看过证明书；名单上的先核查；账上原有的直接在册。"
    "只填能填的，其余的以后再补。"
)


class RegisterPage(Page):
    """A short form: Enter goes on, Ctrl+S registers."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the short form."""
        super().__init__(desk, window)
        own: Mapping[Any, Entering] = {ARRIVAL.source: _source, ARRIVAL.agreement: partial(_agreement, desk)}
        self.form = FieldsForm(SECTIONS, entry_context(desk), own=own)
        self.drafting = Drafting(self, desk, self.form.draft, self._restore, window.busy)
        self.form.changed.connect(self.drafting.touch)
        self.form.changed.connect(self.typed)
        self.form.changed.connect(self._ask)
        self.here = AlreadyHere(self.form, desk, window)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        body = scroll(column(self.drafting.offer, self.form, None, gap=16, pad=(24, 8, 24, 24)))
        register = verb("登记", self.save, "primary")
        register.setToolTip("Ctrl+S")
        put_by = verb("暂存", self.window_.back)
        ends = foot((self._trouble), buttons=(verb("不登记", self._drop), put_by, register))
        self.setLayout(column(head("新登记", WHEN, under=True), (body, 1), ends, gap=0))
        self.form.load(self._empty())
        self._ask()

    def open(self, **target: Unpack[Target]) -> None:
        """An empty form, or the draft that was kept."""
        draft = target.get("draft")
        if draft:
            self._restore(draft)
        self.drafting.open(FORM, restored=bool(draft))

    def keep(self) -> Target:
        """What was typed so far."""
        return {"draft": self.form.draft()} if self.form.dirty else {}

    def unsaved(self) -> bool:
        """Something was typed."""
        return self.form.dirty

    def set_aside(self) -> bool:
        """What was typed waits as a draft; the next opening begins empty and offers it."""
        if not self.form.dirty:
            return False
        self.drafting.write()
        self.form.load(self._empty())
        return True

    def begun(self) -> str:
        """The one draft of this page."""
        return FORM if self.form.dirty else ""

    def first(self) -> QWidget:
        """The name."""
        return self.form.row(CLIENT.name).editor

    def save_now(self) -> None:
        """Ctrl+S registers."""
        self.save()

    def save(self) -> None:
        """Open the case; a complaint stands under its entry."""
        values = self.form.read()
        if values is None:
            self._say("还有没填好的，已标出。按 F3 到下一处。")
            return
        try:
            no = _register(self.desk, values)
        except UserError as said:
            field = said.field or (name_of(CASE.release_cert_no) if "释放证明书" in str(said) else "")
            self._say("" if field and self.form.complain(field, str(said)) else str(said))
            return
        self._say("")
        name = str(values[name_of(CLIENT.name)])
        self._forget()
        self.window_.done(f"已登记：{name}")
        self.window_.go("person", no=no)

    def _drop(self) -> None:
        take_back = self.drafting.throw_away()
        self.form.load(self._empty())
        self.window_.back()
        if take_back is not None:
            self.window_.toast("没有登记", take_back)

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore(draft)
        self.typed.emit()

    def _forget(self) -> None:
        self.form.load(self._empty())
        self.drafting.done()

    def _ask(self) -> None:
        """What the way of coming asks for; nobody new is registered without having seen the paper."""
        source = self.form.answer(ARRIVAL.source)
        handed, opens = source == TRANSFER_IN, source == OPENING
        self.form.require({ARRIVAL.sending_office: handed, ARRIVAL.letter_no: handed})
        self.form.require({CASE.release_cert_no: source not in (OPENING, LISTED)})
        for one in SO_FAR:
            self.form.row(one).setVisible(opens)
        for one in (ARRIVAL.sending_office, ARRIVAL.letter_no):
            self.form.row(one).setVisible(handed)

    def _empty(self) -> dict[str, object]:
        return {name_of(ARRIVAL.source): WALK_IN, name_of(ARRIVAL.on): self.desk.today}

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))


def _source(field: Field, context: EntryContext) -> Editor:
    """The ways of coming; who comes by himself is the usual one."""
    return RadioEditor(field, context, list(HERE.items()))


def _agreement(desk: Desk, field: Field, context: EntryContext) -> Editor:
    """What an agreement of before can be: signed, refused, or not possible."""
    labels = desk.codes["agreement_state"]
    return RadioEditor(field, context, [(code, labels.label(code)) for code in SETTLED])


def _register(desk: Desk, values: Mapping[str, object | None]) -> str:
    """The case number."""
    own = {field.name for section in sections_of(Arrival) for field in section.fields}
    filled = {name: value for name, value in values.items() if value is not None and name not in own}
    source, day = str(values.get(name_of(ARRIVAL.source)) or WALK_IN), values.get(name_of(ARRIVAL.on))
    on = day if isinstance(day, date) else None
    if source == OPENING:
        so_far = {name_of(one): values.get(name_of(one)) for one in SO_FAR}
        return on_books.register_on_books(desk, filled, so_far, on_books.open_on(desk, on))
    if source == LISTED:
        kind = str(values.get(name_of(CASE.release_type)) or "")
        return advance.register_listed(desk, filled, roster_words().sources.get(kind, LISTED), on)
    told = (str(values.get(name_of(one)) or "") for one in (ARRIVAL.sending_office, ARRIVAL.letter_no))
    office, letter = told if source == TRANSFER_IN else ("", "")
    said = StepFacts(sending_office=office, letter_no=letter)
    return advance.register_walk_in(desk, filled, source, on, said=said)


PLACE = Place("register", "新登记", "plus", RegisterPage, under="people")
