"""建账: is this a list from above, or the roster of people on the books already? Asked when the columns
speak of help already given, and whenever somebody says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import MUST, Datum, name_of, names, sections_of
from anbang_desktop.fields.kinds import Day, LongText
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.parts.dialog import Dialog, verb
from anbang_desktop.services.cases.on_books import REASON, Opening, open_on
from anbang_desktop.services.desk import Desk

LIKE = "这份表有帮教类别、协议、责任人这样的列，像是本所在册人员的花名册。"
LIKE_INSIDE = "这份表的标题写的是服刑人员，像是还没有回来的人。"
WHAT = (
    "建账：表上的人已经在册，直接登记为“在册帮教”，手续没写全的登记为“已登记”；类别、协议、期限、衔接、小组、"
    "最近走访照表登记。他们算进期初在册，不算本期新增，也不会一下子变成逾期。\n"
    "名单：县局或监所发来的，人还没有核查，列入“待核查”。\n"
    "服刑人员：人还在服刑，登记进“服刑人员”，不在册、不计数；县局名单来了再转待核查。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningForm:
    """The day of the roster and why the books are opened."""

    on: Annotated[date, Datum("建账日期", Day(), MUST, help="花名册所说的那一天")]
    reason: Annotated[str | None, Datum("理由", LongText(), help="写在每个人的经过里")] = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk said it is; None: a list from above."""

    opening: Opening | None
    inside: bool = False


class OpeningDialog(Dialog[Answer]):
    """Ends with the answer; whoever leaves it has changed nothing."""

    def __init__(self, parent: QWidget | None, desk: Desk, *, likely: bool, inside: bool = False) -> None:
        """``likely`` and ``inside`` say why it is asked."""
        super().__init__(parent, "这是一份什么表？")
        self._desk, its = desk, names(OpeningForm)
        self.form = FieldsForm(sections_of(OpeningForm), entry_context(desk), cards=False)
        self.form.load({its.on: desk.today, its.reason: REASON})
        opens = verb("建账，都已在册", self._open, "plain" if inside else "primary")
        listed = verb("是名单，先核查", lambda: self.finish(Answer(None)))
        jailed = verb(
            "还在服刑", lambda: self.finish(Answer(None, inside=True)), "primary" if inside else "plain"
        )
        why = LIKE_INSIDE if inside else LIKE if likely else ""
        words = text("\n".join(filter(None, (why, WHAT))), "body", wrap=True)
        self.lay(words, self.form, buttons=(opens, listed, jailed, verb("取消", self.reject)), wide_by=760)
        self.save_by(jailed if inside else opens)
        self.form.go_to(name_of(its.on))

    @classmethod
    def ask(cls, parent: QWidget, desk: Desk, *, likely: bool, inside: bool = False) -> Answer | None:
        """What it is, or None when left."""
        return cls(parent, desk, likely=likely, inside=inside).run()

    def _open(self) -> None:
        values = self.form.read()
        if values is None:
            return
        its = names(OpeningForm)
        day, reason = values[name_of(its.on)], values.get(name_of(its.reason))
        try:
            opening = open_on(self._desk, day if isinstance(day, date) else None, str(reason or ""))
        except UserError as said:
            self.form.complain(name_of(its.on), str(said))
            return
        self.finish(Answer(opening))
