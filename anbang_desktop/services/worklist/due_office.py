"""The lines of 今天要办 that are about no one person: who has nobody, with whom nobody spoke for long,
sheets for the county, releases to arrange, times of special care, what an inspection found, backup.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from anbang_desktop.domain import reckoning
from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.states import ON_BOOKS
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import returns, template_signing
from anbang_desktop.services.reports import calendar
from anbang_desktop.services.worklist import campaigns, releases
from anbang_desktop.services.worklist.due_item import DueItem, Group, of_many, when
from anbang_desktop.storage.queries import due as query

BOOKS = tuple(sorted(ON_BOOKS))
MOST = 150  # people who are seen one after another


def of(desk: Desk) -> Iterator[DueItem]:
    """All of them."""
    yield from _sheets(desk)
    yield from _nobody(desk)
    yield from _releases(desk)
    yield from _campaigns(desk)
    yield from _inspections(desk)
    yield from _scans(desk)
    yield from _signing_again(desk)
    yield from _backup(desk)


def horizon(desk: Desk) -> date:
    """Up to when something counts as near."""
    return desk.today + timedelta(days=desk.pack.number("worklist.week.days"))


def silent_since(desk: Desk) -> date:
    """Whoever was spoken with before that day was not for as long as the rules call long."""
    return desk.today - timedelta(days=desk.pack.number("takeover.silent.days"))


def _nobody(desk: Desk) -> Iterator[DueItem]:
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


def _inspections(desk: Desk) -> Iterator[DueItem]:
    """What an inspection found and is not put right yet (art. 11)."""
    for one in entries.due(desk):
        until = one.until
        group = when(until, desk.today, horizon(desk)) if until else "later"
        what, name = f"整改：{one.title}", one.partner or "检查"
        yield of_many(group, name, what, until, Verb.RECTIFY, "daybook", "inspection", record=one.id)


def _signing_again(desk: Desk) -> Iterator[DueItem]:
    """Whose agreement is older than a text that asks to be signed again: no day, but nobody forgets them."""
    if again := len(template_signing.listed(desk)):
        what = "起用了新的协议文本，以前签的要重签"
        name = f"重签协议 {again} 人"
        yield of_many("later", name, what, None, Verb.SEE_LIST, "templates", "sign_again", quick="again")


def _sheets(desk: Desk) -> Iterator[DueItem]:
    """Sheets that the county waits for: those that are near, and those whose period is over."""
    for one in calendar.due(desk):
        if one.until is None or one.done:
            continue
        if calendar.is_near(desk, one) or one.period.end < desk.today:
            what = f"报{one.period.label}的表，{month_day(one.until, desk.today)}以前"
            group, quick = when(one.until, desk.today, horizon(desk)), one.period.text
            yield of_many(
                group,
                one.name,
                what,
                one.until,
                Verb.SEND_SHEET,
                "reports",
                "sheet",
                why=one.why,
                quick=quick,
            )


def _releases(desk: Desk) -> Iterator[DueItem]:
    """Releases of the next weeks for which nobody is named yet, or the family doesn't know."""
    left = releases.left(desk)
    if left is None:
        return
    words = [f"{left.unplanned} 人没有安排" if left.unplanned else ""]
    words += [f"{left.untold} 人的家属还没有告知" if left.untold else ""]
    until = left.why.result
    group = when(until, desk.today, horizon(desk))
    what = "，".join(filter(None, words))
    yield of_many(group, "接送安排", what, until, Verb.SEE_RELEASES, "releases", "pickup", why=left.why)


def _campaigns(desk: Desk) -> Iterator[DueItem]:
    """A time of special care while it runs and somebody is still to be seen; once it is over until it is
    closed.
    """
    for one in campaigns.running(desk):
        ends, left, new = one.campaign.ends, len(one.of("open")), len(one.fresh)
        if desk.today > ends:
            unseen = f"还有 {left} 人未见到，写明原因，" if left else ""
            yield _campaign(
                "today", f"{month_day(ends, desk.today)}已到期，{unseen}印出汇总后结束", None, one
            )
        elif left or new:
            words = [f"还有 {left} 人未见到" if left else "", f"新来 {new} 人还没加进来" if new else ""]
            what = "，".join([*filter(None, words), f"{month_day(ends, desk.today)}止"])
            yield _campaign(when(ends, desk.today, horizon(desk)), what, ends, one)


def _campaign(group: Group, what: str, until: date | None, one: campaigns.Shown) -> DueItem:
    name, key = one.campaign.name, one.campaign.id
    seen = f"已见到 {len(one.of('seen'))} 人"
    return of_many(group, name, what, until, Verb.SEE_LIST, "campaigns", "campaign", where=seen, record=key)


def _scans(desk: Desk) -> Iterator[DueItem]:
    """Signed papers that were scanned and wait for somebody to confirm where they belong."""
    if waiting := returns.count_waiting(desk):
        what = f"{waiting} 页扫描件读进来了，还没有归位"
        yield of_many("today", "扫描件归位", what, None, Verb.FILE_SCANS, "returns", "returns")


def _backup(desk: Desk) -> Iterator[DueItem]:
    """Changes that no backup has: after a week a line of its own."""
    known = desk.store.backup_state()
    if not known.changes:
        return
    if known.last is None:
        what = "还没有备份过；电脑坏了，资料就找不回来"
        yield of_many("today", "备份", what, desk.today, Verb.BACK_UP, "settings", "backup")
        return
    why = reckoning.deadline(desk.pack, "backup.remind.days", "上次备份", known.last.date())
    if why.result <= desk.today:
        group, what = when(why.result, desk.today, desk.today), "上次备份以后登记的内容还没有备份"
        yield of_many(group, "备份", what, why.result, Verb.BACK_UP, "settings", "backup", why=why)
