"""A sentence of why: before something is voided, or put right after its paper went out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from anbang_desktop.gui.parts.compose import button, text
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.form import EnterMoves, FormRow


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked: the title asks, the sentences say what happens, one verb does it and one leaves."""

    title: str
    sentences: Sequence[str]
    label: str
    hint: str
    do: str
    leave: str
    danger: bool = False


class ReasonDialog(Dialog[str]):
    """The answer is the reason. Of a dangerous act the verb that leaves is the default; Enter in the entry
    presses neither: what was typed stays.
    """

    def __init__(self, parent: QWidget | None, asking: Asking) -> None:
        """Lay out what is asked."""
        super().__init__(parent, asking.title)
        self.entry = QLineEdit()
        self.line = FormRow(asking.label, self.entry, hint=asking.hint)
        self.leave = button(asking.leave, "primary" if asking.danger else "plain", act=self.reject)
        self.go = button(asking.do, "plain" if asking.danger else "primary", act=self._answer)
        EnterMoves([self.entry], self._written, self)
        words = [text(sentence, wrap=True) for sentence in asking.sentences]
        buttons = (self.leave, self.go) if asking.danger else (self.go, self.leave)
        self.lay(*words, self.line, buttons=buttons, wide_by=560)
        if not asking.danger:
            self.save_by(self.go)
        self.entry.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, asking: Asking) -> str | None:
        """The reason, or None."""
        return cls(parent, asking).run()

    def _written(self) -> None:
        """Enter: to the verb, where there is a reason."""
        if self._asked():
            self.go.setFocus()

    def _answer(self) -> None:
        if self._asked():
            self.finish(self.entry.text().strip())

    def _asked(self) -> bool:
        """Whether a reason stands there; else it is asked for."""
        if self.entry.text().strip():
            return True
        self.line.complain("还没有写理由。理由会一直留在历史里，请写一句。")
        self.entry.setFocus()
        return False


def voiding(what: str, *, went_out: bool) -> Asking:
    """作废: what is lost by it."""
    lost = "作废后不再计入次数、期限、档案和统计。内容仍留着，划去显示；作废错了，可以在历史里撤销。"
    paper = "它的纸质件已经打印或者导出过，请收回，或者在上面注明作废。"
    return Asking(
        f"作废{what}？",
        (lost, paper) if went_out else (lost,),
        "为什么作废",
        "例如：记到别人名下、重复登记。",
        "作废这 1 条",
        "不作废",
        danger=True,
    )


def correcting(what: str, needed: str) -> Asking:
    """更正 of what went out, or of a case that has ended; ``needed`` says why a reason is asked."""
    return Asking(
        f"更正{what}？",
        (f"{needed}原来的内容留在历史里。",),
        "更正理由",
        "例如：证件号抄错一位。",
        "保存更正",
        "先不保存",
    )
