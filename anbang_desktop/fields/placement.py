"""安置情况 (domain.md §6.7, GB/T 31000 codes): settled in work, land, school or care, or why not."""

from anbang_desktop.fields.client import MAY, MUST
from anbang_desktop.fields.field import Field, RecordKind, Section
from anbang_desktop.fields.kinds import Choice, Day, LongText, Text, YesNo

PLACEMENT = RecordKind(
    "placement",
    "安置情况",
    (
        Section(
            "安置",
            (
                Field("placed", "是否已安置", YesNo(), MUST),
                Field("way", "安置方式", Choice("placement_way"), MAY, 1, "已安置时必填"),
                Field("placed_from", "安置日期", Day()),
                Field("place", "单位或地点", Text(), MAY, 2),
                Field("none_reason", "未安置原因", Choice("placement_none_reason"), MAY, 2, "未安置时必填"),
                Field("remark", "备注", LongText(), MAY, 2),
            ),
        ),
    ),
)
