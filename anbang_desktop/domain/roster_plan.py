"""What an import says of each row of a list: how it stands, what is done for it, how grave a remark is."""

from enum import StrEnum


class Verdict(StrEnum):
    """Whether a row can come in."""

    READY = "ready"
    ASK = "ask"  # somebody must say yes
    ERROR = "error"


class Action(StrEnum):
    """What a row does to the office."""

    CREATE = "create"  # a new person with a case
    CASE = "case"  # a new case of somebody whom the office knows
    LISTED = "listed"  # somebody of the register of those inside, who now stands on a list
    UPDATE = "update"
    SAME = "same"  # the office has it all
    NONE = "none"


class Treatment(StrEnum):
    """What a column does to people whom the office already has; a blank never wipes anything."""

    UPDATE = "update"
    FILL = "fill"  # only where the office has nothing
    SKIP = "skip"


class Level(StrEnum):
    """How grave a remark about a cell is."""

    ERROR = "error"
    ASK = "ask"
    NOTE = "note"
    SAID = "said"  # the program put it right by itself: nothing to look at


OPENING = (Action.CREATE, Action.CASE, Action.LISTED)  # from then on the county waits for an answer
CHANGING = (*OPENING, Action.UPDATE)
