"""Pictures of help: the needs board, what is done, a letter's way, a plan."""

from collections.abc import Callable

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.base_stay import BASE_STAY
from anbang_desktop.fields.help_measure import MEASURE, HelpMeasure
from anbang_desktop.fields.help_plan import PLAN
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.relief import RELIEF
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.records.aid_dialogs import (
    FinishDialog,
    LetterReplyDialog,
    LetterSendDialog,
    NeedOwnerDialog,
)
from anbang_desktop.gui.records.letter_dialog import LetterDialog
from anbang_desktop.gui.records.needs_dialog import NeedsDialog
from anbang_desktop.services.aid import board, data, policies
from anbang_desktop.services.worklist import people
from tests.support.screens.casework import ACTIVE, caught, new
from tests.support.screens.stage import Picture, Shot, Stage


def _first_open(stage: Stage) -> str:
    """Somebody of whom there is something of everything to be seen."""
    ids = people.list_ids(stage.desk, people.PeopleFilter(), "no")
    found = [people.show(stage.desk, row.no) for row in people.rows(stage.desk, ids)]
    shown = [one for one in found if one.file.of(Letter)] or found
    return max(shown, key=lambda one: len(board.of(stage.desk, one.file).lines)).no


def _needs_card(stage: Stage) -> Picture:
    stage.page("person", no=_first_open(stage))
    return stage.grab()


def _help_section(stage: Stage) -> Picture:
    stage.page("person", no=_first_open(stage), section=PersonSection.HELP)
    return stage.grab()


def _needs(stage: Stage) -> Picture:
    no = _first_open(stage)
    stage.page("person", no=no)
    one, context = people.show(stage.desk, no), entry_context(stage.desk)
    return caught(
        stage, NeedsDialog, lambda over: NeedsDialog.ask(over, stage.desk, one, context, unasked=False)
    )


def _letter(stage: Stage) -> Picture:
    """A referral to an employer in which somebody wrote too much."""
    no = _first_open(stage)
    stage.page("person", no=no)
    one, context = people.show(stage.desk, no), entry_context(stage.desk)
    policy = next(one for one in data.policies() if one.receiver_kind == "EMPLOYER")
    said = {**policies.referral(policy), "matter": "刑满释放人员，愿意学电焊，请安排面谈。"}
    return caught(stage, LetterDialog, lambda over: LetterDialog.ask(over, stage.desk, one, context, said))


def _aid(kind: type[LetterSendDialog] | type[LetterReplyDialog]) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        no = _first_open(stage)
        stage.page("person", no=no)
        one = people.show(stage.desk, no)
        letter, context = one.file.of(Letter)[-1], entry_context(stage.desk)
        return caught(stage, kind, lambda over: kind.ask(over, stage.desk, one, letter, context))

    return make


def _finish(stage: Stage) -> Picture:
    ids = people.list_ids(stage.desk, people.PeopleFilter(), "no")
    found = [people.show(stage.desk, row.no) for row in people.rows(stage.desk, ids)]
    one = next(one for one in found if one.file.of(HelpMeasure))
    stage.page("person", no=one.no)
    measure, context = one.file.of(HelpMeasure)[-1], entry_context(stage.desk)
    return caught(stage, FinishDialog, lambda over: FinishDialog.ask(over, stage.desk, one, measure, context))


def _assign(stage: Stage) -> Picture:
    no = _first_open(stage)
    stage.page("person", no=no)
    one, context = people.show(stage.desk, no), entry_context(stage.desk)
    line = board.of(stage.desk, one.file).lines[0]
    return caught(
        stage, NeedOwnerDialog, lambda over: NeedOwnerDialog.ask(over, stage.desk, one, line, context)
    )


AID: tuple[Shot, ...] = (
    Shot("4_person_needs", _needs_card),
    Shot("4_person_help", _help_section),
    Shot("4_needs", _needs),
    Shot("4_letter", _letter),
    Shot("4_letter_send", _aid(LetterSendDialog)),
    Shot("4_letter_reply", _aid(LetterReplyDialog)),
    Shot("4_measure", new(MEASURE.name, ACTIVE)),
    Shot("4_measure_result", _finish),
    Shot("4_need_owner", _assign),
    Shot("4_plan", new(PLAN.name, ACTIVE)),
    Shot("4_relief", new(RELIEF.name, ACTIVE)),
    Shot("4_base_stay", new(BASE_STAY.name, ACTIVE)),
)
