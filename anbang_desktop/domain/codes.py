"""Code tables: what each code is called, what else people write for it, and which code other standards
use.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

CodeTableName = Literal[
    "sex", "ethnicity", "marital", "health", "disability", "education", "politics", "relation",
    "occupation", "employment", "work_state", "money_state", "family_state", "places_state",
    "company_state", "behaviour", "release_type", "release_group", "case_source", "custody",
    "penalty_main", "penalty_extra", "offence_class", "offence_names", "handover_route", "handover_mode",
    "handover_paper", "id_type", "hukou_type", "housing_state", "schooling", "income_source",
    "income_band", "family_economy", "relief", "insurance", "special_disease", "special_case",
    "verification_result", "item_result", "verification_method", "family_accepts", "reply_way",
    "notice_way", "member_kind", "member_role", "level", "assessment_kind", "need_level", "key_trigger",
    "agreement_state", "refusal_reason", "contact_type", "met", "contact_state", "dual_role",
    "placement_state", "help_state", "placement_way", "placement_none_reason", "help_type",
    "need_state", "need_source", "measure_state", "plan_item_state", "letter_type", "receiver_kind",
    "consent_way", "relief_kind", "relief_reason", "relief_decision", "base_kind", "base_reason", "base_out",
    "wish_category", "wish_way", "wish_urgency", "wish_step",
    "wish_outcome", "answer_way", "satisfied", "closure_reason", "transfer_reason", "search_way", "yes_no",
    "spending_purpose", "approval_matter", "approver", "day_reason", "happening",
    "meeting_kind", "meeting_result", "sealing", "sealing_ground",
    "query_unit", "query_scope", "query_decision",
]  # fmt: skip
"""Every code table of db/seed/codes.toml, so that a misspelt one is an error of types."""


@dataclass(frozen=True, slots=True)
class CodeItem:
    """One line of a table; ``other`` holds foreign codes and references (``ministry``, ``article``,
    ``note``).
    """

    code: str
    name: str
    std: str = ""
    synonyms: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False  # not offered any more; what says it is read and shown as ever

    @property
    def group(self) -> str:
        """The code of the group that it is counted in; empty where it is in none."""
        return self.other.get("group", "")

    @property
    def article(self) -> str:
        """The article of the Regulation that it follows from; empty where none is named."""
        return self.other.get("article", "")

    @property
    def note(self) -> str:
        """What is told of it in plain words; empty where nothing is."""
        return self.other.get("note", "")


class CodeTable:
    """One table: its items in order, looked up by code, name or synonym; ``label_of_table`` is its own
    Chinese name.
    """

    def __init__(self, name: str, label: str, items: tuple[CodeItem, ...], standard: str = "") -> None:
        """``name`` is the English identifier, ``label`` the Chinese name of the table, ``standard`` where
        it comes from.
        """
        self.name, self.label_of_table, self.items, self.standard = name, label, items, standard
        self._by_code = {item.code: item for item in items}
        self._codes: dict[str, str] = {}
        for words in (lambda item: (item.code,), lambda item: (item.name,), lambda item: item.synonyms):
            for item in items:
                for word in words(item):
                    self._codes.setdefault(_key(word), item.code)

    def __iter__(self) -> Iterator[CodeItem]:
        """The items in their order."""
        return iter(self.items)

    @property
    def offered(self) -> tuple[CodeItem, ...]:
        """The items that can still be chosen, in their order."""
        return tuple(item for item in self.items if not item.retired)

    def item(self, code: str) -> CodeItem | None:
        """The line of a code."""
        return self._by_code.get(code)

    def label(self, code: str | None) -> str:
        """The Chinese name of a code; an unknown code is shown as it is, None as nothing."""
        found = self._by_code.get(code or "")
        return found.name if found else (code or "")

    def code(self, text: object) -> str | None:
        """The code that a code, name or synonym stands for; None when nothing fits."""
        return self._codes.get(_key(str(text))) if text is not None else None


class CodeBook(Mapping[CodeTableName, CodeTable]):
    """All tables by their English identifier."""

    def __init__(self, tables: Mapping[CodeTableName, CodeTable]) -> None:
        """Take the tables by their identifier."""
        self._tables = dict(tables)

    def __getitem__(self, name: CodeTableName) -> CodeTable:
        """The table of an identifier; KeyError where there is none."""
        return self._tables[name]

    def __iter__(self) -> Iterator[CodeTableName]:
        """The identifiers of all tables."""
        return iter(self._tables)

    def __len__(self) -> int:
        """How many tables there are."""
        return len(self._tables)

    def label(self, table: CodeTableName, code: str | None) -> str:
        """The Chinese name of a code of a table."""
        return self._tables[table].label(code)

    def replaced(self, name: CodeTableName, table: CodeTable) -> "CodeBook":
        """The same with another table of that name."""
        return CodeBook({**self._tables, name: table})


def parse_codes(text: str) -> CodeBook:
    """Read ``db/seed/codes.toml``: each table has ``label``, ``standard`` and ``items``.

    An item is ``[code, name, synonym…]`` or a table with ``code``, ``name``, ``std``, ``synonyms``,
    ``retired`` and references.
    """
    tables = {name: _table(name, body) for name, body in tomllib.loads(text).items()}
    return CodeBook(cast("dict[CodeTableName, CodeTable]", tables))


def _table(name: str, body: Mapping[str, object]) -> CodeTable:
    raw = body["items"]
    if not isinstance(raw, list):
        raise TypeError(f"table {name}: items is no list")
    items = tuple(_item(one) for one in raw)
    codes = [item.code for item in items]
    if len(set(codes)) != len(codes):
        raise ValueError(f"table {name}: a code stands twice")
    return CodeTable(name, str(body["label"]), items, str(body.get("standard", "")))


def _item(raw: list[str] | dict[str, object]) -> CodeItem:
    if isinstance(raw, list):
        return CodeItem(raw[0], raw[1], raw[0], tuple(raw[2:]))
    known = {"code", "name", "std", "synonyms", "retired"}
    synonyms = raw.get("synonyms", [])
    return CodeItem(
        str(raw["code"]),
        str(raw["name"]),
        str(raw.get("std", raw["code"])),
        tuple(map(str, synonyms)) if isinstance(synonyms, list) else (),
        {key: str(value) for key, value in raw.items() if key not in known},
        bool(raw.get("retired")),
    )


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
