"""常用筛选: the menu of filters that were kept under a name, keeping one, renaming and removing."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QMenu, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui import questions
from anbang_desktop.gui.parts.compose import button, column, row, text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.gui.parts.form import FormRow
from anbang_desktop.gui.theme import token
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import saved_filters
from anbang_desktop.services.worklist.people import PeopleFilter

NAME_HINT = f"不超过 {saved_filters.LONGEST} 个字，例如：柳湾村重点"


class NameDialog(Dialog[str]):
    """Under which name; ``take`` keeps it, and what it refuses stands under the entry."""

    def __init__(self, parent: QWidget | None, title: str, name: str, take: Callable[[str], object]) -> None:
        """``name`` stands there already."""
        super().__init__(parent, title)
        self._take = take
        self.entry = QLineEdit(name)
        self.row = FormRow("名称", self.entry, hint=NAME_HINT)
        go = verb("存下", self._done, "primary")
        self.lay(self.row, buttons=(go, verb("取消", self.reject)))
        self.save_by(go)
        self.entry.selectAll()
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, name: str, take: Callable[[str], object]) -> str | None:
        """The name that was taken, or None."""
        return cls(parent, title, name, take).run()

    def _done(self) -> None:
        try:
            self._take(self.entry.text())
        except UserError as error:
            self.row.complain(f"{error.what}{error.remedy}")
            self.entry.setFocus()
            return
        self.finish(self.entry.text().strip())


class SavedDialog(Dialog[bool]):
    """整理: rename and remove; each counts at once."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """The filters of this user."""
        super().__init__(parent, "整理常用筛选")
        self._desk = desk
        self.list = QListWidget()
        self.list.setAccessibleName("常用筛选")
        self.list.setMinimumHeight(6 * token("row"))
        self._rename = button("改名", act=self.rename)
        self._remove = button("删除", act=self.remove)
        body = row((self.list, 1), column(self._rename, self._remove, None, gap=8), gap=12)
        self.lay(body, text("只有自己看得到。", "hint"), buttons=(verb("关闭", self.accept, "primary"),))
        self._show()
        self.list.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> None:
        """Until it is closed."""
        cls(parent, desk).run()

    def rename(self) -> None:
        """Another name for the chosen one."""
        if (name := self._name()) is not None:
            new = NameDialog.ask(self, "改名", name, partial(saved_filters.rename, self._desk, name))
            if new is not None:
                self._show(new)

    def remove(self) -> None:
        """Away with the chosen one."""
        if (name := self._name()) is not None and questions.sure(
            self, f"要删除“{name}”吗？", "只删掉这个筛选，人员不受影响。", danger="删除筛选", keep="保留"
        ):
            saved_filters.remove(self._desk, name)
            self._show()

    def _name(self) -> str | None:
        item = self.list.currentItem()
        return item.text() if item is not None else None

    def _show(self, chosen: str = "") -> None:
        self.list.clear()
        for at, one in enumerate(saved_filters.read(self._desk)):
            QListWidgetItem(one.name, self.list).setSizeHint(QSize(0, token("row")))
            if one.name == chosen:
                self.list.setCurrentRow(at)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        for act in (self._rename, self._remove):
            act.setEnabled(self.list.count() > 0)


def fill_menu(
    made: QMenu, over: QWidget, desk: Desk, now: PeopleFilter, choose: Callable[[PeopleFilter], object]
) -> QMenu:
    """The kept filters, then keeping the one in force and putting them in order."""
    known = saved_filters.read(desk)
    for one in known:
        action = made.addAction(one.name, partial(choose, one.filter))
        action.setCheckable(True)
        action.setChecked(one.filter == now)
    if known:
        made.addSeparator()
    keep = made.addAction("存下现在的筛选…", partial(_keep, over, desk, now))
    keep.setEnabled(now != PeopleFilter())
    made.addAction("整理…", partial(SavedDialog.ask, over, desk)).setEnabled(bool(known))
    return made


def open_menu(
    under: QWidget, over: QWidget, desk: Desk, now: PeopleFilter, choose: Callable[[PeopleFilter], object]
) -> None:
    """Below its button."""
    made = fill_menu(QMenu(over), over, desk, now, choose)
    made.popup(under.mapToGlobal(QPoint(0, under.height() + 4)))
    made.setActiveAction(next(one for one in made.actions() if one.isEnabled() or one is made.actions()[-1]))


def _keep(over: QWidget, desk: Desk, now: PeopleFilter) -> None:
    NameDialog.ask(over, "存下现在的筛选", "", lambda name: saved_filters.save(desk, name, now))
