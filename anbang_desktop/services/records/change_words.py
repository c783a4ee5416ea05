"""An old or new value of the history in the words of the screen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from anbang_desktop.domain.states import State, state
from anbang_desktop.fields.assessment import Assessment, ScoredItem
from anbang_desktop.fields.client import Case
from anbang_desktop.fields.field import Field, name_of, names
from anbang_desktop.services.desk import Desk

_ITS, _ITEM = names(Assessment), names(ScoredItem)
NEED_WORDS = {"NONE": "没有", "SOME": "有", "URGENT": "急需"}
UNKNOWN = "说不清"


def words(desk: Desk, field: Field, value: object) -> str:
    """A value as a clerk reads it; empty where there was none."""
    if value is None:
        return ""
    made = _MADE.get(field.name)
    if made is not None and not isinstance(value, str | int | datetime):
        return made(desk, value)
    if field.name == name_of(names(Case).state) and str(value) in set(State):
        return state(str(value)).label
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return field.kind.show(value, desk.read_context)


def _sheets(desk: Desk, value: object) -> str:
    return "；".join(f"{one['member']}（{_answers(desk, one['values'])}）" for one in _rows(value))


def _answers(desk: Desk, value: object) -> str:  # noqa: ARG001 - all alike
    said = _map(value).items()
    return "，".join(f"{code} {UNKNOWN if points is None else points}" for code, points in said)


def _notes(desk: Desk, value: object) -> str:  # noqa: ARG001 - all alike
    return "；".join(f"{code} {note}" for code, note in _map(value).items())


def _needs(desk: Desk, value: object) -> str:
    labels = desk.codes["help_type"]
    return "，".join(
        f"{labels.label(code) or code} {NEED_WORDS.get(str(word), word)}"
        for code, word in _map(value).items()
    )


def _points(desk: Desk, value: object) -> str:  # noqa: ARG001 - all alike
    code, label = name_of(_ITEM.code), name_of(_ITEM.label)
    answer, points = name_of(_ITEM.answer), name_of(_ITEM.points)
    return "；".join(
        f"{one[code]} {one[label]}：{one.get(answer) or UNKNOWN}（{one.get(points) or 0} 分）"
        for one in _rows(value)
    )


def _sentences(desk: Desk, value: object) -> str:  # noqa: ARG001 - all alike
    return "".join(str(one) for one in _list(value))


_MADE: Mapping[str, Callable[[Desk, object], str]] = {
    name_of(_ITS.sheets): _sheets,
    name_of(_ITS.agreed): _answers,
    name_of(_ITS.spread_note): _notes,
    name_of(_ITS.needs): _needs,
    name_of(_ITS.points): _points,
    name_of(_ITS.why): _sentences,
}


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) else ()


def _rows(value: object) -> list[Mapping[str, object]]:
    return [one for one in _list(value) if isinstance(one, Mapping)]


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
