"""The dialogs of 工作台账: a new line of a kind, one that is put right, one to read."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.daybook import DaybookEntry
from anbang_desktop.fields.field import MAY, MUST, Field, Section, filled
from anbang_desktop.fields.kinds import Text
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Sheet
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, button, column, scroll, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.records.reading import reading_of
from anbang_desktop.gui.records.words import day_words, moment_words
from anbang_desktop.services.daybook import entries, kinds, receipt
from anbang_desktop.services.daybook.kinds import ITS
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.entry import REASON

FORM = "daybook"  # begins the name of the draft
WIDE = 860
PEOPLE = tuple[Mapping[str, object], ...]


class EntryDialog(RecordDialog):
    """A new line of a kind; ``people`` are on its list already."""

    def __init__(self, parent: QWidget | None, desk: Desk, label: str, people: PEOPLE = ()) -> None:
        """The form of the kind."""
        self.entry_id = 0
        form, kind = kinds.form(desk, label), kinds.kind(desk, label)
        given = {ITS.on: desk.today, ITS.who: (desk.user,), ITS.reached: people}

        def save(values: Mapping[str, object | None]) -> None:
            self.entry_id = entries.add(desk, label, {name: one for name, one in values.items() if one})

        sheet = Sheet(
            f"登记{label}",
            kind.told or "本所自己加的类别。",
            form.sections,
            {name: value for name, value in given.items() if (value and name in kind.asks) or name == ITS.on},
            Kept(desk, f"{FORM}::{label}"),
            wide=WIDE,
        )
        super().__init__(parent, sheet, entry_context(desk), save)

    @classmethod
    def ask_new(cls, parent: QWidget, desk: Desk, label: str, people: PEOPLE = ()) -> int:
        """The id of the new line; 0 when it was left."""
        made = cls(parent, desk, label, people)
        return made.entry_id if made.run() else 0


class CorrectEntryDialog(RecordDialog):
    """更正: only what differs is handed over, with the reason."""

    def __init__(self, parent: QWidget | None, desk: Desk, one: DaybookEntry) -> None:
        """The form of its kind with what stands there."""
        needed = entries.reason_needed(desk, one.id)
        why = Section("为什么更正", (Field(REASON, "更正理由", Text(), MUST if needed else MAY),))

        def save(values: Mapping[str, object | None]) -> None:
            changes = {name: value for name, value in values.items() if name != REASON}
            entries.correct(desk, one.id, changes, str(values.get(REASON) or ""))

        sheet = Sheet(
            f"更正{one.kind}：{one.title}",
            f"{needed}改过的内容留在历史里。",
            (*kinds.form(desk, one.kind).sections, why),
            filled(one),
            Kept(desk, f"{FORM}::{one.kind}:{one.id}"),
            "保存更正",
            wide=WIDE,
        )
        super().__init__(parent, sheet, entry_context(desk), save)

    def handed(self, values: Mapping[str, object | None]) -> dict[str, object | None]:
        """What differs, what was emptied too, and the reason."""
        return {name: values[name] for name in {*self.form.changed_names(), REASON}}

    def save(self) -> None:
        """Nothing is written where nothing was changed."""
        if set(self.form.changed_names()) - {REASON}:
            super().save()
        else:
            self.say("还没有改动。请改错的地方，再保存更正。")

    @classmethod
    def ask_entry(cls, parent: QWidget, desk: Desk, one: DaybookEntry) -> bool:
        """Whether it was saved."""
        return cls(parent, desk, one).run() is not None


class EntryAct(StrEnum):
    """What can be done with a line, by the word on the button."""

    RECEIPT = "打印签收单"
    FILE = "取出附件"
    HISTORY = "历史"
    VOID = "作废"
    CORRECT = "更正"


class EntryView(Dialog[EntryAct]):
    """One line to read; the answer is what shall be done next."""

    def __init__(self, parent: QWidget | None, desk: Desk, one: DaybookEntry) -> None:
        """Each datum under the caption of its kind."""
        super().__init__(parent, one.title)
        read = reading_of(desk, kinds.form(desk, one.kind).sections, one, lambda _field: None)
        inside = column(*_marks(desk, one), read, None, gap=12, pad=(0, 4, 8, 4))
        area = scroll(inside)
        entered = f"{one.entered_by} {moment_words(one.entered_at, desk.today)} 登记"
        said = text("　".join((one.kind, day_words(one.on, desk.today), entered)), "small", wrap=True)
        close = button("关闭", "primary", act=self.reject)
        acts = [button(act, act=partial(self.finish, act)) for act in acts_of(desk, one)]
        self.lay(said, (area, 1), buttons=(*acts, close), area=area, wide_by=WIDE)
        close.setDefault(True)
        close.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, one: DaybookEntry) -> EntryAct | None:
        """Until something is chosen or it is closed."""
        return cls(parent, desk, one).run()


def acts_of(desk: Desk, one: DaybookEntry) -> list[EntryAct]:
    """What can be done with a line as it stands."""
    if one.voided_at is not None:
        return [EntryAct.HISTORY]
    made = [EntryAct.RECEIPT] if receipt.may(desk, one) else []
    made += [EntryAct.FILE] if one.scan is not None else []
    return [*made, EntryAct.HISTORY, EntryAct.VOID, EntryAct.CORRECT]


def _marks(desk: Desk, one: DaybookEntry) -> list[Item]:
    if one.voided_at is None:
        return []
    said = f"{one.voided_by} {moment_words(one.voided_at, desk.today)} 作废：{one.void_reason}"
    return [banner([(said, "", None)], "errorbanner", title="已作废，不再计入")]
