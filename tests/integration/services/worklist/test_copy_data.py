"""worklist/copy_data.py: every datum can be copied, is as sensitive as where it is kept, and says where it is
filled in.
"""

from datetime import date

from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.field import SPECIAL, fields_of
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import case_file, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.worklist.copy_data import data, sources
from tests.support.sample_records import sample


def about(desk: Desk, no: str) -> CaseFile:
    with desk.store.read() as connection:
        return case_file.by_no(connection, no)


def said(desk: Desk, no: str, name: str) -> object:
    return sources()[name].read(desk, about(desk, no))


def test_every_datum_of_the_form_and_of_every_kind_is_there_with_its_class() -> None:
    known = sources()
    for field in (*CLIENT_FIELDS, *CASE_FIELDS):
        assert known[field.name].field.privacy == field.privacy
    for kind in KINDS:
        if kind.name != "registration":
            for field in fields_of(kind.fields.record):
                assert known[f"{kind.name}.{field.name}"].field is field
    assert known.keys() == data().keys()


def test_identity_numbers_and_what_is_specially_sensitive_lie_under_a_cover() -> None:
    covered = {name for name, one in sources().items() if one.covered}
    assert {
        "id_no",
        "id_other_no",
        "special_disease",
        "special_case",
        "children",
        "minor_at_offence",
    } <= covered
    assert not {"name", "offences", "phone", "case_no"} & covered
    assert all(sources()[name].field.privacy >= SPECIAL or "id" in name for name in covered)


def test_the_form_says_which_datum_to_fill_and_a_record_where_to_look() -> None:
    assert sources()["education"].fill == "education"
    assert sources()["placement.way"].fill == ""
    assert sources()["term"].fill == "term"


def test_what_the_case_says_of_itself(desk: Desk, registered: str) -> None:
    no = registered
    write.record(desk, no, "registration", {"term": "", "term_y": "3", "term_m": "6", "level": "KEY"})
    assert said(desk, no, "case_no") == no
    assert said(desk, no, "office") == desk.office.name
    assert said(desk, no, "term") == "3年6个月"
    assert said(desk, no, "level") == "KEY"
    assert isinstance(said(desk, no, "age"), int)
    assert said(desk, no, "agreement") == "否"
    assert said(desk, no, "agreement_on") is None
    assert said(desk, no, "reoffended") is False
    assert " 至 " in str(said(desk, no, "period"))
    assert said(desk, no, "state")
    assert (said(desk, no, "contacts"), said(desk, no, "last_contact")) == (None, None)
    write.record(desk, no, "registration", {"term_start": None})
    assert said(desk, no, "term_span") is None
    assert said(desk, no, "group") is None
    members = [{"name": "王所长", "kind": "OFFICE", "role": "LEADER"}]
    write.record(desk, no, "group", {"formed_on": "2026-11-28", "members": members})
    assert said(desk, no, "group") == "王所长"


def test_visits_that_met_nobody_do_not_count(desk: Desk, registered: str) -> None:
    no, kind = registered, next(one for one in KINDS if one.name == "contact")
    values = sample(kind.fields, desk.codes)
    write.record(desk, no, "contact", values | {"at": "2026-11-20 10:00", "met": "NOBODY"})
    assert said(desk, no, "last_contact") is None
    write.record(desk, no, "contact", values | {"at": "2026-11-21 10:00", "met": "SELF"})
    assert said(desk, no, "last_contact") == date(2026, 11, 21)
    assert said(desk, no, "contacts") == "已走访谈话 1 次，最近一次 2026-11-21"


def test_the_newest_record_of_a_kind_speaks_and_none_is_silent(desk: Desk, registered: str) -> None:
    assert said(desk, registered, "placement.way") is None
    write.record(desk, registered, "placement", {"placed": True, "way": "L01", "placed_from": "2026-11-01"})
    assert said(desk, registered, "placement.way") == "L01"
