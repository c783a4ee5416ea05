"""reports/machine_columns.py: codes and words in two columns, ids as text, what names somebody covered."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import Case, Client, FamilyMember
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.field import Field, Stored, kept_of
from anbang_desktop.fields.kinds import ReadContext, Text
from anbang_desktop.services import opening
from anbang_desktop.services.reports.machine_columns import (
    COVERED,
    MachineColumn,
    Shown,
    Value,
    columns,
    covered,
    line_columns,
    listed,
)

ID_NO, PHONE = "149901198503051234", "13812345678"
FULL = Shown(full_ids=True, special=True)
CLIENT = Client(
    name="张三",
    id_no=ID_NO,
    sex="1",
    phone=PHONE,
    photo=7,
    special_disease=("01", "03"),
    relief_status=("01", "03"),
    skills=("电工", "焊工"),
    three_none=False,
    family=(FamilyMember(name="张四", phone=PHONE),),
    id_other_no="H0123456789",
)


@pytest.fixture(scope="module")
def context() -> ReadContext:
    return ReadContext(opening.codes(), date(2026, 11, 30))


def cells(record: Stored, shown: Shown, context: ReadContext) -> dict[str, Value]:
    return {one.head: one.cell(record, context, shown) for one in columns(type(record), shown)}


def test_a_coded_datum_has_its_code_and_its_words(context: ReadContext) -> None:
    said = cells(CLIENT, COVERED, context)
    assert (said["sex.code"], said["sex.name"]) == ("1", context.codes["sex"].label("1"))
    assert (said["relief_status.code"], said["relief_status.name"]) == ("01;03", "最低生活保障、医疗救助")
    assert (said["three_none.code"], said["three_none.name"]) == ("0", "否")
    assert said["skills"] == "电工、焊工"
    assert said["photo"] == "是", "a file stays here"
    assert said["former_name"] is None
    assert "family" not in said, "its lines have a sheet of their own"


def test_numbers_are_covered_unless_asked_for_in_texts_too(context: ReadContext) -> None:
    said = cells(CLIENT, COVERED, context)
    assert (said["id_no"], said["phone"]) == ("1499**********1234", "138****5678")
    assert said["id_other_no"] == "H012***6789"
    assert cells(CLIENT, FULL, context)["id_no"] == ID_NO
    remark = Field("remark", "备注", Text())
    text = f"身份证{ID_NO}，电话{PHONE}，案号20260305123456789012"
    told = covered(remark, text, COVERED)
    assert told == "身份证1499**********1234，电话138****5678，案号20260305123456789012"
    assert covered(remark, text, FULL) == text
    assert covered(remark, 12, COVERED) == 12


def test_what_is_specially_sensitive_goes_out_only_when_asked_for(context: ReadContext) -> None:
    assert "special_disease.code" not in cells(CLIENT, COVERED, context)
    assert cells(CLIENT, FULL, context)["special_disease.code"] == "01;03"
    assert [field.name for field, _rows in listed(Client, COVERED)] == ["outer_numbers", "family"]
    assert [field.name for field, _rows in listed(Client, FULL)] == ["outer_numbers", "family", "children"]


def test_lines_have_columns_of_their_own(context: ReadContext) -> None:
    rows = next(rows for field, rows in listed(Client, COVERED) if field.name == "family")
    made = line_columns(rows, COVERED)
    said = {one.head: one.cell(CLIENT.family[0], context, COVERED) for one in made}
    assert (said["name"], said["phone"], said["relation.code"]) == ("张四", "138****5678", None)


def test_days_moments_sums_and_row_ids_keep_what_they_are(context: ReadContext) -> None:
    at = datetime(2026, 11, 20, 10, 30)  # noqa: DTZ001 - the office's clock has no zone
    contact = Contact(id=1, case_id=2, at=at, contact_type="VISIT", abnormal=True)
    said = cells(contact, COVERED, context)
    assert said["at"] == "2026-11-20 10:30"
    assert said["on"] == date(1, 1, 1)
    assert (said["abnormal.code"], said["abnormal.name"]) == ("1", "是")
    assert not {"id", "case_id", "voided_at", "void_reason"} & said.keys()
    case = Case(client_id=8_683_837_928_645_853_185, no="A-1", prior_count=2)
    made = cells(case, COVERED, context)
    assert (made["client_id"], made["prior_count"]) == ("8683837928645853185", 2)
    money = MachineColumn("x", Field("amount", "", Text()), "value")

    class Held:
        amount: object = Decimal("800.50")

    assert money.cell(Held(), context, COVERED) == Decimal("800.50")
    Held.amount = False
    assert money.cell(Held(), context, COVERED) == "否"
    Held.amount = {"a": frozenset({2, 1}), "b": CLIENT.family[0], "c": date(2026, 1, 1)}
    assert str(money.cell(Held(), context, FULL)).startswith('{"a": [1, 2], "b": {"name": "张四"')


def test_evidence_with_parts_goes_out_as_json(context: ReadContext) -> None:
    known = kept_of(Assessment)
    column = MachineColumn("points", known["points"], "value")

    class Held:
        points = ({"item": "a", "points": 2},)

    assert column.cell(Held(), context, COVERED) == '[{"item": "a", "points": 2}]'
    assert FixedClock(date(2026, 11, 30)).today() == context.today
