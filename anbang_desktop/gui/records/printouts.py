"""打印: a menu of the forms of a person or the form of one record, a look at the paper, then the printer."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from anbang_desktop.fields.approval import APPROVAL, Approval
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.base_stay import BASE_STAY, BaseStay
from anbang_desktop.fields.closing import CLOSING, Closing
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.fields.dual_listing import DUAL_LISTING, DualListing
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.group import GROUP, HelpGroup
from anbang_desktop.fields.handover import HANDOVER, Handover
from anbang_desktop.fields.happening import HAPPENING, Happening
from anbang_desktop.fields.help_measure import MEASURE, HelpMeasure
from anbang_desktop.fields.help_plan import PLAN, HelpPlan
from anbang_desktop.fields.incident import INCIDENT, Incident
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.outside_query import QUERY, OutsideQuery
from anbang_desktop.fields.placement import PLACEMENT, Placement
from anbang_desktop.fields.relief import RELIEF, ReliefApplication
from anbang_desktop.fields.reoffence import REOFFENCE, ReOffence
from anbang_desktop.fields.search import SEARCH, Search
from anbang_desktop.fields.verification import VERIFICATION, Verification
from anbang_desktop.fields.whereabouts import WHEREABOUTS, Whereabouts
from anbang_desktop.fields.wish import WISH, Wish
from anbang_desktop.gui import printing
from anbang_desktop.gui.parts.compose import button
from anbang_desktop.gui.parts.dialog import Dialog
from anbang_desktop.gui.parts.preview import Preview
from anbang_desktop.gui.parts.veil import room_for
from anbang_desktop.gui.records.to_printer import first_pages, in_view, send
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.gui.theme import grow
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.documents.blank_names import names_of
from anbang_desktop.services.records import sealing
from anbang_desktop.services.worklist.people import Person

FORMS: tuple[tuple[str, str, type[Record] | None], ...] = (  # the paper, its name, which records it needs
    (papers.REGISTRATION_FORM, "登记表", None),
    (papers.NOTICE, "个人信息告知书", None),
    (papers.CONSENT, "同意书（照相、联系单位等）", None),
    (papers.ALOUD, "协议和告知书，念给本人听", None),
    (VERIFICATION.name, "核查表", Verification),
    (papers.REPLY, "核查回执", Verification),
    (HANDOVER.name, "衔接表", Handover),
    (GROUP.name, "小组成员表", HelpGroup),
    (papers.PLEDGE, "小组成员保密承诺书", HelpGroup),
    (papers.TASK_SLIPS, "成员任务单（每人一页，不看档案的成员）", HelpGroup),
    (papers.SCORE_SHEET, "空白评分单", HelpGroup),
    (ASSESSMENT.name, "评估表", Assessment),
    (papers.MINUTES, "评估会议记录", Assessment),
    (CONTACT.name, "走访记录（最近一次）", Contact),
    (PLACEMENT.name, "安置登记表", Placement),
    (PLAN.name, "帮教方案（一人一策）", HelpPlan),
    (MEASURE.name, "帮扶措施落实表（最近一项）", HelpMeasure),
    (LETTER.name, "函件（最近一份）", Letter),
    (RELIEF.name, "困难救助申请表", ReliefApplication),
    (BASE_STAY.name, "过渡安置登记表", BaseStay),
    (WISH.name, "诉求登记表（最近一件）", Wish),
    (INCIDENT.name, "现场情况记录（最近一次）", Incident),
    (APPROVAL.name, "审批意见", Approval),
    (WHEREABOUTS.name, "联系状态登记", Whereabouts),
    (SEARCH.name, "查找记录（最近一次）", Search),
    (DUAL_LISTING.name, "双列管审批表", DualListing),
    (HAPPENING.name, "重要事项登记表（最近一项）", Happening),
    (REOFFENCE.name, "重新犯罪登记表", ReOffence),
    (QUERY.name, "外单位查询登记审批表（最近一次）", OutsideQuery),
    (papers.QUERY_ANSWER, "查询答复函（最近一次）", OutsideQuery),
    (CLOSING.name, "期满解除审批表", Closing),
    (papers.CLOSING_NOTICE, "帮教期满告知书", Closing),
    (papers.TERMINATION, "终止登记表", None),
    (papers.OWN_DATA, "个人资料（交给本人）", None),
    (papers.OWN_DATA_SPECIAL, "个人资料，连特别敏感的内容", None),
)
INNER = "存档件（全部内容，只留本所）"  # of a sealed record
ROOM = 180  # title, feet and margins at 标准: what the paper cannot have of the window's height
WIDE, LOWEST = 760, 240


class PaperDialog(Dialog[bool]):
    """The pages as they will be printed; True = print."""

    def __init__(self, parent: QWidget | None, name: str, images: Sequence[QImage]) -> None:
        """``name`` is what the paper is called."""
        super().__init__(parent, f"打印{name}")
        self.preview = Preview()
        self.preview.setFixedHeight(max(LOWEST, room_for(self).height() - round(ROOM * grow())))
        go = button("打印", "primary", "print", act=self._print)
        self.lay((self.preview, 1), buttons=(go, button("不打印", act=self.reject)), wide_by=WIDE)
        self.preview.show_pages(images)
        go.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, images: Sequence[QImage]) -> bool:
        """Show the paper until the clerk decides."""
        return bool(cls(parent, name, images).run())

    def _print(self) -> None:
        printing.require_printer()  # says so while the paper is still in view
        self.finish(answer=True)


class Printouts:
    """``ready`` is asked before a paper is laid out: unsaved entries would be missing on it."""

    def __init__(self, over: QWidget, desk: Desk, window: Window, ready: Callable[[], bool]) -> None:
        """``over`` is the page the menu and the paper lie over."""
        self._over, self._desk, self._window, self._ready = over, desk, window, ready

    def menu(self, person: Person) -> QMenu:
        """Every form of this person that can be printed now."""
        made = QMenu(self._over)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, name, needed in FORMS:
            if kind == papers.TERMINATION and person.file.termination is None:
                continue
            if needed is None or person.file.of(needed):
                made.addAction(name, partial(self.show, person.no, kind, name))
        if sealing.is_withheld(self._desk, person.file):
            self._inner(made, person)
        self._add_blanks(made)
        return made

    def _inner(self, menu: QMenu, person: Person) -> None:
        """存档件: the same forms whole, with the red mark, for the office's own file."""
        named = {action.text() for action in menu.actions()}
        inside = menu.addMenu(INNER)
        for kind, name, _needed in FORMS:
            if name in named and kind != papers.QUERY_ANSWER:
                inside.addAction(name, partial(self.show, person.no, kind, name, inner=True))

    def open_menu(self, person: Person, under: QWidget, *more: tuple[str, Callable[[], object]]) -> None:
        """Below its button, the first form chosen; ``more`` stands under the forms."""
        made = self.menu(person)
        for words, act in more:
            made.addAction(words, act)
        at = under.mapToGlobal(QPoint(under.width() - made.sizeHint().width(), under.height() + 4))
        made.popup(at)
        made.setActiveAction(made.actions()[0])

    def _add_blanks(self, menu: QMenu) -> None:
        """空白表格: every form with nobody in it."""
        blanks = menu.addMenu("空白表格")
        for kind, title in names_of():
            blanks.addAction(title, partial(self._print_blank, kind, title))

    def _print_blank(self, kind: str, title: str) -> None:
        def make(_progress: Progress) -> bytes:
            return papers.blank(self._desk, kind)

        print_pdf(self._over, self._window, f"空白{title}", make, lambda: None)

    def show(
        self, no: str, kind: str, name: str, record_id: int | None = None, *, inner: bool = False
    ) -> None:
        """Lay the paper out (of the newest record, or of the one named) and show it; ``inner``: 存档件."""
        if self._ready():
            print_form(self._over, self._window, self._desk, name, no, kind, record_id, inner=inner)


