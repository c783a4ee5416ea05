"""登记核查 and 写回执 for several people at once: one check or one reply for all of them, and what it changes
for whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QWidget

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.field import Section, name_of, names, sections_of
from anbang_desktop.fields.verification import Verification
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import radio_row
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.parts.compose import Item, text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import verification

ITS = names(Verification)
ASKED = (
    ITS.methods,
    ITS.result,
    ITS.checked_on,
    ITS.checker,
    ITS.second_checker,
    ITS.replied_on,
    ITS.reply_no,
    ITS.reply_way,
)
REPLIED = (ITS.replied_on, ITS.reply_no, ITS.reply_way)
NAMED = 12
REPLY = "写回执"


class SeveralDialog(RecordDialog):
    """Begins with today and who is at the desk; the line above the form says what becomes of whom."""

    @classmethod
    def ask_for(
        cls, parent: QWidget | None, desk: Desk, context: EntryContext, case_ids: Sequence[int]
    ) -> Saved | None:
        """Until it was saved or left."""
        rows = verification.to_record(desk, case_ids)
        left = len(case_ids) - len(rows)
        about = (
            f"为 {len(rows)} 人登记同样的核查{f'；另有 {left} 人已有核查结论，逐人修改' if left else ''}。"
        )
        given = {ITS.checked_on: desk.today, ITS.checker: desk.user}
        verb = f"{Verb.VERIFY} {len(rows)} 人"
        kept, own = Kept(desk, "several"), {ITS.result: radio_row}
        sheet = Sheet(verb, about, _sections(ASKED), given, kept, verb, wide=760, own=own)

        def save(values: Mapping[str, object | None]) -> int:
            return verification.record(desk, [row.no for row in rows], values)

        made = cls(parent, sheet, context, save)
        made.form.changed.connect(lambda: made.show_change(desk, case_ids))
        made.show_change(desk, case_ids)
        return made.run()

    def above(self) -> Sequence[Item]:
        """Room for what changes for whom."""
        self._change: QLabel = text("", "small", wrap=True)
        return [self._change]

    def show_change(self, desk: Desk, case_ids: Sequence[int]) -> None:
        """By the conclusion that is chosen now."""
        result, replied = self._chosen(ITS.result), bool(self._chosen(ITS.replied_on))
        found = verification.preview(desk, case_ids, str(result or ""), replied=replied)
        who = _who([one.name for one in found])
        words = found[0].words if found and result else "选好核查结论后，这里写明谁会怎样"
        self._change.setText(f"{who}：{words}")

    def _chosen(self, attribute: object) -> object | None:
        try:
            return self.form.rows[name_of(attribute)].editor.value()
        except ValueError:  # half typed
            return None


class ReplyDialog(RecordDialog):
    """写回执: day, number and way alike; what was found of each stays."""

    @classmethod
    def ask_for(
        cls, parent: QWidget | None, desk: Desk, context: EntryContext, case_ids: Sequence[int]
    ) -> Saved | None:
        """Until it was saved or left."""
        rows = verification.to_reply(desk, case_ids)
        left = len(case_ids) - len(rows)
        others = f"；另有 {left} 人还没有核查结论或者已经回复，不在内" if left else ""
        about = f"写同一份回执：{_who([row.name for row in rows])}{others}。核查结论照原来的。"
        verb, given = f"{REPLY} {len(rows)} 人", {ITS.replied_on: desk.today}
        sheet = Sheet(verb, about, _sections(REPLIED), given, Kept(desk, "replies"), verb, across=1, wide=560)

        def save(values: Mapping[str, object | None]) -> int:
            return verification.reply(desk, case_ids, values)

        return cls(parent, sheet, context, save).run()


def _who(names_: Sequence[str]) -> str:
    more = f"等 {len(names_)} 人" if len(names_) > NAMED else ""
    return "、".join(names_[:NAMED]) + more


def _sections(asked: Sequence[object]) -> tuple[Section, ...]:
    """The fields that can be alike for several people."""
    wanted = {name_of(one) for one in asked}
    kept = (
        replace(section, fields=tuple(one for one in section.fields if one.name in wanted))
        for section in sections_of(Verification)
    )
    return tuple(section for section in kept if section.fields)
