"""The kinds of a line of 工作台账 (``resources/daybook``): what each asks for, and which article
it answers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from anbang_desktop.domain.toml_table import Table, read_toml


@dataclass(frozen=True, slots=True)
class DaybookKind:
    """One kind. ``asks``: each datum with its caption, in the order of the form; ``must``: what has to be
    there besides day and title; ``purpose``: of its money, where it is always the same; ``receipt``: its
    names sign for what they got; ``open``: it is due until its day of completion.
    """

    label: str
    article: str
    told: str
    asks: Mapping[str, str]
    must: tuple[str, ...]
    purpose: str = ""
    receipt: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class DaybookKinds:
    """The kinds as shipped by label, in their order, and what a kind of the office's own asks for."""

    shipped: Mapping[str, DaybookKind]
    own: Mapping[str, str]

    def kind(self, label: str) -> DaybookKind:
        """The kind of that name; one that isn't shipped is the office's own."""
        return self.shipped.get(label) or DaybookKind(label, "", "", self.own, ())


def parse_kinds(text: str, data: Collection[str], purposes: Collection[str]) -> DaybookKinds:
    """Read ``kinds.toml``; ``data`` are the names of what a line can hold. TomlFault names the line of what
    is wrong.
    """

    def read(root: Table) -> DaybookKinds:
        root.text("id")
        kinds = root.table("kinds")
        shipped = [_kind(kinds.table(key), data, purposes) for key in kinds.names()]
        return DaybookKinds({one.label: one for one in shipped}, _asks(root.table("own"), data))

    return read_toml(text, "台账类别", read)


def _kind(table: Table, data: Collection[str], purposes: Collection[str]) -> DaybookKind:
    asks = _asks(table, data)
    return DaybookKind(
        table.text("label"),
        table.text("article"),
        table.text("told"),
        asks,
        table.words("must", tuple(asks), "这一类要填的项目") if "must" in table else (),
        table.word("purpose", purposes, "用途") if "purpose" in table else "",
        table.flag("receipt"),
        table.flag("open"),
    )


def _asks(table: Table, data: Collection[str]) -> dict[str, str]:
    asks = table.table("asks")
    for name in asks.names():
        if name not in data:
            raise asks.fault(name, f"台账里没有“{name}”这一项。")
    return {name: asks.text(name) for name in asks.names()}
