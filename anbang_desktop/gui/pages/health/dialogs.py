"""What 数据体检 asks: what the report is for, and why something is no mistake."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import MUST, Datum, Field, given, names, sections_of
from anbang_desktop.fields.kinds import Text, YesNo
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Sheet
from anbang_desktop.gui.records.reason_dialog import Asking
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.report import NAME, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """For whom the report is, and how names stand on it."""

    purpose: Annotated[str, Datum("用途", Text(100), MUST, help="印在台账检查上，也会记下来")]
    whole: Annotated[bool, Datum("姓名", YesNo(), MUST)]


ITS = names(Reporting)
WAYS = ((False, "遮住，只写“王某”"), (True, "写全名，会记下来"))


def _ways(field: Field, context: EntryContext) -> Editor:
    return RadioEditor(field, context, WAYS)


class PurposeDialog(RecordDialog):
    """Asked each time the report leaves."""

    @classmethod
    def ask_for(cls, parent: QWidget | None, desk: Desk, verb: str) -> Purpose | None:
        """The purpose, or None; ``verb`` is what happens next."""
        about = "各项检查的数、待处理的档案编号和已经写明的理由。不写身份证号、电话和地址。"
        given_ = {ITS.whole: False}
        kept, own = Kept(desk, "purpose"), {ITS.whole: _ways}
        sheet = Sheet(NAME, about, sections_of(Reporting), given_, kept, verb, across=1, wide=600, own=own)
        said: list[Reporting] = []

        def keep(values: Mapping[str, object | None]) -> None:
            said.append(Reporting(**given(Reporting, values)))

        cls(parent, sheet, entry_context(desk), keep).run()
        return Purpose(said[0].purpose, whole=said[0].whole) if said else None


def no_mistake(count: int, what: str) -> Asking:
    """不是错误: what is written stays, and until when it holds."""
    return Asking(
        f"这 {count} 处不是错误？",
        (
            f"“{what}”：写明理由以后，不再列在待处理里；台账检查上会印出理由和说明人。",
            "资料以后又改了，这一条会再列出来。",
        ),
        "为什么",
        "例如：父子共用一部手机，已当面核实。",
        f"说明 {count} 处",
        "先不说明",
    )
