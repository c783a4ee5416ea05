"""F05 安置帮教协议书 (domain.md §4.4, A.3; art. 12): what is kept of each version."""

from anbang_desktop.fields.client import AUTO, MAY, MUST
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Choices,
    Count,
    Day,
    LongText,
    Part,
    PersonName,
    Phone,
    Rows,
    Text,
)

PARTIES = Rows(
    (
        Part("role", "身份", Text(), must=True),
        Part("name", "名称", Text()),
        Part("person", "签字人", PersonName()),
        Part("phone", "电话", Phone()),
    )
)

AGREEMENT = RecordKind(
    "agreement",
    "安置帮教协议",
    (
        Section(
            "协议",
            (
                Field("agr_no", "协议编号", Text(100), AUTO),
                Field("version", "版本", Count(), AUTO),
                Field("template_id", "范本", Text(100), AUTO),
                Field("from_on", "起始", Day(), MUST),
                Field("to_on", "截止", Day(), MUST),
                Field("parties", "各方", PARTIES, MUST, 2),
                Field("visit_interval", "约定走访间隔（天）", Count("天"), AUTO),
                Field("offers", "帮扶承诺", Choices("help_type")),
                Field("extra", "另行约定", LongText(), MAY, 2),
                Field("state", "状态", Choice("agreement_state"), AUTO),
            ),
        ),
        Section(
            "签订",
            (
                Field("signed_on", "签订日期", Day()),
                Field("scan", "扫描件", Attachment(), MAY, 3),
                Field("refused_on", "拒签日期", Day()),
                Field("refusal_reason", "拒签原因", Choice("refusal_reason")),
                Field("refusal_note", "说明", LongText(), MAY, 2),
                Field("explained_by", "说明人", Text(50)),
                Field("witness", "见证人", Text(50)),
                Field("ended_on", "终止日期", Day()),
                Field("end_reason", "终止原因", Text()),
            ),
        ),
    ),
)
