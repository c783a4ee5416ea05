"""登记核查: what the list claims, line by line with its result, the conclusion, the reply to the county."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.fields.client import REGISTRATION, Client
from anbang_desktop.fields.field import Field, fields_of, name_of, names
from anbang_desktop.fields.kinds import Choice
from anbang_desktop.fields.rows import plain
from anbang_desktop.fields.verification import VERIFICATION, CheckedItem, Verification
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.fields_form import Values
from anbang_desktop.gui.entry.record_dialog import RecordDialog, Saved
from anbang_desktop.gui.parts.compose import box, button, column, row, text, wide
from anbang_desktop.gui.records.layouts import new_sheet
from anbang_desktop.services.cases import notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.case_file import values_of
from anbang_desktop.services.worklist.people import Person

ITS, WHO = names(Verification), names(Client)
CHECKS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("身份", (WHO.name, WHO.id_no)),
    ("户籍地", (WHO.hukou_addr,)),
    ("现住址", (WHO.live_addr,)),
    ("家庭成员", (WHO.emergency_name, WHO.emergency_relation)),
    ("联系方式", (WHO.phone, WHO.emergency_phone)),
)
COMPARED, ASKED = ("SAME", "DIFFERENT", "UNVERIFIABLE"), ("KNOWN", "UNVERIFIABLE")
TOLD = ("DIFFERENT", "KNOWN")


class ChecksEditor(Editor):
    """Fixed lines: what is checked, what the list claims, its result, and the true value where it differs.

    Where the list claims nothing there is nothing to compare: then the question is whether it is known
    now, and what it is.
    """

    wide = True

    def __init__(
        self,
        field: Field,
        context: EntryContext,
        claimed: Mapping[str, str],
        past: Sequence[CheckedItem] = (),
    ) -> None:
        """``claimed`` is what the list says, by the name of the line; ``past`` the result of last time."""
        super().__init__(field, context)
        self._results: dict[str, RadioEditor] = {}
        self._actual: dict[str, QLineEdit] = {}
        self._more: list[CheckedItem] = []
        self._claimed = [name for name, _fields in CHECKS if claimed.get(name)]
        before = {one.item: one.result for one in past}
        lines = [self._line(name, claimed.get(name, ""), before.get(name, "")) for name, _fields in CHECKS]
        holder = QWidget()
        claims = any(claimed.values())
        alike = row(None, button("都和名单一致", "link", act=self.all_alike), gap=0)
        holder.setLayout(column(*([alike] if claims else []), *lines, gap=0))
        self._take_in(holder)
        self.setFocusProxy(next(iter(self._results.values())))

    def value(self) -> object | None:
        """The lines that have a result; None when there is none."""
        return self._lines() or None

    def set_value(self, value: object | None) -> None:
        """Show stored lines; lines of other names are kept unseen."""
        found = self.field.kind.take(value or (), self.context.read_context)
        lines = [one for one in found if isinstance(one, CheckedItem)] if isinstance(found, tuple) else []
        known = {one.item: one for one in lines}
        self._more = [one for one in lines if one.item not in self._results]
        for name, result in self._results.items():
            line = known.get(name)
            result.set_value(line.result if line else None)
            self._actual[name].setText((line.actual or "") if line else "")
            self._show_actual(name)

    def all_alike(self) -> None:
        """One click where everything the list claims was found to be so; what it doesn't claim stays open."""
        for name in self._claimed:
            self._results[name].set_value(COMPARED[0])
            self._show_actual(name)
        self.changed.emit()

    def raw(self) -> object:
        """The lines that have a result, as a draft keeps them."""
        return [plain(one) for one in self._lines()]

    def set_raw(self, raw: object) -> None:
        """Show them again."""
        self.set_value(raw)

    def _lines(self) -> tuple[CheckedItem, ...]:
        made = [self._line_of(name, str(one.value())) for name, one in self._results.items() if one.value()]
        return (*made, *self._more)

    def _line_of(self, name: str, result: str) -> CheckedItem:
        return CheckedItem(item=name, result=result, actual=self._actual[name].text().strip() or None)

    def entries(self) -> list[QWidget]:
        """The answers and the true value of each line."""
        return [
            entry
            for name, result in self._results.items()
            for entry in (*result.entries(), self._actual[name])
        ]

    def _line(self, name: str, claimed: str, before: str) -> QWidget:
        offered = {*(COMPARED if claimed else ASKED), before}
        answers = [
            (item.code, item.name)
            for item in self.context.read_context.codes["item_result"].offered
            if item.code in offered
        ]
        result = RadioEditor(Field(name, name, Choice("item_result")), self.context, answers)
        actual = QLineEdit()
        actual.setPlaceholderText("实际情况")
        actual.setAccessibleName(f"{name}：实际情况")
        actual.textEdited.connect(self.changed)
        result.changed.connect(lambda: self._show_actual(name))
        result.changed.connect(self.changed)
        self._results[name], self._actual[name] = result, actual
        told = column(text(name, "strong"), text(claimed or "名单上没有", "hint", wrap=True), gap=0)
        return box(
            row(wide(box(told, "scroll"), 200), (result, 3), (actual, 2), gap=12, pad=(0, 4, 0, 4)), "rowline"
        )

    def _show_actual(self, name: str) -> None:
        self._actual[name].setVisible(self._results[name].value() in TOLD or bool(self._actual[name].text()))


class VerificationDialog(RecordDialog):
    """Begins with today, who is at the desk, and what was found last time."""

    @classmethod
    def ask(  # type: ignore[override]
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        known: Values | None = None,
    ) -> Saved | None:
        """Until it was saved or left; ``known`` stands there already."""
        past = one.file.verifications
        names_ = {field.name for field in fields_of(Verification)}
        kept = values_of(past[-1]) if past else {}
        found = {name: value for name, value in kept.items() if name in names_ and value is not None}
        today: dict[object, object] = {ITS.checked_on: desk.today, ITS.checker: desk.user}
        given: dict[Any, object] = {**notice.of_no(desk, one.no), **today, **found}
        sheet = new_sheet(desk, one, VERIFICATION, {**given, **(known or {})})
        checks = {ITS.item_result: checks_editor(desk, one, past[-1] if past else None)}
        sheet = replace(sheet, own={**(sheet.own or {}), **checks})

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, VERIFICATION.name, values)

        return cls(parent, sheet, context, save).run()


def checks_editor(
    desk: Desk, one: Person, past: Verification | None
) -> Callable[[Field, EntryContext], ChecksEditor]:
    """The entry of the checked lines for a person; ``past`` is the verification whose results stand there."""
    claimed = {name: _claimed(desk, one, attributes) for name, attributes in CHECKS}

    def make(field: Field, here: EntryContext) -> ChecksEditor:
        return ChecksEditor(field, here, claimed, past.item_result if past else ())

    return make


def _claimed(desk: Desk, one: Person, attributes: Sequence[object]) -> str:
    words = []
    for attribute in attributes:
        value = getattr(one.file.client, name_of(attribute))
        shown = REGISTRATION.field(attribute).kind.show(value, desk.read_context)
        words.append(one.row.id_no_masked if attribute == WHO.id_no else shown)
    return "　".join(filter(None, words))
