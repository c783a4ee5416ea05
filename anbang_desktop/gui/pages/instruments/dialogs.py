"""换上评估表: from which day on, who decided it, when, under which number."""

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
from anbang_desktop.services.packs.instrument_trial import DOWN, UP, Trial
from anbang_desktop.services.packs.own_instrument import Edited, refuse_day, usable
from anbang_desktop.services.packs.taking import Decision
from anbang_desktop.services.records.entry import refuse_future


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """Who decides on the form of the office, and from when."""

    effective_from: Annotated[date, Datum("起用日期", Day(), MUST, help="今天或者以后的一天")]
    approver: Annotated[str, Datum("批准人", Text(50), MUST, help="所长，或者县司法局的负责人")]
    decided_on: Annotated[date, Datum("批准日期", Day(), MUST)]
    number: Annotated[str | None, Datum("文号", Text(100))] = None


ITS = names(Deciding)


class TakeFormDialog(RecordDialog):
    """Says once more what follows, and asks who decided it."""

    @classmethod
    def ask_for(
        cls, parent: QWidget | None, desk: Desk, edited: Edited, told: Trial
    ) -> tuple[date, Decision] | None:
        """From which day on, and who decided it; or None."""
        form = usable(edited)
        about = (
            f"“{form.name}”{form.version}，改 {len(edited.changes)} 处。试评 {told.scored} 人，"
            f"{told.many(UP)} 人的建议会升，{told.many(DOWN)} 人的会降。"
            "做过的评估不变，谁的类别也不改。换上以后可以撤销。"
        )
        given_ = {ITS.effective_from: desk.today, ITS.decided_on: desk.today}
        kept = Kept(desk, "instruments")
        sheet = Sheet("换上评估表", about, sections_of(Deciding), given_, kept, "换上", across=1, wide=600)
        said: list[Deciding] = []

        def keep(values: Mapping[str, object | None]) -> None:
            made = Deciding(**given(Deciding, values))
            refuse_day(desk, made.effective_from)
            refuse_future(desk, made.decided_on, name_of(ITS.decided_on))
            said.append(made)

        cls(parent, sheet, entry_context(desk), keep).run()
        if not said:
            return None
        one = said[0]
        return one.effective_from, Decision(one.approver, one.decided_on, one.number or "")
