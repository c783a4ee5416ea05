"""Somebody is found by name, sound, number or village and chosen from those that fit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from anbang_desktop.gui.parts.compose import column, text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.worklist import people

MOST = 30


class PersonSearch(QWidget):
    """Nothing is listed before something is typed; Enter takes the one under the cursor."""

    chosen = Signal(str)  # another one is under the cursor: the number of the case, or nothing
    taken = Signal()

    def __init__(self, desk: Desk, nobody: str) -> None:
        """``nobody`` is said where nobody fits."""
        super().__init__()
        self._desk, self._nobody = desk, nobody
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("姓名、拼音首字母、身份证后四位、村、档案编号")
        self.entry.setAccessibleName("查找人员")
        self.hits = QListWidget()
        self.hits.setAccessibleName("找到的人")
        self.hits.setWordWrap(True)  # large words beside a scan: nothing lies sideways
        self.hits.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.said = text("", "small", wrap=True)
        self.setLayout(column(self.entry, self.said, (self.hits, 1), gap=8))
        self.entry.textChanged.connect(self.look)
        self.entry.returnPressed.connect(self.taken)
        self.hits.itemActivated.connect(lambda _item: self.taken.emit())
        self.hits.currentItemChanged.connect(lambda _now, _before: self.chosen.emit(self.no()))
        self.look("")

    def no(self) -> str:
        """The number of the case under the cursor."""
        item = self.hits.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def look(self, words: str) -> None:
        """Whoever fits these words."""
        self.hits.clear()
        found = [hit.row for hit in people.search(self._desk, words, MOST)]
        for row in found:
            told = "　".join(filter(None, (row.name, row.village, row.state, row.id_no_masked)))
            item = QListWidgetItem(told)
            item.setData(Qt.ItemDataRole.UserRole, row.no)
            self.hits.addItem(item)
        if found:
            self.hits.setCurrentRow(0)
        else:
            self.chosen.emit("")
        self.said.setText(
            "" if found else self._nobody if words.strip() else "输入以后在下面选，按回车确定。"
        )
        self.said.setVisible(not found)
