"""The recovery key on show: nine groups to print or copy out, then two groups asked back before going on."""

import secrets
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.gui import printing
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text, wide
from anbang_desktop.gui.parts.form import EnterMoves, FormRow
from anbang_desktop.gui.printing import Pixels
from anbang_desktop.gui.theme import icon, restyle

GROUPS = 9
ADVICE = (
    "打印两份，分别装进信封封好、骑缝签名，由所长保管，放在两个地方，都不和电脑放在一起。"
    "不要拍照，不要存进电脑或手机。"
)


def groups_of(code: str) -> list[str]:
    """Nine groups of four."""
    return code.split("-")


def name_of(at: int) -> str:
    """What the paper calls the group."""
    return "校验组" if at == GROUPS - 1 else f"第 {at + 1} 组"


class KeyShown(QFrame):
    """The key in large groups with its print button; ``done`` is called when the clerk says it is kept."""

    def __init__(self, code: str, pages: Callable[[], Sequence[Pixels]], done: Callable[[], object]) -> None:
        """``pages`` gives the key as pictures when it is printed."""
        super().__init__()
        self.setProperty("look", "plate")
        self._pages = pages
        grid = QGridLayout()
        grid.setContentsMargins(20, 12, 20, 12)
        grid.setVerticalSpacing(8)
        for at, group in enumerate(groups_of(code)):
            grid.addLayout(
                row(wide(text(name_of(at), "hint"), 46), text(group, "code"), None, gap=4), at // 3, at % 3
            )
        warn = banner([("忘了口令时，只有它能打开资料库。核对以后不再显示。", "", None)], "warnbanner")
        advice = text(ADVICE, "small", wrap=True)
        self._note = text("", "small", wrap=True)
        self._print = button("打印恢复钥匙", "primary", sign="print", act=self._to_paper)
        self._kept = button("已经收好", act=done)
        self.setLayout(
            column(
                text("请把恢复钥匙印在纸上", "head"),
                warn,
                box(grid, "recovery"),
                advice,
                self._note,
                None,
                row(self._print, None, self._kept),
                gap=10,
                pad=(8, 4, 8, 4),
            )
        )

    def first(self) -> QWidget:
        """打印 comes first."""
        return self._print

    def note(self) -> str:
        """What came of printing."""
        return self._note.text()

    def _to_paper(self) -> None:
        try:
            printing.require_printer()
            if printing.print_pages(self, "恢复钥匙", self._pages()):
                self._note.setText("已送到打印机。请到打印机旁等着取走，不要让别人看到。")
                self._printed()
        except UserError as error:
            self._note.setText(f"{error}也可以现在抄写在纸上。")

    def _printed(self) -> None:
        """The main action is now the next step."""
        self._print.setIcon(icon("print"))
        for one, look in ((self._print, "plain"), (self._kept, "primary")):
            one.setProperty("look", look)
            restyle(one)


class KeyAskedBack(QFrame):
    """Two groups typed from the paper prove that there is a paper."""

    def __init__(
        self,
        code: str,
        done: Callable[[], object],
        again: Callable[[], object],
        ask: Sequence[int] | None = None,
    ) -> None:
        """``again`` shows the key once more; ``ask`` fixes which two groups are asked."""
        super().__init__()
        self.setProperty("look", "plate")
        self._code, self._done = groups_of(code), done
        chosen = ask or sorted(secrets.SystemRandom().sample(range(GROUPS - 1), 2))
        self._asked = list(chosen)
        self.rows = [FormRow(name_of(at), QLineEdit(), above=True) for at in self._asked]
        entries = [one.entry for one in self.rows]
        go = button("核对", "primary", act=self._check)
        words = text("请从纸上抄这两组，证明钥匙真的已经在纸上。", wrap=True)
        shown: list[Item] = [*self.rows]
        self.setLayout(
            column(
                text("核对恢复钥匙", "head"),
                words,
                8,
                *shown,
                None,
                row(button("再看一次", act=again), None, go),
                gap=8,
                pad=(8, 4, 8, 4),
            )
        )
        EnterMoves(entries, self._check, self)

    def first(self) -> QWidget:
        """The first group."""
        return self.rows[0].entry

    def _check(self) -> None:
        wrong = []
        for at, one in zip(self._asked, self.rows, strict=True):
            typed = one.entry.text() if isinstance(one.entry, QLineEdit) else ""
            good = plain(typed) == self._code[at]
            one.clear() if good else one.complain("和显示过的不一样，请再看一遍纸上的这一组。")
            wrong += [] if good else [one]
        if wrong:
            wrong[0].entry.setFocus()
        else:
            self._done()


class KeyTyped(QFrame):
    """Nine small entries; ✓ or ✗ behind each as soon as its pair and the check group are there."""

    def __init__(self, check: Callable[[Sequence[str]], list[bool | None]]) -> None:
        """``check`` judges the groups typed so far: right, wrong, or not to be told yet."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._check = check
        self.entries = [QLineEdit() for _at in range(GROUPS)]
        self._signs = [text("", "hint") for _at in range(GROUPS)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for at, entry in enumerate(self.entries):
            name = name_of(at)
            entry.setAccessibleName(f"恢复钥匙{name}")
            entry.textEdited.connect(lambda words, at=at: self._typed(at, words))
            grid.addLayout(
                row(wide(text(name, "hint"), 46), (entry, 1), wide(self._signs[at], 18), gap=4),
                at // 3,
                at % 3,
            )
        self.setLayout(grid)

    def code(self) -> str:
        """What was typed, as printed."""
        return "-".join(plain(entry.text()) for entry in self.entries)

    def signs(self) -> list[str]:
        """✓, ✗ or nothing for each group."""
        return [sign.text() for sign in self._signs]

    def _typed(self, at: int, words: str) -> None:
        pasted = plain(words)
        if len(pasted) > 4:  # the whole key, or a run of groups, pasted into one entry
            for step, start in enumerate(range(0, len(pasted), 4)):
                if at + step < GROUPS:
                    self.entries[at + step].setText(pasted[start : start + 4])
        elif len(pasted) == 4 and at + 1 < GROUPS:
            self.entries[at + 1].setFocus()
        self._judge()

    def _judge(self) -> None:
        told = self._check([entry.text() for entry in self.entries])
        for sign, entry, good in zip(self._signs, self.entries, told, strict=True):
            sign.setText("" if good is None else "✓" if good else "✗")
            sign.setProperty("look", "good" if good else "late")
            entry.setProperty("trouble", "true" if good is False else "false")
            entry.setAccessibleDescription(
                "" if good is None else "对" if good else "有输错的字符，请对照纸面"
            )
            for widget in (sign, entry):
                restyle(widget)


def plain(words: str) -> str:
    """As printed: capitals, no signs, O is 0, I and L are 1."""
    return "".join(letter for letter in words.upper() if letter.isalnum()).translate(
        str.maketrans("OIL", "011")
    )
