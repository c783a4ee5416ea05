"""The office's own lists: villages and grids, workers, police stations and officers, places of custody; and
the directory of those who help (art. 7, 26, 30): departments, organisations, employers with their posts,
volunteers. They are offered where such a name is typed; what a record says stays free text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from anbang_desktop.fields.field import MUST, Datum, Own, Stored
from anbang_desktop.fields.kinds import Count, Day, Phone, Text


class OwnList(StrEnum):
    """Which list; the value is the source that a datum names (``Lookup("village")``)."""

    VILLAGE = "village"
    GRID = "grid"
    WORKER = "worker"
    POLICE = "police"
    OFFICER = "officer"
    CUSTODY = "custody"
    DEPARTMENT = "department"
    ORGANISATION = "organisation"
    EMPLOYER = "employer"
    POST = "post"
    VOLUNTEER = "volunteer"
    DAYBOOK = "daybook"


@dataclass(frozen=True, slots=True)
class ListWords:
    """How a list is called, what one name of it is, what it belongs to (a list of its own), and the headings
    under which a sheet may bring its names. ``about``, ``number`` and ``until`` are captions of what else is
    kept of each; empty: nothing. ``apart``: the same name may stand under several that it belongs to;
    ``collected``: what records say of it may be taken in.
    """

    title: str
    one: str
    within: str = ""  # the caption of what it belongs to
    of: OwnList | None = None
    phone: bool = False
    name: str = "名称"
    heads: tuple[str, ...] = ()
    contact: bool = False
    about: str = ""
    number: str = ""
    until: str = ""
    apart: bool = False
    collected: bool = True


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
    OwnList.DEPARTMENT: ListWords(
        "部门",
        "部门",
        phone=True,
        heads=("部门", "部门名称", "单位", "单位名称"),
        contact=True,
        about="管什么",
    ),
    OwnList.ORGANISATION: ListWords(
        "群团社会组织",
        "组织",
        phone=True,
        heads=("组织", "组织名称", "社会组织", "群团组织"),
        contact=True,
        about="能帮什么",
    ),
    OwnList.EMPLOYER: ListWords(
        "用工单位",
        "单位",
        phone=True,
        heads=("用工单位", "企业", "企业名称", "单位", "单位名称"),
        contact=True,
        about="做什么的",
        until="协议到哪天",
    ),
    OwnList.POST: ListWords(
        "岗位",
        "岗位",
        "用工单位",
        OwnList.EMPLOYER,
        heads=("岗位", "岗位名称", "工种"),
        about="要求和待遇",
        number="招几人",
        until="招到哪天",
        apart=True,
    ),
    OwnList.VOLUNTEER: ListWords(
        "志愿者",
        "志愿者",
        phone=True,
        name="姓名",
        heads=("志愿者", "志愿者姓名"),
        about="专长",
    ),
    OwnList.DAYBOOK: ListWords("台账类别", "类别", heads=("类别", "台账类别"), collected=False),
}
NAME_HEADS = ("名称", "姓名", "名字")  # of any list
CONTACT_HEADS = ("联系人", "负责人", "经办人")
PHONE_HEADS = ("电话", "联系电话", "手机", "手机号", "手机号码", "办公电话", "民警电话")
TOGETHER: Mapping[str, tuple[OwnList, ...]] = {  # a source of a datum that is not one list
    "member": (OwnList.WORKER, OwnList.OFFICER),
    "receiver": (OwnList.DEPARTMENT, OwnList.ORGANISATION, OwnList.EMPLOYER),
    "helper": (OwnList.WORKER, OwnList.VOLUNTEER),
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
    contact: Annotated[str | None, Datum("联系人", Text(50))] = None
    about: Annotated[str | None, Datum("说明", Text(200))] = None
    number: Annotated[int | None, Datum("人数", Count("人"))] = None
    until: Annotated[date | None, Datum("到哪天", Day())] = None


def lists_of(source: str) -> tuple[OwnList, ...]:
    """The lists that a source of a datum stands for; none for one that the office keeps no list of."""
    if source in TOGETHER:
        return TOGETHER[source]
    return (OwnList(source),) if source in set(OwnList) else ()
