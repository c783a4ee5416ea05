"""The agreement of one person: its terms at the left, the paper at the right, its way from draft to
signature.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QPushButton, QWidget
from shiboken6 import isValid

from anbang_desktop.domain.states import NOT_SIGNED, UNSETTLED, WAS_SIGNED, AgreementState
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import Datum, given, name_of, names, sections_of
from anbang_desktop.fields.kinds import Choices, Count, LongText
from anbang_desktop.gui import printing, questions
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.drafts import Drafting
from anbang_desktop.gui.entry.editor_file import FILES
from anbang_desktop.gui.entry.field_row import LABEL
from anbang_desktop.gui.entry.fields_form import FieldsForm
from anbang_desktop.gui.pages.agreements.dialogs import PartiesDialog, RefuseDialog, SignDialog, Taking
from anbang_desktop.gui.parts.banner import banner
from anbang_desktop.gui.parts.chip import Chip
from anbang_desktop.gui.parts.compose import box, button, clear, column, row, scroll, text
from anbang_desktop.gui.parts.facts import facts
from anbang_desktop.gui.parts.marks import AGREED
from anbang_desktop.gui.parts.preview import Preview
from anbang_desktop.gui.records.to_printer import send
from anbang_desktop.gui.records.words import datum_words
from anbang_desktop.gui.shell.page import Window
from anbang_desktop.gui.theme import beside, grow, roomy
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, papers
from anbang_desktop.services.documents.agreements import Terms
from anbang_desktop.services.worklist import people


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What the clerk may choose of an agreement."""

    visit_days: Annotated[int | None, Datum("走访间隔", Count("天"), begins="约定")] = None
    offers: Annotated[tuple[str, ...], Datum("帮扶承诺", Choices("help_type"))] = ()
    extra: Annotated[str, Datum("另行约定", LongText())] = ""


TERMS, ITS = names(Agreed), names(Agreement)
Lines = list[tuple[str, str, Callable[[], object] | None]]
VILLAGE_PHONE = "村（居）电话"  # goes with the helper of the village, who has a line of his own
MOST_EMPTY = 4  # places that are named before the paper is printed
AFTER = (  # what became of an agreement, once nothing can be changed any more
    ITS.offers, ITS.extra, ITS.signed_on, ITS.refused_on, ITS.refusal_reason, ITS.refusal_note,
    ITS.explained_by, ITS.witness,
)  # fmt: skip
REGISTERED = frozenset(
    name_of(one) for one in (names(Case).release_date, names(Case).release_type, names(Client).name)
)
SCREEN_DPI = 150
PAPER_HIGH = 360  # of the paper where it stands under its terms
PAPER = "协议书"  # as the progress box and the printer's queue name it: it says nothing of the help
ISSUED = NOT_SIGNED | WAS_SIGNED
ROLES = (
    ("OFFICE", "甲方　司法所"),
    ("CLIENT", "乙方　本人"),
    ("GUARDIAN", "乙方监护人"),
    ("VILLAGE", "丙方　村（居）"),
    ("FAMILY", "丁方　亲属"),
)
ASKED = ("GUARDIAN", "FAMILY")  # they may take no part
PARTIES = "选谁参加（亲属、监护人）"
PAPER_KINDS = "PDF 文件 (*.pdf)"


