"""报送: learn a county's blank, look at numbers and gaps, make the sheet, keep what was handed in."""

from functools import partial
from pathlib import Path
from typing import Any, Unpack

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.domain.period import Period, month_of
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.entry.drafts import Drafting, Entries
from anbang_desktop.gui.keys import ON, Where, bind
from anbang_desktop.gui.pages.reports.counted_people import Behind, Sent
from anbang_desktop.gui.pages.reports.home import Home, Verbs
from anbang_desktop.gui.pages.reports.learn import Learn
from anbang_desktop.gui.pages.reports.look import Look
from anbang_desktop.gui.parts.banner import Line as BannerLine
from anbang_desktop.gui.parts.compose import Item, button, clear, column, text
from anbang_desktop.gui.parts.dialog import foot, head
from anbang_desktop.gui.shell.page import Count, Page, Place, Target, Window
from anbang_desktop.gui.shell.shell import PUT_BY
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.reports import learning, ledger, making
from anbang_desktop.services.reports.learning import Learned, Study
from anbang_desktop.services.reports.ledger import Run
from anbang_desktop.services.reports.making import Batch, Line, Made, Preview
from anbang_desktop.services.worklist import people

HOME, LOOK, LEARN = "home", "look", "learn"
KINDS = "Excel 空白表 (*.xlsx);;所有文件 (*)"
UNIT = "步"
FORM = "learn"  # begins the name of the draft of a blank


