"""What can go wrong that a clerk can do something about; everything else is a fault of the program."""

from collections.abc import Sequence


class UserError(Exception):
    """The world's fault: says what happened and what to do, in Chinese; ``field`` names the entry it belongs to."""

    def __init__(self, what: str, remedy: str = "", *, field: str = "") -> None:
        super().__init__(what, remedy)
        self.what, self.remedy, self.field = what, remedy, field

    def __str__(self) -> str:
        return f"{self.what}{self.remedy}"


class Refused(UserError):
    """A guard of the office's rules said no; ``reasons`` are whole Chinese sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("；".join(reason.rstrip("。；") for reason in reasons) + "。")
        self.reasons = tuple(reasons)


class Cancelled(Exception):
    """The clerk stopped a long job; nothing of it is kept."""
