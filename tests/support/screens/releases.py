"""Pictures of 接送安排: the month, a plan, the letter to the family, the list for the prison; letters."""

from collections.abc import Callable

from anbang_desktop.domain.states import State
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.escort_plan import ESCORT_PLAN
from anbang_desktop.fields.letter import Letter
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.pages.people.page import PeoplePage
from anbang_desktop.gui.pages.person.step_dialog import StepDialog
from anbang_desktop.gui.pages.releases.dialogs import PrisonDialog
from anbang_desktop.gui.pages.releases.page import ReleasesPage
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.letter_types_dialog import LetterTypesDialog
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.gui.records.police_list_dialog import PoliceListDialog
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import people, release_list, releases
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.screens.casework import ACTIVE, caught
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 100
PURPOSE = "告知监所接送安排"
INSIDE = "S30"


def _page(stage: Stage) -> ReleasesPage:
    """The month of the invented releases."""
    stage.shell().go("releases", kept=(releases.month_of(stage.desk.today), "all"))
    shown = stage.shell().page()
    assert isinstance(shown, ReleasesPage)
    return shown


def _month(stage: Stage) -> Picture:
    _page(stage)
    return stage.grab()


def _nobody(stage: Stage) -> Picture:
    stage.shell().go("releases", kept=(releases.shifted(releases.month_of(stage.desk.today), 9), "all"))
    return stage.grab()


def _plan(stage: Stage) -> Picture:
    _page(stage)
    one, context = people.show(stage.desk, stage.no(INSIDE)), entry_context(stage.desk)
    kind = kind_for(ESCORT_PLAN.record)
    return caught(
        stage, NewRecordDialog, lambda over: NewRecordDialog.ask_kind(over, stage.desk, one, context, kind)
    )


def _letter(letter_type: str, state: str) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        no = stage.no(state)
        stage.page("person", no=no, section=PersonSection.HELP)
        one, context = people.show(stage.desk, no), entry_context(stage.desk)
        given = {"letter_type": letter_type}
        return caught(
            stage, LetterDialog, lambda over: LetterDialog.ask(over, stage.desk, one, context, given)
        )

    return make


def _types(stage: Stage) -> Picture:
    no = stage.no(ACTIVE)
    stage.page("person", no=no)
    one = people.show(stage.desk, no)
    return caught(stage, LetterTypesDialog, lambda over: LetterTypesDialog.ask(over, stage.desk, one))


def _prison(stage: Stage) -> Picture:
    return stage.over(PrisonDialog(_page(stage), [("晋中监狱", 3), ("太原监狱", 1)]))


def _police(stage: Stage) -> Picture:
    stage.shell().go("people", filter=PeopleFilter())
    shown = stage.shell().page()
    assert isinstance(shown, PeoplePage)
    ids = [int(one) for one in shown.model.ids()][:6]
    context = entry_context(stage.desk)
    return caught(
        stage, PoliceListDialog, lambda over: PoliceListDialog.ask_for(over, stage.desk, context, ids)
    )


def _end(stage: Stage) -> Picture:
    """办终止 of somebody of whom something is open."""
    ids = people.list_ids(stage.desk, PeopleFilter(), "no")
    found = (people.show(stage.desk, row.no) for row in people.rows(stage.desk, ids))
    one = next(one for one in found if any(wish.answered_on is None for wish in one.file.wishes))
    stage.page("person", no=one.no)
    context = entry_context(stage.desk)
    made = StepDialog.step(None, stage.desk, one, State.S86_TERMINATED, Verb.TERMINATE, context)
    return stage.over(made)


def _list(stage: Stage) -> Picture:
    lines = releases.of_month(stage.desk, releases.month_of(stage.desk.today))
    december = releases.of_month(stage.desk, releases.shifted(releases.month_of(stage.desk.today), 1))
    pdf = release_list.make(stage.desk, [*lines, *december], "", PURPOSE)
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


def _told(stage: Stage) -> Picture:
    """The letter to a family."""
    ids = people.list_ids(stage.desk, PeopleFilter(), "no")
    found = (people.show(stage.desk, row.no) for row in people.rows(stage.desk, ids))
    no, letter = next(
        (one.no, letter) for one in found for letter in one.file.of(Letter) if letter.letter_type == "FAMILY"
    )
    pdf = papers.form(stage.desk, no, "letter", letter.id)
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


RELEASES = (
    Shot("16_releases", _month),
    Shot("16_releases_nobody", _nobody, ("标准",)),
    Shot("16_release_plan", _plan),
    Shot("16_release_prison", _prison),
    Shot("16_letter_family", _letter("FAMILY", INSIDE)),
    Shot("16_letter_search", _letter("SEARCH", ACTIVE)),
    Shot("16_letter_types", _types),
    Shot("16_letter_police", _police),
    Shot("16_end_left_open", _end),
    Shot("paper_release_list", _list, ("标准",)),
    Shot("paper_letter_family", _told, ("标准",)),
)
