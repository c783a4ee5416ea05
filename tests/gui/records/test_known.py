"""What is known of a record stands in its dialog, the common one or one of its own."""

from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Record, names
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.verification import Verification
from anbang_desktop.fields.wish import Wish
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import RecordDialog
from anbang_desktop.gui.records.new_record import ask_new
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import people

WORDS = "打开的人已经知道"
ONE_OF: tuple[tuple[type[Record], Any], ...] = (
    (Verification, names(Verification).remark),
    (Handover, names(Handover).remark),
    (HelpGroup, names(HelpGroup).remark),
    (Contact, names(Contact).content),
    (Wish, names(Wish).content),
    (Placement, names(Placement).remark),
)


@pytest.mark.parametrize(("record", "field"), ONE_OF, ids=lambda one: getattr(one, "__name__", ""))
def test_it_stands_there_already(
    shell: Shell, no: str, monkeypatch: pytest.MonkeyPatch, record: type[Record], field: Any
) -> None:
    one, context = people.show(shell.desk, no), entry_context(shell.desk)
    found: list[object] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RecordDialog)
        found.append(dialog.form.answer(field))

    monkeypatch.setattr("anbang_desktop.gui.parts.dialog.Dialog.run", look)
    ask_new(shell, shell.desk, one, context, kind_for(record), {field: WORDS})
    assert found == [WORDS]
