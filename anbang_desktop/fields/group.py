"""F06 安置帮教小组 (domain.md §4.5, A.4; art. 12)."""

from anbang_desktop.fields.client import MUST
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import Choice, Count, Day, LongText, Part, PersonName, Phone, Rows, Text

MEMBERS = Rows(
    (
        Part("name", "姓名", PersonName(), must=True),
        Part("kind", "类型", Choice("member_kind"), must=True),
        Part("role", "小组职务", Choice("member_role"), must=True),
        Part("sex", "性别", Choice("sex")),
        Part("age", "年龄", Count()),
        Part("post", "单位职务", Text()),
        Part("phone", "电话", Phone()),
        Part("duty", "职责", Text()),
        Part("pledge_on", "保密承诺", Day()),
        Part("joined", "加入", Day()),
        Part("left", "退出", Day()),
        Part("left_reason", "退出原因", Text()),
    )
)

GROUP = RecordKind(
    "group",
    "安置帮教小组",
    (
        Section(
            "小组",
            (
                Field("formed_on", "成立日期", Day(), MUST),
                Field("members", "成员", MEMBERS, MUST, 2),
                Field("remark", "备注", LongText()),
            ),
        ),
    ),
)
