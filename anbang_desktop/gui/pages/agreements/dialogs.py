"""What became of a printed agreement: 登记签字, 记录未签原因."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import Field, Need, Section
from anbang_desktop.fields.kinds import Attachment, Choice, Day, LongText, Text, YesNo
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements

SIGNING = Section(
    "签订", (Field("on", "签订日期", Day(), Need.MUST), Field("scan", "扫描件", Attachment(), Need.MAY, 3))
)
NOT_SIGNED = Section(
    "未签",
    (
        Field("unable", "情形", YesNo(), Need.MUST),
        Field("on", "日期", Day(), Need.MUST),
        Field("refusal_reason", "原因", Choice("refusal_reason"), Need.MUST),
        Field("note", "说明", LongText()),
        Field("witness", "见证人", Text(50), Need.MUST),
    ),
)
WAYS = ((False, "拒签（本人不愿签）"), (True, "无法签（不在本地、重病、没有见面等）"))


def _ways(field: Field, context: EntryContext) -> Editor:
    return RadioEditor(field, context, WAYS)


class SignDialog(RecordDialog):
    """When it was signed; the scan may come later."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, name: str, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "各方都签了字再登记。扫描件可以现在选，也可以以后补；存入后加密保管，原文件请自己收好。"
        sheet = Sheet(
            f"登记签字：{name}",
            about,
            (SIGNING,),
            {"on": desk.today},
            "登记签字",
            across=1,
            wide=620,
            own={"scan": FileEditor},
        )

        def save(values: Mapping[str, Any]) -> None:
            agreements.sign(desk, no, values["on"], values.get("scan"))

        return cls(parent, sheet, context, save).run()


class RefuseDialog(RecordDialog):
    """Why it was not signed. 拒签 and 无法签 are full results: help goes on."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, name: str, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "签不签都自愿，不签不影响帮教。请写明原因和见证人，之后可以打印情况说明。"
        kept = Kept(desk, f"refusal:{no}")
        sheet = Sheet(
            f"记录未签原因：{name}",
            about,
            (NOT_SIGNED,),
            {"on": desk.today},
            "记录",
            across=1,
            wide=680,
            own={"unable": _ways},
            kept=kept,
        )

        def save(values: Mapping[str, Any]) -> None:
            note = str(values.get("note") or "")
            reason, witness = str(values["refusal_reason"]), str(values["witness"])
            agreements.refuse(
                desk, no, values["on"], reason, witness, unable=bool(values["unable"]), note=note
            )

        return cls(parent, sheet, context, save).run()
