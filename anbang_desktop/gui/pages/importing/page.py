"""导入名单: file, columns, preview, done. What the preview shows is what the import does."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack, cast

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.roster_plan import Treatment, Verdict
from anbang_desktop.domain.states import State
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.keys import ON, Where, bind
from anbang_desktop.gui.pages.importing.changes import KnownChanges, notice
from anbang_desktop.gui.pages.importing.columns import ColumnsStep
from anbang_desktop.gui.pages.importing.ends import ChooseStep, DoneStep, Verbs
from anbang_desktop.gui.pages.importing.opening import OpeningDialog
from anbang_desktop.gui.pages.importing.preview import Correction, PreviewStep
from anbang_desktop.gui.parts.compose import Item, button, clear, column, glyph, row, text
from anbang_desktop.gui.parts.dialog import foot, head
from anbang_desktop.gui.parts.steps import steps
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.theme import roomy
from anbang_desktop.progress import Progress
from anbang_desktop.services.cases.on_books import Opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import import columns, roster
from anbang_desktop.services.roster_import.plan import ImportPlan, ImportResult, PastImport, PlannedRow

STEPS = ("选择文件", "认出各列", "预览", "完成")
CHOOSE, COLUMNS, PREVIEW, DONE = range(4)
KINDS = "名单 (*.xlsx *.xls *.csv);;所有文件 (*)"
OUT = "Excel 工作簿 (*.xlsx)"
UNIT = "行"


class Revision(TypedDict, total=False):
    """What the clerk changed about a plan; ``roster.revise`` says what each means."""

    sheet: str
    mapping: dict[str, str | None]
    edits: dict[tuple[int, str], str]
    treatments: dict[str, Treatment]


class Again(TypedDict):
    """What stands in the vault of a preview over a lock: the file, and what the clerk did with it."""

    path: str
    digest: str
    step: int
    sheet: str
    mapping: dict[str, str | None]
    edits: list[tuple[int, str, str]]
    treatments: dict[str, Treatment]
    opening: tuple[str, str] | None  # its day and reason
    inside: bool
    accepted: list[int]


class ImportPage(Page):
    """Goes through the four steps; every reading and writing is a job."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Begin with the choice of a file."""
        super().__init__(desk, window)
        self.step = CHOOSE
        self.plan: ImportPlan | None = None
        self.result: ImportResult | None = None
        self.accepted: set[int] = set()
        self.body: QWidget = QWidget()
        self._page = column(gap=0)
        self.setLayout(self._page)
        bind(self, Where.IMPORT, {"Ctrl+O": self.choose_file, **dict.fromkeys(ON, self._forward)})
        self.main: QPushButton | None = None

    def open(self, **target: Unpack[Target]) -> None:
        """``path`` reads that list at once; ``kept`` brings back where the clerk was, ``again`` too."""
        if "kept" in target:
            self.step, self.plan, self.accepted, self.result = target["kept"]
        elif self.step == DONE:
            self._start_over()
        self.refresh()
        if "path" in target:
            self.read(Path(target["path"]))
        elif "again" in target and "kept" not in target:
            self._read_again(cast("Again", target["again"]))

    def refresh(self) -> None:
        """Draw the step anew."""
        if self.window_.busy():
            return
        clear(self._page)
        self.body = self._body()
        line = row(steps(STEPS, self.step), pad=(24, 0, 24, 16))
        for item in (self._head(), line):
            self._page.addLayout(item)
        if self.step == PREVIEW and self.plan:
            told = notice(self.plan, lambda: self._go(COLUMNS), self.choose_changes)
            if told is not None:
                self._page.addLayout(column(told, gap=0, pad=(24, 0, 24, 12)))
        self._page.addLayout(column((self.body, 1), gap=0, pad=(24, 0, 24, 16)), 1)
        if self.step != CHOOSE:
            self._page.addWidget(foot(*self._note(), buttons=self._buttons()))

    def keep(self) -> Target:
        """The step, the plan and its ticks; what is made again from the file where only words can be kept."""
        kept: Target = {"kept": (self.step, self.plan, self.accepted, self.result)}
        plan = self.plan
        if plan is None or self.step not in (COLUMNS, PREVIEW):
            return kept
        matched = self.body.mapping() if isinstance(self.body, ColumnsStep) else {}
        again = Again(
            path=str(plan.path),
            digest=plan.book.digest,
            step=self.step,
            sheet=plan.sheet,
            mapping={**plan.mapping, **matched},
            edits=[(row_, name, words) for (row_, name), words in plan.edits.items()],
            treatments=dict(plan.treatments_told),
            opening=(plan.opening.on.isoformat(), plan.opening.reason) if plan.opening else None,
            inside=plan.inside,
            accepted=sorted(self.accepted),
        )
        return {**kept, "again": again}

    def first(self) -> QWidget | None:
        """The button, the unsure column, the table or the main button."""
        if isinstance(self.body, ChooseStep):
            return self.body.pick
        if isinstance(self.body, ColumnsStep):
            return self.body.first()
        return self.body.list if isinstance(self.body, PreviewStep) else self.main

    # reading and planning -----------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a list and read it."""
        chosen = questions.open_file(self, "选择名单", KINDS, questions.Folder.LISTS_IN)
        if chosen is not None:
            self.read(chosen)

    def read(self, path: Path) -> None:
        """Read a list; a known kind of list goes straight to the preview."""
        self.window_.run_job(
            "正在读取名单",
            lambda progress: roster.plan(self.desk, path, progress=progress),
            self._was_read,
            unit=UNIT,
        )

    def _read_again(self, again: Again) -> None:
        """The preview as it stood before the lock, from the file; another file of that name is not read."""

        def job(progress: Progress) -> ImportPlan:
            path, books = Path(again["path"]), again["opening"]
            opening = Opening(date.fromisoformat(books[0]), books[1]) if books else None
            plan = roster.plan(
                self.desk,
                path,
                again["sheet"],
                again["mapping"] or None,
                progress,
                opening=opening,
                inside=again.get("inside", False),
            )
            if plan.book.digest != again["digest"]:
                raise UserError(
                    f"名单“{path.name}”在锁定以后改过，刚才的预览不能接着用。", "请重新选择这份名单。"
                )
            edits = {(number, name): words for number, name, words in again["edits"]}
            told = {name: Treatment(one) for name, one in again["treatments"].items()}
            if not (edits or told):
                return plan
            return roster.revise(self.desk, plan, edits=edits, treatments=told, progress=progress)

        def done(plan: ImportPlan) -> None:
            self.plan, self.result = plan, None
            self.accepted = set(again["accepted"]) & {row_.number for row_ in plan.with_verdict(Verdict.ASK)}
            self._go(again["step"])

        self.window_.run_job("正在读取名单", job, done, unit=UNIT)

    def _was_read(self, plan: ImportPlan) -> None:
        self.plan, self.result, self.accepted = plan, None, set()
        self._go(PREVIEW if plan.remembered else COLUMNS)
        if (plan.likely_opening or plan.likely_inside) and plan.opening is None:
            self.ask_opening(likely=True)

    def ask_opening(self, *, likely: bool = False) -> None:
        """A list from above, people who are on the books already (建账), or people in prison."""
        old = self.plan
        told = likely and old is not None and old.likely_inside
        answer = OpeningDialog.ask(self, self.desk, likely=likely, inside=told) if old else None
        if old is None or answer is None or (answer.opening, answer.inside) == (old.opening, old.inside):
            return

        def job(progress: Progress) -> ImportPlan:
            return roster.read_as(self.desk, old, answer.opening, progress, inside=answer.inside)

        def done(plan: ImportPlan) -> None:
            self.plan, self.accepted = plan, set()
            self._go(PREVIEW if plan.remembered and self.step == PREVIEW else COLUMNS)

        self.window_.run_job("正在核对名单", job, done, unit=UNIT, failed=self._revise_failed)

    def _revise(self, show: int, **told: Unpack[Revision]) -> None:
        """Plan again in a job, then show a step; ticks stay where their rows still ask."""
        old = self.plan
        if old is None:
            return
        chosen = self.body.chosen() if isinstance(self.body, PreviewStep) else None

        def job(progress: Progress) -> ImportPlan:
            return roster.revise(self.desk, old, progress=progress, **told)

        def done(plan: ImportPlan) -> None:
            self.plan = plan
            self.accepted &= {row.number for row in plan.with_verdict(Verdict.ASK)}
            self._go(show)
            if chosen is not None and isinstance(self.body, PreviewStep):
                self.body.select(chosen.number)

        self.window_.run_job("正在核对名单", job, done, unit=UNIT, failed=self._revise_failed)

    def _revise_failed(self, error: BaseException) -> None:
        self.window_.trouble(error)
        self.refresh()

    def _correct(self, row_: PlannedRow, correction: Correction) -> None:
        self._revise(PREVIEW, edits={(row_.number, correction.field): correction.text})

    def choose_changes(self) -> None:
        """Ask for each column what it may do to people whom the office has."""
        told = KnownChanges.ask(self, self.plan) if self.plan else None
        if told:
            self._revise(PREVIEW, treatments=told)

    # writing ------------------------------------------------------------------------------------

    def commit(self) -> None:
        """Do exactly what the preview says."""
        plan, accepted = self.plan, frozenset(self.accepted)
        if plan is None:
            return
        self.window_.run_job(
            "正在导入",
            partial(roster.commit, self.desk, plan, accepted, seen=True),
            self._committed,
            unit=UNIT,
        )

    def _committed(self, result: ImportResult) -> None:
        self.result = result
        self.window_.saved()
        self._go(DONE)

    def take_back(self, import_id: int, people: int) -> None:
        """Undo a whole import after asking; the safe answer is the default."""
        words = f"这次导入登记或更新的 {people} 人会恢复到导入之前；导入后又登记过内容的，不能撤销。"
        if questions.sure(self, "撤销这次导入？", words, danger=f"撤销 {people} 人的导入", keep="保留"):
            self.window_.run_job(
                "正在撤销导入", partial(roster.undo, self.desk, import_id), self._taken_back, unit="人"
            )

    def _taken_back(self, people: int) -> None:
        self._start_over()
        self._go(CHOOSE)
        self.window_.saved()
        self.window_.toast(f"已撤销 {people} 人的导入")

    def export_problems(self) -> None:
        """The rows that aren't ready, as the same file with one more column."""
        plan = self.plan
        out = (
            questions.save_file(
                self,
                "导出问题行",
                f"{Path(plan.book.file_name).stem}_问题行.xlsx",
                OUT,
                questions.Folder.SHEETS_OUT,
            )
            if plan
            else None
        )
        if plan is not None and out is not None:
            self.window_.run_job(
                "正在导出问题行", partial(roster.problems_file, plan, out), self._exported, unit=UNIT
            )

    def give_back(self, past: PastImport) -> None:
        """The imported list again with the results of the verification."""
        out = questions.save_file(
            self,
            "导出回执名单",
            f"{Path(past.file_name).stem}_核查回执.xlsx",
            OUT,
            questions.Folder.SHEETS_OUT,
        )
        if out is not None:
            self.window_.run_job(
                "正在导出回执名单",
                partial(roster.return_list, self.desk, past.id, out),
                self._exported,
                unit=UNIT,
            )

    def _exported(self, rows: int) -> None:
        self.window_.toast(f"已导出 {rows} 行" if self.step != CHOOSE else f"已导出，{rows} 人有核查结果")

    # drawing ------------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self.step = step
        self.refresh()
        start = self.first()
        if start is not None:
            start.setFocus()

    def _start_over(self) -> None:
        self.step, self.plan, self.result, self.accepted = CHOOSE, None, None, set()

    def _forward(self) -> None:
        if self.main is not None and self.main.isEnabled():
            self.main.click()

    def _body(self) -> QWidget:
        if self.step == COLUMNS and self.plan:
            targets = columns.use_of(self.plan.opening).targets()
            return ColumnsStep(self.plan, targets, lambda name: self._revise(COLUMNS, sheet=name))
        if self.step == PREVIEW and self.plan:
            return PreviewStep(self.plan, self.accepted, self._correct, self._count)
        if self.step == DONE and self.plan and self.result:
            result = self.result
            return DoneStep(
                self.plan, result, self.export_problems, lambda: self.take_back(result.import_id, result.done)
            )
        verbs = Verbs(lambda one: self.take_back(one.id, one.created + one.updated), self.give_back)
        return ChooseStep(roster.history(self.desk), self.choose_file, self.read, verbs)

    def _head(self) -> QLayout:
        opening = self.plan.opening if self.plan and self.step != CHOOSE else None
        facts = (
            f"{self.plan.book.file_name}　表“{self.plan.sheet}”，{len(self.plan.rows)} 行"
            if self.plan and self.step != CHOOSE
            else ""
        )
        again: list[Item] = (
            [
                button(
                    "改为名单或建账日期" if opening else "已在册或在服刑…", sign="book", act=self.ask_opening
                ),
                button("更换文件", sign="file", tip="Ctrl+O", act=self.choose_file),
            ]
            if self.step in (COLUMNS, PREVIEW)
            else []
        )
        inside = self.plan is not None and self.step != CHOOSE and self.plan.inside
        title = f"建账（{chinese(opening.on)}）" if opening else "导入服刑人员" if inside else "导入名单"
        return head(title, facts, *again)

    def _note(self) -> list[Item]:
        words = "按这份预览执行，不多也不少；导入后可以撤销本次导入。"
        if self.step == PREVIEW and self.plan and self.plan.earlier_import:
            words = "这份文件以前导入过，只会补上没有导入的行。"
        elif self.step == PREVIEW and self.plan and self.plan.opening:
            active, set_up = map(self.plan.becoming, (State.S60_ACTIVE, State.S50_REGISTERED))
            words = (
                f"{active} 人登记为“在册帮教”，{set_up} 人“已登记”；算期初，不算本期新增。导入后可以撤销。"
            )
        return (
            [row(glyph("info", "ink_2"), text(words, "small"), gap=8)]
            if self.step == PREVIEW and roomy()
            else []
        )

    def _buttons(self) -> tuple[QPushButton, ...]:
        if self.step == COLUMNS:
            self.main = button("预览", "primary", "right", act=self._to_preview)
            return button("返回上一步", act=lambda: self._go(CHOOSE)), self.main
        if self.step == DONE:
            came = self.result
            opened = self.plan is not None and (self.plan.opening is not None or self.plan.inside)
            return self._last_buttons(verify=bool(came and came.created + came.new_cases and not opened))
        out = button("导出问题行", sign="report", act=self.export_problems)
        out.setEnabled(bool(self.plan and self.plan.problem_rows))
        self.main = button("", "primary", "check", act=self.commit)
        self._count()
        return button("返回上一步", act=lambda: self._go(COLUMNS)), out, self.main

    def _last_buttons(self, *, verify: bool) -> tuple[QPushButton, ...]:
        """What comes next: those who are new are to be verified."""
        again = button("再导入一份", act=self._again)
        look = "plain" if verify else "primary"
        self.main = button("看人员", look, "people", act=partial(self.window_.go, "people"))
        if not verify:
            return again, self.main
        see = self.main
        self.main = button("去核查", "primary", "verify", act=partial(self.window_.go, "verification"))
        return again, see, self.main

    def _again(self) -> None:
        self._start_over()
        self._go(CHOOSE)

    def _to_preview(self) -> None:
        told = self.body.mapping() if isinstance(self.body, ColumnsStep) else {}
        if told:
            self._revise(PREVIEW, mapping=told)
        else:
            self._go(PREVIEW)

    def _count(self) -> None:
        """The main button carries how many people will come in."""
        if self.main is not None and self.plan is not None:
            people = self.plan.ready + len(self.accepted)
            self.main.setText(f"{'建账' if self.plan.opening else '导入'} {people} 人")
            self.main.setAccessibleName(self.main.text())
            self.main.setEnabled(people > 0)


PLACE = Place("importing", "导入名单", "file", ImportPage, under="people")
