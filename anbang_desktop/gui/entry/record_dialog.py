"""The dialog of one record: its form, what the services say is wrong, 保存 and 不保存."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import Section
from anbang_desktop.gui.entry.drafts import Drafting, Entries
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import FieldsForm, Maker, Values
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.parts.compose import Item, box, button, column, glyph, row, scroll, text
from anbang_desktop.gui.parts.dialog import Dialog, R
from anbang_desktop.gui.questions import Sure
from anbang_desktop.services.desk import Desk

Asks = Callable[[Callable[[object], object | None]], Mapping[Any, bool]]
Save = Callable[[Mapping[str, object | None]], object]


@dataclass(frozen=True, slots=True)
class Saved:
    """The record was written; ``values`` are what was entered."""

    values: Mapping[str, object | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the draft of a dialog is kept: in the vault of the desk, under the name of the form."""

    desk: Desk
    form: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a record dialog shows: its sections, what stands in it, what it says above the form."""

    title: str
    about: str
    sections: Sequence[Section]
    given: Values
    verb: str = "保存"
    across: int = 2
    wide: int = 900
    own: Mapping[Any, Maker] | None = None
    kept: Kept | None = None
    asks: Asks | None = None  # what is a must because of another answer
    kind: str = ""  # the kind of record, for 帮助


class KeptDialog(Dialog[R]):
    """A dialog whose entries outlive a lock where ``kept`` is given: 不保存 drops them, Esc and the cross
    ask first.
    """

    def __init__(self, parent: QWidget | None, title: str) -> None:
        """Nothing is kept until a subclass calls ``_keep``."""
        super().__init__(parent, title)
        self._drafting: Drafting | None = None

    def typed(self) -> int:
        """How many entries differ from what was given."""
        raise NotImplementedError

    def leave(self) -> None:
        """不保存: what was typed goes."""
        self._forget()
        self.done(QDialog.DialogCode.Rejected)

    def reject(self) -> None:
        """Esc and the cross ask when something was typed; the lock does not come this way."""
        count = self.typed()
        asked = (
            Sure(
                self, "还没有保存", f"填了 {count} 项，不保存就没有了。", ("接着填", False), ("不保存", True)
            )
            if count
            else None
        )
        if asked is None or asked.run():
            self.leave()

    def _keep(
        self,
        kept: Kept | None,
        read: Callable[[], Entries],
        restore: Callable[[Entries], object],
        changed: SignalInstance,
    ) -> None:
        """Offer the draft there is, and keep what is typed from here on."""
        if kept is not None:
            self._drafting = Drafting(self, kept.desk, read, restore)
            self._drafting.open(kept.form)
            changed.connect(self._drafting.touch)

    def _offer(self) -> list[Item]:
        return [self._drafting.offer] if self._drafting else []

    def _forget(self) -> None:
        if self._drafting is not None:
            self._drafting.done()


class RecordDialog(KeptDialog[Saved]):
    """Enter goes to the next entry; in a dialog with one entry it saves, as Ctrl+S does everywhere. A
    complaint of the services stands under its entry and the dialog stays.
    """

    def __init__(self, parent: QWidget | None, sheet: Sheet, context: EntryContext, save: Save) -> None:
        """Build the form of ``sheet``; ``save`` hands the values to the services."""
        super().__init__(parent, sheet.title)
        self._save, self.kind = save, sheet.kind
        self.form = FieldsForm(sheet.sections, context, across=sheet.across, cards=False, own=sheet.own)
        self.form.load({})
        self.form.suggest(sheet.given)
        for line in self.form.rows.values():
            line.editor.set_auto(on=False)
        self.form.settle()
        if len(self.form.rows) == 1:
            self.form.at_end = self.save  # one entry: Enter is the verb
        self._keep(sheet.kept, self.form.draft, self.form.restore, self.form.changed)
        if sheet.asks is not None:
            ask = partial(self._ask, sheet.asks)
            self.form.changed.connect(ask)
            ask()
        self._trouble = text("", "error", wrap=True)
        self._sign = column(glyph("warn", "error", "icon_small"), None)
        self._said = box(row(self._sign, (self._trouble, 1), gap=6), "scroll")
        self._said.hide()
        bind(self, Where.DIALOG, {"Ctrl+S": self.save})
        self._area = scroll(column(*self._offer(), *self.above(), self.form, None, gap=12, pad=(0, 4, 8, 4)))
        buttons = (
            button(sheet.verb, "primary", act=self.save, tip="Ctrl+S"),
            button("不保存", act=self.leave),
        )
        self.lay(
            text(sheet.about, "small", wrap=True),
            (self._area, 1),
            *self.below(),
            self._said,
            buttons=buttons,
            area=self._area,
            wide_by=sheet.wide,
        )
        buttons[0].setDefault(False)  # Enter goes to the next entry (experience §4.4)
        buttons[0].setAutoDefault(False)

    @classmethod
    def ask(cls, parent: QWidget | None, sheet: Sheet, context: EntryContext, save: Save) -> Saved | None:
        """Show the form until it was saved or left."""
        return cls(parent, sheet, context, save).run()

    def above(self) -> Sequence[Item]:
        """What stands over the form."""
        return ()

    def below(self) -> Sequence[QWidget]:
        """What stands under the form, in view while it scrolls."""
        return ()

    def handed(self, values: Mapping[str, object | None]) -> Mapping[str, object | None]:
        """What of the form goes to the services: what is filled in."""
        return {name: value for name, value in values.items() if value is not None}

    def save(self) -> None:
        """Read, hand to the services, leave; or show what is wrong."""
        values = self.form.read()
        if values is None:
            return
        try:
            self._save(self.handed(values))
        except UserError as said:
            self.complain(said)
        else:
            self._forget()
            self.finish(Saved(values))

    def _ask(self, asks: Asks) -> None:
        self.form.require(asks(self.form.answer))

    def typed(self) -> int:
        """How many entries differ from what was given."""
        return len(self.form.changed_names())

    def complain(self, said: UserError) -> None:
        """Under the entry it belongs to, or above the buttons."""
        there = self.form.complain(said.field, str(said)) if said.field else False
        self.say("" if there else str(said))

    def say(self, words: str) -> None:
        """A sentence above the buttons; none hides it."""
        self._trouble.setText(words)
        self._said.setVisible(bool(words))

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts at the first entry that is still needed."""
        super().showEvent(event)
        first = next((line for line in self.form.rows.values() if line.missing), None)
        self.form.go_to(first.field.name if first else "")
