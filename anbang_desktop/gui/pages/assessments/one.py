"""The assessment of one person: meeting, sheets, items with the live score, needs, decision."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.entry.record_dialog import Kept
from anbang_desktop.gui.pages.assessments.answers import Answers
from anbang_desktop.gui.pages.assessments.hints import hint
from anbang_desktop.gui.pages.assessments.item_row import ItemRow
from anbang_desktop.gui.pages.assessments.needs import Needs
from anbang_desktop.gui.pages.assessments.score_card import ScoreCard, blocks_and_reasons
from anbang_desktop.gui.pages.assessments.sheet_dialog import SheetDialog
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.dialog import foot
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records import assessment, write
from anbang_desktop.services.worklist import overview, people

MEETING, END = ASSESSMENT.sections


class AssessOne(QFrame):
    """``finished`` is called when the decision was saved, ``typed`` when something was entered."""

    typed = Signal()

    def __init__(self, desk: Desk, window: Window, no: str, finished: Callable[[], object]) -> None:
        """``no`` is the number of the case."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._window, self._no, self._finished = desk, window, no, finished
        self.person = people.show(desk, no)
        self._view = overview.show(desk, no)
        self.answers = Answers()
        self._touched, self._sheets_open = False, False
        self.drafting = Drafting(self, desk, self.draft, self.restore, window.busy)
        self._around = replace(entry_context(desk), tight=False)
        before = self.person.records["assessment"]
        last = before[-1].get("score") if before else None
        self.card = ScoreCard(
            desk.instrument.thresholds, int(str(last)) if last is not None else None, self._next_open
        )
        self.meeting = FieldsForm((MEETING,), self._around, across=2, cards=False)
        self.end = FieldsForm((END,), self._around, across=1, cards=False)
        self._given(first=not before)
        self.items = {item.code: self._item_row(item.code) for item in desk.instrument.items}
        self._sheet_line = column(gap=8)
        self._why = column(gap=0)
        self._trouble = text("", "error", wrap=True)
        self._trouble.hide()
        self._area = scroll(self._sections())
        save = button("决定并保存", "primary", act=self.save, tip="Ctrl+S")
        ends = foot((self._trouble), buttons=(button("先不评", act=self._leave), save))
        self.setLayout(
            column(self._head(), row(24, (self.card, 1), 24, gap=0), 8, (self._area, 1), ends, gap=0)
        )
        for form in (self.meeting, self.end):
            form.save_wanted.connect(self.save)
            form.changed.connect(self._on_changed)
        self._draw_sheets()
        self._show_score()
        self._touched = False

    # what is kept -------------------------------------------------------------------------------

    def draft(self) -> dict[str, Any]:
        """Everything answered so far; nothing while nobody touched it."""
        if not self._touched:
            return {}
        one = self.answers
        kept = {"agreed": one.agreed, "sheets": one.sheets, "notes": one.notes, "needs": one.needs}
        return {**kept, "meeting": self.meeting.draft(), "end": self.end.draft(), "open": self._sheets_open}

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Put a draft back after a lock or a new text size."""
        for name in ("agreed", "sheets", "notes", "needs"):
            getattr(self.answers, name).update(draft.get(name, {}))
        self.meeting.restore(draft.get("meeting", {}))
        self.end.restore(draft.get("end", {}))
        self._sheets_open = bool(draft.get("open"))
        for line in self.items.values():
            line.refresh()
        self._refresh_needs()
        self._draw_sheets()
        self._show_score()
        self._touched = True
        self.typed.emit()

    def may_leave(self) -> bool:
        """Only what was entered is asked about."""
        if not self._touched:
            return True
        agreed, sheets = len(self.answers.agreed), len(self.answers.sheets)
        words = f"已经议定 {agreed} 项，录入 {sheets} 份评分单，离开后要重新录入。"
        leave = questions.sure(self, "评估还没有保存", words, danger="不保存，离开", keep="接着评")
        if leave:
            self._forget()
        return leave

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.meeting

    # parts --------------------------------------------------------------------------------------

    def _head(self) -> Item:
        one = self.person.row
        facts = "　".join(
            filter(
                None,
                (
                    one.village,
                    f"{one.sex}，{one.age} 岁" if one.age else one.sex,
                    one.level,
                    self._desk.instrument.name,
                ),
            )
        )
        back = button(
            "回到人员页", "link", act=lambda: self._window.go("person", no=self._no, section="group")
        )
        return row(
            column(text(f"评估：{one.name}", "title"), text(facts, "small"), gap=2),
            None,
            back,
            gap=8,
            pad=(24, 16, 24, 12),
        )

    def _sections(self) -> QVBoxLayout:
        blocks = [
            self._card(f"{block.code}　{block.label}", *[self.items[item.code] for item in block.items])
            for block in self._desk.instrument.blocks
        ]
        self._needs_place = column(gap=0)
        self._refresh_needs()
        meeting = self._card("会议", self.meeting)
        sheets = self._card("评分单", box(self._sheet_line, "scroll"))
        needs = self._card("帮扶需求", box(self._needs_place, "scroll"))
        end = self._card("建议与决定", box(self._why, "scroll"), self.end)
        return column(
            self.drafting.offer, meeting, sheets, *blocks, needs, end, None, gap=16, pad=(24, 8, 24, 24)
        )

    def _card(self, title: str, *parts: QWidget) -> QFrame:
        return box(column(text(title, "head"), *parts, gap=8, pad=(24, 12, 24, 16)))

    def _item_row(self, code: str) -> ItemRow:
        item = self._desk.instrument.item(code)
        return ItemRow(
            item, self._around, self.answers, hint(code, self.person, self._desk), self._on_changed
        )

    def _refresh_needs(self) -> None:
        clear(self._needs_place)
        self._needs_place.addWidget(
            Needs(self._desk.codes, self._desk.instrument.needs, self._around, self.answers, self._touch)
        )

    def _given(self, *, first: bool) -> None:
        members = self._members()
        self.meeting.load({})
        self.meeting.suggest(
            {
                "kind": "INITIAL" if first else "PERIODIC",
                "meeting_on": self._desk.today,
                "present": members or None,
            }
        )
        self.end.load({})
        if self._view.triggers:
            self.end.rows["triggers"].note(
                f"档案里有：{self._unticked()}。小组逐项确认，属实的请勾选；没有勾选的不计入建议。"
            )
        self.end.rows["next_on"].note("不填的，保存时按规则算出。")

    def _unticked(self) -> str:
        """Key triggers that the file suggests and the group has not confirmed."""
        ticked = self.end.rows["triggers"].editor.value()
        open_ = [code for code in self._view.triggers if not (isinstance(ticked, list) and code in ticked)]
        return "、".join(self._desk.instrument.key_triggers.get(code, code) for code in open_)

    def _members(self) -> list[str]:
        groups = self.person.records["group"]
        rows = groups[-1]["members"] if groups else []
        return (
            [str(one["name"]) for one in rows if isinstance(one, Mapping) and not one.get("left")]
            if isinstance(rows, list)
            else []
        )

    # sheets -------------------------------------------------------------------------------------

    def _draw_sheets(self) -> None:
        clear(self._sheet_line)
        members = self._members()
        if not members:
            verb = button(
                Verb.FORM_GROUP,
                "soft",
                act=lambda: self._window.go("person", no=self._no, section="group", do=Verb.FORM_GROUP),
            )
            self._sheet_line.addLayout(
                row(
                    (text("还没有小组。没有评分单也可以直接议定，但最好先定小组。", "label", wrap=True), 1),
                    verb,
                    gap=12,
                )
            )
            return
        done = len(self.answers.sheets)
        told = f"{len(members)} 名成员，已放入 {done} 份。" + (
            "" if self._all_in() else "全部放入后才显示分布，只显示几人，不显示是谁。"
        )
        self._sheet_line.addWidget(text(told, "small", wrap=True))
        verbs: list[Item] = []
        for name in members:
            there = name in self.answers.sheets
            verbs.append(
                button(
                    f"{name} ✓" if there else name,
                    "plain" if there else "soft",
                    tip=f"录入{name}的评分单",
                    act=partial(self._enter, name),
                )
            )
        self._sheet_line.addLayout(row(*verbs, None, gap=8))
        if done and not self._all_in():
            self._sheet_line.addLayout(
                row(button("不再等其余评分单，开始商定", "link", act=self._stop_waiting), None)
            )
        self._show_lies()

    def _all_in(self) -> bool:
        return self._sheets_open or (
            bool(self.answers.sheets) and set(self._members()) <= set(self.answers.sheets)
        )

    def _enter(self, member: str) -> None:
        given = self.answers.sheets.get(member, {})
        kept = Kept(self._desk, self._sheet_form(member))
        answer = SheetDialog.ask(self, self._desk.instrument, self._around, member, given, kept)
        if answer is not None:
            self.answers.sheets[member] = dict(answer.values)
            self._on_changed()
            self._draw_sheets()
            self.drafting.write()  # the sheet's own draft is gone

    def _sheet_form(self, member: str) -> str:
        return f"sheet:{self._no}:{member}"

    def _stop_waiting(self) -> None:
        self._sheets_open = True
        self._draw_sheets()

    def _show_lies(self) -> None:
        lies = (
            {lie.code: lie for lie in assessment.spreads(self._desk, list(self.answers.sheets.values()))}
            if self._all_in()
            else {}
        )
        for code, line in self.items.items():
            lie = lies.get(code)
            line.show_lie(lie if lie is not None and (any(lie.counts) or lie.unknown) else None)
        if lies:
            for code, words in self.answers.same_for_all(self._desk.instrument).items():
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
        triggers = self.end.rows["triggers"].editor.value()
        score = assessment.score(
            self._desk, self.answers.agreed, triggers if isinstance(triggers, list) else ()
        )
        left = len(self._open_codes())
        self.card.show_score(score, left)
        clear(self._why)
        waits = f"还有 {left} 项没有议定。各项议定后，这里给出得分和建议。"
        self._why.addWidget(text(waits, "small", wrap=True) if left else blocks_and_reasons(score))
        decided = self.end.rows["decided"].editor.value()
        line = self.end.rows["reason"]
        if not line.complaint:
            differs = not left and decided not in (None, score.suggested)
            line.note("与建议不一致，请写明理由。" if differs else "与建议一致的，可以不写。")

    def _open_codes(self) -> list[str]:
        asked = [
            item.code
            for block in self._desk.instrument.blocks
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
        meeting, end = self.meeting.read(), self.end.read()
        if meeting is None or end is None:
            self._say("还有没填好的，已标出。")
            return
        if not self._open_codes() and (unticked := self._unticked()):
            words = f"档案里有：{unticked}，小组没有勾选。没有勾选的不计入建议。"
            if not questions.sure(
                self, "重点触发项没有勾选，就这样保存吗？", words, danger="不勾选，保存", keep="回去核对"
            ):
                self.end.focus_on("triggers")
                return
        given = {name: value for name, value in {**meeting, **end}.items() if value is not None}
        try:
            write.record(self._desk, self._no, "assessment", {**given, **self.answers.record()})
        except UserError as said:
            self._complain(said)
            return
        self._forget()
        for member in self._members():  # a sheet that was begun belongs to this meeting
            drafts.drop(self._desk, self._sheet_form(member))
        self._window.saved()
        self._window.toast(f"评估已保存：{self.person.row.name}")
        self._finished()

    def _complain(self, said: UserError) -> None:
        if said.field == "agreed":
            self._next_open()
        shown = (
            any(form.complain(said.field, str(said)) for form in (self.meeting, self.end))
            if said.field
            else False
        )
        self._say("还有没填好的，已标出。" if shown else str(said))

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _leave(self) -> None:
        self._window.go("person", no=self._no, section="group")
