"""The file of an assessment instrument: read and checked whole, like a rule pack."""

from dataclasses import replace
from functools import cache, partial
from typing import cast, get_args

from anbang_desktop.domain.codes import CodeBook
from anbang_desktop.domain.instrument import Block, BlockKind, Instrument, Item, Option, Thresholds, Use
from anbang_desktop.domain.rule_pack_file import KnownNames
from anbang_desktop.domain.toml_table import Table, read_toml, refuse_doubles


def parse_instrument(text: str, known: KnownNames) -> Instrument:
    """Read an instrument from TOML. TomlFault for a key that is missing or unknown, a question that stands
    twice, and a need or key trigger that does not exist.
    """
    return replace(read_toml(text, "评估表", partial(_instrument, known=known)), text=text)


class _Everything(tuple[str, ...]):
    """Holds every word."""

    __slots__ = ()

    def __contains__(self, _word: object) -> bool:
        return True


class _AsKept(KnownNames):
    """Whatever an instrument named when it was in use."""

    def of(self, table: str) -> tuple[str, ...]:  # noqa: ARG002 - of any table
        """Every code."""
        return _Everything()


@cache
def parse_kept(text: str) -> Instrument:
    """The instrument that an assessment keeps: read as it was, whatever the tables of today no longer
    know.
    """
    return parse_instrument(text, _AsKept(CodeBook({}), {}))


def _instrument(root: Table, known: KnownNames) -> Instrument:
    needs = read_needs(root, known)
    tables = root.tables("blocks")
    questions = [item for block in tables for item in block.tables("items")]
    refuse_doubles(questions, "code", [item.text("code") for item in questions])
    return Instrument(
        root.text("id"),
        root.text("name"),
        root.text("version"),
        root.text("note") if "note" in root else "",
        read_thresholds(root.table("thresholds"), kept=isinstance(known, _AsKept)),
        tuple(read_block(one, needs) for one in tables),
        needs,
        read_triggers(root.table("triggers"), known),
        scored=not root.flag("unscored"),
        use=read_use(root, known),
    )


def read_needs(root: Table, known: KnownNames) -> tuple[str, ...]:
    """The needs that are asked for; TomlFault for one that does not exist."""
    return root.table("needs").words("codes", known.of("help_type"), "帮扶类型")


def read_use(root: Table, known: KnownNames) -> Use:
    """For which assessments it is meant; TomlFault for a kind that does not exist."""
    if "use" not in root:
        return Use()
    table = root.table("use")
    kinds = table.words("kinds", known.of("assessment_kind"), "评估种类") if "kinds" in table else ()
    return Use(kinds, table.flag("urgent") if "urgent" in table else None)


def read_thresholds(table: Table, *, kept: bool) -> Thresholds:
    """The scale; TomlFault for a number that is missing. What was ``kept`` from before levels were data has
    two thresholds that are the rule pack's now.
    """
    for gone in ("key", "closer"):
        if kept and gone in table:
            table.number(gone)
    names = ["lowest", "highest", "discuss_steps", *(["apart_items"] if "apart_items" in table else [])]
    return Thresholds(*(table.number(name) for name in names))


def read_block(table: Table, needs: tuple[str, ...]) -> Block:
    """A group of questions with its items; TomlFault for what is missing or unknown."""
    return Block(
        table.text("code"),
        table.text("label"),
        cast("BlockKind", table.word("kind", get_args(BlockKind), "种类")),
        table.number("limit"),
        tuple(read_item(one, needs) for one in table.tables("items")),
    )


def read_item(table: Table, needs: tuple[str, ...]) -> Item:
    """One question; TomlFault for what is missing or unknown."""
    options = tuple(Option(label, points) for label, points in table.pairs("options", str, int))
    answers = tuple(one.label for one in options)
    return Item(
        table.text("code"),
        table.text("label"),
        options,
        table.word("need", needs, "帮扶类型") if "need" in table else "",
        table.flag("restricted"),
        table.words("full_when", answers, "答案") if "full_when" in table else (),
    )


def read_triggers(table: Table, known: KnownNames) -> dict[str, str]:
    """The key triggers that are asked about, each with its words; TomlFault for an unknown one."""
    labels = table.table("labels")
    return {code: labels.text(code) for code in table.words("codes", known.of("key_trigger"), "重点触发项")}
