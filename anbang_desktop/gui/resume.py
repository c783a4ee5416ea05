"""Where one was: kept in the vault when the program locks or closes, and taken up after the next unlock, with
the half-filled form on top. It names people, so it never lies outside the vault.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.errors import UserError
from anbang_desktop.gui.entry.record_dialog import KeptDialog
from anbang_desktop.gui.keys import undisturbed
from anbang_desktop.gui.records.go_on import way_to
from anbang_desktop.gui.shell.page import PageKey, Target, give_keyboard, keyboard_in
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.office import drafts
from anbang_desktop.services.worklist import begun
from anbang_desktop.services.worklist.people import PeopleFilter

log = logging.getLogger("anbang.program")
FORM = "place"  # among the drafts, but no form: nothing lists it
LEFT_OUT = (
    "draft",
    "resuming",
    "do",
    "correct",
    "path",
)  # drafts lie there by themselves, verbs are done once


def remember(shell: QWidget) -> None:
    """Keep the page in front, whom it shows and where, the open dialog, and where the keyboard is."""
    if not isinstance(shell, Shell) or (page := shell.page()) is None:
        return  # nothing was opened yet
    kept, dialog = shell.keep(), _dialog()
    place = {
        "page": kept.key,
        "target": _stored(kept.target) if kept.key != "today" else {},  # it begins with everything
        "focus": kept.focus,
        "begun": page.begun(),
        "dialog": dialog.kept_as if dialog is not None else "",
        "dialog_focus": keyboard_in(dialog) if dialog is not None else "",
    }
    try:
        drafts.keep(shell.desk, FORM, place)
    except (UserError, RuntimeError):  # a full disk, or a store that is closed already: the lock goes on
        log.warning("place not kept")


def take_up(shell: Shell) -> bool:
    """Go on where this user was; False where nothing is known or nothing of it is there any more."""
    begun.tidy(shell.desk)
    found = drafts.find(shell.desk, FORM)
    if found is None:
        return False
    drafts.drop(shell.desk, FORM)
    place = found.values
    forms = tuple(filter(None, (place["begun"], place["dialog"])))
    target: Target = {**_revived(place["target"]), "resuming": forms}
    if place["dialog"]:
        page, opening = way_to(place["dialog"])
        target = {**(target if page == place["page"] else {}), **opening, "resuming": forms}
        QTimer.singleShot(0, shell, lambda: _open_over(shell, page, target, place["dialog_focus"]))
        return True
    return _show(shell, place["page"], target, place["focus"])


def _show(shell: Shell, page: PageKey, target: Target, focus: str) -> bool:
    try:
        shell.go(page, **target)
    except UserError:  # the person is gone, or the page
        log.info("place is gone")
        return False
    shown = shell.page()
    if shown is not None and focus:
        give_keyboard(shown, focus)
    return True


def _open_over(shell: Shell, page: PageKey, target: Target, focus: str) -> None:
    """The dialog waits inside ``go``: its keyboard is given from within. Not behind a lock."""
    if shell.isHidden():
        return
    QTimer.singleShot(0, shell, lambda: _into_dialog(focus))
    undisturbed(lambda: _show_or_today(shell, page, target))


def _show_or_today(shell: Shell, page: PageKey, target: Target) -> None:
    if not _show(shell, page, target, ""):
        shell.go("today")


def _into_dialog(focus: str) -> None:
    dialog = _dialog()
    if dialog is None:
        return
    there = give_keyboard(dialog, focus)
    area = dialog.findChild(QScrollArea)
    if there is not None and area is not None and area.isAncestorOf(there):
        area.ensureWidgetVisible(there)


def _dialog() -> KeptDialog[Any] | None:
    """The dialog in front that keeps a draft, also under another one."""
    at: QWidget | None = QApplication.activeModalWidget()
    while at is not None and not isinstance(at, KeptDialog):
        at = at.parentWidget()
    return at


def _stored(target: Target) -> dict[str, Any]:
    """What of a target can lie in the vault as JSON; what can't is begun anew."""
    made: dict[str, Any] = {}
    for key, value in target.items():
        if key in LEFT_OUT:
            continue
        plain = list(cast("Any", value)) if key in ("among", "sort", "kept") else value
        if isinstance(value, PeopleFilter):
            plain = {one.name: _listed(getattr(value, one.name)) for one in fields(PeopleFilter)}
        try:
            json.dumps(plain)
        except TypeError:
            continue
        made[key] = plain
    return made


def _listed(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _revived(stored: Mapping[str, Any]) -> Target:
    made = dict(stored)
    if section := made.get("section"):
        made["section"] = PersonSection(section)
    if "filter" in made:
        given: dict[str, Any] = {
            name: frozenset(one) if isinstance(one, list) else one for name, one in made["filter"].items()
        }
        made["filter"] = PeopleFilter(**given)
    for key in ("sort", "kept"):
        if key in made:
            made[key] = tuple(made[key])
    return cast("Target", made)
