"""Which forms there are to be filled in by hand, and what they are called: known without ReportLab."""

from anbang_desktop.services.records.registry import KINDS

REGISTRATION, REPLY = "registration", "reply"
_TITLES = {REGISTRATION: "安置帮教对象登记表", REPLY: "安置帮教对象信息核查回执"}
_MADE_BY_US = frozenset({"agreement", "letter", "assessment"})  # no hand fills these in from nothing


def names_of() -> list[tuple[str, str]]:
    """Kind and title of each, in the order of the work."""
    kept = [(kind.name, kind.paper) for kind in KINDS if kind.paper and kind.name not in _MADE_BY_US]
    return [*_TITLES.items(), *kept]
