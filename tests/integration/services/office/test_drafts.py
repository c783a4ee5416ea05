"""Drafts on a real store: one for each user and form, no trace in the audit, days inside rows come back as
text.
"""

from dataclasses import replace
from datetime import date

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


def test_drafts_leave_no_trace_in_the_audit(desk: Desk) -> None:
    before = desk.store.head()
    drafts.keep(desk, "register", {"name": "李建国"})
    drafts.drop(desk, "register")
    drafts.keep(desk, "register", {"name": "李建国"})
    assert desk.store.head() == before
    assert desk.store.check().ok, "a row that nobody audited is no damage"
