"""While somebody is registered: who of those that are here may be the same person, under the name."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame

from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import names
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import box, button, clear, column, glyph, row, text
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.merging import already_here
from anbang_desktop.services.merging.already_here import Known

CLIENT, CASE = names(Client), names(Case)
WATCHED = (CLIENT.name, CLIENT.id_no, CLIENT.birth_date, CASE.village)
_SHOWN = 3


class AlreadyHere:
    """Watches name, number, birth date and village of a form; keeps nobody from registering."""

    def __init__(self, form: FieldsForm, desk: Desk, window: Window) -> None:
        """The line stands under the entry of the name, hidden while there is nothing to say."""
        self._form, self._desk, self._window = form, desk, window
        self.found: list[Known] = []
        self._lines = column(gap=2)
        self.line: QFrame = box(self._lines, "scroll")
        self.line.hide()
        form.row(CLIENT.name).offer(self.line)
        for attribute in WATCHED:
            if attribute in form.rows:
                form.row(attribute).editor.left.connect(self.look)
        form.row(CLIENT.id_no).editor.changed.connect(self.look)

    def look(self) -> None:
        """Ask anew; drawn again only where the answer is another one."""
        if self._window.busy():
            return
        birth = self._form.answer(CLIENT.birth_date)
        found = already_here.find(
            self._desk,
            str(self._form.answer(CLIENT.name) or ""),
            str(self._form.answer(CLIENT.id_no) or ""),
            birth if isinstance(birth, date) else None,
            str(self._form.answer(CASE.village) or ""),
        )
        if found != self.found:
            self.found = found
            self._show()

    def _show(self) -> None:
        clear(self._lines)
        for one in self.found[:_SHOWN]:
            go = button("打开看看", "textlink", act=partial(self._open, one.no))
            sign = column(glyph("warn", "soon", "icon_small"), None)
            self._lines.addWidget(
                box(row(sign, (text(one.sentence, "warning", wrap=True), 1), go, gap=4), "scroll")
            )
        self.line.setVisible(bool(self.found))

    def _open(self, no: str) -> None:
        """What is typed waits as a draft."""
        self._window.go("person", no=no)
