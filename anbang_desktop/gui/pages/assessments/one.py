"""The assessment of one person: meeting, sheets, items with the live score, needs, decision. The same page
corrects one that was saved, with the instrument it was made with.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from anbang_desktop.domain.levels import Levels
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.field import Field, Need, Section, name_of, names
from anbang_desktop.fields.kinds import Text
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.assessments.answers import Answers, Draft
from anbang_desktop.gui.pages.assessments.hints import hint
from anbang_desktop.gui.pages.assessments.item_row import ItemRow
from anbang_desktop.gui.pages.assessments.needs import Needs
from anbang_desktop.gui.pages.assessments.score_card import ScoreCard, blocks_and_reasons
from anbang_desktop.gui.pages.assessments.sheets_line import SheetsLine, Told
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import foot
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import assessment, write
from anbang_desktop.services.records.case_file import values_of
from anbang_desktop.services.records.entry import REASON
from anbang_desktop.services.worklist import overview, people

ITS = names(Assessment)
MEETING, END = ASSESSMENT.section(ITS.kind), ASSESSMENT.section(ITS.decided)


class AssessOne(QFrame):
    """``finished`` is called when the decision was saved, ``typed`` when something was entered."""

    typed = Signal()

    def __init__(
        self,
        desk: Desk,
        window: Window,
        no: str,
        finished: Callable[[], object],
        record_id: int | None = None,
    ) -> None:
        """``no`` is the number of the case; ``record_id`` an assessment to correct."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._window, self._no, self._finished = desk, window, no, finished
        self.record_id = record_id
        self.person = people.show(desk, no)
        self._view = overview.show(desk, no)
        self._old = _to_correct(desk, self.person, record_id) if record_id else None
        self.instrument = assessment.instrument_of(desk, self._old) if self._old else desk.instrument
        self.answers = Answers.of(self.instrument, self._old) if self._old else Answers()
        self._touched = False
        self.drafting = Drafting(self, desk, self.draft, self.restore, window.busy)
        self._around = replace(entry_context(desk), tight=False)
        before = [one for one in self.person.file.assessments if one != self._old]
        last = before[-1].score if before else None
        self.card = ScoreCard(self._levels().bands, last, self._next_open)
        self.meeting = FieldsForm((MEETING,), self._around, across=2, cards=False)
        self.end = FieldsForm((END,), self._around, across=1, cards=False)
        asked = (self._asked_why(),)
        self.why = FieldsForm(asked, self._around, across=1, cards=False) if self._old else None
        self._given(first=not before)
        self.items = {item.code: self._item_row(item.code) for item in self.instrument.items}
        told = Told(self._on_sheet, self._show_lies, self._form_group)
        self.sheets = SheetsLine(
            desk, self.instrument, self._around, self.answers, self._members(), f"sheet:{no}", told
        )
        self._because = column(gap=0)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        self._area = scroll(self._sections())
        self.setLayout(
            column(self._head(), row(24, (self.card, 1), 24, gap=0), 8, (self._area, 1), self._ends(), gap=0)
        )
        for form in self._forms():
            form.changed.connect(self._on_changed)
        self.sheets.draw()
        self._show_score()
        self._touched = False

    # what is kept -------------------------------------------------------------------------------

    @property
    def form(self) -> str:
        """The name of its draft."""
        if self._old:
            return f"correct:{self._no}:{ASSESSMENT.name}:{self._old.id}"
        return f"{ASSESSMENT.name}:{self._no}"

    def draft(self) -> dict[str, Any]:
        """Everything answered so far; nothing while nobody touched it."""
        if not self._touched:
            return {}
        kept = Draft(meeting=self.meeting.draft(), end=self.end.draft(), open=self.sheets.open)
        return {**asdict(self.answers), **kept}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft back after a lock or a new text size."""
        kept = cast("Draft", draft)
        self.answers.take(kept)
        self.meeting.restore(kept.get("meeting", {}))
        self.end.restore(kept.get("end", {}))
        self.sheets.open = kept.get("open", False)
        for line in self.items.values():
            line.refresh()
        self._refresh_needs()
        self.sheets.draw()
        self._show_score()
        self._touched = True
        self.typed.emit()

    def set_aside(self) -> bool:
        """Left: what was answered so far waits as a draft. True when there was something."""
        if self._touched:
            self.drafting.write()
        touched, self._touched = self._touched, False
        return touched

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.meeting

    # parts --------------------------------------------------------------------------------------

    def _forms(self) -> list[FieldsForm]:
        return [self.meeting, self.end, *([self.why] if self.why else [])]

    def _head(self) -> Item:
        one = self.person.row
        who = f"{one.sex}，{one.age} 岁" if one.age else one.sex
        facts = "　".join(filter(None, (one.village, who, one.level, self.instrument.name)))
        title = f"{'更正评估' if self._old else '评估'}：{one.name}"
        name = column(text(title, "title"), text(facts, "small"), gap=2)
        return row(name, None, button("回到人员页", "link", act=self._leave), gap=8, pad=(24, 16, 24, 12))

    def _ends(self) -> QFrame:
        verb = "保存更正" if self._old else "决定并保存"
        save = button(verb, "primary", act=self.save, tip="Ctrl+S")
        drop, put_by = button("不保存", act=self._drop), button("暂存", act=self._leave)
        return foot(self._trouble, buttons=(drop, put_by, save))

    def _sections(self) -> QVBoxLayout:
        blocks = [
            self._card(f"{block.code}　{block.label}", *[self.items[item.code] for item in block.items])
            for block in self.instrument.blocks
        ]
        self._needs_place = column(gap=0)
        self._refresh_needs()
        cards = (
            self._card("会议", self.meeting),
            self._card("评分单", self.sheets),
            *blocks,
            self._card("帮扶需求", box(self._needs_place, "scroll")),
            self._card("建议与决定", box(self._because, "scroll"), self.end),
            *([self._card("为什么更正", self.why)] if self.why else []),
        )
        return column(self.drafting.offer, *cards, None, gap=16, pad=(24, 8, 24, 24))

    def _card(self, title: str, *parts: QWidget) -> QFrame:
        return box(column(text(title, "head"), *parts, gap=8, pad=(24, 12, 24, 16)))

    def _item_row(self, code: str) -> ItemRow:
        item = self.instrument.item(code)
        return ItemRow(
            item, self._around, self.answers, hint(code, self.person, self._desk), self._on_changed
        )

    def _refresh_needs(self) -> None:
        clear(self._needs_place)
        self._needs_place.addWidget(
            Needs(self._desk.codes, self.instrument.needs, self._around, self.answers, self._touch)
        )

    def _asked_why(self) -> Section:
        needed = write.reason_needed(self._desk, self.person.file, self._old) if self._old else ""
        need = Need.MUST if needed else Need.MAY
        return Section("更正", (Field(REASON, "更正理由", Text(), need, help=needed),))

    def _given(self, *, first: bool) -> None:
        values = values_of(self._old) if self._old else {}
        self.meeting.load(values)
        self.end.load(values)
        if self.why:
            self.why.load({})
        if not self._old:
            self.meeting.suggest(
                {
                    ITS.kind: "INITIAL" if first else "PERIODIC",
                    ITS.meeting_on: self._desk.today,
                    ITS.present: tuple(self._members()) or None,
                }
            )
        if self._view.triggers:
            self.end.row(ITS.triggers).note(
                f"档案里有：{self._unticked()}。小组逐项确认，属实的请勾选；没有勾选的不计入建议。"
            )
        self.end.row(ITS.next_on).note("不填的，保存时按规则算出。")

    def _unticked(self) -> str:
        """Key triggers that the file suggests and the group has not confirmed."""
        open_ = [code for code in self._view.triggers if code not in self._ticked()]
        return "、".join(self.instrument.key_triggers.get(code, code) for code in open_)

    def _ticked(self) -> tuple[str, ...]:
        ticked = self.end.row(ITS.triggers).editor.value()
        return ticked if isinstance(ticked, tuple) else ()

    def _members(self) -> list[str]:
        answered = [one.member for one in self._old.sheets] if self._old else []
        return list(dict.fromkeys((*answered, *(one.name for one in self.person.file.members))))

    def _form_group(self) -> None:
        self._window.go("person", no=self._no, section=PersonSection.GROUP, do=Verb.FORM_GROUP)

    # sheets -------------------------------------------------------------------------------------

    def _on_sheet(self) -> None:
        self._on_changed()
        self.drafting.write()  # the sheet's own draft is gone

    def _show_lies(self) -> None:
        sheets = list(self.answers.sheets.values())
        lies = (
            {lie.code: lie for lie in assessment.spreads(self.instrument, sheets)}
            if self.sheets.all_in()
            else {}
        )
        for code, line in self.items.items():
            lie = lies.get(code)
            line.show_lie(lie if lie is not None and (any(lie.counts) or lie.unknown) else None)
        if lies:
            for code, words in self.answers.same_for_all(self.instrument).items():
                if code not in self.answers.agreed:
                    self.answers.agree(code, words)
                    self.items[code].mark_auto()
            self._show_score()

    # score and decision -------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._touch()
        self._show_score()

    def _touch(self) -> None:
        self._touched = True
        self.drafting.touch()
        self.typed.emit()

    def _forget(self) -> None:
        self._touched = False
        self.drafting.done()

    def _show_score(self) -> None:
        score = assessment.score(
            self._desk, self.instrument, self.answers.agreed, self._ticked(), self._day()
        )
        left = len(self._open_codes())
        self.card.show_score(score, left)
        clear(self._because)
        waits = f"还有 {left} 项没有议定。各项议定后，这里给出得分和建议。"
        self._because.addWidget(text(waits, "small", wrap=True) if left else blocks_and_reasons(score))
        decided, line = self.end.row(ITS.decided).editor.value(), self.end.row(ITS.reason)
        if not line.complaint:
            differs = not left and decided not in (None, score.suggested)
            line.note("与建议一致的，可以不写。")
            line.warn("与建议不一致，请写明理由。" if differs else "")

    def _day(self) -> date:
        """By whose levels it is: those of the day on which an older one was made."""
        return self._old.on if self._old else self._desk.today

    def _levels(self) -> Levels:
        return self._desk.rules.on(self._day()).levels

    def _open_codes(self) -> list[str]:
        asked = [
            item.code
            for block in self.instrument.blocks
            if block.kind != "protective"
            for item in block.items
        ]
        return [code for code in asked if code not in self.answers.agreed]

    def _next_open(self) -> None:
        open_ = self._open_codes()
        if open_:
            line = self.items[open_[0]]
            line.entry.setFocus()
            inside = self._area.widget()
            if inside is not None and (laid := inside.layout()) is not None:
                laid.activate()
            if inside is not None:  # at the top of the view, so that the open ones after it are seen too
                self._area.verticalScrollBar().setValue(line.mapTo(inside, QPoint(0, 0)).y() - 16)

    def save(self) -> None:
        """Everything into one record; complaints stand under their entry or at the foot."""
        read = [form.read() for form in self._forms()]
        if any(values is None for values in read):
            self._say("还有没填好的，已标出。")
            return
        if not self._old and not self._open_codes() and (unticked := self._unticked()):
            words = f"档案里有：{unticked}，小组没有勾选。没有勾选的不计入建议。"
            if not questions.sure(
                self, "重点触发项没有勾选，就这样保存吗？", words, danger="不勾选，保存", keep="回去核对"
            ):
                self.end.go_to(name_of(ITS.triggers))
                return
        try:
            self._write()
        except UserError as said:
            self._complain(said)
            return
        self._forget()
        self.sheets.forget()
        word = "评估已更正" if self._old else "评估已保存"
        self._window.done(f"{word}：{self.person.row.name}")
        self._finished()

    def _write(self) -> None:
        meeting, end = self.meeting.read() or {}, self.end.read() or {}
        given = {**meeting, **end}
        if self._old is None:
            filled = {name: value for name, value in given.items() if value is not None}
            write.record(self._desk, self._no, ASSESSMENT.name, {**filled, **self.answers.record()})
            return
        changed = {*self.meeting.changed_names(), *self.end.changed_names()}
        values = {name: value for name, value in given.items() if name in changed}
        reason = str(((self.why.read() if self.why else None) or {}).get(REASON) or "")
        everything = {**values, **self.answers.record()}
        write.correct(self._desk, self._no, ASSESSMENT.name, self._old.id, everything, reason)

    def _complain(self, said: UserError) -> None:
        if said.field == name_of(ITS.agreed):
            self._next_open()
        shown = said.field and any(form.complain(said.field, str(said)) for form in self._forms())
        self._say("还有没填好的，已标出。" if shown else str(said))

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _drop(self) -> None:
        take_back = self.drafting.throw_away()
        self._touched = False
        self._leave()
        if take_back is not None:
            self._window.toast("没有保存", take_back)

    def _leave(self) -> None:
        self._window.go("person", no=self._no, section=PersonSection.GROUP)


def _to_correct(desk: Desk, person: people.Person, record_id: int) -> Assessment:
    """The assessment of that id, as long as its answers can be shown."""
    found = write.find(person.file, ASSESSMENT.name, record_id)
    if not isinstance(found, Assessment) or assessment.explained(desk, found) is None:
        raise UserError("这次评估用的评估表这里没有，不能改它的各项评分。", "写错的可以作废，再重新评估。")
    return found
