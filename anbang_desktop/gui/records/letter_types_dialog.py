"""写函: which letter, each with what it is for; the ones that this person's state asks for stand first."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from anbang_desktop.gui.parts.compose import Item, button, column, row, rule, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.services.cases import letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.worklist.people import Person


class LetterTypesDialog(Dialog[str]):
    """Ends with the code of a type."""

    def __init__(self, parent: QWidget | None, desk: Desk, one: Person) -> None:
        """The types that somebody in this state may be written about."""
        super().__init__(parent, f"写函：{one.row.name}")
        labels, parts = desk.codes["letter_type"], list[Item]()
        self.verbs: list[QPushButton] = []
        for at, code in enumerate(letter_start.fitting(one.file)):
            label, known = labels.label(code), letter_book().types[code]
            go = button("写", "soft", act=partial(self.finish, code))
            go.setAccessibleName(f"写{label}")
            self.verbs.append(go)
            words = column(text(label, "strong"), text(known.opening, "small", wrap=True), gap=2)
            parts += [*([rule()] if at else []), row((words, 1), column(None, go, None), gap=12)]
        self.lay(*parts, buttons=(button("不写", act=self.reject),), wide_by=680)
        if self.verbs:
            self.verbs[0].setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, one: Person) -> str | None:
        """Until one was chosen or it was left."""
        return cls(parent, desk, one).run()
