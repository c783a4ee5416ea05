"""Pictures of the import's four steps and of every paper that the window can print."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage

from anbang_desktop import paths
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.fields.approval import APPROVAL
from anbang_desktop.fields.assessment_round import ROUND
from anbang_desktop.fields.outside_query import QUERY
from anbang_desktop.gui.pages.importing import page
from anbang_desktop.services.cases import advance
from anbang_desktop.services.documents import agreements, archive, papers
from anbang_desktop.services.records import assessment_round, write
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.worklist import people
from tests.support import sample_records
from tests.support.screens.stage import Picture, Shot, Stage

LIST = paths.resources("demo", "拟释放人员衔接名册.xlsx")  # the demo took the other list already
DPI = 100
ACTIVE = "S60"
OWN = {  # of a record that the demo lacks: what its second paper or its own rule asks for
    APPROVAL.name: {"matter": "CLOSING", "approver": "高建平", "granted": True, "opinion": "同意按期解除。"},
    QUERY.name: {
        "unit": "安平县人民检察院",
        "unit_kind": "PROCURATORATE",
        "asked": ["OFFENCE"],
        "decision": "REFUSE",
        "head": "王所长",
        "decided_on": sample_records.DAY,
    },
}


def _import(step: int) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        shell = stage.shell()
        shell.go("importing")
        shown = shell.page()
        assert isinstance(shown, page.ImportPage)
        if step == page.CHOOSE:
            shown._start_over()
            shown._go(step)
        else:
            shown.read(LIST)
            shown._go(step)
        return stage.grab()

    return make


def _pages(stage: Stage, pdf: bytes, most: int = 40) -> Sequence[QImage]:
    return stage.paper([papers.render(pdf, at, DPI) for at in range(min(papers.page_count(pdf), most))])


def _form(kind: str) -> Shot:
    def make(stage: Stage) -> Picture:
        no = _terminated(stage) if kind == papers.TERMINATION else stage.no(ACTIVE)
        _be_there(stage, no, papers.BESIDE.get(kind, kind))
        return _pages(stage, papers.form(stage.desk, no, kind))

    return Shot(f"paper_{kind}", make, ("标准",))


def _terminated(stage: Stage) -> str:
    """Somebody whose help was ended early; the small demo has nobody, so it is done."""
    listed = people.first_page(stage.desk, people.PeopleFilter(), limit=100)
    ended = (one.no for one in listed if people.show(stage.desk, one.no).file.termination)
    return next(ended, "") or _end_early(stage)


def _end_early(stage: Stage) -> str:
    no = stage.no(ACTIVE)
    said = StepFacts(reason="出境定居", proof="出境证明复印件", cause="LOST_NATIONALITY", left_open="没有")
    advance.advance(stage.desk, no, State.S86_TERMINATED, said=said, approved_by="高建平")
    return no


def _be_there(stage: Stage, no: str, name: str) -> None:
    """A record of this kind, where the demo has none of this person."""
    kind = kind_of(name)
    if kind is None or people.show(stage.desk, no).file.of(kind.fields.record):
        return
    if kind.fields is ROUND:
        assessment_round.begin_round(stage.desk, no, "EVENT", event="换了工作")
    elif kind.recorded:
        sample = sample_records.sample(kind.fields, stage.desk.codes)
        write.record(stage.desk, no, name, {**sample, **OWN.get(name, {})})


def _agreement(stage: Stage) -> Picture:
    return _pages(stage, agreements.issued(stage.desk, stage.no(ACTIVE)))


def _bound(stage: Stage) -> Picture:
    return _pages(stage, archive.bind(stage.desk, stage.no(ACTIVE)).pdf)


PAPERS = (
    Shot("5_import", _import(page.CHOOSE)),
    Shot("5_import_columns", _import(page.COLUMNS)),
    Shot("5_import_preview", _import(page.PREVIEW)),
    Shot("paper_agreement", _agreement, ("标准",)),
    *(_form(kind) for kind in (*papers.OF_CASE, *papers.OF_RECORD)),
    Shot("paper_bound_file", _bound, ("标准",)),
)
