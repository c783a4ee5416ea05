"""services/reports/leaving: purpose and receiver, covered numbers, passwords, what lies on the medium."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.errors import UserError
from anbang_desktop.excel import encrypted
from anbang_desktop.excel.template import Column, Content, Layout, SheetLayout
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.reports import learning, leaving, ledger, making, workbook
from anbang_desktop.services.reports.leaving import Leaving
from anbang_desktop.storage.tables_core import audit
from tests.integration.services.reports.test_changes import BLANKS, PERIOD, register
from tests.support import makers

ID_NO = makers.people(60, seed=5)[0].id_no
KNOWN = Certainty.KNOWN
COVERED = f"{ID_NO[:4]}**********{ID_NO[-4:]}"


@pytest.fixture
def office(empty_desk: Desk) -> Desk:
    """Two on the books, the roster learned."""
    for number in range(2):
        register(empty_desk, number)
    learning.learn(empty_desk, BLANKS / "花名册.xlsx", "花名册")
    return empty_desk


def number_in(file: str) -> object:
    return load_workbook(file).worksheets[0]["D5"].value


def exports(desk: Desk) -> list[str]:
    with desk.store.read() as connection:
        return list(connection.execute(select(audit.c.summary).where(audit.c.action == "export")).scalars())


def test_numbers_are_covered_until_whole_ones_are_confirmed_and_that_is_kept(
    office: Desk, tmp_path: Path
) -> None:
    first = making.make(office, "花名册", PERIOD, tmp_path)
    assert (number_in(first.files[0]), first.ids) == (COVERED, "covered")
    said = Leaving(purpose="年度核对", recipient="县局矫正科", whole_ids=True)
    second = making.make(office, "花名册", PERIOD, tmp_path, leaving=said)
    assert (number_in(second.files[0]), second.ids) == (ID_NO, "whole")
    terms = leaving.terms_of(office, "花名册")
    assert (terms.full_by, terms.full_at) == (office.user, office.clock.now())
    third = making.make(office, "花名册", PERIOD, tmp_path)
    assert (number_in(third.files[0]), third.recipient, third.purpose) == (ID_NO, "县局矫正科", "年度核对")
    fourth = making.make(office, "花名册", PERIOD, tmp_path, leaving=Leaving(whole_ids=False))
    assert number_in(fourth.files[0]) == COVERED
    assert leaving.terms_of(office, "花名册").full_by is None
    told = exports(office)
    assert "送县司法局，用途：按县局要求报送，证件号遮住" in told[0]
    assert "送县局矫正科，用途：年度核对，证件号完整" in told[1]


def test_covered_is_only_the_file_the_frozen_values_stay_whole(office: Desk, tmp_path: Path) -> None:
    making.make(office, "花名册", PERIOD, tmp_path)
    seen = making.preview(office, "花名册", PERIOD).changes
    assert seen is not None
    assert seen.rows == ()


def test_a_password_is_made_shown_once_and_kept_nowhere(office: Desk, tmp_path: Path) -> None:
    made = making.make(office, "花名册", PERIOD, tmp_path, leaving=Leaving(encrypt=True))
    data = Path(made.files[0]).read_bytes()
    assert len(made.password) == 19
    assert encrypted.is_encrypted(data)
    run = ledger.find(office, "花名册")
    way = ledger.way(office, run.id)
    assert encrypted.decrypt(data, made.password)[:2] == b"PK"
    assert way.sealed
    assert made.password not in "".join((*exports(office), *(step.note for step in way.steps)))
    again = ledger.save_again(office, run.id, tmp_path)
    assert again.password not in ("", made.password), "encrypted as last time, under a new password"
    assert encrypted.decrypt(again.file.read_bytes(), again.password) == encrypted.decrypt(
        data, made.password
    )


def test_office_user_and_time_stand_at_the_foot_with_the_hash_of_the_values(
    office: Desk, tmp_path: Path
) -> None:
    made = making.make(office, "花名册", PERIOD, tmp_path)
    foot = load_workbook(made.files[0]).worksheets[0].oddFooter
    assert foot is not None
    assert foot.left is not None
    way = ledger.way(office, ledger.find(office, "花名册").id)
    assert foot.left.text == f"青山司法所　{office.user}　2026-11-30 09:00　第1版 {way.snapshot[:8]}"


def test_a_medium_that_gives_back_something_else_is_refused_and_nothing_is_left(
    office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = workbook.put

    def spoil(out: Path, names: Iterable[str], data: bytes) -> Path:
        file = put(out, names, data)
        file.write_bytes(file.read_bytes()[:-1] + b"?")
        return file

    monkeypatch.setattr(workbook, "put", spoil)
    with pytest.raises(UserError, match="读回来不一样"):
        making.make(office, "花名册", PERIOD, tmp_path)
    assert list(tmp_path.glob("*.xlsx*")) == []
    assert ledger.history(office) == ()


def test_a_stick_is_named(office: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "is_stick", lambda _folder: True)
    assert making.make(office, "花名册", PERIOD, tmp_path).stick
    assert "到 U 盘，已读回核对" in exports(office)[0]


@pytest.mark.parametrize(
    ("said", "field"),
    [(Leaving(purpose="长" * 101), "purpose"), (Leaving(recipient="长" * 101), "recipient")],
)
def test_words_that_are_too_long_are_refused_by_name(
    office: Desk, tmp_path: Path, said: Leaving, field: str
) -> None:
    with pytest.raises(UserError, match="最多 100 个字") as refused:
        making.make(office, "花名册", PERIOD, tmp_path, leaving=said)
    assert refused.value.field == field


def test_numbers_inside_texts_are_covered_too_and_counted() -> None:
    known = (
        Column(2, "姓名", field="name", certainty=KNOWN),
        Column(3, "身份证号", field="id_no", certainty=KNOWN),
        Column(4, "备注", field="remark", certainty=KNOWN),
        Column(5, "家庭成员及联系方式", field="family", certainty=KNOWN),
    )
    layout = Layout((SheetLayout("名册", "rows", columns=known),))
    said = f"王某({ID_NO})、旧号149901600514121、13812345678、编号 2026001"
    rows = [["王某", ID_NO, said, "王二 13812345678"]]
    made = leaving.cover({"名册": Content(rows, 1)}, layout)
    told = f"王某({COVERED})、旧号1499*******4121、138****5678、编号 2026001"
    assert [*made.contents["名册"].rows] == [["王某", COVERED, told, "王二 13812345678"]]
    assert made.ids == 3


def test_a_frozen_version_is_exported_as_it_was_frozen(office: Desk, tmp_path: Path) -> None:
    frozen = making.freeze(office, "花名册", PERIOD)
    register(office, 2)
    run = ledger.find(office, "花名册")
    assert (run.state, run.people, frozen.people) == ("已定稿", 2, 2)
    put = ledger.export(office, run.id, tmp_path, Leaving(recipient="县局"))
    assert ledger.find(office, "花名册").state == "已导出"
    sheet = load_workbook(put.file).worksheets[0]
    assert [sheet.cell(row, 2).value for row in (5, 6, 7)][2] in (None, "")
    with pytest.raises(UserError, match="不能改为"):
        ledger.deliver(office, making.freeze(office, "花名册", PERIOD).run, ledger.Delivered(office.today))
