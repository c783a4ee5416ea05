"""Drafts on a real store: one for each user and form, no trace in the audit, days inside rows come back as
text.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from anbang_desktop.fields.daybook import DaybookEntry, Reached
from anbang_desktop.fields.field import fields_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts


def test_the_newest_replaces_the_one_before(desk: Desk) -> None:
    drafts.keep(desk, "register", {"name": "李"})
    drafts.keep(desk, "register", {"name": "李建国"})
    found = drafts.find(desk, "register")
    assert found is not None
    assert found.values == {"name": "李建国"}
    assert found.saved_at == desk.clock.now()


def test_each_user_and_form_has_its_own(desk: Desk) -> None:
    drafts.keep(desk, "register", {"name": "李建国"})
    assert drafts.find(desk, "contact:1") is None
    assert drafts.find(replace(desk, user="别人"), "register") is None


def test_nothing_entered_is_no_draft(desk: Desk) -> None:
    drafts.keep(desk, "register", {"name": "李建国"})
    drafts.keep(desk, "register", {})
    assert drafts.find(desk, "register") is None


def test_days_inside_rows_are_kept_as_text(desk: Desk) -> None:
    drafts.keep(desk, "registration:1", {"term_changes": [{"on": date(2026, 3, 2), "kind": "减刑"}]})
    found = drafts.find(desk, "registration:1")
    assert found is not None
    assert found.values["term_changes"] == [{"on": "2026-03-02", "kind": "减刑"}]


def test_money_inside_rows_comes_back_as_it_was_typed(desk: Desk) -> None:
    """Whom a gift reached, typed and not saved when the window locks."""
    who = Reached(name="李建国", amount=Decimal("600.50"), goods="米")
    row = {"name": who.name, "amount": who.amount, "goods": who.goods}
    drafts.keep(desk, "daybook", {"reached": {"rows": [row], "at": 1, "open": {}}})
    found = drafts.find(desk, "daybook")
    assert found is not None
    kind = next(field.kind for field in fields_of(DaybookEntry) if field.name == "reached")
    assert kind.take(found.values["reached"]["rows"], desk.read_context) == (who,)


def test_drafts_leave_no_trace_in_the_audit(desk: Desk) -> None:
    before = desk.store.head()
    drafts.keep(desk, "register", {"name": "李建国"})
    drafts.drop(desk, "register")
    drafts.keep(desk, "register", {"name": "李建国"})
    assert desk.store.head() == before
    assert desk.store.check().ok, "a row that nobody audited is no damage"
