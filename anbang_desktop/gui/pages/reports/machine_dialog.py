"""导出数据: the machine-readable workbook for a tool of the county: for whom, what for, and how
much of it.
"""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QWidget

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.parts.compose import column, text
from anbang_desktop.gui.parts.day_button import DayButton
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import machine
from anbang_desktop.services.reports.machine import MachineFile, Wanted
from anbang_desktop.services.reports.machine_columns import Shown
from anbang_desktop.services.worklist import people

ABOUT = "一个工作簿，有全部人员和记录，代码、编号、说明齐全，县局的工具可以直接合并各所的数据。"
LEFT_OUT = "作废的、犯罪记录封存的不在里面。"
OPEN = "空着就不限"


def export(page: Page) -> None:
    """Ask, choose a folder, write it as a job."""
    wanted = MachineDialog.ask(page, page.desk)
    if wanted is None:
        return
    out = questions.save_folder(page, "把数据存到哪个文件夹", questions.Folder.SHEETS_OUT)
    if out is None:
        return

    def write(progress: Progress) -> MachineFile:
        return machine.make(page.desk, wanted, out, progress)

    def written(made: MachineFile) -> None:
        page.window_.saved()
        page.window_.toast(f"已导出 {made.people} 人的数据：{Path(made.file).name}")

    page.window_.run_job("正在导出数据", write, written)


class MachineDialog(Dialog[Wanted]):
    """Covered unless the clerk says otherwise, and says it twice."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """The office's county stands there as receiver."""
        super().__init__(parent, "导出给县局工具用的数据")
        self._desk = desk
        self.receiver, self.purpose = QLineEdit(desk.office.county), QLineEdit()
        self.start, self.end = QLineEdit(), QLineEdit()
        for one in (self.start, self.end):
            DayButton(one, desk.today)
        self.rows = {
            "receiver": FormRow("接收单位", self.receiver),
            "purpose": FormRow("用途", self.purpose, hint="例如：合并全县数据。接收单位和用途会记下来"),
            "from": FormRow("从哪天起", self.start, hint=OPEN),
            "to": FormRow("到哪天止", self.end, hint=OPEN),
        }
        self.covered, self.whole = QRadioButton("遮住中间几位"), QRadioButton("完整号码，会记下来")
        self.covered.setChecked(True)
        self.special = QCheckBox("含特别敏感的内容（健康、未成年子女等）")
        go = verb("选文件夹导出", self._done, "primary")
        self.lay(
            text(ABOUT, "small", wrap=True),
            text(LEFT_OUT, "small", wrap=True),
            4,
            *self.rows.values(),
            text("证件号和电话", "label"),
            column(self.covered, self.whole, gap=6),
            self.special,
            buttons=(go, verb("取消", self.reject)),
            wide_by=520,
        )
        self.purpose.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> Wanted | None:
        """What is wanted; None when it was left."""
        return cls(parent, desk).run()

    def _done(self) -> None:
        for row in self.rows.values():
            row.clear()
        start, end = self._day("from", self.start), self._day("to", self.end)
        if any(row.complaint() for row in self.rows.values()):
            return
        shown = Shown(self.whole.isChecked(), self.special.isChecked())
        wanted = Wanted(self.purpose.text().strip(), self.receiver.text().strip(), start, end, shown)
        try:
            machine.refuse_unsaid(wanted)
        except UserError as error:
            self._complain(error.field, f"{error.what}{error.remedy}")
            return
        if shown == Shown() or self._sure(shown):
            self.finish(wanted)

    def _sure(self, shown: Shown) -> bool:
        """Asked again, with how many people it is about."""
        count = people.total(self._desk)
        what = "、".join(
            said for on, said in ((shown.full_ids, "完整号码"), (shown.special, "特别敏感的内容")) if on
        )
        words = f"文件没有加密，里面有 {count} 人的{what}。只交给“{self.receiver.text().strip()}”，用完请删。"
        title = f"把 {count} 人的{what}写进文件？"
        return questions.sure(self, title, words, danger=f"写进 {count} 人的", keep="再想想")

    def _day(self, name: str, entry: QLineEdit) -> date | None:
        if not entry.text().strip():
            return None
        try:
            return read_day(entry.text(), self._desk.today)
        except ValueError as reason:
            self._complain(name, str(reason))
            return None

    def _complain(self, name: str, words: str) -> None:
        row = self.rows[name]
        row.complain(words)
        row.entry.setFocus()
