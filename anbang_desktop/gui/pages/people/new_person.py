"""新登记: somebody came without notice. Name, papers and address now, the rest later on the person page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Unpack

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.guards import TRANSFER_IN, StepFacts
from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import MUST, Datum, Field, Section, name_of, names, sections_of
from anbang_desktop.fields.kinds import Choice, Text
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.people.already_here import AlreadyHere
from anbang_desktop.gui.parts.compose import column, scroll, text
from anbang_desktop.gui.parts.dialog import foot, head, verb
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where somebody comes from; another office hands over with its letter."""

    source: Annotated[str, Datum("怎么来的", Choice("case_source"), MUST, begins="来源")]
    sending_office: Annotated[str | None, Datum("转出的司法所", Text(), help="转入的才填")] = None
    letter_no: Annotated[str | None, Datum("转出函文号", Text(100), help="转入的才填")] = None


CLIENT, CASE, ARRIVAL = names(Client), names(Case), names(Arrival)
HERE = ("WALK_IN", TRANSFER_IN)  # the other sources come with a list
CARE_NOW = (CASE.responsible_worker, CASE.initial_wishes, CASE.remark)
SECTIONS = (
    *(REGISTRATION.section(first) for first in (CLIENT.name, CASE.release_date, CLIENT.live_addr)),
    *sections_of(Arrival),
    Section(REGISTRATION.section(CASE.remark).title, tuple(REGISTRATION.field(one) for one in CARE_NOW)),
)
EMPTY = {name_of(ARRIVAL.source): HERE[0]}
FORM = "register"  # the name of its draft
WHEN = (
    "没有收到名单、本人直接来报到的，在这里登记；要看过释放证明书或解除社区矫正证明书。"
    "只填能填的，其余的以后再补。"
)


class RegisterPage(Page):
    """A short form: Enter goes on, Ctrl+S registers."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the short form."""
        super().__init__(desk, window)
        self.form = FieldsForm(SECTIONS, entry_context(desk), own={ARRIVAL.source: partial(_source, desk)})
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
        self.form.load(EMPTY)
        self.form.require({CASE.release_cert_no: True})  # not registered without having seen the paper

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
        self.form.load(EMPTY)
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
        self.form.load(EMPTY)
        self.window_.back()
        if take_back is not None:
            self.window_.toast("没有登记", take_back)

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore(draft)
        self.typed.emit()

    def _forget(self) -> None:
        self.form.load(EMPTY)
        self.drafting.done()

    def _ask(self) -> None:
        handed = self.form.answer(ARRIVAL.source) == TRANSFER_IN
        self.form.require({ARRIVAL.sending_office: handed, ARRIVAL.letter_no: handed})

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))


def _source(desk: Desk, field: Field, context: EntryContext) -> Editor:
    """The two ways of coming without a list; who comes by himself is the usual one."""
    labels = desk.codes["case_source"]
    return RadioEditor(field, context, [(code, labels.label(code)) for code in HERE])


def _register(desk: Desk, values: Mapping[str, object | None]) -> str:
    """The case number."""
    own = {name_of(one) for one in (ARRIVAL.source, ARRIVAL.sending_office, ARRIVAL.letter_no)}
    filled = {name: value for name, value in values.items() if value is not None and name not in own}
    source = str(values.get(name_of(ARRIVAL.source)) or HERE[0])
    if source != TRANSFER_IN:
        return advance.register_walk_in(desk, filled, source)
    told = (str(values.get(name_of(one)) or "") for one in (ARRIVAL.sending_office, ARRIVAL.letter_no))
    office, letter = told
    said = StepFacts(sending_office=office, letter_no=letter)
    return advance.register_walk_in(desk, filled, source, said=said)


PLACE = Place("register", "新登记", "plus", RegisterPage, under="people")
