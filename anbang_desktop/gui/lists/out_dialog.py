"""打印 and 导出 of a list: what will stand there, and how numbers of identity and telephones leave."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui.parts.compose import Item, column, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.services.documents import listing
from anbang_desktop.services.documents.listing import COVERED, Numbers

HINT = "选完整号码时必填：送给谁、做什么用，会和这次操作一起记下来"


class OutDialog(Dialog[Numbers]):
    """Covered unless the clerk says otherwise, and what for."""

    def __init__(
        self, parent: QWidget | None, title: str, about: list[str], go: str, *, people: bool, numbered: bool
    ) -> None:
        """``about`` says what will stand there, ``go`` is the verb; ``people``: telephones can be added,
        ``numbered``: a column shows numbers.
        """
        super().__init__(parent, title)
        self._numbered = numbered
        self.phones = QCheckBox("加一列电话")
        self.covered, self.whole = QRadioButton("遮住中间几位"), QRadioButton("完整号码，会记下来")
        self.covered.setChecked(True)
        self.purpose = QLineEdit()
        self.row = FormRow("用途", self.purpose, hint=HINT)
        asked: list[Item] = []
        if people:
            asked.append(self.phones)
        if people or numbered:
            asked += [4, text("证件号和电话", "label"), column(self.covered, self.whole, gap=6), self.row]
        for one in (self.phones, self.whole):
            one.toggled.connect(lambda _on: self._fit_numbers())
        self._fit_numbers()
        shown: list[Item] = [text(words, "small", wrap=True) for words in about]
        button = verb(go, self._done, "primary")
        self.lay(*shown, 4, *asked, buttons=(button, verb("取消", self.reject)), wide_by=520)
        button.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, about: list[str], go: str, *, people: bool, numbered: bool
    ) -> Numbers | None:
        """How numbers leave; None when it was left."""
        return cls(parent, title, about, go, people=people, numbered=numbered).run()

    def _fit_numbers(self) -> None:
        """Nothing to cover, nothing to choose."""
        there = self._numbered or self.phones.isChecked()
        for one in (self.covered, self.whole):
            one.setEnabled(there)
        if not there:
            self.covered.setChecked(True)

    def _done(self) -> None:
        numbers = Numbers(self.phones.isChecked(), self.whole.isChecked(), self.purpose.text().strip())
        try:
            listing.refuse_without_purpose(numbers)
        except UserError as error:
            self.row.complain(f"{error.what}{error.remedy}")
            self.purpose.setFocus()
            return
        self.finish(
            numbers if numbers.phones or self._numbered else Numbers(purpose=numbers.purpose) or COVERED
        )
