"""F09 走访 / 谈话 / 电话记录 (domain.md §4.8, A.7; art. 12).

The person reads and signs the sheet: identifiers and codes are those of the brief, the words are kinder
(现实表现 is 近来状态 here).
"""

from anbang_desktop.fields.client import MAY, MUST, SOON
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import Choice, Day, LongText, Moment, Text, Words, YesNo

CONTACT = RecordKind(
    "contact",
    "走访谈话记录",
    (
        Section(
            "时间与人员",
            (
                Field("at", "时间", Moment(), MUST),
                Field("until", "结束时间", Moment()),
                Field("place", "地点", Text(), MAY, 2),
                Field("contact_type", "方式", Choice("contact_type"), MUST),
                Field("workers", "走访人", Words("worker"), MUST),
                Field("companions", "同行人", Words("worker")),
                Field("met", "见到谁", Choice("met"), SOON),
            ),
        ),
        Section(
            "近况",
            (
                Field("behaviour", "近来状态", Choice("behaviour"), MAY, 2),
                Field("work", "工作", Choice("work_state"), MAY, 2),
                Field("money", "经济", Choice("money_state"), MAY, 2),
                Field("family", "家庭", Choice("family_state"), MAY, 2),
                Field("places", "常在地点", Choice("places_state"), MAY, 2),
                Field("company", "与人相处", Choice("company_state"), MAY, 2),
            ),
        ),
        Section(
            "内容",
            (
                Field("content", "内容", LongText(), SOON, 2),
                Field("problems", "困难和问题", LongText(), MAY, 2),
                Field("wish", "诉求", LongText(), MAY, 2),
                Field("abnormal", "需要特别关心", YesNo(), MUST, 2),
                Field("abnormal_detail", "需要关心的情况", LongText(), MAY, 3),
                Field("policy_told", "宣传政策", Words("policy")),
                Field("effect", "效果", Text()),
                Field("next_step", "下一步", LongText()),
                Field("next_due", "下次联系", Day()),
                Field("beat_officer", "责任区民警", Text(50)),
            ),
        ),
    ),
)
