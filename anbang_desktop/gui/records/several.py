"""What is done with several people at once, alike on 人员 and 信息核查: each verb asks, shows for whom it
changes what, and is one unit of work with one undo.
"""

from collections.abc import Callable
from functools import partial

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.field import Record
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.parts.ticked_foot import Many
from anbang_desktop.gui.parts.ticks import Ticks
from anbang_desktop.gui.records.assign_dialog import AssignDialog
from anbang_desktop.gui.records.batch_dialog import NAME as AGREEMENTS
from anbang_desktop.gui.records.batch_dialog import BatchDialog
from anbang_desktop.gui.records.police_list_dialog import POLICE_LIST_NAME, PoliceListDialog
from anbang_desktop.gui.records.printouts import FORMS, print_pdf
from anbang_desktop.gui.records.several_checks import REPLY, ReplyDialog, SeveralDialog
from anbang_desktop.gui.records.visit_pack import NAME, PackDialog
from anbang_desktop.gui.shell.page import Page
from anbang_desktop.progress import Progress
from anbang_desktop.services.documents import papers
from anbang_desktop.services.worklist import assign, verification
from anbang_desktop.services.worklist.assign import VILLAGE, WORKER, Assigned

VISITS = "走访补录"
PAPERS = (  # what is printed for many on one day; the others belong to one person's matter
    papers.REGISTRATION_FORM,
    papers.NOTICE,
    VERIFICATION.name,
    papers.REPLY,
    HANDOVER.name,
    GROUP.name,
    papers.SCORE_SHEET,
    ASSESSMENT.name,
    papers.CLOSING_NOTICE,
)


class Several:
    """The verbs of a page for whom ``ticks`` say."""

    def __init__(self, page: Page, ticks: Ticks, saved: Callable[[str], object]) -> None:
        """``saved`` reads the list again and says what was done."""
        self._page, self._ticks, self._saved = page, ticks, saved
        worker, village = f"指定{WORKER.label}", f"指定{VILLAGE.label}"
        self.visits = Many(VISITS, self._visit, "visit")
        self.worker = Many(worker, partial(self._assign, WORKER), "hand")
        self.village = Many(village, partial(self._assign, VILLAGE))
        usual = (one for one in FORMS if one[0] in PAPERS)
        forms = [Many(name, partial(self._print, kind, name, needed)) for kind, name, needed in usual]
        agreed = Many(AGREEMENTS, self._agreements)
        self.papers = Many("打印", sign="print", menu=(Many(NAME, self._pack), agreed, *forms))
        self.check = Many(Verb.VERIFY, self._check, "verify", whom=self._to_check)
        self.police = Many(f"写{POLICE_LIST_NAME}", self._police_list)
        self.reply = Many(REPLY, self._reply, whom=self._to_reply)

    def _ids(self) -> list[int]:
        return list(self._ticks.chosen())

    def _done(self, words: str) -> None:
        self._ticks.clear()
        self._saved(words)

    def _assign(self, what: Assigned) -> None:
        page, ids = self._page, self._ids()
        if not assign.standing(page.desk, what, ids):
            page.window_.toast(f"选中的人都已办结，不能再指定{what.label}")
            return
        new = AssignDialog.ask_for(page, page.desk, what, ids)
        if new is not None:
            count = assign.assign(page.desk, what, dict.fromkeys(ids, new))
            self._done(f"已指定{what.label}：{new} {count} 人")

    def _visit(self) -> None:
        self._page.window_.go("visits", among=self._ids())

    def _pack(self) -> None:
        PackDialog.print_for(self._page, self._page.desk, self._page.window_, self._ids())

    def _agreements(self) -> None:
        BatchDialog.print_for(self._page, self._page.desk, self._page.window_, self._ids())

    def _print(self, kind: str, name: str, needed: type[Record] | None) -> None:
        """One file, the form of one person after the other; who has none is said and left out."""
        page, ids = self._page, self._ids()
        numbers = papers.having(page.desk, ids, needed)
        if not numbers:
            page.window_.toast(f"选中的人都还没有可以打印的{name}")
            return
        left = len(ids) - len(numbers)
        title = f"{name} {len(numbers)} 人" + (f"（另有 {left} 人还没有）" if left else "")

        drawn: dict[str, bytes] = {}

        def make(progress: Progress) -> bytes:
            drawn.update(papers.form_of_each(page.desk, numbers, kind, progress))
            return papers.together(drawn.values())

        note = partial(papers.note_each, page.desk, kind, drawn)
        print_pdf(page, page.window_, title, make, note, f"{name} {len(numbers)} 人")

    def _police_list(self) -> None:
        page = self._page
        if PoliceListDialog.ask_for(page, page.desk, entry_context(page.desk), self._ids()):
            self._done(f"{POLICE_LIST_NAME}已写好，在其中一人的“安置与帮扶”里打印、登记发出")

    def _to_check(self) -> int:
        return len(verification.to_record(self._page.desk, self._ids()))

    def _to_reply(self) -> int:
        return len(verification.to_reply(self._page.desk, self._ids()))

    def _check(self) -> None:
        page, ids, count = self._page, self._ids(), self._to_check()
        if not count:
            page.window_.toast("选中的人都不用核查，或者已有核查结论；结论要改的，请逐人打开修改")
        elif SeveralDialog.ask_for(page, page.desk, entry_context(page.desk), ids):
            self._done(f"已{Verb.VERIFY} {count} 人")

    def _reply(self) -> None:
        page, ids, count = self._page, self._ids(), self._to_reply()
        if not count:
            page.window_.toast("选中的人都还没有核查结论，或者已经回复过")
        elif ReplyDialog.ask_for(page, page.desk, entry_context(page.desk), ids):
            self._done(f"已{REPLY} {count} 人")
