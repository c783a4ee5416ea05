"""F04 衔接登记表 (domain.md §4.3, A.2; art. 8, 10 and 13)."""

from anbang_desktop.fields.client import MAY, MUST, SOON
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import (
    Choice,
    Choices,
    Count,
    Day,
    LongText,
    Lookup,
    Moment,
    Money,
    Part,
    PersonName,
    Phone,
    Rows,
    Text,
    YesNo,
)

ESCORTS = Rows(
    (
        Part("name", "姓名", PersonName(), must=True),
        Part("post", "职务或关系", Text()),
        Part("phone", "电话", Phone()),
    )
)

HANDOVER = RecordKind(
    "handover",
    "衔接登记",
    (
        Section(
            "释放与衔接",
            (
                Field("handover_date", "衔接日期", Day(), MUST),
                Field("custody_unit", "监所", Lookup("custody"), SOON, 3),
                Field("planned_at", "计划释放时间", Moment(), SOON, 3),
                Field("actual_at", "实际释放时间", Moment(), SOON, 3),
                Field("must_escort", "必接必送", YesNo(), SOON, 2),
                Field("route", "衔接途径", Choice("handover_route"), SOON),
                Field("mode", "衔接情况", Choice("handover_mode"), MUST),
            ),
        ),
        Section(
            "接送",
            (
                Field("workers", "工作人员", ESCORTS),
                Field("relatives", "亲属", ESCORTS, MAY, 3),
                Field("police", "民警", ESCORTS),
                Field("village", "村（居）人员", ESCORTS),
                Field("headcount", "总人数", Count("人")),
                Field("vehicle", "车辆", Text(50)),
                Field("cost", "费用（元）", Money()),
                Field("papers", "移交材料", Choices("handover_paper"), SOON),
                Field("state_note", "身体、情绪状况", LongText(), MAY, 3),
                Field("account", "接送情况说明", LongText(), MAY, 2),
            ),
        ),
        Section(
            "未接到时",
            (
                Field("failed_reason", "未接到的原因", Text()),
                Field("failed_action", "处理", LongText()),
                Field("remark", "备注", LongText(), MAY, 3),
            ),
        ),
    ),
)
