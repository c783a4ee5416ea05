"""写人员信息核对函: one letter to the police about those who are ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anbang_desktop.domain.states import state
from anbang_desktop.fields.field import names
from anbang_desktop.fields.letter import Letter
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.records import letter_dialog
from anbang_desktop.services.aid import letter_lists
from anbang_desktop.services.cases import letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.letter_book import POLICE_LIST
from anbang_desktop.services.worklist import people

ITS = names(Letter)
POLICE_LIST_NAME = "人员信息核对函"
NAMED = 12


class PoliceListDialog(RecordDialog):
    """Everybody listed has the letter in the own file; it is printed, sent and answered once for all."""

    @classmethod
    def ask_for(
        cls, parent: QWidget | None, desk: Desk, context: EntryContext, case_ids: Sequence[int]
    ) -> Saved | None:
        """Until it was saved or left."""
        rows = [row for row in people.rows(desk, case_ids) if state(row.state_code).accepts_records]
        left = len(case_ids) - len(rows)
        first = people.show(desk, rows[0].no).file if rows else None
        begun = letter_start.begin(desk, first, POLICE_LIST) if first is not None else {}
        (section,) = letter_dialog.sections(POLICE_LIST)
        title = f"写{POLICE_LIST_NAME} {len(rows)} 人"
        names_ = "、".join(row.name for row in rows[:NAMED]) + ("等" if len(rows) > NAMED else "")
        told = f"{names_}。{letter_dialog.about(desk, POLICE_LIST)}"
        fixed = letter_dialog.fixed_of(POLICE_LIST)
        sheet = Sheet(
            title,
            f"{told}{f'另有 {left} 人已办结，不在内。' if left else ''}",
            (replace(section, title=""),),
            {**begun, ITS.written_on: desk.today, ITS.signed_by: desk.user},
            Kept(desk, "policelist"),
            "保存函件",
            across=1,
            wide=760,
        )

        def save(values: Mapping[str, object | None]) -> str:
            return letter_lists.write_list(desk, [row.no for row in rows], {**values, **fixed})

        return cls(parent, sheet, context, save).run()
