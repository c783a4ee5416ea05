"""报送: learn a county's blank, look at numbers and gaps, make the sheet, keep what was handed in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Unpack

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.domain.period import Period, month_of, parse_period
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.drafts import Drafting, Entries
from anbang_desktop.gui.keys import ON, Where, bind
from anbang_desktop.gui.pages.reports.changes import ChangesView
from anbang_desktop.gui.pages.reports.home import Home, Verbs
from anbang_desktop.gui.pages.reports.learn import Learn
from anbang_desktop.gui.pages.reports.look import Look
from anbang_desktop.gui.pages.reports.machine_dialog import export
from anbang_desktop.gui.pages.reports.own_dialog import OwnDialog
from anbang_desktop.gui.pages.reports.run import RunVerbs, RunView
from anbang_desktop.gui.pages.reports.sending import Sending, open_folder, written
from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.parts.compose import Item, button, clear, column, text
from anbang_desktop.gui.parts.counted_people import MOST, Behind
from anbang_desktop.gui.parts.dialog import foot, head
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.shell.shell import PUT_BY
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.reports import calendar, learning, ledger, making, own
from anbang_desktop.services.reports.changes import Changes
from anbang_desktop.services.reports.learning import Learned, Study
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.services.reports.ledger import Run, Way
from anbang_desktop.services.reports.making import Batch, Line, Made, Preview
from anbang_desktop.services.worklist import people

HOME, LOOK, LEARN, RUN, CHANGES = "home", "look", "learn", "run", "changes"
KINDS = "Excel 空白表 (*.xlsx);;所有文件 (*)"
UNIT = "步"
FORM = "learn"  # begins the name of the draft of a blank


class ReportsPage(Page):
    """Five views; counting, reading a blank and writing a file run as jobs."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Begin with the first view and this month."""
        super().__init__(desk, window)
        self.view, self.period, self.name = HOME, month_of(desk.today), ""
        self.seen: Preview | None = None
        self.studied: Study | None = None
        self.made: Made | None = None
        self.sending = Sending(self, desk, window, self._go)
        self._batch: tuple[Batch, Path] | None = None
        self._waiting: list[Path] = []  # blanks chosen together, each confirmed in its turn
        self.body: QWidget = QWidget()
        self._blank = Path()
        self.main: QPushButton | None = None
        self._page = column(gap=0)
        self.setLayout(self._page)
        bind(
            self,
            Where.REPORTS,
            {"Ctrl+O": self.choose_blank, **dict.fromkeys(ON, self._forward), "Esc": self.home},
        )

    def open(self, **target: Unpack[Target]) -> None:
        """``name`` counts that sheet at once, for the period ``quick`` where it is said; ``kept`` brings
        back where the clerk was, ``record`` goes on with the delivery of that version.
        """
        if "kept" in target:
            self.view, self.period, self.name, self.seen, self.studied, self.made, *shown = target["kept"]
            self.sending.way, self.sending.changes, self._blank = shown
        if "quick" in target:
            self.period = parse_period(target["quick"])
        self.sending.refresh()
        self.refresh()
        if "name" in target:
            self.look(target["name"])
        if "record" in target:
            self.sending.go_on_delivering(target["record"])
        if begun := next((form for form in self.resuming if form.startswith(FORM)), ""):
            self._study_again(begun)

    def keep(self) -> Target:
        """View, period and what was counted or studied."""
        shown = (self.sending.way, self.sending.changes, self._blank)
        kept = (self.view, self.period, self.name, self.seen, self.studied, self.made, *shown)
        return {"kept": kept, "resuming": (self.begun(),)}

    def first(self) -> QWidget | None:
        """The first verb, the numbers, the first unsure column."""
        views = Home | Look | Learn | RunView | ChangesView
        return self.body.first() if isinstance(self.body, views) else None

    def refresh(self) -> None:
        """Draw the view anew from the services."""
        if self.window_.busy():
            return
        same = isinstance(self.body, Learn) and self.body.origin is self.studied
        typed = self.body.draft() if isinstance(self.body, Learn) and same else {}
        clear(self._page)
        self.main = None
        self.body, title, facts, buttons = self._view()
        self._page.addLayout(head(title, facts, *self._for_a_tool(), *self._actions()))
        self._page.addWidget(self.body, 1)
        if buttons:
            self._page.addWidget(foot(*self._note(), buttons=buttons))
        if isinstance(self.body, Learn):
            self._keep_typed(self.body, typed)

    # views --------------------------------------------------------------------------------------

    def home(self) -> None:
        """Back to the first view; what was told of a blank waits as a draft."""
        self._waiting = []
        if self.set_aside():
            self.window_.toast(PUT_BY)
        if self.view != HOME:
            self._go(HOME)

    def _go(self, view: str) -> None:
        self.view = view
        self.refresh()
        start = self.first()
        if start is not None:
            start.setFocus()

    def _view(self) -> tuple[QWidget, str, str, tuple[QPushButton, ...]]:
        if self.view == LOOK and self.seen is not None:
            self.main = button(
                "导出报表" if self.made is None else "再导出一版", "primary", "report", act=self.make
            )
            shown = Look(
                self.seen,
                self._behind,
                lambda no: self.window_.go("person", no=no),
                self._show_changes,
                self._told(),
            )
            keep = [button("定稿", act=self.freeze)] if self.made is None else []
            buttons = (button("返回上一步", act=self.home), *keep, self.main)
            return shown, self.name, self.seen.period.label, buttons
        if self.view == LEARN and self.studied is not None:
            self.main = button("保存这张表", "primary", "check", act=self.keep_blank)
            learn = Learn(
                self.studied, self.studied.name or Path(self.studied.file_name).stem, self.desk.today
            )
            return (
                learn,
                f"{self.studied.name}怎么填" if self.studied.name else "添加县局表",
                self._which(self.studied),
                (button("返回上一步", act=self.home), button("暂存", act=self.home), self.main),
            )
        if self.view == RUN and self.sending.way is not None:
            return self._run_view(self.sending.way)
        if self.view == CHANGES and self.sending.changes is not None:
            return self._changes_view(self.sending.changes)
        self.view = HOME
        profiles, runs = learning.profiles(self.desk), ledger.history(self.desk)
        verbs = Verbs(
            self._choose_period,
            self.look,
            self.choose_blank,
            self.sending.open_run,
            self.sending.set_due,
            self._changes,
            self._lists,
            self.choose_own,
            self.study_kept,
        )
        due = calendar.due(self.desk)
        told, ours = self._told_of_all(), len(own.offered(self.desk))
        return Home(self.desk.today, self.period, profiles, runs, due, verbs, told, ours), "报送", "", ()

    def _run_view(self, way: Way) -> tuple[QWidget, str, str, tuple[QPushButton, ...]]:
        run, acts = way.run, self.sending
        shown = RunView(way, RunVerbs(acts.mend, acts.open_run), acts.told)
        buttons = [button("返回上一步", act=self.home)]
        if run.may_export:
            self.main = button("导出报表", "primary", "report", act=acts.export)
        else:
            buttons.append(button("再存一份", act=acts.export))
            self.main = None
        if run.may_return:
            buttons.append(button("县局退回", act=acts.come_back))
        if run.may_deliver:
            self.main = button("登记送达", "primary", "check", act=acts.deliver)
        elif run.wants_correction:
            self.main = button("核对、更正再报", "primary", "report", act=partial(self._correct, run))
        if self.main is not None:
            buttons.append(self.main)
        return shown, run.name, f"{run.period}　第 {run.version} 版", tuple(buttons)

    def _changes_view(self, seen: Changes) -> tuple[QWidget, str, str, tuple[QPushButton, ...]]:
        acts = self.sending
        shown = ChangesView(seen, lambda no: self.window_.go("person", no=no), acts.told)
        buttons = [button("返回上一步", act=self.home)]
        if seen.rows or seen.numbers:
            self.main = button(
                "导出变化表", "primary", "report", act=lambda: acts.export_changes(self.period.text)
            )
            buttons.append(self.main)
        return shown, f"{seen.name}的变化", f"{seen.period}　对照：{seen.base}", tuple(buttons)

    def _changes(self, name: str) -> None:
        self.sending.look_at_changes(name, self.period.text)

    def _lists(self, name: str, told: dict[str, str]) -> None:
        """Whom the rosters of a blank list that an older version kept without asking."""
        learning.tell_sets(self.desk, name, told)
        self._go(HOME)

    def _show_changes(self) -> None:
        """Those that were found when the sheet was counted."""
        if self.seen is not None and self.seen.changes is not None:
            self.sending.show_changes(self.seen.changes)

    def _correct(self, run: Run) -> None:
        """A new version of the same period: counted and checked first."""
        self.period = parse_period(run.period_text)
        self.look(run.name)

    def _which(self, studied: Study) -> str:
        more = f"，后面还有 {len(self._waiting)} 张" if self._waiting else ""
        return f"{studied.file_name}{more}"

    def _keep_typed(self, learn: Learn, typed: Entries) -> None:
        """What is told of a blank is a draft until it is kept; drawn anew it stands there again."""
        learn.restore(typed)
        self._drafting = Drafting(learn, self.desk, self._told_of_blank, learn.restore, self.window_.busy)
        learn.offer.addWidget(self._drafting.offer)
        learn.typed.connect(self._drafting.touch)
        learn.typed.connect(self.typed)
        self._drafting.open(f"{FORM}::{learn.studied.file_name}", restored=bool(typed))

    def _told_of_blank(self) -> dict[str, Any]:
        told = self.body.draft() if isinstance(self.body, Learn) else {}
        where = {"profile": self.studied.name} if self.studied and self.studied.name else {}
        return {**told, **(where or {"path": str(self._blank)})} if told else {}

    def _study_again(self, form: str) -> None:
        """接着填 of a blank that was put by: it is read again where it lay."""
        kept = drafts.find(self.desk, form)
        if kept is not None and "profile" in kept.values:
            self.study_kept(kept.values["profile"])
            return
        path = Path(kept.values["path"]) if kept else None
        if path is not None and not path.is_file():
            raise UserError(
                f"空白表“{path.name}”不在原来的地方了。", "请按“添加县局表”再选一次，填过的会接上。"
            )
        if path is not None:
            self.study(path)

    def set_aside(self) -> bool:
        """What was told of a blank waits as a draft."""
        if not self.unsaved():
            return False
        self._drafting.write()
        return True

    def unsaved(self) -> bool:
        """Something was told of a blank that is not kept yet."""
        return isinstance(self.body, Learn) and bool(self.body.draft())

    def begun(self) -> str:
        """The one draft of this page."""
        return self._drafting.form if self.unsaved() else ""

    def _for_a_tool(self) -> list[Item]:
        """导出数据, on the first view."""
        tip = "给县局工具用的一个工作簿：全部人员和记录，代码、编号齐全"
        return [button("导出数据", tip=tip, act=partial(export, self))] if self.view == HOME else []

    def _actions(self) -> list[Item]:
        if self.view != HOME:
            return []
        names = [one.name for one in learning.profiles(self.desk) if not one.open_sets]
        learn = button("添加县局表", sign="file", tip="Ctrl+O", act=self.choose_blank)
        if not names:
            return [learn]
        done = {run.name for run in ledger.history(self.desk) if run.period == self.period.label}
        following = next((name for name in names if name not in done), names[0])
        self.main = button(
            "导出报表", "primary", "report", tip=f"先核对：{following}", act=partial(self.look, following)
        )
        if len(names) == 1:
            return [learn, self.main]
        left = [name for name in names if name not in done] or names
        every = button(f"导出全部 {len(left)} 张", act=partial(self.make_each, left))
        return [learn, every, self.main]

    def _note(self) -> list[Item]:
        if self.view == LOOK and self.seen is not None:
            words = "已记入台账" if self.made else "导出后记入台账"
            return [text(f"{words}：底稿和文件都留着，{len(self.seen.people)} 人。", "small", wrap=True)]
        return (
            [text("空白表和资料一起加密存放；原有的公式、合并格、打印设置都保留。", "small", wrap=True)]
            if self.view == LEARN
            else []
        )

    def _told(self) -> list[BannerLine]:
        if self.made is None:
            return []
        return written([Path(one) for one in self.made.files], self.made.password, stick=self.made.stick)

    def _told_of_all(self) -> list[BannerLine]:
        if self._batch is None:
            return []
        batch, out = self._batch
        lines: list[BannerLine] = []
        if batch.made:
            names = "、".join(Path(one.files[0]).name for one in batch.made)
            words = f"已导出 {len(batch.made)} 张：{names}，在 {out}{_covered(batch.made)}"
            lines.append((words, "打开文件夹", partial(open_folder, out)))
        lines += [
            (f"{Path(one.files[0]).name} 的打开密码：{one.password}　只显示这一次", "", None)
            for one in batch.made
            if one.password
        ]
        return lines + [
            (f"{one.name}没有导出：{one.why[0]}", "核对", partial(self.look, one.name)) for one in batch.held
        ]

    def _forward(self) -> None:
        if self.main is not None and self.main.isEnabled():
            self.main.click()

    # acts ---------------------------------------------------------------------------------------

    def _choose_period(self, period: Period) -> None:
        if period.start > self.desk.today and isinstance(self.body, Home):
            self.body.complain(f"{period.label}还没有开始，请选已经开始的期间")
            return
        self.period, self._batch = period, None
        self.refresh()
        if isinstance(self.body, Home):
            self.body.entry.setFocus()

    def look(self, name: str) -> None:
        """Count the chosen period for a sheet and show it; one of which nobody said whom it lists is asked
        about first.
        """
        self.name, self.made = name, None
        if any(one.name == name and one.open_sets for one in learning.profiles(self.desk)):
            self.study_kept(name)
            return
        job = partial(_count, self.desk, name, self.period.text)
        self.window_.run_job("正在计算", job, self._counted, unit=UNIT)

    def _counted(self, seen: Preview) -> None:
        self.seen = seen
        self._go(LOOK)

    def freeze(self) -> None:
        """Keep the version; its file leaves later."""
        if (seen := self._checked("定稿")) is not None:
            self.sending.freeze(seen)

    def make(self) -> None:
        """Ask where, write the file."""
        seen = self._checked("导出")
        if seen is None:
            return
        title, numbered = f"导出：{seen.profile} {seen.period.label}", seen.numbered
        said = self.sending.ask_leaving(title, seen.profile, seen.period.text, numbered=numbered)
        out = self.sending.ask_folder() if said is not None else None
        if said is not None and out is not None:
            job = partial(_make, self.desk, seen, out, said)
            self.window_.run_job("正在导出报表", job, self._was_made, unit=UNIT)

    def make_each(self, names: list[str]) -> None:
        """All sheets of the period into one folder; one that does not check is held back and told."""
        title = f"导出 {len(names)} 张表 {self.period.label}"
        said = self.sending.ask_leaving(title, names[0], "", numbered=False)
        out = self.sending.ask_folder() if said is not None else None
        if said is not None and out is not None:
            job = partial(_make_each, self.desk, names, self.period.text, out, said)
            self.window_.run_job("正在核对、导出报表", job, partial(self._were_made, out), unit=UNIT)

    def _were_made(self, out: Path, batch: Batch) -> None:
        self._batch = (batch, out)
        self.window_.saved()
        self._go(HOME)
        if batch.made:
            self.window_.toast(f"已导出 {len(batch.made)} 张报表")

    def _checked(self, verb: str) -> Preview | None:
        """What was counted, where its checks hold or the clerk goes on all the same."""
        seen = self.seen
        wrong = sum(not check.ok for check in seen.checks) if seen else 0
        words = "核对没有全对，县局可能退回。可以先返回核对名单。"
        title = f"有 {wrong} 项核对不符，还要{verb}吗？"
        if wrong and not questions.sure(self, title, words, danger=f"仍然{verb}", keep=f"先不{verb}"):
            return None
        return seen

    def _was_made(self, made: Made) -> None:
        self.made = made
        self.window_.saved()
        self._go(LOOK)
        self.window_.toast(f"已导出 {Path(made.files[0]).name}")

    def _behind(self, line: Line) -> None:
        rows = people.rows(self.desk, list(dict.fromkeys(line.cases))[:MOST])
        no = Behind.ask(self, f"{line.label} {line.text}", rows, line.cases)
        if no:
            self.window_.go("person", no=no)

    def choose_blank(self) -> None:
        """Ask for the county's blanks and study them, one after another."""
        chosen = questions.open_files(
            self, "选择县局的空白表（可以一次选几张）", KINDS, questions.Folder.LISTS_IN
        )
        if chosen:
            self._waiting = chosen[1:]
            self.study(chosen[0])

    def study(self, path: Path) -> None:
        """Look at a blank."""
        self._blank = path
        self.window_.run_job("正在看空白表", partial(learning.study, path), self._studied, unit=UNIT)

    def study_kept(self, name: str) -> None:
        """Look again at what was told of a kept blank."""
        job = partial(learning.study_kept, self.desk, name)
        self.window_.run_job("正在看空白表", job, self._studied, unit=UNIT)

    def _studied(self, studied: Study) -> None:
        self.studied = studied
        self._go(LEARN)

    def keep_blank(self) -> None:
        """Keep the studied blank as it was confirmed."""
        if self.studied is None or not isinstance(self.body, Learn):
            return
        try:
            body = self.body
            learned = learning.keep(self.desk, body.studied, body.name.text(), body.corrections())
        except UserError as wrong:
            self.body.complain(str(wrong), wrong.field)
        else:
            self._learned(learned)

    def _learned(self, learned: Learned) -> None:
        self._drafting.done()
        known = self.studied is not None and bool(self.studied.name)
        self.studied = None
        self.window_.saved()
        self._go(HOME)
        verb = "改好" if known else "添加"
        self.window_.toast(f"已{verb}“{learned.profile}”，以后每期一键填好")
        if self._waiting:
            self.study(self._waiting.pop(0))

    def choose_own(self) -> None:
        """Ask which of the blanks that ship are wanted, and take them."""
        none = not learning.profiles(self.desk)
        wanted = OwnDialog.ask(self, own.offered(self.desk), none=none)
        if wanted:
            job = partial(own.take_each, self.desk, wanted)
            self.window_.run_job("正在添加自带的表", job, self._took_own, unit="张")

    def _took_own(self, names: Sequence[str]) -> None:
        self.window_.saved()
        self._go(HOME)
        self.window_.toast(f"已添加 {len(names)} 张：{'、'.join(names)}")


def _count(desk: Desk, name: str, period: str, progress: Progress) -> Preview:
    return making.preview(desk, name, period, progress)


def _make(desk: Desk, seen: Preview, out: Path, said: Leaving, progress: Progress) -> Made:
    return making.make(desk, seen.profile, seen.period.text, out, progress, said, seen)


def _covered(made: Sequence[Made]) -> str:
    """How many ID numbers are covered in sheets that went out together: nobody was asked sheet by sheet."""
    ids, whole = sum(one.covered for one in made), sum(one.ids == "whole" for one in made)
    told = [f"遮住身份证号 {ids} 个" if ids else "", f"{whole} 张照以前的确认写全身份证号" if whole else ""]
    return "".join(f"；{one}" for one in told if one)


def _make_each(
    desk: Desk, names: list[str], period: str, out: Path, said: Leaving, progress: Progress
) -> Batch:
    return making.make_each(desk, names, period, out, progress, said)


def _count_waiting(desk: Desk, _window: Window) -> Count | None:
    waiting = calendar.waiting(desk)
    return Count(waiting) if waiting else None


PLACE = Place("reports", "报送", "report", ReportsPage, count=_count_waiting)