class AgreeOne(QFrame):
    """Shows the newest version; whatever is done ends in ``refresh``, which reads it anew."""

    def __init__(self, desk: Desk, window: Window, no: str, draft: Mapping[str, Any] | None = None) -> None:
        """``no`` is the number of the case; ``draft`` are terms that were typed before."""
        super().__init__()
        self.setProperty("look", "scroll")
        self._desk, self._window, self._no = desk, window, no
        self._around = replace(entry_context(desk), tight=False)
        self._pdf = b""
        self._issued = False
        self._taking: Taking | None = None  # asked, and in no version yet
        self._then: Callable[[], object] | None = None
        self._head = column(gap=0)
        self._notice = column(gap=0)
        self._parties = column(gap=0)
        self.terms = FieldsForm(sections_of(Agreed), self._around, across=1, cards=False)
        for line in self.terms.rows.values():
            line.editor.left.connect(self.draw_preview)
        self.drafting = Drafting(self, desk, self.terms.draft, self._restore, window.busy)
        self.terms.changed.connect(self.drafting.touch)
        self.preview = Preview(self._zoom)
        card = box(column(self._parties, self.terms, gap=10, pad=(16, 12, 16, 12)))
        self.setLayout(column(self._head, (self._body(card), 1), gap=0))
        self.terms.load({})
        self.refresh()
        if draft:
            self._restore(draft)

    def open_draft(self, *, restored: bool) -> None:
        """Offer what was typed before, where something can still be chosen."""
        if not self._issued:
            self.drafting.open(f"{AGREEMENT.name}:{self._no}", restored=restored)

    def _body(self, card: QFrame) -> QLayout:
        """Terms beside the paper, or above it where both have no room."""
        lines = (self.drafting.offer, self._notice, card)
        if beside():
            self._left: QWidget = scroll(column(*lines, None, gap=12, pad=(0, 0, 16, 0)))
            return row((self._left, 5), (self.preview, 7), gap=8, pad=(24, 0, 24, 16))
        self.preview.setMinimumHeight(round(PAPER_HIGH * grow()))
        self._left = box(column(*lines, gap=12), "scroll")
        return column(scroll(column(self._left, self.preview, gap=12, pad=(24, 0, 24, 16))), gap=0)

    @property
    def state(self) -> AgreementState:
        """Of the newest version."""
        newest = self._newest()
        return AgreementState(newest.state) if newest else AgreementState.NONE

    def refresh(self) -> None:
        """Read the person anew, offer what can be done now, show the paper."""
        self.person = people.show(self._desk, self._no)
        self._proposed = agreements.proposal(self._desk, self._no, self._said(None))
        by_rule = re.sub("([0-9]+)", r" \1 ", self._proposed.visits)
        self.terms.row(TERMS.visit_days).note(f"填天数。不填的按规则：{by_rule}。")
        newest = self._newest()
        if newest is None and not self.terms.dirty:
            self.terms.load({TERMS.offers: tuple(one.help for one in self._proposed.offers)})
        if newest and self.state in UNSETTLED and not self.terms.dirty:
            self.terms.load(
                {
                    TERMS.offers: newest.offers,
                    TERMS.extra: newest.extra,
                    TERMS.visit_days: newest.visit_interval,
                }
            )
        self._issued = self.state in ISSUED
        self.terms.setVisible(not self._issued)
        clear(self._head)
        self._head.addLayout(self._title())
        clear(self._parties)
        self._parties.addLayout(self._party_lines())
        self.draw_preview()

    def draw_preview(self) -> None:
        """The paper as it stands, and what still blocks it; laid out on the worker, where the first one
        takes a second.
        """
        if self._window.busy():
            return
        printed = self.state is AgreementState.PRINTED and not self.changed
        terms, kept = self._terms(), self._has_paper() and (self._issued or printed)

        def lay_out(progress: Progress) -> Paper:
            pdf = (
                agreements.issued(self._desk, self._no)
                if kept
                else agreements.preview(self._desk, self._no, terms)
            )
            return Paper(pdf, papers.render_pages(pdf, SCREEN_DPI, progress, PAPER))

        self._window.run_job("正在排版", lay_out, self._show_paper, unit="页", failed=self._no_paper)

    def _show_paper(self, paper: "Paper") -> None:
        if not isValid(self):
            return  # the page went on while the paper was laid out
        self._pdf = paper.pdf
        clear(self._notice)
        self._remind()
        self.preview.show_pages([printing.to_image(one) for one in paper.pixels])
        if self._then is not None:
            then, self._then = self._then, None
            then()

    def _no_paper(self, error: BaseException) -> None:
        if not isinstance(error, UserError) or not isValid(self):
            self._window.trouble(error)
            return
        self._pdf = b""
        clear(self._notice)
        self._notice.addWidget(self._blocked(error))
        self.preview.show_words("补好左边的内容后，这里显示协议书。")

    # verbs --------------------------------------------------------------------------------------

    @property
    def changed(self) -> bool:
        """Something was chosen that stands in no version yet."""
        return self.terms.dirty or self._taking is not None

    def ask_parties(self) -> bool:
        """谁参加: whether it was answered; the paper shows it at once."""
        told = PartiesDialog.ask(self, self._desk, self._no, self._around, self._proposed)
        if told is None:
            return False
        self._taking = told
        self.refresh()
        return True

    def _may_draw(self) -> bool:
        """Nobody becomes a party unasked: where somebody might, the clerk is asked first."""
        proposed = self._proposed
        if proposed.asked or not (proposed.relatives or proposed.minor):
            return True
        return self.ask_parties()

    def print_paper(self) -> None:
        """Issue and print; the paper counts as printed only after the printer took it."""
        printing.require_printer()
        if self._may_draw():
            send(self, self._window, PAPER, self._draw(), self.mark_printed, what=PAPER)

    def print_folded(self) -> None:
        """The same on A3, two pages beside each other on both sides, to be folded once."""
        printing.require_printer()
        if self._may_draw():
            pdf = papers.folded(self._draw())
            send(self, self._window, PAPER, pdf, self.mark_printed, a3=True, what=PAPER)

    def mark_printed(self) -> None:
        """The paper was printed (here or elsewhere)."""
        if self.state is AgreementState.NONE:
            if not self._may_draw():
                return
            self._draw()
        agreements.mark_printed(self._desk, self._no)
        if isValid(self):  # the page may have been left while the printer worked
            self._done("协议已打印，签字后请登记")

    def save_pdf(self) -> None:
        """The issued paper into a file of the clerk's choice."""
        file = questions.save_file(
            self, "保存协议书", f"协议书_{self._no}.pdf", PAPER_KINDS, questions.Folder.PAPERS_OUT
        )
        if file is None:
            return
        # what was printed stays as it lies on the table, unless it was changed
        if self.changed or self.state in (AgreementState.NONE, AgreementState.DRAFT):
            if not self._may_draw():
                return
            self._draw(file)
        else:
            agreements.save(self._desk, self._no, file)
        self._done(f"已保存：{file.name}")

    def sign(self) -> None:
        """登记签字; a draft counts as printed with it."""
        if self.state is AgreementState.NONE:
            if not self._may_draw():
                return
            self._draw()
        if SignDialog.ask(self, self._desk, self._no, self.person.row.name, self._around):
            self._done(f"已登记签字：{self.person.row.name}")

    def refuse(self) -> None:
        """记录未签原因."""
        if RefuseDialog.ask(self, self._desk, self._no, self.person.row.name, self._around):
            self._done(f"已记录未签原因：{self.person.row.name}")

    def add_scan(self) -> None:
        """The scan of a signed agreement, later."""
        file = questions.open_file(self, "选签字后的扫描件", FILES, questions.Folder.SCANS_IN)
        if file is not None:
            agreements.attach_scan(self._desk, self._no, file)
            self._done("扫描件已存入")

    def renew(self) -> None:
        """Begin the next version."""
        if not self._may_draw():
            return
        self._draw()
        self._done("已开始拟新的一版")

    def print_refusal(self) -> None:
        """拒签情况说明."""
        printing.require_printer()
        pdf = agreements.refusal_note(self._desk, self._no)
        send(self, self._window, "拒签情况说明", pdf, lambda: None)

    def do(self, verb: Verb) -> None:
        """What another page asked for."""
        acts: Mapping[Verb, Callable[[], object]] = {
            Verb.SIGN: self.sign,
            Verb.NOTE_REFUSAL: self.refuse,
            Verb.PRINT_AGREEMENT: self.print_paper,
        }
        if verb in acts and self._pdf:
            acts[verb]()
        else:
            self._then = acts.get(verb)  # as soon as the paper is there

    # parts --------------------------------------------------------------------------------------

    def _title(self) -> QLayout:
        newest = self._newest()
        mark, word = AGREED[self.state]
        version = newest.version if newest else 1
        name = row(text("安置帮教协议书", "title"), Chip(mark, word), None, gap=10)
        number = newest.agr_no if newest else ""
        about = row(
            text("　".join(filter(None, (self.person.row.name, f"第 {version} 版", number))), "small"), None
        )
        back = button(
            "回到人员页",
            "link",
            act=lambda: self._window.go("person", no=self._no, section=PersonSection.AGREEMENT),
        )
        verbs = self._buttons()
        self._next = next((one for one in verbs if one.property("look") == "primary"), verbs[0])
        if roomy():
            return row((column(name, about, gap=2), 1), back, *verbs, gap=8, pad=(24, 16, 24, 16))
        return column(
            row((column(name, about, gap=2), 1), back, gap=8),
            row(*verbs, None, gap=8),
            gap=8,
            pad=(24, 16, 24, 12),
        )

    def _buttons(self) -> list[QPushButton]:
        save = button("保存 PDF", act=self.save_pdf)
        newest = self._newest()
        scan = newest is not None and newest.scan is not None
        made = {
            AgreementState.NONE: [
                button(Verb.NOTE_REFUSAL, act=self.refuse),
                save,
                self._folded(),
                self._printer("primary"),
            ],
            AgreementState.PRINTED: [
                button(Verb.NOTE_REFUSAL, act=self.refuse),
                save,
                self._folded(),
                self._printer("plain"),
                button(Verb.SIGN, "primary", act=self.sign),
            ],
            AgreementState.SIGNED: [
                button("重拟新版", act=self.renew),
                save,
                button(
                    "换扫描件" if scan else Verb.ADD_SCAN, "plain" if scan else "primary", act=self.add_scan
                ),
            ],
            AgreementState.REFUSED: [
                button("打印情况说明", sign="print", act=self.print_refusal),
                button("重拟新版", act=self.renew),
            ],
        }
        *first, printer = made[AgreementState.NONE]
        made[AgreementState.DRAFT] = [*first, button("标记已打印", act=self.mark_printed), printer]
        alike = {
            AgreementState.UNABLE: AgreementState.REFUSED,
            AgreementState.REPLACED: AgreementState.SIGNED,
            AgreementState.ENDED: AgreementState.SIGNED,
        }
        return made[alike.get(self.state, self.state)]

    def _folded(self) -> QPushButton:
        return button("A3 对折打印", act=self.print_folded)

    def _printer(self, look: str) -> QPushButton:
        return button(Verb.PRINT_AGREEMENT, look, "print", act=self.print_paper)

    def _party_lines(self) -> QLayout:
        newest = self._newest()
        kept = newest is not None and self._issued
        by_role = {one.role: one for one in (newest.parties if newest and kept else self._proposed.parties)}
        start, end = self.person.file.case.period_start, self.person.file.case.period_end
        pairs = [("帮教期", f"{start} 至 {end}" if start and end else "")]
        for role, words in ROLES:
            one = by_role.get(role)
            if one is None and role in ASKED:
                continue
            who = [word or "" for word in (one.name, one.person, one.phone)] if one else []
            pairs.append((words, "　".join(dict.fromkeys(part for part in who if part))))
        shown = facts([*pairs, *self._agreed()], 1, LABEL)
        if self._issued:
            return shown
        return column(shown, row(button(PARTIES, "link", act=self.ask_parties), None), gap=4)

    def _agreed(self) -> list[tuple[str, str]]:
        """What was agreed and what became of it, once nothing can be changed any more."""
        one = self._newest()
        if one is None or not self._issued:
            return []
        interval = f"{one.visit_interval} 天" if one.visit_interval else ""
        shown = [
            (AGREEMENT.field(attribute).label, datum_words(self._desk, one, attribute)) for attribute in AFTER
        ]
        return [("走访间隔", interval), *shown, ("扫描件", "已存入" if one.scan else "")]

    def _member(self, kind: str) -> str:
        return next((one.name for one in self.person.file.members if one.kind == kind), "")

    def _blocked(self, said: UserError) -> QWidget:
        verb = Verb.FILL_REGISTRATION if said.field in REGISTERED else ""
        act = (lambda: self._fill(said.field)) if verb else None
        return banner([(str(said), verb, act)], "errorbanner", title="还不能拟协议")

    def _remind(self) -> None:
        lines: Lines = []
        if not self._issued:
            if not self._member("VILLAGE"):
                lines.append(
                    (
                        "村（居）帮教人还没有定，协议上留空手写",
                        Verb.FORM_GROUP,
                        lambda: self._to_person(Verb.FORM_GROUP),
                    )
                )
            if not self.person.file.client.phone:
                lines.append(
                    (
                        "本人电话没有填，协议上留空手写",
                        Verb.FILL_REGISTRATION,
                        lambda: self._fill(name_of(names(Client).phone)),
                    )
                )
            lines += self._left_empty()
        if lines:
            self._notice.addWidget(banner(lines))

    def _left_empty(self) -> "Lines":
        """What else is a line to write on, and whether somebody is still to be asked."""
        told = agreements.proposal(self._desk, self._no, self._terms())
        if not told.asked and (told.relatives or told.minor):
            return [("还没有问亲属、监护人参加不参加，打印前会问", "选谁参加", self.ask_parties)]
        others = [word for word in told.empty if word != VILLAGE_PHONE]
        if not others:
            return []
        said = "、".join(others[:MOST_EMPTY]) + (f"等 {len(others)} 处" if len(others) > MOST_EMPTY else "")
        return [(f"留空手写：{said}", "", None)]

    def _fill(self, name: str) -> None:
        """The section of the registration form that holds the datum, open for entry."""
        self._window.go("person", no=self._no, field=name)

    def _to_person(self, verb: Verb) -> None:
        self._window.go("person", no=self._no, section=PersonSection.GROUP, do=verb)

    def _zoom(self) -> None:
        self._left.setVisible(not self.preview.large)

    # helpers ------------------------------------------------------------------------------------

    def _newest(self) -> Agreement | None:
        found = self.person.file.agreements
        return found[-1] if found else None

    def _has_paper(self) -> bool:
        newest = self._newest()
        return newest is not None and newest.pdf is not None

    def _terms(self) -> Terms:
        return self._said(Agreed(**given(Agreed, self.terms.read() or {})))

    def _said(self, agreed: Agreed | None) -> Terms:
        """The terms with who takes part, where that was asked."""
        family, guardian = (self._taking.family, self._taking.guardian) if self._taking else (None, None)
        if agreed is None:
            return Terms(family=family, guardian=guardian)
        return Terms(agreed.offers, agreed.extra, agreed.visit_days, family, guardian)

    def _restore(self, draft: Mapping[str, Any]) -> None:
        self.terms.restore(draft)
        self.terms.changed.emit()
        self.draw_preview()

    def _draw(self, out: Path | None = None) -> bytes:
        drawn = agreements.draw(self._desk, self._no, out, self._terms())
        self.drafting.done()
        self._taking = None
        self.terms.load(dict.fromkeys(self.terms.rows))
        self.person = people.show(self._desk, self._no)
        return drawn.pdf

    def _done(self, words: str) -> None:
        """Said, and the keyboard goes to what comes next: the button it was on is gone."""
        self.refresh()
        self._window.done(words)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class Paper:
    """A laid out paper and its pages for the screen."""

    pdf: bytes
    pixels: Sequence[Any]
