"""Lines of 今天要办 about the office as a whole: who has nobody, with whom nobody spoke for long, what an
inspection found.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from anbang_desktop.domain.states import ON_BOOKS
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist.due_item import DueItem, of_many, when
from anbang_desktop.storage.queries import due as query

BOOKS = tuple(sorted(ON_BOOKS))
MOST = 150  # people who are seen one after another


def silent_since(desk: Desk) -> date:
    """Whoever was spoken with before that day was not for as long as the rules call long."""
    return desk.today - timedelta(days=desk.pack.number("takeover.silent.days"))


def nobody(desk: Desk) -> Iterator[DueItem]:
    """Who is on the books and has nobody, and with whom nobody has spoken for long: one line each."""
    with desk.store.read() as connection:
        unowned = query.unowned(connection, BOOKS)
        quiet = query.silent(connection, desk.today, silent_since(desk), BOOKS)
    if unowned:
        what = "在册，还没有定帮教责任人"
        name = f"无人负责 {unowned} 人"
        yield of_many(
            "today", name, what, None, Verb.ASSIGN, "people", "unowned", states=BOOKS, quick="unowned"
        )
    if quiet:
        what, more = desk.pack.text("takeover.silent.days"), "以上" if len(quiet) >= query.ENOUGH else ""
        name = f"久未联系 {len(quiet)} 人{more}"
        among = tuple(quiet[:MOST])
        yield of_many("today", name, what, None, Verb.RECORD_CONTACT, "visits", "silent", among=among)


def inspections(desk: Desk) -> Iterator[DueItem]:
    """What an inspection found and is not put right yet (art. 11)."""
    week = desk.today + timedelta(days=desk.pack.number("worklist.week.days"))
    for one in entries.due(desk):
        until = one.until
        group = when(until, desk.today, week) if until else "later"
        what, name = f"整改：{one.title}", one.partner or "检查"
        yield of_many(group, name, what, until, Verb.RECTIFY, "daybook", "inspection", record=one.id)
