"""reports/machine.py: the workbook read back says what the vault says, leaves out what it must, and tells who
gets it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from anbang_desktop.domain.id_number import mask_id
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.reports import machine
from anbang_desktop.services.reports.machine import ABOUT, CODES, PEOPLE, STATES, MachineFile, Wanted
from anbang_desktop.services.reports.machine_columns import Shown
from anbang_desktop.services.worklist import people
from anbang_desktop.storage.tables_core import audit

Row = dict[str, Any]
WANTED = Wanted("县局合并", "安平县司法局")
FULL = Wanted("县局合并", "安平县司法局", shown=Shown(full_ids=True, special=True))


def sheets(made: MachineFile) -> dict[str, list[Row]]:
    """Every sheet by another reader, its rows by their heads."""
    book = CalamineWorkbook.from_path(made.file)
    found = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False) or [[]]
        found[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def about(made: MachineFile) -> dict[str, Any]:
    return {str(row["项目"]): row["内容"] for row in sheets(made)[ABOUT]}


def noted(desk: Desk) -> Iterator[tuple[str, str]]:
    wanted = select(audit.c.object, audit.c.summary).where(audit.c.action == "export").order_by(audit.c.seq)
    with desk.store.read() as connection:
        yield from ((str(name), str(words)) for name, words in connection.execute(wanted))


def going_out(desk: Desk) -> list[int]:
    """Everybody whose file is not sealed."""
    rows = people.rows(desk, people.list_ids(desk, people.PeopleFilter(), "no"))
    return [row.id for row in rows]


@pytest.fixture
def busy(desk: Desk, registered: str) -> Desk:
    """Somebody with records, lines and something sensitive."""
    values = {
        "family": [{"name": "张母", "relation": "51", "phone": "13912345678"}],
        "special_disease": ["03"],
        "recidivist": False,
        "remark": "原来登记的号码149901198503051234是错的",
    }
    write.record(desk, registered, "registration", values)
    write.record(desk, registered, "placement", {"placed": True, "way": "L01", "placed_from": "2026-11-01"})
    members = [{"name": "王所长", "kind": "OFFICE", "role": "LEADER"}]
    write.record(desk, registered, "group", {"formed_on": "2026-11-28", "members": members})
    return desk


def test_every_case_and_record_of_the_vault_is_there_once(
    busy: Desk, registered: str, tmp_path: Path
) -> None:
    made = machine.make(busy, FULL, tmp_path)
    book = sheets(made)
    ids = going_out(busy)
    assert sorted(row["case_id"] for row in book[PEOPLE]) == sorted(map(str, ids))
    assert made.people == len(ids)
    row = next(row for row in book[PEOPLE] if row["case_no"] == registered)
    shown = people.show(busy, registered)
    assert row["client.name"] == shown.file.client.name
    assert row["client.id_no"] == shown.file.client.id_no
    assert row["client_id"] == str(shown.file.client.id)
    assert row["release_date"] == shown.file.case.release_date
    assert (row["recidivist.code"], row["recidivist.name"]) == ("0", "否")
    assert row["client.special_disease.code"] == "03"
    assert row["office_code"] == busy.office.code
    placed = next(one for one in KINDS if one.name == "placement").label
    (placement,) = book[placed]
    assert (placement["way.code"], placement["way.name"]) == ("L01", "灵活就业")
    assert placement["record_id"] == str(shown.file.placements[-1].id)
    assert placement["placed_from"] == date(2026, 11, 1)
    (member,) = [row for name, rows in book.items() if name.endswith("成员") for row in rows]
    assert (member["name"], member["position"]) == ("王所长", 1)
    (mother,) = [row for name, rows in book.items() if name.startswith("人员－家庭") for row in rows]
    assert mother["phone"] == "13912345678"
    assert len(book[STATES]) >= len(ids)


def test_codes_stand_in_the_table_of_codes(busy: Desk, tmp_path: Path) -> None:
    book = sheets(machine.make(busy, FULL, tmp_path))
    known = {(row["table"], row["code"]) for row in book[CODES]}
    told = {str(row["项目"]): str(row["代码表"]) for row in book[ABOUT] if row["代码表"]}
    looked = 0
    for name, rows in book.items():
        for head in (head for head in (rows[0] if rows else {}) if f"{name}：{head}" in told):
            for row in rows:
                for code in str(row[head]).split(";") if head.endswith(".code") and row[head] else ():
                    assert (told[f"{name}：{head}"], code) in known
                    looked += 1
    assert looked > 50


def test_ids_are_text_for_excel_too_and_nothing_is_a_formula(busy: Desk, tmp_path: Path) -> None:
    made = machine.make(busy, FULL, tmp_path)
    book = openpyxl.load_workbook(made.file)
    assert book.sheetnames[0] == ABOUT
    sheet = book[PEOPLE]
    heads = [cell.value for cell in sheet[1]]
    for head in ("case_id", "client_id", "client.id_no"):
        cell = sheet.cell(2, heads.index(head) + 1)
        assert isinstance(cell.value, str)
        assert cell.number_format == "@"
    assert not [cell for one in book for row in one for cell in row if cell.data_type == "f"]


def test_numbers_and_the_specially_sensitive_are_covered_unasked(
    busy: Desk, registered: str, tmp_path: Path
) -> None:
    made = machine.make(busy, WANTED, tmp_path)
    book = sheets(made)
    row = next(row for row in book[PEOPLE] if row["case_no"] == registered)
    shown = people.show(busy, registered).file.client
    assert row["client.id_no"] == mask_id(shown.id_no or "")
    assert "client.special_disease.code" not in row
    assert row["remark"] == "原来登记的号码1499**********1234是错的"
    raw = "".join(str(cell) for rows in book.values() for one in rows for cell in one.values())
    assert (shown.id_no or "") not in raw
    assert "13912345678" not in raw
    assert about(made)["证件号和电话"] == "遮住中间几位"


def test_it_explains_itself(busy: Desk, tmp_path: Path) -> None:
    head = busy.store.head()
    told = about(machine.make(busy, WANTED, tmp_path))
    assert told["单位"] == busy.office.name
    assert told["单位标识"] == busy.office.db_id
    assert (int(told["审计链序号"]), told["审计链校验值"]) == (head.seq, head.mac.hex())
    assert (told["用途"], told["接收单位"]) == ("县局合并", "安平县司法局")
    assert told[f"行数：{PEOPLE}"] == len(going_out(busy))
    assert told[f"{PEOPLE}：client.sex.code"] == "client.sex.code"


def test_a_sealed_file_is_left_out_with_all_its_rows_and_counted(
    busy: Desk, registered: str, tmp_path: Path
) -> None:
    before = machine.make(busy, FULL, tmp_path).sealed
    write.record(busy, registered, "registration", {"minor_at_offence": True})
    made = machine.make(busy, FULL, tmp_path)
    assert made.sealed == before + 1
    for name, rows in sheets(made).items():
        assert not [row for row in rows if row.get("case_no") == registered], name
    assert about(made)["未列入（犯罪记录封存）"] == before + 1


def test_days_narrow_records_and_cases(busy: Desk, registered: str, tmp_path: Path) -> None:
    label = next(one for one in KINDS if one.name == "placement").label
    day = people.show(busy, registered).file.placements[-1].on
    before = Wanted("a", "b", end=date.fromordinal(day.toordinal() - 1))
    assert not sheets(machine.make(busy, before, tmp_path))[label]
    within = machine.make(busy, Wanted("a", "b", start=day, end=day), tmp_path)
    assert len(sheets(within)[label]) == 1
    assert f"{day}至{day}" in within.file
    long_ago = machine.make(busy, Wanted("a", "b", end=date(2000, 1, 1)), tmp_path)
    assert long_ago.people == 0
    later = machine.make(busy, Wanted("a", "b", start=date(2030, 1, 1)), tmp_path)
    assert later.people == len(going_out(busy)), "who hasn't ended is there"


def test_what_was_voided_is_left_out(busy: Desk, registered: str, tmp_path: Path) -> None:
    label = next(one for one in KINDS if one.name == "placement").label
    record = people.show(busy, registered).file.placements[-1]
    write.void(busy, registered, "placement", record.id, "记错了")
    assert not sheets(machine.make(busy, WANTED, tmp_path))[label]


def test_whom_it_goes_to_is_in_the_audit_with_each_person_whose_numbers_go(
    busy: Desk, tmp_path: Path
) -> None:
    before = len(list(noted(busy)))
    made = machine.make(busy, WANTED, tmp_path)
    ((place, words),) = list(noted(busy))[before:]
    assert place == "lists/machine"
    assert "送安平县司法局" in words
    assert "号码遮住" in words
    assert made.sha256 in words
    machine.make(busy, FULL, tmp_path)
    assert len(list(noted(busy))) == before + 2 + made.people


def test_an_existing_file_stays(busy: Desk, tmp_path: Path) -> None:
    first, second = (machine.make(busy, WANTED, tmp_path) for _at in range(2))
    assert first.file != second.file
    assert Path(first.file).exists()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("", "县局"), "purpose"),
        (Wanted("合并", " "), "receiver"),
        (Wanted("合并", "县局", date(2026, 2, 1), date(2026, 1, 1)), "to"),
    ],
)
def test_what_is_not_said_is_asked_for(desk: Desk, tmp_path: Path, wanted: Wanted, field: str) -> None:
    with pytest.raises(UserError) as refused:
        machine.make(desk, wanted, tmp_path / "out")
    assert refused.value.field == field
    assert not (tmp_path / "out").exists()


def test_a_stop_and_a_folder_that_is_none_leave_nothing(busy: Desk, tmp_path: Path) -> None:
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        machine.make(busy, WANTED, tmp_path / "out", stopped)
    assert list((tmp_path / "out").iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="建不了文件夹"):
        machine.make(busy, WANTED, tmp_path / "file")


def test_what_is_read_back_otherwise_is_no_file(
    busy: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "count_rows", lambda _file: [0])
    with pytest.raises(UserError, match="写不了文件"):
        machine.make(busy, WANTED, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []
