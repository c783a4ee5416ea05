"""What became of a printed agreement: 登记签字, 记录未签原因."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import MUST, Datum, Field, given, names, sections_of
from anbang_desktop.fields.kinds import Attachment, Choice, Day, LongText, Lookup, YesNo
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is asked of an agreement that everybody signed; the scan is a file on the clerk's disk."""

    on: Annotated[date, Datum("签订日期", Day(), MUST, begins="签订")]
    scan: Annotated[Path | None, Datum("扫描件", Attachment(), privacy=3)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSigned:
    """What is asked of one that nobody signed."""

    unable: Annotated[bool, Datum("情形", YesNo(), MUST, begins="未签")]
    on: Annotated[date, Datum("日期", Day(), MUST)]
    refusal_reason: Annotated[str, Datum("原因", Choice("refusal_reason"), MUST)]
    note: Annotated[str, Datum("说明", LongText())] = ""
    witness: Annotated[str, Datum("见证人", Lookup("worker", 50), MUST)]


SIGNED, REFUSED = names(Signing), names(NotSigned)
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
            sections_of(Signing),
            {SIGNED.on: desk.today},
            Kept(desk, f"signing:{no}"),
            "登记签字",
            across=1,
            wide=620,
            own={SIGNED.scan: FileEditor},
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = Signing(**given(Signing, values))
            agreements.sign(desk, no, said.on, said.scan)

        return cls(parent, sheet, context, save).run()


class RefuseDialog(RecordDialog):
    """Why it was not signed. 拒签 and 无法签 are full results: help goes on."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, name: str, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "签不签都自愿，不签不影响帮教。请写明原因和见证人，之后可以打印情况说明。"
        sheet = Sheet(
            f"记录未签原因：{name}",
            about,
            sections_of(NotSigned),
            {REFUSED.on: desk.today},
            Kept(desk, f"refusal:{no}"),
            "记录",
            across=1,
            wide=680,
            own={REFUSED.unable: _ways},
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = NotSigned(**given(NotSigned, values))
            agreements.refuse(
                desk, no, said.on, said.refusal_reason, said.witness, unable=said.unable, note=said.note
            )

        return cls(parent, sheet, context, save).run()
