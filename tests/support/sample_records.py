"""A small valid record of any kind, made from its declaration: a new kind needs no sample of its own."""

from datetime import date, datetime, time

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.fields import kinds
from anbang_desktop.fields.field import MUST, Field, RecordKind, fields_of
from anbang_desktop.fields.rows import Rows

DAY = date(2026, 11, 27)
# what the kind's own rule asks for besides the mandatory data
MORE: dict[str, dict[str, object]] = {
    "inside_check": {"has_children": False},
    "group": {"members": [{"name": "王所长", "kind": "OFFICE", "role": "LEADER"}]},
    "placement": {"placed": False, "none_reason": "1"},
    "contact": {"abnormal": False},
}


def sample(kind: RecordKind, codes: CodeBook) -> dict[str, object]:
    """Values for every mandatory datum, by identifier."""
    values = {field.name: _value(field, codes) for field in kind.fields if field.need is MUST}
    more = {
        name: value
        for name, value in MORE.get(kind.name, {}).items()
        if name in {f.name for f in kind.fields}
    }
    if kind.name == "placement":
        more["none_reason"] = next(iter(codes["placement_none_reason"])).code
    return values | more


def _value(field: Field, codes: CodeBook) -> object:  # noqa: PLR0911 - one line for each kind of datum
    match field.kind:
        case kinds.Choice():
            return next(iter(codes[field.kind.table])).code
        case kinds.Choices():
            return [next(iter(codes[field.kind.table])).code]
        case kinds.Day():
            return DAY
        case kinds.Moment():
            return datetime.combine(DAY, time(10, 30))
        case kinds.YesNo():
            return True
        case kinds.Count() | kinds.Money():
            return "1"
        case kinds.PersonName():
            return "张试"
        case kinds.Words():
            return ["王所长"]
        case Rows():
            return [
                {part.name: _value(part, codes) for part in fields_of(field.kind.line) if part.need is MUST}
            ]
        case _:
            return "试验"
