"""F06 安置帮教小组 (domain.md §4.5, A.4; art. 12)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.field import MUST, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Count, Day, LongText, PersonName, Phone, Text
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of the support group."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    kind: Annotated[str, Datum("类型", Choice("member_kind"), MUST)]
    role: Annotated[str, Datum("小组职务", Choice("member_role"), MUST)]
    sex: Annotated[str | None, Datum("性别", Choice("sex"))] = None
    age: Annotated[int | None, Datum("年龄", Count())] = None
    post: Annotated[str | None, Datum("单位职务", Text())] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None
    duty: Annotated[str | None, Datum("职责", Text())] = None
    pledge_on: Annotated[date | None, Datum("保密承诺", Day())] = None
    joined: Annotated[date | None, Datum("加入", Day())] = None
    left: Annotated[date | None, Datum("退出", Day())] = None
    left_reason: Annotated[str | None, Datum("退出原因", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpGroup(Record):
    """安置帮教小组."""

    formed_on: Annotated[date, Datum("成立日期", Day(), MUST, begins="小组")]
    members: Annotated[
        tuple[Member, ...], Datum("成员", Rows(Member, "group_members", "member"), MUST, privacy=2)
    ]
    gap_reason: Annotated[
        str | None,
        Datum(
            "缺人的原因",
            LongText(),
            help="该有的人一时找不到时写，例如：本人没有亲属；村妇联主任下月到任再补",
        ),
    ] = None
    remark: Annotated[str | None, Datum("备注", LongText())] = None


GROUP = declare("group", "安置帮教小组", HelpGroup, "help_groups")
