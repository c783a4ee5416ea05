"""The office's own lists: villages and grids, workers, police stations and officers, places of custody. They
are offered where such a name is typed; what a record says stays free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from anbang_desktop.fields.field import MUST, Datum, Own, Stored
from anbang_desktop.fields.kinds import Phone, Text


class OwnList(StrEnum):
    """Which list; the value is the source that a datum names (``Lookup("village")``)."""

    VILLAGE = "village"
    GRID = "grid"
    WORKER = "worker"
    POLICE = "police"
    OFFICER = "officer"
    CUSTODY = "custody"


@dataclass(frozen=True, slots=True)
class ListWords:
    """How a list is called, what one name of it is, what it belongs to (a list of its own), and the headings
    under which a sheet may bring its names.
    """

    title: str
    one: str
    within: str = ""  # the caption of what it belongs to
    of: OwnList | None = None
    phone: bool = False
    name: str = "名称"
    heads: tuple[str, ...] = ()


LISTS: Mapping[OwnList, ListWords] = {
    OwnList.VILLAGE: ListWords("村居", "村（居）", heads=("村居", "村（居）", "村", "社区", "所属村（居）")),
    OwnList.GRID: ListWords("网格", "网格", "所属村居", OwnList.VILLAGE, heads=("网格", "网格名称")),
    OwnList.WORKER: ListWords(
        "工作人员", "工作人员", phone=True, name="姓名", heads=("工作人员", "帮教责任人", "责任人", "走访人")
    ),
    OwnList.POLICE: ListWords("派出所", "派出所", phone=True, heads=("派出所", "派出所名称")),
    OwnList.OFFICER: ListWords(
        "民警",
        "民警",
        "派出所",
        OwnList.POLICE,
        phone=True,
        name="姓名",
        heads=("民警", "责任民警", "社区民警", "警员"),
    ),
    OwnList.CUSTODY: ListWords(
        "监所", "监所", phone=True, heads=("监所", "监狱", "看守所", "服刑场所", "监所名称")
    ),
}
NAME_HEADS = ("名称", "姓名", "名字")  # of any list
PHONE_HEADS = ("电话", "联系电话", "手机", "手机号", "手机号码", "办公电话", "民警电话")
TOGETHER: Mapping[str, tuple[OwnList, ...]] = {  # a source of a datum that is not one list
    "member": (OwnList.WORKER, OwnList.OFFICER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName(Stored):
    """One name; out of use, it isn't offered any more and stays for what was written with it."""

    kind: Annotated[str, Own("名单", 1)]
    name: Annotated[str, Datum("名称", Text(100), MUST)]
    within: Annotated[str | None, Datum("所属", Text(100))] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None
    position: Annotated[int, Own("次序", 1)] = 0
    active: Annotated[bool, Own("在用", 1)] = True


def lists_of(source: str) -> tuple[OwnList, ...]:
    """The lists that a source of a datum stands for; none for one that the office keeps no list of."""
    if source in TOGETHER:
        return TOGETHER[source]
    return (OwnList(source),) if source in set(OwnList) else ()
