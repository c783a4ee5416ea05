"""F07 评估表 (domain.md §4.6, A.5; art. 12): the frame around the instrument's items."""

from anbang_desktop.fields.client import MAY, MUST, SOON
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import Choice, Choices, Day, LongText, Words

ASSESSMENT = RecordKind(
    "assessment",
    "评估",
    (
        Section(
            "会议",
            (
                Field("kind", "种类", Choice("assessment_kind"), MUST),
                Field("event", "触发事件", LongText(), MAY, 2),
                Field("meeting_on", "会议日期", Day(), MUST),
                Field("present", "参加人", Words("member"), MUST),
                Field("absent", "缺席", Words("member")),
                Field("self_statement", "本人陈述", LongText(), MAY, 2),
            ),
        ),
        Section(
            "结论",
            (
                Field("triggers", "重点触发项", Choices("key_trigger"), MAY, 4),
                Field("decided", "决定类别", Choice("level"), MUST, 2),
                Field("reason", "理由", LongText(), MAY, 2, "与建议不一致时必填"),
                Field("effective_on", "生效日期", Day(), MAY),
                Field("next_on", "下次评估", Day(), MAY),
                Field("approved_by", "审批人", Words("worker"), SOON),
                Field("remark", "备注", LongText(), MAY, 3),
            ),
        ),
    ),
)
