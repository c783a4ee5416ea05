"""Who must sign again: after a changed text that says so took effect, whose agreement was signed before
it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.states import ON_BOOKS
from anbang_desktop.fields.templates import OwnText
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import templates
from anbang_desktop.storage.queries import templates as query
from anbang_desktop.storage.queries.templates import SignedBy


@dataclass(frozen=True, slots=True)
class SignAgain:
    """One person who must sign again, and why."""

    signed: SignedBy
    key: str  # of the version that asks for it
    reason: str


def listed(desk: Desk) -> list[SignAgain]:
    """Everybody on the books whose signed agreement is older than a text in force (or one before it) that
    was approved with 以前签的要重签.
    """
    with desk.store.read() as connection:
        asking = [one for one in query.of_paper(connection, templates.AGREEMENT) if _asks(one, desk.today)]
        if not asking:
            return []
        signed = query.signed(connection, [one.code for one in ON_BOOKS])
    newest = max(asking, key=lambda one: (one.effective_from, one.version))
    return [_again(one, newest) for one in signed if _older(one, newest)]


def counted(desk: Desk) -> Counter[str]:
    """How many must sign again, by the key of the version that asks for it."""
    return Counter(one.key for one in listed(desk))


def _asks(one: OwnText, today: date) -> bool:
    return bool(one.sign_again) and templates.holds(one, today)


def _older(signed: SignedBy, asking: OwnText) -> bool:
    if signed.template_id == templates.key_of(asking):
        return False
    begins = asking.effective_from
    return signed.signed_on is None or begins is None or signed.signed_on < begins


def _again(signed: SignedBy, asking: OwnText) -> SignAgain:
    when = f"{signed.signed_on.isoformat()} 签的" if signed.signed_on else "签的"
    was, now = version_words(signed.template_id), version_words(templates.key_of(asking))
    reason = f"{when}是{was}，{asking.effective_from} 起用{now}"
    return SignAgain(signed, templates.key_of(asking), reason)


def version_words(key: str | None) -> str:
    """The version of an agreement's text as it is said: 出厂第 1 版."""
    _paper, _, version = (key or "").partition("-")
    if not version:
        return "以前的文本"
    own = version.removeprefix("own-")
    return f"出厂第 {version} 版" if own == version else f"本所第 {own} 版"
