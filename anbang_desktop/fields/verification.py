"""F02 信息核查表 and F03 回执 (domain.md §4.2, A.1; art. 12 and 13)."""

from anbang_desktop.fields.client import CHILDREN, MAY, MUST, SOON
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import (
    Choice,
    Choices,
    Day,
    LongText,
    Part,
    PersonName,
    Phone,
    Rows,
    Text,
    YesNo,
)

CHECKED = Rows(
    (
        Part("item", "项目", Text(), must=True),
        Part("result", "结果", Choice("item_result"), must=True),
        Part("actual", "实际情况", Text()),
    )
)
INFORMANTS = Rows(
    (
        Part("name", "姓名", PersonName(), must=True),
        Part("relation", "关系", Text()),
        Part("phone", "电话", Phone()),
        Part("on", "日期", Day()),
    )
)

VERIFICATION = RecordKind(
    "verification",
    "信息核查",
    (
        Section(
            "来源",
            (
                Field("batch_no", "批次号", Text(100)),
                Field("source_unit", "来源单位", Text()),
                Field("received_on", "收到日期", Day()),
                Field("due_on", "应回日期", Day()),
            ),
        ),
        Section(
            "核查",
            (
                Field("item_result", "逐项核查", CHECKED, SOON, 3),
                Field("methods", "核查途径", Choices("verification_method"), MUST),
                Field("informants", "受访人", INFORMANTS, SOON, 3),
                Field("family_accepts", "家属是否愿意接纳", Choice("family_accepts"), SOON, 2),
                Field("housing_plan", "释放后住处", Choice("housing_state"), SOON, 2),
                Field("work_plan", "释放后生计", Choice("employment"), SOON, 2),
                Field("conditions", "特殊情况", LongText(), SOON, 3),
                Field("children", "未成年子女", CHILDREN, MAY, 4),
                Field("suggest_escort", "建议必接必送", YesNo(), SOON, 2),
                Field("suggest_reason", "建议理由", LongText(), MAY, 2),
            ),
        ),
        Section(
            "结论与回执",
            (
                Field("result", "核查结论", Choice("verification_result"), MUST, 2),
                Field("checked_on", "核查日期", Day(), MUST),
                Field("checker", "核查人", Text(50), MUST),
                Field("second_checker", "复核人", Text(50)),
                Field("replied_on", "回执日期", Day(), SOON),
                Field("reply_no", "回执文号", Text(100)),
                Field("reply_way", "送达方式", Choice("reply_way")),
                Field("remark", "备注", LongText(), MAY, 3),
            ),
        ),
    ),
)
