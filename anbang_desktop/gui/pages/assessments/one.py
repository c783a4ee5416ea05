"""The assessment of one person: meeting, sheets, items with the live score, needs, decision. The same page
corrects one that was saved, with the instrument it was made with.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from anbang_desktop.domain.instrument import Instrument
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
from anbang_desktop.gui.pages.assessments.answers import Answers, Draft, sheets_in_words
from anbang_desktop.gui.pages.assessments.hints import hint
from anbang_desktop.gui.pages.assessments.item_row import ItemRow
from anbang_desktop.gui.pages.assessments.needs import Needs
from anbang_desktop.gui.pages.assessments.round_line import RoundLine, Told
from anbang_desktop.gui.pages.assessments.score_card import ScoreCard, blocks_and_reasons
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import foot
from anbang_desktop.gui.records.printouts import Printouts
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import assessment, assessment_round, write
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
        reopen: Callable[[str], object],
        record_id: int | None = None,
        asked_form: str = "",
    ) -> None:
        """``no`` is the number of the case; ``reopen`` builds the page anew, with the instrument of that id
        (none: the one that is meant); ``record_id`` is an assessment to correct; ``asked_form`` the id of an
        instrument where another is wanted than the one that is meant.
        """
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._window, self._no, self._finished = desk, window, no, finished
        self.record_id, self._reopen, self._asked_form = record_id, reopen, asked_form
        self.person = people.show(desk, no)
        self._view = overview.show(desk, no)
        self._old = _to_correct(desk, self.person, record_id) if record_id else None
        self.round = None if self._old else assessment_round.of(desk, self.person.file)
        self._before = [one for one in self.person.file.assessments if one != self._old]
        self.instrument = self._instrument()
        self.answers = Answers.of(self.instrument, self._old) if self._old else Answers()
        self._laid = assessment_round.laid(desk, self.round) if self.round and self.round.closed else None
        if self._laid:
            self.answers.sheets = sheets_in_words(self.instrument, self._laid.sheets)
        self._touched = False
        self.drafting = Drafting(self, desk, self.draft, self.restore, window.busy)
        self._around = replace(entry_context(desk), tight=False)
        last = self._before[-1].score if self._before else None
        self.card = ScoreCard(self._levels().bands, last, self._next_open)
        self.meeting = FieldsForm((MEETING,), self._around, across=2, cards=False)
        self.end = FieldsForm((END,), self._around, across=1, cards=False)
        asked = (self._asked_why(),)
        self.why = FieldsForm(asked, self._around, across=1, cards=False) if self._old else None
        self._given()
        self.items = {item.code: self._item_row(item.code) for item in self.instrument.items}
        told = Told(self._begin_round, self._print_sheets, self._again, self._form_group)
        self.sheets = RoundLine(desk, self.person.file, self.round, self._around, told)
        self._because = column(gap=0)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        self._area = scroll(self._sections())
        self._foot = self._ends()
        self.setLayout(
            column(self._head(), row(24, (self.card, 1), 24, gap=0), 8, (self._area, 1), self._foot, gap=0)
        )
        self.card.setVisible(not self.sheets.waiting)  # before the meeting there is nothing to agree on
        self._foot.setVisible(not self.sheets.waiting)
        for form in self._forms():
            form.changed.connect(self._on_changed)
        self._show_lies()
        self._show_score()
        self._touched = False

    def _instrument(self) -> Instrument:
        """The one the assessment was made with, that of its round, the one asked for, or the one meant."""
        if self._old:
            return assessment.instrument_of(self._desk, self._old)
        if self.round:
            return self.round.instrument
        if self._asked_form:
            return assessment.form_of(self._desk, self._asked_form)
        return assessment_round.form_for(self._desk, self.person.file, self._kind())

    def _kind(self) -> str:
        """Which kind of assessment is due."""
        return self.round.record.kind if self.round else "PERIODIC" if self._before else "INITIAL"

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
        kept = Draft(meeting=self.meeting.draft(), end=self.end.draft(), form=self.instrument.id)
        said = Draft(agreed=self.answers.agreed, notes=self.answers.notes, needs=self.answers.needs)
        return {**said, **kept}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft back after a lock or a new text size."""
        kept = cast("Draft", draft)
        self.answers.take(self.instrument, kept)
        self.meeting.restore(kept.get("meeting", {}))
        self.end.restore(kept.get("end", {}))
        for line in self.items.values():
            line.refresh()
        self._refresh_needs()
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
        other = self._other_form()
        return row(
            name, None, *other, button("回到人员页", "link", act=self._leave), gap=8, pad=(24, 16, 24, 12)
        )

    def _other_form(self) -> list[Item]:
        """The long form instead of the short one, or back."""
        if self._old or self.round:
            return []
        meant = assessment_round.form_for(self._desk, self.person.file, self._kind())
        wanted = self._desk.instrument if self.instrument == meant else meant
        if wanted == self.instrument:
            return []
        words = f"改用{wanted.name}"
        return [button(words, "link", tip=wanted.note, act=lambda: self._reopen(wanted.id))]

    def _ends(self) -> QFrame:
        verb = "保存更正" if self._old else "决定并保存"
        save = button(verb, "primary", act=self.save, tip="Ctrl+S")
        drop, put_by = button("不保存", act=self._drop), button("暂存", act=self._leave)
        return foot(self._trouble, buttons=(drop, put_by, save))

    def _sections(self) -> QVBoxLayout:
        first = [one.code for one in self._laid.spreads if one.discuss] if self._laid else []
        blocks = (
            [self._card("先商量：各人评得相差较大", *[self.items[code] for code in first])] if first else []
        )
        for block in self.instrument.blocks:
            rest = [self.items[item.code] for item in block.items if item.code not in first]
            blocks += [self._card(f"{block.code}　{block.label}", *rest)] if rest else []
        self._needs_place = column(gap=0)
        self._refresh_needs()
        sheets = [] if self._old else [self._card("评分单", self.sheets)]
        meeting = column(
            self._card("会议", self.meeting),
            *blocks,
            self._card("帮扶需求", box(self._needs_place, "scroll")),
            self._card("建议与决定", box(self._because, "scroll"), self.end),
            *([self._card("为什么更正", self.why)] if self.why else []),
            gap=16,
        )
        held = box(meeting, "scroll")
        if self.sheets.waiting:  # what has no parent yet is only hidden, never shown: that would be a window
            held.hide()
        return column(self.drafting.offer, *sheets, held, None, gap=16, pad=(24, 8, 24, 24))

    def _card(self, title: str, *parts: QWidget) -> QFrame:
        return box(column(text(title, "head"), *parts, gap=8, pad=(24, 12, 24, 16)))

    def _item_row(self, code: str) -> ItemRow:
        item = self.instrument.item(code)
        told = hint(code, self.person, self._desk)
        return ItemRow(
            item, self._around, self.answers, told, self._on_changed, scored=self.instrument.scored
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

    def _given(self) -> None:
        values = values_of(self._old) if self._old else {}
        self.meeting.load(values)
        self.end.load(values)
        if self.why:
            self.why.load({})
        if not self._old:
            self.meeting.suggest(
                {
                    ITS.kind: self._kind(),
                    ITS.event: self.round.record.event if self.round else None,
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
        return [one.name for one in self.person.file.members]

    def _form_group(self) -> None:
        self._window.go("person", no=self._no, section=PersonSection.GROUP, do=Verb.FORM_GROUP)

    # sheets -------------------------------------------------------------------------------------

    def _begin_round(self) -> None:
        kind, event = (self.meeting.row(one).editor.value() for one in (ITS.kind, ITS.event))
        try:
            assessment_round.begin_round(
                self._desk,
                self._no,
                str(kind or self._kind()),
                event=str(event or ""),
                instrument=self._asked_form,
            )
        except UserError as said:
            self._say(str(said))
            return
        self._window.done(f"{Verb.OPEN_ROUND}：{self.person.row.name}")
        self._again()

    def _print_sheets(self) -> None:
        prints = Printouts(self, self._desk, self._window, lambda: True)
        prints.show(self._no, papers.ROUND_SHEETS, "评分单", self.round.record.id if self.round else None)

    def _again(self) -> None:
        """The round has changed: the page shows what it is now."""
        self._window.saved()
        self._reopen("")

    def _show_lies(self) -> None:
        sheets = list(self.answers.sheets.values())
        lies = {lie.code: lie for lie in assessment.spreads(self.instrument, sheets)} if sheets else {}
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
            self._desk, self.instrument, self.answers.agreed, self._ticked(), self._day(), self._present()
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

    def _present(self) -> str | None:
        """The level that a form without a score leaves."""
        return self._old.suggested if self._old else self.person.file.case.level

    def _day(self) -> date:
        """By whose levels it is: those of the day on which an older one was made."""
        return self._old.on if self._old else self._desk.today

    def _levels(self) -> Levels:
        return self._desk.rules.on(self._day()).levels

    def _open_codes(self) -> list[str]:
        return [item.code for item in self.instrument.needed if item.code not in self.answers.agreed]

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
        word = "评估已更正" if self._old else "评估已保存"
        self._window.done(f"{word}：{self.person.row.name}")
        self._finished()

    def _write(self) -> None:
        meeting, end = self.meeting.read() or {}, self.end.read() or {}
        given = {**meeting, **end}
        if self._old is None:
            filled = {name: value for name, value in given.items() if value is not None}
            own: dict[str, object] = {"instrument": self.instrument.id}
            own = {"round": self.round.record.id} if self.round else own
            write.record(self._desk, self._no, ASSESSMENT.name, {**filled, **self.answers.record(), **own})
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
