"""Pictures of withheld records: the reason that is asked, the list of this session, mark and decision."""

from datetime import date

from anbang_desktop.fields.approval import SEALING, Approval
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.outside_query import QUERY, OutsideQuery
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.records.new_record import NewRecordDialog
from anbang_desktop.gui.records.queries_dialog import QueriesDialog
from anbang_desktop.gui.records.sealed import SealedDialog, opening, seeing
from anbang_desktop.services.records import gate, write
from anbang_desktop.services.records.registry import kind_for
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.screens.casework import caught
from tests.support.screens.stage import Picture, Shot, Stage

REASON = "办理本月走访"


def _opened(stage: Stage) -> str:
    gate.open_all(stage.desk, REASON)
    return people.rows(stage.desk, people.list_ids(stage.desk, PeopleFilter(quick=people.SEALED)))[0].no


def _ask(stage: Stage) -> Picture:
    stage.page("people", filter=PeopleFilter())
    return stage.over(SealedDialog(stage.shell(), seeing()))


def _ask_one(stage: Stage) -> Picture:
    stage.page("people", filter=PeopleFilter())
    return stage.over(SealedDialog(stage.shell(), opening("DH01-2026-0012")))


def _list(stage: Stage) -> Picture:
    _opened(stage)
    made = stage.page("people", filter=PeopleFilter(quick=people.SEALED))
    stage.shell().go("people", filter=PeopleFilter())  # the pictures that follow print the list
    return made


def _person(stage: Stage) -> Picture:
    return stage.page("person", no=_opened(stage))


def _decide(stage: Stage) -> Picture:
    no = _opened(stage)
    stage.page("person", no=no)
    known = {name_of(names(Approval).matter): SEALING}
    one, desk = people.show(stage.desk, no), stage.desk
    return caught(
        stage,
        NewRecordDialog,
        lambda over: NewRecordDialog.ask_kind(
            over, desk, one, entry_context(desk), kind_for(Approval), known
        ),
    )


ASKED = {
    "unit": "某县人民检察院",
    "unit_kind": "PROCURATORATE",
    "received_on": date(2026, 11, 25),
    "letter_no": "检函〔2026〕15号",
    "ground": "刑事诉讼法第二百八十六条第二款",
    "purpose": "办理审查起诉案件",
    "officers": [{"name": "张正", "badge": "检01"}, {"name": "李明", "badge": "检02"}],
    "asked": ["OFFENCE", "TERM"],
}


def _query(stage: Stage) -> Picture:
    no = _opened(stage)
    stage.page("person", no=no)
    one, desk = people.show(stage.desk, no), stage.desk
    return caught(
        stage,
        NewRecordDialog,
        lambda over: NewRecordDialog.ask_kind(
            over, desk, one, entry_context(desk), kind_for(OutsideQuery), ASKED
        ),
    )


def _register(stage: Stage) -> Picture:
    no = _opened(stage)
    write.record(stage.desk, no, QUERY.name, ASKED)
    stage.page("letters")
    return stage.over(QueriesDialog(stage.shell(), stage.desk, stage.shell()))


SEALED = (
    Shot("3_people_sealed_ask", _ask),
    Shot("3_people_sealed_one", _ask_one),
    Shot("3_people_sealed", _list),
    Shot("4_person_sealed", _person),
    Shot("4_person_sealed_decide", _decide),
    Shot("4_person_sealed_query", _query),
    Shot("8_letters_queries", _register),
)
