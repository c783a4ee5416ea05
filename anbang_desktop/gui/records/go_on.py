"""接着填: which page a form that waits is opened on, and what opens it there."""

from collections.abc import Sequence

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.fields.wish import WISH
from anbang_desktop.gui.shell.page import PageKey, Target
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.worklist.begun import CORRECT, STEP

OF_OFFICE: dict[str, PageKey] = {
    "register": "register",
    "visits": "visits",
    "several": "verification",
    "replies": "verification",
    "learn": "reports",
    "office": "settings",
    "own_lists": "own_lists",
    "purpose": "health",
    "policelist": "people",
    "rules": "rules",
    "instruments": "instruments",
    "summary": "statistics",
}
OF_WISH = ("answer", "wishstep", "wishclue")
OF_PERSON: dict[str, tuple[PageKey, Target]] = {
    REGISTRATION.name: ("person", {}),
    ASSESSMENT.name: ("assessments", {}),
    "sheet": ("assessments", {}),
    AGREEMENT.name: ("agreements", {}),
    "signing": ("agreements", {"do": Verb.SIGN}),
    "refusal": ("agreements", {"do": Verb.NOTE_REFUSAL}),
    "paper": ("archives", {}),
    "needs": ("person", {"do": Verb.ASK_NEEDS}),
    "send": ("person", {"do": Verb.SEND_LETTER}),
    "reply": ("person", {"do": Verb.RECORD_REPLY}),
    "finish": ("person", {"do": Verb.FINISH_MEASURE}),
    "assign": ("person", {}),
}


def way_to(form: str) -> tuple[PageKey, Target]:
    """The page and its target; the draft is put back as soon as its form is open there."""
    page, target = _way(*form.split(":"))
    return page, {**target, "resuming": (form,)}


def _way(what: str, no: str = "", *more: str) -> tuple[PageKey, Target]:
    if what == "daybook":  # a new line of that kind, or one that is put right
        return "daybook", {"name": more[0], **({"record": int(more[1])} if more[1:] else {})}
    if what == "deliver":
        return "reports", {"record": int(more[0])}
    if what in ("template", "template_approval"):
        return "templates", {"record": int(more[0])}
    if what in OF_OFFICE:
        return OF_OFFICE[what], {"name": more[0]} if what == "own_lists" else {}
    if what in OF_PERSON:
        page, target = OF_PERSON[what]
        return page, {**target, "no": no}
    return _of_record(what, no, more) if more else _of_new(what, no)


def _of_new(what: str, no: str) -> tuple[PageKey, Target]:
    known = kind_of(what)
    return ("person", {"no": no, "do": known.verb}) if known is not None else ("person", {"no": no})


def _of_record(what: str, no: str, more: Sequence[str]) -> tuple[PageKey, Target]:
    """A form that says more than whose it is: the step, the record, the visit."""
    if what in OF_WISH:
        return "wishes", {"record": int(more[0])}
    if what == WISH.name:
        return "wishes", {"no": no, "said": int(more[0])}
    if what in (LETTER.name, STEP):
        do = Verb.WRITE_OTHER if what == LETTER.name else Verb(more[0])
        return "person", {"no": no, "do": do}
    if what != CORRECT:
        return _of_new(what, no)
    kind, record = more[0], int(more[1])
    if kind == ASSESSMENT.name:
        return "assessments", {"no": no, "record": record}
    return "person", {"no": no, "correct": (kind, record)}