def print_form(
    over: QWidget,
    window: Window,
    desk: Desk,
    name: str,
    no: str,
    kind: str,
    record_id: int | None,
    *,
    inner: bool = False,
) -> None:
    """The form of a case or a record: what is kept of it is the very paper that was printed; ``inner``:
    存档件.
    """
    drawn: list[bytes] = []

    def make(_progress: Progress) -> bytes:
        drawn.append(papers.form(desk, no, kind, record_id, inner=inner))
        return drawn[-1]

    def note() -> None:
        papers.note_print(desk, no, kind, record_id, drawn[-1], inner=inner)

    print_pdf(over, window, papers.printed_as(desk, no, name), make, note)


def print_pdf(
    over: QWidget,
    window: Window,
    name: str,
    make: Callable[[Progress], bytes],
    note: Callable[[], object],
    told: str = "",
) -> None:
    """Lay a paper out with ``make``, show it, print it; ``note`` keeps that it went to the printer. ``told``
    says more than its name when it did.
    """

    def lay_out(progress: Progress) -> tuple[bytes, list[printing.Pixels]]:
        pdf = make(progress)
        return pdf, first_pages(pdf, progress)

    def look(made: tuple[bytes, list[printing.Pixels]]) -> None:
        pdf, pixels = made
        images = [printing.to_image(one) for one in pixels]
        if isValid(over) and PaperDialog.ask(over, in_view(name, pdf), images):
            send(over, window, name, pdf, sent)

    def sent() -> None:
        note()
        window.toast(f"已送打印机：{told or name}")

    window.run_job("正在排版", lay_out, look, unit="页")