class ReportsPage(Page):
    """Three views; counting, reading a blank and writing a file run as jobs."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Begin with the first view and this month."""
        super().__init__(desk, window)
        self.view, self.period, self.name = HOME, month_of(desk.today), ""
        self.seen: Preview | None = None
        self.studied: Study | None = None
        self.made: Made | None = None
        self._batch: tuple[Batch, Path] | None = None
        self._waiting: list[Path] = []  # blanks chosen together, each confirmed in its turn
        self.body: Home | Look | Learn | QWidget = QWidget()
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
        """``name`` and ``period`` count that sheet at once; ``kept`` brings back where the clerk was."""
        if "kept" in target:
            self.view, self.period, self.name, self.seen, self.studied, self.made = target["kept"]
        self.refresh()
        if "name" in target:
            self.look(target["name"])
        if begun := next((form for form in self.resuming if form.startswith(FORM)), ""):
            self._study_again(begun)

    def keep(self) -> Target:
        """View, period and what was counted or studied."""
        kept = (self.view, self.period, self.name, self.seen, self.studied, self.made)
        return {"kept": kept, "resuming": (self.begun(),)}

    def first(self) -> QWidget | None:
        """The first verb, the numbers, the first unsure column."""
        return self.body.first() if isinstance(self.body, Home | Look | Learn) else None

    def refresh(self) -> None:
        """Draw the view anew from the services."""
        if self.window_.busy():
            return
        same = isinstance(self.body, Learn) and self.body.origin is self.studied
        typed = self.body.draft() if isinstance(self.body, Learn) and same else {}
        clear(self._page)
        self.main = None
        self.body, title, facts, buttons = self._view()
        self._page.addLayout(head(title, facts, *self._actions()))
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
            shown = Look(self.seen, self._behind, lambda no: self.window_.go("person", no=no), self._told())
            return shown, self.name, self.seen.period.label, (button("返回上一步", act=self.home), self.main)
        if self.view == LEARN and self.studied is not None:
            self.main = button("保存这张表", "primary", "check", act=self.keep_blank)
            learn = Learn(self.studied, Path(self.studied.file_name).stem, self.desk.today)
            return (
                learn,
                "添加县局表",
                self._which(self.studied),
                (button("返回上一步", act=self.home), button("暂存", act=self.home), self.main),
            )
        self.view = HOME
        profiles, runs = learning.profiles(self.desk), ledger.history(self.desk)
        verbs = Verbs(self._choose_period, self.look, self.choose_blank, self._sent)
        return Home(self.desk.today, self.period, profiles, runs, verbs, self._told_of_all()), "报送", "", ()

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
        return {**told, "path": str(self._blank)} if told else {}

    def _study_again(self, form: str) -> None:
        """接着填 of a blank that was put by: it is read again where it lay."""
        kept = drafts.find(self.desk, form)
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

    def _actions(self) -> list[Item]:
        if self.view != HOME:
            return []
        names = [one.name for one in learning.profiles(self.desk)]
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
        file = Path(self.made.files[0])
        return [
            (
                f"已导出 {file.name}，{self.made.people} 人，在 {file.parent}",
                "打开文件夹",
                partial(open_folder, file.parent),
            )
        ]

    def _told_of_all(self) -> list[BannerLine]:
        if self._batch is None:
            return []
        batch, out = self._batch
        lines: list[BannerLine] = []
        if batch.made:
            names = "、".join(Path(one.files[0]).name for one in batch.made)
            lines.append(
                (f"已导出 {len(batch.made)} 张：{names}，在 {out}", "打开文件夹", partial(open_folder, out))
            )
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
        """Count the chosen period for a sheet and show it."""
        self.name, self.made = name, None
        job = partial(_count, self.desk, name, self.period.text)
        self.window_.run_job("正在计算", job, self._counted, unit=UNIT)

    def _counted(self, seen: Preview) -> None:
        self.seen = seen
        self._go(LOOK)

    def make(self) -> None:
        """Ask where, write the file."""
        seen = self.seen
        wrong = sum(not check.ok for check in seen.checks) if seen else 0
        if seen is None or (wrong and not self._anyway(wrong)):
            return
        out = questions.save_folder(self, "把报表存到哪个文件夹", questions.Folder.SHEETS_OUT)
        if out is not None:
            job = partial(_make, self.desk, seen, out)
            self.window_.run_job("正在导出报表", job, self._was_made, unit=UNIT)

    def make_each(self, names: list[str]) -> None:
        """All sheets of the period into one folder; one that does not check is held back and told."""
        out = questions.save_folder(self, "把报表存到哪个文件夹", questions.Folder.SHEETS_OUT)
        if out is not None:
            job = partial(_make_each, self.desk, names, self.period.text, out)
            self.window_.run_job("正在核对、导出报表", job, partial(self._were_made, out), unit=UNIT)

    def _were_made(self, out: Path, batch: Batch) -> None:
        self._batch = (batch, out)
        self.window_.saved()
        self._go(HOME)
        if batch.made:
            self.window_.toast(f"已导出 {len(batch.made)} 张报表")

    def _anyway(self, wrong: int) -> bool:
        words = "核对没有全对，县局可能退回。可以先返回核对名单。"
        return questions.sure(
            self, f"有 {wrong} 项核对不符，还要导出吗？", words, danger="仍然导出", keep="先不导出"
        )

    def _was_made(self, made: Made) -> None:
        self.made = made
        self.window_.saved()
        self._go(LOOK)
        self.window_.toast(f"已导出 {Path(made.files[0]).name}")

    def _behind(self, line: Line) -> None:
        rows = people.rows(self.desk, list(dict.fromkeys(line.cases)))
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
        self.studied = None
        self.window_.saved()
        self._go(HOME)
        self.window_.toast(f"已添加“{learned.profile}”，以后每期一键填好")
        if self._waiting:
            self.study(self._waiting.pop(0))

    def _sent(self, run: Run) -> None:
        wanted = Sent.ask(self, run, self.desk.today)
        if wanted is None:
            return
        if wanted.again:
            self._again(run)
        elif wanted.on is not None:
            ledger.deliver(self.desk, run.id, wanted.on, wanted.how)
            self.window_.saved()
            self.refresh()
            self.window_.toast(f"已登记送达：{run.name}")

    def _again(self, run: Run) -> None:
        out = questions.save_folder(self, "把报表存到哪个文件夹", questions.Folder.SHEETS_OUT)
        if out is not None:
            file = ledger.save_again(self.desk, run.id, out)
            self.window_.toast(f"已存为 {file.name}")


def _count(desk: Desk, name: str, period: str, progress: Progress) -> Preview:
    return making.preview(desk, name, period, progress)


def _make(desk: Desk, seen: Preview, out: Path, progress: Progress) -> Made:
    return making.make(desk, seen.profile, seen.period.text, out, progress)


def _make_each(desk: Desk, names: list[str], period: str, out: Path, progress: Progress) -> Batch:
    return making.make_each(desk, names, period, out, progress)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _count_waiting(desk: Desk, _window: Window) -> Count | None:
    waiting = ledger.waiting(desk)
    return Count(waiting) if waiting else None


PLACE = Place("reports", "报送", "report", ReportsPage, count=_count_waiting)
