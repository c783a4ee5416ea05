"""换上规则包: who decided it, when, under which number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import MUST, Datum, given, name_of, names, sections_of
from anbang_desktop.fields.kinds import Day, Text
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.packs.offered import Offered
from anbang_desktop.services.packs.rehearsal import Rehearsal
from anbang_desktop.services.packs.taking import Decision
from anbang_desktop.services.records.entry import refuse_future


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Who decides on the rules of the office."""

    approver: Annotated[str, Datum("批准人", Text(50), MUST, help="所长，或者县司法局的负责人")]
    decided_on: Annotated[date, Datum("批准日期", Day(), MUST)]
    number: Annotated[str | None, Datum("文号", Text(100))] = None


ITS = names(Deciding)


class TakePackDialog(RecordDialog):
    """Says once more what follows, and asks who decided it."""

    @classmethod
    def ask_for(
        cls, parent: QWidget | None, desk: Desk, offered: Offered, told: Rehearsal
    ) -> Decision | None:
        """Who decided it, or None."""
        about = (
            f"“{offered.pack.name}”从 {offered.effective_from.isoformat()} 起施行，"
            f"改 {len(offered.differences)} 处，{told.concerned} 人的日期跟着变。"
            "以前定下的日期不变。换上以后可以撤销。"
        )
        given_ = {ITS.decided_on: desk.today, ITS.number: offered.pack.document_no or None}
        sheet = Sheet(
            "换上规则包",
            about,
            sections_of(Deciding),
            given_,
            Kept(desk, "rules"),
            "换上",
            across=1,
            wide=600,
        )
        said: list[Deciding] = []

        def keep(values: Mapping[str, object | None]) -> None:
            made = Deciding(**given(Deciding, values))
            refuse_future(desk, made.decided_on, name_of(ITS.decided_on))
            said.append(made)

        cls(parent, sheet, entry_context(desk), keep).run()
        return Decision(said[0].approver, said[0].decided_on, said[0].number or "") if said else None
