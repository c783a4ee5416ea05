"""First run: the office, the first user and the passphrase, the recovery key on paper, two groups of it
typed back.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedLayout, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.errors import Trouble
from anbang_desktop.gui.jobs import Jobs
from anbang_desktop.gui.login.login_services import LoginServices, NewOffice
from anbang_desktop.gui.login.new_passphrase import NewPassphrase
from anbang_desktop.gui.login.recovery_key import KeyAskedBack, KeyShown
from anbang_desktop.gui.parts.brand import LoginFrame
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, take_out, text
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.parts.help_wanted import ask_help
from anbang_desktop.gui.parts.segments import segments
from anbang_desktop.gui.parts.steps import steps
from anbang_desktop.gui.theme import SIZES, size_in_force

if TYPE_CHECKING:
    from anbang_desktop.services.desk import Desk

STEPS = ("单位", "使用人", "恢复钥匙", "核对")
FIELDS = (
    ("name", "司法所名称", "例如：柳湾镇司法所", ""),
    ("code", "单位代码", "例如：liuwan", "县局给的，没有就用拼音；档案、协议的编号用它开头"),
    ("county", "所属县（市、区）", "例如：澄岭县", ""),
    ("phone", "单位电话", "印在协议书、告知书和报表上，可以以后再填", ""),
)  # label, what stands in the empty entry, hint under it
MAY_LACK = ("phone",)


class FirstRun(QWidget):
    """``opened`` carries the desk of the new office once its key is on paper."""

    opened = Signal(object)
    size_wanted = Signal(str)

    def __init__(
        self, doors: LoginServices, jobs: Jobs, trouble: Trouble, kept: dict[str, Any] | None = None
    ) -> None:
        """``kept`` is what ``keep`` gave before the wizard was built anew."""
        super().__init__()
        self._doors, self._jobs, self._trouble = doors, jobs, trouble
        self._desk: Desk | None = None
        self._code = ""
        self._line = row()
        holder = QWidget(self)
        self._stack = QStackedLayout(holder)  # without one its first page would flash as a window
        self.office_rows = {
            key: FormRow(label, QLineEdit(placeholderText=empty), hint=hint, above=True)
            for key, label, empty, hint in FIELDS
        }
        self.user_row = FormRow(
            "使用人的姓名", QLineEdit(), hint="一般是所长；一份资料库现在只有一个使用人", above=True
        )
        self.new = NewPassphrase(doors.refuse_weak)
        self._stack.addWidget(self._office_step())
        self._stack.addWidget(self._user_step())
        head = row(
            text("建立资料库", "title"),
            None,
            button("帮助（F1）", "link", act=lambda: ask_help(self)),
            segments(SIZES, size_in_force(), self.size_wanted.emit, tip="字号："),
            gap=8,
        )
        form = box(column(head, self._line, (holder, 1), gap=12, pad=(32, 20, 32, 20)), "plate")
        self.setLayout(column(LoginFrame("第一次使用", form), gap=0))
        for key, words in (kept or {}).get("fields", {}).items():
            self._line_of(key).setText(words)
        self._show(int((kept or {}).get("step", 0)))

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self._line_of("name") if self._stack.currentIndex() == 0 else self._line_of("user")

    def keep(self) -> dict[str, Any]:
        """What survives a new text size: never the passphrase."""
        fields = {key: self._line_of(key).text() for key in (*self.office_rows, "user")}
        return {"fields": fields, "step": min(self._stack.currentIndex(), 1)}

    def settled(self) -> bool:
        """Is the key on show? Then the text size stays, because the key must not be lost."""
        return self._desk is not None

    def step(self) -> int:
        """Which step is on show."""
        return self._stack.currentIndex()

    def _office_step(self) -> QFrame:
        go = button("下一步", "primary", act=self._take_office)
        EnterMoves([one.entry for one in self.office_rows.values()], self._take_office, self)
        return box(column(*self.office_rows.values(), None, row(None, go), gap=8), "plate")

    def _user_step(self) -> QFrame:
        go = button("建立资料库", "primary", act=self._create)
        EnterMoves([self.user_row.entry, *self.new.entries()], self._create, self)
        return box(
            column(
                self.user_row,
                self.new,
                None,
                row(button("上一步", act=lambda: self._show(0)), None, go),
                gap=8,
            ),
            "plate",
        )

    def _show(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        clear(self._line)
        self._line.addWidget(steps(STEPS, at))
        current: Any = self._stack.currentWidget()
        start = current.first() if hasattr(current, "first") else self.first()
        start.setFocus()

    def _take_office(self) -> None:
        wrong = []
        for key, one in self.office_rows.items():
            one.clear()
            if key not in MAY_LACK and not self._line_of(key).text().strip():
                one.complain(f"还没有填{one.entry.accessibleName()}。")
                wrong.append(one)
        if not wrong:
            wrong += self._refused_entries()
        if wrong:
            wrong[0].entry.setFocus()
        else:
            self._show(1)

    def _refused_entries(self) -> list[FormRow]:
        checks = {"code": self._doors.folder_for, "phone": self._doors.refuse_phone}
        wrong = []
        for key, check in checks.items():
            try:
                check(self._line_of(key).text().strip())
            except UserError as error:
                self.office_rows[key].complain(str(error))
                wrong.append(self.office_rows[key])
        return wrong

    def _create(self) -> None:
        self.user_row.clear()
        user = self._line_of("user").text().strip()
        if not user:
            self.user_row.complain("还没有填姓名。")
            self.user_row.entry.setFocus()
            return
        passphrase = self.new.value(user)
        if passphrase is None or self._jobs.busy():
            return
        words = {key: self._line_of(key).text().strip() for key in self.office_rows}
        office = NewOffice(words["name"], words["code"], words["county"], user, passphrase, words["phone"])
        self._jobs.run(
            "正在建立资料库",
            lambda progress: self._doors.create(office, progress),
            self._created,
            failed=self._refused,
        )

    def _refused(self, error: BaseException) -> None:
        place = getattr(error, "field", "")
        if place in self.office_rows:
            self._show(0)
            self.office_rows[place].complain(str(error))
        elif place == "passphrase":
            self.new.row.complain(str(error))
        elif place in ("user", "user_name"):
            self.user_row.complain(str(error))
        else:
            self._trouble.show(error)

    def _created(self, made: "tuple[Desk, str]") -> None:
        self.new.wipe()
        self._desk, self._code = made
        self._add(self._key_shown())

    def _key_shown(self) -> KeyShown:
        desk, code = self._desk, self._code
        return KeyShown(code, lambda: self._doors.recovery_pages(desk, code) if desk else [], self._ask_back)

    def _ask_back(self) -> None:
        self._add(KeyAskedBack(self._code, self._finish, lambda: self._add(self._key_shown())))

    def _finish(self) -> None:
        desk, self._desk, self._code = self._desk, None, ""
        self.opened.emit(desk)

    def _add(self, step: QWidget) -> None:
        while self._stack.count() > 2:
            take_out(self._stack, 2)
        self._stack.addWidget(step)
        self._show(2)
        if isinstance(step, KeyAskedBack):
            clear(self._line)
            self._line.addWidget(steps(STEPS, 3))

    def _line_of(self, key: str) -> QLineEdit:
        entry = self.user_row.entry if key == "user" else self.office_rows[key].entry
        assert isinstance(entry, QLineEdit)  # noqa: S101 - all rows of the wizard are lines
        return entry
