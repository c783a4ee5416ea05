"""新登记: somebody came without notice. Name, papers and address now, the rest later on the person page."""

from collections.abc import Mapping
from typing import Any, Unpack

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import Section, name_of, names
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import column, scroll, text
from anbang_desktop.gui.parts.dialog import foot, head, verb
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk

CLIENT, CASE = names(Client), names(Case)
CARE_NOW = (CASE.responsible_worker, CASE.initial_wishes, CASE.remark)
SECTIONS = (
    *(REGISTRATION.section(first) for first in (CLIENT.name, CASE.release_date, CLIENT.live_addr)),
    Section(REGISTRATION.section(CASE.remark).title, tuple(REGISTRATION.field(one) for one in CARE_NOW)),
)
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
        self.form = FieldsForm(SECTIONS, entry_context(desk))
        self.drafting = Drafting(self, desk, self.form.draft, self._restore, window.busy)
        self.form.changed.connect(self.drafting.touch)
        self.form.changed.connect(self.typed)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        body = scroll(column(self.drafting.offer, self.form, None, gap=16, pad=(24, 8, 24, 24)))
        register = verb("登记", self.save, "primary")
        register.setToolTip("Ctrl+S")
        put_by = verb("暂存", self.window_.back)
        ends = foot((self._trouble), buttons=(verb("不登记", self._drop), put_by, register))
        self.setLayout(column(head("新登记", WHEN, under=True), (body, 1), ends, gap=0))
        self.form.load({})
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
        self.form.load({})
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
            no = advance.register_walk_in(
                self.desk, {name: value for name, value in values.items() if value is not None}
            )
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
        self.form.load({})
        self.window_.back()
        if take_back is not None:
            self.window_.toast("没有登记", take_back)

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.form.restore(draft)
        self.typed.emit()

    def _forget(self) -> None:
        self.form.load({})
        self.drafting.done()

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))


PLACE = Place("register", "新登记", "plus", RegisterPage, under="people")
