"""The office's own wordings, as tests need them."""

from anbang_desktop.domain.template_words import to_words
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_texts, templates

APPROVER = "李局长"


def drafted(desk: Desk, paper: str, before: str = "", after: str = "") -> int:
    """A draft of the text in force with some of its words changed; its id."""
    text = templates.in_force(desk, paper, desk.today)
    words = to_words(text.source)
    assert before in words
    return template_texts.begin(desk, paper, text.key, words.replace(before, after) if before else words)


def approved(desk: Desk, paper: str, before: str = "", after: str = "", **decided: object) -> int:
    """The same, approved from today on."""
    text_id = drafted(desk, paper, before, after)
    template_texts.approve(desk, text_id, {**decision(desk), **decided})
    return text_id


def decision(desk: Desk) -> dict[str, object]:
    """Who approves, and from when."""
    return {"approver": APPROVER, "approved_on": desk.today, "effective_from": desk.today}
