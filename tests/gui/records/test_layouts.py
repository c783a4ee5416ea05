"""Every kind of record has what the window needs: a form for a new one, one for its correction, its place."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.records.layouts import LAYOUTS, corrected_sections
from anbang_desktop.gui.records.new_record import OWN
from anbang_desktop.services.records.registry import KINDS, Kind
from anbang_desktop.services.records.rules import RULES
from anbang_desktop.services.worklist.story import SIGNS

STORED = [kind for kind in KINDS if kind.fields.table]


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.name)
def test_what_can_be_corrected_has_an_entry_and_nothing_else(
    painted: QApplication, qtbot: QtBot, context: EntryContext, kind: Kind
) -> None:
    form = FieldsForm(corrected_sections(kind.fields), context)
    qtbot.addWidget(form)
    assert form.rows, "every kind can be put right"
    assert not {name for name in form.rows if name in RULES[kind.name].fixed}


def test_what_only_the_program_writes_is_not_asked_for(context: EntryContext) -> None:
    asked = {field.name for section in corrected_sections(AGREEMENT) for field in section.fields}
    assert "signed_on" in asked
    assert not asked & {"agr_no", "version", "state", "parties"}


@pytest.mark.parametrize("kind", STORED, ids=lambda kind: kind.name)
def test_every_kind_has_a_verb_and_a_filter_on_the_person_page(page: PersonPage, kind: Kind) -> None:
    assert kind.verb in page._acts._verbs
    assert kind.sign is None or kind.sign in dict(SIGNS)


def test_dialogs_and_layouts_belong_to_kinds() -> None:
    assert {*OWN, *LAYOUTS} <= {kind.fields.record for kind in STORED}
