"""登记核查: what the list claims, line by line with its result, the conclusion, the reply to the county."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Choice
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.parts.compose import box, column, row, text, wide
from anbang_desktop.services.cases import notice
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist.people import Person

CHECKS = (
    ("身份", ("name", "id_no")),
    ("户籍地", ("hukou_addr",)),
    ("现住址", ("live_addr",)),
    ("家庭成员", ("emergency_name", "emergency_relation")),
    ("联系方式", ("phone", "emergency_phone")),
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
        self, field: Field, context: EntryContext, claimed: Mapping[str, str], past: object = None
    ) -> None:
        """``claimed`` is what the list says, by the name of the line; ``past`` the result of last time."""
        super().__init__(field, context)
        self._results: dict[str, RadioEditor] = {}
        self._actual: dict[str, QLineEdit] = {}
        self._more: list[Mapping[str, object]] = []
        before = {str(one.get("item")): str(one.get("result")) for one in rows_of(past)}
        lines = [self._line(name, claimed.get(name, ""), before.get(name, "")) for name, _fields in CHECKS]
        holder = QWidget()
        holder.setLayout(column(*lines, gap=0))
        self._take_in(holder)
        self.setFocusProxy(next(iter(self._results.values())))

    def value(self) -> object | None:
        """The lines that have a result; None when there is none."""
        return self.raw() or None

    def set_value(self, value: object | None) -> None:
        """Show stored lines; lines of other names are kept unseen."""
        rows = rows_of(value)
        known = {str(one.get("item")): one for one in rows}
        self._more = [one for one in rows if one.get("item") not in self._results]
        for name, result in self._results.items():
            result.set_value(known.get(name, {}).get("result"))
            self._actual[name].setText(str(known.get(name, {}).get("actual") or ""))
            self._show_actual(name)

    def raw(self) -> object:
        """The lines that have a result, as they will be stored."""
        rows = [self._row(name) for name, result in self._results.items() if result.value() is not None]
        return [*rows, *(dict(one) for one in self._more)]

    def set_raw(self, raw: object) -> None:
        """Show them again."""
        self.set_value(raw)

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
            for item in self.context.read_context.codes["item_result"].items
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

    def _row(self, name: str) -> dict[str, object]:
        row_: dict[str, object] = {"item": name, "result": self._results[name].value()}
        actual = self._actual[name].text().strip()
        return {**row_, "actual": actual} if actual else row_

    def _show_actual(self, name: str) -> None:
        self._actual[name].setVisible(self._results[name].value() in TOLD or bool(self._actual[name].text()))


class VerificationDialog(RecordDialog):
    """Begins with today, who is at the desk, and what was found last time."""

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person, context: EntryContext) -> Saved | None:  # type: ignore[override]
        """Until it was saved or left."""
        past = one.records["verification"]
        names = {field.name for field in VERIFICATION.fields}
        kept = (
            {name: value for name, value in past[-1].items() if name in names and value is not None}
            if past
            else {}
        )
        given = {**notice.of_no(desk, one.no), "checked_on": desk.today, "checker": desk.user, **kept}
        claimed = {name: _claimed(desk, one, fields) for name, fields in CHECKS}

        def checks(field: Field, here: EntryContext) -> Editor:
            return ChecksEditor(field, here, claimed, kept.get("item_result"))

        about = "逐项问清，和名单不一致的写下实际情况。写了回执日期，才能转为待释放或退回。"
        keep = Kept(desk, f"verification:{one.no}")
        sheet = Sheet(
            f"登记核查：{one.row.name}",
            about,
            _in_order(),
            given,
            "登记核查",
            own={"item_result": checks},
            kept=keep,
        )

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, "verification", values)

        return cls(parent, sheet, context, save).run()


def _in_order() -> Sequence[Any]:
    """What is asked first stands first; where the list came from is filled already and stands last."""
    source, *rest = VERIFICATION.sections
    return (*rest, source)


def rows_of(value: object) -> list[Mapping[str, object]]:
    """The lines of a kept answer."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def _claimed(desk: Desk, one: Person, fields: Sequence[str]) -> str:
    words = []
    for name in fields:
        shown = REGISTRATION.field(name).kind.show(one.values.get(name), desk.read_context)
        words.append(one.row.id_no_masked if name == "id_no" else shown)
    return "　".join(filter(None, words))
